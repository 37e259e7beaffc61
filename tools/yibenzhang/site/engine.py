"""Jinja as ten thousand pages need it: compiled once for all builds, and escaping without wrapping every text."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import jinja2
import markupsafe
from jinja2 import nodes
from jinja2.bccache import Bucket, FileSystemBytecodeCache
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import escape

from .cache import edition_of, folder, program
from .lean import lean

# Older ones of the package give markup at once, as quickly.
_quick: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)


class Compiled(FileSystemBytecodeCache):
    """Templates as Python runs them, for the texts and the Jinja they were made with. Never fails."""

    def __init__(self, place: Path, program: str) -> None:
        super().__init__(str(place), "template-%s")
        self.mark = f"{edition_of('jinja2')} {program}"

    def get_source_checksum(self, source: str) -> str:
        """What a compiled template depends on."""
        return blake2b(f"{self.mark}\0{source}".encode(), digest_size=16).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take it from the folder, if it is there and whole."""
        try:
            super().load_bytecode(bucket)
        except (OSError, ValueError, EOFError, TypeError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it, if that can be."""
        with suppress(OSError):
            Path(self.directory).mkdir(mode=0o700, parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


class Generator(CodeGenerator):
    """Attributes of values are asked for as Python does: all that templates are given has them. What stands between the
    marks of a template is thinned."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  (Jinja's name)
        """``value.name``; where there is none, that is an error, as everything undefined is."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802  (Jinja's name)
        """Texts and values, one after another."""
        for each in node.nodes:
            if isinstance(each, nodes.TemplateData):
                each.data = lean(each.data)
        super().visit_Output(node, frame)


def escaped(value: Any) -> str:
    """A value as HTML. A template puts it between others' texts, so a plain text will do."""
    return _quick(value) if type(value) is str else escape(value)


class Template(jinja2.Template):
    """One whose code escapes quickly."""

    @classmethod
    def _from_namespace(
        cls,
        environment: jinja2.Environment,
        namespace: MutableMapping[str, Any],
        globals: MutableMapping[str, Any],  # noqa: A002
    ) -> jinja2.Template:
        namespace["escape"] = escaped
        return super()._from_namespace(environment, namespace, globals)


class Environment(jinja2.Environment):
    """Of templates that escape everything they are given: a ledger's texts are untrusted."""

    code_generator_class = Generator
    template_class = Template


@cache
def environment() -> Environment:
    """That of this package's templates."""
    place = folder()
    return Environment(
        loader=jinja2.PackageLoader("yibenzhang.site", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=Compiled(place, program().hex()) if place else None,
    )


__all__ = ["environment", "escaped"]
