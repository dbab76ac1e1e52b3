"""When two spellings are one unit: 县发展和改革局, 发改局 and 县发改局; 栖云镇 and 栖云镇人民政府."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from data_adapters.patterns import regex

_NOTES: Final = regex(r"[(\[](?:盖章|公章|章|签章|公盖|加盖公章)[)\]]|\s+")
_SUFFIX: Final = regex(r"(?:党委政府|党政办公室|党政办|人民政府|政府|办事处)$")
_REGION: Final = regex(
    r"^(?:[一-龥]{2,4}?[县旗州]|[一-龥]{2,3}?[市区](?!场|政|管委|管理)|本?县|市(?!场|政)|区(?!管))(?=..)"
)
_SHORT: Final = {
    "发展和改革局": "发改局 发展改革局 发改委 发展和改革委员会 发展改革委员会 发展改革和科技局",
    "工业和信息化局": "工信局 工信委 工业信息化局 经信局 经济和信息化局 经济信息化局 工业和信息化委员会",
    "住房和城乡建设局": "住建局 住房城乡建设局 住房和城乡规划建设局 建设局",
    "自然资源和规划局": "自然资源局 资规局 自规局 自然资源规划局 国土资源局 国土局",
    "交通运输局": "交通局 交运局",
    "农业农村局": "农业局",
    "水利局": "水务局",
    "文化和旅游局": "文旅局 文化旅游局 文广旅局 文化广电和旅游局 文化广电旅游局 文旅委",
    "卫生健康局": "卫健局 卫健委 卫生健康委员会 卫生健康委 卫计局 卫生局",
    "教育局": "教体局 教育体育局 教育和体育局 教科体局",
    "人力资源和社会保障局": "人社局 人力资源社会保障局",
    "生态环境局": "环保局 环境保护局 生态环境分局",
    "市场监督管理局": "市监局 市场监管局",
    "应急管理局": "应急局",
    "林业局": "林草局 林业和草原局",
    "商务局": "商务和经济合作局",
    "科学技术局": "科技局",
    "医疗保障局": "医保局",
    "退役军人事务局": "退役军人局",
    "行政审批服务局": "行政审批局 审批局 政务服务局",
    "城市管理局": "城管局 城市管理综合行政执法局 综合行政执法局 城管执法局 城市管理和综合执法局",
    "乡村振兴局": "扶贫办",
    "国有资产监督管理委员会": "国资委 国资局 国有资产监督管理局",
    "机关事务管理局": "机关事务局 机关事务服务中心",
    "供销合作社联合社": "供销社 供销合作社 供销联社",
    "招商局": "投资促进局 招商引资局 招商服务中心",
    "大数据局": "大数据管理局 数据局",
    "经济开发区管理委员会": "经开区管委会 开发区管委会 经济技术开发区管委会 经济开发区管委会 经开区 经济开发区",
    "高新技术产业开发区管理委员会": "高新区管委会 高新区",
    "工业园区管理委员会": "工业园区管委会 工业园区 园区管委会",
    "重点项目建设办公室": "重点项目办 重点办 重点项目办公室 重点项目服务中心",
    "人民政府办公室": "政府办 政府办公室",
}
"""A department's name of the reform of 2018-2019 and what it is called for short or was called before."""

_KNOWN: Final = sorted(
    ((word, full) for full, short in _SHORT.items() for word in (full, *short.split())), key=lambda pair: -len(pair[0])
)


@lru_cache(maxsize=4096)
def unit_key(name: str) -> str:
    """A unit's name as far as two spellings of it agree: without its county, by its full present-day name."""
    plain = _plain(name)
    for word, full in _KNOWN:
        if plain.endswith(word) and _is_region(plain.removesuffix(word)):
            return full
    short = _SUFFIX.sub("", plain)
    if len(short) < 2:
        return plain
    without = _REGION.sub("", short)
    return without if len(without) > 1 else short


def _is_region(text: str) -> bool:
    """Whether what stands before a department's name is just its county: "", 县, 安澜县."""
    return not text or (len(text) <= 5 and text[-1] in "县市区旗州")


def same_unit(name: str, units: Sequence[str]) -> str:
    """The one of ``units`` that ``name`` spells, "" for none. Where two of them go by one name the full one decides."""
    exact = next((unit for unit in units if _plain(unit) == _plain(name)), "")
    found = [unit for unit in units if unit_key(unit) == unit_key(name)]
    return exact or (found[0] if len(found) == 1 else "")


def mentioned(text: str, units: Sequence[str]) -> str:
    """The one of ``units`` that a title or file name speaks of in any spelling; "" where none or several are."""
    plain = _plain(text)
    found = {unit: longest for unit in units if (longest := _longest(plain, unit))}
    # 枕石镇 in 枕石镇中学 is no mention of its own
    outer = [
        unit for unit, word in found.items() if not any(word != other and word in other for other in found.values())
    ]
    return outer[0] if len(outer) == 1 else ""


def _longest(text: str, unit: str) -> str:
    key = unit_key(unit)
    spellings = (_plain(unit), key, *_SHORT.get(key, "").split())
    return max((word for word in spellings if len(word) > 1 and word in text), key=len, default="")


def _plain(text: str) -> str:
    return _NOTES.sub("", unicodedata.normalize("NFKC", text))
