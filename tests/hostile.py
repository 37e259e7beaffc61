"""Files a hurried, clumsy or hostile hand may send: name → (path in the ledger, bytes).

Run as a program, it checks every one in a single process and prints the most memory it took, in KiB.
"""

from __future__ import annotations

import io
import random
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from page_ledger import CLEAN, HOME

CATALOG = f"{HOME}/临时救助名单.yml"
PROFILE = f"{HOME}/department.yml"
DEMAND = f"{HOME}/demands/2026-001.yml"
OBJECTION = f"{HOME}/objections/2026-001.yml"
REGISTRY = "catalogs/registry.yml"
LIBRARIES = "catalogs/libraries.yml"
BASE = "catalogs/base-items/城乡低保.yml"
REGION = "catalogs/呼玛县/region.yml"
TEXT = CLEAN[CATALOG]
KEYS = [line.split(":")[0] for line in TEXT.splitlines() if line[:1].isalpha()]


def edited(old: str, new: str, path: str = CATALOG) -> bytes:
    assert old in CLEAN[path], old
    return CLEAN[path].replace(old, new).encode()


def _encodings() -> Iterator[tuple[str, bytes]]:
    """Other encodings, and bytes that are none."""
    for codec in ("gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "big5"):
        yield codec, TEXT.replace("临时救助", "社會").encode(codec, "replace")
    yield "latin-1", "name: café\ncode: 307001/000001\n".encode("latin-1")
    yield "truncated utf-8", TEXT.encode()[: TEXT.encode().index("名单".encode()) + 2]
    yield "bom", b"\xef\xbb\xbf" + TEXT.encode()
    yield "gbk inside utf-8", TEXT.encode().replace("业务科".encode(), "业务科".encode("gbk"))
    yield "nul", edited("业务科", "业务\0科")
    yield "control characters", edited("业务科", "业\x07务\x1b[31m科")
    yield "line ends of old macs", TEXT.replace("level: 2", "level: 二").replace("\n", "\r").encode()
    yield "line ends of windows", TEXT.replace("level: 2", "level: 二").replace("\n", "\r\n").encode()
    yield "next line for line end", TEXT.replace("\n", "\x85").encode()
    yield "line separator for line end", TEXT.replace("\n", "\u2028").encode()
    yield "emoji", edited("level: 2", "level: 2️⃣").replace("业务科".encode(), "业务科🙂".encode())
    yield "right to left marks", edited("name: 临时救助名单", "name: 临时\u202e单名助救\u200b")
    yield "noncharacters", edited("业务科", "业务\ufffe科\uffff")
    yield "escaped surrogate", edited("业务科", '"\\ud800"')
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/workbook.xml", "x" * 100)
    yield "workbook named yml", packed.getvalue()
    yield "random bytes", random.Random(1).randbytes(20_000)
    yield "nothing", b""
    yield "blank lines", b"\n \n\t\n" * 1000
    yield "only comments", "# 只有注释\n# 还是注释\n".encode() * 100


def _size() -> Iterator[tuple[str, bytes]]:
    """Depth, length, number."""
    yield "flow braces", b"items: " + b"{a: " * 50_000
    yield "flow brackets", b"items: " + b"[" * 200_000
    yield "braces without keys", b"items: " + b"{" * 100_000
    yield "indentation", "".join(f"{' ' * n}k{n}:\n" for n in range(1000)).encode()
    yield "dashes", b"items:\n  " + b"- " * 100_000
    yield "question marks", b"? " * 20_000
    yield "line of 1 MB", edited("业务科", "长" * 350_000)
    yield "key of 1 MB", b"a" * 1_000_000 + b": 1\n"
    yield "1 MB without a space", b"x" * 1_000_000
    yield "1 MB of blanks", b"name:" + b" " * 1_000_000 + b"x\n"
    yield "1 MB of colons", b"a:" * 500_000
    yield "1 MB of quotes", b"name: " + b"'" * 1_000_001
    yield "1 MB of stars", b"name: " + b"* " * 500_000
    yield "1 MB of full-width colons", "name：".encode() * 120_000
    yield "100,000 lines of full-width colons", "name：x\n".encode() * 100_000
    yield "100,000 tabs", b"items:\n" + b"\t- a\n" * 100_000
    yield "100,000 unknown keys", "".join(f"k{n}: {n}\n" for n in range(30_000)).encode()
    yield "one key 50,000 times", b"name: x\n" * 50_000
    item = "  - {{name: 项{0}, type: C}}\n"
    yield "5,000 items, all wrong", edited("items:\n", "items:\n" + "".join(item.format(n) for n in range(5000)))
    same = "  - {name: 项, type: C, length: 5}\n"
    yield "5,000 items of one name", edited("items:\n", "items:\n" + same * 5000)
    yield (
        "10,000 keywords",
        edited("status:", f"keywords: [{', '.join(f'词{n % 9000}' for n in range(10_000))}]\nstatus:"),
    )
    yield (
        "20,000 unlike keys in one item",
        edited("items:\n", f"items:\n  - {{{', '.join(f'k{n}: 1' for n in range(8000))}}}\n"),
    )
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    yield "billion laughs", "\n".join(lines).encode()
    merges = ["m0: &m0 {a: 1}"] + [f"m{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}], b{n}: 1}}" for n in range(1, 60)]
    yield "merge keys upon merge keys", "\n".join(merges).encode()
    yield "an alias to itself", b"a: &a [*a, *a]\n<<: *a\n"
    yield "100 documents", b"---\nname: x\n" * 100
    yield "markup", edited("摘要" if "摘要" in TEXT else "summary: 全区", "summary: " + "<" * 5000 + "全区")
    yield "secret", edited("summary: 全区", "summary: " + "token" * 20_000 + ": abc 全区")


def _marks() -> Iterator[tuple[str, bytes]]:
    """Chinese marks where YAML wants its own, tabs, quotes, tags."""
    yield "full-width colons", TEXT.replace(": ", "：").encode()
    yield "full-width dashes", TEXT.replace("  - {", "  － {").encode()
    yield "long dashes", TEXT.replace("  - {", "  — {").encode()
    yield "full-width commas", TEXT.replace(", ", "，").encode()
    yield "full-width quotes", edited("业务科", "“业务科”")
    yield "a quote of each kind", edited("业务科", '"业务科”')
    yield "full-width brackets", TEXT.replace("[", "［").replace("]", "］").encode()
    yield "full-width braces", TEXT.replace("{", "｛").replace("}", "｝").encode()
    yield "corner brackets", TEXT.replace("[", "【").replace("]", "】").encode()
    yield "full-width blanks", TEXT.replace("  - ", "　　- ").encode()
    yield "no blank after the colon", TEXT.replace(": ", ":").encode()
    yield "no blank after the dash", TEXT.replace("- {", "-{").encode()
    yield "no-break spaces", TEXT.replace("  - ", "\u00a0\u00a0- ").encode()
    yield "equals for colons", TEXT.replace(": ", " = ").encode()
    yield "tabs and blanks mixed", TEXT.replace("  - ", " \t- ").replace("level: ", "level:\t").encode()
    yield (
        "every line indented by one more",
        "".join(f"{' ' * n}{line}\n" for n, line in enumerate(TEXT.splitlines())).encode(),
    )
    yield "quotes left open", TEXT.replace("name: ", 'name: "').encode()
    yield "apostrophe", edited("业务科", "'业务'科'")
    yield "percent and at", edited("业务科", "@业务科").replace("全区".encode(), b"%")
    yield "hash", TEXT.replace(": ", ": #").encode()
    yield "python tag", b"!!python/object/apply:os.system [rm -rf /]\n"
    yield "binary tag", edited("业务科", "!!binary aGVsbG8=")
    yield "timestamp tag", edited("level: 2", "level: !!timestamp 2026-01-01")
    yield (
        "table pasted from excel",
        "目录代码\t数据目录名称\t所属领域\n307001/000001\t临时救助名单\t社会救助\n".encode(),
    )
    yield "json", b'{"code": "307001/000001", "name": null, "items": [{"name": "x"}]}'
    yield "xml", "<?xml version='1.0'?>\n<目录><名称>临时救助名单</名称></目录>\n".encode()
    yield "conflict marks", edited("level: 2\n", "<<<<<<< HEAD\nlevel: 2\n=======\nlevel: 3\n>>>>>>> main\n")
    yield "prose", "这份目录由业务科填报，请审核。\n\n联系电话：0457-0000001\n".encode()
    yield "chinese keys", TEXT.replace("name:", "名称:").replace("items:", "数据项:").encode()


def _values() -> Iterator[tuple[str, bytes]]:
    """Odd numbers, dates, keys, and the wrong type everywhere."""
    yield "integer beyond 64 bits", edited("level: 2", f"level: {'9' * 400}")
    yield "float", edited("level: 2", "level: 2.0")
    yield "infinity and no number", edited("level: 2", "level: .inf").replace(b"18", b".nan")
    yield "exponent", edited("level: 2", "level: 1e309")
    yield "octal and hexadecimal", edited("level: 2", "level: 0o2").replace(b"18", b"0x12")
    yield (
        "date as integer",
        edited("{secrecy: 不涉及, personal: 已评估}", "{secrecy: 不涉及, personal: 已评估, date: 20260131}"),
    )
    yield "sexagesimal", edited("level: 2", "level: 12:30:45")
    yield "negative length", edited("length: 18", "length: -18")
    yield "length with scale", edited("length: 18", "length: 12,2")
    yield "keys that are numbers", edited("level: 2", "1: 2\n2.5: 3\ntrue: 4\nnull: 5\n~: 6")
    yield "keys that are lists and maps", edited("level: 2", "? [a, b]\n: 1\n? {a: b}\n: 2")
    yield "empty keys", edited("level: 2", "? \n: 1\n'': 2\n: 3")
    yield "duplicate keys nested", edited("{name: 姓名,", "{name: 姓名, name: 名, name: 字,")
    yield "name with newlines", edited("name: 临时救助名单", "name: |\n  临时\n  救助\n  名单\n")
    yield "name with a path", edited("name: 临时救助名单", "name: ../../../etc/passwd")
    yield "null words", TEXT.replace("业务科", "~").replace("2", "null").encode()
    for kind, value in (
        ("lists", "[]"),
        ("maps", "{}"),
        ("texts", '""'),
        ("nothing", ""),
        ("numbers", "0"),
        ("booleans", "true"),
    ):
        yield f"{kind} everywhere", "".join(f"{key}: {value}\n" for key in KEYS).encode()
    yield "lists of lists everywhere", "".join(f"{key}: [[[1]]]\n" for key in KEYS).encode()
    yield "maps of maps everywhere", "".join(f"{key}: {{a: {{b: 1}}}}\n" for key in KEYS).encode()
    yield (
        "items are texts",
        edited("  - {name: 姓名, type: C, length: 50}", "  - 姓名\n  - 3\n  -\n  - [a]\n  - {name: {a: 1}}"),
    )
    yield "a list instead of a map", b"- code: 307001/000001\n- name: x\n"


def _others() -> Iterator[tuple[str, str, bytes]]:
    """Other documents: path besides name and bytes."""
    wrong = {
        "lists": "[]",
        "maps": "{}",
        "texts": '""',
        "numbers": "7",
        "nothing": "",
        "lists of maps": "[{a: 1}, 2, [3]]",
    }
    for path in (PROFILE, DEMAND, OBJECTION, LIBRARIES, BASE, REGION, REGISTRY):
        if path == LIBRARIES:
            wrong["lists"] = "[[]]"
        keys = [line.split(":")[0] for line in CLEAN[path].splitlines() if line[:1].isalpha()]
        for kind, value in wrong.items():
            yield path, kind, "".join(f"{key}: {value}\n" for key in keys).encode()
    settings = CLEAN[REGISTRY]
    yield REGISTRY, "full-width colons", settings.replace(": ", "：").encode()
    yield REGISTRY, "left open", settings.replace("name: ", 'name: "').encode()
    yield REGISTRY, "gbk", settings.encode("gbk")
    yield REGISTRY, "empty", b""
    yield REGISTRY, "binary", random.Random(2).randbytes(5000)
    more = {
        "policy": "{severities: [a]}\nlimits: {file_kb: -1, depth: a}",
        "severities": "x\npolicy: {severities: {N102: 致命, 1: error, X906: off}}",
        "limits": "x\nlimits: {file_kb: 0}",
        "deadlines": "x\ndeadlines: {mount: 五天, reply: 1, provide: 99999999999}",
        "waivers": "x\nwaivers: [{rule: 1}, a, {rule: S304, code: x, reason: y, until: 永久}]",
        "changes": "x\nchanges: {date: 2026-13-45}\ncampaigns: [{steps: [{due: 明天}]}]",
    }
    for kind, value in more.items():
        yield REGISTRY, f"bad {kind}", f"{settings}{'base_url' if value.startswith('x') else kind}: {value}\n".encode()
    yield PROFILE, "duties twice", (CLEAN[PROFILE] + "duties: x\nsystems: y\n").encode()
    yield PROFILE, "prefixes", CLEAN[PROFILE].replace('{部门: "307001", 主题: "207001"}', "[307001]").encode()
    yield (
        DEMAND,
        "dates",
        CLEAN[DEMAND].replace("2026-03-02", "2026年3月2日").replace("2026-03-06", "0000-00-00").encode(),
    )
    yield DEMAND, "provider", CLEAN[DEMAND].replace("provider: 公安局", "provider: {external: 火星, name: 3}").encode()
    yield (
        OBJECTION,
        "stages",
        (CLEAN[OBJECTION].replace("目录纠错", "争议") + "stage: 法院\nstages: [协商, 3]\n").encode(),
    )


def files() -> Mapping[str, tuple[str, bytes]]:
    """Every hostile file by its name."""
    found = {f"{name}": (CATALOG, data) for group in (_encodings, _size, _marks, _values) for name, data in group()}
    for path, name, data in _others():
        found[f"{path.rpartition('/')[2]}: {name}"] = (path, data)
    return found


def ledger_with(path: str, data: bytes) -> dict[str, bytes]:
    """The small ledger with one of its files replaced."""
    return {**{known: text.encode() for known, text in CLEAN.items()}, path: data}


def _all() -> None:

    from yibenzhang.rules.engine import check
    from yibenzhang.sources import ledger
    from yibenzhang.sources.tree import Tree

    total = 0
    for path, data in files().values():
        total += len(check(ledger.read(Tree(ledger_with(path, data)))))
    sys.stdout.write(f"{_most()} {total}\n")


def _most() -> int:
    """The most memory this process ever held, in KiB; what its parent held does not count, as it would for ru_maxrss."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    raise AssertionError("no VmHWM")


if __name__ == "__main__":
    _all()
