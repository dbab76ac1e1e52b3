"""Papers typed without any styles, everything Normal: their parts are told by words and order."""

from __future__ import annotations

import io
import time

import pytest
from docx import Document

from service.assembly.gongwen_check import check, load_profile
from service.assembly.gongwen_check.paper import Paper, paper_of
from service.assembly.gongwen_check.reading import read_document
from service.assembly.gongwen_check.reading.role import Role

STANDARD = load_profile()
MARK, NUMBER = "安澜县人民政府办公室文件", "安政办发〔2026〕015号"
TITLE = "关于开展重点项目督查的通知。"
TEXT = ("各乡镇人民政府，县发展和改革局：", "为加快重点项目建设，现将有关事项通知如下：", "请抓紧落实。")
TAIL = ("安澜县人民政府办公室", "2026年11月23日", "抄送：县委办公室，县发展和改革局。")


def typed(*lines: str) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(*lines: str) -> Paper:
    return paper_of(read_document(typed(*lines), "来文.docx"))


@pytest.mark.parametrize(
    "head",
    [
        (MARK, NUMBER, TITLE),
        (NUMBER, f"安澜县人民政府办公室{TITLE}"),
        ("特急", MARK, "", NUMBER, "", TITLE, ""),
        ("安澜县人民政府办公室", NUMBER, TITLE),
        (MARK, NUMBER, "关于开展重点项目", "督查的通知。"),
        (MARK, NUMBER, "安澜县人民政府办公室", TITLE),
    ],
    ids=["red-head", "no-mark", "blank-lines", "bare-name", "broken-title", "title-with-issuer"],
)
def test_the_head_is_told_by_words(head: tuple[str, ...]) -> None:
    paper = read(*head, *TEXT, *TAIL)
    assert paper.title.removeprefix("安澜县人民政府办公室") == TITLE
    assert [each.said for each in paper.of(Role.NUMBER)] == [NUMBER]
    assert paper.addressees == ["各乡镇人民政府", "县发展和改革局"]
    assert [each.said for each in paper.of(Role.SIGNATURE, Role.DATE)] == list(TAIL[:2])
    found = {each.code: each.clause for each in check(typed(*head, *TEXT, *TAIL), profile=STANDARD)}
    assert found["number-serial"] == "GB/T 9704—2012 7.2.5"
    assert found["title-end"] == "GB/T 15834—2011"
    assert found["copies-repeat"] == "《党政机关公文处理工作条例》第九条"


@pytest.mark.parametrize(
    "lines",
    [
        ("安澜县人民政府办公室", "为加快重点项目建设，请抓紧落实。"),
        ("各单位要落实关于督查的要求，", "并按通知办理。"),
        ("一、关于总体情况", "二、关于通知"),
    ],
)
def test_what_is_no_title(lines: tuple[str, ...]) -> None:
    assert read(*lines).title == ""


def test_a_mark_typed_in_the_text_is_said_to_be_no_red_one() -> None:
    found = {each.code for each in check(typed(MARK, NUMBER, TITLE, *TEXT, *TAIL), profile=STANDARD)}
    assert found >= {"mark-colour", "mark-font", "red-line", "number-place", "title-centred", "title-size"}


@pytest.mark.parametrize(
    "piece", ["1", "1,234", "占5%", "10个，其中", "计划10亿元，", "由5%到", "二○", "甲3个、", "　", "（甲"]
)
def test_a_long_run_of_anything_is_read_in_time(piece: str) -> None:
    """Each rule's cost grows with the text, not with its square: 20,000 characters in well under ten seconds."""
    long = piece * (20_000 // len(piece))
    start = time.process_time()
    check(typed(TITLE, f"10个，其中{long}"), profile=STANDARD)
    assert time.process_time() - start < 10
