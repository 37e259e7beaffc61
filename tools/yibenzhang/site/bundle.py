"""The site as one file that can be carried into a closed network."""

from __future__ import annotations

import hashlib
import os
import zipfile
from pathlib import Path

from .listing import MANIFEST, files_of

SUMS = "SHA256SUMS"
# The earliest day a zip can bear: the same site gives the same bytes on any day.
_WHEN = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o100644 << 16


def bundle(site: Path, target: Path) -> str:
    """Pack the files of a built site into ``target``, in a folder of its name, with ``SHA256SUMS`` beside them.

    After unpacking ``sha256sum -c SHA256SUMS`` tells whether all arrived as it left. Files in the folder that are not
    the site's stay out. Gives the SHA-256 of the file, in hexadecimal digits; what stood at ``target`` is replaced at
    once, or stays when the disk is full.

    Raises:
        OSError: it cannot be written.
    """
    folder = target.name.removesuffix(".zip") or "site"
    temporary = target.with_name(f".{target.name}.ybz-{os.getpid()}")
    sums = []
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for path in sorted(files_of(site)):
                if path == MANIFEST:
                    continue
                data = (site / path).read_bytes()
                sums.append(f"{hashlib.sha256(data).hexdigest()}  {path}\n")
                _add(archive, f"{folder}/{path}", data)
            _add(archive, f"{folder}/{SUMS}", "".join(sums).encode())
        with temporary.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return digest


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _WHEN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = 3, _READABLE
    archive.writestr(entry, data)


__all__ = ["SUMS", "bundle"]
