"""The Atom feed: well formed whatever people wrote, its ids stable, its times those of the approvals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
from click.testing import CliRunner

from test_periods import LOG, change, field, revision
from yibenzhang.cli import main
from yibenzhang.model.change import Impact, Kind
from yibenzhang.outputs.changes import atom

NS = {"a": "http://www.w3.org/2005/Atom"}
FEED = atom.Feed(name="测试一本账", authority="营商局", updated="2026-06-30T10:00:00+08:00")
HOSTILE = "]]></feed><script>alert(1)</script>&\x00\x1b[31m\u202e\ud800\ufffe\n\"'"


def read(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text.encode())


def texts(root: ElementTree.Element, path: str) -> list[str | None]:
    return [each.text for each in root.findall(path, NS)]


def test_a_whole_feed() -> None:
    """Golden, with the empty revision left out."""
    moved = change("9", Kind.MOVED, Impact.BREAKING, predecessor="1", fields=(field("code", "1", "9"),))
    one = revision("c" * 40, "2026-03-02", moved, change("2"), submitters=("王芳",), subject="移交 & 改", review="#12")
    about = replace(FEED, base_url="https://data.example.cn/账/", own="feeds/all.atom", page=lambda each: f"changes.html#{each.commit[:2]}")  # fmt: skip
    assert atom.feed(about, [one, revision("d" * 40, "2026-03-01")]) == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">\n'
        "  <id>tag:data.example.cn,2025:log/591877c79010</id>\n"
        "  <title>测试一本账·全部部门变更记录</title>\n"
        "  <updated>2026-03-02T10:00:00+08:00</updated>\n"
        "  <author><name>营商局</name></author>\n"
        "  <generator>yibenzhang</generator>\n"
        '  <link rel="self" href="https://data.example.cn/%E8%B4%A6/feeds/all.atom"/>\n'
        '  <link rel="alternate" href="https://data.example.cn/%E8%B4%A6/index.html"/>\n'
        "  <entry>\n"
        f"    <id>tag:data.example.cn,2025:commit/{'c' * 40}</id>\n"
        "    <title>【破坏性】移交 9《目录9》 等 2 份目录</title>\n"
        "    <updated>2026-03-02T10:00:00+08:00</updated>\n"
        "    <published>2026-03-02T10:00:00+08:00</published>\n"
        "    <author><name>王芳</name></author>\n"
        '    <link rel="alternate" href="https://data.example.cn/%E8%B4%A6/changes.html#cc"/>\n'
        '    <category term="breaking" label="破坏性"/>\n'
        '    <content type="html">&lt;p&gt;移交 &amp;amp; 改 #12&lt;/p&gt;&lt;p&gt;提交：不详 王芳　审核：审核人不详&lt;/p&gt;'
        "&lt;p&gt;&lt;strong&gt;破坏性 移交 9《目录9》　民政局（移交自 1）&lt;/strong&gt;&lt;/p&gt;"
        "&lt;ul&gt;&lt;li&gt;code：1 → 9&lt;/li&gt;&lt;/ul&gt;"
        "&lt;p&gt;&lt;strong&gt;说明性 变更 2《目录2》　民政局&lt;/strong&gt;&lt;/p&gt;</content>\n"
        "  </entry>\n"
        "</feed>\n"
    )


def test_what_a_feed_must_have() -> None:
    """RFC 4287: one id, title, updated and author a feed; one id, title and updated an entry; no two ids the same."""
    root = read(atom.feed(FEED, LOG))
    for path in ("a:id", "a:title", "a:updated", "a:author/a:name"):
        assert len(texts(root, path)) == 1
    entries = root.findall("a:entry", NS)
    assert [texts(each, "a:updated") for each in entries] == [[each.approved] for each in LOG if each.changes]
    ids = texts(root, "a:entry/a:id") + texts(root, "a:id")
    assert len(set(ids)) == len(ids) == 6
    assert not root.findall("a:link", NS)
    assert texts(root, "a:id")[0] == "tag:yibenzhang.invalid,2025:log/591877c79010"


def test_a_feed_without_entries_has_the_time_of_the_revision() -> None:
    assert texts(read(atom.feed(FEED, [])), "a:updated") == ["2026-06-30T10:00:00+08:00"]


def test_feeds_of_departments_have_ids_of_their_own() -> None:
    one, other = (read(atom.feed(replace(FEED, department=name), LOG)) for name in ("", "呼玛县/民政局"))
    assert not {*texts(one, ".//a:id")} & {*texts(other, ".//a:id")}
    assert "呼玛县/民政局" in (texts(other, "a:title")[0] or "")


def test_only_the_newest_are_kept() -> None:
    many = [revision(f"{n:040x}", "2026-01-01", change("1")) for n in range(150)]
    assert len(read(atom.feed(FEED, many)).findall("a:entry", NS)) == 100
    assert len(read(atom.feed(replace(FEED, most=3), many)).findall("a:entry", NS)) == 3


def test_nothing_people_write_leaves_its_place() -> None:
    given: dict[str, Any] = {"subject": HOSTILE, "submitters": (HOSTILE,), "approver": HOSTILE, "review": HOSTILE}
    bad = change(HOSTILE, name=HOSTILE, department=HOSTILE, fields=(field("share.methods", HOSTILE, [HOSTILE]),))
    about = atom.Feed(name=HOSTILE, authority=HOSTILE, updated="2026-06-30T10:00:00+08:00", department=HOSTILE, base_url="https://x.cn/" + HOSTILE, own=HOSTILE)  # fmt: skip
    text = atom.feed(about, [revision("e" * 40, "2026-01-01", bad, **given)])
    root = read(text)
    assert not any(char in text for char in "\x00\x1b\u202e\ufffe\ud800")
    assert len(root.findall("a:entry", NS)) == 1
    content = texts(root, "a:entry/a:content")[0]
    assert content is not None
    tags = {each.tag.rpartition("}")[2] for each in html5lib.parse(content).iter() if isinstance(each.tag, str)}
    assert tags == {"html", "head", "body", "p", "strong", "ul", "li"}
    assert "\\u202e" in content


def test_the_command(past_ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "x.atom"
    done = CliRunner().invoke(main, ["-C", str(past_ledger), "log", "民政局", "-o", str(file)])
    assert done.exit_code == 0, done.output
    root = read(file.read_text("utf-8"))
    assert texts(root, "a:title") == ["测试一本账·民政局变更记录【示例数据】"]
    assert len(root.findall("a:entry", NS)) == 9
    assert texts(root, "a:updated") == ["2026-03-05T10:00:00+08:00"]
