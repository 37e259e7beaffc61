"""Where a site may not go: into the ledger's own folders, or over the folder that holds them."""

from __future__ import annotations

from pathlib import Path

_KEPT = ("catalogs", "schema", "docs", ".git")


def refusal(root: Path, output: Path, docs: Path | None = None) -> str:
    """Why the site of the ledger in ``root`` may not stand in ``output``; empty when it may."""
    top, place = root.resolve(), output.resolve()
    advice = f"换一个单独的文件夹，如 {top / 'site'}"
    if top.is_relative_to(place):
        return f"网站不能放在 {place}：一本账就在这个文件夹里。{advice}"
    kept = [top / name for name in _KEPT] + ([docs.resolve()] if docs else [])
    inside = next((folder for folder in kept if place.is_relative_to(folder)), None)
    if inside:
        return f"网站不能放在 {place}：{inside.name}/ 里只放账和文档。{advice}"
    over = next((folder for folder in kept if folder.exists() and folder.is_relative_to(place)), None)
    return f"网站不能放在 {place}：它里面有 {over.name}/。{advice}" if over else ""
