"""The annotated copy opens, and says each fault at its paragraph."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.document import Document as Opened

from service.assembly.lint import annotated, lint
from service.assembly.mend import W
from service.errors import TemplateError
from service.wording import FILTERS
from tests.assembly.docx_builder import docx, p, part, row, seen, table
from tests.assembly.lint.seeded import DATA, SEEDED, Seeded


def copy_of(data: bytes) -> bytes:
    return annotated(data, lint(data, filters=FILTERS, sample=DATA).faults)


def opened(data: bytes) -> Opened:
    return Document(io.BytesIO(data))


def commented_paragraphs(data: bytes) -> list[int]:
    """The paragraphs in which comments begin, by number."""
    root = part(data)
    paragraphs = list(root.iter(W + "p"))
    starts = root.iter(W + "commentRangeStart")
    return [1 + paragraphs.index(next(start.iterancestors(W + "p"))) for start in starts]


def test_comment_stands_at_its_paragraph() -> None:
    data = docx(p("甲") + p("{{ 会义 }}", "乙") + table(1, row("{{ 数|亿圆 }}")))
    made = copy_of(data)
    assert commented_paragraphs(made) == [2, 3]
    texts = [comment.text for comment in opened(made).comments]
    assert [text.partition("：")[0] for text in texts] == ["错误（正文第2段）", "错误（正文表1第1行第1列（第3段））"]
    assert "没有名为“会义”的数据，是否应为“会议”" in texts[0]
    assert {(comment.author, comment.initials) for comment in opened(made).comments} == {("会材", "材")}
    assert seen(made) == seen(data)


@pytest.mark.parametrize("seeded", SEEDED.values(), ids=SEEDED)
def test_every_copy_opens_and_names_every_fault(seeded: Seeded) -> None:
    made = copy_of(docx(seeded.body, **seeded.parts))
    assert len(list(opened(made).comments)) == len(seeded.found)
    assert len(commented_paragraphs(made)) == len(seeded.found)


def test_fault_in_a_header_stands_at_the_beginning_of_the_body() -> None:
    made = copy_of(docx(p("甲") + p("乙"), header=p("{{ 单为 }}")))
    assert commented_paragraphs(made) == [1]
    assert next(iter(opened(made).comments)).text.startswith("错误（页眉1第1段）：")


def test_fault_in_a_text_box_stands_at_the_paragraph_that_holds_the_box() -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent>{p('{{ 单为 }}')}</w:txbxContent></w:pict></w:r></w:p>"
    assert commented_paragraphs(copy_of(docx(p("甲") + box))) == [2]


def test_tags_told_of_in_comments_are_none() -> None:
    made = copy_of(docx(p("{{ 单为 }}{% if 真 %}")))
    again = lint(made, filters=FILTERS, sample=DATA)
    assert {fault.place.part for fault in again.faults} == {"正文"}


def test_copy_of_a_template_full_of_faults_says_how_many_are_left() -> None:
    texts = [comment.text for comment in opened(copy_of(docx(p("{{ 单为 }}" * 310)))).comments]
    assert (len(texts), texts[-1]) == (301, "这里只批注了前 300 处，还有 10 处，请改正后再检查一遍。")


def test_body_without_paragraphs() -> None:
    made = copy_of(docx("", title="{{ 单为 }}"))
    assert commented_paragraphs(made) == [1]


def test_what_is_no_template_is_refused() -> None:
    with pytest.raises(TemplateError, match=r"不是 \.docx"):
        annotated(b"PDF", [])
