"""Whatever is sent, findings come back: no traceback, within a second and 200 MB, in words of its reader."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Mapping

import pytest

import hostile
from hostile import LIBRARIES, REGISTRY, ledger_with
from page_ledger import CLEAN
from yibenzhang.rules.engine import check
from yibenzhang.sources import ledger, quick
from yibenzhang.sources.tree import Tree

# Tracing thousands of readings would take minutes; other tests cover the same lines.
pytestmark = pytest.mark.no_cover

FILES: Mapping[str, tuple[str, bytes]] = hostile.files()
# A second; measuring coverage makes every line several times as dear.
SECONDS = 5.0 if sys.gettrace() else 1.0
KIB = 200 * 1024
# Words of programs, not of clerks.
FOREIGN = re.compile(r"Traceback|Error\b|Exception|expected|while |None\b|dict\b|schema error|\bNaN\b")


@pytest.mark.parametrize("name", list(FILES))
def test_findings_within_a_second(name: str) -> None:
    path, data = FILES[name]
    tree = Tree(ledger_with(path, data))
    start = time.process_time()
    found = check(ledger.read(tree))
    assert time.process_time() - start < SECONDS
    own = [finding for finding in found if finding.path == path]
    assert own
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for finding in own:
        assert 1 <= finding.line <= lines or data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data
        assert finding.column >= 1
        assert finding.fix
        assert not FOREIGN.search(f"{finding.message}{finding.fix}"), finding
        # What was written is quoted in part: nobody reads on for a thousand characters.
        assert len(finding.message) < 400 or len(data) > 100_000


def test_there_are_sixty() -> None:
    assert len(FILES) >= 60
    assert {path for path, _ in FILES.values()} == {
        hostile.CATALOG, hostile.PROFILE, hostile.DEMAND, hostile.OBJECTION, hostile.BASE, hostile.REGION, LIBRARIES, REGISTRY
    }  # fmt: skip
    assert sum(path == REGISTRY for path, _ in FILES.values()) >= 5


def test_one_broken_file_says_nothing_of_the_others() -> None:
    """A catalog that cannot be read leaves the findings to itself, and to the department whose duty may now lack one."""
    for name, (path, data) in FILES.items():
        if path == hostile.CATALOG:
            elsewhere = {f.path for f in check(ledger.read(Tree(ledger_with(path, data)))) if f.path != path}
            assert elsewhere <= {hostile.PROFILE}, name


def test_memory_over_all_of_them() -> None:
    done = subprocess.run([sys.executable, hostile.__file__], check=True, capture_output=True, text=True)
    most, findings = done.stdout.split()
    assert int(most) < KIB
    assert int(findings) > len(FILES)
    assert done.stderr == ""


@pytest.mark.parametrize("text", ["- - a\n", "items:\n  - - - a\n", "items:\n  -  -\n", "items:\n" + "- " * 100_000])
def test_lists_in_lists_are_left_to_the_reader_that_cannot_run_out_of_stack(text: str) -> None:
    assert quick.doubtful(text.encode(), text)
    assert quick.read(text.encode()) is None


def test_large_files_are_left_to_it_too() -> None:
    text = CLEAN[hostile.CATALOG]
    assert quick.read(text.encode()) is not None
    assert quick.read((text + "#" * (1 << 20)).encode()) is None
