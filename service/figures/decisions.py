"""What persons decided on questions about a ledger, and the figures by it: a decision is kept with name and reason.

A decision holds for the question as it was seen. It is found again by question, sheet, project and column, not by the
row, so that it survives a new upload; where one of the two values is another, it is void and the question is asked
again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, Final, NamedTuple

from data_adapters import NOT_APPLICABLE, Cell, Project, Reading, UnitTarget
from data_adapters.records import Value
from service.errors import SettingsError
from service.figures.checks.finding import LABELS, Check, Measured, measured, name_of
from service.figures.checks.names import project_key
from service.figures.figure import DECIDED
from service.figures.settled import GAP, LEFT_OUT, RATE, TAKEN

Key = tuple[str, str, str, str]
"""Code of the question, sheet, the project's (or unit's) name as far as two spellings agree, field."""
_Row = tuple[str, str, int]


class Use(Enum):
    """What the figures take; the value is what a person writes."""

    PRINTED = "表内"
    COMPUTED = "计算"
    LEAVE_OUT = "不计入"


_EITHER: Final = (Use.PRINTED, Use.COMPUTED, Use.LEAVE_OUT)
_NOT_PRINTED: Final = (Use.COMPUTED, Use.LEAVE_OUT)
_AS_PRINTED: Final = (Use.PRINTED, Use.LEAVE_OUT)
USES: Final = {
    **dict.fromkeys(("rate_differs", "gap_differs", "since_start_short", "month_differs", "unit_contradicts"), _EITHER),
    **dict.fromkeys(("gap_sign", "growth_differs", "month_growth_differs", "rank_differs"), _NOT_PRINTED),
    **dict.fromkeys(("funds_rate_differs", "paid_rate_differs"), _NOT_PRINTED),
    **dict.fromkeys(("month_over_done", "plan_over_total", "done_over_total", "before_over_total"), _AS_PRINTED),
    **dict.fromkeys(("done_over_since_start", "before_over_since_start", "funds_over_total"), _AS_PRINTED),
    **dict.fromkeys(("done_over_expected", "negative", "absurd_rate", "no_plan"), _AS_PRINTED),
    **dict.fromkeys(("fell", "changed", "jump"), _AS_PRINTED),
}
"""What may be decided, by the question's code. No figure uses a printed growth, place or rate of money; an amount that
is only too large has nothing computed beside it. Totals and twins are mended in the ledger alone."""
_OF_A_ROW: Final = frozenset({*USES, "rank_before_differs"})
_TWINS: Final = frozenset({"twin_project", "twin_unit", "near_project"})


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: on which question about whose field, what is used, who decided it, why and when.

    ``seen`` are the two values as the question printed them; ``cell`` where it stood then, for people. Raises
    SettingsError, in Chinese, without name or reason, or for a use that the question does not have.
    """

    code: str
    sheet: str
    project: str
    field: str
    choice: Use
    name: str
    reason: str
    when: date
    seen: tuple[str, str]
    cell: str = ""

    def __post_init__(self) -> None:
        for value, label in ((self.name, "决定人"), (self.reason, "理由")):
            if not value.strip():
                raise SettingsError(f"“{self.project}”的决定没有写{label}，请补上")
        uses = USES.get(self.code, ())
        if not uses:
            raise SettingsError(f"“{self.project}”的问题 {self.code} 不能用决定处理，请在台账里改正后重新上传")
        if self.choice not in uses:
            able = "、".join(use.value for use in uses)
            raise SettingsError(f"“{self.project}”的这个问题不能采用“{self.choice.value}”，只能是{able}")

    @property
    def key(self) -> Key:
        """What it is found by."""
        return self.code, self.sheet, project_key(self.project) or self.project, self.field

    @property
    def words(self) -> str:
        """What was decided, as formulas and notes say it."""
        said = {
            Use.PRINTED: "采用表内数",
            Use.COMPUTED: "采用计算数",
            Use.LEAVE_OUT: LEFT_OUT,
        }
        return f"{said[self.choice]}（{self.name.strip()}：{self.reason.strip()}）"


class Outcome(NamedTuple):
    """The readings as the figures take them, what became of each decision in words, and the questions still open."""

    readings: tuple[Reading, ...]
    notes: tuple[str, ...]
    open: tuple[Check, ...]


class Asked:
    """Questions by the key a decision finds them by."""

    def __init__(self, readings: Iterable[Reading], asked: Iterable[Check]) -> None:
        self._records = {_row(record.row): record for reading in readings for record in measured(reading)}
        self.by_key: dict[Key, list[Check]] = {}
        for check in asked:
            if key := self.key(check):
                self.by_key.setdefault(key, []).append(check)

    def record(self, check: Check) -> Measured:
        """The record a question with a key is about."""
        return self._records[_row(check.addresses[0])]

    def key(self, check: Check) -> Key | None:
        """What a decision on the question is found by; None where none can be made."""
        record = self._records.get(_row(check.addresses[0])) if check.addresses and check.code in USES else None
        if record is None:
            return None
        name = name_of(record)
        column = next((name for name, cell in record.cells.items() if cell == check.addresses[0]), None)
        return (check.code, record.row.sheet, project_key(name) or name, column) if column else None


