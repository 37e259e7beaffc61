"""sitemap.xml, and the same zipped."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable


def sitemap(base: str, addresses: Iterable[str]) -> bytes:
    """sitemap.xml without dates: a page's day is not the build's. ``base`` ends with a slash."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    prefix = base.replace("&", "&amp;")
    lines += [f"<url><loc>{prefix}{address}</loc></url>" for address in sorted(addresses)]
    return "\n".join([*lines, "</urlset>", ""]).encode()


def zipped(data: bytes) -> bytes:
    """``data`` gzipped, without a time or a name."""
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0) as stream:
        stream.write(data)
    return buffer.getvalue()
