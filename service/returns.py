"""Returns as console and page tell them: the list of units that should send, and what came in as plain data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from data_adapters import Severity
from data_adapters.containers.encodings import decode
from data_adapters.containers.limits import RefusedError
from data_adapters.headings import fields
from service.figures import check, twin_questions
from service.figures.report import check_json
from service.figures.returns import Gathered, Return
from service.figures.unit_names import mentioned

_NUMBERED: Final = re.compile(r"^(?:[（(]\d{1,3}[）)]|\d{1,3}[、.．\s])\s*")


def units_in(text: str) -> list[str]:
    """The units a text lists, one a line, each once: without numbers, headings, remarks (#), text after a comma."""
    first = (re.split(r"[,，;；\t]", line.strip())[0] for line in text.splitlines())
    headings = {"", *fields()["unit"].synonyms}
    names = (name for line in first if (name := _NUMBERED.sub("", line).strip()) not in headings)
    return list(dict.fromkeys(name for name in names if not name.startswith("#")))


def decoded(data: bytes) -> str:
    """The text of a list of units in whatever encoding an office saves it, as far as it can be read."""
    try:
        return decode(data, "")
    except RefusedError:
        return data.decode("gb18030", "replace")


def returns_json(gathered: Gathered, unreadable: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What was gathered as JSON values; ``unreadable`` pairs a file that could not be read with the sentence on it."""
    readings = [item.reading for item in gathered.returns]
    doubled = {id(item) for items in gathered.twice for item in items[1:]}  # asked about already
    once = [item.reading for item in gathered.returns if id(item) not in doubled]
    questions = [*gathered.questions, *(item for reading in readings for item in check(reading))]
    return {
        "expected": list(gathered.expected),
        "sent": [_sent(item) for item in gathered.returns if item.speaks_for],
        "missing": list(gathered.missing),
        "twice": [[item.reading.file for item in items] for items in gathered.twice],
        "copies": [_sent(item) for item in gathered.copies],
        "strangers": [_sent(item) for item in gathered.strangers],
        "unreadable": [
            {"file": name, "reason": sentence, "perhaps": mentioned(name, gathered.missing)}
            for name, sentence in unreadable
        ],
        "questions": [check_json(item) for item in [*questions, *twin_questions(once)]],
        "problems": [
            str(problem)
            for reading in readings
            for problem in reading.problems
            if problem.severity is not Severity.NOTE
        ],
    }


def _sent(item: Return) -> dict[str, Any]:
    reading = item.reading
    counts = {"projects": len(reading.projects), "units": len(reading.units), "topics": len(reading.topics)}
    return {"senders": list(item.speaks_for or [item.unit]), "told_by": item.told_by, "file": reading.file, **counts}
