"""The documents describe what is there: commands, options, rules, settings, dependencies, the sample's warnings."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from manual import generated
from test_seeded import clean
from yibenzhang.cli import main
from yibenzhang.outputs.manual import UNUSED
from yibenzhang.rules import RULES
from yibenzhang.rules.clauses import SOURCES, clause_text, numeral
from yibenzhang.rules.engine import check
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.schema import default_schemas

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands(group: click.Group, prefix: str = "ybz") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}", command


@pytest.mark.parametrize(("name", "command"), list(commands(main)))
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    section = re.search(rf"(?ms)^## {re.escape(name)}\n(.*?)(?=^## |\Z)", COMMANDS)
    assert section, f"docs/commands.md 没有 {name}"
    for parameter in command.params:
        for option in parameter.opts if isinstance(parameter, click.Option) else ():
            assert f"`{option}" in section[1], f"{name} {option}"
    assert command.help
    assert all(isinstance(p, click.Argument) or p.help for p in command.params if isinstance(p, click.Option))


def test_no_command_is_documented_that_is_not_there() -> None:
    assert set(re.findall(r"^## (ybz .*)$", COMMANDS, re.MULTILINE)) == {name for name, _ in commands(main)}


@pytest.mark.parametrize("name", list(generated()))
def test_generated_pages_are_current(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == generated()[name], "运行 make docs"


def test_every_rule_has_its_page() -> None:
    text = generated()["rules.md"]
    ids = re.findall(r"^### ([A-Z][0-9]{3}) ", text, re.MULTILINE)
    assert sorted(ids) == [rule.id for rule in RULES]
    assert len(set(ids)) == len(ids)
    for rule in RULES:
        assert len(rule.doc.splitlines()) >= 3, f"{rule.id} 只有一句话"
        assert rule.check is None or rule.fix


def test_every_setting_is_documented() -> None:
    text = generated()["settings.md"]
    for key in default_schemas().by_kind[Kind.REGISTRY]["properties"]:
        assert f"`{key}`" in text


def test_settings_without_use_say_so() -> None:
    rows = dict(re.findall(r"^\| `([^`]+)`<br>\S* \| (.*) \|$", generated()["settings.md"], re.MULTILINE))
    for key, text in rows.items():
        plain = key.replace("[]", "")
        assert ("尚未使用" in text) is any(plain == each or plain.startswith(f"{each}.") for each in UNUSED), key
    assert set(UNUSED) <= set(rows)
    assert "``" not in generated()["settings.md"]
    # True today: beyond the model and the rules that wait for the past, no module asks for them.
    rooms = ("cli", "site", "outputs", "insight", "history")
    sources = [path for room in rooms for path in (ROOT / "tools/yibenzhang" / room).rglob("*.py")]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)
    for key in UNUSED:
        assert not re.search(rf"settings\.(\w+\.)?{key.rpartition('.')[2]}\b", text), (
            f"{key} 已有用处：从 UNUSED 里去掉"
        )
    asked = (ROOT / "tools/yibenzhang/rules").rglob("*.py")
    names = set(
        re.findall(
            r'"([a-z_]+)"',
            " ".join(re.findall(r"deadline\(([^)]*)\)", text + "".join(p.read_text("utf-8") for p in asked))),
        )
    )
    for key in default_schemas().by_kind[Kind.REGISTRY]["properties"]["deadlines"]["properties"]:
        assert (key in names) is (f"deadlines.{key}" not in UNUSED), key


def test_every_dependency_is_justified() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "docs/decisions.md").read_text(encoding="utf-8").lower()
    for requirement in project["dependencies"] + project["optional-dependencies"]["test"]:
        name = re.split(r"[<>=]", requirement)[0]
        if name.startswith("types-"):
            continue
        assert name in text, name
        assert ">=" in requirement


def test_readme_shows_the_two_commands() -> None:
    assert "$ make site" in README
    assert "$ make test" in README
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / link).exists(), link


def test_warnings_of_the_sample_are_explained() -> None:
    text = (ROOT / "docs/sample.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([A-Z][0-9]{3}) \| `(.+?)` \| .+ \|$", text, re.MULTILINE)
    assert rows == [(finding.rule, finding.path) for finding in check(clean())]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("R15", "条例第十五条"),
        ("R14,R15", "条例第十四条、条例第十五条"),
        ("S0-7", "治理方案第7项"),
        ("S4-11.1", "部门内部管理规范第11.1项"),
        ("S2", "一体化方案"),
        ("S2(四)", "一体化方案(四)"),
        ("GB32100", "GB 32100"),
        ("本", "本工具约定"),
        ("民法典", "民法典"),
    ],
)
def test_clauses_are_written_as_people_know_them(key: str, text: str) -> None:
    assert clause_text(key) == text


def test_clauses_of_rules_and_schema_have_a_source() -> None:
    known = {short for short, _ in SOURCES.values()}
    for rule in RULES:
        assert all(any(part.startswith(short) for short in known) for part in clause_text(rule.clause).split("、"))


def test_numerals() -> None:
    assert [numeral(n) for n in (0, 5, 10, 15, 20, 44)] == ["零", "五", "十", "十五", "二十", "四十四"]
