"""Y95x: what might harm whoever reads the ledger."""

from __future__ import annotations

from collections.abc import Iterator

from ..lazily import pattern
from ..model.findings import Severity
from ..model.registry import Registry
from . import texts
from .rule import Fault, Reach, declared, rule
from .said import said

E, W = Severity.ERROR, Severity.WARNING

DECLARED = (
    declared(
        "Y951",
        E,
        "本",
        "不安全的文件。\n\ncatalogs/ 下不能有符号链接、子模块；单个文件不超过 limits.file_kb（默认 1024 KiB）。",
    ),
    declared(
        "Y952",
        E,
        "本",
        "文字里不能有看不见的字符或方向控制符。\n\n零宽字符、从右到左控制符等会让看到的和实际的不一样。",
    ),
)
HIDDEN = pattern(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# The same, quickly, on bytes: first bytes that hardly occur in Chinese text.
HIDDEN_BYTES = pattern(
    rb"\xe2(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xaf])|\xc2\xad|\xd8\x9c|\xe1\xa0\x8e|\xef\xbf[\xb9-\xbb]|\xf3\xa0[\x80\x81]"
)
_MARKUP = pattern(
    r"<\s*[/!?]?\s*[A-Za-z][^<>]*>|<!--|(?i:javascript|vbscript|data:text/html)\s*:|\]\(\s*[a-z]+:|\{[{%]|\$\{"
)

_MARKUP_HINTS = ("<", "script", "data:", "](", "{{", "{%", "${")
FORM = {"markup": _MARKUP}
"""What the form in the browser uses of it."""


def hidden(data: bytes) -> Iterator[tuple[int, int, str]]:
    """Line, column and code point of every hidden character in a file; only where the quick look finds one."""
    if not HIDDEN_BYTES.search(data):
        return
    for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1):
        for match in HIDDEN.finditer(line):
            yield number, match.start() + 1, f"U+{ord(match[0]):04X}"


@rule("Y953", W, "本", fix="删去标记，只写文字", reach=Reach.FILE)
def no_markup(registry: Registry) -> Iterator[Fault]:
    """文字里不写 HTML、脚本或模板标记。

    页面上会原样显示这些字符，不会执行；但多半是误贴。
    """
    for place, found in texts.matches(registry, registry.readable_papers, _MARKUP, _MARKUP_HINTS):
        yield Fault(place, said("Y953", found=found[:20]))


SAFETY = (*DECLARED, no_markup)
