"""What was understood of an upload, file by file and sheet by sheet, as the page shows it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass

from data_adapters import Cell, Mapping, Problem, Reading, Severity, SheetReading, SourceError
from data_adapters.containers import open_grids
from data_adapters.headings import nearest
from data_adapters.layout import read_layouts
from service import readable
from service.errors import SettingsError
from service.registers.known import is_meeting
from service.web.meeting_form import Values, values_of_file
from service.web.preview import Preview, preview
from service.web.received import StoredFile
from service.web.rereading import key_of, reread

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column in words, with what it may have been meant for where it was not recognised."""

    words: readable.ColumnWords
    guesses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """One sheet as understood; ``left_out`` pairs a reason with rows or columns, and ``columns`` is empty where no
    header was found."""

    name: str
    holds: str
    is_ledger: bool
    facts: tuple[tuple[str, str], ...]
    columns: tuple[ColumnView, ...]
    left_out: tuple[tuple[str, str], ...]
    is_card: bool
    preview: Preview

    @property
    def said(self) -> bool:
        """Whether a person said what some of its columns mean."""
        return any(column.words.said for column in self.columns)


@dataclass(frozen=True, slots=True)
class ProblemView:
    """One line of problems; ``anchor`` is where the page shows its first cell: (number of the sheet, cell) or None."""

    line: readable.Line
    anchor: tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class FileView:
    """One uploaded file: ``fault`` is the sentence on why it could not be used, "" where it could.

    ``counted`` says how many problems of each severity there are.
    """

    name: str
    size: int
    fault: str = ""
    kind: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    sheets: tuple[SheetView, ...] = ()
    problems: tuple[ProblemView, ...] = ()
    counted: tuple[tuple[Severity, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A whole upload: its files for the page, their readings for the papers with the place of each among the files
    (from 0), and the meeting file's values. Those of the same ``key`` are read the same."""

    files: tuple[FileView, ...]
    readings: tuple[Reading, ...]
    places: tuple[int, ...]
    meeting: Values | None
    key: Hashable = None

    @property
    def placed(self) -> Iterator[tuple[int, Reading]]:
        """The readings by the places of their files."""
        return zip(self.places, self.readings, strict=True)


def understand(files: Iterable[tuple[StoredFile, bytes]], mapping: Mapping | None = None) -> Understood:
    """Read every file in the light of what people said columns mean; one that cannot be used is named with the reason,
    and the others go on."""
    files = tuple(files)
    views: list[FileView] = []
    readings: dict[int, Reading] = {}
    meeting: Values | None = None
    seen: dict[str, str] = {}
    for place, (file, data) in enumerate(files):
        try:
            if twin := _twin(file, seen):
                views.append(FileView(file.name, file.size, twin))
                continue
            if is_meeting(file.name):
                if meeting is not None:
                    raise SettingsError(f"已经有一个会议文件，“{file.name}”没有使用，请只上传一个")
                meeting = values_of_file(data, file.name)
                views.append(FileView(file.name, file.size, kind="会议文件"))
                continue
            reading = reread(file.sha256, file.name, mapping, lambda data=data: data)  # type: ignore[misc]
            views.append(_file(file, reading, mapping))
            readings[place] = reading
        except (SourceError, SettingsError) as error:
            sheets = (
                () if is_meeting(file.name) else tuple(_sheet(item, {}, mapping) for item in headed(data, file.name))
            )
            views.append(FileView(file.name, file.size, str(error), sheets=sheets))
    return Understood(tuple(views), tuple(readings.values()), tuple(readings), meeting, key_of(files, mapping))


def sheets_of(file: StoredFile, data: bytes, mapping: Mapping | None = None) -> Sequence[SheetReading]:
    """The sheets of a file in the order the page shows them, whether or not it could be read as a ledger."""
    try:
        return reread(file.sha256, file.name, mapping, lambda: data).sheets
    except SourceError:
        return headed(data, file.name)


def headed(data: bytes, name: str) -> list[SheetReading]:
    """The sheets of a file that is no ledger on which something looks like a header: a person may say what it means."""
    try:
        grids = open_grids(data, name)[1]
    except SourceError:
        return []
    layouts = (layout for grid in grids for layout in read_layouts(grid))
    return [SheetReading(layout.grid.sheet, "other", "", layout) for layout in layouts if layout.header_rows]


def _twin(file: StoredFile, seen: dict[str, str]) -> str:
    """A sentence on a file that was sent twice and would count every project twice; "" for any other."""
    twin = seen.setdefault(file.sha256, file.name)
    return "" if twin is file.name else f"“{file.name}”与“{twin}”内容完全相同，只计算一次"


def _file(file: StoredFile, reading: Reading, mapping: Mapping | None) -> FileView:
    counts = (("个项目", len(reading.projects)), ("个任务单位", len(reading.units)), ("个问题", len(reading.topics)))
    found: dict[Cell, list[Problem]] = {}
    for problem in reading.problems:
        if isinstance(problem.address, Cell):
            found.setdefault(problem.address, []).append(problem)
    sheets = tuple(_sheet(sheet, found, mapping) for sheet in reading.sheets)
    severities = [problem.severity for problem in reading.problems]
    return FileView(
        name=file.name,
        size=file.size,
        kind=readable.kind_name(reading.kind),
        counts=tuple((label, count) for label, count in counts if count),
        sheets=sheets,
        problems=tuple(
            ProblemView(line, _anchor(line, sheets)) for line in readable.lines(reading.problems, reading.file)
        ),
        counted=tuple((severity, severities.count(severity)) for severity in Severity if severity in severities),
    )


def _anchor(line: readable.Line, sheets: Sequence[SheetView]) -> tuple[int, str] | None:
    """Where the first of the line's cells stands that a preview shows."""
    for cell in line.cells:
        for number, sheet in enumerate(sheets, start=1):
            if sheet.name == cell.sheet and cell.name in sheet.preview.places:
                return number, cell.name
    return None


def _sheet(sheet: SheetReading, found: Table[Cell, Sequence[Problem]], mapping: Mapping | None) -> SheetView:
    layout = sheet.layout
    is_ledger, has_header = bool(sheet.holds), bool(layout.header_rows) and sheet.role != "lookup"
    columns = readable.columns(layout, mapping) if has_header else []
    return SheetView(
        name=sheet.name,
        holds=readable.role_name(sheet),
        is_ledger=is_ledger,
        facts=tuple(readable.facts(layout)) if has_header else (),
        columns=tuple(
            ColumnView(words, () if words.label else tuple(nearest(column.heading))) for column, words in columns
        ),
        left_out=tuple(readable.left_out(layout)),
        is_card=readable.is_card(layout),
        preview=preview(layout, found),
    )
