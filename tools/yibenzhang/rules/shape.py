"""Shape: JSON Schema errors, each as one finding in plain Chinese.

The schema decides; this module only says. A conditional that is a rule carries ``x-rule`` in the schema, and its
errors become that rule's finding, however many keys it misses: one finding for one fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model import uscc
from ..model.findings import Pointer, Severity
from ..sources import fields
from ..sources.layout import Kind
from ..sources.schema import Schemas
from . import guesses, wording
from .rule import declared
from .wording import Said

if TYPE_CHECKING:
    from jsonschema import ValidationError


E = Severity.ERROR
MOST = 100

SHAPE = (
    declared(
        "A001",
        E,
        "本",
        "值的类型不对。\n\n该写文字的写成了数字、该写列表的写成了一个值等。全由数字组成的代码要加双引号，否则会被当作数字。",
    ),
    declared("A002", E, "本", "值不在可选范围内。\n\n枚举字段只能写 schema/vocabulary/ 中列出的词。"),
    declared(
        "A003",
        E,
        "本",
        "缺少必填字段，或字段没有填写内容。\n\n必填（M）字段不能省略；条件必填（C）字段在条件成立时不能省略。",
    ),
    declared("A004", E, "本", "格式不对。\n\n代码、日期等字段要符合规定的写法。"),
    declared("A005", E, "本", "长度、大小或个数超出范围，或列表中有重复。\n\n例如摘要应为 10～1000 字。"),
)


class Misfit(NamedTuple):
    """One way a document breaks its schema. ``pointer`` leads to the offending key, absent or not."""

    pointer: Pointer
    said: Said
    clause: str


class Reporter:
    """Says what is wrong with the documents of one set of schemas; validators are made once."""

    def __init__(self, schemas: Schemas) -> None:
        self.schemas = schemas
        # Imported only where there is something to report: it takes as long as reading a thousand files.
        from jsonschema import Draft202012Validator, FormatChecker

        checker = FormatChecker()
        self._validators = {
            kind: Draft202012Validator(schema, format_checker=checker) for kind, schema in schemas.by_kind.items()
        }

    def report(self, kind: Kind, values: Any) -> list[Misfit]:
        """Every misfit of one document, once each, in the order of the schema."""
        root = self.schemas.by_kind[kind]
        found: dict[tuple[Pointer, str, str], Misfit] = {}
        mistyped: set[Pointer] = set()
        first = islice(self._validators[kind].iter_errors(values), 4 * MOST)
        errors = sorted(first, key=lambda error: error.validator != "type")
        for error in errors:
            place = tuple(error.absolute_path)
            if error.validator == "type":
                mistyped.add(place)
            elif place in mistyped:
                continue
            for misfit in self._say(root, error, place):
                # A rule's own conditional may miss several keys: they are one fault at the place of the conditional.
                found.setdefault((misfit.pointer, misfit.said.rule, misfit.said.message), misfit)
                if len(found) > MOST:
                    # Nobody reads more, and a file that is wrong throughout must not take minutes.
                    more = Said(misfit.said.rule, "这份文件还有更多这样的问题", "先改好前面的，再校验一次")
                    return [*_without_echoes(list(found.values())[:MOST]), Misfit(misfit.pointer, more, misfit.clause)]
        return _without_echoes(list(found.values()))

    def _say(self, root: dict[str, Any], error: Any, place: Pointer) -> Iterator[Misfit]:
        mark = marked(root, error)
        schema = fields.at(root, place)
        if place and "title" not in schema:
            # The elements of a list go by the list's name.
            schema = {**schema, "title": fields.at(root, place[:-1]).get("title", place[-1])}
        key = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
        if mark is not None:
            message, fix = mark["message"], mark["fix"]
            if mark["id"] == "X908" and isinstance(error.instance, str):
                message = uscc.fault(error.instance) or message
            elif not isinstance(error.instance, (dict, list)) and "：" not in message:
                message += f"：{wording.shown(error.instance)}"
            if error.validator == "enum":
                word = guesses.aliased(error.instance, self._terms(schema))
                fix = f"是不是 {word}？{fix}" if word else fix
            pointer = place
            if error.validator == "required" and error.instance.keys().isdisjoint(error.validator_value):
                pointer = (*place, error.validator_value[0]) if len(error.validator_value) == 1 else place
            yield Misfit(pointer, Said(mark["id"], message, fix), mark["clause"])
            return
        if error.validator == "required":
            for name in error.validator_value:
                if name not in error.instance:
                    child = fields.at(root, (*place, name))
                    yield Misfit((*place, name), wording.missing(name, child), wording.source(child))
        elif error.validator == "additionalProperties":
            yield from self._unknown(root, error.instance, schema, place)
        elif error.validator in ("oneOf", "anyOf"):
            yield from self._alternatives(root, error, place)
        else:
            said = _kept(root, place, self._plain(key, error, schema))
            yield Misfit(place, said, wording.source(schema))

    @staticmethod
    def _unknown(
        root: dict[str, Any], values: dict[str, Any], schema: dict[str, Any], place: Pointer
    ) -> Iterator[Misfit]:
        """Keys the schema does not know; some belong to the empty field above them."""
        children = fields.properties(root, schema)
        known = {name: str(child.get("title", name)) for name, child in children.items()}
        empty = [name for name in known if name in values and values[name] is None]
        for name in values:
            if name in known:
                continue
            parent = next((above for above in empty if name in fields.properties(root, children[above])), "")
            said = wording.misplaced(name, parent, known[parent]) if parent else wording.unknown(str(name), known)
            yield Misfit((*place, name), said, "本")

    def _plain(self, key: str, error: ValidationError, schema: dict[str, Any]) -> Said:
        schema = (
            {**schema, **{k: v for k, v in error.schema.items() if k != "title"}}
            if isinstance(error.schema, dict)
            else schema
        )
        match error.validator:
            case "type":
                return wording.wrong_type(key, error.instance, schema)
            case "enum" | "const":
                return wording.not_listed(key, error.instance, schema, self._terms(schema))
            case "pattern" | "format":
                return wording.bad_format(key, error.instance, schema)
            case _:
                return wording.out_of_range(key, error.instance, schema, str(error.validator), error.validator_value)

    def _alternatives(self, root: dict[str, Any], error: ValidationError, place: Pointer) -> Iterator[Misfit]:
        """Of several alternatives, speak of the one whose type fits; when none does, of the types."""
        groups: dict[int, list[ValidationError]] = {}
        for inner in error.context or ():
            groups.setdefault(int(inner.schema_path[0]), []).append(inner)
        fitting = [group for group in groups.values() if not any(e.validator == "type" and not e.path for e in group)]
        if not fitting:
            kinds = [
                e.validator_value for group in groups.values() for e in group if e.validator == "type" and not e.path
            ]
            key = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
            schema = {**fields.at(root, place), "type": kinds}
            yield Misfit(place, wording.wrong_type(key, error.instance, schema), wording.source(schema))
            return
        for inner in min(fitting, key=len):
            yield from self._say(root, inner, tuple(inner.absolute_path))

    def _terms(self, schema: dict[str, Any]) -> list[Mapping[str, Any]]:
        listed = self.schemas.vocabulary.get(str(schema.get("x-vocabulary")), {}).get("values", [])
        return [term for term in listed if isinstance(term, dict)]


def _kept(root: dict[str, Any], place: Pointer, said: Said) -> Said:
    """What must be written is not to be left out: the same words without that way to mend it."""
    required = place and place[-1] in fields.at(root, place[:-1]).get("required", ())
    return said._replace(fix=said.fix.removesuffix("，或删去这一行")) if required else said


def _without_echoes(misfits: list[Misfit]) -> list[Misfit]:
    """A misspelt key is one fault, not an unknown key and a missing one."""
    meant = {(*m.pointer[:-1], m.said.match) for m in misfits if m.said.rule == "X905" and m.said.match}
    return [misfit for misfit in misfits if misfit.said.rule == "X905" or misfit.pointer not in meant]


def marked(root: dict[str, Any], error: ValidationError) -> dict[str, Any] | None:
    """The nearest ``x-rule`` that encloses an error, along its way through the schema."""
    found: dict[str, Any] | None = None
    node: Any = root
    for step in ["", *error.absolute_schema_path]:
        if step != "":
            node = fields.resolve(root, node) if isinstance(node, dict) and "$ref" in node else node
            if step == "$ref" or (isinstance(node, dict) and step not in node):
                # jsonschema leaves references and `if` out of the path, or puts them in: neither is a step of ours.
                continue
            node = node[step]
        if isinstance(node, dict) and isinstance(node.get("x-rule"), dict):
            found = node["x-rule"]
    return found
