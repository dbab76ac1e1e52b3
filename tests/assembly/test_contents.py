"""A table of contents is marked to be worked out anew; other fields are left alone."""

from __future__ import annotations

import pytest

from service.assembly import compile_template
from service.assembly.mend import W
from tests.assembly.docx_builder import BY_DOCXTPL, docx, p, part

DIRTY = f"{W}dirty"


def field(*codes: str, result: str = "") -> str:
    pieces = "".join(f"<w:r><w:instrText>{code}</w:instrText></w:r>" for code in codes)
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"<w:p>{begin}{pieces}{middle}{result}{end}</w:p>"


INNER = field(" PAGEREF 一 \\h ").removeprefix("<w:p>").removesuffix("</w:p>")
CASES = [
    (field(' TOC \\o "1-3" \\h '), ["true"]),
    (field(" TO", "C \\o "), ["true"]),
    (field(" toc \\o "), ["true"]),
    (field(" TOC \\o ", result=INNER), ["true", None]),
    ('<w:p><w:fldSimple w:instr=" TOC \\o "/></w:p>', ["true"]),
    (field(" PAGE "), [None]),
    (field(" TOCX "), [None]),
    ('<w:p><w:fldSimple w:instr=" PAGE "/></w:p>', [None]),
]


@pytest.mark.parametrize(("body", "expected"), CASES)
@pytest.mark.parametrize("rich", [False, True], ids=["compiled", "docxtpl"])
def test_contents_are_marked(body: str, expected: list[str | None], rich: bool) -> None:
    other = p("{{r 物 }}") if rich else ""
    compiled = compile_template(docx(p("{{ 题 }}") + other + body))
    root = part(compiled.render({"题": "一、总体情况", "物": BY_DOCXTPL}))
    begins = [e for e in root.iter(f"{W}fldChar", f"{W}fldSimple") if e.get(f"{W}fldCharType") in (None, "begin")]
    assert [begin.get(DIRTY) for begin in begins] == expected
