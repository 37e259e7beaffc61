"""Who submits and who approves in a made-up ledger. The names are placeholders nobody bears."""

from __future__ import annotations

from typing import NamedTuple

from .plan import Office

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"


class Person(NamedTuple):
    """A name as in a commit, the address beside it, and the account on the host."""

    name: str
    mail: str
    account: str

    def __str__(self) -> str:
        """As git writes an identity."""
        return f"{self.name} <{self.mail}>"


def _name(number: int) -> str:
    surname = _SURNAMES[number % len(_SURNAMES)]
    return surname + _STEMS[number // 7 % len(_STEMS)] + _BRANCHES[number // 3 % len(_BRANCHES)]


def clerk(office: Office, turn: int) -> Person:
    """One of the two clerks of a department."""
    number = office.number * 2 + turn % 2
    account = f"{office.slug}-clerk" + ("2" if turn % 2 else "")
    return Person(_name(number), f"{account}@example.cn", account)


def lead(office: Office) -> Person:
    """The reviewer a department has itself."""
    account = f"{office.slug}-lead"
    return Person(f"示例{_name(office.number + 11)}", f"{account}@example.cn", account)


REVIEWERS = (
    Person("魏审核", "ysj-lead@example.cn", "ysj-lead"),
    Person("陶复核", "ysj-reviewer@example.cn", "ysj-reviewer"),
)
ADMIN = Person("一本账管理员", "admin@example.cn", "ybz-admin")
GITHUB = Person("GitHub", "noreply@github.com", "web-flow")