def decided(readings: Sequence[Reading], decisions: Sequence[Decision], asked: Sequence[Check]) -> Outcome:
    """The readings changed by the decisions that still hold for the questions ``asked`` about them.

    A printed rate or gap is taken for its own line, its state and place only; sums go on adding amounts. A computed
    amount stands in place of the printed one. Who is left out keeps its line without amounts, in no sum and unranked,
    and nothing more is asked about its amounts.
    Raises SettingsError where two decisions on one cell say different things.
    """
    _never_two(decisions)
    found = Asked(readings, asked)
    made: dict[_Row, Measured] = {}
    holding: list[tuple[Decision, Check]] = []
    notes: list[str] = []
    for decision in decisions:
        checks = found.by_key.get(decision.key, [])
        if not (void := _void(decision, checks)):
            holding.append((decision, checks[0]))
        notes.append(void or f"{checks[0]}。{decision.words}，{decision.when.isoformat()}")
    for decision, check in sorted(holding, key=lambda item: item[0].choice is Use.LEAVE_OUT):  # that outdoes the others
        row = _row(check.addresses[0])
        made[row] = _changed(made.get(row) or found.record(check), decision, check)
    changed = tuple(_with(reading, made) for reading in readings)
    settled = {id(check) for _, check in holding}
    left_out = {_row(check.addresses[0]) for decision, check in holding if decision.choice is Use.LEAVE_OUT}
    still = (check for check in asked if id(check) not in settled and not _moot(check, left_out))
    return Outcome(changed, tuple(notes), tuple(still))


def _row(cell: Cell) -> _Row:
    return cell.file, cell.sheet, cell.row


def _moot(check: Check, left_out: set[_Row]) -> bool:
    """Whether a question asks about amounts that no figure takes any more: of a row that is left out, or of rows that
    stand twice, once no more than one of them counts. What dates say is still printed, so they are still asked about.
    """
    if check.code in _TWINS:
        return len({_row(cell) for cell in check.addresses} - left_out) < 2
    return check.code in _OF_A_ROW and _row(check.addresses[0]) in left_out


def _never_two(decisions: Iterable[Decision]) -> None:
    once: dict[tuple[str, ...], Decision] = {}
    for decision in decisions:
        first = once.setdefault(decision.key[1:], decision)
        if first is not decision and (first.choice is not decision.choice or first.key == decision.key):
            who = f"{first.name}：{first.choice.value}，{decision.name}：{decision.choice.value}"
            where = f"工作表“{decision.sheet}”的“{decision.project}”（{first.cell or decision.cell or decision.field}）"
            raise SettingsError(f"{where}有两个决定（{who}），请只留一个")


def _void(decision: Decision, checks: Sequence[Check]) -> str:
    """Why a decision does not hold; "" where it does."""
    about = f"“{decision.project}”的决定（{decision.name}：{decision.choice.value}）没有采用"
    if not checks:
        return f"{about}：这次没有再问到这个问题"
    if len(checks) > 1:
        cells = "、".join(str(check.addresses[0]) for check in checks)
        return f"{about}：同名的有{len(checks)}行（{cells}），分不清是哪一行，请在台账里把名称写得不同"
    check = checks[0]
    if (check.printed, check.computed) != decision.seen:
        then, now = ("，".join(pair) for pair in (decision.seen, (check.printed, check.computed)))
        return f"{about}：决定时是 {then}，现在是 {now}，请重新决定"
    return ""


def _changed(record: Measured, decision: Decision, check: Check) -> Measured:
    """The record with what the figures are to take, and in its ``extra`` why."""
    if decision.choice is Use.LEAVE_OUT:
        return _left_out(record, decision.words)
    name = decision.field
    extra: dict[str, Value] = {**record.extra, DECIDED: decision.words}
    changes: dict[str, Any] = {}
    if check.values and decision.choice is Use.PRINTED and name in (RATE, GAP):
        extra |= {f"{DECIDED}:{name}": decision.words, f"{TAKEN}:{name}": check.values[0]}
    elif check.values and decision.choice is Use.COMPUTED and name in LABELS:
        extra[f"{DECIDED}:{name}"] = decision.words
        inputs = {f"{DECIDED}:{name}:{number}": cell for number, cell in enumerate(check.addresses[1:])}
        changes = {name: check.values[1], "cells": {**record.cells, **inputs}}
    elif name in LABELS:
        extra[f"{DECIDED}:{name}"] = decision.words
    return replace(record, extra=extra, **changes)


def _left_out(record: Measured, note: str) -> Measured:
    """The record without amounts: it stands in no sum and no ranking."""
    kept = {name: value for name, value in record.extra.items() if not name.startswith(f"{TAKEN}:")}
    amounts = [name for name in LABELS if hasattr(record, name)]
    absent: dict[str, Any] = dict.fromkeys(amounts, NOT_APPLICABLE)
    notes = {f"{DECIDED}:{name}": note for name in amounts}
    return replace(record, extra={**kept, DECIDED: note, **notes}, **absent)


def _with(reading: Reading, made: dict[_Row, Measured]) -> Reading:
    projects = [made.get(_row(record.row), record) for record in reading.projects]
    units = [made.get(_row(record.row), record) for record in reading.units]
    return replace(
        reading,
        projects=tuple(item for item in projects if isinstance(item, Project)),
        units=tuple(item for item in units if isinstance(item, UnitTarget)),
    )
