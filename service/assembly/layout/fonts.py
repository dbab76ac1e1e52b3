"""word/fontTable.xml: what to use where a machine lacks a font of the standard."""

from __future__ import annotations

from service.assembly.layout.formats import FANGSONG, HEITI, KAITI, LATIN, SONGTI, XIAOBIAOSONG
from service.assembly.layout.namespaces import W

#: name, the other name it is known by, character set, family, pitch
_FONTS = (
    (LATIN, "", "00", "roman", "variable"),
    (FANGSONG, "仿宋", "86", "modern", "fixed"),
    (KAITI, "楷体", "86", "modern", "fixed"),
    (HEITI, "SimHei", "86", "modern", "fixed"),
    (SONGTI, "SimSun", "86", "auto", "variable"),
    (XIAOBIAOSONG, "方正小标宋_GBK", "86", "script", "fixed"),
)


def font_table() -> str:
    """The part as text, without the XML declaration."""
    return f'<w:fonts xmlns:w="{W}">{"".join(_font(*font) for font in _FONTS)}</w:fonts>'


def _font(name: str, other: str, charset: str, family: str, pitch: str) -> str:
    alternative = f'<w:altName w:val="{other}"/>' if other else ""
    return (
        f'<w:font w:name="{name}">{alternative}<w:charset w:val="{charset}"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>'
    )
