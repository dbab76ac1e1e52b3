"""Backups made while pages are served: one at a time, in a thread of its own, and what became of the last."""

from __future__ import annotations

import logging
import re
import threading
from dataclasses import dataclass
from pathlib import Path

from service.errors import HuicaiError, OutputError
from service.store import Store
from service.store.audit import record
from service.store.backup import back_up

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a backup: the folder's name and bytes, or the fault."""

    name: str = ""
    size: int = 0
    missing: int = 0
    fault: str = ""


class Backups:
    """The backups of one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.last: Outcome | None = None
        self._thread: threading.Thread | None = None

    @property
    def running(self) -> bool:
        """Whether one is being made."""
        return self._lock.locked()

    def begin(self, store: Store, who: str) -> bool:
        """Begin one; False where one is being made already."""
        if not self._lock.acquire(blocking=False):
            return False
        self._thread = threading.Thread(target=self._make, args=(store, who), name="backup")
        self._thread.start()
        return True

    def wait(self) -> None:
        """Wait until none is being made any more."""
        if self._thread is not None:
            self._thread.join()

    def _make(self, store: Store, who: str) -> None:
        try:
            self.last = _made(store, who)
        except HuicaiError as error:
            self.last = Outcome(fault=str(error))
        except Exception:  # the thread's last door: the page must not say for ever that it is being made
            _log.exception("a backup broke off")
            self.last = Outcome(fault="备份意外中断，请重试；仍不行，请看日志")
            raise
        finally:
            self._lock.release()


def _made(store: Store, who: str) -> Outcome:
    folder = store.settings.backup_folder
    if not folder:
        raise OutputError("还没有写明备份放在哪里，请先填写备份文件夹，最好在另一块磁盘上")
    with store.write() as session:
        record(session, who, "备份", "全部数据")
    made = back_up(store, store.settings.home / Path(folder).expanduser())
    return Outcome(made.folder.name, made.size, len(made.manifest.missing))


def kept(folder: str, home: Path) -> list[str]:
    """The names of the backups in a folder, the newest first."""
    if not folder:
        return []
    try:
        names = [path.name for path in (home / Path(folder).expanduser()).iterdir() if path.is_dir()]
    except OSError:
        return []
    return sorted((name for name in names if re.fullmatch(r"huicai-\d{8}-\d{6}(-\d+)?", name)), reverse=True)
