"""Patterns and modules that are made when they are first used behave as if they had been there all along."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from yibenzhang import lazily


def test_a_pattern_is_what_re_compiles() -> None:
    digits = lazily.pattern(r"([0-9]+)", re.MULTILINE)
    assert digits.findall("1 a 22") == ["1", "22"]
    assert digits.sub("x", "1 a 22") == "x a x"
    assert digits.pattern == r"([0-9]+)"
    found = lazily.pattern(rb"a").search(b"ba")
    assert found is not None
    assert found.start() == 1
    with pytest.raises(AttributeError):
        digits.nothing  # noqa: B018
    assert not hasattr(digits, "__fspath__")
    assert lazily.is_pattern(digits)
    assert lazily.is_pattern(re.compile("a"))
    assert not lazily.is_pattern("a")


def test_a_module_is_imported_when_it_is_used() -> None:
    program = "import sys; from yibenzhang.lazily import module; j = module('colorsys'); print('colorsys' in sys.modules, j.ONE_THIRD > 0, 'colorsys' in sys.modules, hasattr(j, '__len__'))"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "True", "True", "False"]


def test_a_check_that_finds_nothing_loads_neither_reader_nor_guesses() -> None:
    program = "import sys, yibenzhang.cli, yibenzhang.cli.check; print(sorted({'yaml', 'rapidfuzz', 'ruamel', 'mkdocs', 'jinja2', 'xlsxwriter'} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
