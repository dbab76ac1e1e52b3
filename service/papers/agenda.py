"""会议议程与议题单: what is dealt with, and a sheet for each open issue that is clear; the others are named (M6).

Halts and fines stand under a heading of their own: the meeting's leave is asked for each, on its 报批单 (M19).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from data_adapters import Topic
from service.papers.base import Draft, HeldBack, Inputs, Plan, clause, given, printed_date
from service.papers.halts import basis_of, kinds_of, needs_leave, proposed_measure
from service.papers.issues import deadline_words, is_settled, lead_of, place_of, subject_of, unclear, was_ordered
from service.papers.meeting import Meeting
from service.papers.meeting_schedule import schedule
from service.papers.project_facts import project_facts
from service.papers.titles import title
from service.wording import GAP

ID = "agenda"


def plan(inputs: Inputs) -> Plan:
    """The issues that are not clear, by name, then one draft. Settled ones are off the agenda."""
    meeting = inputs.need_meeting()
    matters, halts = [], []
    for topic in inputs.matters:
        if is_settled(topic):
            continue
        asks = needs_leave(topic)
        if lacks := unclear(replace(topic, proposal=topic.proposal or proposed_measure(topic)) if asks else topic):
            reason = f"{place_of(topic)}没有填写{lacks}，问题、原因、建议齐全后才能列入议题"
            yield HeldBack(ID, subject_of(topic), reason)
        elif asks:
            halts.append(_halt(topic))
        else:
            matters.append(_matter(inputs, topic))
    yield Draft(ID, meeting.name, _context(meeting, schedule(meeting), matters) | {"报批事项": halts})


def _context(meeting: Meeting, items: list[dict[str, str]], matters: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "标题": title(meeting.name, "议程"),
        "会议": {
            "名称": meeting.name,
            "时间": meeting.time,
            "地点": meeting.place,
            "主持人": given(meeting.host),
        },
        "议程": items,
        "议题": matters,
    }


def _halt(topic: Topic) -> dict[str, str]:
    measure = proposed_measure(topic)
    return {
        "项目名称": given(topic.project_name),
        "责任单位": given(lead_of(topic)),
        "种类": "、".join(kinds_of(measure)) or GAP,
        "措施": clause(measure),
        "事实": clause(topic.problems),
        "依据": clause(basis_of(topic)),
    }


def _matter(inputs: Inputs, topic: Topic) -> dict[str, Any]:
    ordered = was_ordered(topic)
    project = project_facts(inputs, topic)
    person, leader = project.pop("责任人"), project.pop("包联领导")
    return {
        "项目名称": given(topic.project_name),
        "来源": given(topic.topic_source),
        "责任单位": given(lead_of(topic)),
        "配合单位": topic.support_unit or "无",
        "责任人": given(topic.resp_person or person),
        "包联领导": given(topic.leader or leader),
        "项目": project,
        "问题": clause(topic.problems),
        "原因": clause(topic.cause),
        "建议": clause(topic.proposal),
        "办理时限": deadline_words(topic),
        "已交办": ordered,
        "交办文号": given(topic.order_number) if ordered else "",
        "交办日期": printed_date(topic.order_date) if ordered else "",
        "办理情况": clause(topic.status),
    }
