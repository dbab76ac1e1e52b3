"""Every illegal step of a ticket gets a sentence that says why and what is possible; every legal one is let through."""

from __future__ import annotations

import pytest

from service.registers.ticket_clock import is_overdue, overdue_days, standing
from service.registers.ticket_life import Kind, Measure, State, Step, after, standing_measures
from service.registers.ticket_rules import BY_A_PERSON, possible, refusal
from tests.registers.lives import ANSWERED, DEADLINE, HELPER, LEAD, RECEIVED, SIGNED, day, draft, lived, step

ASKED = step(Kind.ASK, 4, until=day(20))
URGED = step(Kind.ESCALATE, 12, measure="督办")


def test_the_straight_way() -> None:
    life = lived(SIGNED, RECEIVED, ANSWERED, step(Kind.CLOSE, 6))
    assert (life.state, life.answered, possible(life)) == (State.CLOSED, day(5), [])


@pytest.mark.parametrize(
    ("before", "wrong", "said"),
    [
        ((), step(Kind.CLOSE), "现在是“草拟”，不能办结：要先有牵头单位的反馈，才能办结；现在可以做的是签发、撤销"),
        ((), step(Kind.SIGN, 20), "不能签发：办理时限2026年3月13日早于签发日期2026年3月22日，请先改时限"),
        ((SIGNED,), step(Kind.SIGN), "只有草拟的单子可以签发；现在可以做的是签收、申请延期、升级、撤销"),
        ((SIGNED,), step(Kind.ANSWER), "现在是“已签发”，不能反馈：要先由牵头单位签收"),
        ((SIGNED,), step(Kind.RECEIVE, unit="水利局"), "“水利局”不是这张单子的责任单位，责任单位是住建局、交通局"),
        ((SIGNED, RECEIVED), step(Kind.RECEIVE, 1), "“住建局”已经签收过了"),
        ((SIGNED, RECEIVED), step(Kind.ANSWER, 2, unit=HELPER), "“交通局”还没有签收"),
        ((SIGNED, RECEIVED), step(Kind.ANSWER, 2, note=" "), "没有写明办理情况"),
        ((SIGNED, RECEIVED), step(Kind.ANSWER, 0), "写的日期2026年3月2日早于上一步的2026年3月3日"),
        ((SIGNED, RECEIVED), step(Kind.CLOSE, 2), "现在是“已签收”，不能办结：要先有牵头单位的反馈"),
        ((SIGNED, RECEIVED), step(Kind.RETURN, 2), "才能退回；现在可以做的是签收、反馈、申请延期、升级、撤销"),
        ((SIGNED, RECEIVED, ANSWERED), step(Kind.CLOSE, 6, who=" "), "没有写明是谁办的"),
        ((SIGNED, RECEIVED, ANSWERED), step(Kind.CLOSE, 6, who="定时任务"), "要由人决定，不能记在“定时任务”名下"),
        ((SIGNED, RECEIVED, ANSWERED), step(Kind.CLOSE, 6, note=""), "没有写明销号意见"),
        ((SIGNED, RECEIVED, ANSWERED), step(Kind.RETURN, 6, note=""), "没有写明退回的理由"),
        ((SIGNED, RECEIVED, ANSWERED), step(Kind.RETURN, 6, until=day(3)), "时限2026年3月5日早于退回日期或原时限"),
        ((SIGNED, RECEIVED, ANSWERED), step(Kind.ESCALATE, 6, measure="督办"), "签发以后还没有反馈的才能升级"),
        ((SIGNED, RECEIVED, ANSWERED), step(Kind.ASK, 6, until=day(20)), "签发以后、反馈以前才能申请延期"),
        ((SIGNED,), step(Kind.ASK, 12, until=day(20)), "延期要在到期以前申请，时限2026年3月13日已经过了，现在按逾期办"),
        ((SIGNED,), step(Kind.ASK, 4), "没有写明晚于现时限2026年3月13日的新时限"),
        ((SIGNED,), step(Kind.ASK, 4, until=DEADLINE), "没有写明晚于现时限"),
        ((SIGNED,), step(Kind.ASK, 4, note="", until=day(20)), "没有写明延期的理由"),
        ((SIGNED,), step(Kind.ASK, 4, unit=HELPER, until=day(20)), "延期由牵头单位“住建局”申请"),
        ((SIGNED, ASKED), step(Kind.ASK, 5, until=day(30)), "上一次申请延到2026年3月22日，还没有批复"),
        ((SIGNED, ASKED), step(Kind.ESCALATE, 5, measure="督办"), "申请延到2026年3月22日还没有批复，请先批复"),
        ((SIGNED, ASKED), step(Kind.REFUSE, 5, note=""), "没有写明不准的理由"),
        ((SIGNED,), step(Kind.GRANT, 5), "没有待批的延期申请"),
        ((SIGNED,), step(Kind.ESCALATE, 5), "没有写明升级到哪一步"),
        ((SIGNED,), step(Kind.RECALL, 5), "现时限下没有走过升级的步骤，没有可以撤回的"),
        ((SIGNED, URGED), step(Kind.RECALL, 13, note=""), "没有写明撤回的理由"),
        ((SIGNED, URGED), step(Kind.RECALL, 13, measure="提醒"), "是“督办”，只能撤回最后一步，不能撤回“提醒”"),
        ((SIGNED, URGED), step(Kind.RECALL, 13, who="程序"), "要由人决定，不能记在“程序”名下"),
        ((SIGNED, RECEIVED, URGED, step(Kind.ANSWER, 13)), step(Kind.RECALL, 14), "已有反馈的要先退回"),
        ((SIGNED, RECEIVED, ANSWERED, step(Kind.CLOSE, 6)), step(Kind.CLOSE, 7), "才能办结；它已经了结"),
        ((step(Kind.WITHDRAW),), step(Kind.SIGN), "现在是“已撤销”，不能签发：只有草拟的单子可以签发；它已经了结"),
        ((SIGNED,), step(Kind.WITHDRAW, note=""), "没有写明撤销的理由"),
    ],
)  # fmt: skip
def test_another_step_is_refused_with_what_is_possible(before: tuple[Step, ...], wrong: Step, said: str) -> None:
    assert said in refusal(lived(*before), wrong)


