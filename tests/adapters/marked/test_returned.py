"""A marked copy that went through another program, and packages bent at random: marked again, or one sentence."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.styles import PatternFill

from data_adapters import SourceError
from data_adapters.marked import marked_copy
from tests.adapters.building import rezipped, saved
from tests.adapters.marked.seeing import FILE, LEDGER, SHEET, colours, comments, fault, listed, marked, parts
from tests.adapters.marked.test_kept import rich
from tests.adapters.test_fuzz import edited


def test_a_copy_saved_by_another_program_is_marked_anew() -> None:
    book = load_workbook(io.BytesIO(marked(LEDGER, fault("E4"), fault("H9"))))
    data = saved(book)
    assert b"_FilterDatabase" in parts(data)["xl/workbook.xml"]
    copy = marked(data, fault("D4"))
    again = load_workbook(io.BytesIO(copy))
    assert again.sheetnames == ["台账", "问题清单"]
    assert b"_FilterDatabase" not in parts(copy)["xl/workbook.xml"]
    assert (list(comments(copy)), list(colours(copy)), len(listed(copy))) == (["D4"], ["D4"], 1)


def test_what_libreoffice_makes_of_a_copy_is_marked_anew() -> None:
    """It keeps no author, no numbering of shapes, and gives every solid fill a second colour."""
    copy = marked(LEDGER, fault("E4"), fault("D3"))
    changes: dict[str, Callable[[bytes], bytes]] = {
        "docProps/app.xml": lambda xml: xml.replace(b"Microsoft Excel", b"LibreOffice/7"),
        "xl/styles.xml": lambda xml: re.sub(rb'<bgColor indexed="64"/>', b'<bgColor rgb="FFD9D9D9"/>', xml),
        "xl/comments1.xml": lambda xml: xml.replace("<author>会材".encode(), b"<author> "),
        "xl/drawings/vmlDrawing1.vml": lambda xml: re.sub(rb"<o:shapelayout.*?</o:shapelayout>", b"", xml),
    }
    assert all(change(parts(copy)[name]) != parts(copy)[name] for name, change in changes.items())
    again = marked(rezipped(copy, changes), fault("E4"))
    assert (list(comments(again)), list(colours(again))) == (["E4"], ["E4"])
    assert parts(again)["xl/drawings/vmlDrawing1.vml"].count(b"<v:shape ") == 1


def test_a_cell_copied_with_its_colour_loses_it_too() -> None:
    book = load_workbook(io.BytesIO(marked(LEDGER, fault("E4"))))
    book[SHEET]["B3"]._style = book[SHEET]["E4"]._style
    book[SHEET]["B4"].fill = PatternFill("solid", fgColor="FF00FF00")
    assert colours(marked(saved(book))) == {"B4": "FF00FF00"}


_PARTS = [
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
]
_OWN = [
    "xl/comments1.xml",
    "xl/drawings/vmlDrawing1.vml",
    "xl/worksheets/sheet3.xml",
    "xl/worksheets/_rels/sheet1.xml.rels",
]
_EDITS = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=3)), min_size=1, max_size=4
)
_COPY = marked(rich(), fault("E4"), fault("H9"))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.sampled_from([*_PARTS, *_OWN]), _EDITS)
def test_a_bent_package_gives_a_copy_or_a_sentence(part: str, edits: list[tuple[float, bytes]]) -> None:
    bent = rezipped(_COPY, {part: lambda content: edited(content, edits)})
    said = ""
    copy = b""
    try:
        copy = marked_copy(bent, FILE, [fault("E4"), fault("B9")])[1]
    except SourceError as error:
        said = str(error)
    assert FILE in said or "会材标注".encode() in b"".join(parts(copy).values())
