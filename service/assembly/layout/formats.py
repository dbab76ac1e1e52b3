"""Paragraph and run properties as values, written out in the order the schema asks for."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

FANGSONG = "仿宋_GB2312"
KAITI = "楷体_GB2312"
HEITI = "黑体"
XIAOBIAOSONG = "方正小标宋简体"
SONGTI = "宋体"
LATIN = "Times New Roman"
RED = "FF0000"

#: The fonts papers are set in, each with the other names it goes by.
NAMES: Final[tuple[tuple[str, ...], ...]] = (
    (FANGSONG, "仿宋", "FangSong"),
    (KAITI, "楷体", "KaiTi"),
    (HEITI, "SimHei"),
    (SONGTI, "SimSun"),
    (XIAOBIAOSONG, "方正小标宋_GBK", "FZXiaoBiaoSong-B05S"),
)

#: On every run: “ ” — … · are taken from the Han font, not from the Latin one.
HAN_HINT = '<w:rFonts w:hint="eastAsia"/>'


@dataclass(frozen=True, slots=True)
class Border:
    """One rule below a paragraph: style, thickness in eighths of a point, distance in points, colour."""

    style: str
    size: int
    space: int
    color: str = "auto"

    def xml(self) -> str:
        return (
            f'<w:pBdr><w:bottom w:val="{self.style}" w:sz="{self.size}" w:space="{self.space}" '
            f'w:color="{self.color}"/></w:pBdr>'
        )


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """Paragraph properties in twips; None leaves a property to the style."""

    keep_next: bool | None = None
    keep_lines: bool | None = None
    page_break_before: bool | None = None
    border: Border | None = None
    tabs: tuple[tuple[int, str], ...] = ()
    overflow_punctuation: bool | None = None
    auto_space: bool | None = None
    snap_to_grid: bool | None = None
    before: int | None = None
    after: int | None = None
    line: int | None = None
    left: int | None = None
    right: int | None = None
    first_line: int | None = None
    hanging: int | None = None
    align: str | None = None
    outline: int | None = None

    def xml(self) -> str:
        """The children of w:pPr behind w:pStyle."""
        return "".join(
            (
                _switch("keepNext", self.keep_next),
                _switch("keepLines", self.keep_lines),
                _switch("pageBreakBefore", self.page_break_before),
                self.border.xml() if self.border else "",
                self._tabs(),
                _switch("overflowPunct", self.overflow_punctuation),
                _switch("autoSpaceDE", self.auto_space),
                _switch("autoSpaceDN", self.auto_space),
                _switch("snapToGrid", self.snap_to_grid),
                self._spacing(),
                self._indent(),
                f'<w:jc w:val="{self.align}"/>' if self.align else "",
                f'<w:outlineLvl w:val="{self.outline}"/>' if self.outline is not None else "",
            )
        )

    def _tabs(self) -> str:
        stops = "".join(f'<w:tab w:val="{kind}" w:pos="{position}"/>' for position, kind in self.tabs)
        return f"<w:tabs>{stops}</w:tabs>" if stops else ""

    def _spacing(self) -> str:
        line = "" if self.line is None else f' w:line="{self.line}" w:lineRule="exact"'
        return _element("spacing", _attribute("before", self.before) + _attribute("after", self.after) + line)

    def _indent(self) -> str:
        # The …Chars twins outrank the twips in Word, so an indent set in twips must say the chars as well.
        chars = "" if self.first_line is None else f' w:firstLineChars="{self.first_line * 100 // 320}"'
        return _element(
            "ind",
            _attribute("left", self.left)
            + _attribute("right", self.right)
            + chars
            + _attribute("firstLine", self.first_line)
            + _attribute("hanging", self.hanging),
        )


@dataclass(frozen=True, slots=True)
class RunFormat:
    """Run properties: size in half-points, spacing in twips, scale in percent; None leaves them to the style."""

    font: str | None = None
    latin: str | None = None
    color: str | None = None
    spacing: int | None = None
    scale: int | None = None
    size: int | None = None

    def xml(self) -> str:
        """The children of w:rPr."""
        return "".join(
            (
                self._fonts(),
                f'<w:color w:val="{self.color}"/>' if self.color else "",
                _value("spacing", self.spacing),
                _value("w", self.scale),
                _value("sz", self.size),
                _value("szCs", self.size),
            )
        )

    def _fonts(self) -> str:
        if self.font is None:
            return ""
        latin, han = f'"{escape(self.latin or LATIN)}"', f'"{escape(self.font)}"'
        return f'<w:rFonts w:hint="eastAsia" w:ascii={latin} w:hAnsi={latin} w:eastAsia={han} w:cs={latin}/>'


def _attribute(name: str, value: int | None) -> str:
    return "" if value is None else f' w:{name}="{value}"'


def _element(name: str, attributes: str) -> str:
    return f"<w:{name}{attributes}/>" if attributes else ""


def _value(name: str, value: int | None) -> str:
    return _element(name, _attribute("val", value))


def _switch(name: str, value: bool | None) -> str:
    if value is None:
        return ""
    return f"<w:{name}/>" if value else f'<w:{name} w:val="0"/>'
