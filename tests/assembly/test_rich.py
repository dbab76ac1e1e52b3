"""docxtpl's RichText and Listing printed by the press itself, and each object told off where it cannot stand."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph

from service.assembly import Insert, compile_template
from service.assembly.mend import W
from service.assembly.word_rules import check_document
from service.errors import FillError
from tests.assembly.docx_builder import RED, cell, docx, p, part, row, seen, table
from tests.assembly.test_fallback import PIXEL

NOTE = '<w:footnote w:id="1">{}</w:footnote>'
SHOWN: list[tuple[str, object, str]] = [
    ("甲{{ 值 }}乙", Listing("a\nb\tc"), "甲a⏎b⇥c乙"),
    ("甲{{ 值 }}乙", Listing("a\ab"), "甲a¶b乙"),
    ("甲{{ 值 }}乙", Listing("a\fb&<"), "甲a¶⏎¶b&<乙"),
    ("甲{{ 值 }}乙", Listing("a\x01b\ud800"), "甲a□b□乙"),
    ("甲{{r 值 }}乙", RichText("a\nb\tc"), "甲a⏎b⇥c乙"),
    ("甲{{r 值 }}乙", RichText("a\ab\fc"), "甲a¶b¶⏎¶c乙"),
    ("甲{{r 值 }}乙", RichText("a\x01b\ud800"), "甲a□b□乙"),
    ("甲{{r 值 }}乙", "a\n&<", "甲a⏎&<乙"),
    ("甲{{r 值 }}乙", 3, "甲3乙"),
    ("{{p 值 }}", RichTextParagraph("a\nb"), "a⏎b"),
    ("甲{{r 值 if 无 is defined }}乙", "a", "甲乙"),
]


@pytest.mark.parametrize(("text", "value", "expected"), SHOWN)
def test_shown(text: str, value: object, expected: str) -> None:
    made = compile_template(docx(p(text))).render({"值": value})
    assert seen(made) == expected
    assert check_document(made) == []


@pytest.mark.parametrize("place", ["header", "footnotes"])
def test_other_parts_too(place: str) -> None:
    body = NOTE.format(p("{{ 值 }}{{r 富 }}")) if place == "footnotes" else p("{{ 值 }}{{r 富 }}")
    parts: dict[str, Any] = {place: body}
    made = compile_template(docx(p("文"), **parts)).render({"值": Listing("a\nb"), "富": RichText("丙\n丁")})
    assert seen(made, f"word/{place}1.xml") == "a⏎b丙⏎丁"


def test_plain_text_looks_as_its_tag_did() -> None:
    made = part(compile_template(docx(p("甲", "{{r 值 }}"))).render({"值": "乙"}))
    looks = {run.findtext(f"{W}t"): run.find(f"{W}rPr/{W}color") for run in made.iter(f"{W}r")}
    assert looks["乙"] is not None


def test_rich_text_has_its_look_in_the_order_of_the_schema() -> None:
    rich = RichText(
        "甲", bold=True, italic=True, color="#FF0000", highlight="FFFF00", size=24, font="仿宋", style="强调"
    )
    made = compile_template(docx(p("{{r 值 }}"))).render({"值": rich})
    found = next(one for one in part(made).iter(f"{W}rPr") if one.find(f"{W}b") is not None)
    names = [str(one.tag).removeprefix(W) for one in found]
    assert names == ["rStyle", "rFonts", "b", "i", "color", "sz", "szCs", "shd"]
    assert found[-1].get(f"{W}val") == "clear"


def test_new_paragraphs_look_as_the_old_one_and_sections_end_once() -> None:
    look = '<w:pPr><w:jc w:val="center"/><w:sectPr/></w:pPr>'
    body = f'<w:p>{look}<w:hyperlink w:anchor="a"><w:r>{RED}<w:t>甲{{{{ 值 }}}}乙</w:t></w:r></w:hyperlink></w:p>'
    root = part(compile_template(docx(body + p("另一节"))).render({"值": Listing("一\a二\a三")}))
    *paragraphs, _ = root.iter(f"{W}p")
    assert ["".join(t.text or "" for t in one.iter(f"{W}t")) for one in paragraphs] == ["甲一", "二", "三乙"]
    assert [one.find(f"{W}pPr/{W}jc") is not None for one in paragraphs] == [True] * 3
    assert [one.find(f"{W}pPr/{W}sectPr") is not None for one in paragraphs] == [False, False, True]
    assert [one.find(f"{W}hyperlink/{W}r/{W}rPr") is not None for one in paragraphs] == [True] * 3


def image(document: DocxTemplate) -> object:
    return InlineImage(document, io.BytesIO(PIXEL), width=Mm(5))


def broken_image(document: DocxTemplate) -> object:
    return InlineImage(document, io.BytesIO(b"junk"))


def failing(document: DocxTemplate) -> object:
    raise ValueError("没有这张图")


REFUSED: list[tuple[str, object, str]] = [
    (p("甲{{ 值 }}"), RichText("a"), "“甲{{ 值 }}”处的 {{ 值 }} 无法填写：值是富文本，要写成 {{r … }}"),
    (p("甲{{ 值 }}"), RichTextParagraph("a"), "值是富文本段落，要写成 {{p … }}"),
    (p("{{p 值 }}"), RichText("a"), "值是富文本，要写成 {{r … }}"),
    (p("{{p 值 }}"), "文", "只能放子文档或富文本段落"),
    (p("甲{{r 值 }}"), Listing("a"), "值是多行文字，要写成 {{ … }}"),
    (p("甲{{r 值 }}"), Insert(image), "值是图片，要写成 {{ … }}"),
    (p("甲{{ 值 }}"), Insert(broken_image), "{{ 值 }} 无法填写：图片读不出来"),
    (p("甲{{ 值 }}"), Insert(failing), "{{ 值 }} 无法填写：图片、富文本或子文档没有做成：没有这张图"),
    (table(1, row(cell(p("{% cellbg 值 %}甲")))), RichText("a"), "{% cellbg 值 %} 无法填写：值是图片、富文本或子文档"),
    (p("甲{{r 值 }}"), RichText("a", color='"/><w:x'), "富文本的字体、颜色或样式里有不能用的字符"),
    (p("甲{{r 值 }}"), RichText("a", url_id="rId7"), "要用 Insert 给出"),
]


@pytest.mark.parametrize(("body", "value", "why"), REFUSED)
def test_refused_with_the_tag_and_the_cure(body: str, value: object, why: str) -> None:
    with pytest.raises(FillError) as caught:
        compile_template(docx(body)).render({"值": value})
    assert why in str(caught.value)


def test_a_picture_given_as_docxtpls_users_do() -> None:
    template = docx(p("甲{{ 值 }}"))
    made = compile_template(template).render({"值": image(DocxTemplate(io.BytesIO(template)))})
    assert len(list(part(made).iter(f"{W}drawing"))) == 1
    assert check_document(made) == []


def test_an_object_never_printed_does_no_harm() -> None:
    made = compile_template(docx(p("{% if 有 %}{{ 值 }}{% endif %}甲{{r 物 }}"))).render(
        {"有": False, "值": Insert(failing), "物": Insert(lambda _: RichText("乙"))}
    )
    assert seen(made) == "甲乙"
