"""The front-end libraries that are brought along, and every script there is: known to the byte, licensed, and in syntax
that Chromium 87 reads."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import material
import pytest

from ledgers import ROOT

ASSETS = ROOT / "tools/yibenzhang/site/assets"
PLACES = (ASSETS / "vendor", ROOT / "tests/vendor")
THEME = Path(material.__file__).parent / "templates/assets/javascripts"
FREE = {"MIT", "Apache-2.0", "BSD-3-Clause", "ISC", "0BSD"}


def manifests() -> dict[str, tuple[Path, dict[str, Any]]]:
    """Every library: its folder, and its entry of the manifest."""
    return {
        name: (place / name, entry)
        for place in PLACES
        for name, entry in json.loads((place / "manifest.json").read_text("utf-8")).items()
    }


def test_every_file_is_the_one_of_the_manifest() -> None:
    for folder, entry in manifests().values():
        listed = {name: about["sha256"] for name, about in entry["files"].items()}
        found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
        assert found == listed, folder
        assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", entry["integrity"]), folder
    for place in PLACES:
        assert {path.name for path in place.iterdir()} - {"manifest.json"} == {
            folder.name for folder, _ in manifests().values() if folder.parent == place
        }


def test_every_library_brings_its_licence() -> None:
    for folder, entry in manifests().values():
        texts = [path.read_text("utf-8") for path in folder.glob("LICENSE*")]
        assert texts, folder
        assert any("copyright" in text.lower() for text in texts), folder
        if folder.is_relative_to(ASSETS):
            assert entry["license"] in FREE, folder


def test_the_manifest_is_what_was_asked_for() -> None:
    asked = tomllib.loads((ROOT / ".ci/vendor.toml").read_text("utf-8"))
    found = manifests()
    assert set(asked) == set(found)
    for name, spec in asked.items():
        folder, entry = found[name]
        assert (spec["package"], spec["version"]) == (entry["package"], entry["version"])
        assert folder.parent == ROOT / spec.get("to", "tools/yibenzhang/site/assets/vendor")
        assert set(spec["files"]) <= set(entry["files"])
    decisions = (ROOT / "docs/decisions.md").read_text("utf-8")
    for spec in asked.values():
        assert f"{spec['package']} {spec['version']}" in decisions


@pytest.mark.browser
def test_every_script_is_in_syntax_that_chromium_87_reads(browser: Any) -> None:
    scripts = sorted({*ASSETS.rglob("*.js"), *THEME.rglob("*.js")})
    assert len(scripts) > 20
    page = browser.new_page()
    page.add_script_tag(path=ROOT / "tests/vendor/acorn/acorn.js")
    faults = {}
    for script in scripts:
        said = page.evaluate(
            "text => { try { acorn.parse(text, {ecmaVersion: 2020}); return ''; } catch (error) { return error.message; } }",
            script.read_text("utf-8"),
        )
        if said:
            faults[script.name] = said
    assert faults == {}
    # The parser would notice.
    assert (
        page.evaluate("() => { try { acorn.parse('a ||= 1', {ecmaVersion: 2020}); } catch (error) { return 1; } }") == 1
    )


def own(ending: str) -> list[Path]:
    return sorted(path for path in ASSETS.glob(f"*{ending}") if path.is_file())


def test_own_scripts_run_no_text_and_call_nothing_newer() -> None:
    newer = r"\.at\(|structuredClone|Object\.hasOwn|\.findLast|\.toSorted|\.toReversed|\.replaceChildren\(\.\.\.|Array\.fromAsync|\.randomUUID"
    for script in own(".js"):
        text = re.sub(r"/\*.*?\*/", "", script.read_text("utf-8"), flags=re.DOTALL)
        assert '"use strict"' in text, script
        assert not re.search(
            rf"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|{newer}", text
        ), script
        assert not re.search(r"\bfetch\(|XMLHttpRequest|\bimport\b|setAttribute\(\"style\"", text), script


def test_own_styles_use_nothing_newer() -> None:
    for style in own(".css"):
        text = re.sub(r"/\*.*?\*/", "", style.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r":has\(|@container|color-mix\(|@layer|\bdvh\b|oklch\(", text), style
        assert not re.search(r"url\((?!\"?data:)|@import", text), style
