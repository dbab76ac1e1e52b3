"""Any ledger, marked anywhere, reads as it did: the case files, and workbooks made at random."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from data_adapters import Cell, Problem, Reading, Severity, SourceError, read_bytes
from data_adapters.marked import marked_copy
from tests.adapters.building import parse, saved
from tests.adapters.marked.seeing import FILE, SHEET, colours, comments, listed, marked, parts

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.case"))


def _records(reading: Reading) -> list[object]:
    found = [*reading.projects, *reading.units, *reading.topics]
    return [*found, *(replace(item, covers=()) for item in reading.subtotals)]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_case_and_its_marked_copy_give_the_same_records(case: Path) -> None:
    source = parse(case.read_text("utf-8"))
    try:
        before = read_bytes(source.data(), source.file)
    except SourceError:  # it opens but holds no ledger: a copy without marks can still be made of it
        assert listed(marked_copy(source.data(), source.file, [])[1]) == []
        return
    copy = marked_copy(source.data(), source.file, before.problems)[1]
    assert _records(read_bytes(copy, source.file)) == _records(before)


_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufffe\uffff"), max_size=9)
_VALUES = st.one_of(st.none(), st.integers(-9, 10**9), st.booleans(), _TEXTS)
_PLACES = st.tuples(st.integers(1, 12), st.integers(1, 8))


@st.composite
def _books(draw: st.DrawFn) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    for row, values in enumerate(draw(st.lists(st.lists(_VALUES, max_size=6), max_size=9)), 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(row, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    return saved(book)


@settings(max_examples=60, deadline=None)
@given(_books(), st.lists(st.tuples(_PLACES, st.sampled_from(Severity)), max_size=8))
def test_marks_change_no_value_and_stand_where_asked(
    data: bytes, wanted: list[tuple[tuple[int, int], Severity]]
) -> None:
    problems = [Problem(Cell(FILE, SHEET, *place), "x", "数不对，请改正", level) for place, level in wanted]
    copy = marked(data, *problems)
    names = {problem.address.name for problem in problems if isinstance(problem.address, Cell)}
    assert set(comments(copy)) == set(colours(copy)) == names
    assert _filled(copy) == _filled(data)
    assert parts(marked(marked(copy, *problems), *problems)) == parts(marked(copy, *problems))
    assert not comments(marked(copy))
    assert not colours(marked(copy))


def _filled(data: bytes) -> dict[str, object]:
    cells = (cell for row in load_workbook(io.BytesIO(data))[SHEET].iter_rows() for cell in row)
    return {cell.coordinate: cell.value for cell in cells if cell.value is not None}
