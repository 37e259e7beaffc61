"""Numbers of a ledger per department and per domain. Integers only: a ratio is shown with the two it is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from ..model.catalog import Catalog, ShareType
from .edition import Edition

SHARE_TYPES = (ShareType.UNCONDITIONAL, ShareType.CONDITIONAL, ShareType.REFUSED)
NOT_APPLICABLE = "不适用"


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of catalogs, of what is in them, and of duties.

    ``active`` = unconditional + conditional + refused. ``mountable``: active and not 不予共享 (DOMAIN E 挂载率).
    ``covered``: duties with an active catalog or an exemption (DOMAIN E 全面性).
    """

    active: int = 0
    retired: int = 0
    unreadable: int = 0
    items: int = 0
    unconditional: int = 0
    conditional: int = 0
    refused: int = 0
    mountable: int = 0
    mounted: int = 0
    resources: int = 0
    duties: int = 0
    covered: int = 0

    def __add__(self, other: Counts) -> Counts:
        """The counts of both together."""
        return Counts(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


_SHARES = dict(zip(SHARE_TYPES, ("unconditional", "conditional", "refused"), strict=True))


def of_catalogs(catalogs: Iterable[Catalog]) -> Counts:
    """Counts of some catalogs; duties are left at 0."""
    listed = tuple(catalogs)
    readable = [each for each in listed if each.readable]
    active = [each for each in readable if each.is_active]
    shares = Counter(each.share.type for each in active)
    mountable = [each for each in active if each.resources and each.share.type != ShareType.REFUSED]
    return Counts(
        active=len(active),
        retired=len(readable) - len(active),
        unreadable=len(listed) - len(readable),
        items=sum(len(each.items) for each in active),
        **{name: shares[word] for word, name in _SHARES.items()},
        mountable=len(active) - shares[ShareType.REFUSED],
        mounted=sum(each.is_mounted for each in mountable),
        resources=sum(len(each.resources) for each in active),
    )


def by_department(edition: Edition) -> dict[str, Counts]:
    """Counts of every department of the edition, in its order."""
    listed: dict[str, list[Catalog]] = {department.id: [] for department in edition.departments}
    for catalog in edition.catalogs:
        listed.setdefault(catalog.department, []).append(catalog)
    found: dict[str, Counts] = {}
    for key, catalogs in listed.items():
        department = edition.registry.department_by_id.get(key)
        duties = department.duties if department else ()
        # As rule D601 has it: a catalog that cannot be read still counts for its duties. So does one that the export's
        # conditions leave out, for a duty is none the less covered.
        held = edition.registry.catalogs_by_department.get(key, ())
        kept = {duty for catalog in held if catalog.is_active for duty in catalog.duties}
        covered = sum(duty.exempt is not None or duty.id in kept for duty in duties)
        found[key] = of_catalogs(catalogs) + Counts(duties=len(duties), covered=covered)
    return found


def by_domain(edition: Edition) -> dict[str, Counts]:
    """Counts of every domain that has an active catalog, in the order of the enumeration, then as found."""
    listed: dict[str, list[Catalog]] = {str(entry["value"]): [] for entry in _values(edition, "domain")}
    for catalog in edition.catalogs:
        if catalog.readable and catalog.is_active:
            listed.setdefault(catalog.domain, []).append(catalog)
    return {domain: of_catalogs(catalogs) for domain, catalogs in listed.items() if catalogs}


def _values(edition: Edition, vocabulary: str) -> Sequence[dict[str, object]]:
    values = edition.vocabulary.get(vocabulary, {}).get("values", ())
    return values if isinstance(values, list) else ()


def ratio(part: int, whole: int) -> float | str:
    """``part`` of ``whole``; 0/0 is 不适用, never 100%."""
    return part / whole if whole else NOT_APPLICABLE
