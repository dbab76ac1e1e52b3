"""Pictures, links and sub-documents go through docxtpl, with the press's guards."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, RichText

from service.assembly import Insert, compile_template
from service.assembly.mend import W
from service.assembly.word_rules import check_document
from service.errors import FillError
from service.wording import FILTERS
from tests.assembly.docx_builder import cell, docx, drawing, p, part, row, seen, table

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def picture(document: DocxTemplate) -> object:
    """A one-pixel picture for the document."""
    return InlineImage(document, io.BytesIO(PIXEL), width=Mm(5))


def test_rich_text() -> None:
    template = compile_template(docx(p("甲{{r 值 }}乙")))
    made = template.render({"值": RichText("a & b", bold=True)})
    assert seen(made) == "甲a & b乙"
    assert next(part(made).iter(W + "b")) is not None
    assert check_document(made) == []
    assert made == template.render({"值": RichText("a & b", bold=True)})


def test_picture_forces_the_other_path_for_one_fill() -> None:
    template = compile_template(
        docx(drawing(5) + p("{% for 图 in 图们 %}{{ 图 }}{% endfor %}{{ 值 }}"), title="{{ 值 }}")
    )
    made = template.render({"图们": [Insert(picture), Insert(picture)], "值": "<乙>\n丙"})
    assert seen(made).endswith("<乙>⏎丙")
    assert check_document(made) == []
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert [name for name in archive.namelist() if "media" in name]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "".join(map(str, part(made, "docProps/core.xml").itertext())) == "<乙> 丙"
    assert seen(template.render({"图们": [], "值": "丁"})).endswith("丁")


def test_merged_and_shaded_cells() -> None:
    body = table(3, row(cell("{% colspan 列|length %}甲"), "乙"), row("{% cellbg 色 %}丙", "丁", "戊"))
    template = compile_template(docx(body))
    made = template.render({"列": [1, 2], "色": "FF0000"})
    assert [span.get(W + "val") for span in part(made).iter(W + "gridSpan")] == ["2"]
    assert [shade.get(W + "fill") for shade in part(made).iter(W + "shd")] == ["FF0000"]


def test_vertical_merge() -> None:
    body = table(2, row("{%tr for 行 in 表 %}"), row("{% vm %}甲", "{{ 行 }}"), row("{%tr endfor %}"))
    made = compile_template(docx(body)).render({"表": [1, 2]})
    assert [merge.get(W + "val") for merge in part(made).iter(W + "vMerge")] == ["restart", "continue"]


def test_all_parts_are_filled_also_here() -> None:
    note = '<w:footnote w:id="1">{}</w:footnote>'.format(p("注{{ 值 }}"))
    data = docx(p("{{r 值 }}"), header=p("{{ 数|亿元 }}"), footnotes=note.replace("值", "题"), title="{{ 题 }}")
    made = compile_template(data, filters=FILTERS).render({"值": RichText("甲"), "数": 12900, "题": "{{ 7 * 7 }}"})
    assert seen(made, "word/header1.xml") == "1.29亿元"
    assert seen(made, "word/footnotes1.xml") == "注{{ 7 * 7 }}"
    assert "".join(map(str, part(made, "docProps/core.xml").itertext())) == "{{ 7 * 7 }}"


def test_errors_have_their_place_here_too() -> None:
    template = compile_template(docx(p("甲{{r 值 }}") + p("乙{{ 无 }}")), name="通报")
    with pytest.raises(FillError) as caught:
        template.render({"值": RichText("甲")})
    said = "模板“通报”正文第2段“乙{{ 无 }}”处的 {{ 无 }} 无法填写：没有名为“无”的数据"
    assert str(caught.value).startswith(said)


def test_picture_in_a_property_is_refused() -> None:
    with pytest.raises(FillError, match=r"文档属性的标题的 .* 无法填写：值是图片、富文本或子文档"):
        compile_template(docx(p("甲"), title="{{ 图 }}")).render({"图": Insert(picture)})


def test_picture_in_a_footnote_is_refused() -> None:
    note = '<w:footnote w:id="1">{}</w:footnote>'.format(p("{{ 图 }}"))
    with pytest.raises(FillError, match="脚注里不能放图片"):
        compile_template(docx(p("甲"), footnotes=note)).render({"图": Insert(picture)})
