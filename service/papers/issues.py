"""What stands with an issue of the list: settled or open, ordered or not, in time or overdue.

Whoever is named in an accountability notice must be named rightly: only an explicit word counts, either way. A blank or
unclear 办理情况 accuses nobody and settles nothing; a person is asked.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Final

from data_adapters import Absent, PartialDate, Topic, lead_unit
from data_adapters.patterns import regex
from service.wording import GAP

REGISTER: Final = "登记簿"
"""What stands for the file of an issue that comes from the registers."""
# The last month of a part of the year, the last day of a part of the month; of others it is the end.
_LAST_MONTHS: Final = {"初": 1, "中": 6}
_LAST_DAYS: Final = {"初": 10, "上旬": 10, "中": 20, "中旬": 20}
# What may stand before the settling word; "征地完成" is progress, "已协调解决" is an end.
_SETTLED: Final = regex(
    r"(?:问题|事项|该项|均|都|全部|全面|已经|已|按期|按时|如期|提前|于|协调|整改|并|[\d年月日号./\-])*"
    r"(?:办结|销号|解决|整改到位|到位|完成|完毕|落实|归档)(?:并?(?:办结|销号|归档))*"
)
_DOUBT: Final = regex(r"未|没|尚|待|拟|预计|计划|部分|基本|阶段|初步|正在|仍|推进|争取|力争|准备|继续|[%％]")
_OPEN: Final = regex(r"未|尚|没有|正在|仍在|推进中|办理中|进行中|协商中|协调中|滞后|受阻")


class Standing(Enum):
    """What 办理情况 says."""

    SETTLED = "已办结"
    OPEN = "未办结"
    UNCLEAR = "看不出是否办结"


def standing(topic: Topic) -> Standing:
    """Whether an issue is settled, by the explicit words of its 办理情况; "" and anything doubtful is UNCLEAR."""
    return _standing(topic.status)


@lru_cache(maxsize=1024)  # lists of thousands say it in some dozens of ways
def _standing(status: str) -> Standing:
    text = re.sub(r"\s+", "", status)
    first = re.split(r"[，,。；;（(]", text, maxsplit=1)[0]
    if _SETTLED.fullmatch(first) and not _DOUBT.search(text):
        return Standing.SETTLED
    return Standing.OPEN if _OPEN.search(text) else Standing.UNCLEAR


def is_settled(topic: Topic) -> bool:
    """Whether an issue is off the list."""
    return standing(topic) is Standing.SETTLED


def settled_if_told(topic: Topic) -> bool | None:
    """The same where its words tell; None where they do not."""
    said = standing(topic)
    return None if said is Standing.UNCLEAR else said is Standing.SETTLED


def was_ordered(topic: Topic) -> bool:
    """Whether an order went out before: it has a number or a date of issue."""
    return bool(topic.order_number) or not isinstance(topic.order_date, Absent)


def last_day(value: PartialDate | Absent) -> date | None:
    """The last day that a deadline still allows: a month means its end, 上旬 its tenth, a year its end, 年初 the end of
    January; None where there is none."""
    if isinstance(value, Absent):
        return None
    part = value.part.removesuffix("左右")
    month = value.month or _LAST_MONTHS.get(part, 12)
    day = value.day or (_LAST_DAYS.get(part, 0) if value.month else 0)
    return date(value.year, month, day or calendar.monthrange(value.year, month)[1])


def deadline_words(topic: Topic) -> str:
    """The deadline as far as it was written (2026年11月底); the visible gap where there is none."""
    return GAP if isinstance(topic.deadline, Absent) else str(topic.deadline)


def days_overdue(topic: Topic, day: date) -> int:
    """Natural days from the day after the deadline to ``day``, both counted; 0 before that or without a deadline."""
    deadline = last_day(topic.deadline)
    return max((day - deadline).days, 0) if deadline else 0


def is_overdue(topic: Topic, day: date) -> bool:
    """Whether on ``day`` an issue that was ordered is past its deadline and not known to be settled."""
    return not is_settled(topic) and was_ordered(topic) and days_overdue(topic, day) > 0


def doubt(topic: Topic) -> str:
    """Why an issue that was ordered may not be called overdue or in time: its deadline or its standing does not tell.

    "" where both do.
    """
    if last_day(topic.deadline) is None:
        return "已经交办，但没有能读出的办理时限，无法判断是否逾期"
    if standing(topic) is Standing.UNCLEAR:
        said = f"写的是“{topic.status}”" if topic.status else "没有填写"
        return f"已过办理时限，办理情况{said}，看不出是否办结，请核实后写明“已办结”或“未办结”"
    return ""


def unclear(topic: Topic) -> str:
    """What an issue lacks to be dealt with (domain.md M6): its labels in words; "" where it is clear."""
    named = (("存在问题", topic.problems), ("问题原因", topic.cause), ("处理建议", topic.proposal))
    return "和".join(label for label, text in named if not text)


def subject_of(topic: Topic) -> str:
    """What an issue is called in a listing: its project, else the problem itself."""
    return topic.project_name or topic.problems


def lead_of(topic: Topic) -> str:
    """The unit that answers for an issue: the first named in its 责任单位."""
    return lead_unit(topic.resp_unit)


def measures_before(topic: Topic) -> str:
    """What was done about it before (提醒、督办、约谈 with their days and numbers), where a register tells; else ""."""
    told = topic.value("measures_before")
    return told if isinstance(told, str) else ""


def evidence_of(topic: Topic) -> str:
    """The records that prove what was ordered and received, where a register tells; else ""."""
    told = topic.value("evidence")
    return told if isinstance(told, str) else ""


def place_of(topic: Topic) -> str:
    """Where the issue stands, as a person finds it: its row in a list, its number in the register."""
    if topic.row.file == REGISTER:
        return f"{topic.row.sheet}第{topic.row.row}号"
    return f"{topic.row.file} › {topic.row.sheet} 第{topic.row.row}行"
