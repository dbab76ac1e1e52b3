"""The command line's commands, each loaded when it is asked for, and what click says of a command typed wrong."""

from __future__ import annotations

import importlib

import click

from service import config
from service.terminal import DONE, IMPOSSIBLE, complain

# A command's name -> the module and the name it is found by there: only the one that is asked for is loaded.
_COMMANDS = {
    "audit": "cli_store:audit",
    "backup": "cli_store:backup_command",
    "batch": "cli_batches:batch_command",
    "changes": "cli_changes:changes_command",
    "check": "cli_check:check_command",
    "demo": "cli_papers:demo",
    "doctor": "cli_store:doctor_command",
    "escalate": "cli_ticket_papers:escalate_command",
    "figures": "cli_figures:figures",
    "files": "cli_store:files",
    "gather": "cli_returns:gather_command",
    "lint": "cli_lint:lint",
    "make": "cli_papers:make_papers",
    "meetings": "cli_meetings:meetings_command",
    "numbers": "cli_store:numbers_command",
    "pack": "cli_papers:pack",
    "read": "cli_reading:read_command",
    "render": "cli_render:render",
    "restore": "cli_store:restore_command",
    "scheduler": "cli_cluster:scheduler_command",
    "score": "cli_scoring:score_command",
    "serve": "commands:serve",
    "templates": "cli_templates:templates",
    "tickets": "cli_ticket_papers:tickets_command",
    "tokens": "cli_accounts:tokens_command",
    "users": "cli_accounts:users_command",
    "uploads": "cli_uploads:uploads_command",
    "worker": "cli_cluster:worker_command",
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
    serve_app(settings, host or settings.host, settings.port if port is None else port)
    return DONE


def run(words: list[str] | None) -> int:
    """Run the command these words (None: those typed) ask for; gives its exit code, with what click has to say said."""
    try:
        code = huicai.main(words, standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return IMPOSSIBLE
    except click.UsageError as error:
        complain(usage_fault(error))
        return IMPOSSIBLE
    except click.ClickException as error:
        error.show()
        return IMPOSSIBLE
    except click.Abort as error:
        raise KeyboardInterrupt from error
    return code if isinstance(code, int) else DONE


def usage_fault(error: click.UsageError) -> str:
    """What is wrong with a command as typed, in one sentence."""
    if isinstance(error, click.MissingParameter) and error.param:
        is_option = isinstance(error.param, click.Option)
        said = f"缺少 {error.param.opts[-1] if is_option else error.param.human_readable_name}"
    elif isinstance(error, click.NoSuchOption):
        near = f"，是不是 {error.possibilities[0]}" if error.possibilities else ""
        said = f"没有 {error.option_name} 这个选项{near}"
    elif isinstance(error, click.BadOptionUsage):
        said = f"选项 {error.option_name} 后面缺少值，或不该有值"
    elif isinstance(error, click.BadParameter) and error.param:
        said = f"{error.param.opts[-1]} 的值不对"
    else:
        name = getattr(error, "command_name", "")
        said = f"没有“{name}”这个命令" if name else "命令的写法不对"
    return f"{said}，请用 {error.ctx.command_path if error.ctx else 'huicai'} --help 查看用法"
