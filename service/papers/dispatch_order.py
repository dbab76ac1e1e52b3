"""项目调度单: one for each unsolved issue that is clear enough to be ordered and still has time to be solved."""

from __future__ import annotations

from typing import Any

from data_adapters import Topic
from service.papers.base import (
    Draft,
    HeldBack,
    Inputs,
    Plan,
    given,
    is_closed,
    last_day,
    lead_of,
    shown,
)
from service.papers.overdue import is_overdue
from service.wording import GAP

ID = "dispatch_order"
_FEEDBACK = "请于办理时限前以书面形式反馈办理情况，加盖公章并附佐证材料；确需延期的，须在到期前书面说明理由和新的时限"


def plan(inputs: Inputs) -> Plan:
    """A draft or a reason for each issue that is not settled; overdue ones that were ordered before go another way."""
    for topic in inputs.topics:
        if is_closed(topic) or is_overdue(topic, inputs.paper_date):
            continue
        subject = topic.project_name or topic.problems
        if reason := _held_back(topic, inputs):
            yield HeldBack(ID, subject, reason)
        else:
            yield Draft(ID, subject, _context(inputs, topic))


def _held_back(topic: Topic, inputs: Inputs) -> str:
    where = topic.row
    lacks = [label for label, text in (("问题原因", topic.cause), ("处理建议", topic.proposal)) if not text]
    if lacks:
        return f"{where.file} › {where.sheet} 第{where.row}行没有填写{'和'.join(lacks)}，问题、原因、建议齐全后才能交办"
    if not lead_of(topic):
        return f"{where.file} › {where.sheet} 第{where.row}行没有填写责任单位，无法交办"
    deadline = last_day(topic.deadline)
    if deadline is None:
        return f"{where.file} › {where.sheet} 第{where.row}行没有填写办理时限，无法限期交办"
    if deadline < inputs.paper_date:
        cell = topic.cells.get("deadline", where)
        return f"{cell} 的办理时限 {topic.deadline} 早于成文日期 {inputs.paper_date}，请重新确定时限"
    return ""


def _context(inputs: Inputs, topic: Topic) -> dict[str, Any]:
    issuer = inputs.issuer
    return {
        "发文机关": {"全称": issuer.name},
        "文号": f"{given(issuer.short)}调〔{inputs.paper_date.year}〕　　号",
        "来源": topic.topic_source or (inputs.meeting.name if inputs.meeting else GAP),
        "项目名称": given(topic.project_name),
        "责任单位": lead_of(topic),
        "配合单位": topic.support_unit or "无",
        "责任人": given(topic.resp_person),
        "包联领导": given(topic.leader),
        "项目": _project(inputs, topic),
        "问题": topic.problems,
        "原因": topic.cause,
        "交办事项": topic.proposal,
        "办理时限": last_day(topic.deadline),
        "反馈要求": _FEEDBACK,
        "交办日期": inputs.paper_date,
        "联系人": given(issuer.contact),
        "联系电话": given(issuer.phone),
    }


def _project(inputs: Inputs, topic: Topic) -> dict[str, Any]:
    """The project's figures from the ledger; gaps where the ledger does not list it."""
    found = inputs.progress_of(topic.project_name)
    if found is None:
        return dict.fromkeys(("总投资", "年度计划", "累计完成", "完成率", "进度差", "形象进度"), GAP)
    return {
        "总投资": shown(found.total_investment),
        "年度计划": shown(found.plan),
        "累计完成": shown(found.done),
        "完成率": shown(found.rate),
        "进度差": shown(found.gap),
        "形象进度": given(getattr(found.record, "image_progress", "")),
    }
