"""What of a data home belongs into a backup besides the store itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from service.config import Settings
from service.store.addresses import address, database_file
from service.store.anchor import ANCHOR_NAME, Anchor
from service.store.audit_key import KEY_NAME
from service.store.objects import FOLDER

# All but these: whatever an office put there or made for itself must not be lost because nobody thought of its name.
# Made papers can be made again (what was issued is in the store), and the pages' own key only ends their sessions.
_LEFT: Final = frozenset(
    {FOLDER, KEY_NAME, ANCHOR_NAME, "secret.key", "mappings.lock", "packs", "demo", "logs", "sample", "README.md"}
)


def belongings(settings: Settings) -> Iterator[Path]:
    """The files, as paths inside the home. Hidden ones are left out: they are being written, or were left half done."""
    home = settings.home
    left = {home / name for name in _LEFT} | {Anchor.of(settings).path, home / (settings.files_url or FOLDER)}
    database = database_file(address(settings))
    if database is not None:
        left |= {database.with_name(f"{database.name}{end}") for end in ("", "-wal", "-shm", "-journal", "-lead")}
    for folder, names, files in os.walk(home):
        here = Path(folder)
        names[:] = sorted(name for name in names if not name.startswith(".") and here / name not in left)
        for name in sorted(files):
            if not name.startswith(".") and here / name not in left and (here / name).is_file():
                yield (here / name).relative_to(home)
