"""Packs on disk: every paper, the listing and the .zip in one folder, with what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from service.batches import Summary, make, write_folder, write_zip
from service.errors import PaperError
from service.papers import Inputs, Paper
from service.papers.names import safe
from service.web.files import new_id, read_manifest, write_manifest


def make_pack(home: Path, chosen: Sequence[Paper], inputs: Inputs, origin: dict[str, Any]) -> str:
    """Make the chosen papers into a new folder; gives the pack's id. ``origin`` (the reading's id and what was typed)
    is kept beside them. Raises :class:`PaperError` where not one paper could be made, or :class:`OutputError`."""
    summary = Summary()
    items = list(make(chosen, inputs, summary))
    if not items and not summary.held_back and summary.failed:
        raise PaperError("；".join(dict.fromkeys(failed.reason for failed in summary.failed)))
    pack = new_id()
    folder = home / "packs" / pack
    paths = write_folder(folder, items, summary)
    name = inputs.meeting.name if inputs.meeting else "会议"
    package = write_zip(folder / f"{safe(f'{name}材料')}.zip", items, summary)
    files = {path.name: path.stat().st_size for path in (*paths, package)}
    content = {"origin": origin, "summary": asdict(summary), "files": files, "zip": package.name}
    write_manifest(folder, content | {"listing": paths[-1].name})
    return pack


def read_pack(home: Path, pack: str) -> dict[str, Any] | None:
    """What a pack holds: ``origin``, ``summary``, ``files`` (name -> size), ``zip``, ``listing``; None if unknown."""
    return read_manifest(home / "packs" / pack)


def file_of(home: Path, pack: str, name: str) -> Path | None:
    """The path of one file of a pack; None for anything that the pack does not list or that lies outside it."""
    folder = (home / "packs" / pack).resolve()
    found = read_manifest(folder)
    path = (folder / name).resolve()
    if found is None or name not in found["files"] or not path.is_relative_to(folder) or not path.is_file():
        return None
    return path
