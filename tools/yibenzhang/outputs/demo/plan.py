"""Which departments a made-up ledger has, and which catalogs each keeps. Nothing here is drawn at random."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from . import words
from .trades import TRADES, Refusal, Trade

_KINDS = ("基础", "主题", "部门")
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class Plan(NamedTuple):
    """One catalog to write. ``duty`` and ``sequence`` count from 1 in the department."""

    name: str
    sort: str
    subject: str
    aspect: str
    group: str
    sequence: int
    refusal: Refusal | None = None

    @property
    def key(self) -> str:
        """职责键: the same in every county that keeps this catalog."""
        return f"{self.subject}-{self.aspect}"


@dataclass(frozen=True)
class Office:
    """One department: ``number`` counts all departments from 0, ``county`` is 0 for the city's own.

    ``is_alone``: no other department has its trade.
    """

    trade: Trade
    number: int
    county: int
    catalogs: int
    is_alone: bool

    @property
    def region(self) -> str:
        """Folder and name of its county; empty for the city's own."""
        return words.county(self.county - 1) if self.county else ""

    @property
    def id(self) -> str:
        """Folder path under ``catalogs/``."""
        return f"{self.region}/{self.trade.name}" if self.county else self.trade.name

    @property
    def full_name(self) -> str:
        """Name as on the door."""
        return (self.region or "示例市") + self.trade.name

    @property
    def slug(self) -> str:
        """ASCII name, unique in the ledger."""
        return f"c{self.county:03d}-{self.trade.slug}" if self.county else self.trade.slug

    @property
    def division(self) -> str:
        """A division code no place has."""
        return f"99{self.county:04d}"

    @property
    def uscc(self) -> str:
        """统一社会信用代码 with right check digits (GB 32100, GB 11714)."""
        return uscc(self.division, self.number)

    def prefix(self, kind: str) -> str:
        """前段码 for one 资源分类."""
        return f"{['基础', '主题', '部门'].index(kind) + 1}{self.trade.number:02d}{self.county:03d}"

    def plans(self) -> Iterator[Plan]:
        """Its catalogs, in order of their code."""
        refusal = self.trade.refusal if self.catalogs > len(self.trade.subjects) // 2 else None
        for place in range(self.catalogs):
            if refusal and place == self.catalogs - 1:
                subject = refusal.name.removesuffix("信息")
                yield Plan(refusal.name, "人", subject, "信息", "查", place + 1, refusal)
            else:
                yield self._plan(place)

    def _plan(self, place: int) -> Plan:
        subjects = self.trade.subjects
        round_, at = divmod(place, len(subjects))
        sort, subject = subjects[at]
        qualified, turn = divmod(round_, len(words.ASPECTS[sort]))
        aspect, group = words.ASPECTS[sort][turn]
        if qualified < len(words.QUALIFIERS):
            subject = words.QUALIFIERS[qualified] + subject
        else:
            subject = f"{subject}（{words.chinese(qualified - len(words.QUALIFIERS) + 1)}类）"
        sort = "统" if aspect == "统计数据" else sort  # figures say nothing of one person
        return Plan(subject + aspect, sort, subject, aspect, group, place + 1)


def offices(catalogs: int, departments: int) -> list[Office]:
    """Departments of a city and as many counties as are needed, the catalogs spread evenly."""
    share, rest = divmod(catalogs, departments)
    found = []
    for number in range(departments):
        county, trade = divmod(number, len(TRADES))
        found.append(Office(TRADES[trade], number, county, share + (number < rest), trade + len(TRADES) >= departments))
    return found


def uscc(division: str, number: int) -> str:
    """The 18 characters of 机关 ``number`` in a division of six digits."""
    body = f"{number + 9_000_000:08d}"
    weighted = sum(int(digit) * weight for digit, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    code = f"11{division}{body}{'0123456789X0'[(11 - weighted % 11) % 11]}"
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    total = sum(_USCC.index(char) * weight for char, weight in zip(code, weights, strict=True))
    return code + _USCC[(31 - total % 31) % 31]
