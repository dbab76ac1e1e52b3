"""Decisions made on the page: kept with name and reason, used in figures and papers, asked again when stale."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from service.figures import Decision, Use
from service.figures.decision_file import load_decisions
from service.registers import upload_decisions
from service.store import Store
from service.web.deciding import kept
from tests.web.conftest import Visitor, delivered
from tests.web.made import tree, workbook

WRONG = workbook(
    ("截至2026年10月底", None, None, "单位：万元"),
    ("项目名称", "责任单位", "年度计划投资", "累计完成投资", "占年计划比例"),
    ("栖云镇道路", "栖云镇", 100, 90, "80%"),
    ("枕石镇水厂", "枕石镇", 100, 50, "50%"),
)


def section_of(visitor: Visitor, reading: str, **query: str) -> Any:
    return tree(visitor.client.get(reading, query_string=query).text).get_element_by_id("questions")


def said(element: Any) -> str:
    return " ".join(element.text_content().split())


def hidden(section: Any) -> dict[str, str]:
    form = section.find_class("decide")[0]
    fields = {item.get("name"): item.get("value") for item in form.xpath(".//input[@type='hidden']")}
    fields.pop("csrf_token")
    return fields


def decide(visitor: Visitor, reading: str, choice: Use, **more: str) -> Any:
    fields = {"use": choice.name, "name": "张三", "reason": "以统计局核定数为准", **more}
    return visitor.post(f"{reading}/decisions", **{**hidden(section_of(visitor, reading)), **fields})


@pytest.fixture
def reading(visitor: Visitor) -> str:
    return visitor.upload(("台账.xlsx", WRONG)).location


def held(store: Store, reading: str) -> list[Decision]:
    """The decisions that hold now."""
    return kept(store, delivered(store, reading))


def test_a_decision_is_kept_and_the_figures_go_by_it(visitor: Visitor, store: Store, reading: str) -> None:
    assert "表内 80%" in said(section_of(visitor, reading))
    answer = decide(visitor, reading, Use.PRINTED)
    assert answer.status_code == 303
    page = tree(visitor.client.get(answer.location).text)
    assert "已记下对“栖云镇道路”的决定：采用表内数（张三：以统计局核定数为准）" in said(page)
    (made,) = held(store, reading)
    assert (made.choice, made.name, made.reason, made.seen) == (
        Use.PRINTED,
        "张三",
        "以统计局核定数为准",
        ("80%", "90.00%"),
    )
    questions = page.get_element_by_id("questions")
    assert not questions.find_class("decide")
    assert "已采用" in said(questions.find_class("kept")[0])
    row = next(row for row in page.find_class("ranking")[-1].findall(".//tbody/tr") if row[1].text == "栖云镇道路")
    assert row[4].text == "80.0%"
    assert "完成率 = 采用表内数（张三：以统计局核定数为准）" in said(row[1])


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"name": "　"}, "请填写决定人"),
        ({"reason": ""}, "请填写理由"),
        ({"use": "GUESS"}, "请选择采用哪个数"),
        ({"question": "0" * 16}, "这个问题的数已经变了"),
    ],
)
def test_a_decision_by_half_is_not_kept_and_nothing_typed_is_lost(
    visitor: Visitor, store: Store, reading: str, more: dict[str, str], sentence: str
) -> None:
    answer = decide(visitor, reading, Use.PRINTED, **more)
    assert answer.status_code == 422
    section = tree(answer.text).get_element_by_id("questions")
    assert sentence in said(section.get_element_by_id("decision-fault"))
    assert held(store, reading) == []
    if "question" not in more:
        (form,) = section.xpath(".//details[@open]//form")
        assert form.xpath(".//input[@name='reason']/@value") == [more.get("reason", "以统计局核定数为准")]


def test_who_comes_second_does_not_push_out_the_first(visitor: Visitor, store: Store, reading: str) -> None:
    form = hidden(section_of(visitor, reading))
    decide(visitor, reading, Use.PRINTED)
    late = {**form, "use": Use.COMPUTED.name, "name": "李四", "reason": "按公式"}
    answer = visitor.post(f"{reading}/decisions", **late)
    assert answer.status_code == 422
    assert "这个问题已经有决定：采用表内数（张三：以统计局核定数为准）" in answer.text
    assert [item.name for item in held(store, reading)] == ["张三"]


def test_who_is_left_out_is_not_said_to_have_no_plan(visitor: Visitor, reading: str) -> None:
    decide(visitor, reading, Use.LEAVE_OUT)
    assert "无年度计划（0）" in visitor.client.get(reading).text


def test_papers_of_the_upload_go_by_the_decision_and_list_it(visitor: Visitor, reading: str) -> None:
    decide(visitor, reading, Use.LEAVE_OUT)
    made = visitor.made(reading, papers=["progress_bulletin"], period="2026-10", last="")
    page = visitor.client.get(made).text
    assert "按人的决定算的数" in page
    assert "按决定不计入（张三：以统计局核定数为准）" in page
    (listing,) = tree(page).xpath("//a[starts-with(text(), '材料清单')]/@href")
    with visitor.client.get(listing) as sent:
        book = load_workbook(io.BytesIO(sent.data))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("张三：以统计局核定数为准" in text for text in cells)


def test_a_decision_is_taken_back(visitor: Visitor, reading: str) -> None:
    decide(visitor, reading, Use.COMPUTED)
    (undo,) = section_of(visitor, reading).xpath(".//ul[contains(@class, 'kept')]//form/@action")
    assert visitor.post(undo).status_code == 303
    section = section_of(visitor, reading)
    assert section.find_class("decide")
    assert not section.find_class("kept")
    assert visitor.post(undo).status_code == 303


def test_a_stale_decision_is_not_used_and_asked_again(visitor: Visitor, store: Store, reading: str) -> None:
    decide(visitor, reading, Use.PRINTED)
    (first,) = held(store, reading)
    with store.write() as session:
        upload_decisions.decide(session, delivered(store, reading).uploads, [replace(first, seen=("80%", "85.00%"))])
    section = section_of(visitor, reading)
    assert "没有采用：决定时是 80%，85.00%，现在是 80%，90.00%，请重新决定" in said(section)
    assert "原来的决定因为数变了没有采用，请重新决定" in said(section.find_class("before")[0])
    assert decide(visitor, reading, Use.COMPUTED).status_code == 303
    (now,) = held(store, reading)
    assert (now.choice, now.seen[1]) == (Use.COMPUTED, "90.00%")


def test_all_that_was_decided_stays_on_record(visitor: Visitor, store: Store, reading: str) -> None:
    decide(visitor, reading, Use.COMPUTED)
    (undo,) = section_of(visitor, reading).xpath(".//ul[contains(@class, 'kept')]//form/@action")
    visitor.post(undo)
    with store.read() as session:
        rows = upload_decisions.decisions_of(session, *delivered(store, reading).ids)
    words = "采用计算数（张三：以统计局核定数为准）"
    assert [(row.about, row.decided, row.who) for row in rows] == [
        ("台账.xlsx › Sheet!E3", words, "张三（zhangsan）"),
        ("台账.xlsx › Sheet!E3", f"撤销：{words}", "张三（zhangsan）"),
    ]


def test_the_file_goes_to_the_command_line(visitor: Visitor, store: Store, reading: str, tmp_path: Path) -> None:
    assert visitor.client.get(f"{reading}/decisions/决定.toml").status_code == 404
    decide(visitor, reading, Use.PRINTED)
    (link,) = section_of(visitor, reading).xpath(".//a[contains(text(), '下载决定文件')]/@href")
    path = tmp_path / "决定.toml"
    path.write_bytes(visitor.client.get(link).data)
    assert load_decisions(path) == held(store, reading)


def test_what_a_person_writes_is_text_and_never_markup(visitor: Visitor, reading: str) -> None:
    decide(visitor, reading, Use.PRINTED, reason='<b>"理由"</b>\n[[x]]')
    page = visitor.client.get(reading).text
    assert "<b>" not in page
    assert re.search(r"&lt;b&gt;&#34;理由&#34;&lt;/b&gt; \[\[x\]\]", page)


def test_what_cannot_be_decided_says_so(visitor: Visitor) -> None:
    total = workbook(
        ("截至2026年10月底", None, None, "单位：万元"),
        ("项目名称", "责任单位", "年度计划投资", "累计完成投资"),
        ("合计", None, 999, 140),
        ("栖云镇道路", "栖云镇", 100, 90),
        ("枕石镇水厂", "枕石镇", 100, 50),
    )
    section = section_of(visitor, visitor.upload(("台账.xlsx", total)).location)
    assert "请在台账里改正后重新上传" in said(section.find_class("asks")[0])
    assert not section.find_class("decide")
