"""督办提醒函: one for each ordered issue near or past its date, in three degrees (``thresholds.toml``).

It reminds and asks for an answer; what follows if nothing is done is left to those who may decide it (gongwen.md §3.1).
"""

from __future__ import annotations

from typing import Any

from data_adapters import Topic
from service.papers.authority import terms
from service.papers.base import Draft, HeldBack, Inputs, Plan, clause, given, printed_date
from service.papers.counted import overdue, remaining
from service.papers.issues import (
    doubt,
    is_overdue,
    is_settled,
    last_day,
    lead_of,
    place_of,
    subject_of,
    was_ordered,
)
from service.papers.office import self_name, with_leave
from service.papers.project_facts import project_facts
from service.papers.thresholds import Degree, Thresholds, degree_of, thresholds
from service.papers.titles import title

ID = "reminder_letter"


def plan(inputs: Inputs) -> Plan:
    """A draft for each matter that is near its date or past it; those past it that are doubtful are held back by name.

    Raises :class:`SettingsError` where the thresholds cannot be read.
    """
    limits = thresholds()
    for topic in inputs.topics:
        if is_settled(topic) or not was_ordered(topic):
            continue
        if reason := _held_back(inputs, topic):
            yield HeldBack(ID, subject_of(topic), f"{place_of(topic)}{reason}")
        elif degree := _degree(inputs, topic, limits):
            yield Draft(ID, subject_of(topic), _context(inputs, topic, degree))


def _degree(inputs: Inputs, topic: Topic, limits: Thresholds) -> Degree | None:
    """The degree on the day; a matter that a person chose is reminded of however much time it has."""
    found = degree_of(topic, inputs.progress_of(topic), inputs.paper_date, limits)
    return found or (Degree.BLUE if inputs.chosen else None)


def _held_back(inputs: Inputs, topic: Topic) -> str:
    undated = last_day(topic.deadline) is None
    if (undated or is_overdue(topic, inputs.paper_date)) and (reason := doubt(topic)):
        return reason
    if not lead_of(topic):
        return "没有填写责任单位，不知道发给谁"
    return "" if topic.project_name else "没有填写项目名称，无法写明是哪件事"


def _context(inputs: Inputs, topic: Topic, degree: Degree) -> dict[str, Any]:
    issuer, day, unit = inputs.issuer, inputs.paper_date, lead_of(topic)
    deadline = last_day(topic.deadline)
    assert deadline is not None, "a matter without a deadline has no degree"
    project = project_facts(inputs, topic)
    person, _ = project.pop("责任人"), project.pop("包联领导")
    return {
        "发文机关": {"全称": issuer.name, "标志": issuer.name},
        "文号": f"{given(issuer.short)}督函〔{day.year}〕　　号",
        "标题": title("关于", topic.project_name, "交办事项的", "督办提醒函"),
        "等级": degree.value,
        "主送": unit,
        "经同意": with_leave(inputs.office, unit),
        "自称": self_name(issuer.name),
        "项目名称": topic.project_name,
        "交办文号": given(topic.order_number),
        "交办日期": printed_date(topic.order_date),
        "交办事项": clause(topic.proposal),
        "来源": given(topic.topic_source),
        "问题": clause(topic.problems),
        "配合单位": topic.support_unit or "无",
        "责任人": given(topic.resp_person or person),
        "办理时限": deadline,
        "办理情况": clause(topic.status),
        "核查日期": day,
        "剩余天数": remaining(topic, day),
        "逾期天数": overdue(topic, day),
        "项目": project,
        "期限": terms("反馈", "赶工措施"),
        "联系人": given(issuer.contact),
        "联系电话": given(issuer.phone),
        "成文日期": day,
    }
