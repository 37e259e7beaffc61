"""The sources of each department: what its catalogs say in YAML, for downloads and forms, as a script a page loads on
demand — scripts load on file://, other requests do not."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

import msgspec

from ..model.department import Department
from ..sources.tree import Tree
from .feeds import File
from .views.index import Index


def address(index: Index, department: str) -> str:
    """Where the sources of a department stand, beside nothing else: ``data/mzj.js``."""
    return f"data/{index.addresses.of_department[department][2:-5]}.js"


def sources(index: Index, tree: Tree, part: int = 0, parts: int = 1, skip: Container[str] = ()) -> Iterator[File]:
    """The sources of every ``parts``-th department but those to ``skip``."""
    wanted = [each for each in index.departments[part::parts] if address(index, each.id) not in skip]
    # At once: of a revision each reading by itself would be a process of git.
    tree.load([each.path for department in wanted for each in index.of_department.get(department.id, ())])
    for department in wanted:
        yield File(address(index, department.id), script(index, tree, department))


def inputs(index: Index, department: Department) -> Iterator[str]:
    """All that stands in a department's sources, in a few texts: equal texts, equal file."""
    yield index.keys.get(department.path, "")
    for each in index.of_department.get(department.id, ()):
        yield f"{index.keys.get(each.path)} {index.addresses.of_path[each.path]} {each.path}"


def script(index: Index, tree: Tree, department: Department) -> bytes:
    """A call of ``ybzSource`` with the department's catalogs by the names of their pages.

    Their texts are as in their files: the numbers of their ``lines``, joined with line feeds. Catalogs of one department
    have most lines in common.
    """
    lines: dict[str, int] = {}
    document: dict[str, Any] = {
        "id": department.id,
        "name": department.name,
        "page": index.addresses.of_department[department.id],
        "offices": department.offices,
        "prefixes": department.code_prefixes,
        "duties": [
            {"id": each.id, "clause": each.clause, "duty": each.duty, "names": each.names} for each in department.duties
        ],
        "systems": [{"id": each.id, "name": each.name, "status": each.status} for each in department.systems],
        "services": [{"name": each.name, "code": each.code} for each in department.services],
        "catalogs": {
            index.addresses.of_path[each.path][2:-5]: {
                "path": each.path,
                "code": each.code,
                "name": each.name,
                "lines": [
                    lines.setdefault(line, len(lines))
                    for line in tree.files[each.path].decode("utf-8", "replace").split("\n")
                ],
            }
            for each in index.of_department.get(department.id, ())
        },
        "lines": list(lines),
    }
    try:
        text = msgspec.json.encode(document)
    except UnicodeEncodeError:
        text = msgspec.json.encode(_clean(document))
    # The two line separators once ended a line of a script.
    return b"ybzSource(" + text.replace(b"\xe2\x80\xa8", b"\\u2028").replace(b"\xe2\x80\xa9", b"\\u2029") + b");\n"


def _clean(value: Any) -> Any:
    """The same without halves of characters, which no UTF-8 holds."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_clean(key): _clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return value


__all__ = ["File", "address", "inputs", "script", "sources"]
