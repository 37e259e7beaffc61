"""What a module may need and most runs do not, made when it is first used: starting up is a third of a warm check.

Loading GitPython aside, nothing takes longer than compiling two hundred patterns, and few runs use a dozen of them.
"""

from __future__ import annotations

import importlib
import re
from types import ModuleType
from typing import Any, AnyStr, cast


class _Pattern:
    """Stands for a compiled pattern; its methods are those of the pattern, put in place of a first call."""

    def __init__(self, *arguments: Any) -> None:
        self._arguments = arguments

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(re.compile(*self._arguments), name)
        setattr(self, name, found)
        return found


class _Module:
    """Stands for a module; its names are looked up once each."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = getattr(importlib.import_module(self._name), name)
        setattr(self, name, found)
        return found


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What ``re.compile`` gives, compiled when it is first asked anything."""
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))


def is_pattern(value: object) -> bool:
    """Whether a value is a pattern, compiled or not."""
    return isinstance(value, (re.Pattern, _Pattern))


def module(name: str) -> ModuleType:
    """A module of another library, imported when something of it is first asked for."""
    return cast("ModuleType", _Module(name))
