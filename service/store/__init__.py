"""The archive: a database and a file store that belong together. What a transaction of theirs is, is a ``Session``.

The names are looked up when they are asked for: processes that fill papers need the files only, and loading what speaks
to databases takes as long as filling a thousand.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from service.store.store import Store, open_store

__all__ = ["Session", "Store", "open_store"]
_WHERE = {"Session": "sqlalchemy.orm", "Store": "service.store.store", "open_store": "service.store.store"}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)
