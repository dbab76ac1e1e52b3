"""The command line: it translates between the console and the rooms, and decides nothing.

Exit codes: 0 done, 1 done with something for a person to look at (listed: a gap in a paper, a paper held back or not
made, a figure to check, a problem of the ledger, papers left from last time), 2 could not be done (one sentence on
stderr). ``demo`` is 0 all the same, as its ledger has its slips on purpose.
"""

from __future__ import annotations

import importlib
import sys

import click

from service import config
from service.errors import HuicaiError, OutputError
from service.files import cause_of
from service.terminal import DONE, IMPOSSIBLE, printable, unforeseen, usage_fault

# A command's name -> the module and the name it is found by there: only the one that is asked for is loaded.
_COMMANDS = {
    "check": "cli_check:check_command",
    "demo": "cli_papers:demo",
    "figures": "cli_papers:figures",
    "gather": "cli_returns:gather_command",
    "lint": "cli_lint:lint",
    "make": "cli_papers:make_papers",
    "pack": "cli_papers:pack",
    "read": "cli_reading:read_command",
    "render": "cli_render:render",
    "serve": "cli:serve",
}


class _Commands(click.Group):
    """Commands that are loaded when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, attribute = _COMMANDS[cmd_name].split(":")
        found: click.Command = getattr(importlib.import_module(f"service.{module}"), attribute)
        return found


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def huicai() -> None:
    """会材：一张台账进，全套会议材料出。"""


@click.command()
@click.option("--host", help="监听地址，默认 127.0.0.1（只限本机）")
@click.option("--port", type=int, help="端口，默认 8000")
def serve(host: str | None, port: int | None) -> int:
    """启动网页服务。"""
    from service.app import serve_app  # noqa: PLC0415 - Flask is loaded only where pages are served

    settings = config.load()
    serve_app(settings, host or settings.host, port or settings.port)
    return DONE


def main(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit code; whatever goes wrong is one sentence, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")  # a console in GBK has no ✗: better a ? than a crash
    try:
        code = huicai.main(arguments, standalone_mode=False)
    except HuicaiError as error:
        click.echo(printable(str(error)), err=True)
        code = IMPOSSIBLE
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = IMPOSSIBLE
    except click.UsageError as error:
        click.echo(printable(usage_fault(error)), err=True)
        code = IMPOSSIBLE
    except click.ClickException as error:
        error.show()
        code = IMPOSSIBLE
    except (click.Abort, KeyboardInterrupt):
        click.echo("已取消", err=True)
        code = 130
    except OSError as error:
        click.echo(str(OutputError(f"读写文件时出错（{cause_of(error)}），请检查磁盘空间和权限后重试")), err=True)
        code = IMPOSSIBLE
    except Exception as error:  # noqa: BLE001 - the last resort: a fault of ours is one sentence too
        click.echo(printable(str(error)) if _is_of_a_source(error) else unforeseen(error), err=True)
        code = IMPOSSIBLE
    sys.exit(code if isinstance(code, int) else DONE)


def _is_of_a_source(error: Exception) -> bool:
    """Whether a file was refused at the door, which need not be loaded to know."""
    door = sys.modules.get("data_adapters.problems")
    return door is not None and isinstance(error, door.SourceError)


if __name__ == "__main__":
    main()
