"""Whatever happens to a file of whatever kind, it is grids or a sentence."""

from __future__ import annotations

import io
import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_adapters import SourceError
from data_adapters.containers import Kind, open_grids
from tests.adapters.building import rezipped
from tests.adapters.containers.made import FILES
from tests.adapters.containers.test_kinds import GIVEN
from tests.adapters.test_fuzz import edited

_SOURCES = [
    *(GIVEN[kind] for kind in Kind),
    (FILES / "隐藏行列.xls").read_bytes(),
    (FILES / "隐藏行列.ods").read_bytes(),
]
_PARTS = [
    (data, name)
    for data in _SOURCES
    if data.startswith(b"PK")
    for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
    if name.endswith((".xml", ".bin", ".rels"))
]
_bounded = settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
_pieces = st.binary(min_size=1, max_size=3) | st.sampled_from(
    [b"<", b'"', b"/>", b"999999999", b"<!--", b"&#0;", b"\0"]
)
_edits = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), _pieces), min_size=1, max_size=6)


def answer(data: bytes) -> None:
    try:
        said = open_grids(data, "台账")[1][0].file
    except SourceError as refusal:
        said = str(refusal)
    assert "台账" in said
    assert "\n" not in said


@_bounded
@given(st.sampled_from(_SOURCES), _edits)
def test_mutated_files(data: bytes, edits: list[tuple[float, bytes]]) -> None:
    answer(edited(data, edits))


@_bounded
@given(st.sampled_from(_PARTS), _edits)
def test_mutated_parts(part: tuple[bytes, str], edits: list[tuple[float, bytes]]) -> None:
    data, name = part
    answer(rezipped(data, {name: lambda content: edited(content, edits)}))
