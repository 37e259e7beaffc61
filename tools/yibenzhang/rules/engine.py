"""Runs every rule over a ledger and gives the findings, sorted, with places and labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from msgspec import structs

from ..model.findings import Finding, Place, Severity, dotted
from ..model.registry import Facts
from ..sources import fields, workers
from ..sources.document import Spot
from ..sources.ledger import Ledger
from ..sources.tree import SPECIAL, SUBMODULE, SYMLINK, UNREADABLE
from . import RULES, sameness, waivers
from .clauses import clause_text
from .rule import Fault, Reach, Rule
from .running import Run
from .shape import Reporter

MANY = 200
"""From so many faults on a second process looks up lines, too."""
_BY_ID = {rule.id: rule for rule in RULES}
_ODD_FIXES = {
    SYMLINK: "删去它，放真正的文件",
    SUBMODULE: "删去它，放真正的文件",
    SPECIAL: "删去它，放真正的文件",
    UNREADABLE: "检查文件的读取权限（不要删除文件）",
}
_SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING}


@dataclass(frozen=True, slots=True)
class Examined:
    """What a ledger's findings are: those that stand and those that registry.yml waives, each sorted."""

    findings: list[Finding]
    waived: list[Finding]


def check(ledger: Ledger, facts: Facts | None = None, today: date | None = None) -> list[Finding]:
    """Every finding of ``ledger`` that no waiver covers, sorted by path, line, column and rule."""
    return examine(ledger, facts, today).findings


def examine(
    ledger: Ledger,
    facts: Facts | None = None,
    today: date | None = None,
    *,
    errors: bool = False,
    places: bool = True,
) -> Examined:
    """Run every rule over ``ledger``.

    ``facts`` brings what the rules that need a past compare with; without it they stay silent. ``today`` is the day
    waivers are counted to (the facts' own day, where they have one). Severities are those of ``registry.yml:
    policy.severities`` where it names the rule; a rule set to ``off`` is not reported. With ``errors`` only errors are
    wanted, so what only warns and has to look at the whole ledger is left out: most of the work. Without ``places``
    lines and columns are 0 where that needs the file to be read once more, which takes longest of all.
    """
    registry = replace(ledger.registry, facts=facts) if facts else ledger.registry
    writer = _Writer(ledger, places)
    # What is remembered of a file or a department is the silence of every rule that looks no further.
    wanted = [rule for rule in RULES if rule.reach is not Reach.LEDGER or not errors or writer.is_firm(rule)]
    run = Run(ledger, registry, wanted)
    faulty = {fault.place.path for _, fault in run.faults} if places else set()
    ledger.tree.load(sorted(faulty | {*ledger.broken, *ledger.trapped}))
    findings = list(_reading(ledger, writer, run))
    findings += writer.write_all(run.faults)
    run.remember()
    weighed = writer.weigh(findings)
    judged = waivers.judge(registry, weighed, (facts and facts.today) or today, tuple(_BY_ID))
    own = [writer.write(_BY_ID[rule], *fault, clause=_BY_ID[rule].clause) for rule, fault in judged.faults]
    return Examined(sorted([*judged.standing, *writer.weigh(own)]), sorted(judged.waived))


