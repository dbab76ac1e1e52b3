"""The fonts of this machine, and what stands in for those of official papers where they are missing.

Without a rule fontconfig takes any font that has the character, which may well be one with Japanese shapes. The rules
written here say which to take instead, in the order given; they ship no font, and a font that is here is not replaced.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from service.assembly.layout.formats import NAMES

_SERIF: Final = ("Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN", "思源宋体", "AR PL UMing CN")
_SANS: Final = ("Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "思源黑体", "WenQuanYi Zen Hei")
#: A name of the family -> its names on other systems, then what looks like it, then what has the characters.
_STAND_INS: Final = {
    "仿宋": ("STFangsong", "华文仿宋", "方正仿宋_GBK", "FandolFang R", "Zhuque Fangsong", "朱雀仿宋", *_SERIF),
    "楷体": ("STKaiti", "华文楷体", "方正楷体_GBK", "FandolKai", "LXGW WenKai", "AR PL UKai CN", *_SERIF),
    "SimHei": ("黑体", "STHeiti", "方正黑体_GBK", "FandolHei", *_SANS),
    "SimSun": ("宋体", "NSimSun", "STSong", "方正书宋_GBK", *_SERIF),
    "方正小标宋_GBK": ("方正小标宋", "小标宋", "FandolSong", "Noto Serif CJK SC SemiBold", *_SERIF),
}
#: A font nobody knows: the Chinese shapes before those of Japan, whose fonts some systems name first.
_FURTHER: Final = (
    '<match target="pattern"><edit name="family" mode="append" binding="weak">'
    f"{''.join(f'<string>{name}</string>' for name in (_SANS[0], _SERIF[0]))}</edit></match>"
)
_SYSTEM: Final = "/etc/fonts/fonts.conf"
_SECONDS: Final = 20
_HAN: Final = re.compile("[㐀-鿿]")


def write_config(path: Path, own: Path, cache: Path) -> Path:
    """Write fontconfig's rules: the system's fonts, those in a folder of our own, and what stands in for what."""
    aliases = [
        _alias(name, (*family[:at], *family[at + 1 :], *others))
        for family, others in _families()
        for at, name in enumerate(family)
    ]
    lines = [
        f"<dir>{escape(str(own))}</dir>",
        f"<cachedir>{escape(str(cache))}</cachedir>",
        *aliases,
        _FURTHER,
        f'<include ignore_missing="yes">{escape(os.environ.get("FONTCONFIG_FILE") or _SYSTEM)}</include>',
    ]
    text = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
    path.write_text(f"{text}<fontconfig>\n{chr(10).join(lines)}\n</fontconfig>\n", encoding="utf-8")
    return path


def _families() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for family in NAMES:
        yield family, next(others for name, others in _STAND_INS.items() if name in family)


def _alias(name: str, instead: Sequence[str]) -> str:
    accepted = "".join(f"<family>{escape(each)}</family>" for each in instead)
    return f'<alias binding="same"><family>{escape(name)}</family><accept>{accepted}</accept></alias>'


def installed(config: Path | None = None) -> frozenset[str] | None:
    """The names of all fonts here, None where nothing can tell them."""
    program = shutil.which("fc-list")
    if program is None:
        return None
    environ = dict(os.environ) | ({"FONTCONFIG_FILE": str(config)} if config else {})
    try:
        done = subprocess.run(  # noqa: S603 - a program of the system's
            [program, ":", "family"], env=environ, capture_output=True, timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    lines = done.stdout.decode(errors="replace").splitlines()
    return frozenset(name.strip() for line in lines for name in line.split(","))


def lacking(wanted: Sequence[str], here: frozenset[str]) -> list[str]:
    """Those of the fonts that are not here under any of their names, in the order given."""
    known = {name: family for family in NAMES for name in family}
    return [name for name in dict.fromkeys(wanted) if not here & {name, *known.get(name, ())}]


def fonts_of(document: bytes, name: str) -> list[str]:
    """The fonts the Chinese characters of a .docx are set in, the most used first. Raises TemplateError for none."""
    # A check of a whole paper takes longer to load than most runs to end.
    from service.assembly.gongwen_check.reading.document import read_document  # noqa: PLC0415

    read = read_document(document, name)
    used: dict[str, int] = {}
    for paragraph in (*read.paragraphs, *read.headers):
        for span in paragraph.spans:
            if span.look.han and _HAN.search(paragraph.text, span.start, span.end):
                used[span.look.han] = used.get(span.look.han, 0) + span.end - span.start
    return sorted(used, key=lambda font: (-used[font], font))
