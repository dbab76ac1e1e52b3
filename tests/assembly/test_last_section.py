"""A last section whose contents a condition left out: no empty page, and no other section touched."""

from __future__ import annotations

import pytest

from service.assembly import compile_template
from service.assembly.mend import W
from service.assembly.word_rules import check_document
from tests.assembly.docx_builder import docx, p, part

ACROSS = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
END = f"<w:p><w:pPr>{ACROSS}</w:pPr></w:p>"
FOOT = p("{%p if 抄送 %}") + p("{{ 抄送 }}") + p("{%p endif %}")
#: What a program leaves at the end of a body: nothing, or a paragraph in which nothing stands.
LEFT = {
    "nothing": "",
    "empty": "<w:p/>",
    "styled": '<w:p><w:pPr><w:jc w:val="left"/></w:pPr></w:p>',
    "two": "<w:p/><w:p></w:p>",
}


def sections(body: str, copies: str) -> tuple[list[str], str]:
    """Whether each section is across, and the text."""
    made = compile_template(docx(body)).render({"抄送": copies})
    assert check_document(made) == []
    root = part(made)
    sizes = [section.find(f"{W}pgSz") for section in root.iter(f"{W}sectPr")]
    shapes = ["across" if size is not None and size.get(f"{W}orient") else "upright" for size in sizes]
    return shapes, "".join(map(str, root.itertext()))


@pytest.mark.parametrize("left", LEFT)
def test_a_last_section_that_stays_empty_is_left_out(left: str) -> None:
    body = p("正文") + END + FOOT + LEFT[left]
    assert sections(body, "县委办") == (["across", "upright"], "正文县委办")
    assert sections(body, "") == (["across"], "正文")


@pytest.mark.parametrize("last", [p("附记"), "<w:p><w:r><w:br/></w:r></w:p>", p("") + p("甲")])
def test_a_last_section_with_anything_in_it_stays(last: str) -> None:
    assert sections(p("正文") + END + FOOT + last, "")[0] == ["across", "upright"]


def test_a_paper_of_one_section_stays() -> None:
    assert sections(p("正文") + FOOT + "<w:p/>", "")[0] == ["upright"]
