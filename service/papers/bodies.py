"""Bodies told by their names: a list of addressees taken apart, each body's kind and level, and which stands below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from data_adapters.patterns import regex
from service.papers.authority import authority
from service.papers.authority_rules import OTHERS

LEVELS: Final = {"乡": 1, "县": 2, "市": 3, "省": 4}
_RANKS: Final = {"省": 4, "市": 3, "州": 3, "盟": 3, "县": 2, "区": 2, "旗": 2}
_OWN_LEVEL: Final = {"省直": 4, "省级": 4, "市直": 3, "州直": 3, "县直": 2, "区直": 2, "旗直": 2}
_REGION: Final = regex(r"([^省市县区旗州盟、，]{0,6}?)(自治区|自治州|自治县|自治旗|[省市县区旗州盟])")
_NO_REGION: Final = ("城", "新", "园", "发", "社", "片", "景", "小", "库", "灌", "林")  # 新区, 片区: parts of a region
_BRACKETS: Final = regex(r"[（(][^（()）]*[）)]")
_BETWEEN: Final = regex(r"[、，,；;\n]|(?:以及|及|和|并)(?=各|[省市州县区旗]直|有关)")
# 人民政府, 党委: of a township they are the township.
_ORGANS: Final = regex(r"(?:人民政府|政府|党委|党工委|工委)$")
_ALL: Final = regex(r"^(?:各|有关|相关|所有|全[县市区州旗]各)")
_TOWNSHIP: Final = "乡镇"
_GOVERNING: Final = frozenset({"党委", "政府"})


class Body(NamedTuple):
    """A body: its name, kind (``authority.toml``), and level from 1 (township) to 4 (province), 0 where not told."""

    name: str
    kind: str
    level: int = 0

    @property
    def several(self) -> bool:
        """Whether the name means all of a kind (各乡镇): so only those above speak of them."""
        return bool(_ALL.match(self.name))


def bodies_of(addressees: str, kinds: Mapping[str, str]) -> list[Body]:
    """The bodies of a list as it is printed (各县（市、区）人民政府，市直各单位); ``kinds`` are stated by name."""
    plain = _BRACKETS.sub("", addressees)
    names = (part.strip(" 　：:。.") for part in _BETWEEN.split(plain))
    return [body_of(name, kinds.get(name, "")) for name in names if name]


def body_of(name: str, kind: str = "", level: str = "") -> Body:
    """The body of a name; a kind or a level that is stated goes before what the name says."""
    kind = kind or _kind_of(name)
    return Body(name, kind, LEVELS.get(level) or _level_of(name, kind))


def _kind_of(name: str) -> str:
    seat = _ORGANS.sub("", name)
    for rule in authority().kinds:
        if rule.fits(name) or (rule.name == _TOWNSHIP and rule.fits(seat)):
            return rule.name
    return OTHERS


def _level_of(name: str, kind: str) -> int:
    if kind == _TOWNSHIP:
        return LEVELS["乡"]
    if found := next((rank for word, rank in _OWN_LEVEL.items() if word in name), 0):
        return found
    level, start = 0, len(_ALL.match(name).group()) if _ALL.match(name) else 0  # type: ignore[union-attr]
    while match := _REGION.match(name, start):
        rank = _RANKS[match[2][-1]] if match[2] != "自治区" else LEVELS["省"]
        # A region within a region is smaller and has a name: in 安澜县城市管理局 there is only one.
        if (level and (rank >= level or len(match[1]) < 2)) or match[1].endswith(_NO_REGION):
            break
        level, start = rank, match.end()
    return level


def direction(issuer: Body, addressee: Body) -> str:
    """How a paper goes: 下级, 平级 (one's own departments and units as well) or 上级 (one's own government as well)."""
    if addressee.several and addressee.kind in _GOVERNING | {_TOWNSHIP} and issuer.kind != _TOWNSHIP:
        return "下级"
    if issuer.level and addressee.level and issuer.level != addressee.level:
        return "下级" if addressee.level < issuer.level else "上级"
    if addressee.kind == _TOWNSHIP and issuer.kind != _TOWNSHIP:
        return "下级"
    return "上级" if addressee.kind in _GOVERNING and issuer.kind not in _GOVERNING else "平级"
