"""Secrets to be shown once: kept in the process's memory for some minutes, given out to one session, then gone."""

from __future__ import annotations

import threading
import time
from typing import Final

_LASTS: Final = 600.0  # seconds


class ShownOnce:
    """Passwords on their way to the one page that shows them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[float, dict[str, str]]] = {}

    def put(self, session_id: str, words: dict[str, str]) -> None:
        """Keep what the next page of a session shows."""
        end = time.monotonic() + _LASTS
        with self._lock:
            self._kept = {key: each for key, each in self._kept.items() if each[0] > time.monotonic()}
            self._kept[session_id] = (end, words)

    def take(self, session_id: str) -> dict[str, str] | None:
        """What was kept for a session, which is forgotten with that; None where there is nothing."""
        with self._lock:
            end, words = self._kept.pop(session_id, (0.0, {}))
        return words if end > time.monotonic() else None
