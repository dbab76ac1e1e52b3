"""项目调度单: one for each new issue that is clear enough to be ordered and still has time to be solved."""

from __future__ import annotations

from typing import Any

from data_adapters import Cell, Topic
from service.papers.base import Draft, HeldBack, Inputs, Plan, clause, given
from service.papers.halts import needs_leave
from service.papers.issues import is_settled, last_day, lead_of, place_of, subject_of, unclear, was_ordered
from service.papers.office import with_leave
from service.papers.project_facts import project_facts
from service.wording import GAP

ID = "dispatch_order"
_NOT_MEANT = "不是停建、停工、罚款的，请在“停建停工罚款措施”一栏写“无”"
_FEEDBACK = "请于办理时限前以书面形式反馈办理情况，加盖公章并附佐证材料；确需延期的，须在到期前书面说明理由和新的时限"


def plan(inputs: Inputs) -> Plan:
    """A draft or a reason for each issue that is open and was not ordered before: one matter, one order (一事一单)."""
    for topic in inputs.matters:
        if is_settled(topic) or was_ordered(topic):
            continue
        subject = subject_of(topic)
        if reason := _held_back(topic, inputs):
            yield HeldBack(ID, subject, reason)
        else:
            yield Draft(ID, subject, _context(inputs, topic))


def _held_back(topic: Topic, inputs: Inputs) -> str:
    where = place_of(topic)
    if needs_leave(topic):
        return f"{where}拟停建、停工或罚款，须先经联席会议批准，请先做停建停工罚款报批单；{_NOT_MEANT}"
    if lacks := unclear(topic):
        return f"{where}没有填写{lacks}，问题、原因、建议齐全后才能交办"
    if not lead_of(topic):
        return f"{where}没有填写责任单位，无法交办"
    deadline = last_day(topic.deadline)
    if deadline is None:
        return f"{where}{_no_deadline(topic, inputs)}，无法限期交办"
    if deadline < inputs.paper_date:
        cell = topic.cells.get("deadline", where)
        return f"{cell} 的办理时限 {topic.deadline} 早于成文日期 {inputs.paper_date}，请重新确定时限"
    return ""


def _no_deadline(topic: Topic, inputs: Inputs) -> str:
    """Why there is no deadline: nothing stands there, or something that could not be read."""
    cell: Cell | None = topic.cells.get("deadline")
    unread = any(problem.address == cell for reading in inputs.readings for problem in reading.problems)
    return "写的办理时限读不出日期" if cell and unread else "没有填写办理时限"


def _context(inputs: Inputs, topic: Topic) -> dict[str, Any]:
    issuer = inputs.issuer
    unit = lead_of(topic)
    project = project_facts(inputs, topic)
    person, leader = project.pop("责任人"), project.pop("包联领导")
    return {
        "发文机关": {"全称": issuer.name},
        "文号": f"{given(issuer.short)}调〔{inputs.paper_date.year}〕　　号",
        "来源": topic.topic_source or (inputs.meeting.name if inputs.meeting else GAP),
        "经同意": with_leave(inputs.office, unit),
        "项目名称": given(topic.project_name),
        "责任单位": unit,
        "配合单位": topic.support_unit or "无",
        "责任人": given(topic.resp_person or person),
        "包联领导": given(topic.leader or leader),
        "项目": project,
        "问题": clause(topic.problems),
        "原因": clause(topic.cause),
        "交办事项": clause(topic.proposal),
        "办理时限": last_day(topic.deadline),
        "反馈要求": _FEEDBACK,
        "交办日期": inputs.paper_date,
        "联系人": given(issuer.contact),
        "联系电话": given(issuer.phone),
    }
