"""Tracked changes of a template: what was deleted or moved away is not printed, on either path."""

from __future__ import annotations

import pytest

from service.assembly import compile_template
from service.assembly.mend import W
from service.assembly.word_rules import check_document
from tests.assembly.docx_builder import RED, cell, docx, p, part, row, run, seen, table

RICH = p("{{r 富 }}")  # sends the fill through docxtpl
END_OF_PARAGRAPH = '<w:pPr><w:rPr><w:del w:id="9" w:author="甲"/></w:rPr></w:pPr>'


def deleted(text: str) -> str:
    return f'<w:del w:id="1" w:author="甲"><w:r>{RED}<w:delText>{text}</w:delText></w:r></w:del>'


def changed(kind: str, text: str) -> str:
    return f'<w:{kind} w:id="2" w:author="甲">{run(text)}</w:{kind}>'


def gone_row(text: str) -> str:
    return f'<w:tr><w:trPr><w:del w:id="3" w:author="甲"/></w:trPr>{cell(text)}</w:tr>'


CASES = {
    "deleted value": (f"<w:p>{run('甲')}{deleted('{{ 无此 }}')}{run('{{ 值 }}')}</w:p>", "甲乙"),
    "deleted block": (f"<w:p>{deleted('{% if 无此 %}')}{run('甲')}</w:p>", "甲"),
    "deleted inside a tag": (f"<w:p>{run('{{ ')}{deleted('旧')}{run('值 }}')}</w:p>", "乙"),
    "moved": (f"<w:p>{changed('moveFrom', '{{ 值 }}')}{run('丙')}{changed('moveTo', '{{ 值 }}')}</w:p>", "丙乙"),
    "inserted": (f"<w:p>{changed('ins', '{{ 值 }}')}</w:p>", "乙"),
    "whole paragraph": (f"<w:p>{END_OF_PARAGRAPH}{deleted('旧')}</w:p>" + p("{{ 值 }}"), "乙"),
    "row": (table(1, row("{{ 值 }}"), gone_row("{{ 无此 }}")), "乙"),
    "only row": (p("{{ 值 }}") + table(1, gone_row("{{ 无此 }}")), "乙"),
    "nothing deleted": (p("{{ 值 }}"), "乙"),
}


@pytest.mark.parametrize(("body", "expected"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("rich", [False, True])
def test_deleted_text_is_not_printed(body: str, expected: str, rich: bool) -> None:
    template = compile_template(docx(body + (RICH if rich else p("尾"))))
    made = template.render({"值": "乙", "富": "" if not rich else _rich()})
    assert seen(made) == f"{expected}¶{'富' if rich else '尾'}"
    assert check_document(made) == []
    assert not list(part(made).iter(f"{W}del", f"{W}delText", f"{W}moveFrom", f"{W}moveTo"))


def _rich() -> object:
    from docxtpl import RichText  # noqa: PLC0415 - only for the other path

    return RichText("富")


def test_parts_without_tags_too() -> None:
    made = compile_template(docx(p("{{ 值 }}"), header=f"<w:p>{deleted('旧')}{run('眉')}</w:p>")).render({"值": "乙"})
    header = part(made, "word/header1.xml")
    assert "旧" not in "".join(map(str, header.itertext()))


def test_bookmarks_around_deleted_text_stay_whole() -> None:
    begin, end = '<w:bookmarkStart w:id="1" w:name="a"/>', '<w:bookmarkEnd w:id="1"/>'
    body = f'<w:p><w:del w:id="1">{begin}<w:r><w:delText>旧</w:delText></w:r></w:del>{run("{{ 值 }}")}{end}</w:p>'
    root = part(compile_template(docx(body)).render({"值": "乙"}))
    assert [len(list(root.iter(f"{W}bookmark{side}"))) for side in ("Start", "End")] == [1, 1]
