"""Sub-documents: their lists, pictures and headings arrive, beside the lists that a template begins again."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docxtpl import DocxTemplate

from service.assembly import Insert, compile_template
from service.assembly.mend import W
from service.assembly.word_rules import check_document
from tests.assembly.docx_builder import part, seen
from tests.assembly.test_fallback import PIXEL


def written(*lines: tuple[str, str | None], picture: bool = False) -> bytes:
    """A document of paragraphs, each with its style."""
    document = Document()
    for text, style in lines:
        document.add_paragraph(text, style)
    if picture:
        document.add_picture(io.BytesIO(PIXEL))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


PIECE = written(("一、附件", "Heading 1"), ("子项一", "List Number"), ("子项二", "List Number"), picture=True)


def piece(document: DocxTemplate) -> object:
    return document.new_subdoc(io.BytesIO(PIECE))


def numbers(data: bytes) -> list[str]:
    """The list each paragraph counts with by itself, empty for none."""
    found = (one.find(f"{W}pPr/{W}numPr/{W}numId") for one in part(data).iter(f"{W}p"))
    return ["" if number is None else number.get(f"{W}val", "") for number in found]


def test_lists_pictures_and_headings_arrive() -> None:
    made = compile_template(written(("{{p 值 }}", None), ("后{{ 数 }}", None))).render({"值": Insert(piece), "数": 1})
    assert seen(made) == "一、附件¶子项一¶子项二¶¶后1"
    assert check_document(made) == []
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert any(name.startswith("word/media/") for name in archive.namelist())
    styles = {style.get(f"{W}styleId") for style in part(made, "word/styles.xml").iter(f"{W}style")}
    used = {style.get(f"{W}val") for style in part(made).iter(f"{W}pStyle")}
    assert used <= styles


def test_lists_begun_again_beside_those_of_a_sub_document() -> None:
    lines = [("{%p for 项 in 表 %}", None), ("{% 重新编号 %}{{ 项 }}", "List Number"), ("续", "List Number")]
    template = compile_template(written(*lines, ("{%p endfor %}", None), ("{{p 值 }}", None)))
    made = template.render({"表": ["甲", "乙"], "值": Insert(piece)})
    assert check_document(made) == []
    defined = [num.get(f"{W}numId", "") for num in part(made, "word/numbering.xml").iter(f"{W}num")]
    assert len(defined) == len(set(defined))
    first, second, third, fourth, *others = numbers(made)
    assert first == second != third == fourth
    assert {first, third} <= set(defined)
    assert {number for number in others if number} <= set(defined)
    assert not {first, third} & set(others)  # what follows in the sub-document goes on from its own
    assert made == template.render({"表": ["甲", "乙"], "值": Insert(piece)})


def test_a_sub_document_made_on_the_spot() -> None:
    def spot(document: DocxTemplate) -> object:
        made = document.new_subdoc()
        made.add_paragraph("子\n丙\t丁")
        return made

    made = compile_template(written(("{{p 值 }}", None))).render({"值": Insert(spot)})
    assert seen(made) == "子⏎丙⇥丁"
    assert check_document(made) == []
