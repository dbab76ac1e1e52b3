"""通报批评: one circular that names the units with matters long past their date, after the talk (``thresholds.toml``).

A circular of criticism is among the light measures an office may take; it finds nobody guilty of a breach of discipline
(domain.md §11) and says how to be heard and where to ask for review (《政府督查工作条例》; gongwen.md §3.1).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from data_adapters import Topic
from service.papers.accountability_notice import mend_by
from service.papers.authority import terms
from service.papers.base import Draft, HeldBack, Inputs, Plan, clause, given, printed_date
from service.papers.counted import overdue
from service.papers.issues import (
    days_overdue,
    doubt,
    is_overdue,
    last_day,
    lead_of,
    measures_before,
    place_of,
    subject_of,
)
from service.papers.measures import overreach
from service.papers.office import DOCUMENT, government, region, ruling, self_name, with_leave
from service.papers.thresholds import thresholds
from service.papers.titles import title
from service.wording import GAP

ID = "criticism_circular"


def plan(inputs: Inputs) -> Plan:
    """One draft that names every such unit; doubtful matters are held back by name. None where nobody is so late.

    Raises :class:`SettingsError` where the thresholds cannot be read.
    """
    least = 0 if inputs.chosen else thresholds().criticism_days
    if least is None:
        return
    found: list[Topic] = []
    for topic in inputs.topics:
        if not is_overdue(topic, inputs.paper_date) or days_overdue(topic, inputs.paper_date) < least:
            continue
        if reason := _held_back(topic):
            yield HeldBack(ID, subject_of(topic), f"{place_of(topic)}{reason}")
        else:
            found.append(topic)
    if found:
        units = list(dict.fromkeys(map(lead_of, found)))
        yield Draft(ID, "、".join(units), _context(inputs, units, found))


def _held_back(topic: Topic) -> str:
    if reason := doubt(topic):
        return reason
    if not lead_of(topic):
        return "没有填写责任单位，不知道通报谁"
    if not topic.project_name:
        return "没有填写项目名称，无法写明是哪件事"
    return overreach([topic.proposal], "的处理建议")


def _context(inputs: Inputs, units: Sequence[str], topics: Sequence[Topic]) -> dict[str, Any]:
    issuer, day = inputs.issuer, inputs.paper_date
    addressed = given(inputs.office.bulletin_addressees.rstrip("：:。"))
    form = ruling(inputs.office, addressed).form
    is_document = form == DOCUMENT
    main = ("", *re.split(r"[，、,]", addressed))
    named = units[0] if len(units) == 1 else f"{units[0]}等{len(units)}个单位"
    return {
        "行文格式": form,
        "发文机关": {"全称": issuer.name, "标志": f"{issuer.name}文件" if is_document else issuer.name},
        "版头": inputs.grades.context(),
        "文号": f"{given(issuer.short)}通{'' if is_document else '函'}〔{day.year}〕　　号",
        "标题": title("关于对", named, "给予", "通报批评的", "通报"),
        "主送": addressed,
        "经同意": with_leave(inputs.office, addressed),
        "自称": self_name(issuer.name),
        "地区": region(issuer.name),
        "批评单位": list(units),
        "事项": [_matter(topic, day) for topic in topics],
        "核查日期": day,
        "依据条款": given(issuer.basis),
        "事先告知": GAP,
        "期限": terms("反馈", "陈述申辩", "复核"),
        "整改时限": mend_by(day),
        "复核机关": government(inputs.office),
        "联系人": given(issuer.contact),
        "联系电话": given(issuer.phone),
        "成文日期": day,
        "抄送": "、".join(dict.fromkeys(name for name in (*issuer.copy_to, issuer.supervisors) if name not in main)),
    }


def _matter(topic: Topic, day: date) -> dict[str, Any]:
    return {
        "单位": lead_of(topic),
        "项目名称": topic.project_name,
        "交办文号": given(topic.order_number),
        "交办日期": printed_date(topic.order_date),
        "交办事项": clause(topic.proposal),
        "办理时限": last_day(topic.deadline),
        "逾期天数": overdue(topic, day),
        "办理情况": clause(topic.status),
        "此前督办": given(measures_before(topic)),
    }
