"""大写金额 as bank slips and contracts ask for it (支付结算办法, 附一: 正确填写票据和结算凭证的基本规定).

Where the rule leaves a choice, this is ours: 整, not 正, and only after 元; 零 before 角 where the 元 digit is 0
(壹仟陆佰捌拾元零叁角贰分); none before 仟 where the 万 digit is 0 (壹拾万柒仟元).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from service.wording.numbers import quantize
from service.wording.values import describe, keeps_blank, number

_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_RANKS: Final = ("", "拾", "佰", "仟")
_GROUPS: Final = ((100_000_000, "亿"), (10_000, "万"))
_POWERS: Final = {"元": 0, "万元": 4}
_HIGHEST: Final = Decimal(10) ** 16


@keeps_blank
def format_capitals(value: object, unit: str = "", *, prefix: bool = True) -> str:
    """``人民币壹仟肆佰零玖元伍角`` for 1409.50 and unit 元; ``prefix=False`` for a form that has 人民币 printed.

    ``unit`` says what ``value`` counts, 元 or 万元: there is no default, for the wrong one is ten thousand times off.
    ValueError: no unit, a negative amount, a fraction of a 分 (nothing is rounded here), or 10^16 元 and more.
    """
    if unit not in _POWERS:
        raise ValueError(f'大写金额要写明单位，如 大写金额("元") 或 大写金额("万元")，收到的是{describe(unit)}。')
    power = _POWERS[unit]
    exact = number(value)
    if exact < 0:
        raise ValueError(f"大写金额不能是负数，收到的是{describe(value)}。")
    yuan = quantize(value, 2, power)
    if yuan >= _HIGHEST:
        raise ValueError(f"大写金额应小于1亿亿元，收到的是{describe(value)}（{unit}）。")
    if yuan.scaleb(-power) != exact:
        raise ValueError(f"大写金额只写到分，收到的{describe(value)}（{unit}）有不足1分的零数，请先确定到分。")
    return f"{'人民币' if prefix else ''}{_written(int(yuan), int(yuan * 100) % 100)}"


def _written(yuan: int, cents: int) -> str:
    tenths, hundredths = divmod(cents, 10)
    if not cents:
        return f"{_said(yuan) if yuan else _DIGITS[0]}元整"
    text = f"{_said(yuan)}元" if yuan else ""
    if tenths:
        text += f"{_DIGITS[0] if text and yuan % 10 == 0 else ''}{_DIGITS[tenths]}角"
    if hundredths:
        text += f"{_DIGITS[0] if text and not tenths else ''}{_DIGITS[hundredths]}分"
    return text


def _said(count: int) -> str:
    """A whole number above zero; a run of zeros is said once, and not before a full group of four."""
    for size, name in _GROUPS:
        if count >= size:
            high, low = divmod(count, size)
            rest = f"{_DIGITS[0] if low < size // 10 else ''}{_said(low)}" if low else ""
            return f"{_said(high)}{name}{rest}"
    text, zero = "", False
    for rank in range(3, -1, -1):
        digit = count // 10**rank % 10
        if digit:
            text += f"{_DIGITS[0] if zero and text else ''}{_DIGITS[digit]}{_RANKS[rank]}"
        zero = not digit
    return text
