"""Every described file is read as its expected reading says; each case is one pair of files in ``cases``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from data_adapters import SourceError, read_bytes
from tests.adapters.building import parse
from tests.adapters.picture import picture

_CASES = sorted((Path(__file__).parent / "cases").glob("*.case"))


def read(case: Path) -> dict[str, Any]:
    """The picture of a case's reading, or the sentence it is refused with."""
    source = parse(case.read_text(encoding="utf-8"))
    try:
        return picture(read_bytes(source.data(), source.file))
    except SourceError as error:
        return {"error": str(error)}


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case.stem)
def test_case(case: Path) -> None:
    expected = json.loads(case.with_suffix(".expected.json").read_text(encoding="utf-8"))
    assert read(case) == expected


def test_every_expectation_has_its_case() -> None:
    expected = {path.name.removesuffix(".expected.json") for path in (Path(__file__).parent / "cases").glob("*.json")}
    assert expected == {case.stem for case in _CASES}
    assert len(expected) >= 25
