"""The office's own days off and days worked as a form: a line for a day or a row of days, kept as ``calendar.toml``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Final

from service.config import Settings, file_bytes
from service.errors import EntryError
from service.files import write_whole
from service.registers.office_rules import CALENDAR_NAME
from service.wording.arrangement import Arrangement, parse_arrangement

OFF: Final = "off"
WORK: Final = "work"
OFFICIAL: Final = "official"


def file_of(settings: Settings) -> Path | None:
    """The file, None where there is none."""
    path = settings.home / CALENDAR_NAME
    return path if path.is_file() else None


def values_of(settings: Settings) -> dict[str, str]:
    """What the form holds when it is opened. Raises :class:`SettingsError` for a faulty file."""
    path = file_of(settings)
    own = parse_arrangement(file_bytes(path, "放假安排"), "放假安排") if path else Arrangement()
    return {
        OFF: "\n".join(f"{days} {why}" for days, why in _rows(own.off)),
        WORK: "\n".join(f"{days} {why}" for days, why in _rows(own.work)),
        OFFICIAL: "、".join(map(str, sorted(own.official))),
    }


def _rows(days: Mapping[date, str]) -> Iterator[tuple[str, str]]:
    """Days in a row that have one reason, as the file writes them, with the reason."""
    listed = enumerate(sorted(days.items()))
    for (_, why), row in groupby(listed, lambda each: (each[1][0] - timedelta(each[0]), each[1][1])):
        run = [day for _, (day, _) in row]
        yield run[0].isoformat() if len(run) == 1 else f"{run[0]}至{run[-1]}", why


def save(settings: Settings, form: Mapping[str, str], sent: bytes) -> Arrangement:
    """Keep what was typed, or the file that was chosen in its place; nothing typed takes the office's own away.

    Raises :class:`EntryError` for a line that cannot be read, :class:`SettingsError` for a faulty day or file.
    """
    data = sent or _written(form).encode()
    found = parse_arrangement(data, "选的文件" if sent else "填写的放假安排")
    path = settings.home / CALENDAR_NAME
    if found == Arrangement():
        path.unlink(missing_ok=True)
    else:
        write_whole(path, data)
    return found


def _written(form: Mapping[str, str]) -> str:
    years = form.get(OFFICIAL, "").replace("、", " ").replace("，", " ").replace(",", " ").split()
    if wrong := [year for year in years if not (year.isascii() and year.isdigit() and len(year) == len("2027"))]:
        raise EntryError(f"“{wrong[0][:20]}”不是年份，请写成 2027，几个之间用顿号隔开")
    parts = [f"official = [{', '.join(years)}]"]
    for name in (OFF, WORK):
        parts += [f"[{name}]", *_lines(form.get(name, ""))]
    return "\n".join(parts) + "\n"


def _lines(text: str) -> Iterator[str]:
    seen: set[str] = set()
    for line in filter(None, map(str.strip, text.splitlines())):
        days, *why = line.split(maxsplit=1)
        if not why:
            raise EntryError(f"“{line[:40]}”没有写明是什么假或为什么上班，请写成 2027-02-05至2027-02-11 春节")
        if days in seen:
            raise EntryError(f"“{days[:40]}”写了两行，请删去一行")
        seen.add(days)
        yield f"{json.dumps(days, ensure_ascii=False)} = {json.dumps(*why, ensure_ascii=False)}"
