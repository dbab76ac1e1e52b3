"""Each of Word's rules finds its fault, and nothing in a sound document."""

from __future__ import annotations

import io
import zipfile
from unittest.mock import Mock

import pytest

from service.assembly import word_rules
from service.assembly.word_rules import check_document
from tests.assembly.docx_builder import cell, docx, drawing, files, p, row, table, zipped

_MARK = '<w:p><w:bookmarkStart w:id="{0}" w:name="{1}"/><w:bookmarkEnd w:id="{0}"/></w:p>'
_FIELD = '<w:p><w:r><w:fldChar w:fldCharType="{}"/></w:r></w:p>'
_NUMBERED = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr></w:pPr></w:p>'
_SIZED = '<w:p><w:r><w:rPr><w:sz w:val="{}"/></w:rPr></w:r></w:p>'
_SPANNED = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr><w:p/></w:tc>'
_LINKED = '<w:p><w:hyperlink r:id="{}"/></w:p>'
_LINK = '<Relationship Id="rId9" Type="http://x/relationships/hyperlink" Target="{}" TargetMode="{}"/>'

SOUND = docx(
    p("甲")
    + table(2, row(cell("乙", table(1, row("丙")), "丁"), "戊"), row(_SPANNED.format(2)))
    + drawing(1)
    + drawing(2)
    + _MARK.format(0, "a")
    + _MARK.format(1, "b")
    + _FIELD.format("begin")
    + _FIELD.format("separate")
    + _FIELD.format("end")
    + _NUMBERED.format(0)
    + _SIZED.format(21)
    + _LINKED.format("rId9"),
    links=_LINK.format("http://a", "External"),
    header=p("眉"),
)

UNSOUND: dict[str, tuple[bytes, str]] = {
    "no zip": (b"a", "不是完好的"),
    "no body": (zipped({"[Content_Types].xml": "<Types/>"}), "缺少这个部件"),
    "bomb": (zipped(files(p("甲")) | {"a.bin": "a" * 30_000_000}), "压缩炸弹"),
    "broken": (zipped(files(p("甲")) | {"word/a.xml": "<a>"}), "word/a.xml：XML 结构不完整"),
    "no content type": (zipped(files(p("甲")) | {"word/media/a.png": "a"}), "word/media/a.png：没有登记内容类型"),
    "cell ends in a table": (
        docx(table(1, row(cell(table(1, row("甲")))))),
        "word/document.xml：单元格“甲”没有以段落结尾",
    ),
    "empty cell": (docx(table(1, row(cell()))), "没有以段落结尾"),
    "empty header": (docx(p("甲"), header=""), "word/header1.xml：页眉“”没有以段落结尾"),
    "empty row": (docx(table(1, row())), "没有单元格的行"),
    "empty table": (docx(table(1)), "没有行的表格"),
    "drawing id": (docx(drawing(3) + drawing(3)), "图形编号 3 出现 2 次"),
    "bookmark id": (docx(_MARK.format(0, "a") + _MARK.format(0, "b")), "书签编号 0 出现 2 次"),
    "bookmark name": (docx(_MARK.format(0, "a") + _MARK.format(1, "a")), "书签名称 a 出现 2 次"),
    "span": (docx(table(1, row(_SPANNED.format(0)))), "跨列数“0”"),
    "order": (
        docx(table(1, row('<w:tc><w:tcPr><w:shd w:val="clear"/><w:tcW w:w="9"/></w:tcPr><w:p/></w:tc>'))),
        "单元格的属性次序",
    ),
    "size": (docx(_SIZED.format("10.5")), "字号“10.5”"),
    "numbering": (docx(_NUMBERED.format(7)), "没有定义的编号 7"),
    "link": (docx(_LINKED.format("rId7")), "不存在的关系 rId7"),
    "target": (docx(p("甲"), links=_LINK.format("media/a.png", "Internal")), "指向的 word/media/a.png 不在文件内"),
    "open field": (docx(_FIELD.format("begin")), "1 个域没有结尾"),
    "field end": (docx(_FIELD.format("end")), "没有开头的域"),
    "tag": (docx(p("{", "{ 甲 }}")), "“{{ 甲 }}”里还留有模板标签"),
}


def test_sound_document() -> None:
    assert check_document(SOUND) == []


@pytest.mark.parametrize("name", UNSOUND)
def test_unsound_document(name: str) -> None:
    data, said = UNSOUND[name]
    found = check_document(data)
    assert len(found) == 1, found
    assert said in found[0]


def test_doubled_part() -> None:
    made = io.BytesIO(docx(p("甲")))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(made, "a") as archive:
        archive.writestr("docProps/core.xml", "<a/>")
    assert check_document(made.getvalue()) == ["docProps/core.xml：压缩包内有重名文件"]


def test_second_copy_for_old_programs_is_no_double() -> None:
    choice = '<mc:Choice Requires="wps">{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback>'.format(_MARK.format(0, "a"))
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    assert check_document(docx(f"<mc:AlternateContent {mc}>{choice}</mc:AlternateContent>")) == []


def _called(main: str) -> bytes:
    """A document with one fault in a main part of that name."""
    body = p("甲") + _SIZED.format("x")
    made = {name.replace("document.xml", main): content for name, content in files(body).items()}
    for name in ("[Content_Types].xml", "_rels/.rels"):
        made[name] = made[name].replace("word/document.xml", f"word/{main}")
    return zipped(made)


@pytest.mark.parametrize("main", ["document2.xml", "main.xml"])
def test_the_main_part_is_found_whatever_it_is_called(main: str) -> None:
    assert check_document(_called(main)) == [f"word/{main}：字号“x”应是以半磅计的整数"]


def test_no_paragraph_is_read_for_tags_where_no_brace_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = Mock(wraps=word_rules._text)
    monkeypatch.setattr(word_rules, "_text", looked)
    assert check_document(docx(p("甲") * 50 + p("{", "乙"))) == []
    assert looked.call_count == 0
    assert len(check_document(docx(p("甲") + p("{", "{ 乙 }}")))) == 1
    assert looked.call_count == 2


def test_every_lost_link_is_told_after_one_look_at_the_part(monkeypatch: pytest.MonkeyPatch) -> None:
    body = _LINKED.format("rId8") + _LINKED.format("rId9") + _LINKED.format("") + _LINKED.format("rId7")
    looked = Mock(wraps=word_rules._LINKS_USED)
    monkeypatch.setattr(word_rules, "_LINKS_USED", looked)
    found = check_document(docx(body, links=_LINK.format("http://a", "External")))
    assert [sentence[-4:] for sentence in found] == ["rId8", "rId7"]
    assert looked.call_count == 1
