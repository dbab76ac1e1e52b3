"""word/theme/theme1.xml: Word's validators want one; nothing in our styles refers to it."""

from __future__ import annotations

from service.assembly.layout.formats import FANGSONG, HEITI, LATIN
from service.assembly.layout.namespaces import A

_COLORS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "444444",
    "lt2": "EEEEEE",
    "accent1": "C00000",
    "accent2": "1F4E79",
    "accent3": "7F6000",
    "accent4": "375623",
    "accent5": "4B3069",
    "accent6": "7F7F7F",
    "hlink": "1F4E79",
    "folHlink": "4B3069",
}
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme() -> str:
    """The smallest whole theme, without the XML declaration; its fonts are those of the papers."""
    colors = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLORS.items())
    lines = "".join(f'<a:ln w="{width}">{_FILL}</a:ln>' for width in (6350, 12700, 19050))
    return (
        f'<a:theme xmlns:a="{A}" name="公文"><a:themeElements><a:clrScheme name="公文">{colors}</a:clrScheme>'
        f'<a:fontScheme name="公文">{_fonts("major", HEITI)}{_fonts("minor", FANGSONG)}</a:fontScheme>'
        f'<a:fmtScheme name="公文"><a:fillStyleLst>{3 * _FILL}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>'
        f"<a:effectStyleLst>{3 * _EFFECT}</a:effectStyleLst><a:bgFillStyleLst>{3 * _FILL}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


def _fonts(kind: str, han: str) -> str:
    return (
        f'<a:{kind}Font><a:latin typeface="{LATIN}"/><a:ea typeface="{han}"/><a:cs typeface="{LATIN}"/></a:{kind}Font>'
    )
