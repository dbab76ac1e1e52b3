"""周报汇总: who returned this week and who did not, how far each is, which problems go up and which are ordered (M7).

Not reported is never "nothing to report": the two are named apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from data_adapters import Topic
from service.errors import PaperError
from service.figures import Figure, Period, Progress, State, Unit, difference, of_all
from service.figures.unit_names import unit_key
from service.papers.base import Draft, Inputs, Plan, clause, given, shown
from service.papers.bulletin_rows import amounts
from service.papers.halts import needs_leave
from service.papers.issues import (
    days_overdue,
    deadline_words,
    is_overdue,
    is_settled,
    last_day,
    lead_of,
    subject_of,
    unclear,
    was_ordered,
)
from service.papers.office import region
from service.papers.returned import Returned, Week, figures_of, week_of
from service.papers.titles import title
from service.papers.triage import Weight, triage
from service.wording import GAP, cumulative_period

ID = "weekly_summary"
_KINDS: Final = (
    ("上会问题", (Weight.MAJOR, Weight.LATE)),
    ("一般问题", (Weight.GENERAL,)),
    ("待核定问题", (Weight.UNCLEAR,)),
)


def plan(inputs: Inputs) -> Plan:
    """One draft. Raises :class:`PaperError` where nothing was returned, or the period is not known."""
    if not inputs.projects and not inputs.units:
        raise PaperError("没有读到项目或任务单位，做不了周报汇总，请给出各单位报来的周报或县里的台账")
    period = inputs.need_period()
    week = week_of(inputs, period)
    yield Draft(ID, cumulative_period(period.year, period.month), _context(inputs, week, period))


def _context(inputs: Inputs, week: Week, period: Period) -> dict[str, Any]:
    last, then = _last(inputs, period)
    weights = triage()
    weighed = [(topic, weights.weigh(topic, inputs.paper_date)) for topic in _open(inputs)]
    sorted_out = {topic.row: weight for topic, weight in weighed}
    parts = [unit.progress for unit in week.units if unit.progress]
    whole = of_all(parts, "合计", period) if parts else None
    area = region(inputs.issuer.name)
    return {
        "标题": title(f"{area}重点项目建设", "周报汇总"),
        "期间": cumulative_period(period.year, period.month),
        "序时进度": shown(period.schedule),
        "填报单位": given(inputs.issuer.name),
        "成文日期": inputs.paper_date,
        "名单依据": week.expected or GAP,
        **_who(inputs, week),
        "上次期间": cumulative_period(then.year, then.month) if then else "",
        "合计": _whole(whole, _sum(last.values(), then)) | ({} if then else {"比上次": ""}),
        "单位表": [_row(inputs, unit, last, sorted_out) | ({} if then else {"比上次": ""}) for unit in week.units],
        **{
            name: [_problem(inputs, topic, weight) for topic, weight in weighed if weight in kinds]
            for name, kinds in _KINDS
        },
        "办结问题": [f"{subject_of(topic)}（{given(lead_of(topic))}）" for topic in inputs.topics if is_settled(topic)],
    }


def _open(inputs: Inputs) -> list[Topic]:
    return [topic for topic in inputs.topics if not is_settled(topic)]


def _who(inputs: Inputs, week: Week) -> dict[str, list[str]]:
    """The named lists: sent, not sent, sent without a problem, at zero, sent twice, on no list."""
    named = {unit_key(lead_of(topic)) for topic in _open(inputs)}
    sent = [unit.name for unit in week.units if unit.sent]
    return {
        "已报单位": sent,
        "未报单位": [unit.name for unit in week.units if not unit.sent],
        "无问题单位": [name for name in sent if unit_key(name) not in named],
        "零投资单位": week.standing(State.ZERO),
        "重复单位": [unit.name for unit in week.units if unit.files > 1],
        "名单外单位": list(week.strangers),
    }


def _last(inputs: Inputs, period: Period) -> tuple[Mapping[str, Progress], Period | None]:
    """The figures of the last return by unit, and its period; none of another year, which no sum goes on from."""
    for reading in inputs.last:
        if reading.year == period.year and reading.month:
            then = Period(reading.year, reading.month)
            return figures_of(inputs.last, then), then
    return {}, None


def _sum(parts: Any, then: Period | None) -> Progress | None:
    found = list(parts)
    return of_all(found, "合计", then) if then and found else None


def _row(inputs: Inputs, unit: Returned, last: Mapping[str, Progress], weights: Mapping[Any, Weight]) -> dict[str, Any]:
    mine = [topic for topic in _open(inputs) if unit_key(lead_of(topic)) == unit_key(unit.name)]
    state = "已报送" if unit.sent else "未报送"
    return {
        "单位": unit.name,
        "报送情况": f"已报{unit.files}份，内容不同" if unit.files > 1 else state,
        **_figures(unit.progress, last.get(unit_key(unit.name))),
        "问题": _counted([weights[topic.row] for topic in mine]) or ("无" if unit.sent else GAP),
    }


def _counted(weights: Sequence[Weight]) -> str:
    counts = ((weight.value, weights.count(weight)) for weight in Weight)
    return "、".join(f"{name}{count}个" for name, count in counts if count)


def _figures(part: Progress | None, before: Progress | None) -> dict[str, Any]:
    """The four figures, and what was added since the last return."""
    if part is None:
        return dict.fromkeys(("年度计划", "累计完成", "完成率", "进度差", "比上次"), GAP)
    return {**amounts(part), "比上次": shown(_added(part, before, "增加")) if before else GAP}


def _whole(part: Progress | None, before: Progress | None) -> dict[str, Any]:
    """The same of all units together, the change told by a word and without its sign."""
    found = _figures(part, before)
    added = found["比上次"]
    if part is None or before is None or not isinstance(added, Decimal):
        return found | {"增减": ""}
    verb = "增加" if added > 0 else "减少" if added else "持平"
    return found | {"比上次": shown(_added(before, part, verb)) if added < 0 else added, "增减": verb}


def _added(now: Progress, then: Progress, verb: str) -> Figure:
    return difference(now.done, then.done, f"比上次{verb}", Unit.WAN_YUAN)


def _problem(inputs: Inputs, topic: Topic, weight: Weight) -> dict[str, Any]:
    return {
        "项目名称": given(topic.project_name),
        "责任单位": given(lead_of(topic)),
        "问题": clause(topic.problems),
        "建议": clause(topic.proposal),
        "办理时限": deadline_words(topic),
        "去向": _next(inputs, topic, weight),
    }


def _next(inputs: Inputs, topic: Topic, weight: Weight) -> str:
    """What becomes of a problem: to the meeting, to an order, or what is lacking before."""
    if needs_leave(topic):
        return "停建、停工、罚款先报联席会议批准"
    lacks = unclear(topic)
    before = f"补齐{lacks}后" if lacks else ""
    late = days_overdue(topic, inputs.paper_date) if is_overdue(topic, inputs.paper_date) else 0
    delay = f"，已过时限{late}日" if late else ""
    if weight in (Weight.MAJOR, Weight.LATE):
        return f"{before}提交会议研究{delay}"
    if weight is Weight.UNCLEAR:
        return "核定级别后再定"
    if was_ordered(topic):
        number = f"（{topic.order_number}）" if topic.order_number else ""
        return f"已发项目调度单{number}{delay}"
    if last_day(topic.deadline) is None:
        before = before.removesuffix("后") + ("，" if before else "") + "明确办理时限后"
    return f"{before}转项目调度单"
