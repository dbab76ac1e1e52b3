"""A dispatcher as the web app has it, in a process of its own, by the settings of its environment: it leads or waits to
lead until a batch is done.

python -m tests.batches.leading BATCH
"""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from dataclasses import replace

from service import config
from service.batches import cluster_lane, ledger, running
from service.batches.dispatcher import Ways
from service.batches.running import Background
from service.errors import StoreError
from service.store import open_store
from service.store.batch_ledger import State

if __name__ == "__main__":
    running._POLL = running._AGAIN = cluster_lane._AGAIN = 0.2  # type: ignore[misc]
    settings = config.load()
    with open_store(settings) as store:
        background = Background(store, replace(Ways.of(settings), pool_from=1))
        background.wake()
        moving = True
        while moving:
            with suppress(StoreError):  # the server is away for a moment
                moving = ledger.progress(store, int(sys.argv[1])).state is State.RUNNING
            time.sleep(0.1)
        background.stop()
