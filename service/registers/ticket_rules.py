"""Which step a ticket can take, and why not another: every refusal says what is possible instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from service.registers.ticket_life import Kind, Life, State, Step, unit_of
from service.wording import format_date

# 退回, 延期 and 升级 are decided, 办结 is vouched for: by somebody who can be asked about it afterwards.
BY_A_PERSON: Final = frozenset(Kind) - {Kind.RECEIVE, Kind.ANSWER, Kind.ASK}
NOBODY: Final = frozenset({"系统", "自动", "定时任务", "程序", "system", "auto", "cron"})
_OUT: Final = frozenset({State.ISSUED, State.RECEIVED, State.ANSWERED})
_AT: Final[Mapping[Kind, frozenset[State]]] = {
    Kind.SIGN: frozenset({State.DRAFT}),
    Kind.RECEIVE: _OUT,
    Kind.ANSWER: frozenset({State.RECEIVED, State.ANSWERED}),
    Kind.RETURN: frozenset({State.ANSWERED}),
    Kind.ASK: frozenset({State.ISSUED, State.RECEIVED}),
    Kind.GRANT: _OUT,
    Kind.REFUSE: _OUT,
    Kind.ESCALATE: frozenset({State.ISSUED, State.RECEIVED}),
    Kind.RECALL: frozenset({State.ISSUED, State.RECEIVED}),
    Kind.CLOSE: frozenset({State.ANSWERED}),
    Kind.WITHDRAW: _OUT | {State.DRAFT},
}
_BEFORE: Final[Mapping[Kind, str]] = {
    Kind.SIGN: "只有草拟的单子可以签发",
    Kind.RECEIVE: "签发以后、办结以前才能签收",
    Kind.ANSWER: "要先由牵头单位签收，才能反馈",
    Kind.RETURN: "有了牵头单位的反馈才能退回",
    Kind.ASK: "签发以后、反馈以前才能申请延期",
    Kind.GRANT: "签发以后、办结以前才能批复延期",
    Kind.REFUSE: "签发以后、办结以前才能批复延期",
    Kind.ESCALATE: "签发以后还没有反馈的才能升级",
    Kind.RECALL: "签发以后还没有反馈的才能撤回升级的步骤，已有反馈的要先退回",
    Kind.CLOSE: "要先有牵头单位的反馈，才能办结",
    Kind.WITHDRAW: "已经办结或撤销的不能再撤销",
}


def refusal(life: Life, step: Step) -> str:
    """Why a step cannot be taken and what can, in one sentence; "" where it can."""
    if life.state not in _AT[step.kind]:
        return (
            f"这张单子现在是“{life.state.value}”，不能{step.kind.value}：{_BEFORE[step.kind]}；{_instead(life, step)}"
        )
    if reason := _who(step) or _day(life, step) or _CHECKS[step.kind](life, step):
        return f"不能{step.kind.value}：{reason}"
    return ""


def possible(life: Life) -> list[Kind]:
    """The steps a ticket can take now, by somebody, given what they need."""
    decided = {Kind.GRANT, Kind.REFUSE}
    found = [kind for kind in Kind if life.state in _AT[kind] and (kind not in decided or life.wished)]
    closed_to = set() if on_ladder(life) else {Kind.ESCALATE}
    if life.wished:
        closed_to.add(Kind.ASK)
    if not life.taken:
        closed_to.add(Kind.RECALL)
    if life.received.issuperset(life.units):
        closed_to.add(Kind.RECEIVE)
    return [kind for kind in found if kind not in closed_to]


def on_ladder(life: Life) -> bool:
    """Whether the ladder goes on for a ticket: it is out, not answered, and no new deadline is being asked for."""
    return life.state in _AT[Kind.ESCALATE] and not life.wished


def _instead(life: Life, step: Step) -> str:
    kinds = [kind.value for kind in possible(life) if kind is not step.kind]
    return f"现在可以做的是{'、'.join(kinds)}" if kinds else "它已经了结，不用再办"


def _who(step: Step) -> str:
    who = step.who.strip()
    if not who:
        return "没有写明是谁办的，请写上姓名"
    if step.kind in BY_A_PERSON and who.lower() in NOBODY:
        return f"这一步要由人决定，不能记在“{who}”名下，请写上经办人的姓名"
    return ""


def _day(life: Life, step: Step) -> str:
    if life.last and step.day < life.last:
        return f"写的日期{format_date(step.day)}早于上一步的{format_date(life.last)}，请核对"
    return ""


def _sign(life: Life, step: Step) -> str:
    if life.deadline < step.day:
        return f"办理时限{format_date(life.deadline)}早于签发日期{format_date(step.day)}，请先改时限"
    return ""


def _receive(life: Life, step: Step) -> str:
    unit = unit_of(life, step)
    return _stranger(life, unit) or (f"“{unit}”已经签收过了" if unit in life.received else "")


def _answer(life: Life, step: Step) -> str:
    unit = unit_of(life, step)
    if reason := _stranger(life, unit):
        return reason
    if unit not in life.received:
        return f"“{unit}”还没有签收，请先登记签收"
    return _needs_note(step, "办理情况")


def _stranger(life: Life, unit: str) -> str:
    return "" if unit in life.units else f"“{unit}”不是这张单子的责任单位，责任单位是{'、'.join(life.units)}"


def _needs_note(step: Step, what: str) -> str:
    return "" if step.note.strip() else f"没有写明{what}，请补上"


def _return(life: Life, step: Step) -> str:
    if step.until and step.until < max(step.day, life.deadline):
        return f"重新报送的时限{format_date(step.until)}早于退回日期或原时限，请核对"
    return _needs_note(step, "退回的理由")


def _ask(life: Life, step: Step) -> str:
    if life.wished:
        return f"上一次申请延到{format_date(life.wished)}，还没有批复，请先批复"
    if step.day > life.deadline:
        return f"延期要在到期以前申请，时限{format_date(life.deadline)}已经过了，现在按逾期办"
    if step.until is None or step.until <= life.deadline:
        return f"没有写明晚于现时限{format_date(life.deadline)}的新时限，请写上"
    if unit_of(life, step) != life.lead:
        return f"延期由牵头单位“{life.lead}”申请"
    return _needs_note(step, "延期的理由")


def _decide(life: Life, _step: Step) -> str:
    return "" if life.wished else "没有待批的延期申请"


def _refuse(life: Life, step: Step) -> str:
    return _decide(life, step) or _needs_note(step, "不准的理由")


def _escalate(life: Life, step: Step) -> str:
    if life.wished:
        return f"申请延到{format_date(life.wished)}还没有批复，请先批复"
    return "" if step.measure else "没有写明升级到哪一步，如“督办”，请写上"


def _recall(life: Life, step: Step) -> str:
    if life.measure is None:
        return "现时限下没有走过升级的步骤，没有可以撤回的"
    if step.measure not in ("", life.measure.name):
        return f"最后走的一步是“{life.measure.name}”，只能撤回最后一步，不能撤回“{step.measure}”"
    return _needs_note(step, "撤回的理由")


_CHECKS: Final[Mapping[Kind, Callable[[Life, Step], str]]] = {
    Kind.SIGN: _sign,
    Kind.RECEIVE: _receive,
    Kind.ANSWER: _answer,
    Kind.RETURN: _return,
    Kind.ASK: _ask,
    Kind.GRANT: _decide,
    Kind.REFUSE: _refuse,
    Kind.ESCALATE: _escalate,
    Kind.RECALL: _recall,
    Kind.CLOSE: lambda _life, step: _needs_note(step, "销号意见"),
    Kind.WITHDRAW: lambda _life, step: _needs_note(step, "撤销的理由"),
}
