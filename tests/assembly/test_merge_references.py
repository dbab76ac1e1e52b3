"""Fields of joined documents lead to their own document's bookmarks, wherever they stand, and no other word changes."""

from __future__ import annotations

import pytest

from service.assembly.fields import fields
from service.assembly.mend import W
from service.assembly.merge import merge
from service.assembly.word_rules import check_document
from tests.assembly.docx_builder import docx, p, part
from tests.assembly.test_merge import in_margins, names
from tests.assembly.test_merge_fields import codes, complex_field, simple_field


def mark(name: str, number: int = 0) -> str:
    """A bookmark."""
    return f'<w:p><w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/></w:p>'


@pytest.mark.parametrize(
    ("code", "second"),
    [
        ("REF 表 \\h", "REF 表_2 \\h"),
        ('pageref "表"', 'pageref "表_2"'),
        ("NOTEREF 表 \\f", "NOTEREF 表_2 \\f"),
        ('HYPERLINK \\l "表"', 'HYPERLINK \\l "表_2"'),
        ('HYPERLINK "" \\L 表', 'HYPERLINK "" \\L 表_2'),
        ('HYPERLINK "http://a/表" \\l "表"', None),
        ("TOC \\b 表 \\o", "TOC \\b 表_2 \\o"),
        ('TOC \\b 表 \\c "表"', 'TOC \\b 表_2 \\c "表"'),
        ("SEQ 表 \\r 3", None),
        ("SEQ 表 表 \\r 3", "SEQ 表 表_2 \\r 3"),
        ("表 \\h", "表_2 \\h"),
        ("=SUM(表, 2) + 表外", "=SUM(表_2, 2) + 表外"),
        ('IF 表 = "表" "表" 表', 'IF 表_2 = "表" "表" 表'),
        ("STYLEREF 表", None),
        ('QUOTE "表" 表', None),
        ("PAGE \\* 表", None),
    ],
)
def test_only_what_names_a_bookmark_is_renamed(code: str, second: str | None) -> None:
    one = docx(mark("表") + simple_field(code))
    assert codes(merge([one, one])) == [code, second or code]


def test_case_does_not_matter_nor_where_a_code_is_cut() -> None:
    one = docx(mark("Item") + complex_field(" REF iT", "e", "M \\h ") + complex_field("SEQ It", "em \\r 1"))
    made = merge([one, one])
    assert codes(made) == ["REF Item \\h", "SEQ Item \\r 1", "REF Item_2 \\h", "SEQ Item \\r 1"]


def test_a_field_in_another_ones_code_is_followed_too() -> None:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    word = "<w:r><w:instrText>{}</w:instrText></w:r>".format
    inner = char("begin") + word(" REF 表 ") + char("separate") + word("表") + char("end")
    nested = f"<w:p>{char('begin')}{word('IF ')}{inner}{word(' = 1 甲 乙')}{char('separate')}{char('end')}</w:p>"
    one = docx(mark("表") + nested)
    assert codes(merge([one, one]))[2] == "REF 表_2"


def test_what_leads_nowhere_does_not_lead_to_another_document() -> None:
    bare, marked = docx(complex_field("REF 甲")), docx(mark("甲") + complex_field("REF 甲"))
    made = merge([bare, marked, bare])
    assert [start.get(f"{W}name") for start in part(made).iter(f"{W}bookmarkStart")] == ["甲_2"]
    assert codes(made) == ["REF 甲", "REF 甲_2", "REF 甲_3"]


def margin_codes(data: bytes) -> list[list[str]]:
    """What the fields of each header and footer are to do, in the order of the parts' names."""
    shown = sorted(name for name in names(data) if name.startswith(("word/header", "word/footer")))
    return [[" ".join(field.code.split()) for field in fields(part(data, name))] for name in shown]


def test_headers_and_footers_follow_their_own_document() -> None:
    def one(text: str) -> bytes:
        header = p(text) + mark("页眉签") + complex_field("REF 文件标题 \\h") + complex_field('TOC \\o "1-1"')
        return in_margins(mark("文件标题") + p(text), header=header, footer=complex_field("SEQ 表"))

    made = merge([one("甲"), one("乙")])
    assert check_document(made) == []
    footers, headers = margin_codes(made)[:2], margin_codes(made)[2:]
    assert headers == [
        ["REF 文件标题 \\h", 'TOC \\o "1-1" \\b _HuicaiPaper \\u'],
        ["REF 文件标题_2 \\h", 'TOC \\o "1-1" \\b _HuicaiPaper_2 \\u'],
    ]
    assert footers == [["SEQ 表"], ["SEQ 表 \\r 1"]]
    roots = [part(made), part(made, "word/header1.xml"), part(made, "word/header2.xml")]
    starts = [start for root in roots for start in root.iter(f"{W}bookmarkStart")]
    assert len({start.get(f"{W}id") for start in starts}) == len({start.get(f"{W}name") for start in starts}) == 6


def test_equal_headers_are_still_kept_once() -> None:
    header = p("眉") + complex_field("PAGE")
    made = merge([in_margins(p(text), header=header) for text in "甲乙丙"])
    assert [name for name in names(made) if "header" in name] == ["word/header1.xml"]


def test_a_control_in_a_header_no_longer_shows_another_files_title() -> None:
    tied = '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{0}"/></w:sdtPr><w:sdtContent>{1}</w:sdtContent>'
    made = merge([in_margins(p("甲"), header=tied.format("{}", p("眉")) + "</w:sdt>" + p("尾"))])
    assert not list(part(made, "word/header1.xml").iter(f"{W}dataBinding"))
