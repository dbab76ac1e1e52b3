"""The meeting's form: its fields, what stands in them, and how they become the tables of a meeting file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from data_adapters import Reading, lead_unit
from service.config import toml_table
from service.errors import SettingsError
from service.papers import Meeting, meeting_from
from service.papers.office_facts import Office
from service.papers.sections import in_beijing
from service.wording import format_date, parse_meeting_time

Values = dict[str, str]  # a field's id -> what stands in it, as typed
SOURCE = "会议信息"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``id`` is "table.key" of the meeting file; ``lines`` is how tall it is: over 1, one item a line."""

    id: str
    label: str
    hint: str = ""
    lines: int = 1
    listed: bool = False


MEETING = (
    Field("meeting.name", "会议名称", "例：安澜县重点项目建设周调度会"),
    Field("meeting.kind", "会议类别", "例：周调度会"),
    Field("meeting.time", "会议时间", "例：2026年11月27日（星期五）上午9:00"),
    Field("meeting.place", "会议地点"),
    Field("meeting.host", "主持人", "例：县政府分管负责人"),
    Field("meeting.reply_by", "报名截止时间", "可不填；写法同会议时间"),
    Field("meeting.reply_way", "报名方式", "例：传真0000-5550103；可不填，报会议联系人"),
    Field("meeting.paper_date", "成文日期", "材料落款的日期，例：2026年11月23日"),
    Field("meeting.approved_by", "经谁同意", "例：县人民政府；写进“经……同意”，可不填"),
    Field("meeting.urgency", "紧急程度", "特急或加急；一般不填"),
    Field("meeting.secrecy", "密级和保密期限", "例：秘密★1年；一般不填，涉密材料不得在连接互联网的计算机上处理"),
    Field("meeting.copy_number", "份号", "6位数字，例：000001；写了密级才要填"),
    Field("meeting.agenda", "会议议程", "一行一项，可写成“事项｜汇报人｜15分钟”", 4, True),
    Field("meeting.addressees", "通知发给哪些单位", "一行一个单位，每个单位做一份会议通知", 6, True),
    Field("attendees", "参会人员", "一行一类，写成“类别：人员”", 4, True),
    Field("meeting.requirements", "会议要求", "一行一条", 4, True),
    Field("meeting.leave", "请假程序", "可不填；例：须经县人民政府分管负责人批准，会前一天书面报会务组"),
    Field("meeting.stand_in", "替会要求", "可不填；例：须由单位其他班子成员参加"),
    Field("meeting.dress", "着装要求", "可不填"),
    Field("meeting.copies", "材料份数", "可不填；例：20"),
    Field("meeting.materials_by", "材料报送截止时间", "可不填；写法同会议时间"),
    Field("meeting.seats", "座次", "一行一排，写成“主席台：……”，可不填；填了就附座次表", 3, True),
)
BULLETIN = (
    Field("meeting.bulletin_addressees", "通报发给", "例：各乡镇人民政府，县直有关单位"),
    Field("meeting.next_steps", "下步要求", "一行一条；不填则用通用的三条", 4, True),
)
ISSUER = (
    Field("issuer.name", "发文机关全称", "发文机关各项都空着，就用“管理 › 设置”里本单位的发文信息"),
    Field(
        "issuer.kind",
        "发文机关类别",
        "名称认错了才填，例：议事协调机构、办公室、部门",
    ),
    Field("issuer.level", "发文机关级别", "名称认错了才填：省、市、县、乡"),
    Field("kinds", "收文单位类别", "名称认错了才填，一行一个，写成“单位：类别”，例：鹿鸣片区：乡镇", 2, True),
    Field("issuer.short", "机关代字", "发文字号里的简称，例：安重办"),
    Field("issuer.contact", "联系人"),
    Field("issuer.phone", "联系电话"),
    Field("issuer.supervisors", "督查机构", "例：县政府督查室"),
    Field("issuer.basis", "问责依据条款", "问责通知书所依据的规定和条款"),
    Field("meeting.measures", "问责方式", "一行一种，例：限期整改；不填则用限期整改、书面检查、通报", 3, True),
    Field("issuer.copy_to", "抄送", "一行一个机关", 3, True),
)
FIELDS = {field.id: field for field in (*MEETING, *BULLETIN, *ISSUER)}
_PREFILLED = frozenset({"meeting.paper_date", "meeting.addressees"})  # filled in by us, so they say nothing of the user
_LEFT_OUT_WHEN_EMPTY = frozenset({"meeting.reply_by", "meeting.materials_by"})


def values_of_file(data: bytes, name: str) -> Values:
    """What a meeting file puts into the form. Raises :class:`SettingsError` in one sentence with the file's name."""
    table = toml_table(data, f"会议文件“{name}”")
    meeting_from(table, name)
    values = {
        f"{part}.{key}": _typed(value)
        for part in ("meeting", "issuer")
        for key, value in table[part].items()
        if f"{part}.{key}" in FIELDS
    }
    rows = table.get("attendees", [])
    kinds = "\n".join(f"{unit}：{kind}" for unit, kind in table.get("kinds", {}).items())
    return values | {"attendees": "\n".join(_attendee_line(row) for row in rows), "kinds": kinds}


