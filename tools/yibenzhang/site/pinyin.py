"""The first letters of Chinese words: 低保名单 is found by ``dbmd``."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache

import msgspec

from ..sources.store import Store
from .cache import edition_of, program

MOST = 1 << 17
"""Names that are remembered; beyond, all is looked up anew."""
LONGEST = 4
"""Characters of the phrases that tell how a character with several readings is read; longer ones add next to nothing."""


_DECODER = msgspec.msgpack.Decoder(dict[str, str])
_known: dict[str, str] = {}
"""What has been asked for: names are asked for again and again."""


def initials(text: str) -> str:
    """One letter for each ideograph, letters and digits as they are, everything else left out; lower case.

    A character with several readings is read as in the longest phrase around it: 银行 yh, 行政 xz. The package's own
    cutting into words gives the same for the names of catalogs and takes thirty times as long.
    """
    found = _known.get(text)
    if found is None:
        found = _known[text] = _spelt(text)
    return found


def _spelt(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).lower()
    found = []
    for place, char in enumerate(folded):
        letters = _letters(char)
        if len(letters) > 1:
            found.append(_read(folded, place) or letters[0])
        elif letters or char.isalnum():
            found.append(letters or char)
    return "".join(found)


@contextmanager
def remembered(store: Store | None) -> Iterator[None]:
    """What was asked for at other times is not looked up again, nor are the dictionaries loaded for it."""
    place = f"pinyin {edition_of('pypinyin')}".encode() + program()
    if len(_known) > MOST:
        _known.clear()
    with suppress(KeyError, msgspec.DecodeError):
        _known.update(_DECODER.decode(store.get([place])[place]) if store else {})
    number = len(_known)
    yield
    if store and len(_known) > number:
        with suppress(UnicodeEncodeError):
            store.put({place: msgspec.msgpack.encode(_known)})


@cache
def _dictionaries() -> tuple[Mapping[int, str], Mapping[str, list[list[str]]]]:
    """The readings of characters and of phrases; loading them takes a third of a second, so not before they are asked for."""
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    return PINYIN_DICT, PHRASES_DICT


@cache
def _letters(char: str) -> str:
    """The letters a character's readings begin with, the usual one first; empty for what is no ideograph."""
    readings = _dictionaries()[0].get(ord(char), "").split(",")
    return "".join(dict.fromkeys(_plain(reading) for reading in readings if reading))


def _plain(reading: str) -> str:
    """The first letter without its tone."""
    return unicodedata.normalize("NFD", reading)[0]


def _read(text: str, place: int) -> str:
    """The letter a phrase around the character gives it; empty where there is none."""
    for length in range(LONGEST, 1, -1):
        for start in range(max(0, place - length + 1), place + 1):
            readings = _dictionaries()[1].get(text[start : start + length])
            if readings and len(readings) == length:
                return _plain(readings[place - start][0])
    return ""


__all__ = ["initials"]
