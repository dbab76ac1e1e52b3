"""Whatever bytes come, the door answers with a reading or a sentence."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_adapters import Reading, SourceError, as_json, read_bytes
from tests.adapters.building import rezipped
from tests.adapters.fuzz import run
from tests.adapters.test_liars import GOOD

_XLS = (Path(__file__).parent / "files" / "台账.xls").read_bytes()
_CSV = '2026年台账（万元）,,\n项目名称,年度计划投资,责任单位\n甲项目,"1,200",栖云镇\n'.encode("gb18030")
_PARTS = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml")
_bounded = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
_edits = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=3)), min_size=1, max_size=6
)


def edited(data: bytes, edits: list[tuple[float, bytes]]) -> bytes:
    found = bytearray(data)
    for place, new in edits:
        start = int(place * len(found))
        found[start : start + len(new)] = new
    return bytes(found)


def answer(data: bytes, name: str) -> None:
    said: Reading | SourceError
    try:
        said = read_bytes(data, name)
    except SourceError as error:
        said = error
    assert name in (str(said) if isinstance(said, SourceError) else as_json(said)["file"])


@_bounded
@given(st.binary(max_size=400))
def test_random_bytes(data: bytes) -> None:
    answer(data, "台账.xlsx")


@_bounded
@given(_edits)
def test_mutated_packages(edits: list[tuple[float, bytes]]) -> None:
    answer(edited(GOOD, edits), "台账.xlsx")


@_bounded
@given(st.sampled_from(_PARTS), _edits)
def test_mutated_parts(part: str, edits: list[tuple[float, bytes]]) -> None:
    answer(rezipped(GOOD, {part: lambda content: edited(content, edits)}), "台账.xlsx")


@_bounded
@given(_edits)
def test_mutated_text_tables(edits: list[tuple[float, bytes]]) -> None:
    answer(edited(_CSV, edits), "台账.csv")


@_bounded
@given(_edits)
def test_mutated_old_workbooks(edits: list[tuple[float, bytes]]) -> None:
    answer(edited(_XLS, edits), "台账.xls")


def test_bent_files_are_read_checked_and_marked_or_refused() -> None:
    found = run(60, seed=20260901)
    assert [said for said in found if said.startswith("failed")] == []
    assert {said.split()[-1] for said in found} == {"records", "sentence"}
