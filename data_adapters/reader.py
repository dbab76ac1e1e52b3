"""The door: a file, a query or a frame becomes a :class:`Reading`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from data_adapters.beginning import Begun, bytes_of
from data_adapters.extract import Extract, extract
from data_adapters.grid import Grid
from data_adapters.layout import Layout, read_layouts, what_it_holds
from data_adapters.letters import column_letter
from data_adapters.mapping import Mapping, apply
from data_adapters.problem_list import is_list
from data_adapters.problems import Problem, Severity, SourceError
from data_adapters.reading import Reading, SheetReading
from data_adapters.sender import sender_in

if TYPE_CHECKING:
    import pandas


def read_file(path: Path, mapping: Mapping | None = None, name: str = "") -> Reading:
    """Read a file from disk under its own or another name; ``mapping`` is what people said its columns mean.

    Raises :class:`SourceError` in one Chinese sentence if it cannot be read at all.
    """
    return read_bytes(bytes_of(path), name or path.name, mapping)


def read_bytes(data: bytes, name: str, mapping: Mapping | None = None) -> Reading:
    """Read a file's bytes under the name the user knows it by. Raises :class:`SourceError` as :func:`read_file`."""
    with closing(Begun(data, name)) as begun:
        return begun.read(mapping)


def read_query(url: str, query: str, mapping: Mapping | None = None) -> Reading:
    """Read the result of one SELECT from the database at a SQLAlchemy URL. Raises :class:`SourceError`."""
    from data_adapters.containers import sql  # noqa: PLC0415 - SQLAlchemy is loaded only where a database is read

    grid = sql.read_query(url, query)
    return understood(grid.file, "sql", [grid], [], mapping)


def read_frame(frame: pandas.DataFrame, name: str, mapping: Mapping | None = None) -> Reading:
    """Read a DataFrame, its column labels being the headings. Raises :class:`SourceError` where it is no ledger."""
    from data_adapters.containers import frame as frames  # noqa: PLC0415 - pandas is loaded only where a frame is read

    return understood(name, "frame", [frames.from_frame(frame, name)], [], mapping)


def understood(
    name: str, kind: str, grids: Sequence[Grid], notes: Sequence[Problem], mapping: Mapping | None
) -> Reading:
    """The reading of a file's sheets. Raises :class:`SourceError` where none of them is a ledger."""
    sent = [grid for grid in grids if not is_list(grid.text(1, 1))]  # not the list of problems we put in a marked copy
    said: list[Problem] = []
    layouts: list[Layout] = []
    for layout in (layout for grid in sent for layout in read_layouts(grid)):
        mapped, answers = apply(layout, mapping) if mapping else (layout, [])
        layouts.append(mapped)
        said.extend(answers)
    parts = [(layout, extract(layout.grid, layout)) for layout in layouts]
    if not any(found.holds for _, found in parts):
        raise SourceError(_why_nothing(name, layouts))
    answered = {problem.address for problem in said}
    problems = [*notes, *said]
    problems.extend(
        problem
        for _, found in parts
        for problem in found.problems
        if problem.code != "unknown_heading" or problem.address not in answered
    )
    problems.extend(problem for layout, found in parts for problem in _passed_over(layout, found))
    return Reading(
        file=name,
        kind=kind,
        sheets=tuple(_sheet(layout, found) for layout, found in parts),
        projects=tuple(record for _, found in parts for record in found.projects),
        units=tuple(record for _, found in parts for record in found.units),
        topics=tuple(record for _, found in parts for record in found.topics),
        subtotals=tuple(record for _, found in parts for record in found.subtotals),
        problems=tuple(problems),
        sender=sender_in(sent),
    )


def _sheet(layout: Layout, found: Extract) -> SheetReading:
    role = layout.kind if found.holds or layout.kind == "lookup" else "other"
    return SheetReading(layout.grid.sheet, role, found.holds, layout)


def _passed_over(layout: Layout, found: Extract) -> Iterator[Problem]:
    """What of a sheet was not read: all of it, a list beside a ledger, hidden rows and columns."""
    sheet = f"{layout.grid.file} › {layout.grid.sheet}"
    columns = _span(column_letter(layout.first_column), column_letter(layout.last_column))
    if layout.kind == "lookup" and layout.first_column > 1:
        message = f"{columns}列是旁边的选项表，不是台账，已跳过"
        yield Problem(sheet, "lookup_skipped", message, Severity.NOTE)
    elif not found.holds and any(layout.grid.rows):
        said = "只列了选项" if layout.kind == "lookup" else "没有识别为台账"
        yield Problem(sheet, "sheet_skipped", f"这张工作表{said}，已跳过", Severity.NOTE)
    for cell in layout.unread:
        message = "这一格旁边没有能识别的项目栏目，没有读取；如需读取请在左边一格写上栏目名"
        yield Problem(cell, "unread_cell", message, Severity.NOTE)
    if layout.kind == "lookup":
        return  # nothing of it is read: that its hidden rows are not either need not be said
    if layout.hidden_rows:
        message = f"第 {'、'.join(map(str, layout.hidden_rows))} 行是隐藏的，已跳过；如需读取请先取消隐藏"
        yield Problem(sheet, "hidden_rows", message, Severity.NOTE)
    if layout.hidden_columns:
        message = f"{'、'.join(map(column_letter, layout.hidden_columns))} 列是隐藏的，已跳过；如需读取请先取消隐藏"
        yield Problem(sheet, "hidden_columns", message, Severity.NOTE)


def _span(first: str, last: str) -> str:
    return f"{first} " if first == last else f"{first}—{last} "


def _why_nothing(name: str, layouts: Sequence[Layout]) -> str:
    for layout in layouts:
        if layout.header_rows and not what_it_holds(layout.columns):
            rows = "、".join(str(row) for row in layout.header_rows)
            return (
                f"“{name}”的工作表“{layout.grid.sheet}”第 {rows} 行像是表头，但没有“项目名称”或“任务单位”一列，"
                "请把该列的表头写成“项目名称”后再上传"
            )
    return f"“{name}”里没有找到表头（应有“项目名称”“年度计划投资”“累计完成投资”等列名），请检查是否传错文件或补上表头行"
