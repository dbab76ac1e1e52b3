"""The audit chain's head told to a file outside the database, line by line: what was told there stays told."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from service.config import Settings
from service.errors import StoreError
from service.files import cause_of
from service.store.audit import Link
from service.store.clock import now, stamp

ANCHOR_NAME: Final = "audit.anchor"
_LINE: Final = re.compile(r"([0-9]{1,18}) ([0-9a-f]{64}) \S+")
_log = logging.getLogger(__name__)


class Anchor:
    """A file of lines "number hash time". Put it on another disk or host: whoever can rewrite the database should not
    be able to rewrite it as well."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def of(cls, settings: Settings) -> Anchor:
        """Where the settings put it."""
        chosen = settings.audit_anchor.strip()
        return cls(settings.home / (Path(chosen).expanduser() if chosen else ANCHOR_NAME))

    def tell(self, link: Link) -> bool:
        """Add the head. False where that cannot be: the deed is done and stays done, and the next one tells again."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # One write to the end of the file: lines of several processes never mix.
            number = os.open(self.path, os.O_CREAT | os.O_APPEND | os.O_RDWR, 0o600)
            try:
                start = "\n" if _is_cut_off(number) else ""
                os.write(number, f"{start}{link.seq} {link.hash} {stamp(now())}\n".encode("ascii"))
            finally:
                os.close(number)
        except OSError as error:
            _log.warning("审计锚点“%s”写不进去（%s），请检查磁盘空间和权限", self.path, cause_of(error))
            return False
        return True

    def links(self) -> Iterator[Link]:
        """The heads told so far, in order. A line cut off by a crash is passed over.

        Raises :class:`StoreError` where the file is there and cannot be read.
        """
        try:
            with self.path.open(encoding="ascii", errors="replace") as lines:
                for line in lines:
                    if match := _LINE.fullmatch(line.strip()):
                        yield Link(int(match[1]), match[2])
        except FileNotFoundError:
            return
        except OSError as error:
            raise StoreError(f"审计锚点“{self.path}”读不了（{cause_of(error)}），请检查文件权限") from error


def _is_cut_off(number: int) -> bool:
    """Whether the last line of an open file was not written to its end."""
    if os.fstat(number).st_size == 0:
        return False
    os.lseek(number, -1, os.SEEK_END)
    return os.read(number, 1) != b"\n"
