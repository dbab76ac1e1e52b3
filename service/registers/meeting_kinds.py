"""Kinds of meetings: ``meeting_kinds.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from service.config import file_bytes, toml_table
from service.errors import NoEntryError, SettingsError
from service.registers.rhythm import Rhythm, read_rhythm

PATH: Final = Path(__file__).with_name("meeting_kinds.toml")
_KEYS: Final = ("name", "rhythm", "attendees", "pack", "leave")
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class MeetingKind:
    """A kind: its rhythm as read and ``written``, who usually comes, the word of ``packs.toml`` for its papers, and
    whether it may give leave for 停建、停工、罚款."""

    name: str
    rhythm: Rhythm
    written: str
    attendees: tuple[str, ...]
    pack: str
    leave: bool


def meeting_kinds(path: Path = PATH) -> Mapping[str, MeetingKind]:
    """The kinds in force, by name. Raises :class:`SettingsError` in one sentence that names the file and the kind."""
    what = f"设置文件“{path.name}”"
    table = toml_table(file_bytes(path, what), what)
    listed = table.get("kind")
    if set(table) != {"kind"} or not isinstance(listed, list) or not listed:
        raise SettingsError(f"{what}应写成几节 [[kind]]，每节有 {'、'.join(_KEYS)}，请对照样例改正")
    found: dict[str, MeetingKind] = {}
    for item in listed:
        kind = _kind(item, f"{what}第{len(found) + 1}节")
        if kind.name in found:
            raise SettingsError(f"{what}里“{kind.name}”写了两节，请删去一节")
        found[kind.name] = kind
    return found


def kind_of(kinds: Mapping[str, MeetingKind], name: str) -> MeetingKind:
    """The kind of a name. Raises :class:`NoEntryError` naming those there are."""
    if name not in kinds:
        raise NoEntryError(f"没有“{name}”这类会议，可用的有：{'、'.join(kinds)}")
    return kinds[name]


def _kind(item: Any, where: str) -> MeetingKind:
    if not isinstance(item, dict) or set(item) != set(_KEYS):
        raise SettingsError(f"{where}应正好有 {'、'.join(_KEYS)} 五项，请改正")
    texts = [item[key] for key in ("name", "rhythm", "pack")]
    if not all(isinstance(text, str) and text.strip() for text in texts) or len(item["name"]) > _LONGEST:
        raise SettingsError(f"{where}的 name、rhythm、pack 应为加引号的文字，name 不超过{_LONGEST}个字，请改正")
    attendees = item["attendees"]
    if not isinstance(attendees, list) or not all(isinstance(name, str) and name.strip() for name in attendees):
        raise SettingsError(f"{where}的 attendees 应为方括号括起的文字，请改正")
    if not isinstance(item["leave"], bool):
        raise SettingsError(f"{where}的 leave 应写 true 或 false，请改正")
    try:
        rhythm = read_rhythm(item["rhythm"])
    except ValueError as error:
        raise SettingsError(f"{where}的 rhythm 写的{error}") from error
    return MeetingKind(item["name"], rhythm, item["rhythm"], tuple(attendees), item["pack"], item["leave"])
