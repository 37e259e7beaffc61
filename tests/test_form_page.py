"""The page 填报 without a browser: what it is given, and the rules as data."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ledgers import ROOT
from site_ledgers import DEPARTMENT, FILES, REGISTRY, commit, retired, write
from yibenzhang.model.settings import Policy
from yibenzhang.rules import RULES
from yibenzhang.rules.exported import KNOWN, exported, pattern
from yibenzhang.rules.said import SAID
from yibenzhang.site.form import script
from yibenzhang.site.pages import Renderer
from yibenzhang.site.site import open_site
from yibenzhang.sources.opening import open_ledger

GITEA = REGISTRY + "host: {kind: gitea, url: https://git.example.cn/a/b, branch: main}\n"


def given(root: Path) -> dict[str, object]:
    """What the script of the page holds."""
    renderer: Renderer = open_site(open_ledger(root))
    text = script(renderer.index, renderer.schemas, renderer.tree)
    assert text.startswith("window.ybzForm=")
    return json.loads(text.removeprefix("window.ybzForm=").removesuffix(";\n"))  # type: ignore[no-any-return]


def test_the_next_code_counts_what_history_used(tmp_path: Path) -> None:
    late = FILES["catalogs/民政局/低保名单.yml"].replace("000001", "000041").replace("低保名单", "短命名单")
    root = write(tmp_path, {**FILES, "catalogs/民政局/retired/短命名单.yml": retired(late)})
    commit(root)
    (root / "catalogs/民政局/retired/短命名单.yml").unlink()
    commit(root)
    [department] = given(root)["departments"]  # type: ignore[misc]
    assert department["next"] == {"部门": "307001/000042"}


def test_the_host_pages_wait_for_a_file_name(tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, "catalogs/registry.yml": GITEA, "schema/catalog.schema.json": (ROOT / "schema/catalog.schema.json").read_text()})  # fmt: skip
    commit(root)
    found = given(root)
    [department] = found["departments"]  # type: ignore[misc]
    folder = "catalogs/%E6%B0%91%E6%94%BF%E5%B1%80"
    assert department["new"] == f"https://git.example.cn/a/b/_new/main/{folder}?filename=%00&value="
    assert department["edit"] == f"https://git.example.cn/a/b/_edit/main/{folder}/%00"
    assert (department["filled"], department["source"]) == (True, "data/mzj.js")
    assert department["head"] == "# yaml-language-server: $schema=../../schema/catalog.schema.json"
    assert found["host"] == {"kind": "gitea", "known": True}


def test_a_ledger_without_host_or_schema_says_so(tmp_path: Path) -> None:
    found = given(write(tmp_path, {**FILES, "catalogs/民政局/department.yml": DEPARTMENT}))
    [department] = found["departments"]  # type: ignore[misc]
    assert (department["head"], department["new"], department["edit"]) == ("", "", "")
    assert found["host"] == {"kind": "bare", "known": False}


def test_every_sentence_belongs_to_a_rule_and_is_said() -> None:
    ids = {each.id for each in RULES}
    assert set(KNOWN) <= ids
    code = "".join(path.read_text("utf-8") for path in (ROOT / "tools/yibenzhang/rules").glob("*.py"))
    page = (ROOT / "tools/yibenzhang/site/assets/form-rules.js").read_text("utf-8")
    for key in SAID:
        assert f'say("{key}"' in page or f'["{key}"' in page, key
        assert f'said("{key}"' in code or key.startswith("S305-"), key


def test_severities_are_those_of_the_ledger() -> None:
    found = exported(Policy(refusal_basis="with_policy", severities={"N102": "off", "S302": "error"}))
    assert (found["rules"]["N102"]["severity"], found["rules"]["S302"]["severity"]) == ("off", "error")
    assert (found["rules"]["S305"]["severity"], found["tolerated"]) == ("error", True)


@pytest.mark.parametrize("odd", [r"a(?P<x>b)", r"\d+", r"(?x) a", r"a\b"])
def test_a_pattern_that_means_something_else_there_is_refused(odd: str) -> None:
    with pytest.raises(ValueError, match="browser"):
        pattern(re.compile(odd))
    assert pattern(re.compile(r"(?i)a\Z|(?<!b)[\s\-]")) == {"source": r"a$|(?<!b)[\s\-]", "flags": "iu"}


def test_every_word_of_json_editor_is_chinese() -> None:
    library = (ROOT / "tools/yibenzhang/site/assets/vendor/json-editor/json-editor.min.js").read_text("utf-8")
    words = (ROOT / "tools/yibenzhang/site/assets/form-words.js").read_text("utf-8")
    asked = set(
        re.findall(
            r"\b((?:error|button|upload|flatpickr|choices|default_array|table_controls|paste_max)[a-zA-Z_]*):\"",
            library,
        )
    )
    assert len(asked) > 60
    own = dict(re.findall(r"^    ([a-zA-Z_]+): \"(.*)\"", words, re.MULTILINE))
    assert asked <= set(own)
    assert all(re.search("[\u4e00-\u9fff]", word) for word in own.values())


def test_descriptions_speak_of_the_form_and_not_of_files(tmp_path: Path) -> None:
    def told(node: object) -> list[str]:
        if isinstance(node, list):
            return [text for each in node for text in told(each)]
        if not isinstance(node, dict):
            return []
        own = [node["description"]] if isinstance(node.get("description"), str) else []
        return own + [text for each in node.values() for text in told(each)]

    found = told(given(write(tmp_path, {**FILES}))["schema"])
    assert len(found) > 80
    shown = [re.sub("例：.*", "", re.sub("（来源：[^）]*）$", "", text)) for text in found]
    assert [text for text in shown if re.search("[a-z]{2,}", text)] == []
    assert "能识别到自然人的选“是”，如身份证号、电话、住址。" in shown
