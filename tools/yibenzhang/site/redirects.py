"""Small pages that lead from where a catalog's page stood, under an older code, to where it stands."""

from __future__ import annotations

from collections.abc import Container, Iterator

import jinja2

from .feeds import File
from .views.index import Index, title


def redirects(
    index: Index, template: jinja2.Template, part: int = 0, parts: int = 1, skip: Container[str] = ()
) -> Iterator[File]:
    """Every ``parts``-th of them but those to ``skip``."""
    wanted = [pair for pair in sorted(index.addresses.former.items())[part::parts] if pair[0] not in skip]
    pages = {index.addresses.of_path[each.path]: each for each in index.catalogs} if wanted else {}
    for old, new in wanted:
        catalog = pages[new]
        html = template.render(
            title=title(catalog), code=catalog.code, page=new.rpartition("/")[2], name=index.frame.name
        )
        yield File(old, html.encode("utf-8", "xmlcharrefreplace"))


def inputs(index: Index) -> Iterator[str]:
    """What all of them show: they are few and written together."""
    yield index.frame.name
    pages = {index.addresses.of_path[each.path]: each for each in index.catalogs} if index.addresses.former else {}
    for old, new in sorted(index.addresses.former.items()):
        yield f"{old} {new} {title(pages[new])} {pages[new].code}"


__all__ = ["inputs", "redirects"]
