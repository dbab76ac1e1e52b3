"""The pictures of docs/year.md: the papers of one ticket, and two bulletins, as they were frozen."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from service.config import ROOT
from service.store import Store
from service.store.frozen import issued
from tests.support.gallery import in_a_row
from tests.support.rendering import Office, pages

FOLDER: Final = ROOT / "docs" / "pictures" / "year"
_DPI: Final = 66
_IN_A_ROW: Final = 4


def draw(store: Store, items: Mapping[str, str], turned: Sequence[str]) -> None:
    """Write a PNG for each name: the first pages of the paper filed under an item. Of those ``turned`` the tables and
    charts behind the text are shown in a second picture."""
    with store.read() as session:
        documents = {name: store.files.get(issued(session, item).document) for name, item in items.items()}
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, pdf in Office(Path(folder)).pdfs(documents).items():
            found = pages(pdf)
            (FOLDER / f"{name}.png").write_bytes(in_a_row(pdf, range(1, min(len(found), _IN_A_ROW) + 1), _DPI))
            if name in turned:
                annexes = [
                    page.number for page in found if any(line.text.startswith("附件") for line in page.lines[:1])
                ]
                (FOLDER / f"{name}-annexes.png").write_bytes(in_a_row(pdf, annexes[:_IN_A_ROW], _DPI))
