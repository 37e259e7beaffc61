"""What the history tells the rules: days of publication, codes ever used, reviews known for certain (DOMAIN C).

Each is found out only when a rule asks for it: most ledgers have no rule that does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from functools import cached_property
from typing import overload

from ..model.registry import Facts, Review
from ..model.workdays import Workdays
from ..sources.git import Commit, Repository
from ..sources.opening import Opening
from ..sources.store import Store
from .touches import Touch, Touches


def known(opening: Opening) -> Facts:
    """What the rules may know of an opened ledger: its reference day, calendars, and history up to its commit."""
    workdays = Workdays.of(opening.ledger.schemas.workdays)
    if opening.repository is None or opening.commit is None:
        return Facts(today=opening.today, workdays=workdays)
    past = Known(opening.repository, Store(opening.root), opening.commit)
    return Facts(
        today=opening.today,
        workdays=workdays,
        published=past.published,
        codes_ever=past.codes_ever,
        reviews=past.reviews,
    )


class Known:
    """The history up to a commit, for :class:`~yibenzhang.model.registry.Facts`.

    ``published``: the day each code was first merged. ``codes_ever``: every code any approval touched. ``reviews``: of
    every catalog that still stands the last one, where its days and people are certain. In a shallow clone all three hold
    less, never anything wrong.
    """

    def __init__(self, repository: Repository, store: Store | None, commit: Commit) -> None:
        self._touches = Touches(repository, store, commit)

    @cached_property
    def _all(self) -> list[Touch]:
        return self._touches.all()

    @cached_property
    def days(self) -> dict[str, date]:
        """The day each code was first merged."""
        found: dict[str, date] = {}
        for touch in self._all:
            for _, code in touch.here:
                if code and code not in found:
                    found[code] = date.fromisoformat(touch.approved)
        return found

    @property
    def published(self) -> Mapping[str, date]:
        """The same, not found out before somebody asks."""
        return _Published(self)

    @property
    def codes_ever(self) -> Set[str]:
        """Every code any approval touched, not found out before somebody asks."""
        return _Codes(self)

    @property
    def reviews(self) -> Sequence[Review]:
        """Sorted by path, not found out before somebody asks."""
        return _Reviews(self)

    @cached_property
    def last(self) -> tuple[Review, ...]:
        """The last review of every catalog that still stands, where it is certain; sorted by path."""
        if not self._touches.is_any_certain():
            return ()
        codes: dict[str, str] = {}
        found: dict[str, Review] = {}
        seen: set[str] = set()
        for touch in self._all:
            left = {codes.pop(path, "") for path in touch.gone}
            for path, code in touch.here:
                if code:
                    left.add(codes.get(path, ""))
                    codes[path] = code
                    found[code] = _review(touch, path, is_new=code not in seen)
                    seen.add(code)
            for code in left:
                if code in found and codes.get(found[code].path) != code:
                    del found[code]
        return tuple(sorted((review for review in found.values() if review.approver), key=lambda review: review.path))


def _review(touch: Touch, path: str, *, is_new: bool) -> Review:
    return Review(
        path=path,
        submitted=touch.submitted,
        approved=touch.approved,
        submitters=touch.submitters,
        # Only the certain ones are told; the others only end what was certain before them.
        approver=touch.approver if touch.certain else "",
        is_new=is_new,
    )


class _Published(Mapping[str, date]):
    def __init__(self, known: Known) -> None:
        self._known = known

    def __getitem__(self, code: str) -> date:
        return self._known.days[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known.days)

    def __len__(self) -> int:
        return len(self._known.days)


class _Codes(Set[str]):
    def __init__(self, known: Known) -> None:
        self._known = known

    def __contains__(self, code: object) -> bool:
        return code in self._known.days

    def __iter__(self) -> Iterator[str]:
        return iter(self._known.days)

    def __len__(self) -> int:
        return len(self._known.days)


class _Reviews(Sequence[Review]):
    def __init__(self, known: Known) -> None:
        self._known = known

    @overload
    def __getitem__(self, index: int) -> Review: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Review]: ...

    def __getitem__(self, index: int | slice) -> Review | Sequence[Review]:
        return self._known.last[index]

    def __len__(self) -> int:
        return len(self._known.last)
