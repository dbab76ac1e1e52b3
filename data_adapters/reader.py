"""The door: a file becomes a :class:`Reading` — records, what was understood of each sheet, and problems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from data_adapters.containers import MAX_FILE_BYTES, base_name, open_grids, too_big
from data_adapters.extract import Extract, extract, what_it_holds
from data_adapters.grid import Grid
from data_adapters.layout import Layout, read_layout
from data_adapters.problems import Problem, Severity, SourceError
from data_adapters.records import Project, Subtotal, Topic, UnitTarget


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What was understood of one sheet. ``role`` is "ledger" or "other"; ``holds`` names the records it gave."""

    name: str
    role: str
    holds: str
    layout: Layout


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as read. ``year`` and ``month`` are the period the file names (0 where it names none)."""

    file: str
    kind: str
    sheets: tuple[SheetReading, ...]
    projects: tuple[Project, ...]
    units: tuple[UnitTarget, ...]
    topics: tuple[Topic, ...]
    subtotals: tuple[Subtotal, ...]
    problems: tuple[Problem, ...]

    @property
    def year(self) -> int:
        """The year the first ledger sheet that names one is of."""
        return next((sheet.layout.year for sheet in self.sheets if sheet.holds and sheet.layout.year), 0)

    @property
    def month(self) -> int:
        """The month up to which figures are given, by the first ledger sheet that says so."""
        return next((sheet.layout.month for sheet in self.sheets if sheet.holds and sheet.layout.month), 0)


def read_file(path: Path) -> Reading:
    """Read a file from disk. Raises :class:`SourceError` in one Chinese sentence if it cannot be read at all."""
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise SourceError(f"“{path}”不是普通文件，请给出工作簿文件")
        if path.stat().st_size > MAX_FILE_BYTES:
            raise SourceError(too_big(path.name, path.stat().st_size))
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError(f"找不到文件“{path}”，请检查文件名和所在文件夹") from error
    except IsADirectoryError as error:
        raise SourceError(f"“{path}”是文件夹，请给出其中的工作簿文件") from error
    except (OSError, ValueError) as error:
        raise SourceError(f"文件“{path}”打不开，请检查它是否正被占用或没有读取权限") from error
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Reading:
    """Read a file's bytes under the name the user knows it by. Raises :class:`SourceError` as :func:`read_file`."""
    name = base_name(name)
    kind, grids, notes = open_grids(data, name)
    parts = [(grid, *_read_grid(grid)) for grid in grids]
    if not any(found.holds for _, _, found in parts):
        raise SourceError(_why_nothing(name, [(grid, layout) for grid, layout, _ in parts]))
    problems = [*notes, *(problem for _, _, found in parts for problem in found.problems)]
    sheets = []
    for grid, layout, found in parts:
        sheets.append(SheetReading(grid.sheet, "ledger" if found.holds else "other", found.holds, layout))
        if not found.holds and any(grid.rows):
            message = "这张工作表没有识别为台账，已跳过"
            problems.append(Problem(f"{name} › {grid.sheet}", "sheet_skipped", message, Severity.NOTE))
    return Reading(
        file=name,
        kind=kind.value,
        sheets=tuple(sheets),
        projects=tuple(record for _, _, found in parts for record in found.projects),
        units=tuple(record for _, _, found in parts for record in found.units),
        topics=tuple(record for _, _, found in parts for record in found.topics),
        subtotals=tuple(record for _, _, found in parts for record in found.subtotals),
        problems=tuple(problems),
    )


def _read_grid(grid: Grid) -> tuple[Layout, Extract]:
    layout = read_layout(grid)
    return layout, extract(grid, layout)


def _why_nothing(name: str, parts: Sequence[tuple[Grid, Layout]]) -> str:
    for grid, layout in parts:
        if layout.header_rows and not what_it_holds(layout):
            rows = "、".join(str(row) for row in layout.header_rows)
            return (
                f"“{name}”的工作表“{grid.sheet}”第 {rows} 行像是表头，但没有“项目名称”或“任务单位”一列，"
                "请把该列的表头写成“项目名称”后再上传"
            )
    return f"“{name}”里没有找到表头（应有“项目名称”“年度计划投资”“累计完成投资”等列名），请检查是否传错文件或补上表头行"
