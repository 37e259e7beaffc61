"""The only user of git. Everything is read through few, long-lived processes: one listing, one ``cat-file --batch``."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

# Without git on the machine GitPython refuses to be imported unless told to be quiet; a ledger is readable without.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

import git
from git.exc import GitCommandNotFound, GitError, InvalidGitRepositoryError, NoSuchPathError

from ..lazily import pattern
from .commits import BEIJING as BEIJING
from .commits import moment
from .gitnames import PERIODS, unknown, written_day
from .gitnames import RevisionError as RevisionError

_DATE = pattern(r"@?([0-9]{4}-[0-9]{2}-[0-9]{2})\Z")
_CHUNK = 500
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: full hash and committer time."""

    id: str
    committed: datetime

    @property
    def day(self) -> date:
        """The reference day: committer date in +08:00 (DESIGN section 3)."""
        return self.committed.astimezone(BEIJING).date()


class Entry(NamedTuple):
    """One path of a revision: mode as git writes it (100644, 120000 symlink, 160000 submodule), blob id, path, bytes."""

    mode: str
    blob: str
    path: str
    size: int = 0


def clean_environment(*kept: str) -> None:
    """Forget git variables a caller's shell or hook has set: they would point elsewhere than the ledger.

    ``kept``: those that are meant, as the ones that name the quarantine in a pre-receive hook.
    """
    for name in [
        name for name in os.environ if name.startswith("GIT_") and not name.startswith(("GIT_SSH", "GIT_HTTP"))
    ]:
        if name not in kept:
            del os.environ[name]


