"""The rules an office works by: its own ladder, kinds of meetings and days off where it keeps such files, else ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from service.config import Settings, file_bytes
from service.registers import meeting_kinds as kinds
from service.registers.escalations import Rules
from service.registers.ladder import ladder_of
from service.registers.meeting_kinds import MeetingKind
from service.wording.arrangement import parse_arrangement
from service.wording.workdays import NATIONAL, Calendar

CALENDAR_NAME: Final = "calendar.toml"


def rules_of(settings: Settings) -> Rules:
    """The ladder and calendar in force: ``ladder.toml`` and ``calendar.toml`` in the data home. Raises
    :class:`SettingsError` where one of them is faulty."""
    return Rules(ladder_of(settings.home), calendar_of(settings))


def kinds_of(settings: Settings) -> Mapping[str, MeetingKind]:
    """The kinds of meetings in force: ``meeting_kinds.toml`` in the data home, else ours."""
    return kinds.meeting_kinds(_own(settings, kinds.PATH))


def calendar_of(settings: Settings) -> Calendar:
    """The national calendar with the office's ``calendar.toml`` laid over it (docs/check.md)."""
    path = settings.home / CALENDAR_NAME
    if not path.is_file():
        return NATIONAL
    what = f"放假安排“{path}”"
    return Calendar(parse_arrangement(file_bytes(path, what), what))


def _own(settings: Settings, ours: Path) -> Path:
    own = settings.home / ours.name
    return own if own.is_file() else ours
