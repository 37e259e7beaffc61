"""Bytes → text: UTF-8 as it should be, and what other programs save instead (rule X906)."""

from __future__ import annotations

from ..lazily import pattern
from .traps import Trap

# Line and paragraph separators are here too: the scanner would count them as lines, which no editor does.
_UNSEEN = pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SAVE = "在编辑器里另存为 UTF-8 编码"
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
_NULS = {(False, True): "utf-16-le", (True, False): "utf-16-be"}


def decode(data: bytes) -> tuple[str | None, list[Trap]]:
    """Decode UTF-8; other encodings are recognised and said, and read on where that is possible.

    Lines end with ``\\n`` in the result. None when the bytes are no text at all.
    """
    if data.startswith(_OFFICE):
        return None, [Trap(1, 1, "文件是 Excel、Word、PDF 或压缩文件，不是文字", "用记事本一类的编辑器写成文字文件")]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _other(data, "utf-16", "UTF-16（记事本的“Unicode”）")
    wide = _NULS.get((data[:1] == b"\0", data[1:2] == b"\0"))
    if wide and len(data) % 2 == 0 and data.count(b"\0") * 4 > len(data):
        return _other(data, wide, "UTF-16（记事本的“Unicode”）")
    found: list[Trap] = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        found.append(Trap(1, 1, "文件开头有 BOM 标记", "另存为“UTF-8”（不要选“带 BOM 的 UTF-8”）"))
    try:
        text: str | None = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text, wrong = _not_utf8(data, error.start)
        found.append(wrong)
    if text is not None:
        text, unseen = visible(text.replace("\r\n", "\n").replace("\r", "\n"))
        found += unseen
    return text, found


def visible(text: str) -> tuple[str, list[Trap]]:
    """Text without what nobody can see in an editor, and the first of what was taken out."""
    match = _UNSEEN.search(text)
    if match is None:
        return text, []
    line = text.count("\n", 0, match.start()) + 1
    column = match.start() - text.rfind("\n", 0, match.start())
    # A mark of byte order takes no room, so the rest of its line stays where it was meant.
    clean = _UNSEEN.sub(lambda found: "" if found[0] == "\ufeff" else " ", text)
    return clean, [Trap(line, column, f"有看不见的控制字符 U+{ord(match[0]):04X}", "删去这个字符")]


def _not_utf8(data: bytes, start: int) -> tuple[str | None, Trap]:
    line = data.count(b"\n", 0, start) + 1
    lenient = data.decode("utf-8", "replace")
    spoilt = lenient.count("\ufffd")
    if sum(character > "\x7f" for character in lenient) > 8 * spoilt:
        column = len(data[data.rfind(b"\n", 0, start) + 1 : start].decode("utf-8", "replace")) + 1
        return lenient, Trap(line, column, "有乱码：这里的字节不是 UTF-8 文字", "把乱码处重新写对，存为 UTF-8 编码")
    text, found = _other(data, "gb18030", "GB18030（GBK，记事本的“ANSI”）", line)
    return text, found[0]


def _other(data: bytes, codec: str, name: str, line: int = 1) -> tuple[str | None, list[Trap]]:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None, [Trap(line, 1, "文件不是 UTF-8 编码的文字", _SAVE)]
    text, _ = visible(text.replace("\r\n", "\n").replace("\r", "\n"))
    return text, [Trap(line, 1, f"文件不是 UTF-8 编码，像是 {name}", _SAVE)]
