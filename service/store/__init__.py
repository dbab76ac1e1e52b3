"""The archive: a database and a file store that belong together. What a transaction of theirs is, is a ``Session``."""

from sqlalchemy.orm import Session

from service.store.store import Store, open_store

__all__ = ["Session", "Store", "open_store"]
