"""The desk's tests stand on the same stores as the archive's: each on both databases; and on one year of the county."""

from __future__ import annotations

from tests.registers.lived import lived
from tests.store.conftest import databases, settings, store

__all__ = ["databases", "lived", "settings", "store"]
