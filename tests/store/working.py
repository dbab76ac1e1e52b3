"""Work for processes of their own: issuing numbers without end, with failures on purpose."""

from __future__ import annotations

import random
import sys
from contextlib import suppress
from pathlib import Path

from service.config import Settings
from service.errors import StoreBusy
from service.store import Store, open_store
from service.store.numbers import Series, Wanted, issue

SERIES = Series("安重办", "调", 2026)


class OnPurposeError(Exception):
    """A signing that failed after its number was taken."""


def sign(store: Store, item: str, fails: bool) -> None:
    """Take a number for an item, then fail on purpose or commit."""
    with suppress(OnPurposeError), store.write() as session:
        issue(session, [Wanted(SERIES, item)], "张三")
        if fails:
            raise OnPurposeError


def work(settings: Settings, name: str, count: int) -> None:
    """Sign ``count`` items, every fifth of them in vain, telling each that is committed on stdout before the next."""
    chance = random.Random(name)
    with open_store(settings) as store:
        done = 0
        while done < count:
            item = f"{name}-{done}"
            try:
                sign(store, item, fails=chance.random() < 0.2)
            except StoreBusy:
                continue
            done += 1
            sys.stdout.write(f"{item}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    work(Settings(home=Path(sys.argv[1]), database_url=sys.argv[2]), sys.argv[3], int(sys.argv[4]))
