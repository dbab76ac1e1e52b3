"""Work for processes of their own: taking in files and being killed on the way, and putting data in force at once."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any
from unittest.mock import patch

from service.config import Settings
from service.errors import HuicaiError
from service.registers import deliveries
from service.registers.deliveries import Parcel, take_in_all
from service.registers.snapshots import put_in_force
from service.registers.uploads import Arrival
from service.store import open_store

FILES = tuple(
    Arrival(f"项目名称,年度计划投资（万元）\n{name}项目,5\n".encode(), f"{name}.csv") for name in ("甲", "乙")
)
AFTER_ONE_FILE, BEFORE_THE_COMMIT, AFTER_THE_COMMIT = "file", "rows", "done"


def die(*_: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def take(settings: Settings, point: str) -> None:
    """Take in two files, and die at a point of it."""
    with open_store(settings) as store:
        keep = store.files.put
        killing = {
            AFTER_ONE_FILE: patch.object(store.files, "put", lambda data: die(keep(data))),
            BEFORE_THE_COMMIT: patch.object(deliveries, "deliver", die),
        }
        with killing.get(point, nullcontext()):
            take_in_all(store, Parcel(FILES), "张三")
        die()


def put(settings: Settings, upload: int, reason: str) -> None:
    """Put an upload in force when a line comes in; tell what was said to it."""
    with open_store(settings) as store:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        try:
            with store.write() as session:
                put_in_force(session, [upload], "张三", reason)
        except HuicaiError as error:
            sys.stdout.write(f"{error}\n")


if __name__ == "__main__":
    where = Settings(home=Path(sys.argv[1]), database_url=sys.argv[2])
    if sys.argv[3] == "take":
        take(where, sys.argv[4])
    else:
        put(where, int(sys.argv[4]), sys.argv[5])
