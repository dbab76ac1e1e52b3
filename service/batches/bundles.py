"""Several contents in one file of the store, by name: a .zip, the same bytes for the same contents.

A paper has a few kilobytes, and making a file safe on the disk takes longer than filling the paper: so they go there
a chunk at a time.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence

from service.batches.listing import EPOCH


def bundled(contents: Iterable[tuple[str, bytes]]) -> bytes:
    """The .zip; what is deflated already (.docx) is stored as it is."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in contents:
            way = zipfile.ZIP_STORED if name.endswith(".docx") else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name, EPOCH), content, way, 1)
    return made.getvalue()


class Bundle:
    """A .zip of :func:`bundled`, opened."""

    def __init__(self, data: bytes) -> None:
        self._package = zipfile.ZipFile(io.BytesIO(data))

    def __getitem__(self, name: str) -> bytes:
        return self._package.read(name)

    def several(self, names: Sequence[str]) -> list[bytes]:
        """The contents of these names, in this order."""
        return [self._package.read(name) for name in names]
