"""问责通知书: one for each issue that was ordered, is past its deadline and is not settled.

It imposes light measures only, those of the meeting file or the usual ones; anything heavier is worded as a proposal to
the competent body, and a 处分 is refused (``authority.toml``; 《中国共产党问责条例》, 政务处分法 art. 12).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from data_adapters import Topic
from service.papers.authority import authority, terms
from service.papers.base import Draft, HeldBack, Inputs, Plan, clause, given, printed_date
from service.papers.counted import overdue
from service.papers.issues import (
    doubt,
    evidence_of,
    is_overdue,
    is_settled,
    last_day,
    lead_of,
    place_of,
    subject_of,
    was_ordered,
)
from service.papers.measures import Measures, measures_for, overreach
from service.papers.office import PARTY, government, kind_of, region, self_name, with_leave
from service.papers.titles import title
from service.wording import GAP
from service.wording.workdays import rolled

ID = "accountability_notice"


def plan(inputs: Inputs) -> Plan:
    """A draft for each issue that is surely overdue and open, in the order of the list; doubtful ones are named."""
    issuer = inputs.issuer
    measures = measures_for(inputs.office.measures, region(issuer.name), self_name(issuer.name))
    for topic in inputs.topics:
        undated = was_ordered(topic) and not is_settled(topic) and last_day(topic.deadline) is None
        if not undated and not is_overdue(topic, inputs.paper_date):
            continue
        subject = subject_of(topic)
        if reason := _held_back(topic):
            yield HeldBack(ID, subject, f"{place_of(topic)}{reason}")
        elif measures.refused:
            yield HeldBack(ID, subject, measures.refused)
        else:
            yield Draft(ID, subject, _context(inputs, topic, measures))


def _held_back(topic: Topic) -> str:
    if reason := doubt(topic):
        return reason
    if not lead_of(topic):
        return "没有填写责任单位，无法确定被问责单位"
    if not topic.project_name:
        return "没有填写项目名称，无法写明是哪件事"
    return overreach([topic.proposal], "的处理建议")


def _context(inputs: Inputs, topic: Topic, measures: Measures) -> dict[str, Any]:
    issuer = inputs.issuer
    day = inputs.paper_date
    unit = lead_of(topic)
    return {
        "发文机关": {"全称": issuer.name},
        "版头": inputs.grades.context(),
        "文号": f"{given(issuer.short)}责〔{day.year}〕　　号",
        "标题": title("关于", topic.project_name, "交办事项", "逾期未办结的", "问责通知书"),
        "主送": unit,
        "经同意": with_leave(inputs.office, unit),
        "自称": self_name(issuer.name),
        "地区": region(issuer.name),
        "复核机关": government(inputs.office),
        "项目名称": topic.project_name,
        "责任人": given(topic.resp_person),
        "责任人职务": GAP,
        "交办文号": given(topic.order_number),
        "交办日期": printed_date(topic.order_date),
        "交办事项": clause(topic.proposal),
        "问题": clause(topic.problems),
        "办理时限": last_day(topic.deadline),
        "核查日期": day,
        "逾期天数": overdue(topic, day),
        "办理情况": clause(topic.status),
        "佐证": given(evidence_of(topic)),
        "依据条款": given(issuer.basis),
        "事先告知": GAP,
        "处理方式": list(measures.taken),
        "处理建议": list(measures.proposed),
        "救济": "申诉" if kind_of(issuer) == PARTY else "复核",
        "期限": terms("反馈", "陈述申辩", "复核", "申诉"),
        "整改时限": mend_by(day),
        "联系人": given(issuer.contact),
        "联系电话": given(issuer.phone),
        "成文日期": day,
        "抄送": clause(issuer.supervisors) if issuer.supervisors else "",
    }


def mend_by(day: date) -> date:
    """A new deadline that falls on no day off: it rolls on to the next working day (民法典第203条)."""
    return rolled(day + timedelta(days=authority().terms["整改"].number))