def test_a_request_may_be_made_on_the_last_day_and_decided_later() -> None:
    asked = lived(SIGNED, step(Kind.ASK, 11, until=day(20)))
    assert (asked.deadline, asked.wished, overdue_days(asked, day(14))) == (DEADLINE, day(20), 3)
    granted = after(asked, step(Kind.GRANT, 14))
    assert (granted.deadline, granted.wished, overdue_days(granted, day(14))) == (day(20), None, 0)
    refused = after(asked, step(Kind.REFUSE, 14))
    assert (refused.deadline, refused.wished, overdue_days(refused, day(14))) == (DEADLINE, None, 3)


def test_a_new_deadline_starts_the_ladder_anew() -> None:
    reminded = lived(SIGNED, RECEIVED, step(Kind.ESCALATE, 8, measure="提醒"), step(Kind.ASK, 9, until=day(30)))
    assert reminded.measure == Measure("提醒", day(8))
    assert after(reminded, step(Kind.GRANT, 10)).measure is None
    answered = lived(SIGNED, RECEIVED, step(Kind.ESCALATE, 13, measure="督办"), step(Kind.ANSWER, 14))
    assert after(answered, step(Kind.RETURN, 15)).measure == answered.measure
    assert after(answered, step(Kind.RETURN, 15, until=day(25))).measure is None


def test_a_measure_taken_back_leaves_the_ladder_as_it_was_before() -> None:
    first, second = step(Kind.ESCALATE, 8, measure="提醒"), step(Kind.ESCALATE, 13, measure="督办")
    urged = lived(SIGNED, first, second)
    back = after(urged, step(Kind.RECALL, 14, note="发错了对象"))
    assert (back.measure, back.deadline, back.state) == (Measure("提醒", day(8)), DEADLINE, State.ISSUED)
    none = after(back, step(Kind.RECALL, 15))
    assert (none.measure, Kind.RECALL in possible(none)) == (None, False)
    again = lived(
        SIGNED, first, step(Kind.ASK, 9, until=day(30)), step(Kind.GRANT, 10), step(Kind.ESCALATE, 24, measure="提醒")
    )
    assert after(again, step(Kind.RECALL, 24)).taken == ()
    kinds = [
        Kind.ESCALATE,
        Kind.ANSWER,
        Kind.ESCALATE,
        Kind.RECALL,
        Kind.ESCALATE,
        Kind.RECALL,
        Kind.RECALL,
        Kind.ESCALATE,
    ]
    assert [standing_measures(kinds[:length]) for length in (3, 4, 5, 8)] == [[0, 2], [0], [0, 4], [7]]


def test_the_answer_stops_the_clock_and_its_return_lets_it_run_on() -> None:
    answered = lived(SIGNED, RECEIVED, step(Kind.ANSWER, 13))
    assert [overdue_days(answered, day(number)) for number in (11, 12, 13, 30)] == [0, 1, 2, 2]
    assert not is_overdue(answered, day(30))
    returned = after(answered, step(Kind.RETURN, 15))
    assert (overdue_days(returned, day(30)), is_overdue(returned, day(30))) == (19, True)
    more = after(answered, step(Kind.ANSWER, 16, note="补充材料"))
    assert more.answered == day(13)


def test_a_second_unit_answers_for_itself_only() -> None:
    life = lived(SIGNED, step(Kind.RECEIVE, 1, unit=HELPER))
    assert life.state is State.ISSUED
    life = lived(SIGNED, RECEIVED, step(Kind.RECEIVE, 2, unit=HELPER), step(Kind.ANSWER, 3, unit=HELPER))
    assert (life.state, life.answered, life.received) == (State.RECEIVED, None, frozenset({LEAD, HELPER}))
    assert Kind.RECEIVE not in possible(life)


def test_what_needs_a_person() -> None:
    decided = {Kind.SIGN, Kind.GRANT, Kind.REFUSE, Kind.CLOSE, Kind.RETURN, Kind.WITHDRAW}
    assert decided | {Kind.ESCALATE, Kind.RECALL} == BY_A_PERSON


@pytest.mark.parametrize(
    ("steps", "number", "said"),
    [
        ((), 30, "草拟"),
        ((SIGNED,), 11, "已签发"),
        ((SIGNED, step(Kind.ESCALATE, 12, measure="督办")), 14, "已签发，逾期3天，已督办"),
        ((SIGNED, ASKED), 5, "已签发，申请延期到2026年3月22日，待批"),
        ((SIGNED, RECEIVED, step(Kind.ANSWER, 12), step(Kind.CLOSE, 20)), 40, "已办结，逾期1天反馈"),
        ((SIGNED, step(Kind.WITHDRAW, 30)), 40, "已撤销"),
    ],
)
def test_where_it_stands_in_words(steps: tuple[Step, ...], number: int, said: str) -> None:
    assert standing(lived(*steps), day(number)) == said


def test_a_draft_is_never_overdue() -> None:
    assert overdue_days(draft(), day(90)) == 0
