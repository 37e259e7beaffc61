"""The commands of ``git fast-import``, as bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .people import Person

MAIN, SIDE, TAGS = "refs/heads/main", "refs/heads/side", "refs/tags/"
_NONE = "0" * 40


class Writer:
    """Collects commands; what is written is named by marks, numbers from 1."""

    def __init__(self) -> None:
        self._parts: list[bytes] = [b"feature done\n"]
        self._mark = 0

    def take(self) -> bytes:
        """What was collected since the last time."""
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken

    def _data(self, text: str) -> None:
        data = text.encode()
        self._parts.append(b"data %d\n%b\n" % (len(data), data))

    def _next(self) -> int:
        self._mark += 1
        return self._mark

    def blobs(self, files: Mapping[str, str | None]) -> dict[str, int]:
        """Write the texts; gives the mark by path, 0 for a path that is to go."""
        marks = {}
        for path, text in files.items():
            marks[path] = 0
            if text is not None:
                marks[path] = self._next()
                self._parts.append(b"blob\nmark :%d\n" % marks[path])
                self._data(text)
        return marks

    def commit(
        self,
        ref: str,
        author: tuple[Person, int],
        committer: tuple[Person, int],
        message: str,
        parents: Sequence[int],
        files: Mapping[str, int],
    ) -> int:
        """Write a commit on its parents; gives its mark."""
        mark = self._next()
        self._parts.append(f"commit {ref}\nmark :{mark}\n".encode())
        for role, (person, moment) in (("author", author), ("committer", committer)):
            self._parts.append(f"{role} {person} {moment} +0800\n".encode())
        self._data(message)
        self._parts += [b"%s :%d\n" % (b"merge" if place else b"from", one) for place, one in enumerate(parents)]
        # A file that goes goes first: a folder may come in its place.
        for path, blob in sorted(files.items(), key=lambda pair: pair[1] > 0):
            self._parts.append((f"M 100644 :{blob} {path}\n" if blob else f"D {path}\n").encode())
        self._parts.append(b"\n")
        return mark

    def tag(self, name: str, target: int, message: str, tagger: tuple[Person, int]) -> None:
        """Name a commit: an annotated tag, or without a message a mere name."""
        if message:
            person, moment = tagger
            self._parts.append(f"tag {name}\nfrom :{target}\ntagger {person} {moment} +0800\n".encode())
            self._data(message)
        else:
            self._parts.append(f"reset {TAGS}{name}\nfrom :{target}\n\n".encode())

    def end(self) -> None:
        """Forget the branches that were merged, and say that this was all."""
        self._parts.append(f"reset {SIDE}\nfrom {_NONE}\n\ndone\n".encode())
