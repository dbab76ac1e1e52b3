"""The command line: it translates between the console and the rooms, and decides nothing.

Exit codes: 0 done, 1 done with something for a person to look at (listed: a gap in a paper, a paper held back or not
made, a figure to check, a problem of the ledger, papers left from last time), 2 could not be done (one sentence on
stderr). ``demo`` is 0 all the same, as its ledger has its slips on purpose.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

from service.errors import HuicaiError, OutputError
from service.terminal import IMPOSSIBLE, complain, unforeseen

_INTERRUPTED = 130
_SELDOM = 1_000_000


def main(arguments: list[str] | None = None) -> None:
    """Run a command and leave with its exit code; whatever goes wrong is one sentence, never a traceback."""
    sys.exit(_guarded(lambda: _run(arguments)))


def program() -> None:
    """What the console script starts: as main, but that it leaves without taking the interpreter apart, which takes as
    long as making some hundreds of papers. One paper filled by ``render TEMPLATE --data JSON -o OUT``, which other
    programs call paper by paper, goes without click too, and without looking for garbage while modules are loaded.
    """
    files = _plain_render(sys.argv[1:])
    if files is None:
        _leave(_guarded(lambda: _run(None)))
    else:
        gc.disable()
        _leave(_guarded(lambda: _render(*files)))


def _run(arguments: list[str] | None) -> int:
    gc.set_threshold(_SELDOM)  # looking for garbage among modules and records takes a tenth of a pack's time
    from service.commands import run  # noqa: PLC0415 - one paper in a hurry goes without click, see program

    return run(arguments)


def _leave(code: int) -> NoReturn:
    """End with this code, doing what has to be done at the end; threads that still work are waited for."""
    if threading.active_count() > 1:
        sys.exit(code)
    atexit._run_exitfuncs()
    with suppress(OSError, ValueError):  # whoever read us has gone
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _plain_render(words: list[str]) -> tuple[str, str, str] | None:
    """Template, data and result of a render that is asked for in the plainest way, else None."""
    match words:
        case ["render", template, "--data", data, "-o" | "--out", out]:
            named = (template, data, out)
            return None if any(name.startswith("-") for name in named) else named
    return None


def _render(template: str, data: str, out: str) -> int:
    from pathlib import Path  # noqa: PLC0415

    from service.rendering import render_file  # noqa: PLC0415

    gc.freeze()  # what was loaded stays: no search for garbage need walk over it
    gc.enable()
    return render_file(Path(template), Path(data), Path(out))


def _guarded(work: Callable[[], int]) -> int:
    """The exit code of work; what it raises is said in one sentence."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who started us, or a service of Windows: it is told to nobody
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - open until the end
        reconfigure = getattr(getattr(sys, name), "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")  # a console in GBK has no ✗: better a ? than a crash
    try:
        return work()
    except HuicaiError as error:
        complain(error.at_console)
    except KeyboardInterrupt:
        complain("已取消")
        return _INTERRUPTED
    except OSError as error:
        from service.files import cause_of  # noqa: PLC0415

        complain(str(OutputError(f"读写文件时出错（{cause_of(error)}），请检查磁盘空间和权限后重试")))
    except Exception as error:  # noqa: BLE001 - the last resort: a fault of ours is one sentence too
        complain(str(error) if _is_of_a_source(error) else unforeseen(error))
    return IMPOSSIBLE


def _is_of_a_source(error: Exception) -> bool:
    """Whether a file was refused at the door, which need not be loaded to know."""
    door = sys.modules.get("data_adapters.problems")
    return door is not None and isinstance(error, door.SourceError)


if __name__ == "__main__":
    program()
