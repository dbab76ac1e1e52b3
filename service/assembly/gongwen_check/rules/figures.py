"""Figures of a sentence against each other: parts and their whole, shares and 100, a rate and its two amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from service.assembly.gongwen_check.finding import Hit
from service.assembly.gongwen_check.paper import Paper
from service.assembly.gongwen_check.profile import Profile
from service.assembly.gongwen_check.reading.role import Role
from service.assembly.gongwen_check.rules.common import figure_of, matches, rate_fits, step_of

_TEXTS: Final = (Role.BODY, Role.ANNEX, Role.ASIDE, Role.TABLE)
#: A figure, bounded: a run of digits without end costs no more than its length.
_NUMBER: Final = r"(?<![\d.,])\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,6})?"
_UNIT: Final = r"亿元?|万元?|元|个|项|户|亩|人|公里|千米|平方米|吨|处|家"
_AMOUNT: Final = rf"(?:{_NUMBER})(?:{_UNIT})"
_WHOLE: Final = re.compile(rf"(?P<whole>{_AMOUNT})[，（(]\s*其中[，：:]?(?P<parts>[^。；）)\n]+)")
_PART: Final = re.compile(rf"[^\d，、]{{0,16}}(?P<amount>{_AMOUNT})(?:[^\d，、]{{0,8}})")
#: What is no part of the whole but says something else of it.
_NO_PART: Final = re.compile("累计|完成|本月|当月|同比|增长|占|到位|支付|计划|较|比")
_SIZES: Final = {"亿": Decimal(10**8), "万": Decimal(10**4)}
_SHARE: Final = re.compile(
    r"占(?P<of>[^，。；、\d]{0,12}?)(?P<rates>\d+(?:\.\d+)?%(?:[、和，及与]{1,2}\d+(?:\.\d+)?%)*)"
)
_NOT_A_SHARE: Final = re.compile("计划|目标|任务|序时|进度|其余|其他|其它|主要|最大|最多|前")
_LEAST_SHARES: Final = 3
_NEARLY: Final = Decimal(90)
_RATE: Final = r"(?P<rate>\d+(?:\.\d+)?)%"
_OF: Final = re.compile(
    rf"(?P<done>{_AMOUNT})[，、]?占[^。；，\d]{{0,14}}(?P<plan>{_AMOUNT})(?:[^。；，\d]{{0,6}})的{_RATE}"
)
_PLAN_FIRST: Final = re.compile(
    rf"计划(?:完成)?(?:投资)?(?:为|是)?(?P<plan>{_AMOUNT})，(?:(?!本月|当月|本周|本季|新增)[^。；，\d]){{0,14}}完成(?:投资)?(?:为|是)?(?P<done>{_AMOUNT})，"
    rf"(?:完成率(?:为|是|达到?)?|占(?:年度?)?计划(?:投资)?的|完成(?:年度?)?计划(?:投资)?的){_RATE}"
)


def parts(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """parts-over: what “其中” lists makes more than the whole."""
    del profile
    for each, match in matches(paper, _WHOLE, paper.of(*_TEXTS)):
        whole, unit = _amount(match["whole"])
        listed = list(_listed(match["parts"], unit))
        added = sum(listed, Decimal(0))
        if listed and added > whole:
            size = next((value for name, value in _SIZES.items() if name in match["whole"]), Decimal(1))
            said = f"{added / size:f}".rstrip("0").rstrip(".") if "." in f"{added / size:f}" else f"{added / size:f}"
            what = f"“其中”各项相加是{said}{match['whole'].lstrip('0123456789.,')}，超过总数{match['whole']}"
            yield Hit("parts-over", paper.place(each), what, "请核对总数和各项；若各项有交叉，请分开说")


def _listed(text: str, unit: str) -> Iterator[Decimal]:
    """The parts, up to the first thing that is none."""
    for piece in re.split("[，、]|以?及|和(?=[^，、]{0,12}\\d)", text):
        found = _PART.fullmatch(piece.strip())
        if found is None or _NO_PART.search(piece):
            return
        amount, of = _amount(found["amount"])
        if of != unit:
            return
        yield amount


def _amount(text: str) -> tuple[Decimal, str]:
    """An amount in its base unit, and that unit: money is 元, whether the word stands there or not."""
    digits = re.match(_NUMBER, text)
    number = digits[0] if digits else "0"
    unit = text.removeprefix(number)
    size = next((value for name, value in _SIZES.items() if unit.startswith(name)), Decimal(1))
    return figure_of(number) * size, unit.strip("亿万") or "元"


def shares(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """text-share: three shares or more of one whole, in one sentence, that nearly make 100, or more than 100."""
    del profile
    for each in paper.of(*_TEXTS):
        for sentence in re.split("[。；\n]", each.text):
            found = [match for match in _SHARE.finditer(sentence) if not _NOT_A_SHARE.search(match["of"])]
            rates = [Decimal(rate) for match in found for rate in re.findall(r"[\d.]+", match["rates"])]
            same = len({match["of"] for match in found}) == 1
            if len(rates) < _LEAST_SHARES or not same or _NOT_A_SHARE.search(sentence):
                continue
            added = sum(rates, Decimal(0))
            if added >= _NEARLY and abs(added - 100) > min(map(step_of, rates)) * len(rates) / 2:
                what = f"{'、'.join(f'{rate}%' for rate in rates)}相加是{added}%，不是100%"
                yield Hit("text-share", paper.place(each), what, "请核对占比；若只列一部分，请写明“其余”")


def rates(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """text-rate: “A，占B的C%” and “计划B，完成A，完成率C%”, within what the printed places leave open."""
    del profile
    for pattern in (_OF, _PLAN_FIRST):
        for each, match in matches(paper, pattern, paper.of(*_TEXTS)):
            plan, unit = _amount(match["plan"])
            done, other = _amount(match["done"])
            rate = Decimal(match["rate"])
            if (
                unit == other
                and plan
                and not rate_fits((plan, _step(match["plan"])), (done, _step(match["done"])), rate)
            ):
                what = f"{match['done']}是{match['plan']}的{done / plan * 100:.2f}%，文中写{rate}%"
                yield Hit("text-rate", paper.place(each), what, "请核对三个数")


def _step(amount: str) -> Decimal:
    """The last printed place of an amount in its base unit."""
    digits = re.match(_NUMBER, amount)
    size = next((value for name, value in _SIZES.items() if name in amount), Decimal(1))
    return step_of(figure_of(digits[0] if digits else "0")) * size
