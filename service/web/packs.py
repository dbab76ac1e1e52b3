"""Packs on disk: every paper, the listing and the .zip in one folder, with what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from service.batches import Failed, Made, Summary, Trace, begun, make, write_folder, write_zip
from service.papers import Inputs, Paper, Shelf
from service.papers.names import safe
from service.registers.deliveries import new_address
from service.registers.snapshots import named, told
from service.registers.upload_decisions import called
from service.web.files import DamagedRecordError, read_manifest, whole_folder, write_manifest
from service.web.received import Received

MOST_PAPERS = 2000
_REFUSED, _SAID = ("failed", "held_back"), ("questions", "problems", "leftovers")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a pack is made from: the reading's id and what was typed, kept beside the papers, and the upload itself."""

    asked: dict[str, Any]
    got: Received

    @property
    def lines(self) -> list[str]:
        """The files by their numbers and SHA-256 sums, and the snapshots they are in."""
        files = [f"{called(upload)} SHA-256 {upload.sha256}" for upload in self.got.delivery.uploads]
        return [*(f"{named(one)}，{told(one)}" for one in self.got.snapshots if one.replaced_at is None), *files]


def make_pack(home: Path, kinds: Shelf, chosen: Sequence[Paper], inputs: Inputs, origin: Origin) -> str:
    """Make the papers chosen of ``kinds`` into a new folder; gives the pack's id. What was asked is kept beside them,
    and so is the trace. Raises :class:`PaperError` where not one paper could be made or more than 2,000 are asked for,
    or :class:`OutputError`; nothing is left of the folder then."""
    summary = begun(kinds, Trace({file.name: file.sha256 for file, _ in origin.got.files}))
    summary.sources.extend(origin.lines)
    pack = new_address()
    with whole_folder(home / "packs" / pack) as folder:
        paths = write_folder(folder, make(chosen, inputs, summary, most=MOST_PAPERS), summary)
        name = inputs.meeting.name if inputs.meeting else "会议"
        package = write_zip(folder / f"{safe(f'{name}材料')}.zip", _written(folder, summary), summary)
        files = {path.name: path.stat().st_size for path in (*paths, package)}
        content = {"origin": origin.asked, "summary": _told(summary), "files": files, "zip": package.name}
        write_manifest(folder, content | {"listing": paths[-1].name})
    return pack


def _told(summary: Summary) -> dict[str, Any]:
    found = asdict(replace(summary, trace=None))
    del found["trace"]
    return found


def _written(folder: Path, summary: Summary) -> Iterator[tuple[Made, bytes]]:
    """The papers again, one at a time: a whole pack need not fit into memory."""
    for made in summary.made:
        yield made, (folder / made.file_name).read_bytes()


def read_pack(home: Path, pack: str) -> dict[str, Any] | None:
    """What a pack holds: ``origin``, ``summary``, ``files`` (name -> size), ``zip``, ``listing``; None if unknown.

    Raises :class:`DamagedRecordError` where anything of it is missing or not of its kind.
    """
    found = read_manifest(home / "packs" / pack)
    if found is not None and not _is_complete(found):
        raise DamagedRecordError
    return found


def _is_complete(found: dict[str, Any]) -> bool:
    try:
        origin, summary = found["origin"], found["summary"]
        whole = [*map(_made, summary["made"]), *(Failed(**item) for key in _REFUSED for item in summary[key])]
        texts = [
            found["zip"],
            found["listing"],
            origin["reading"],
            origin["period"],
            origin.get("last", ""),
            *found["files"],
            *whole,
        ]
        texts += [*origin["papers"], *origin["values"].values(), *(text for key in _SAID for text in summary[key])]
        for key in ("notes", "decisions", "sources"):  # packs made before there were any have none
            texts += summary.get(key, [])
    except (LookupError, TypeError, AttributeError):
        return False
    sizes = found["files"].values() if isinstance(found["files"], dict) else [None]
    return all(isinstance(text, str | Made | Failed) for text in texts) and all(isinstance(n, int) for n in sizes)


def _made(entry: dict[str, Any]) -> Made:
    return Made(**entry)


def file_of(home: Path, pack: str, name: str) -> Path | None:
    """The path of one file of a pack; None for anything that the pack does not list or that lies outside it."""
    folder = (home / "packs" / pack).resolve()
    found = read_pack(home, pack)
    path = (folder / name).resolve()
    if found is None or name not in found["files"] or not path.is_relative_to(folder) or not path.is_file():
        return None
    return path
