"""What people write for a revision: days, and periods without the folder of their tags."""

from __future__ import annotations

from datetime import date

from git.exc import GitCommandNotFound

from ..lazily import pattern

PERIODS = "批次/"
"""Tags of this folder cut the change log into issues."""
_DAY = pattern(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})\Z")


class RevisionError(Exception):
    """A revision or date that names no commit; the message is Chinese and meant for the user."""


def written_day(text: str) -> str:
    """A day as people write it (``2026/1/31``, ``2026.1.31``) in ISO; empty for anything else.

    It need not be one of the calendar.
    """
    found = _DAY.match(text)
    return f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}" if found else ""


def day(text: str) -> date:
    """The day a text names.

    Raises:
        ValueError: none.
    """
    return date.fromisoformat(written_day(text) or text)


def unknown(revision: str, error: Exception | None) -> RevisionError:
    """Why git did not find a revision."""
    if isinstance(error, GitCommandNotFound):
        return RevisionError("没有找到 git 程序：读过去的版本要先安装 git")
    if "dubious ownership" in str(error):
        return RevisionError(
            "git 不信任这个仓库（它属于别的用户）：请运行 git config --global --add safe.directory 仓库路径"
        )
    return RevisionError(f"没有找到版本“{revision}”：写提交号、标签、分支名或日期（如 2026-01-01）")


__all__ = ["PERIODS", "RevisionError", "day", "unknown", "written_day"]
