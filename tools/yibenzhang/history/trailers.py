"""What a commit message says of a review: trailers and the number of the pull request (DOMAIN C).

Messages are written by anyone; what does not have the expected form counts as not said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from ..lazily import pattern
from ..sources.git import BEIJING

_LINE = pattern(r"([A-Za-z][A-Za-z0-9-]*)[ \t]*:[ \t]*(\S.*?)[ \t]*\Z")
_MAIL = pattern(r"[ \t]*<([^<>]*)>\Z")
_ZONE = pattern(r"[ \t]+(?=(?:[+-][0-9]{2}:?[0-9]{2}|Z)\Z)")
_DAY = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ]|\Z)")
_NUMBER = pattern(r"([#!]?)([1-9][0-9]{0,8})\Z")
_LINK = pattern(r"https?://\S+/(pulls?|merge_requests)/([1-9][0-9]{0,8})/?\Z")
_GITLAB = pattern(r"^See merge request (?:\S*/)?\S+!([1-9][0-9]{0,8})$", re.MULTILINE)
# GitHub: Merge pull request #12 from someone/branch. Gitea, Forgejo: Merge pull request '标题' (#12) from branch into main.
_GITHUB = pattern(r"Merge pull request #([1-9][0-9]{0,8})(?![0-9])")
_GITEA = pattern(r"Merge pull request ['‘“\"].*['’”\"] \(#([1-9][0-9]{0,8})\) from ")
_SQUASH = pattern(r"\(([#!][1-9][0-9]{0,8})\)\Z")
# Brings the main line into a copy of it: `git pull`, or a branch brought up to date, that became the main line itself.
_PULL = pattern(
    r"Merge (?:remote-tracking )?branch(?:es)? '?(?:[^\s']+/)?(?:main|master|trunk)'?(?: of \S+)?(?: into \S+)?\Z"
)
_BLANK = pattern(r"\n(?:[ \t\r]*\n)+")
_RULER = pattern(r"-{3,}\s*\Z")
_CLOSING = frozenset({"co-authored-by", "signed-off-by"})
# How `git merge --squash` lists what it squashed, each text four blanks in.
_LISTED = pattern(r"commit [0-9a-f]{40,64}\n(?:[A-Z]\w*: .*\n)*?Author:[ \t]*(.+)")
_INDENT = "    "
_LONGEST_SUBJECT = 500

Pairs = list[tuple[str, str]]


class Named(NamedTuple):
    """Someone a trailer names; ``mail`` may be empty."""

    name: str
    mail: str = ""


class Trailers(NamedTuple):
    """What the trailers of a message say, in their order; empty where they say nothing.

    ``authors``: of the commits that git's own text of a squash lists.
    """

    submitted_at: tuple[datetime, ...] = ()
    submitted_by: tuple[Named, ...] = ()
    reviewed_by: tuple[Named, ...] = ()
    coauthors: tuple[Named, ...] = ()
    review: str = ""
    authors: tuple[Named, ...] = ()


def subject(message: str) -> str:
    """The first paragraph on one line."""
    first = re.split(r"\n[ \t\r]*\n", message.strip("\r\n"), maxsplit=1)[0]
    return " ".join(line.strip() for line in first.split("\n"))[:_LONGEST_SUBJECT].strip()


def trailers(message: str, *, squashed: bool = False) -> Trailers:
    """Read the trailers: the last paragraph, if all of its lines have that form, never the first one.

    ``squashed``: the message may be made of those of several commits, as hosts list them, each begun by ``* ``, or as
    git does; then who submitted, and when, is read from the end of each.
    """
    paragraphs, closing = _paragraphs(message)
    last = _pairs(paragraphs[-1]) if paragraphs else []
    authors, paragraphs = _as_hosts_list(paragraphs) if squashed else ([], paragraphs)
    told = _by_key((_of_each(paragraphs) if squashed else last) + closing)
    said = _by_key(last)
    numbers = [number for number in map(_number, said.get("review", ())) if number]
    return Trailers(
        tuple(time for time in map(_time, told.get("submitted-at", ())) if time),
        _people(told.get("submitted-by", ())),
        _people(said.get("reviewed-by", ())),
        _people(told.get("co-authored-by", ())),
        numbers[-1] if numbers else "",
        _people(authors),
    )


def review(message: str) -> str:
    """The number of the pull request a message names, ``#12`` or ``!12``, else empty."""
    first = subject(message)
    for marked in (_GITHUB, _GITEA):
        if match := marked.match(first):
            return f"#{match[1]}"
    if numbers := _GITLAB.findall(message):
        return f"!{numbers[-1]}"
    match = _SQUASH.search(first)
    return match[1] if match else ""


