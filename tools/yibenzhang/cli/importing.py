"""The steps of an import that read, show and write."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import click

from ..model.department import Department
from ..outputs.edit.codes import LAST, code_of, next_code
from ..outputs.edit.form import EditError
from ..outputs.escapes import printable
from ..outputs.intake import adopting, judge, placing, plan, reading, several, texts, told
from ..outputs.intake.draft import CATALOG, Draft, Remark, Spot, said
from ..outputs.intake.labels import Labels
from ..outputs.reasons import reason
from ..sources import document, mapping, quick, workbook
from ..sources.columns import tables
from ..sources.layout import Kind
from ..sources.mapping import Foreign, MappingError
from ..sources.opening import Opening
from ..sources.workbook import MOST_BYTES, Book, WorkbookError
from .desk import Desk
from .progress import Bar
from .scope import known_department

NO_LONGER = "导入的表里没有这份目录"


class Import:
    """One run. ``texts`` are the files as they are to be: None for one that goes."""

    def __init__(self, opening: Opening, department: str, mapped: str | None, *, prune: bool) -> None:
        self.opening, self.ledger, self.prune = opening, opening.ledger, prune
        self.department = known_department(opening.ledger.registry, department) if department else ""
        tree = opening.ledger.tree
        places = frozenset(opening.ledger.registry.department_by_id)
        self.files = Desk(opening.root, tree, opening.ledger.kinds, places)
        try:
            self.labels = Labels(tables(opening.ledger.schemas.by_kind), _foreign(mapped))
        except MappingError as error:
            raise click.BadParameter(printable(str(error)), param_hint="--map") from error
        self.books: list[tuple[Book, bytes]] = []
        self.remarks: list[Remark] = []
        self.changes: list[plan.Change] = []
        self.texts: dict[str, bytes | None] = {}
        self.gone: list[str] = []
        self.unchanged: list[plan.Change] = []
        self._next: dict[str, int] = {}

    @property
    def lost(self) -> bool:
        """Whether something in the tables reaches no file."""
        return any(remark.lost for remark in self.remarks)

    @property
    def errors(self) -> int:
        """How many remarks are errors."""
        return sum(remark.is_error for remark in self.remarks)

    # -- reading ----------------------------------------------------------------------------------------------------

    def read(self, files: tuple[Path, ...]) -> None:
        """Read every file; ends the run with all that cannot be read."""
        wrong = []
        for file in files:
            try:
                if file.is_file() and file.stat().st_size > MOST_BYTES:
                    wrong.append(f"读不了 {printable(str(file))}：文件超过 {MOST_BYTES >> 20} MB，分成几个文件再导入")
                    continue
                data = file.read_bytes()
                self.books.append((workbook.read(self._name(file), data), data))
            except OSError as error:
                wrong.append(f"读不了 {printable(str(file))}：{reason(error)}")
            except WorkbookError as error:
                wrong.append(f"读不了 {printable(str(file))}：{error}")
        if wrong:
            raise click.UsageError("\n".join(wrong))

    def _name(self, file: Path) -> str:
        taken = {book.name for book, _ in self.books}
        return file.name if file.name not in taken else file.as_posix()

    # -- planning ---------------------------------------------------------------------------------------------------

    def plan(self) -> None:
        """Find out what is to be written."""
        placer = placing.Placer(self.ledger, self.department, lambda code: code in self.used)
        planner = plan.Planner(self.ledger, self.values, prune=self.prune)
        reads = []
        for book, _ in self.books:
            self.remarks += [said(Spot(book.name, "", 0, 0), note, warn=True) for note in book.notes]
            reads.append(reading.read(book, self.labels))
            self.remarks += reads[-1].remarks
        placed = adopting.place(placer, reads)
        drafts = [draft for some in placed for draft in some]
        listed = {
            draft.department
            for found, some in zip(reads, placed, strict=True)
            if found.listed
            for draft in some
            if draft.kind == CATALOG
        }
        self._defaults(drafts, placer)
        self.remarks += placer.remarks
        with Bar("核对") as bar:
            for number, draft in enumerate(drafts):
                try:
                    change = planner.change(draft, placer.path(draft), self.next_code, self.remarks)
                except EditError as error:
                    self.remarks.append(said(draft.row.spot, str(error), "改好 department.yml 再导入", lost=True))
                    continue
                if change is not None:
                    self.changes.append(change)
                bar.show(number + 1, len(drafts))
        self.changes = several.joined(self.changes, self.ledger.schemas.by_kind, self.remarks)
        self._write_texts()
        seen = {change.path for change in self.changes} | {placer.path(draft) for draft in drafts}
        self.gone = plan.vanished(self.ledger, listed, seen)
        self._vanished()
        made = [change for change in self.changes if change.target in self.texts]
        self.unchanged = [change for change in self.changes if not change.is_changed]
        self.remarks += judge.judge(self.ledger, self.texts, made, self.opening.today)
        sheets = [(book.name, "" if book.is_csv else sheet.name) for book, _ in self.books for sheet in book.sheets]
        self.remarks = told.ordered(self.remarks, sheets)

    def _defaults(self, placed: list[Draft], placer: placing.Placer) -> None:
        for draft in placed:
            for key, text in self.labels.foreign.defaults.get(draft.kind, {}).items():
                if not placer.path(draft) and not draft.row.texts.get(key):
                    draft.row.texts[key] = text

    def _write_texts(self) -> None:
        changed = [change for change in self.changes if change.is_changed]
        done = 0
        with Bar("改写") as bar:

            def step() -> None:
                nonlocal done
                done += 1
                bar.show(done, len(changed))

            files = self.ledger.tree.files
            self.texts = texts.write(changed, files, self.files.order, self.files.head, self.remarks, step)

    def _vanished(self) -> None:
        if not self.gone:
            return
        names = "、".join(f"《{Path(path).stem}》" for path in self.gone[:10]) + ("……" if len(self.gone) > 10 else "")
        book = self.books[0][0]
        first = Spot(book.name, "", 0, 0)
        if not self.prune:
            message = f"账里有 {len(self.gone)} 份目录表里没有，没有改动：{names}"
            self.remarks.append(
                said(first, message, "确实不要了的，用 ybz retire 下架，或加 --retire-missing", warn=True)
            )
            return
        if self.opening.today is None:
            raise click.UsageError("还没有提交，不知道下架日期：用 --on 写明，如 --on 2026-01-31")
        entry_ = {"date": self.opening.today.isoformat(), "reason": NO_LONGER}
        try:
            order = self.files.order(Kind.CATALOG)
            self.texts |= texts.retired(self.gone, self.ledger.tree.files, self.values, order, entry_)
        except EditError as error:
            raise click.ClickException(printable(str(error))) from error

    def values(self, path: str) -> dict[str, Any]:
        """What a document says."""
        data = self.ledger.tree.files[path]
        found = quick.read(data) or document.read(path, data).values
        return found if isinstance(found, dict) else {}

    @cached_property
    def _ever(self) -> list[bytes]:
        now = list(self.ledger.tree.files.values())
        repository = self.opening.repository
        return [*now, *repository.ever(now)] if repository is not None else now

    @cached_property
    def used(self) -> frozenset[str]:
        """Every code there is and ever was."""
        return frozenset(map(code_of, self._ever))

    def next_code(self, profile: Department, kind: str) -> str:
        """The next code of a department; each once."""
        prefix = profile.code_prefixes.get(kind)
        if not prefix:
            held = "、".join(profile.code_prefixes) or "无"
            raise EditError(f"{profile.id}没有领取“{kind[:20]}”类的前段码（已有：{held}），编不出目录代码")
        if prefix not in self._next:
            self._next[prefix] = int(next_code(prefix, self._ever).rpartition("/")[2])
        number = self._next[prefix]
        if number > LAST:
            raise EditError(f"前段码 {prefix} 的顺序码用完了")
        self._next[prefix] = number + 1
        return f"{prefix}/{number:06d}"


def _foreign(mapped: str | None) -> Foreign | None:
    """A mapping by its name, or from a file."""
    if mapped is None:
        return None
    if mapped in mapping.known():
        return mapping.own(mapped)
    try:
        data = Path(mapped).read_bytes()
    except OSError as error:
        raise MappingError(f"读不了对照表 {mapped}：{reason(error)}。自带的有：{'、'.join(mapping.known())}") from error
    return mapping.parse(mapped, data)


__all__ = ["Import"]
