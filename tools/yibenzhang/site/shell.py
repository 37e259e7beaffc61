"""The theme's page with holes in it: rendered once, filled ten thousand times."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import escape

from .lean import lean

if TYPE_CHECKING:
    from .pages import Page

_HOLE = re.compile(r"@@ybz-(title|content|address|feed|edition)@@")


def hole(name: str) -> str:
    """The mark that stands where ``title``, ``content``, ``address``, ``feed`` or ``edition`` goes."""
    return f"@@ybz-{name}@@"


@dataclass(frozen=True, slots=True)
class Shell:
    """Texts and, between them, the names of the holes: ``texts[0] + holes[0] + texts[1] + …``."""

    texts: tuple[str, ...]
    holes: tuple[str, ...]

    @classmethod
    def cut(cls, html: str) -> Shell:
        """Cut a rendered page at its marks.

        Raises:
            ValueError: the theme did not show the content, or more than once.
        """
        parts = _HOLE.split(lean(html))
        if parts.count("content") != 1:
            raise ValueError("the theme's page shows its content not exactly once")
        return cls(tuple(parts[::2]), tuple(parts[1::2]))

    def fill(self, page: Page) -> bytes:
        """The whole page. The title and address are escaped here; the body has been by its template."""
        values = {"title": str(escape(page.title)), "address": str(escape(page.address)), "content": page.body}
        values["edition"] = str(escape(page.edition))
        # A department's feed lies beside its page.
        values["feed"] = values["address"].rpartition("/")[2].removesuffix(".html") + ".xml"
        filled = [self.texts[0]]
        for name, text in zip(self.holes, self.texts[1:], strict=True):
            filled += (values[name], text)
        return "".join(filled).encode("utf-8", "xmlcharrefreplace")
