"""Punctuation, widths and numbers in running text (GB/T 15834-2011, GB/T 15835-2011)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from service.assembly.gongwen_check.finding import Hit
from service.assembly.gongwen_check.paper import Paper
from service.assembly.gongwen_check.profile import Profile
from service.assembly.gongwen_check.reading.forms import HAN
from service.assembly.gongwen_check.reading.model import Paragraph
from service.assembly.gongwen_check.reading.role import Role
from service.assembly.gongwen_check.rules.common import matches, replaced

_WIDE: Final = dict(zip(",;:?!.", "，；：？！。", strict=True))
_NARROW: Final = {chr(code): chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B),
                                                             *range(0xFF41, 0xFF5B), 0xFF05)}  # fmt: skip
_UNITS: Final = "年月日时点%％号个项元万亿倍人周季米吨"
_AFTER: Final = f"[{HAN}》”’）〕%％]"


@dataclass(frozen=True, slots=True)
class _Form:
    """A wrong form: the rule's code, how it looks, what to say of it ({} stands for the words), the cure, the right
    words (None where only a person can say)."""

    code: str
    pattern: re.Pattern[str]
    what: str
    cure: str
    right: Callable[[re.Match[str]], str] | None = None


_FORMS: Final = (
    _Form(
        "half-punctuation",
        re.compile(
            rf"(?<={_AFTER})[,;?!](?!\d{{3}}(?!\d))|(?<={_AFTER}):(?!//)|(?<=\d)[,;:?!](?=[{HAN}“《（])|(?<=[{HAN}》”）])\.(?![\w.])"
        ),
        "用了半角的“{}”",
        "请改为全角标点",
        lambda match: _WIDE[match[0]],
    ),
    _Form(
        "full-width",
        re.compile("[０-９Ａ-Ｚａ-ｚ％]+"),
        "“{}”是全角字符",
        "请改为半角",
        lambda match: "".join(_NARROW[char] for char in match[0]),
    ),
    _Form(
        "ellipsis",
        re.compile(r"\.{3,}|。{2,}|(?<!…)…(?!…)|…{3,}|·{3,}"),
        "省略号写成了“{}”",
        "请改为“……”",
        lambda _: "……",
    ),
    _Form(
        "dash",
        re.compile(r"-{2,}|－{2,}|–{2,}|─{2,}|(?<!—)—{3}(?!—)"),
        "破折号写成了“{}”",
        "请改为“——”",
        lambda _: "——",
    ),
    _Form(
        "range-dash",
        re.compile(
            rf"(?<![\d.—\-–－/:])(?:\d+(?:\.\d+)?)[{_UNITS}]*(?P<dash>[-–－~])(?=\d+(?:\.\d+)?(?!号[楼院室库线地机])[{_UNITS}])"
        ),
        "起止写成了“{}”",
        "请改为“—”",
        lambda match: match[0][:-1] + "—",
    ),
    _Form(
        "repeated-punctuation",
        re.compile(r"[，、；：]{2,}|[，、；：]。|。[，、；：]|？{3,}|！{3,}"),
        "标点“{}”重叠",
        "请只留一个",
    ),
    _Form("listed-quotes", re.compile("(?<=[》”])、(?=[《“])"), "书名号、引号之间用了顿号", "请删去顿号", lambda _: ""),
    _Form(
        "approx-twice",
        re.compile(
            r"(?<![签合节公条违履预契集邀])(?:约|大约)\d[\d.万亿]*(?:[余多]|[^，。；、\d]{0,4}(?:左右|上下))|近\d+[^，。；、\d]{0,4}(?:左右|上下)"
        ),
        "“{}”里概数说了两次",
        "请只留一个",
    ),
    _Form(
        "number-mixed",
        re.compile(r"(?<![\d.])\d+(?:\.\d+)?[千百十](?=[个人元万吨亩户名次项台套]|[，。；、])"),
        "“{}”里数字和汉字混写",
        "请写全数字，或以“万”“亿”为单位",
    ),
    _Form(
        "date-zero",
        re.compile(r"\d{4}年(?:0\d月\d{1,2}日|\d{1,2}月0\d日|0\d月)|(?<!\d)0\d月\d{1,2}日"),
        "日期“{}”编了虚位",
        "请去掉月、日前面的0",
    ),
    _Form(
        "date-year-zero",
        re.compile(
            r"(?<![\d〇零○一二三四五六七八九])(?=[^年]{1,3}[零○◯OoＯ0０])[一二][〇零○◯OoＯ0０一二三四五六七八九]{3}(?=年)"
        ),
        "年份写成了“{}”",
        "“〇”不写作“零”、圆圈或字母O",
        lambda match: re.sub("[零○◯OoＯ0０]", "〇", match[0]),
    ),
    _Form("date-short-year", re.compile(r"(?<![\d.])\d{2}年(?=\d{1,2}月)"), "年份写成了“{}”", "请写四位数的年份"),
)
_DOTTED = re.compile(r"(?<![\d.])(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}(?![\d.])|(?:19|20)\d{2}[○O〇][^年]{0,2}年")
_SPACES = re.compile(rf"(?<=[{HAN}，。；：、])[ \u00a0]+(?=[{HAN}，。；：、“《])")
_BRACKETS = re.compile(r"\((?P<inner>[^()（）]{1,80})\)")
_UNIT_ONLY = re.compile(r"%|‰|[a-zA-Z²³\d]+|百分点|万元|亿元|个|项|位|名")
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"), ("〔", "〕"))
_STRAIGHT = re.compile('"')
_GROUPED, _PLAIN = (
    re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)"),
    re.compile(r"(?<![\d.,])\d{5,}(?![\d,号\-])(?=万?元|亩|人)"),
)


_GROUPED_SMALL, _PLAIN_SMALL = (
    re.compile(r"(?<![\d.,])\d,\d{3}(?![\d,])"),
    re.compile(r"(?<![\d.,])\d{4}(?=万?元|亿元|亩|人|户|平方米|公里|千米|米|吨|个|项)"),
)


def forms(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """The rules of ``_FORMS``."""
    del profile
    for form in _FORMS:
        for each, match in matches(paper, form.pattern):
            if form.code.startswith("date-") and paper.role(each) is Role.DATE:
                continue  # date-form says it
            fix = replaced(each, match, form.right(match)) if form.right else None
            what = form.what.format(match[0].strip())
            yield Hit(form.code, paper.place(each), what, form.cure, fix)


def dotted_dates(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """date-dotted, outside tables."""
    del profile
    for each, match in matches(paper, _DOTTED, paper.of(Role.BODY, Role.REMARK)):
        yield Hit("date-dotted", paper.place(each), f"日期写成了“{match[0]}”", "请写作“2026年1月5日”")


def spaces(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """text-spaces."""
    del profile
    for each, match in matches(paper, _SPACES, paper.text):
        start = match.start()
        if match.start() == 0 or re.match(rf"[{HAN}] +[{HAN}](?![{HAN}])", each.text[start - 1 :]):
            continue  # a name of two characters set apart
        yield Hit("text-spaces", paper.place(each), "汉字之间有空格", "请删去空格", replaced(each, match, ""))


def brackets(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """half-brackets; a table's heading may hold its unit in half brackets, where room is scarce."""
    del profile
    for each, match in matches(paper, _BRACKETS):
        tabled = paper.role(each) is Role.TABLE and _UNIT_ONLY.fullmatch(match["inner"])
        is_number = paper.role(each) is Role.NUMBER or each.said.startswith(match[0])  # other rules speak of these
        if tabled or is_number or not (re.search(f"[{HAN}]", match["inner"]) or _beside_han(each.text, match)):
            continue
        fix = replaced(each, match, f"（{match['inner']}）")
        yield Hit("half-brackets", paper.place(each), f"“{match[0]}”用了半角括号", "请改为全角括号（）", fix)


