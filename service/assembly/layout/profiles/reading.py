"""A printing profile read from its file: measures that a page of 22 lines of 28 characters can have, and no others."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from service.assembly.layout.page import STANDARD, PageProfile
from service.assembly.layout.units import TEXT_WIDTH_MM, TWIPS_PER_MM
from service.errors import SettingsError

_FOLDER: Final = Path(__file__).parent
_LINES = 22
#: Least and greatest of each measure, in mm; the line in points.
_RANGES: Final[Mapping[str, tuple[float, float]]] = {
    "top": (15, 60),
    "bottom": (15, 60),
    "left": (15, 40),
    "right": (10, 40),
    "line": (20, 40),
    "inset": (0, 5),
}


def delivered() -> Mapping[str, Path]:
    """The files of the profiles that come with the service, by name."""
    return {path.stem: path for path in sorted(_FOLDER.glob("*.toml"))}


def parse_printing(data: bytes, what: str) -> PageProfile:
    """The profile in a TOML file's bytes; what it leaves out is the standard's.

    Raises SettingsError in one sentence that begins with ``what``.
    """
    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise SettingsError(f"{what}不是完好的 TOML 文件，请用 UTF-8 编码保存并对照 standard.toml 改正") from error
    table.pop("name", None)
    measures = {key: _measure(key, value, what) for key, value in table.items()}
    line = measures.pop("line", STANDARD.line / 20)
    kept = {key: measures.pop(key, getattr(STANDARD, key)) for key in ("top", "bottom", "left", "right", "inset")}
    # The page number's dash stands 7 mm below the 版心 (7.5), so its distance follows from the 版心's lower edge.
    footer = kept["bottom"] + kept["inset"] - (STANDARD.bottom - STANDARD.footer)
    profile = PageProfile(**kept, line=round(line * 20), footer=footer)
    _check(profile, what)
    return profile


def _measure(key: str, value: Any, what: str) -> float:
    if key not in _RANGES:
        raise SettingsError(f"{what}里的“{key}”不是版式的设置项，可用的有：name、{'、'.join(_RANGES)}")
    least, most = _RANGES[key]
    if type(value) not in (int, float) or not least <= value <= most:
        unit = "磅" if key == "line" else "毫米"
        raise SettingsError(f"{what}里的“{key}”应为 {least}—{most} 之间的数（{unit}），现在是“{value}”，请改正")
    return float(value)


def _check(profile: PageProfile, what: str) -> None:
    width = profile.width - profile.left - profile.right
    if abs(width - TEXT_WIDTH_MM) > 0.1:
        raise SettingsError(
            f"{what}里左右页边之和是{profile.left + profile.right:g}毫米，版心宽{width:g}毫米；"
            f"每行28字和各表要求版心宽{TEXT_WIDTH_MM}毫米，请把 left 与 right 之和改为{210 - TEXT_WIDTH_MM}毫米"
        )
    room = (profile.height - profile.top - profile.bottom) * float(TWIPS_PER_MM)
    if _LINES * profile.line > room:
        most = int(room / _LINES) / 20
        raise SettingsError(f"{what}的上下页边之间放不下22行，请把行距 line 改为不超过{most:g}磅，或减小上下页边")
