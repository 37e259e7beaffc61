"""Click's own words in Chinese.

Click translates through gettext, which only looks at the locale of the machine. Clerks' terminals are often set to
English or C, so its modules are handed this dictionary instead.
"""

from __future__ import annotations

import re
import sys
from typing import Any, Final

import click

_WORDS: Final = {
    "Aborted!": "已中止。",
    "Argument {name!r} takes {nargs} values.": "参数 {name} 要 {nargs} 个值。",
    "Choose from:\n\t{choices}": "可选：\n\t{choices}",
    "Commands": "命令",
    "Could not open file {filename!r}: {message}": "打不开文件 {filename}：{message}",
    "Error: {message}": "错误：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 的值不对：{message}",
    "Invalid value: {message}": "值不对：{message}",
    "Missing argument": "缺少参数",
    "Missing command.": "缺少命令。",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing parameter: {param_name}": "缺少参数：{param_name}",
    "Missing {param_type}": "缺少{param_type}",
    "No such command {name!r}.": "没有“{name}”这个命令。",
    "No such option {name!r}.": "没有“{name}”这个选项。",
    "No such option: {name}": "没有“{name}”这个选项。",
    "Option {name!r} does not take a value.": "选项 {name} 不带值。",
    "Option {name!r} requires an argument.": "选项 {name} 后面要写一个值。",
    "Options": "选项",
    "Positional arguments": "参数",
    "Show the version and exit.": "显示版本。",
    "Show this message and exit.": "显示这段说明。",
    "Try '{command} {option}' for help.": "用法见：{command} {option}",
    "Usage:": "用法：",
    "default: {default}": "默认：{default}",
    "directory": "文件夹",
    "env var: {var}": "环境变量：{var}",
    "file": "文件",
    "path": "路径",
    "required": "必填",
    "unknown error": "未知错误",
    "{name} {filename!r} does not exist.": "{name}“{filename}”不存在。",
    "{name} {filename!r} is a directory.": "“{filename}”是文件夹，这里要写一个文件。",
    "{name} {filename!r} is a file.": "“{filename}”是文件，这里要写一个文件夹。",
    "{name} {filename!r} is not readable.": "{name}“{filename}”不能读。",
    "{name} {filename!r} is not writable.": "{name}“{filename}”不能写。",
    "{value!r} is not a valid {number_type}.": "“{value}”不是有效的 {number_type}。",
    "{value} is not in the range {range}.": "{value} 不在范围 {range} 内。",
}
_PLURALS: Final = {
    "Did you mean {possibility}?": "是不是想写 {possibility}？",
    "(Possible options: {possibilities})": "（相近的有：{possibilities}）",
    "{value!r} is not {choice}.": "“{value}”不对，应为{choice}。",
    "{value!r} is not one of {choices}.": "“{value}”不在可选范围内：{choices}。",
    "Got unexpected extra argument ({args})": "多出了参数：{args}",
    "Takes {nargs} values but 1 was given.": "要 {nargs} 个值，只给了 1 个。",
    "Takes {nargs} values but {len} was given.": "要 {nargs} 个值，给了 {len} 个。",
}


_QUOTED = re.compile(r"'([^']*)'")
_hints: Final = click.exceptions._join_param_hints
_missing: Final = click.MissingParameter.format_message


class _Words(str):
    """A text whose lists of words, when they are filled in, get Chinese marks; what a user wrote stays."""

    __slots__ = ()

    def format(self, *args: Any, **parts: Any) -> str:
        """Fill in the parts."""
        lists = {"choice", "choices", "possibilities", "possibility"}
        return str(self).format(*args, **{name: marks(v) if name in lists else v for name, v in parts.items()})


def marks(text: Any) -> str:
    """Words click quotes and lists, with Chinese quotes between Chinese commas."""
    return re.sub(r"”(?:, | / )“", "”、“", _QUOTED.sub(r"“\1”", str(text)))


def gettext(message: str) -> str:
    """The Chinese for one of click's texts, or the text itself."""
    return _WORDS.get(message) or _PLURALS.get(message, message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The same for texts with a plural; Chinese has none."""
    return _Words(_PLURALS.get(singular) or _PLURALS.get(plural) or gettext(singular if n == 1 else plural))


def usage(command: click.Command) -> None:
    """Chinese for the placeholders of a command's usage line; click does not translate them."""
    if command.options_metavar == "[OPTIONS]":
        command.options_metavar = "[选项]"
    if isinstance(command, click.Group):
        if (command.subcommand_metavar or "").startswith("COMMAND"):
            command.subcommand_metavar = "命令 [参数]..."
        for inner in command.commands.values():
            usage(inner)


def _missed(self: click.MissingParameter) -> str:
    return _missing(self).replace("”.", "”。", 1)


def install() -> None:
    """Hand the dictionary to every click module that has been imported."""
    click.exceptions._join_param_hints = lambda param_hint: marks(_hints(param_hint)) if param_hint else None
    # The full stop after what is missing is no word of click's that it would have translated.
    click.MissingParameter.format_message = _missed  # type: ignore[method-assign]
    for name, module in list(sys.modules.items()):
        if name == "click" or name.startswith("click."):
            if hasattr(module, "_"):
                module._ = gettext  # type: ignore[attr-defined]
            if hasattr(module, "ngettext"):
                module.ngettext = ngettext  # type: ignore[attr-defined]