def _beside_han(text: str, match: re.Match[str]) -> bool:
    return bool(re.search(f"[{HAN}]", text[max(0, match.start() - 1) : match.start()]))


def quotes(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """straight-quotes and quote-pairs."""
    del profile
    for each in paper.worded():
        found = list(_STRAIGHT.finditer(each.text))
        if found and re.search(f"[{HAN}]", each.text):
            for number, match in enumerate(found):
                fix = replaced(each, match, "“”"[number % 2]) if len(found) % 2 == 0 else None
                yield Hit("straight-quotes", paper.place(each), "用了直引号", "请改为弯引号“”", fix)
        for opening, closing in _PAIRS:
            if each.text.count(opening) != each.text.count(closing) and not _is_list_number(each, closing):
                what = f"“{opening}”和“{closing}”不成对" if opening != "“" else "引号不成对"
                yield Hit("quote-pairs", paper.place(each), what, "请补上缺的一半")


def _is_list_number(each: Paragraph, closing: str) -> bool:
    """“1）” is a number, and half a pair."""
    return closing == "）" and bool(re.match(r"\d{1,2}）", each.said))


def thousands(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """thousands: grouped and plain large numbers in one paper (thousands-small: of four digits); and units-mixed."""
    del profile
    grouped, plain = (list(matches(paper, pattern)) for pattern in (_GROUPED, _PLAIN))
    if grouped and plain:
        each, match = grouped[0]
        what = f"“{match[0]}”用了千分撇，“{plain[0][1][0]}”没有用"
        yield Hit("thousands", paper.place(each), what, "请全文统一")
    small = [list(matches(paper, pattern)) for pattern in (_GROUPED_SMALL, _PLAIN_SMALL)]
    if all(small):
        (each, match), (_, plainly) = small[0][0], small[1][0]
        what = f"四位数“{match[0]}”用了千分撇，“{plainly[0]}”没有用"
        yield Hit("thousands-small", paper.place(each), what, "四位数可以不用千分撇，请全文统一")
    for each in paper.text:
        if re.search(r"\d万元", each.text) and re.search(r"\d亿元", each.text):
            yield Hit("units-mixed", paper.place(each), "同一段里既有万元又有亿元", "能统一的请统一为一种单位")
