"""Topics proposed for a meeting: which, why, in which order, and what is not proposed twice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from data_adapters import Cell, PartialDate, Reading, Topic
from service.papers.proposing import Known, Source, proposals
from service.registers import topics
from service.registers.tickets import draft, sign
from service.store import Store
from tests.registers.orders import hand, order

DAY = date(2026, 3, 6)


def issue(row: int, project: str = "云溪河治理", **more: Any) -> Topic:
    given = {"problems": f"{project}受阻", "resp_unit": "住建局", "proposal": "协调", "cause": "标准不一", **more}
    return Topic(row=Cell("清单.xlsx", "Sheet1", row, 1), project_name=project, **given)


def known(*issues: Topic, red: tuple[str, ...] = ()) -> Known:
    warning = {"colour": "red", "reasons": ["落后21个百分点"]}
    lines: list[dict[str, Any]] = [{"name": name, "unit": "住建局", "warning": warning} for name in red]
    lines.append({"name": "别的", "unit": "", "warning": {"colour": "yellow", "reasons": ["x"]}})
    lines.append({"name": "没有评级的", "unit": "", "warning": None})
    return Known((Reading("清单.xlsx", "", (), (), (), issues, (), ()),), {"projects": lines})


def found(store: Store, data: Known) -> list[tuple[str, str, str]]:
    with store.read() as session:
        return [(each.source.value, each.matter.project, each.reason) for each in proposals(session, data, DAY)]


def test_the_most_pressing_come_first_each_with_its_reason(store: Store) -> None:
    with store.write() as session:
        made = draft(session, order(project="翠屏路", deadline=DAY - timedelta(3)), "张三")
        sign(session, [made.id], hand(date(2026, 2, 10)))
        number = made.number
    deadline = PartialDate(2026, 2, 20)
    data = known(
        issue(4, "一般的", severity="一般"),
        issue(5, "说不清的"),
        issue(6, "重大的", severity="重大"),
        issue(7, "逾期的", deadline=deadline, order_number="安重办调〔2026〕1号", status="未办结"),
        issue(8, "办完的", status="已办结"),
        red=("红的", "重大的"),
    )
    assert found(store, data) == [
        (Source.OVERDUE.value, "翠屏路", f"{number}办理时限2026年3月3日，已逾期3天没有反馈"),
        (Source.RED.value, "红的", "落后21个百分点"),
        (Source.PROBLEM.value, "逾期的", "清单.xlsx › Sheet1 第7行，没有写明轻重，逾期已久，已交办，逾期14天"),
        (Source.PROBLEM.value, "重大的", "清单.xlsx › Sheet1 第6行，重大问题，还没有交办"),
        (Source.PROBLEM.value, "说不清的", "清单.xlsx › Sheet1 第5行，没有写明轻重，还没有交办"),
        (Source.PROBLEM.value, "一般的", "清单.xlsx › Sheet1 第4行，一般问题，可以直接转调度单，还没有交办"),
    ]


@pytest.mark.parametrize("decided", [False, True])
def test_what_is_brought_already_is_not_proposed_until_it_was_decided(store: Store, decided: bool) -> None:
    with store.write() as session:
        matter = topics.Matter(problem="云溪河治理受阻", project="云溪河治理")
        made = topics.bring(session, matter, "张三")
        if decided:
            topics.solve(session, made.id, "已协调", "张三", DAY)
    assert bool(found(store, known(issue(4), red=("云溪河治理",)))) is decided


def test_a_problem_that_a_ticket_is_about_is_proposed_only_as_that_ticket(store: Store) -> None:
    with store.write() as session:
        draft(session, order(project="云溪河治理", problem="云溪河治理受阻", deadline=DAY + timedelta(3)), "张三")
    assert found(store, known(issue(4))) == []


def test_a_proposal_has_all_that_is_known_and_a_key_of_what_it_says(store: Store) -> None:
    with store.read() as session:
        first, second = proposals(session, known(issue(4), issue(5, "另一个", cause="")), DAY)
        again = proposals(session, known(issue(9)), DAY + timedelta(9))
    assert (first.matter.cause, first.matter.unit, first.matter.source) == ("标准不一", "住建局", "问题清单")
    assert second.matter.cause == ""
    assert first.key == again[0].key != second.key
