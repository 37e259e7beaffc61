"""The documents describe what is there: commands, options, rules, settings, dependencies, the sample's warnings."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from manual import generated
from test_seeded import clean
from yibenzhang.cli import chinese, main
from yibenzhang.insight.step import SORTS
from yibenzhang.outputs.manual import UNUSED
from yibenzhang.rules import RULES
from yibenzhang.rules.clauses import SOURCES, clause_text, numeral
from yibenzhang.rules.engine import check
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.schema import default_schemas

# Click keeps the help of a command as it stood when its parser was first made.
chinese.install()
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
    names |= {sort.setting for sort in SORTS}
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


# Every command line the documents show must be one the program takes.

DOCUMENTS = {
    path.relative_to(ROOT).as_posix(): path for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
}
GENERATED = ("docs/rules.md", "docs/impact.md", "docs/settings.md")
_FENCE = re.compile(r"(?ms)^( *)```(\w*)[^\n]*\n(.*?)^\1```$")
_CALL = re.compile(r"(?:^|[\s;&|=(\"'])((?:[\w./-]*/)?ybz)(?=\s|$)")


def shown(text: str) -> Iterator[tuple[str, bool]]:
    """The command lines of a document, from ``ybz`` on; and whether it stands in a block, where it must be whole."""
    for _, language, block in _FENCE.findall(text):
        # A console shows output too: there commands stand after a prompt.
        lines = re.sub(r"\\\n\s*", " ", block).split("\n")
        wanted = [line[2:] for line in lines if line.startswith("$ ")] if language == "console" else lines
        if language not in ("text", "yaml", "json"):
            yield from ((line[found.start(1) :], True) for line in wanted for found in _CALL.finditer(line))
    for code in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", _FENCE.sub("", text)):
        if re.match(r"ybz [a-z]", code):
            yield code, False


def words_of(line: str) -> list[str]:
    """The words of a call up to what belongs to the shell."""
    found = []
    for word in shlex.split(line, comments=True):
        if word in ("&&", "||", "|", ";", ">", ">>", "2>", "<", "&"):
            break
        found.append(word.rstrip(";"))
    return found[1:]


def fault(words: list[str], *, whole: bool) -> str:
    """What the program would object to; empty when nothing. ``whole``: values and arguments must be there, too."""
    command: click.Command = main
    while isinstance(command, click.Group):
        while words[:1] == ["-C"]:
            words = words[2:]
        if not words or words[0] in ("--help", "--version"):
            return ""
        name, *words = words
        found = command.get_command(click.Context(command), name)
        if found is None:
            return f"没有 {name} 这个命令"
        command = found
    options = {opt: each for each in command.params if isinstance(each, click.Option) for opt in each.opts}
    if not whole:
        unknown = [
            word for word in words if word.startswith("-") and word.partition("=")[0] not in (*options, "--help")
        ]
        return f"没有 {unknown[0]} 这个选项" if unknown else ""
    context = click.Context(command)
    try:
        given, rest, _ = command.make_parser(context).parse_args(args=list(words))
    except click.UsageError as error:
        return str(error)
    if rest:
        return f"多出 {rest}"
    for each in command.params:
        value = given.get(each.name or "")
        if each.required and value is None:
            return f"缺 {each.name}"
        if isinstance(each.type, click.Choice) and isinstance(value, str) and value not in each.type.choices:
            return f"{each.name} 不能是 {value}"
    return ""


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name not in GENERATED])
def test_command_lines_in_documents_are_ones_the_program_takes(name: str) -> None:
    lines = list(shown(DOCUMENTS[name].read_text(encoding="utf-8")))
    wrong = {line: said for line, whole in lines if (said := fault(words_of(line), whole=whole))}
    assert not wrong


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("```console\n$ ybz check --bse main\n```\n", "--bse"),
        ("```console\n$ .venv/bin/ybz -C 账 inport 台账.xlsx\n```\n", "没有 inport 这个命令"),
        ("```sh\nsudo -u git ybz hook install\nybz hook instal /srv/a.git && true\n```\n", "没有 instal 这个命令"),
        ("```console\n$ ybz retire 307001/000020\n```\n", "缺 reason"),
        ("```console\n$ ybz export xlsx 多 | cat\n```\n", "多出"),
        ("```console\n$ ybz codeowners --forge svn\n```\n", "forge 不能是 svn"),
        ("写 `ybz submit --pust` 就行", "没有 --pust 这个选项"),
        ("```\nExecStart=/opt/ybz/bin/ybz bild -o /var/www\n```\n", "没有 bild 这个命令"),
        ("```console\n共校验 ybz bild\n$ ybz -C 账 check --base main  # 说明 --x\n```\n`ybz check --base`、`ybz 命令 --help`\n", ""),
    ],
)  # fmt: skip
def test_wrong_command_lines_are_found(text: str, said: str) -> None:
    found = [fault(words_of(line), whole=whole) for line, whole in shown(text)]
    assert any(said in each for each in found) if said else set(found) == {""}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_and_pictures_in_documents_are_there(name: str) -> None:
    path = DOCUMENTS[name]
    for link in re.findall(r"\]\(([^)\s]+)\)", _FENCE.sub("", path.read_text(encoding="utf-8"))):
        target, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = path.parent / target if target else path
        assert file.exists(), link
        if anchor and file.suffix == ".md" and file.name not in ("rules.md", "impact.md", "settings.md"):
            titles = re.findall(r"(?m)^#+ (.*)$", file.read_text(encoding="utf-8"))
            assert anchor in {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}, link