def is_pull(message: str) -> bool:
    """Whether a merge brought the main line into itself, and so was no review of what it brought."""
    return _PULL.match(subject(message)) is not None


def _paragraphs(message: str) -> tuple[list[str], Pairs]:
    """All paragraphs but the first; apart, what GitHub and Gitea add under a ruler of their own when they squash."""
    paragraphs = _BLANK.split(message.strip())[1:]
    # GitLab ends with a line of its own.
    while paragraphs and paragraphs[-1].startswith("See merge request "):
        paragraphs.pop()
    if len(paragraphs) > 1 and _RULER.match(paragraphs[-2]):
        closing = _pairs(paragraphs[-1])
        if closing and all(key.lower() in _CLOSING for key, _ in closing):
            return paragraphs[:-2], closing
    return paragraphs, []


def _as_hosts_list(paragraphs: Sequence[str]) -> tuple[list[str], list[str]]:
    """The authors git's text of a squash names, its last commit first, and its commits as hosts list them; any other text
    is left alone."""
    heads = [_LISTED.match(paragraph) for paragraph in paragraphs]
    if not any(heads):
        return [], list(paragraphs)
    told = [
        "* " if head else "\n".join(line.removeprefix(_INDENT) for line in paragraph.split("\n"))
        for head, paragraph in zip(heads, paragraphs, strict=True)
    ]
    return [head[1] for head in reversed(heads) if head], told


def _of_each(paragraphs: Sequence[str]) -> Pairs:
    """The trailers at the end of each commit in a list of them: what only looks like them amid a text does not count."""
    found: Pairs = []
    ending: Pairs = []
    for paragraph in paragraphs:
        if paragraph.startswith("* "):
            found += ending
        pairs = _pairs(paragraph)
        ending = ending + pairs if pairs else []
    return found + ending


def _pairs(paragraph: str) -> Pairs:
    """The trailers of a paragraph; none unless all of it are such."""
    found: Pairs = []
    for line in paragraph.split("\n"):
        match = _LINE.match(line.rstrip())
        if match:
            found.append((match[1], match[2]))
        elif not (line.startswith((" ", "\t")) and found):
            return []
    return found


def _by_key(pairs: Pairs) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key.lower(), []).append(value)
    return found


def _people(values: Sequence[str]) -> tuple[Named, ...]:
    found = []
    for value in values:
        match = _MAIL.search(value)
        mail = match[1].strip() if match else ""
        name = (value[: match.start()] if match else value).strip()[:200]
        if name or mail:
            found.append(Named(name or mail, mail))
    return tuple(found)


def _time(value: str) -> datetime | None:
    """An ISO day or time; without a zone it is Beijing's."""
    if not _DAY.match(value):
        return None
    try:
        time = datetime.fromisoformat(_ZONE.sub("", value))
        return (time if time.tzinfo else time.replace(tzinfo=BEIJING)).astimezone(BEIJING)
    except (ValueError, OverflowError):
        return None


def _number(value: str) -> str:
    if match := _LINK.match(value):
        return f"{'!' if match[1] == 'merge_requests' else '#'}{match[2]}"
    match = _NUMBER.match(value)
    return f"{match[1] or '#'}{match[2]}" if match else ""
