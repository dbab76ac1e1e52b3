"""The ways a date is written in a ledger, as patterns over text without blanks and with Arabic digits."""

from __future__ import annotations

import re
from typing import Final

from data_adapters.patterns import regex
from data_adapters.values.digits import counted, plain, spelled

_CLOCK: Final = regex(r"(?<=\d)[T\s]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?\s*$")
_GAP: Final = regex(r"(?<=\d)\s+(?=\d)")  # 2026 3 5, whose figures are not to run into one
_WEEKDAY: Final = regex(r"\(?(?:星期|周|礼拜)[一二三四五六日天]\)?")
_NUMERALS: Final = "〇○零一二三四五六七八九十"
_COUNTED: Final = regex(rf"[{_NUMERALS}百]+(?=[年月日号])")
_DIGIT_YEAR: Final = regex(rf"[{_NUMERALS}]{{4}}")
_ERA: Final = regex(r"^(?:中华民国|中華民國|民国|民國)(\d{1,3})(?=[年./-])")
_QUARTERS: Final = {"1": "一", "2": "二", "3": "三", "4": "四"}
_QUARTER: Final = regex(r"第?([一二三四1-4])季度?|Q([1-4])$")
_DASHES: Final = regex(r"[-—–―─]+")

_Y: Final = r"(?P<y>\d{4})"
_M: Final = r"(?P<m>\d{1,2})"
_D: Final = r"(?P<d>\d{1,2})"
_SEP: Final = r"[-./、,。,·年]"
_END: Final = r"(?P<part>[底末初中]|[上中下]旬)?"
# 前 and 止 say that it is a deadline, which the column says too; an hour is finer than a ledger's dates.
_HOUR: Final = r"(?:[上下]午|中午|晚)?(?:\d{1,2}[时点:](?:\d{1,2}分?|半|整)?)?"
_BY: Final = r"(?:日?止|之?以?前)?"
FORMS: Final = (
    regex(rf"{_Y}{_SEP}{_M}[-./、,。·月]{_D}[日号]?{_HOUR}(?P<part>左右)?{_BY}\.?"),
    regex(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
    regex(r"(?P<y>\d{4})(?P<m>\d{2})"),
    regex(rf"{_Y}{_SEP}{_M}月?份?{_END}(?P<about>左右)?{_BY}\.?"),
    regex(rf"{_Y}(?:年度?)?(?P<part>[底末初内中]|上半年|下半年|[一二三四]季度)?(?P<late>[底末])?{_BY}"),
    regex(rf"(?P<short>\d{{2}})年{_M}月{_D}[日号]{_BY}"),
    regex(rf"(?P<short>\d{{2}})年{_M}月份?{_END}{_BY}"),
    regex(rf"(?P<short>\d{{2}})年{_END}{_BY}"),
    regex(rf"(?P<short>\d{{2}})[-./]{_M}[-./]{_D}"),
    regex(rf"{_M}月{_D}[日号]{_HOUR}(?P<part>左右)?{_BY}"),
    regex(rf"{_M}月份?{_END}(?P<about>左右)?{_BY}"),
    regex(rf"年?(?P<part>(?<=年)[底末初内中]|上半年|下半年|[一二三四]季度)(?P<late>[底末])?{_BY}"),
)
ROC: Final = regex(r"(?P<roc>\d{3})(?:年|(?=[./-]\d{1,2}[./-]\d{1,2}$))")
RELATIVE: Final = {"今年": 0, "本年": 0, "当年": 0, "本年度": 0, "明年": 1, "次年": 1, "去年": -1, "上年": -1}
SPANS: Final = regex(
    r".*\d(?:年|月|月?[底末初中]|[上中下]旬|[日号])?(?:[至到~]|-+)\d.*|(?:19|20)\d\d[./]\d{1,2}-\d.*|.*[至到~].*|\d+月?-\d+月.*"
)
LENGTH: Final = regex(rf"[\d.{_NUMERALS}两半]+个?半?(?:年|月|天|工作日|日历天|周|季度)(?:之?内|后|左右|以内)?")
SHORT: Final = regex(r"\d{1,2}[-./]\d{1,2}(?:[-./]\d{4})?")
STATES: Final = regex(r"已|未|正在|在建|待|尚|适时|长期|常年|全年|不定|立即|持续|随时|开工|竣工|完工|完成|建成|投产")


def prepared(value: str) -> str:
    """A written date without blanks, clock and weekday, its numerals Arabic, its dashes short, its ROC year stated."""
    text = plain(_GAP.sub("、", _CLOCK.sub("", spelled(value).strip())))
    text = _DASHES.sub("-", _WEEKDAY.sub("", text)).replace("元月", "1月")
    if _DIGIT_YEAR.fullmatch(text):
        text += "年"
    text = _COUNTED.sub(lambda match: _arabic(match.group()), text)
    text = _QUARTER.sub(_quarter, text)
    return _ERA.sub(lambda match: f"{int(match.group(1)) + 1911}", text)


def _arabic(numerals: str) -> str:
    number = counted(numerals)
    return numerals if number is None else f"{number:f}"


def _quarter(match: re.Match[str]) -> str:
    number = match.group(1) or match.group(2)
    return f"{_QUARTERS.get(number, number)}季度"
