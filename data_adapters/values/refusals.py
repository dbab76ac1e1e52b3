"""Why a text is no amount, in one Chinese sentence: what it is instead, and what to write."""

from __future__ import annotations

import re
from typing import Final

from data_adapters.patterns import regex
from data_adapters.values.digits import NUMERALS, parted, plain, quoted, spelled

_N: Final = rf"[\d.,{NUMERALS}]+"
_FOREIGN: Final = regex(
    r"美元|美金|港元|港币|港幣|欧元|歐元|日元|日圆|英镑|韩元|澳元|加元|新台币|新臺幣|台币|臺幣|卢布|法郎"
    r"|USD|US\$|HKD|EUR|JPY|GBP|[$€£₩]",
    re.IGNORECASE,
)
# What is counted in ledgers and is no money; the first that fits is named, so the longer ones stand before.
_THINGS: Final = (
    *("千瓦时", "万千瓦", "兆瓦时", "千瓦", "兆瓦", "吉瓦", "度电", "kWh", "MWh", "KVA", "MVA", "kW", "MW", "GW"),
    *(
        "标准立方米",
        "立方米",
        "立方",
        "平方公里",
        "平方千米",
        "平方米",
        "平米",
        "㎡",
        "m²",
        "m2",
        "m³",
        "m3",
        "㎥",
        "方",
    ),
    *("公里", "千米", "㎞", "km", "延米", "米", "公顷", "亩", "公斤", "千克", "吨", "升", "标箱", "TEU"),
    *(
        "人次",
        "人",
        "户",
        "名",
        "个百分点",
        "个",
        "件",
        "台",
        "套",
        "辆",
        "头",
        "只",
        "羽",
        "尾",
        "株",
        "条",
        "座",
        "栋",
    ),
    *("幢", "所", "间", "床", "张", "项", "家", "组", "孔", "眼", "口", "处", "册", "份", "批", "箱", "瓶", "支", "片"),
    *(
        "粒",
        "盒",
        "袋",
        "块",
        "根",
        "颗",
        "棵",
        "匹",
        "艘",
        "架",
        "双",
        "打",
        "车位",
        "学位",
        "天",
        "年",
        "月",
        "日",
        "%",
        "‰",
    ),
)
_THING: Final = regex(rf"{_N}余?(?:多)?({'|'.join(map(re.escape, _THINGS))})", re.IGNORECASE)
_UNIT: Final = r"(?:[十百千万亿萬億]*[元圆]?)"
_RANGE: Final = regex(rf"{_N}{_UNIT}[-~—–至到]+{_N}{_UNIT}")
_INEXACT: Final = regex(rf"近|超|逾|不低于|不少于|不足|大于|小于|左右|上下|以上|以下|以内|[余餘多几幾]|[<>≥≤±]|{_N}\+$")
_GLUED: Final = regex(rf"([^\d(]?){_N}{_UNIT}([^\d.,]?)")
_BRACKET: Final = regex(rf"{_N}{_UNIT}(\([^\d]*\))")
_POWER: Final = regex(r"\d+(?:\.\d+)?e\d+", re.IGNORECASE)
_NUMBER: Final = regex(r"\d[\d,.]*")
_LONGEST: Final = 60  # as far as a text is looked at: some of these patterns look again from every character
_CURE: Final = "请填数字，例如 5000 或 1.29亿元"


def foreign(text: str) -> bool:
    """Whether money of another country is named."""
    return bool(_FOREIGN.search(text))


def refusal(value: str) -> str:
    """What is wrong with a text that is not exactly one amount, and the cure. Never empty."""
    text, shown = plain(value)[:_LONGEST], quoted(value)
    numbers = _NUMBER.findall(spelled(value)[:_LONGEST] if parted(value) else text)
    if foreign(text):
        return f"{shown}是外币，没有汇率不能换算，请换算成人民币万元后填写"
    if _RANGE.fullmatch(text):
        return f"{shown}是一个范围，不是一个数，请只填一个数"
    if thing := _THING.search(text):
        return f"{shown}不是金额（单位是“{thing.group(1)}”），{_CURE}"
    if _POWER.fullmatch(text):
        return f"{shown}不是普通的写法，请把数字照实写全，例如 100000"
    if len(numbers) > 1:
        several = "、".join(number.rstrip(",.") for number in numbers[:3]) + ("等" if len(numbers) > 3 else "")
        return f"{shown}里不止一个数（{several}），分不清哪个是本格的金额，请只留一个"
    return _refused_number(text, shown, numbers)


def _refused_number(text: str, shown: str, numbers: list[str]) -> str:
    message = f"不是金额，{_CURE}"
    if re.search(_N, text) and _INEXACT.search(text):
        message = "不是确数，请填准确的数"
    elif bracket := _BRACKET.fullmatch(text):
        message = f"除了数字还有“{bracket.group(1)}”，请只填数字，说明写到备注里"
    elif numbers and numbers[0].count(".") > 1:
        message = "里有两个以上的小数点，请改正"
    elif numbers and "," in numbers[0]:
        message = "的逗号不在千分位上，看不出是多少，请去掉逗号或改成小数点"
    elif set(text) & set(NUMERALS) and set(text) <= set(NUMERALS) | set("元圆整正"):
        message = "的读法不止一种，请填数字，例如 35000"
    elif (glued := _GLUED.fullmatch(text)) and (sign := glued.group(1) or glued.group(2)):
        message = f"里的“{sign}”看不出是什么意思，请只填数字，负数请写成 -500"
    return shown + message
