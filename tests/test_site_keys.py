"""A page with its old name is not made again: so pages of one name are alike, whatever was done to the ledger between."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from ledgers import git
from yibenzhang.model.catalog import Catalog
from yibenzhang.site.keys import WIDE, keys
from yibenzhang.site.pages import ITEMS, Renderer
from yibenzhang.site.shell import Shell, hole
from yibenzhang.site.site import open_site
from yibenzhang.sources.opening import open_ledger

SHELLS = {letter: Shell.cut(f"<title>{hole('title')}</title>{hole('content')}") for letter in [*"cdhr", *WIDE]}


def made(renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """Every page and file of the fast writer, by address."""
    yield ITEMS, renderer.items().encode()
    for page in renderer.tops(WIDE):
        yield page.address, SHELLS[page.address.removesuffix(".html")].fill(page)
    for pages in (renderer.catalogs(), renderer.departments(), renderer.regions(), renderer.periods()):
        for page in pages:
            yield page.address, SHELLS[page.address[0]].fill(page)
    for files in (renderer.feeds(), renderer.sources(), renderer.redirects()):
        for file in files:
            yield file.address, file.data


class Seen:
    """All pages of all ledgers seen so far, by the name of what they are made of."""

    def __init__(self) -> None:
        self.pages: dict[tuple[str, str], bytes] = {}
        self.last: dict[str, str] = {}

    def look(self, renderer: Renderer) -> set[str]:
        """Hold every page against those of the same name; gives the addresses whose name is another than last time."""
        names, pages = keys(renderer, SHELLS), dict(made(renderer))
        assert set(names) == set(pages)
        for address, page in pages.items():
            known = self.pages.setdefault((address, names[address]), page)
            if page != known:
                place = next(
                    number for number, (one, other) in enumerate(zip(page, known, strict=False)) if one != other
                )
                cut = slice(max(0, place - 200), place + 200)
                pytest.fail(
                    f"{address}\n{known[cut].decode('utf-8', 'replace')}\n---\n{page[cut].decode('utf-8', 'replace')}"
                )
        changed = {address for address, name in names.items() if self.last.get(address) != name}
        self.last = names
        return changed


# Traced, it would take three times as long; other tests cover the same lines.
@pytest.mark.no_cover
def test_pages_of_one_name_are_alike_through_the_history(demo_repository: Path) -> None:
    seen = Seen()
    line = git(demo_repository, "rev-list", "--first-parent", "HEAD").split()
    for place in (0, 1, 2, 5, 12, 30):
        seen.look(open_site(open_ledger(demo_repository, line[min(place, len(line) - 1)])))


def _in_use(root: Path) -> tuple[Catalog, ...]:
    return open_ledger(root).ledger.registry.active_catalogs


def _edit(path: str, *pairs: tuple[str, str]) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        file = root / path
        text = file.read_text("utf-8")
        for old, new in pairs:
            assert old in text, (path, old)
            text = text.replace(old, new, 1)
        file.write_text(text, encoding="utf-8", newline="\n")

    return edit


# Traced, it would take three times as long; other tests cover the same lines.
@pytest.mark.no_cover
def test_pages_of_one_name_are_alike_through_edits(demo_repository: Path, tmp_path: Path) -> None:
    root = tmp_path / "账"
    shutil.copytree(demo_repository, root)
    found = _in_use(root)
    one = found[3]
    two = found[-3]
    departments = sorted(root.glob("catalogs/*/department.yml"))
    home = departments[0].relative_to(root).as_posix()
    name = next(line for line in departments[0].read_text("utf-8").splitlines() if line.startswith("name: "))
    demand = min(root.glob("catalogs/**/demands/*.yml"))
    steps: list[tuple[str, Callable[[Path], object]]] = [
        ("a summary", _edit(one.path, (one.summary, one.summary + "另有说明。"))),
        ("a name", _edit(two.path, (f"name: {two.name}", f"name: {two.name}甲"))),
        ("an item", _edit(one.path, (f"name: {one.items[0].name},", f"name: {one.items[0].name}乙,"))),
        ("who is to be believed", lambda at: (at / found[5].path).write_text((at / found[5].path).read_text("utf-8") + f"origin: {two.department}\n", "utf-8")),
        ("an alias", lambda at: (at / one.path).write_text((at / one.path).read_text("utf-8") + "aliases: [998877/000001]\n", "utf-8")),
        ("a finding", _edit(two.path, (f"level: {two.level}", "level: 9"))),
        ("a department's name", _edit(home, (name, name + "（新）"))),
        ("another prefix", _edit(home, ("code_prefixes:", "# 前段码\ncode_prefixes:"))),
        ("a department nobody can read", _edit(home, ("name: ", "name: ["))),
        ("a department that can be read again", _edit(home, ("name: [", "name: "))),
        ("a demand that is gone", lambda at: (at / demand.relative_to(root)).unlink()),
        ("a catalog that is gone", lambda at: (at / found[7].path).unlink()),
        ("contacts", lambda at: (at / "catalogs/registry.yml").write_text((at / "catalogs/registry.yml").read_text("utf-8").replace("publish_contacts: false", "") + "publish_contacts: true\n", "utf-8")),
        ("the ledger's name", _edit("catalogs/registry.yml", ("name: ", "name: 新"))),
        ("a commit", lambda at: (git(at, "add", "-A"), git(at, "commit", "-qm", "一并提交", when="2026-09-29T09:00:00+08:00"))),
    ]  # fmt: skip
    seen = Seen()
    whole = seen.look(open_site(open_ledger(root)))
    for label, step in steps:
        step(root)
        changed = seen.look(open_site(open_ledger(root)))
        assert changed, label
        if label in ("a summary", "an item"):
            assert len(changed) < len(whole) / 2, (label, sorted(changed))
            assert {ITEMS, "items.html", "overlaps.html"}.isdisjoint(changed) == (label == "a summary")
    for day in (date(2026, 10, 8), date(2026, 12, 30), date(2027, 3, 1)):
        seen.look(open_site(open_ledger(root, on=day)))
