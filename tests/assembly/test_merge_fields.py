"""Joined documents keep their contents and their numbered tables to themselves."""

from __future__ import annotations

import re

import pytest

from service.assembly.fields import fields
from service.assembly.mend import W
from service.assembly.merge import merge
from service.assembly.word_rules import check_document
from tests.assembly.docx_builder import docx, p, part


def complex_field(*codes: str) -> str:
    """A field whose code stands in as many runs."""
    runs = "".join(f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>' for code in codes)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return f"<w:p>{mark('begin')}{runs}{mark('separate')}<w:r><w:t>1</w:t></w:r>{mark('end')}</w:p>"


def simple_field(code: str) -> str:
    return f"<w:p><w:fldSimple w:instr='{code}'><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>"


def codes(data: bytes) -> list[str]:
    """What the fields of a file are to do."""
    return [" ".join(field.code.split()) for field in fields(part(data))]


@pytest.mark.parametrize("field", [complex_field('TOC \\o "1-3"', " \\h "), simple_field(' TOC \\o "1-3" \\h ')])
def test_contents_list_their_own_document(field: str) -> None:
    made = merge([docx(field + p("甲")), docx(field + p("乙"))])
    assert check_document(made) == []
    assert codes(made) == [
        'TOC \\o "1-3" \\h \\b _HuicaiPaper \\u',
        'TOC \\o "1-3" \\h \\b _HuicaiPaper_2 \\u',
    ]
    assert all(found.start.get(f"{W}dirty") == "true" for found in fields(part(made)))


def test_the_bookmark_holds_all_of_its_document_and_nothing_else() -> None:
    made = merge([docx(p("前")), docx(complex_field('TOC \\o "1-3"') + p("乙")), docx(p("后"))])
    body = part(made)[0]
    start, end = (next(body.iter(f"{W}bookmark{which}")) for which in ("Start", "End"))
    children = list(body)
    inside = "".join(
        "".join(map(str, child.itertext())) for child in children[children.index(start) : children.index(end)]
    )
    assert ("乙" in inside, "前" in inside, "后" in inside) == (True, False, False)


def test_contents_already_limited_stay_as_they_are() -> None:
    field = complex_field('TOC \\b 本篇 \\o "1-3"')
    assert codes(merge([docx(field)])) == ['TOC \\b 本篇 \\o "1-3"']


def test_tables_are_numbered_from_one_in_each_document() -> None:
    body = complex_field("SEQ 表 \\* ARABIC") + simple_field("SEQ 图") + complex_field("SEQ 表 \\* ARABIC")
    own = complex_field("SEQ 表 \\r 5")
    assert codes(merge([docx(body), docx(body), docx(own)])) == [
        *("SEQ 表 \\* ARABIC", "SEQ 图", "SEQ 表 \\* ARABIC"),
        *("SEQ 表 \\* ARABIC \\r 1", "SEQ 图 \\r 1", "SEQ 表 \\* ARABIC"),
        "SEQ 表 \\r 5",
    ]


def test_copies_have_bookmarks_of_their_own() -> None:
    made = merge([docx(complex_field('TOC \\o "1-2"') + p("甲"))], copies=[3])
    assert check_document(made) == []
    assert len(set(re.findall(r"_HuicaiPaper\w*", " ".join(codes(made))))) == 3