class _Writer:
    """Turns what a rule found into findings: looks up place, label and identity; weighs."""

    def __init__(self, ledger: Ledger, places: bool = True) -> None:
        self.ledger = ledger
        self.places = places
        self.subjects = sameness.subjects(ledger.registry)
        self.policy = ledger.registry.settings.policy.severities

    def write(
        self,
        rule: Rule,
        place: Place,
        message: str,
        fix: str = "",
        severity: Severity | None = None,
        clause: str = "本",
    ) -> Finding:
        """The finding of a rule at a field."""
        ledger, pointer = self.ledger, place.pointer
        kind = ledger.kinds.get(place.path)
        known = self.places or place.path in ledger.broken or place.path in ledger.trapped
        line, column = ledger.locate(place) if known else (0, 0)
        return Finding(
            path=place.path,
            line=line,
            column=column,
            rule=rule.id,
            message=message,
            severity=severity or rule.severity,
            field=dotted(pointer),
            label=fields.label(ledger.schemas.by_kind[kind], pointer) if kind and pointer else "",
            fix=fix or rule.fix,
            clause=clause_text(clause),
            subject=self.subjects.get(place.path, place.path),
            anchor=sameness.anchor(ledger.document(place.path).values, pointer) if pointer and known else "",
        )

    def write_all(self, faults: Sequence[tuple[str, Fault]]) -> list[Finding]:
        """The findings of many faults; looking up their lines takes longest, so that is shared where it pays."""
        ordered = sorted(faults, key=lambda pair: pair[1].place.path)
        parts = workers.processes(len(ordered), MANY) if self.places else 1
        size = -(-len(ordered) // parts)

        def written(part: int, of: int) -> list[Finding]:
            own = ordered[part * size : (part + 1) * size]
            return [self.write(_BY_ID[rule], *fault, clause=_BY_ID[rule].clause) for rule, fault in own]

        return [finding for findings in workers.share(written, parts) for finding in findings]

    def at(self, rule: Rule, path: str, spot: Spot, message: str, fix: str) -> Finding:
        """The finding of a rule about the text itself: it is in no field, so its words tell it from others."""
        found = self.write(rule, Place(path), message, fix)
        return structs.replace(found, line=spot[0], column=spot[1], anchor=message)

    def is_firm(self, rule: Rule) -> bool:
        """Whether a rule's findings are errors in this ledger."""
        return _SEVERITIES.get(self.policy.get(rule.id, ""), rule.severity) is Severity.ERROR

    def weigh(self, findings: Iterable[Finding]) -> list[Finding]:
        """Findings with the severities the ledger wants, without those it wants not."""
        weighed = (_weighed(finding, self.policy.get(finding.rule)) for finding in findings)
        return [finding for finding in weighed if finding is not None]


def _weighed(finding: Finding, level: str | None) -> Finding | None:
    if level is None or finding.rule in waivers.FIRM:
        return finding
    return None if level == "off" else structs.replace(finding, severity=_SEVERITIES.get(level, finding.severity))


def _reading(ledger: Ledger, writer: _Writer, run: Run) -> Iterator[Finding]:
    """Findings of the text and of shape."""
    limit = ledger.registry.settings.limits.file_kb * 1024
    for path, reason in ledger.stray.items():
        rule = _BY_ID["Y951" if path in ledger.tree.odd else "X904"]
        fix = _ODD_FIXES.get(
            ledger.tree.odd.get(path, ""), "移到对的部门文件夹，扩展名写 .yml；是新部门的，先建 department.yml"
        )
        yield writer.write(rule, Place(path), f"{path.rpartition('/')[2]} {reason}", fix, clause=rule.clause)
    for path in ledger.kinds:
        size = ledger.tree.size(path)
        if size > limit:
            message = f"文件有 {size // 1024} KiB，超过 {limit // 1024} KiB"
            yield writer.write(_BY_ID["Y951"], Place(path), message, "拆成几份目录，或精简内容")
    for path, line, column, character in run.hidden:
        fix = "删去这个字符（把这一行重新打一遍最稳妥）"
        yield writer.at(_BY_ID["Y952"], path, (line, column), f"有看不见的字符 {character}", fix)
    for path, document in ledger.trapped.items():
        for trap in document.traps:
            yield writer.at(_BY_ID["X906"], path, (trap.line, trap.column), trap.message, trap.fix)
    yield from _shape(ledger, writer)


def _shape(ledger: Ledger, writer: _Writer) -> Iterator[Finding]:
    reporter = Reporter(ledger.schemas) if ledger.broken else None
    for path, document in ledger.broken.items():
        if reporter is None or not isinstance(document.values, dict):
            continue
        torn = None if document.complete else next(reversed(document.values), None)
        for misfit in reporter.report(ledger.kinds[path], document.values):
            if not document.complete and (misfit.pointer not in document.spots or misfit.pointer[:1] == (torn,)):
                # Reading broke off here: what comes after is not missing, only unread.
                continue
            said = misfit.said
            place = Place(path, misfit.pointer)
            yield writer.write(_BY_ID[said.rule], place, said.message, said.fix, clause=misfit.clause)
