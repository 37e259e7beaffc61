"""What documents have and pages of the ledger have not: the theme's files, and its search, for which jieba cuts Chinese
into words. The ledger itself has 目录检索."""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path
from typing import Any

SEARCH = "material/search"
"""The plugin's name in MkDocs' configuration, where mkdocs.yml has it."""
_INDEX = "search/search_index.json"


def settle(config: Any, theme: Path) -> None:
    """Set what the site cannot do without in MkDocs' configuration, and turn off what asks another machine."""
    config.use_directory_urls = False
    config.repo_url = config.repo_name = config.edit_uri = None
    config.extra["generator"] = False
    config.theme["font"] = False
    # Light and dark are ours on every page (assets/yibenzhang.js); the theme starts from light.
    config.theme["palette"] = {"scheme": "default", "primary": "custom", "accent": "custom"}
    # Before the theme's own folder, after the user's: both may be overridden, the user's word is last.
    folders = config.theme.dirs
    own = (place for place, folder in enumerate(folders) if "material" in Path(folder).parts)
    folders.insert(next(own, len(folders)), str(theme))


def prepare(root: Path, scratch: Path) -> None:
    """Tell jieba where its cache lies: it would take, unseen, whatever another user left in the system's folder."""
    import jieba

    folder = root / ".ybz"
    jieba.setLogLevel(logging.WARNING)
    jieba.dt.tmp_dir = str(folder if folder.is_dir() and os.access(folder, os.W_OK) else scratch)


def finish(made: Path, *, documents: bool) -> None:
    """Mend what MkDocs made in ``made``: the search index also as a script, since a page opened from a disk cannot fetch;
    no source maps; and nothing of the theme's in a site without documents."""
    for source in made.rglob("*.map"):
        source.unlink()
    if not documents:
        for name in ("assets/javascripts", "assets/stylesheets", "search"):
            shutil.rmtree(made / name, ignore_errors=True)
    index = made / _INDEX
    if index.is_file():
        index.with_suffix(".js").write_bytes(b"var __index = " + index.read_bytes() + b";\n")
