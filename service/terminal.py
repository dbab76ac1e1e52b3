"""What reaches a person's terminal: never a control character out of a cell, never a traceback unasked for."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

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
        lines: Iterable[str] = [printable(json.dumps(content, ensure_ascii=False, indent=2), "\\u{:04x}")]
    else:
        lines = map(printable, content)
    for line in lines:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def complain(sentence: str) -> None:
    """Say on stderr why something could not be done."""
    sys.stderr.write(f"{printable(sentence)}\n")
    sys.stderr.flush()


def unforeseen(error: Exception) -> str:
    """The sentence on a fault of the program itself, whose traceback goes to a log file.

    With ``HUICAI_DEBUG=1`` the traceback stands before the sentence and no file is written.
    """
    import traceback  # noqa: PLC0415 - needed only where something is wrong

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