def blob_id(data: bytes) -> bytes:
    """The id git gives a content in the usual SHA-1 repositories, as bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).digest()


class Repository:
    """A git repository and the folder in it where the ledger's root lies."""

    def __init__(self, repo: git.Repo, prefix: str) -> None:
        self._repo = repo
        self._prefix = prefix

    @property
    def prefix(self) -> str:
        """The folder of the ledger inside the repository, with a slash at its end; empty at the top."""
        return self._prefix

    @property
    def command(self) -> git.Git:
        """Runs git in the repository, for the modules beside this one."""
        return self._repo.git

    @property
    def is_bare(self) -> bool:
        """Whether it has no working folder."""
        return bool(self._repo.bare)

    def whole(self) -> Repository:
        """The same repository, with paths counted from its own top."""
        return Repository(self._repo, "")

    @classmethod
    def find(cls, root: Path) -> Repository | None:
        """The repository that holds ``root``, or None outside of git or without git installed."""
        try:
            repo = git.Repo(root, search_parent_directories=True)
        except (InvalidGitRepositoryError, NoSuchPathError, GitCommandNotFound):
            return None
        top = Path(repo.working_tree_dir or repo.git_dir).resolve()
        try:
            prefix = root.resolve().relative_to(top).as_posix()
        except ValueError:
            prefix = "."
        return cls(repo, "" if prefix == "." or repo.bare else prefix + "/")

    def commit(self, revision: str) -> Commit:
        """The commit a revision or a day names.

        A day ``@YYYY-MM-DD``, or without the mark, is the last first-parent commit before its end in +08:00. What
        git knows nothing of may be a period (第3期: the tag 批次/第3期), or a day written 2026/1/31 or 2026.1.31.

        Raises:
            RevisionError: nothing answers to that name.
        """
        day = _DATE.match(revision)
        name = self._last_before(day[1]) if day else revision
        if name.startswith("-"):
            raise RevisionError(f"版本号“{revision}”不能以短横开头")
        # rev-parse first: `log` would take a range for its last commit.
        full = self._full(name)
        try:
            stamp = self._repo.git.log("-1", "--no-show-signature", "--format=%ct", full, "--")
        except GitError as error:
            raise unknown(revision, error) from error
        return Commit(full, moment(int(stamp or 0)).astimezone(UTC))

    def _full(self, revision: str) -> str:
        failed: Exception | None = None
        for name in (revision, f"refs/tags/{PERIODS}{revision}"):
            try:
                return str(self._repo.git.rev_parse("--verify", "--quiet", f"{name}^{{commit}}"))
            except (GitError, ValueError) as error:
                # Python refuses a zero byte in an argument with a ValueError.
                failed = failed or error
        if day := written_day(revision.removeprefix("@")):
            return self._last_before(day)
        raise unknown(revision, failed) from failed

    def _last_before(self, day: str) -> str:
        try:
            end = datetime.combine(date.fromisoformat(day) + timedelta(days=1), time(), BEIJING)
        except (ValueError, OverflowError) as error:
            raise RevisionError(f"没有这一天：{day}") from error
        if end.year < 1980:
            # Small numbers are not taken for seconds by git; and no commit is older than git.
            raise RevisionError(f"{day} 之前没有任何提交")
        try:
            name = self._repo.git.rev_list("-1", "--first-parent", f"--before={int(end.timestamp()) - 1}", "HEAD", "--")
        except GitError as error:
            raise unknown(day, error) from error
        if not name:
            raise RevisionError(f"{day} 之前没有任何提交")
        return str(name)

    def head(self) -> Commit | None:
        """The checked-out commit; None in a repository without commits."""
        try:
            return self.commit("HEAD")
        except RevisionError:
            return None

    def uncommitted(self, *folders: str) -> int:
        """How many files under ``folders`` differ from HEAD, untracked ones included; none in a bare repository."""
        paths = [f":(literal){self._prefix}{folder}" for folder in folders]
        options = ("--porcelain", "-z", "--no-renames", "--untracked-files=all")
        return 0 if self.is_bare else str(self._repo.git.status(*options, "--", *paths)).count("\0")

    def entries(self, commit: Commit, *folders: str, sizes: bool = True) -> list[Entry]:
        """Every file of ``commit`` under ``folders`` (all, without any), paths relative to the ledger's root.

        Without ``sizes`` each has size 0: git looks into every object to know them.
        """
        roots = [self._prefix + folder for folder in folders] or ([self._prefix] if self._prefix else [])
        output: bytes = self._repo.git.ls_tree(
            *(("-r", "-l") if sizes else ("-r",)),
            "-z",
            "--full-tree",
            commit.id,
            "--",
            *roots,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
        )
        found, outer = [], len(os.fsencode(self._prefix))
        for record in output.split(b"\0")[:-1]:
            meta, _, path = record.partition(b"\t")
            mode, _, blob, *size = meta.decode().split()
            inner = path[outer:].decode("utf-8", "surrogateescape")
            found.append(Entry(mode, blob, inner, int(size[0]) if size and size[0].isdigit() else 0))
        return found

    def ever(self, known: Iterable[bytes] = ()) -> Iterator[bytes]:
        """Every content a YAML file has had, in any revision of any branch or tag, once each, but for those ``known``."""
        tips = ["--all", *(["HEAD"] if self.head() else [])]
        listed: bytes = self._repo.git.rev_list("--objects", *tips, stdout_as_string=False)
        skipped = {blob_id(data).hex() for data in known}
        ids = (line[: line.index(b" ")].decode() for line in listed.split(b"\n") if line.endswith((b".yml", b".yaml")))
        return self.blobs([blob for blob in ids if blob not in skipped])

    def is_shallow(self) -> bool:
        """Whether the clone lacks the older part of the history."""
        return bool(self._repo.git.rev_parse("--is-shallow-repository") == "true")

    def is_tracked(self, path: str) -> bool:
        """Whether the index knows a path of the ledger."""
        return bool(self._repo.git.ls_files("-z", "--", f":(top,literal){self._prefix}{path}"))

    def move(self, old: str, new: str) -> None:
        """Move a tracked file, in the folder and in the index.

        Raises:
            RevisionError: git refuses; nothing has moved.
        """
        top = self._repo.working_tree_dir
        try:
            self._repo.git.mv("--", f"{top}/{self._prefix}{old}", f"{top}/{self._prefix}{new}")
        except GitError as error:
            locked = "index.lock" in str(error)
            reason = "另一个 git 正在运行（index.lock），等它结束再试" if locked else "git mv 没有成功"
            raise RevisionError(f"移动 {old} 失败：{reason}") from error

    def blobs(self, ids: Sequence[str], most: int | None = None) -> Iterator[bytes]:
        """The content of each id, in order, from one ``cat-file --batch``; only the first ``most`` bytes of a longer one."""
        # An id means the same content on every machine, whatever `git replace` says on this one.
        process = self._repo.git(no_replace_objects=True).cat_file("--batch", istream=-1, as_process=True)
        stdin, stdout = process.proc.stdin, process.proc.stdout
        try:
            for start in range(0, len(ids), _CHUNK):
                chunk = ids[start : start + _CHUNK]
                # A chunk of requests fits in the pipe, so git never waits on us while we wait on it.
                stdin.write("".join(f"{blob}\n" for blob in chunk).encode())
                stdin.flush()
                for blob in chunk:
                    header = stdout.readline().split()
                    if len(header) != 3:
                        raise RevisionError(
                            f"仓库里缺少对象 {blob}（可能是浅克隆或仓库损坏）：请运行 git fetch --unshallow"
                        )
                    size = int(header[2])
                    kept = size if most is None else min(size, most)
                    yield stdout.read(kept)
                    for left in range(size + 1 - kept, 0, -_BLOCK):
                        stdout.read(min(left, _BLOCK))
        finally:
            stdin.close()
            stdout.close()
            process.proc.wait()
