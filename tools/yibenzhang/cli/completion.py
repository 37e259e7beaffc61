"""``ybz completion``: the script that lets a shell complete ``ybz``."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command(help="显示命令行补全脚本，按 Tab 补全命令和选项。\n\n例：ybz completion bash >> ~/.bashrc")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="bash|zsh|fish")
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print click's own script, without its English remark on old shells."""
    made = get_completion_class(shell)
    assert made is not None  # noqa: S101
    script = made(context.find_root().command, {}, "ybz", "_YBZ_COMPLETE")
    click.echo(script.source_template % script.source_vars())
