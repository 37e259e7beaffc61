"""YAML text → node tree → YAML text.

The scanner's own composer reads, so that a document means here what it means to every other command; ruamel.yaml
writes, because it indents lists and lets us choose every scalar's style. Comments are not part of the tree: ruamel
ties each to the key before it, from where sorting would carry it to the wrong place (see :mod:`.comments`).
"""

from __future__ import annotations

import io
import re
import sys
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.emitter import Emitter
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.resolver import VersionedResolver

from ...sources.document import scalar

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TYPED, TEXT, LITERAL = "typed", "text", "literal"
"""How a scalar is to be written: as it stands (numbers, true, nothing), as text, as text kept line by line."""

# What is text to us but a number, a boolean or nothing to YAML 1.2: editors would call it the wrong type.
_ALIKE = re.compile(
    r"[-+]?[0-9]+\Z|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z"
    r"|[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z|~\Z|(?:null|Null|NULL|true|True|TRUE|false|False|FALSE)\Z|<<\Z"
)
# What the reader takes for a slip of the hand where it begins a line (rule X906).
_SLIP = re.compile(r"[A-Za-z_]+ *：|[－—–](?![－—–])")


class _Resolver(VersionedResolver):
    """Knows no types: what a plain scalar is, :func:`sources.document.scalar` says."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        if kind is ScalarNode:
            return self.DEFAULT_SCALAR_TAG
        return self.DEFAULT_SEQUENCE_TAG if kind is SequenceNode else self.DEFAULT_MAPPING_TAG


class _Emitter(Emitter):
    """Quotes what would otherwise be read differently, and nothing else."""

    # YAML allows 1024; beyond ruamel's 128 it would write `? key`.
    MAX_SIMPLE_KEY_LENGTH = 1000

    def choose_scalar_style(self) -> Any:
        if self.analysis is None:
            self.analysis = self.analyze_scalar(self.event.value)
        value, wanted = self.event.value, self.event.style
        if wanted == TYPED:
            return ""
        if "\n" in value:
            block = wanted == LITERAL and not self.flow_level and not self.simple_key_context
            return "|" if block and _keeps_lines(value) and self.analysis.allow_block else '"'
        if self.flow_level:
            # libyaml takes `:x` and `?x` in brackets for the marks of a key.
            plain = self.analysis.allow_flow_plain and value[:1] not in ":?"
        else:
            plain = self.analysis.allow_block_plain
        if value and plain and not is_alike(value):
            return ""
        hard = '"' in value or "\\" in value
        return "'" if hard and self.analysis.allow_single_quoted and "'" not in value else '"'

    def write_plain(self, text: Any, split: Any = True) -> None:
        if not text and self.flow_level:
            # `{type:, …}` would be read as one word.
            self.stream.write(" ")
        super().write_plain(text, split)


def is_alike(text: str) -> bool:
    """Whether a text without quotes would be taken for a value of another type, or for a slip of the hand."""
    return bool(_ALIKE.match(text) or _SLIP.match(text))


def _keeps_lines(text: str) -> bool:
    """Whether an editor that trims line ends, or a change of indentation, would leave a block of text as it is."""
    return (
        text[0] not in " \n" and not text.endswith("\n\n") and not any(line.endswith(" ") for line in text.split("\n"))
    )


def compose(text: str) -> yaml.MappingNode:
    """The node tree of a document without traps."""
    node = yaml.compose(text, Loader=_LOADER)
    assert isinstance(node, yaml.MappingNode)  # noqa: S101
    return node


def convert(node: Any, key: bool = False) -> Node:
    """A node that was read, as a node to write: no place, and each scalar marked for what it is."""
    if isinstance(node, yaml.MappingNode):
        made = document(node)
        made.flow_style = bool(node.flow_style) or not made.value
        return made
    if isinstance(node, yaml.SequenceNode):
        values = [convert(value) for value in node.value]
        return SequenceNode(_Resolver.DEFAULT_SEQUENCE_TAG, values, flow_style=bool(node.flow_style) or not values)
    style = TEXT
    if node.style in (None, "") and not key and not isinstance(scalar(node.value), str):
        style = TYPED
    elif node.style in ("|", ">"):
        style = LITERAL
    return ScalarNode(_Resolver.DEFAULT_SCALAR_TAG, node.value, style=style)


def document(node: yaml.MappingNode) -> MappingNode:
    """A whole document as a node to write, its outermost level on lines of its own."""
    pairs = [(convert(name, key=True), convert(value)) for name, value in node.value]
    return MappingNode(_Resolver.DEFAULT_MAPPING_TAG, pairs, flow_style=not pairs)


def make(value: Any) -> Node:
    """A value as a node to write; lists and mappings in brackets, on one line."""
    if isinstance(value, dict):
        pairs = [(make(name), make(inner)) for name, inner in value.items()]
        return MappingNode(_Resolver.DEFAULT_MAPPING_TAG, pairs, flow_style=True)
    if isinstance(value, list):
        return SequenceNode(_Resolver.DEFAULT_SEQUENCE_TAG, [make(inner) for inner in value], flow_style=True)
    if isinstance(value, str):
        return ScalarNode(_Resolver.DEFAULT_SCALAR_TAG, value, style=TEXT)
    written = "" if value is None else str(value).lower()
    return ScalarNode(_Resolver.DEFAULT_SCALAR_TAG, written, style=TYPED)


def replace(node: Any, pointer: tuple[str | int, ...], value: Any) -> None:
    """Put ``value`` where ``pointer`` leads; a key that is not there yet is added at the end."""
    for step in pointer[:-1]:
        node = node.value[step] if isinstance(step, int) else next(v for k, v in node.value if k.value == step)
    last, made = pointer[-1], make(value)
    if isinstance(last, int):
        node.value[last] = made
        return
    for index, (key, _) in enumerate(node.value):
        if key.value == last:
            node.value[index] = (key, made)
            return
    node.value.append((make(last), made))


def write(node: Node) -> str:
    """The tree as text: two spaces a level, lists indented, nothing folded, a line break at the end."""
    writer = YAML()
    writer.Resolver, writer.Emitter, writer.width = _Resolver, _Emitter, sys.maxsize
    writer.brace_single_entry_mapping_in_flow_sequence = True
    writer.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    writer.serialize(node, stream)
    return stream.getvalue().rstrip("\n") + "\n"
