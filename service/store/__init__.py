"""The archive: a database and a file store, with numbers, issued papers and the audit log that hold good."""

from service.store.store import Store, open_store

__all__ = ["Store", "open_store"]
