"""The data in force by the page: who, when and what is shown, a reason asked for, differences told."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from service.figures import Period
from service.registers import snapshots, upload_decisions
from service.store import Store
from tests.web.conftest import Visitor, delivered
from tests.web.made import ledger, tree
from tests.web.test_columns import say, shown

OCTOBER = Period(2026, 10)
PLAIN = "累计完成投资"


def upload(visitor: Visitor, *done: int, name: str = "十月.xlsx", heading: str = PLAIN) -> str:
    return visitor.upload((name, ledger(10, done or (80, 10, 50), heading))).location


def put(visitor: Visitor, reading: str, note: str = "", period: str = "2026-10") -> Any:
    return visitor.post(f"{reading}/in-force", period=period, note=note)


def said(visitor: Visitor, reading: str, part: str = "register") -> str:
    return " ".join(tree(visitor.client.get(reading).text).get_element_by_id(part).text_content().split())


def test_an_upload_is_put_in_force_and_replaced_with_a_reason(visitor: Visitor, store: Store) -> None:
    first = upload(visitor)
    assert "登记第 1 号，张三（zhangsan） " in said(visitor, first)
    assert "作为本期数据" in said(visitor, first)
    answer = put(visitor, first)
    assert (answer.status_code, answer.location) == (303, f"{first}?at=register&period=2026-10#register")
    assert "✓当期数据 2026-10当期数据（第1号），张三（zhangsan） " in said(visitor, first)
    assert "作为本期数据" not in said(visitor, first)
    second = upload(visitor, 85, 5, 50)
    assert "现在的当期数据是另一次上传的：2026-10当期数据（第1号）" in said(visitor, second)
    refused = put(visitor, second)
    assert refused.status_code == 422
    assert "要换成新的，请写明原因" in tree(refused.text).get_element_by_id("in-force-fault").text_content()
    assert put(visitor, second, "更正枕石镇水厂").status_code == 303
    assert "被替换" in said(visitor, first)
    with store.read() as session:
        history = snapshots.of_period(session, OCTOBER)
    assert [(one.note, one.replaced_at is None) for one in history] == [("更正枕石镇水厂", True), ("", False)]


@pytest.mark.parametrize(("period", "sentence"), [("十月", "期间“十月”写法不对"), ("2026-13", "不存在")])
def test_a_period_typed_wrong_is_told_and_nothing_typed_is_lost(visitor: Visitor, period: str, sentence: str) -> None:
    answer = put(visitor, upload(visitor), "说明", period)
    page = tree(answer.text)
    assert (answer.status_code, sentence in page.get_element_by_id("in-force-fault").text_content()) == (422, True)
    assert [page.get_element_by_id(f"in-force-{name}").get("value") for name in ("period", "note")] == [period, "说明"]


def test_the_difference_from_the_data_in_force(visitor: Visitor) -> None:
    first = upload(visitor)
    assert visitor.client.get(f"{first}/in-force/difference").status_code == 404
    put(visitor, first)
    second = upload(visitor, 85, 5, 50)
    (link,) = tree(visitor.client.get(second).text).xpath("//a[text()='与当期数据比较']/@href")
    page = visitor.client.get(link)
    assert page.status_code == 200
    told = " ".join(tree(page.text).text_content().split())
    assert "倒退枕石镇水厂（枕石镇）：" in told
    assert "累计完成投资由10万元变为5万元（倒退）" in told
    assert "累计完成投资由80万元变为85万元" in told
    put(visitor, second, "更正")
    (form,) = tree(visitor.client.get("/ledgers/uploads?period=2026-10").text).xpath(
        "//form[contains(@action, 'difference')]"
    )
    assert [item.get("value") for item in form.xpath(".//option[@selected]")] == ["1", "2"]
    between = visitor.client.get("/ledgers/difference?before=1&after=2").text
    assert "2026-10当期数据（第1号）；后：2026-10当期数据（第2号）" in between
    assert "没有第9号当期数据" in visitor.client.get("/ledgers/difference?before=1&after=9").text


def test_the_list_tells_who_when_of_which_period_and_what_is_in_force(visitor: Visitor) -> None:
    assert "还没有上传过文件" in visitor.client.get("/ledgers/uploads").text
    put(visitor, upload(visitor))
    visitor.upload(("坏.xlsx", b"\0\1"), ("九月.xlsx", ledger(9)))
    rows = [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in tree(visitor.client.get("/ledgers/uploads").text).xpath("//tbody/tr")
    ]
    assert [(row[0], row[1], row[2], row[3], row[5]) for row in rows] == [
        ("3", "九月.xlsx", "2026-09", "3个项目", ""),
        ("2", "坏.xlsx", "没有写明", "读不了", ""),
        ("1", "十月.xlsx", "2026-10", "3个项目", "✓在用"),
    ]
    assert all(row[4].startswith("张三（zhangsan） 20") for row in rows)
    assert "九月.xlsx" not in visitor.client.get("/ledgers/uploads?period=2026-10").text
    assert "期间“x”写法不对" in visitor.client.get("/ledgers/uploads?period=x").text


def test_what_is_in_force_is_read_as_it_was_whatever_is_said_of_others_later(visitor: Visitor, store: Store) -> None:
    first = upload(visitor, heading="本期实绩")
    say(visitor, first, field_4="done_this_year_to_date")
    put(visitor, first)
    second = upload(visitor, 1, 2, 3, heading="本期实绩")
    say(visitor, second, field_4="done_this_month")
    assert "本年累计完成投资" in shown(visitor, first)["D"]
    assert "本月完成投资" in shown(visitor, second)["D"]
    assert str(snapshots.in_force(store, OCTOBER).readings[0].projects[0].done_this_year_to_date) == "80"
    visitor.post(f"{first}/columns/1/1/forget")
    assert "没有识别" in shown(visitor, first)["D"]
    with store.read() as session:
        rows = upload_decisions.decisions_of(session, *delivered(store, first).ids)
    assert [row.decided for row in rows] == ["Sheet“本期实绩”读作“本年累计完成投资”", "按自动识别"]


def test_a_pack_names_its_files_and_the_data_in_force(visitor: Visitor, store: Store) -> None:
    reading = upload(visitor)
    put(visitor, reading)
    made = visitor.made(reading, papers=["progress_bulletin"], period="2026-10", last="")
    (listing,) = tree(visitor.client.get(made).text).xpath("//a[starts-with(text(), '材料清单')]/@href")
    with visitor.client.get(listing) as sent:
        lines = [str(row[0].value) for row in load_workbook(io.BytesIO(sent.data))["数据来源"].iter_rows()]
    (one,) = delivered(store, reading).uploads
    assert lines[1].startswith("2026-10当期数据（第1号），张三（zhangsan） ")
    words = f"“十月.xlsx”（第1号），张三（zhangsan） {snapshots.moment(one.at)} 上传"
    assert lines[2] == f"{words} SHA-256 {one.sha256}"
    page = visitor.client.get(made).text
    assert words in page
    assert one.sha256 not in page
    (shown,) = tree(visitor.client.get("/").text).xpath("//section[h2[@id='sources']]/ul")
    assert words in shown.text_content()
    assert one.sha256 not in shown.text_content()
