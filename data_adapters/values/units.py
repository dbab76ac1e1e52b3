"""Which words name units and which name people, and the units of a cell that names several."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from data_adapters.patterns import regex

# What names of units end in. Those of the second kind end surnames' given names too, and need a longer name.
_ENDINGS: Final = (
    r"(?:局|委|办|办公室|镇|乡|街道|公司|中心|厅|政府|集团|银行|医院|学校|大学|中学|小学|幼儿园|管委会|委员会|指挥部|县|区|市|村"
    r"|社区|农场|林场|水库|支队|大队|总站|分局|开发区|园区|联合会|工会|法院|检察院|研究院|项目部|专班|专员办|供销社|合作社|经营部)"
)
_LOOSE_ENDINGS: Final = r"(?:院|校|站|处|所|队|会|部|组|厂|社|署|矿|场|店|馆|站所|股|科|户)"
_UNIT: Final = regex(rf".+{_ENDINGS}|.{{3,}}{_LOOSE_ENDINGS}|.{{1,4}}(?:发改|财政|住建|交通|水利|农业农村|自规)")
_SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖"
    "邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路"
    "岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边"
    "某劉陳楊趙黃吳孫馬羅鄭謝韓馮鄧許蘇盧蔣賈葉閻餘譚鄒陸錢湯龔龐顏嚴"
)
_COMPOUND: Final = "欧阳|上官|司马|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|司徒|端木|歐陽|諸葛"
_TITLE: Final = r"(?:副?(?:[县市区镇乡局部处科站所院校]长|主任|书记|总?经理|董事长|主席|总|工))"
_PERSON: Final = regex(
    rf"(?:{_COMPOUND})[\u4e00-\u9fff某×xX*]{{1,2}}{_TITLE}?|[{_SURNAMES}](?:[\u4e00-\u9fff×xX*]{{1,2}}{_TITLE}?|{_TITLE})"
    r"|[\u4e00-\u9fff]{1,4}·[\u4e00-\u9fff·]{1,8}"
)
_PLAINLY_UNITS: Final = "局委办镇乡县区市村"
_LONGEST_NAME: Final = 3
_LONGEST: Final = 200  # of words that may be several names; the pattern between them looks to the end each time
_LABEL: Final = regex(
    r"(?:^|(?<=[、，,;；/\n]))[ \u3000]{0,4}(牵头|主责|责任|第一责任"
    r"|配合|协办|协助|参与|共同|承办|实施|建设|业主|主管)?(单位|部门)?[ \u3000]{0,4}[:：]"
)
_LEADS: Final = ("牵头", "主责", "第一责任")
_LEAD_NOTE: Final = regex(r"[(（](?:牵头|主责|牵头单位|牵头部门|第一责任单位|主办)[)）]")
_OTHER_NOTE: Final = regex(r"[(（](?:配合|协办|参与|配合单位|协办单位)[)）]")
_ETC: Final = regex(r"等(?:\d*[个家]?(?:相关|有关)?(?:单位|部门|乡镇|镇)?)?$")
_BREAK: Final = regex(r"(?:[、，,;；/\n]|\s{2,})(?![^(（]{0,60}[)）])")
_OPEN_END: Final = "和与及"
_CONTINUED: Final = regex(
    r"有限|股份|责任公司|(?:[局委办镇乡]|公司|中心|街道|集团|政府)$"
)  # a name that a line break cuts goes on like this
# Between two names of units only: 发展和改革局 and 农业农村和水利局 are one, and 和平 is a place.
_AND: Final = regex(
    r"(?:(?<=[局委办镇厅院])|(?<=[^城]乡)|(?<=公司|街道|中心|政府|集团))(?:和(?![平谐顺美])|以?及|与|会同)"
    r"(?=.+(?:局|委|办|镇|乡|街道|公司|中心|厅|院|政府|集团|[区县]|会)$)"
)


def is_unit(word: str) -> bool:
    """Whether a word reads as the name of a unit."""
    if not _UNIT.fullmatch(word):
        return False
    return len(word) > _LONGEST_NAME or word[-1] in _PLAINLY_UNITS or not _PERSON.fullmatch(word)


@cache
def unit_then_person() -> re.Pattern[str]:
    """What a unit's name with a person's behind it looks like; few ledgers have such cells, and it is slow to load."""
    return re.compile(rf"(.{{2,}}?{_ENDINGS})({_PERSON.pattern})")


def is_person(word: str) -> bool:
    """Whether a word reads as a person's name, perhaps with a title or partly hidden (张某某, 李×, 王局长)."""
    return not is_unit(word) and bool(_PERSON.fullmatch(word))


@lru_cache(maxsize=4096)  # a ledger of thousands names some dozens
def units(value: str) -> tuple[str, ...]:
    """All units that a cell names, without the people beside them; the one that is called the lead first."""
    lead: list[str] = []
    others: list[str] = []
    for word, leads in _words(value):
        name = _ETC.sub("", _OTHER_NOTE.sub("", _LEAD_NOTE.sub("", word))).strip()
        if name:
            (lead if leads or _LEAD_NOTE.search(word) else others).append(name)
    found = list(dict.fromkeys([*lead, *others]))
    return tuple([name for name in found if not is_person(name)] or found)


def lead_unit(units_text: str) -> str:
    """The first of several units in one cell is the lead, unless another is called so; "" where none is named."""
    return next(iter(units(units_text)), "")


def _words(value: str) -> Iterator[tuple[str, bool]]:
    """The words between separators, and whether a label before them (牵头：) calls them the lead."""
    labels = [*_LABEL.finditer(value)]
    starts = [0, *(label.end() for label in labels)]
    ends = [*(label.start() for label in labels), len(value)]
    for start, end, label in zip(starts, ends, [None, *labels], strict=True):
        leads = label is not None and label.group(1) in _LEADS
        yield from ((word, leads) for word in _split(value[start:end]))


def _split(text: str) -> Iterator[str]:
    """A text at its separators, save those in brackets; a line that breaks inside a name is put together again."""
    lines: list[str] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        goes_on = bool(lines) and (lines[-1][-1] in _OPEN_END or _CONTINUED.match(line) is not None)
        lines[-1:] = [lines[-1] + line] if goes_on else [*lines[-1:], line]
    for line in lines:
        for word in _BREAK.split(line):
            for name in _spaced(word):
                yield from _AND.split(name) if len(name) <= _LONGEST else (name,)


def _spaced(word: str) -> list[str]:
    """Names with one blank between them; a single name whose characters are set apart (县 水利局) is one."""
    parts = word.split()
    if len(parts) > 1 and len(parts[0]) > 1 and all(is_unit(part) or is_person(part) for part in parts):
        return parts
    chinese = all("\u4e00" <= char <= "\u9fff" for part in parts for char in part)
    return [("" if chinese else " ").join(parts)]
