"""What was meant: the field, the listed word or the name nearest to what was written, and none when it is in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..lazily import module, pattern

if TYPE_CHECKING:
    from rapidfuzz import fuzz, process
else:
    fuzz, process = module("rapidfuzz.fuzz"), module("rapidfuzz.process")

# Of words that end alike only the beginnings tell them apart, and those are short: half alike is not alike.
_CLOSE, _CLOSE_BEGINNING = 50, 60
_SEVERAL = pattern("[两二三四五六七八九十双隔0-9]")


def nearest(word: str, known: Mapping[str, str]) -> str:
    """The key of ``known`` whose key or Chinese label is most like ``word``; empty when none is."""
    holding = sorted((len(label), key) for key, label in known.items() if len(word) > 1 and word in label)
    if holding:
        return holding[0][1]
    names = {key: key for key in known} | {label: key for key, label in known.items()}
    best = process.extractOne(word, list(names), scorer=fuzz.ratio, score_cutoff=55)
    return names[best[0]] if best else ""


def like(word: str, choices: list[str]) -> str:
    """The choice most like ``word``; empty when none is."""
    best = process.extractOne(word, choices, scorer=fuzz.WRatio, score_cutoff=50)
    return str(best[0]) if best else ""


def aliased(value: Any, terms: list[Mapping[str, Any]]) -> str:
    """The term one of whose aliases was written; empty when none was."""
    known = {str(name): str(term.get("value")) for term in terms for name in term.get("aliases", ())}
    return known.get(str(value), "")


def listed(key: str, value: str, choices: list[str]) -> list[str]:
    """The choices most like ``value``; of several as much alike all, for neither is guessed.

    What all choices end with says nothing: 完全共享 is no 不予共享 because both are of 共享. Nor is 每年 meant by 三年.
    """
    if key == "update_cycle" and _SEVERAL.search(value):
        return []
    ending = _ending(choices) if len(choices) > 1 else ""
    begins = {choice.removesuffix(ending): choice for choice in choices}
    close = _CLOSE_BEGINNING if ending else _CLOSE
    word = value.removesuffix(ending)
    best = process.extract(word, list(begins), scorer=fuzz.WRatio, score_cutoff=close, limit=2)
    return [begins[begin] for begin, score, _ in best if score == best[0][1]]


def _ending(choices: list[str]) -> str:
    """What all choices end with."""
    first = choices[0]
    endings = (first[start:] for start in range(len(first)))
    return next((end for end in endings if all(choice.endswith(end) for choice in choices)), "")
