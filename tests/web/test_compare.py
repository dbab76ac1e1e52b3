"""An upload against an earlier one: the likely one is a click away, any other is listed, none is chosen unasked."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.web.conftest import Visitor
from tests.web.made import ledger, sent, tree


def page_of(visitor: Visitor, *files: tuple[str, bytes]) -> tuple[str, Any]:
    reading = visitor.upload(*files).location
    return reading, tree(visitor.client.get(reading).text)


def test_next_month_is_compared_with_the_last_by_one_click(visitor: Visitor) -> None:
    plain = "累计完成投资"
    september, _ = page_of(visitor, ("九月.xlsx", ledger(9, (80, 10, 50), plain)))
    _, page = page_of(visitor, ("十月.xlsx", ledger(10, (85, 15, 45), plain)))
    assert "比上期减少" not in page.text_content()
    (link,) = page.xpath("//a[starts-with(text(), '与上期')]/@href")
    compared = tree(visitor.client.get(link).text)
    said = " ".join(compared.get_element_by_id("indicators").text_content().split())
    assert "“听泉镇学校”的累计完成投资比上期减少" in said
    assert "上期 50.00万元" in said
    assert "本期 45.00万元" in said
    chosen = compared.xpath("//select[@name='last']/option[@selected]/@value")
    assert chosen == [september.rsplit("/", 1)[-1]]
    (marked,) = compared.xpath("//a[text()='下载标注本']/@href")
    comment = load_workbook(io.BytesIO(visitor.client.get(marked).data))["Sheet"]["D6"].comment
    assert comment is not None
    assert "比上期减少" in comment.text


def test_a_later_month_or_another_form_is_not_offered_first(visitor: Visitor) -> None:
    page_of(visitor, ("十一月.xlsx", ledger(11, heading="累计完成投资")))
    page_of(visitor, ("另一种.xlsx", sent("栖云镇")))
    _, page = page_of(visitor, ("十月.xlsx", ledger(10, heading="累计完成投资")))
    assert not page.xpath("//a[starts-with(text(), '与上期')]")
    offered = page.xpath("//select[@name='last']/option/text()")
    assert offered[0] == "不比较"
    assert ["另一种.xlsx" in offered[1], "十一月.xlsx" in offered[2]] == [True, True]


@pytest.mark.parametrize("last", ["x", "A" * 22, "../../etc"])
def test_an_upload_that_is_not_kept_is_told(visitor: Visitor, last: str) -> None:
    reading = visitor.upload(("十月.xlsx", ledger(10, heading="累计完成投资"))).location
    answer = visitor.client.get(reading, query_string={"last": last})
    assert answer.status_code == 200
    assert "请在列表里另选一次" in answer.text
