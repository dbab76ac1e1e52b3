"""What was understood of an upload, file by file and sheet by sheet, as the page shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data_adapters import Mapping, Problem, Reading, Severity, SheetReading, SourceError, column_letter, read_bytes
from data_adapters.headings import fields, nearest
from data_adapters.layout import Column, Layout, Role
from data_adapters.report import period_text
from service.errors import SettingsError
from service.web.files import StoredFile
from service.web.meeting_form import Values, values_of_file
from service.web.preview import Preview, preview

HOLDS = {"projects": "项目台账", "units": "任务单位表", "topics": "问题清单", "": "不是台账，已跳过"}
SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}
_LEFT_OUT = {Role.TOTAL: "合计行", Role.GROUP: "分组行", Role.NOTE: "备注行"}
_CURE = re.compile(r"^(?P<what>.+?)[，；。](?P<cure>(?:请|如不是|如需|可能是).+)$")


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column: its letter, heading as printed and what it means ("" where not recognised, then with guesses)."""

    letter: str
    heading: str
    label: str
    guesses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """One sheet as understood; ``left_out`` pairs a reason with row numbers."""

    name: str
    holds: str
    facts: tuple[tuple[str, str], ...]
    columns: tuple[ColumnView, ...]
    left_out: tuple[tuple[str, str], ...]
    preview: Preview


@dataclass(frozen=True, slots=True)
class ProblemView:
    """One problem: how bad, where, what, and what to do (may be empty)."""

    severity: Severity
    address: str
    what: str
    cure: str


@dataclass(frozen=True, slots=True)
class FileView:
    """One uploaded file: ``fault`` is the sentence on why it could not be used, "" where it could."""

    name: str
    size: int
    fault: str = ""
    kind: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    sheets: tuple[SheetView, ...] = ()
    problems: tuple[ProblemView, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A whole upload: its files for the page, their readings for the papers, and the meeting file's values."""

    files: tuple[FileView, ...]
    readings: tuple[Reading, ...]
    meeting: Values | None


def understand(files: Iterable[tuple[StoredFile, bytes]], mapping: Mapping | None = None) -> Understood:
    """Read every file in the light of what people said columns mean; one that cannot be used is named with the reason,
    and the others go on."""
    views: list[FileView] = []
    readings: list[Reading] = []
    meeting: Values | None = None
    seen: dict[str, str] = {}
    for file, data in files:
        try:
            _refuse_twin(file, seen)
            if _is_meeting(file.name):
                if meeting is not None:
                    raise SettingsError(f"已经有一个会议文件，“{file.name}”没有使用，请只上传一个")
                meeting = values_of_file(data, file.name)
                views.append(FileView(file.name, file.size, kind="会议文件"))
                continue
            reading = read_bytes(data, file.name, mapping)
            views.append(_file(file, reading))
            readings.append(reading)
        except (SourceError, SettingsError) as error:
            views.append(FileView(file.name, file.size, str(error)))
    return Understood(tuple(views), tuple(readings), meeting)


def _refuse_twin(file: StoredFile, seen: dict[str, str]) -> None:
    """A file sent twice would count every project twice."""
    twin = seen.setdefault(file.sha256, file.name)
    if twin is not file.name:
        raise SourceError(f"“{file.name}”与“{twin}”内容完全相同，只计算一次")


def _is_meeting(name: str) -> bool:
    return name.lower().endswith(".toml")


def _file(file: StoredFile, reading: Reading) -> FileView:
    counts = (("个项目", len(reading.projects)), ("个任务单位", len(reading.units)), ("个问题", len(reading.topics)))
    return FileView(
        name=file.name,
        size=file.size,
        kind=reading.kind,
        counts=tuple((label, count) for label, count in counts if count),
        sheets=tuple(_sheet(sheet, preview(sheet.layout)) for sheet in reading.sheets),
        problems=tuple(_problems(reading.problems)),
    )


def _sheet(sheet: SheetReading, shown: Preview) -> SheetView:
    layout = sheet.layout
    if not sheet.holds:
        return SheetView(sheet.name, HOLDS[""], (), (), (), shown)
    facts = (
        ("标题", layout.title or "没有"),
        *((("金额单位", layout.unit or "见各列表头，没有注明的按万元"),) if _has_amounts(layout) else ()),
        ("数据截至", period_text(layout) or "没有写明"),
        ("表头", f"第 {_rows(layout.header_rows)} 行"),
        ("数据", f"{len(layout.rows(Role.DATA))} 行"),
    )
    left_out = tuple((why, f"第 {_rows(rows)} 行") for role, why in _LEFT_OUT.items() if (rows := layout.rows(role)))
    return SheetView(sheet.name, HOLDS[sheet.holds], facts, tuple(map(_column, layout.columns)), left_out, shown)


def _has_amounts(layout: Layout) -> bool:
    return any(column.match and fields()[column.match.field].type == "amount" for column in layout.columns)


def _column(column: Column) -> ColumnView:
    heading = " / ".join("".join(text.split()) for text in (*column.parents, column.heading))
    label = column.match.label if column.match else ""
    guesses = () if column.match else tuple(nearest(column.heading))
    return ColumnView(column_letter(column.index), heading, label, guesses)


def _rows(numbers: Sequence[int]) -> str:
    """Row numbers in words, runs joined: 3—5、9."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}—{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _problems(problems: Iterable[Problem]) -> Iterator[ProblemView]:
    """The worst first, in the order of the file within one severity."""
    order = list(Severity)
    for problem in sorted(problems, key=lambda item: order.index(item.severity)):
        found = _CURE.match(problem.message)
        what, cure = (found["what"], found["cure"]) if found else (problem.message, "")
        yield ProblemView(problem.severity, str(problem.address), what, cure)
