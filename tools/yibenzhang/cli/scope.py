"""Which findings a command line asks for: paths, rules, departments, severity."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..lazily import module
from ..model.findings import Finding
from ..model.registry import Registry
from ..outputs.escapes import printable
from ..rules import RULES
from ..sources.layout import CATALOGS, REGISTRY
from ..sources.opening import Opening
from ..sources.tree import Tree

if TYPE_CHECKING:
    from rapidfuzz import fuzz, process
else:
    fuzz, process = module("rapidfuzz.fuzz"), module("rapidfuzz.process")

Test = Callable[[Finding], bool]


def is_readable(opening: Opening) -> bool:
    """Whether registry.yml could be read to its end."""
    document = opening.ledger.trapped.get(REGISTRY)
    return REGISTRY in opening.ledger.kinds and (document is None or document.complete)


def scope(
    opening: Opening, paths: Sequence[Path], rules: Iterable[str], department: str, severity: str
) -> Callable[[Iterable[Finding]], tuple[Finding, ...]]:
    """A filter of findings; what makes registry.yml unreadable always passes, for nothing else counts then.

    Raises:
        click.UsageError: a path, rule or department that is not there.
    """
    tests: list[Test] = []
    if paths:
        roots = [inside(opening.root, opening.ledger.tree, path) for path in paths]
        tests.append(lambda f: any(r in (".", f.path) or f.path.startswith(f"{r}/") for r in roots))
    if wanted := asked_rules(rules):
        tests.append(lambda f: f.rule in wanted)
    if department:
        folder = f"{CATALOGS}{known_department(opening.ledger.registry, department)}/"
        tests.append(lambda f: f.path.startswith(folder))
    if severity == "error":
        tests.append(lambda f: f.is_error)
    always = not is_readable(opening)

    def narrow(findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(f for f in findings if (always and f.path == REGISTRY) or all(test(f) for test in tests))

    return narrow


def inside(root: Path, tree: Tree, path: Path) -> str:
    """A path of the command line under the ledger's root; taken from the current folder, else from the root.

    What holds nothing of the ledger is a wrong use.
    """
    top = root.resolve()
    within = other = False
    for full in (Path(os.path.normpath(Path.cwd() / path)), top / path):
        # Only the folder is resolved: a symbolic link in a document's place is looked at itself.
        full = full.parent.resolve() / full.name  # noqa: PLW2901
        if full != top and top not in full.parents:
            continue
        within = True
        found = full.relative_to(top).as_posix()
        other = other or (os.path.lexists(full) and not f"{found}/".startswith(CATALOGS))
        if found == "." or any(known == found or known.startswith(f"{found}/") for known in (*tree.files, *tree.odd)):
            return found
    shown = printable(str(path))
    if not within:
        raise click.UsageError(f"{shown} 不在这本账里")
    raise click.UsageError(f"{shown} 不是账的内容（只看 {CATALOGS}）" if other else f"账里没有 {shown}")


def asked_rules(written: Iterable[str], option: str = "--rule") -> frozenset[str]:
    """Rule ids of ``S304,S305``, in any case; ends the run with the nearest one when there is none."""
    ids = [rule.id for rule in RULES]
    asked = [part.strip().upper() for text in written for part in text.split(",") if part.strip()]
    for one in asked:
        if one not in ids:
            nearest = alike(one, ids)
            hint = f"是不是 {nearest[0]}？" if nearest else ""
            raise click.BadParameter(f"没有规则“{printable(one)}”。{hint}写规则编号，如 S304", param_hint=option)
    return frozenset(asked)


def known_department(registry: Registry, asked: str) -> str:
    """The department or county asked for; ends the run with the nearest ones when there is none."""
    departments = sorted(registry.department_by_id, key=lambda key: ("/" in key, key))
    regions = sorted({key.partition("/")[0] for key in departments if "/" in key})
    if asked in departments or asked in regions:
        return asked
    nearest = "、".join(alike(asked, [*departments, *regions]) or departments[:3])
    raise click.BadParameter(
        f"没有“{printable(asked)}”这个部门。部门写文件夹名，县里的写 县名/部门名。"
        + (f"相近的有：{nearest}" if nearest else ""),
        param_hint="--department",
    )


def alike(word: str, choices: list[str]) -> list[str]:
    """Up to three choices most like a word."""
    found = process.extract(word, choices, scorer=fuzz.WRatio, limit=3, score_cutoff=40)
    return [name for name, *_ in found]
