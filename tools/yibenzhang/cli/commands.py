"""Loads a command's module only when it is called, so that ``ybz check`` need not import MkDocs; and how errors end."""

from __future__ import annotations

import gc
import importlib
import io
import keyword
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from .. import STOPPED
from ..outputs.escapes import printable
from ..outputs.reasons import failure
from ..sources.git import RevisionError
from ..sources.gitnames import day
from ..sources.opening import NoLedgerError, Opening, find_root, open_ledger
from ..sources.schema import SchemaError
from . import chinese

COMMANDS = {
    "blame": "逐个字段列出是哪次审核定下的",
    "build": "生成可离线浏览的网站",
    "check": "校验目录，逐条指出问题在哪一行、怎么改",
    "codeowners": "生成 CODEOWNERS：托管平台据此请人审核",
    "completion": "显示命令行补全脚本",
    "demo": "做一本演示用的账，有几年的历史",
    "diff": "比较两个版本，逐个字段列出改了什么",
    "export": "导出台账（Excel、CSV、JSON、SQLite、Parquet）和上报的清单",
    "fmt": "整理 YAML 的格式：字段顺序、缩进、引号",
    "hook": "服务器上的检查：裸仓库收到推送时，不合规的不接受",
    "import": "导入 Excel、WPS、csv 表格：新增和修改目录",
    "init": "建一本空的账",
    "log": "变更记录：谁改了什么、谁审核的",
    "new": "新建一份目录，编好代码，逐项写明怎么填",
    "rename": "给目录改名，文件名一起改",
    "retire": "下架一份目录",
    "review": "审核一次修改：归属、问题、变更、影响、时限、清单",
    "serve": "在本机打开网站，随改随看",
    "show": "看一份目录现在或某一天的样子",
    "submit": "提交改动：校验、建分支、推送、给出拉取请求的网址",
    "template": "做填报模板：一个 Excel 工作簿，填好再导入",
}


class LazyGroup(click.Group):
    """A group whose commands live in modules of the same name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module."""
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command = getattr(importlib.import_module(f"yibenzhang.cli.{name}"), name)
        assert isinstance(command, click.Command)  # noqa: S101
        chinese.usage(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("命令"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run; a wrong use or an unreadable ledger ends with one Chinese sentence and exit code 2."""
        chinese.install()
        # A ledger is millions of small values that all live to the end: looking for garbage among them is a fifth of
        # the time of a check.
        gc.set_threshold(1_000_000, 50, 100)
        chinese.usage(self)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                # A terminal that cannot show Chinese shows code points: better than none of the findings.
                stream.reconfigure(errors="backslashreplace")
        try:
            return super().main(*args, **kwargs)
        except (NoLedgerError, RevisionError, SchemaError) as error:
            click.echo(f"错误：{printable(str(error))}", err=True)
        except OSError as error:
            click.echo(f"错误：{printable(failure(error))}", err=True)
        finally:
            # Nor need it be searched once more before the process ends.
            gc.freeze()
        sys.exit(2)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; Ctrl+C ends it with one word and the code shells use."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("已中止。", err=True)
            ctx.exit(STOPPED)


class Day(click.ParamType[date]):
    """A day, written 2026-01-31; 2026/1/31 and 2026.1.31 will do."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Turn text into a day, or fail with a Chinese sentence."""
        if isinstance(value, date):
            return value
        try:
            return day(value)
        except ValueError:
            self.fail(f"“{value}”不是日期：写成 2026-01-31 的样子", param, ctx)


class Whole(click.ParamType[int]):
    """A whole number within bounds; ``what`` names it in messages."""

    name = "整数"

    def __init__(self, what: str, low: int, high: int | None = None) -> None:
        self.what, self.low, self.high = what, low, high

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Turn text into a number, or fail with a Chinese sentence."""
        try:
            number = int(value)
        except ValueError:
            number = self.low - 1
        if number < self.low or (self.high is not None and number > self.high):
            bounds = f"{self.low} 以上的整数" if self.high is None else f"{self.low}～{self.high} 的整数"
            self.fail(f"{self.what}应为 {bounds}，不能写“{printable(str(value))}”", param, ctx)
        return number


def named(context: click.Context, param: click.Parameter, value: str | None) -> str:
    """A department as it was asked for; empty when it was not. An empty name is no way to ask for all."""
    if value is None:
        return ""
    if not value.strip("/ "):
        raise click.BadParameter("没有写部门：写文件夹名，如 民政局；要全部部门，就不写 --department")
    return value.strip().strip("/")


at_option = click.option("--at", metavar="版本", help="按某一版本读取：提交号、标签、分支或日期（2026-01-31）")
on_option = click.option(
    "--on", type=Day(), metavar="日期", help="基准日：计算时限所用的“今天”（默认：版本的提交日期）"
)


def opened_root(context: click.Context) -> Path:
    """The folder of the ledger the command line names."""
    folder: Path = context.obj
    if not folder.is_dir():
        raise NoLedgerError(f"没有这个文件夹：{folder}")
    return find_root(folder)


def opened(context: click.Context, at: str | None = None, on: date | None = None) -> Opening:
    """Open the ledger the command line names."""
    return open_ledger(opened_root(context), at, on)
