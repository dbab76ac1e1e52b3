"""What the label of a row says: a sum, a group, a note, or nothing in particular."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from data_adapters.layout.area import plain
from data_adapters.layout.model import OF_WHICH_LEVEL, Role
from data_adapters.patterns import regex

_NUMERAL = "一二三四五六七八九十百"
_TOTAL = regex(r"^.{0,10}?(合[计計]|[总總][计計]|共[计計]|小[计計])(?:$|[(:]|\d|共)|^全[县市区省州盟旗乡镇]$")
_OF_WHICH = regex(r"^其中:?")
_GROUPS = (
    regex(rf"^[{_NUMERAL}]+[、.]|^第[{_NUMERAL}]+[类批部]"),
    regex(rf"^\([{_NUMERAL}]+\)"),
    regex(r"^\(\d+\)"),
)
_DOTTED = regex(r"^\d+[、.](?!\d)\D{2,12}$")
_BARE_NUMERAL = regex(rf"^\(?[{_NUMERAL}]+\)?$")
_COUNT = regex(r"\d+[个個项項]")
_COUNTED = regex(r"^\D{2,12}\(?\d+[个個项項]\)?$")
_NUMBERED = regex(r"\D?\d+(?:[.-]\d+)*[.、]?\D?")
# 注 and 说明 need their colon: "注塑机生产项目" is a project.
_NOTE = regex(
    r"^\*?(?:填表说明|资料来源|数据来源|填[报写]说明|填[报表写]要求|(?:备?[注註]|说明)(?:\d{0,2}[:、.]|$))"
    r"|^(?:填表|制表|填报|审核|复核|报送|经办|单位负责|统计负责|分管负责|分管领导|主要领导|联系)(?:人|单位|日期|时间|电话)?"
    r"(?:\(签[字章]\)|签[字章])?:"
)
_EXAMPLE = regex(r"\(?(?:填[写报]|举)?(?:示例|样例|范例|例)\d?\)?:?")
COUNTED_LEVEL: Final = len(_GROUPS) + 1
DOTTED_LEVEL: Final = len(_GROUPS)


def is_total(labels: Sequence[str]) -> bool:
    """Whether a label is 合计, 小计, 总计 or 共计, with what it is the sum of before it and a count after it.

    The word may stand in two cells, one character in each.
    """
    if sum(map(len, labels)) == 2:
        labels = ["".join(labels)]
    return any(_TOTAL.match(label) and len(label) <= 20 for label in labels)


def is_note(text: str) -> bool:
    """Whether a row that begins with this text is a note, a line for signatures, or an example of how to fill in."""
    return _NOTE.match(plain(text)) is not None or _EXAMPLE.fullmatch(plain(text)) is not None


def is_footnote(text: str) -> bool:
    """Whether a text that stands alone on its row is a numbered sentence."""
    return len(text) > 12 and re.match(r"^\d+[、.．]\s*\D", text) is not None


def is_counted(label: str) -> bool:
    """Whether a label is a sum told by its count alone: "预备项目（10项）"."""
    return _COUNTED.match(plain(label)) is not None


def is_dotted(label: str) -> bool:
    """Whether a label is short and numbered as the third level of a list is: "1.建材"."""
    return _DOTTED.match(label) is not None


def is_numbered(text: str) -> bool:
    """Whether a cell of the number column numbers a row in Arabic digits: 3, "3", "1●", "2-1"."""
    return _NUMBERED.fullmatch(plain(text)) is not None


def group_level(labels: Sequence[str]) -> int:
    """The depth of the group whose label begins with a numeral, or is one; 0 for none."""
    for level, form in enumerate(_GROUPS, start=1):
        if any(form.match(label) for label in labels):
            return level
    if labels and is_bare_numeral(labels[0]):
        return 2 if labels[0].startswith("(") else 1
    return 0


def is_bare_numeral(label: str) -> bool:
    """Whether a label is nothing but a Chinese numeral, or one in brackets."""
    return _BARE_NUMERAL.match(plain(label)) is not None


def has_count(labels: Sequence[str]) -> bool:
    """Whether a label tells how many projects it heads."""
    return any(_COUNT.search(label) for label in labels)


def sum_row(labels: Sequence[str]) -> tuple[Role, int]:
    """A row without any text but its label: a group by its numeral, an 其中 line, or a bare project."""
    if level := group_level(labels):
        return Role.GROUP, level
    if any(_OF_WHICH.match(label) for label in labels):
        return Role.TOTAL, OF_WHICH_LEVEL
    return Role.DATA, 0