def _attendee_line(row: Mapping[str, str]) -> str:
    return "：".join(text for text in (row.get("category", ""), row.get("people", "")) if text)


def _typed(value: Any) -> str:
    """A value of the file as a person would type it into the form."""
    if isinstance(value, list):
        return "\n".join(value)
    if isinstance(value, datetime):
        moment = in_beijing(value)
        return f"{format_date(moment)} {moment:%H:%M}"
    return format_date(value) if isinstance(value, date) else str(value)


def prefilled(readings: Iterable[Reading], meeting: Values | None, today: date) -> Values:
    """What the form shows first: the meeting file's values, else the day and the lead units found in the ledgers."""
    if meeting is not None:
        return dict(meeting)
    return {"meeting.paper_date": format_date(today), "meeting.addressees": "\n".join(_lead_units(readings))}


def _lead_units(readings: Iterable[Reading]) -> list[str]:
    found: dict[str, None] = {}
    for reading in readings:
        named = (*(topic.resp_unit for topic in reading.topics), *(item.resp_unit for item in reading.projects))
        found |= dict.fromkeys(filter(None, map(lead_unit, named)))
    return list(found)


def values_typed(form: Mapping[str, str]) -> Values:
    """What was typed, field by field; what is not a field of ours is passed over."""
    return {name: form.get(name, "") for name in FIELDS}


def meeting_typed(values: Values, office: Office | None = None) -> Meeting | None:
    """The meeting that was typed, None where nothing was typed; of the ``office`` where nothing is typed of an issuer.
    Raises :class:`SettingsError` naming the key."""
    typed = {name for name, text in values.items() if text.strip()} - _PREFILLED
    if not typed:
        return None
    if office and not any(name.startswith("issuer.") for name in typed):
        return meeting_of_office(values, office)
    return meeting_from(_table(values), SOURCE)


def meeting_of_office(values: Values, office: Office) -> Meeting:
    """The meeting that was typed, of the office whose own facts are known. Raises as :func:`meeting_typed`."""
    table = _table(values)
    del table["issuer"]
    if not table["kinds"]:
        del table["kinds"]
    return meeting_from(table, SOURCE, office)


def _table(values: Values) -> dict[str, Any]:
    kinds = {row.get("category", ""): row["people"] for row in _attendees(values.get("kinds", ""))}
    table: dict[str, Any] = {
        "meeting": {},
        "issuer": {},
        "attendees": _attendees(values.get("attendees", "")),
        "kinds": kinds,
    }
    for name, field in FIELDS.items():
        text = values.get(name, "").strip()
        part, _, key = name.partition(".")
        if key and (text or name not in _LEFT_OUT_WHEN_EMPTY):
            table[part][key] = text.splitlines() if field.listed else text
    return table


def _attendees(text: str) -> list[dict[str, str]]:
    rows = []
    for line in filter(None, map(str.strip, text.splitlines())):
        category, colon, people = line.replace(":", "：", 1).partition("：")
        rows.append({"category": category.strip(), "people": people.strip()} if colon else {"people": line})
    return rows


def day_typed(values: Values) -> date | None:
    """The 成文日期 where no meeting was typed; None where it is empty. Raises :class:`SettingsError`."""
    text = values.get("meeting.paper_date", "").strip()
    if not text:
        return None
    try:
        return parse_meeting_time(f"{text} 0:00")[0].date()
    except ValueError as error:
        where = f"{SOURCE} [meeting] paper_date"
        raise SettingsError(f"{where}：“{text}”不是能识别的日期，请写成 2026年11月23日") from error


_PLACE = re.compile(rf"(?:{SOURCE}|会议文件的)[ ：]*\[(meeting|issuer|attendees|kinds)\] ?([a-z_]*) ?")
_KEY = re.compile(r"（?(?<![a-z_])(time|paper_date|reply_by|materials_by)(?![a-z_])）?")


def in_form_words(sentence: str) -> tuple[str, str]:
    """A sentence about a meeting file in the form's own words, and the id of the field it is about ("" if none)."""
    place = _PLACE.search(sentence)
    about = ""
    if place:
        about = place[1] if place[1] in FIELDS else f"{place[1]}.{place[2]}"
        field = FIELDS.get(about)
        sentence = _PLACE.sub(f"“{field.label}”" if field else SOURCE, sentence)
    else:
        keys = _KEY.findall(sentence)
        about = f"meeting.{keys[0]}" if keys else ""
    return _KEY.sub(_label, sentence).removeprefix(f"{SOURCE}："), about if about in FIELDS else ""


def _label(match: re.Match[str]) -> str:
    """A key in the middle of a sentence as its label; in brackets it only repeats the label before it."""
    if match[0].startswith("（"):
        return ""
    return FIELDS[f"meeting.{match[1]}"].label
