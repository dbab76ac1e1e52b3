"""What loops leave doubled in a part is put right, however much of it there is."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from lxml import etree

from service.assembly.mend import W, mend
from tests.assembly.docx_builder import NS

_START, _END = '<w:bookmarkStart w:id="{0}" w:name="{1}"/>', '<w:bookmarkEnd w:id="{0}"/>'
_GO_BACK = _START.format(0, "_GoBack") + _END.format(0)


def mended(marks: Iterable[str]) -> str:
    """The bookmark marks left of a part: the number of each, / before that of an end."""
    root = etree.fromstring(f"<w:body {NS}>{''.join(f'<w:p>{mark}</w:p>' for mark in marks)}</w:body>")
    mend(root)
    left = root.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")
    return " ".join(("/" if mark.tag == f"{W}bookmarkEnd" else "") + mark.get(f"{W}id", "") for mark in left)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([_GO_BACK, _GO_BACK, _GO_BACK], "0 /0"),
        ([_START.format(0, "甲"), _START.format(1, "乙") * 2, _END.format(1) * 2, _END.format(0)], "0 1 /1 /0"),
        ([_START.format(0, "甲") + _END.format(0), _START.format(1, "甲") + _END.format(1)], "0 /0"),
        ([_START.format(0, "甲"), _START.format(0, "甲"), _END.format(0)], "0"),
        ([_GO_BACK, _START.format(2, "乙"), _END.format(2), _END.format(3)], "0 /0 2 /2 /3"),
    ],
    ids=["turns", "nested", "same name", "too few ends", "nothing doubled"],
)
def test_the_first_bookmark_stays_and_the_others_go_with_their_ends(marks: list[str], expected: str) -> None:
    assert mended(marks) == expected


def test_a_bookmark_in_each_of_very_many_turns_takes_one_pass() -> None:
    assert mended([_GO_BACK] * 60_000) == "0 /0"  # looked for one by one, minutes
