"""What the forms of an export have in common: their options, what they hold, and where they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from ..outputs import filters
from ..outputs.edition import Edition
from ..sources.git import BEIJING
from ..sources.layout import file_name
from ..sources.opening import Opening
from .commands import at_option, named, on_option, opened
from .output import is_kept, sayable
from .progress import Bar
from .scope import known_department

F = TypeVar("F", bound=Callable[..., Any])

department_option = click.option(
    "--department",
    callback=named,
    metavar="部门",
    help="只导出一个部门，或一个县（市）的全部部门：民政局、呼玛县/民政局、呼玛县",
)
where_option = click.option(
    "--where",
    "conditions",
    multiple=True,
    metavar="条件",
    help="只导出符合条件的目录：字段=值、字段!=值、字段~包含的文字，字段写中文名称或英文名，如 共享类型=不予共享；可写几个，都要符合",
)


def output_option(ending: str) -> Callable[[F], F]:
    """``-o``; ``ending``: what a name ends in, in words."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        metavar="文件",
        help=f"写到哪里，{ending}（默认：当前文件夹，用一本账的名称；在 catalogs/ 里运行时写到一本账的文件夹）",
    )


def scoped(command: F) -> F:
    """The options every form has beside ``-o``."""
    for option in (where_option, on_option, at_option, department_option):
        command = option(command)
    return command


@dataclass(frozen=True)
class Asked:
    """What the command line asks for; ``root`` is the ledger's folder."""

    root: Path
    department: str
    at: str | None
    on: date | None
    conditions: tuple[str, ...]

    def edition(self, context: click.Context) -> tuple[Opening, Edition]:
        """Open the ledger and take from it what is asked for."""
        opening = opened(context, self.at, self.on)
        registry = opening.ledger.registry
        made = edition_of(opening, self.department and known_department(registry, self.department), self.at)
        if not self.conditions:
            return opening, made
        keeps = tested(self.conditions, filters.of_catalogs(made.schemas), made.catalogs)
        return opening, replace(made, conditions=shown(self.conditions), keeps=keeps)


def tested(conditions: tuple[str, ...], choices: filters.Choices, rows: Sequence[Any]) -> filters.Test:
    """The test of all conditions; ends the run for one nobody can mean."""
    try:
        return filters.parsed(conditions, choices, rows)
    except filters.FilterError as error:
        raise click.BadParameter(str(error), param_hint="--where") from None


def shown(conditions: tuple[str, ...]) -> tuple[str, ...]:
    """Conditions as they are told on sheets: in one line."""
    return tuple(" ".join(condition.split()) for condition in conditions)


def edition_of(opening: Opening, department: str, at: str | None) -> Edition:
    """The ledger as it was opened, for one department or all."""
    commit, schemas = opening.commit, opening.ledger.schemas
    revision = commit.id[:7] if commit else "工作区（不在 git 仓库里）"
    if commit and at is None and opening.dirty:
        revision = f"工作区（在 {revision} 之后有修改，还没有提交）"
    return Edition(
        registry=opening.ledger.registry,
        schemas=schemas.by_kind,
        vocabulary=schemas.vocabulary,
        revision=revision,
        committed=commit.committed.astimezone(BEIJING) if commit else None,
        today=opening.today,
        department=department,
    )


def default_path(root: Path, edition: Edition, opening: Opening, ending: str, title: str = "") -> Path:
    """Where to write when nobody said: a name that tells ledger, scope and moment, beside the ledger's own files at most."""
    moment = opening.commit.id[:7] if opening.commit and (opening.at or not opening.dirty) else "工作区"
    scope = f"_{edition.department}" if edition.department else ""
    part = "_筛选" if edition.conditions else ""
    name = f"{edition.registry.settings.name}{'_' + title if title else ''}{scope}{part}_{moment}"
    name = file_name(name).removesuffix(".yml")
    folder = root if is_kept(root, Path.cwd()) else Path()
    return folder / f"{''.join(char if char.isprintable() else '_' for char in name)[:80]}{ending}"


@contextmanager
def telling(edition: Edition) -> Iterator[Callable[[int], None]]:
    """Shows on a terminal how many of the export's rows are written; the function is told of rows as they are."""
    total = sum(1 + len(catalog.items) + len(catalog.resources) for catalog in edition.catalogs)
    done = 0
    with Bar("写出各行") as bar:

        def tell(rows: int) -> None:
            nonlocal done
            done = min(done + rows, total)
            bar.show(done, total)

        yield tell


def say(target: Path, edition: Edition) -> None:
    """Say what was written, of which moment, and what of it could not be read."""
    items = sum(len(catalog.items) for catalog in edition.catalogs)
    click.echo(
        f"已导出 {sayable(target)}：{len(edition.departments)} 个部门，{len(edition.catalogs)} 份目录，{items} 个数据项。"
    )
    click.echo(f"版本：{edition.revision}　基准日：{edition.today or '未定'}　范围：{edition.scope}")
    if edition.conditions and not edition.catalogs:
        click.echo("没有一份目录符合条件，导出的只有表头。", err=True)
    if broken := sum(not catalog.readable for catalog in edition.catalogs):
        click.echo(f"其中 {broken} 份目录的文件有错、读不全，已在“说明”栏注明；运行 ybz check 看错在哪一行。", err=True)


__all__ = [
    "Asked",
    "default_path",
    "department_option",
    "edition_of",
    "output_option",
    "say",
    "scoped",
    "shown",
    "telling",
    "tested",
    "where_option",
]
