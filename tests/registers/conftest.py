"""The desk's tests stand on the same stores as the archive's: each on both databases."""

from __future__ import annotations

from tests.store.conftest import databases, settings, store

__all__ = ["databases", "settings", "store"]
