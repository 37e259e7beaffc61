"""The Content-Security-Policy of a page: nothing from elsewhere, no script or style in the page that is not known.

It stands in the page itself, since the site also opens from a disk, where nobody sends headers; ``'self'`` is then the
disk (tried with Chromium). What a meta element cannot say — ``frame-ancestors`` — the web server has to.
"""

from __future__ import annotations

import base64
import hashlib
import re

_CHARSET = re.compile(r'<meta charset="?utf-8"?\s*/?>', re.IGNORECASE)
_SCRIPT = re.compile(r"<script(?P<given>[^>]*)>(?P<text>.*?)</script>", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style[^>]*>(?P<text>.*?)</style>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"\ssrc=|\stype=\"?application/(?:ld\+)?json", re.IGNORECASE)


def secured(html: str, content: str = "", *, document: bool = False, live: bool = False) -> str:
    """The page with its policy. Scripts and styles the theme writes into the page are allowed by their hashes; those in
    ``content``, which people wrote, are not. A ``document`` may search its index; a ``live`` page may reload itself."""
    frame = html.replace(content, "") if content else html
    scripts = [found["text"] for found in _SCRIPT.finditer(frame) if not _DATA.search(found["given"])]
    styles = [found["text"] for found in _STYLE.finditer(frame)]
    rules = ["default-src 'none'"]
    rules.append("script-src 'self' 'unsafe-inline'" if live else f"script-src 'self'{_hashes(scripts)}")
    rules.append(f"style-src 'self'{_hashes(styles)}")
    rules += ["img-src 'self' data:", "font-src 'self'"] if document else ["img-src 'self' data:"]
    if document or live:
        rules.append("connect-src 'self'")
    if document:
        rules.append("worker-src 'self'")
    rules += ["form-action 'self'", "base-uri 'none'"]
    tag = f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">'
    charset = _CHARSET.search(html)
    at = charset.end() if charset else html.find(">", html.find("<head")) + 1
    return f"{html[:at]}\n{tag}{html[at:]}"


def _hashes(texts: list[str]) -> str:
    found = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts}
    return "".join(f" 'sha256-{each}'" for each in sorted(found))
