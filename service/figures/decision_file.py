"""Decisions as a TOML file beside the ledger: written with the open questions, filled in by people, read again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from data_adapters import Reading
from data_adapters.headings import fields
from service.config import file_bytes, toml_table
from service.errors import SettingsError
from service.figures.checks.finding import Check, name_of
from service.figures.decisions import USES, Asked, Decision, Key, Use
from service.files import write_whole

_TABLE: Final = "决定"
_CHOICE, _NAME, _REASON, _WHEN = "采用", "决定人", "理由", "日期"
_WHAT: Final = ("问题", "工作表", "项目", "栏目")
_SIDES: Final = (("表内", "计算"), ("上期", "本期"))
_FREE: Final = frozenset({"说明", "位置", "上次"})
_KEYS: Final = _FREE | {*_WHAT, *_SIDES[0], *_SIDES[1], _CHOICE, _NAME, _REASON, _WHEN}
_HEAD: Final = """\
# 核对决定：每一段是一个问题。想好的填“采用”“决定人”“理由”“日期”四项，没想好的四项都空着。
# 采用：表内（用台账里印的数）、计算（用算出的数）、不计入（这一行不进合计和排名）；每段上面写明能填哪几种。
# 日期写成 2026-11-30。其余各项请不要改：数变了，决定就作废，会重新问。自己加的 # 注释在续写时不会保留。
"""


def load_decisions(path: Path) -> list[Decision]:
    """The decisions of a file; entries not filled in are no decisions yet.

    Raises SettingsError in one sentence, with the entry's number, where one is filled in by half or wrongly.
    """
    what = f"决定文件“{path.name}”"
    table = toml_table(file_bytes(path, what), what)
    entries = table.get(_TABLE, [])
    if set(table) - {_TABLE} or not isinstance(entries, list) or not all(isinstance(item, dict) for item in entries):
        raise _unlike_ours(f'{what}里应只有一段段的 [["{_TABLE}"]]')
    found = (decision_of(entry, f"{what}第{number}个决定") for number, entry in enumerate(entries, start=1))
    return [decision for decision in found if decision]


def save_decisions(
    path: Path, readings: Sequence[Reading], decisions: Iterable[Decision], still_open: Sequence[Check]
) -> int:
    """Write the decisions and, to be filled in, the open questions that can be decided; gives how many those are."""
    content, count = decisions_text(readings, decisions, still_open)
    write_whole(path, content)
    return count


def decisions_text(
    readings: Sequence[Reading], decisions: Iterable[Decision], still_open: Sequence[Check]
) -> tuple[bytes, int]:
    """The file's bytes and how many open questions they hold.

    A decision whose question is open again has its place taken by the question, with what was decided last time.
    """
    asked = Asked(readings, still_open)
    questions = {key: checks[0] for key, checks in asked.by_key.items() if len(checks) == 1}
    kept = list(decisions)
    before = {decision.key: decision for decision in kept}
    parts = [_HEAD, *(_written(entry_of(item)) for item in kept if item.key not in questions)]
    for key, check in questions.items():
        entry = _question(key, check, name_of(asked.record(check)), before.get(key))
        parts.append(f"# 采用可填：{'、'.join(use.value for use in USES[check.code])}\n{_written(entry)}")
    return "\n".join(parts).encode("utf-8", "replace"), len(questions)


def decision_of(entry: Mapping[str, Any], where: str) -> Decision | None:
    """The decision an entry holds, None where it is not filled in. Raises SettingsError that names it by ``where``."""
    unknown = [key for key in entry if key not in _KEYS]
    if unknown:
        raise SettingsError(f"{where}里的“{unknown[0]}”不认识，请对照文件开头的说明改正")
    answers = [str(entry.get(key, "")).strip() for key in (_CHOICE, _NAME, _REASON, _WHEN)]
    if not any(answers):
        return None
    for key, answer in zip((_CHOICE, _NAME, _REASON, _WHEN), answers, strict=True):
        if not answer:
            raise SettingsError(f"{where}（“{entry.get('项目', '')}”）没有写{key}，请补上；没想好的请四项都空着")
    choice = next((use for use in Use if use.value == answers[0]), None)
    if choice is None:
        able = "、".join(use.value for use in Use)
        raise SettingsError(f"{where}的采用“{answers[0]}”不认识，应是{able}之一")
    code, sheet, project, label = (_text(entry, key, where) for key in _WHAT)
    sides = next((pair for pair in _SIDES if set(pair) <= set(entry)), None)
    if sides is None:
        raise _unlike_ours(f"{where}缺少“表内”和“计算”两个数")
    seen = (_text(entry, sides[0], where), _text(entry, sides[1], where))
    when, cell = _day(entry[_WHEN], where), str(entry.get("位置", ""))
    return Decision(code, sheet, project, _field(label, where), choice, answers[1], answers[2], when, seen, cell)


def _unlike_ours(said: str) -> SettingsError:
    """What is wrong with a file that is not as we write it, with the cure."""
    return SettingsError(f"{said}，请另生成一份再填", command="huicai figures 的 --ask")


def _text(entry: Mapping[str, Any], key: str, where: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value:
        raise _unlike_ours(f"{where}缺少“{key}”")
    return value


def _field(label: str, where: str) -> str:
    found = next((field.id for field in fields().values() if label in (field.label, field.id)), None)
    if found is None:
        raise _unlike_ours(f"{where}的栏目“{label}”不认识")
    return found


def _day(value: Any, where: str) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) else "")
    except ValueError as error:
        raise SettingsError(f"{where}的日期“{value}”写法不对，请写成 2026-11-30") from error


def _question(key: Key, check: Check, name: str, before: Decision | None) -> dict[str, str]:
    code, sheet, _, column = key
    sides = check.sides if check.sides in _SIDES else _SIDES[0]
    last = {} if before is None else {"上次": f"{'，'.join(before.seen)}；{before.words}，{before.when.isoformat()}"}
    return {
        **{"问题": code, "说明": str(check), "位置": str(check.addresses[0]), "工作表": sheet, "项目": name},
        **{"栏目": _label(column), sides[0]: check.printed, sides[1]: check.computed, **last},
        **dict.fromkeys((_CHOICE, _NAME, _REASON, _WHEN), ""),
    }


def entry_of(decision: Decision) -> dict[str, str]:
    """A decision as the entry of a file, which :func:`decision_of` reads again."""
    sides = _SIDES[decision.code in ("fell", "changed", "jump")]
    return {
        **{"问题": decision.code, "位置": decision.cell, "工作表": decision.sheet, "项目": decision.project},
        **{"栏目": _label(decision.field), **dict(zip(sides, decision.seen, strict=True))},
        **{_CHOICE: decision.choice.value, _NAME: decision.name, _REASON: decision.reason},
        _WHEN: decision.when.isoformat(),
    }


def _label(field: str) -> str:
    return fields()[field].label if field in fields() else field


def _written(entry: Mapping[str, str]) -> str:
    """An entry as TOML; JSON's strings are TOML's but for the sign DEL."""
    return "\n".join([f'[["{_TABLE}"]]', *_lines(entry), ""])


def _lines(entry: Mapping[str, str]) -> Iterator[str]:
    for key, value in entry.items():
        yield f'"{key}" = {json.dumps(value, ensure_ascii=False)}'.replace("\x7f", "\\u007f")
