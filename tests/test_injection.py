"""Strings that would be more than text somewhere: inert in SARIF and on every page, as in reports and annotations."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from site_ledgers import CATALOG, DEPARTMENT, FILES
from test_review_hostile import STRINGS
from test_site_pages import pages, parse, site
from yibenzhang.outputs.report import Report
from yibenzhang.outputs.reporters import REPORTERS
from yibenzhang.rules.engine import check
from yibenzhang.sources import ledger
from yibenzhang.sources.layout import file_name
from yibenzhang.sources.tree import Tree


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def attacked() -> dict[str, str]:
    """A catalog a string: in its name, summary, item, resource and path; and all of them in the department's profile."""
    files = {
        **FILES,
        "catalogs/民政局/department.yml": DEPARTMENT + f"maintainers: {quoted('x')}\n".replace('"x"', "[x]"),
    }
    for number, text in enumerate(STRINGS, 2):
        made = CATALOG.replace("307001/000001", f"307001/{number:06d}").replace(
            "name: 低保名单", f"name: {quoted(text)}"
        )
        made = made.replace(
            "全区城乡低保在保人员的原始明细，自2019年起按月更新。", quoted(f"{text} 全区在保人员的原始明细，自2019年起")
        )
        made = made.replace("name: 保障金额", f"name: {quoted(text)}").replace(
            "domain: 社会救助", f"domain: 社会救助\nkeywords: [{quoted(text)}]"
        )
        files[f"catalogs/民政局/{file_name(text.replace(chr(10), ' '))}"] = made
    return files


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return attacked()


def test_there_are_forty(files: dict[str, str]) -> None:
    assert len(STRINGS) >= 40
    assert len(files) > len(STRINGS)


def test_sarif_stays_inert(files: dict[str, str]) -> None:
    read = ledger.read(Tree({path: text.encode() for path, text in sorted(files.items())}))
    findings = check(read)
    assert {finding.path for finding in findings} >= {path for path in files if "script" in path}
    said = json.loads(REPORTERS["sarif"](Report(findings=findings, files=len(files), catalogs=len(files))))

    def texts(node: Any) -> list[str]:
        if isinstance(node, dict):
            return [text for key, value in node.items() for text in ([value] if key == "text" else texts(value))]
        return [text for each in node for text in texts(each)] if isinstance(node, list) else []

    shown = [text for text in texts(said) if isinstance(text, str)]
    assert len(shown) > len(findings)
    for text in shown:
        # Links and placeholders are SARIF's only marks; what is written as such must not be one.
        assert not re.search(r"(?<!\\)\[[^\]]*(?<!\\)\]\(", text), text
        assert not re.search(r"(?<!\{)\{[0-9]+\}(?!\})", text), text
        assert text.replace("\n", "").isprintable(), text
    for result in said["runs"][0]["results"]:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9%/._~-]+", uri)


def test_pages_stay_inert(files: dict[str, str]) -> None:
    count = 0
    for address, html in pages(site(files)):
        for element in parse(html).iter():
            if not isinstance(element.tag, str):
                continue
            count += 1
            assert element.tag not in ("img", "iframe", "object", "embed", "svg"), address
            assert element.tag != "script" or element.get("src") == "assets/ledger.js", address
            assert not [name for name in element.attrib if name.startswith("on")], address
            # A text may stand in the query of a page of our own.
            link = str(element.get("href", "")).partition("catalogs.html?item=")[0]
            assert not re.match(r"\s*(?:javascript|data|vbscript):|.*evil", link, re.IGNORECASE), address
    assert count > 1000
