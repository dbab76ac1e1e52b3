"""Minutes, bulletins, reports to a body above, boards and forms: told apart, and their faults found in their places."""

from __future__ import annotations

import pytest

from service.assembly.gongwen_check import Severity, check, load_profile
from service.assembly.gongwen_check.paper import Kind, paper_of
from service.assembly.gongwen_check.reading import read_document
from service.assembly.gongwen_check.reading.role import Role
from templates_docx.build import parts
from tests.assembly import docx_builder as raw
from tests.assembly.gongwen_check.made import BODY
from tests.layout.contexts import fill, sample

STANDARD = load_profile()
_BLACK_FACE = '<w:rFonts w:hint="eastAsia" w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体" w:cs="黑体"/>'


def faulty(paper: str, old: str, new: str) -> bytes:
    """The paper from its sample with a string of its body replaced, once."""
    made = dict(parts(fill(paper, sample(paper))))
    body = made[BODY].decode()
    assert old in body
    return raw.zipped({**made, BODY: body.replace(old, new, 1)})


@pytest.mark.parametrize(
    ("paper", "kind"),
    [
        ("minutes", Kind.MINUTES),
        ("work_brief", Kind.BRIEF),
        ("unit_report", Kind.DOCUMENT),
        ("display_board", Kind.BOARD),
        ("sign_in_sheet", Kind.FORM),
        ("service_receipt", Kind.FORM),
        ("agenda", Kind.FORM),
        ("progress_bulletin", Kind.DOCUMENT),
        ("talk_notice", Kind.LETTER),
    ],
)
def test_kind(paper: str, kind: Kind) -> None:
    assert paper_of(read_document(fill(paper, sample(paper)), paper)).kind is kind


@pytest.mark.parametrize(
    ("paper", "old", "new", "code", "clause"),
    [
        ("minutes", _BLACK_FACE, '<w:rFonts w:hint="eastAsia"/>', "minutes-labels", "10.3"),
        ("minutes", "出席：", "出席:", "half-punctuation", "GB/T 15834"),
        ("minutes", "（星期五）", "（星期四）", "weekday", "内容核对"),
        ("minutes", "乡、枕石镇。", "乡、枕石镇", "copies-end", "7.4.2"),
        ("work_brief", "进展情况</w:t>", "进展情况。</w:t>", "title-end", "15834"),
        ("work_brief", "GWHeading1", "GWBody", "heading-font", "7.3.3"),
        ("unit_report", "签发人：", "签发人:", "signer-form", "7.2.6"),
        ("unit_report", "〔2026〕", "[2026]", "number-brackets", "7.2.5"),
        ("unit_report", "情况的报告<", "情况的报告。<", "title-end", "15834"),
        ("sign_in_sheet", "（星期五）", "（星期四）", "weekday", "内容核对"),
        ("service_receipt", "送达回证<", "送达回证。<", "title-end", "15834"),
    ],
)
def test_fault(paper: str, old: str, new: str, code: str, clause: str) -> None:
    found = [each for each in check(faulty(paper, old, new), profile=STANDARD) if each.code == code]
    assert found
    assert all(clause in each.clause for each in found)


def roles(*lines: str) -> list[Role]:
    return list(paper_of(read_document(raw.docx("".join(map(raw.p, lines))), "x")).roles)


def test_notes_go_on_in_their_size() -> None:
    assert roles("送达回证", "注：1. 签收日期为送达日期。", "2. 拒收的写明事由。", "请签收。") == [
        Role.TITLE, Role.ASIDE, Role.ASIDE, Role.BODY,
    ]  # fmt: skip


def test_a_line_in_brackets_below_the_title_is_no_text() -> None:
    assert (
        roles("安澜县重点项目管理办法", "（2026年1月5日县人民政府常务会议通过）", "第一条　为加强管理，制定本办法。")[1]
        is Role.ASIDE
    )


def test_a_boards_title_in_its_header_is_its_title() -> None:
    made = dict(parts(fill("display_board", sample("display_board"))))
    headers = [name for name in made if "header" in name and "进度公示<" in made[name].decode()]
    assert headers
    made |= {name: made[name].replace("进度公示<".encode(), "进度公示。<".encode()) for name in headers}
    (found,) = (each for each in check(raw.zipped(made), profile=STANDARD) if each.severity is not Severity.NOTE)
    assert (found.code, found.place.region) == ("title-end", "页眉")
