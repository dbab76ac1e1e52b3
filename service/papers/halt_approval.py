"""停建停工罚款报批单: the 联席会议 is asked before a halt or a fine; one form for each issue that proposes one (M19).

A fine itself is decided by whoever has the power to punish (行政处罚法第十七条), after telling and hearing the party
(第四十四条、第四十五条): the form asks for leave and imposes nothing.
"""

from __future__ import annotations

from typing import Any

from data_adapters import Topic
from service.papers.base import Draft, HeldBack, Inputs, Plan, clause, given, printed_date
from service.papers.counted import overdue
from service.papers.halts import basis_of, kinds_of, needs_leave, proposed_measure
from service.papers.issues import deadline_words, is_overdue, lead_of, place_of, subject_of, was_ordered
from service.papers.project_facts import project_facts
from service.wording import GAP

ID = "halt_approval"


def plan(inputs: Inputs) -> Plan:
    """A draft for each open issue that proposes a halt or a fine without leave; one about no project is named."""
    for topic in inputs.matters:
        if not needs_leave(topic):
            continue
        if topic.project_name:
            yield Draft(ID, subject_of(topic), _context(inputs, topic))
        else:
            reason = f"{place_of(topic)}没有填写项目名称，不知道对哪个项目报批，请补填"
            yield HeldBack(ID, subject_of(topic), reason)


def _context(inputs: Inputs, topic: Topic) -> dict[str, Any]:
    issuer, day, measure = inputs.issuer, inputs.paper_date, proposed_measure(topic)
    project = project_facts(inputs, topic)
    person, leader = project.pop("责任人"), project.pop("包联领导")
    project.pop("目标节点")
    found = inputs.progress_of(topic)
    return {
        "文号": f"{given(issuer.short)}批〔{day.year}〕　　号",
        "报批日期": day,
        "报批单位": given(issuer.name),
        "项目名称": topic.project_name,
        "项目单位": given(getattr(found.record, "owner_unit", "") if found else ""),
        "责任单位": given(lead_of(topic)),
        "责任人": given(topic.resp_person or person),
        "包联领导": given(topic.leader or leader),
        "项目": project,
        "措施种类": "、".join(kinds_of(measure)) or GAP,
        "措施": clause(measure),
        "范围和期限": GAP,
        "事实": clause(topic.problems),
        "原因": clause(topic.cause),
        "依据": clause(basis_of(topic)),
        **_before(inputs, topic),
        "告知和听取意见": GAP,
        "联系人": given(issuer.contact),
        "联系电话": given(issuer.phone),
    }


def _before(inputs: Inputs, topic: Topic) -> dict[str, Any]:
    """What was asked of the unit before, and what came of it."""
    ordered = was_ordered(topic)
    late = overdue(topic, inputs.paper_date) if is_overdue(topic, inputs.paper_date) else 0
    return {
        "已交办": ordered,
        "交办文号": given(topic.order_number) if ordered else "",
        "交办日期": printed_date(topic.order_date) if ordered else "",
        "办理时限": deadline_words(topic),
        "逾期天数": late,
        "办理情况": clause(topic.status),
    }
