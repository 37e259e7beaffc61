"""Findings: what is wrong, where, and how to mend it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import msgspec

Pointer = tuple[str | int, ...]


class Severity(StrEnum):
    """How much a finding weighs; its Chinese word is :attr:`label`."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def label(self) -> str:
        """错误 or 警告."""
        return "错误" if self is Severity.ERROR else "警告"


class Place(NamedTuple):
    """A field of one file: its path under the ledger and the keys that lead to it.

    The line and column are looked up only for findings that are shown, because finding
    places costs ten times as much as reading values.
    """

    path: str
    pointer: Pointer = ()


class Finding(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One fault. ``line`` and ``column`` count from 1; ``field`` is dotted, as ``items[3].type``.

    ``subject`` is what the fault is about, whatever its file is called (a catalog's code), and ``anchor`` is the field
    whatever its number in a list (``items[姓名].type``): a finding is the same finding while these stay.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    severity: Severity
    field: str = ""
    label: str = ""
    fix: str = ""
    clause: str = ""
    subject: str = ""
    anchor: str = ""

    @property
    def identity(self) -> tuple[str, str, str]:
        """What makes it the same finding in two revisions: rule, subject (else path) and field."""
        return self.rule, self.subject or self.path, self.anchor or self.field

    @property
    def is_error(self) -> bool:
        """Whether the finding stops a merge."""
        return self.severity is Severity.ERROR


def dotted(pointer: Pointer) -> str:
    """Write a pointer as clerks read it: ``("items", 3, "type")`` → ``items[4].type`` (list places count from 1)."""
    text = ""
    for key in pointer:
        if isinstance(key, int):
            text += f"[{key + 1}]"
        else:
            text += f".{key}" if text else key
    return text
