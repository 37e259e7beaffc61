"""How large a workbook becomes once it is read, where a few bytes of it stand for many: text that many cells of an
xlsx file share, and cells and rows of an ods file that say how often they are repeated.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers import expat

MOST_TEXT = 1 << 30
"""Bytes of the text of all cells together."""
_CHUNK = 4 << 20
_ENTRY = re.compile(rb"<(?:\w+:)?si\b[^>]*/>|</(?:\w+:)?si\s*>")
_END_OF_VALUE = re.compile(rb"</(?:\w+:)?v\s*>")
_VALUE = re.compile(rb"<v>([0-9]{1,9})</v>")
_PLAIN = re.compile(rb"<v>[^<&]*</v>")
_UNPACKED_TIMES = 2
"""A cell ends with two closing tags at least."""


class Shared:
    """The texts of ``sharedStrings.xml`` by their lengths in bytes, and how much of them the sheets seen so far take."""

    def __init__(self, text: bytes) -> None:
        ends = [match.end() for match in _ENTRY.finditer(text)]
        self.lengths = [end - start for start, end in zip([0, *ends], ends, strict=False)]
        # In a file with comments or the like an entry may not be where it seems to be.
        self.longest = len(text) if b"<!" in text or not ends else max(self.lengths)
        self.is_plain = b"<!" not in text
        self.taken = 0

    def take(self, ends: int, pieces: Callable[[], Iterator[bytes]]) -> bool:
        """Count the texts of a sheet's cells, ``ends`` tags of which end; False when it is more than :data:`MOST_TEXT`."""
        bound = ends // _UNPACKED_TIMES * self.longest
        if self.taken + bound > MOST_TEXT:
            bound = sum(map(self._text, pieces()))
        self.taken += bound
        return self.taken <= MOST_TEXT

    def _text(self, piece: bytes) -> int:
        """Bytes of the texts a piece of a sheet names; a number is taken for one, and what is odd for the longest."""
        values = len(_END_OF_VALUE.findall(piece))
        if not self.is_plain:
            return values * self.longest
        lengths, many = self.lengths, len(self.lengths)
        found = sum(lengths[place] for place in map(int, _VALUE.findall(piece)) if place < many)
        return found + (values - len(_PLAIN.findall(piece))) * self.longest


class Repeated:
    """Cells and text of an ods file's sheets, with all that is repeated. Blank ones at the end of a row or a sheet,
    which every such file has by the thousand, are not counted."""

    def __init__(self) -> None:
        self.cells = self.text = 0
        self._rows = self._wide = self._row = self._columns = self._filled = self._said = self._times = self._cell = 0

    def read(self, packed: zipfile.ZipFile, is_enough: Callable[[Repeated], bool]) -> None:
        """Go through ``content.xml`` until ``is_enough``.

        Raises:
            ValueError: it is no XML, or has a document type.
        """
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = _refuse
        try:
            with packed.open("content.xml") as stream:
                while (chunk := stream.read(_CHUNK)) and not is_enough(self):
                    parser.Parse(chunk, False)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "table":
            self._rows = self._wide = 0
        elif local == "table-row":
            self._row, self._columns, self._filled, self._said = _times(attributes, "rows"), 0, 0, 0
        elif local in ("table-cell", "covered-table-cell"):
            self._times = _times(attributes, "columns")
            self._cell = sum(len(text) for key, text in attributes.items() if "value" in key)
        elif local == "s":
            self._cell += max((int(text) for text in attributes.values() if text.isdecimal()), default=1)

    def _characters(self, text: str) -> None:
        self._cell += len(text.encode())

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local in ("table-cell", "covered-table-cell"):
            self._columns += self._times
            if self._cell:
                self._filled = self._columns
                self._said += self._times * self._cell
        elif local == "table-row":
            self._rows += self._row
            if self._filled:
                self._wide = max(self._wide, self._filled)
                self.cells = max(self.cells, self._wide * self._rows)
                self.text += self._row * self._said


def _times(attributes: dict[str, str], what: str) -> int:
    found = [text for key, text in attributes.items() if key.endswith(f"number-{what}-repeated")]
    return int(found[0]) if found and found[0].isdecimal() else 1


def _refuse(*_: Any) -> None:
    raise ValueError("document type")


__all__ = ["MOST_TEXT", "Repeated", "Shared"]
