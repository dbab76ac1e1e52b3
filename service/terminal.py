"""What reaches a person's terminal: never a control character out of a cell, never a traceback unasked for."""

from __future__ import annotations

import json
import os
import re
import time
import traceback
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from service import config
from service.errors import HuicaiError
from service.files import ensure_folder

DONE, WITH_PROBLEMS, IMPOSSIBLE = 0, 1, 2
# C0, DEL and C1 but for tab and newline: a cell with ESC in it could otherwise repaint the screen.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def printable(text: str, shown_as: str = "") -> str:
    """The text without control characters; ``shown_as`` is what stands for one, as a format of its code point."""
    return _CONTROLS.sub(lambda match: shown_as.format(ord(match[0])), text)


def say(content: Mapping[str, Any] | Iterable[str]) -> None:
    """Put an answer on the terminal: a mapping as JSON, anything else line by line."""
    if isinstance(content, Mapping):
        click.echo(printable(json.dumps(content, ensure_ascii=False, indent=2), "\\u{:04x}"))
        return
    for line in content:
        click.echo(printable(line))


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


def unforeseen(error: Exception) -> str:
    """The sentence on a fault of the program itself, whose traceback goes to a log file.

    With ``HUICAI_DEBUG=1`` the traceback stands before the sentence and no file is written.
    """
    details = "".join(traceback.format_exception(error))
    if os.environ.get("HUICAI_DEBUG") == "1":
        return f"{details}程序出了意外，没有办成"
    log = None
    with suppress(OSError, HuicaiError):  # where nothing can be written the sentence must still come
        log = _logged(details)
    where = f"详细记录在 {log}" if log else "设置 HUICAI_DEBUG=1 后重新执行可看到详细记录"
    return printable(f"程序出了意外，没有办成；请重试，仍不行，请把情况告诉管理员（{where}）")


def _logged(details: str) -> Path:
    path = config.load().home / "logs" / "errors.log"
    ensure_folder(path.parent)
    with path.open("a", encoding="utf-8", errors="backslashreplace") as stream:
        stream.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')}\n{details}\n")
    return path
