"""What several views of papers need: the signing desk of the running app, and files sent to be kept."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Final
from urllib.parse import quote

from flask import current_app, send_file
from werkzeug.wrappers import Response

from service.papers.desk import Desk, Ledger, desk_of
from service.registers import upload_decisions
from service.web.views import store

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ZIP: Final = "application/zip"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Told here because Windows answers from its registry, which knows .docx only where Word is installed.
_KINDS: Final = {".docx": DOCX, ".xlsx": XLSX, ".json": "application/json", ".zip": ZIP, ".pdf": "application/pdf"}
_MOST_LEDGERS: Final = 2


def desk() -> Desk:
    """The signing desk. What ledgers it has read is kept from one page to the next, until somebody decides anything on
    an upload. Raises :class:`SettingsError` where the office's facts are not written down, or are faulty."""
    with store().read() as session:
        stamp = upload_decisions.latest_id(session)
    held: tuple[int, dict[int, Ledger]] = current_app.extensions.get("huicai.ledgers", (0, {}))
    if held[0] != stamp or len(held[1]) > _MOST_LEDGERS:
        held = (stamp, {})
    current_app.extensions["huicai.ledgers"] = held
    return replace(desk_of(store()), ledgers=held[1])


def attached(content: bytes, name: str, kind: str = "") -> Response:
    """Bytes as a file to be kept; its kind is that of its name where none is given."""
    return send_file(io.BytesIO(content), mimetype=kind or _kind(name), as_attachment=True, download_name=name)


def sent(path: Path, name: str) -> Response:
    """A file of the disk to be kept."""
    return send_file(path, mimetype=_kind(name), as_attachment=True, download_name=name)


def png(content: bytes) -> Response:
    """A picture whose address changes with its content."""
    answer = Response(content, mimetype="image/png")
    answer.headers["Cache-Control"] = "private, max-age=86400, immutable"
    return answer


def streamed(pieces: Iterator[bytes], name: str) -> Response:
    """A file that comes piece by piece. What the first piece raises is raised here, where a page can still say it."""
    first = next(pieces, b"")
    answer = Response(chain((first,), pieces), mimetype=_kind(name))
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return answer


def _kind(name: str) -> str:
    return _KINDS.get(f".{name.rpartition('.')[2]}", "application/octet-stream")
