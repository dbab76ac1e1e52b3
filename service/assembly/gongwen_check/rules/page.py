"""The sheet: its size, its margins, how many lines and characters it holds (GB/T 9704-2012, 5.1 and 5.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from service.assembly.gongwen_check.finding import Hit
from service.assembly.gongwen_check.paper import Paper
from service.assembly.gongwen_check.profile import Profile
from service.assembly.gongwen_check.reading.model import Paragraph, Section
from service.assembly.gongwen_check.reading.places import Place
from service.assembly.gongwen_check.reading.role import Role
from service.assembly.gongwen_check.rules.common import grouped, whole_page
from service.assembly.layout.units import TWIPS_PER_MM, twips
from service.assembly.mend import W

_SIDES = {"top": "天头", "bottom": "下边", "left": "订口", "right": "右边"}
#: Tolerance of the paper's size, in mm.
_SHEET = 1.5
#: 下边 and 天头 of the standard, which are left and right of a sheet across; and what rounding to whole twips moves.
_STANDARD_SIDES, _TWIP = (35.0, 37.0), 0.02
#: How far rounding to whole twips may carry a count of lines or characters.
_ROUNDING = 0.03


def sheet(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """paper-size and margin."""
    for number, section in enumerate(paper.document.sections):
        where = whole_page() if len(paper.document.sections) == 1 else Place(f"第{number + 1}节页面")
        size = (_mm(section.width), _mm(section.height))
        upright = size[0] <= size[1]
        wanted = (profile.page["width"], profile.page["height"])
        if number and _near(sorted(size), (297, 420), _SHEET):  # an annex may be a folded A3 sheet
            continue
        if not _near(sorted(size), wanted, _SHEET):
            yield Hit(
                "paper-size", where, f"纸张是{_said(size[0])}×{_said(size[1])}毫米，不是A4", "请在页面设置中选A4纸"
            )
        elif upright:
            yield from _margins(section, profile, where)
        elif not number or not _fits_turned(_own_margins(section), profile):
            sides = "上28、下26、左35、右37毫米"
            yield Hit("margin", where, "横排页的页边与竖排的版心对不上", f"请改为{sides}，装订后版心与竖排页一致")


def _margins(section: Section, profile: Profile, where: Place) -> Iterator[Hit]:
    off = []
    for side, label in _SIDES.items():
        is_mm = _mm(getattr(section, side))
        if abs(is_mm - profile.page[side]) > profile.page["tolerance"]:
            off.append(f"{label}{_said(is_mm)}毫米（应为{_said(profile.page[side])}毫米）")
    if off:
        yield Hit("margin", where, "、".join(off), "请在页面设置中改正页边距", _set_margins(section, profile))


def _set_margins(section: Section, profile: Profile) -> Callable[[], None]:
    def fix() -> None:
        margins = section.element.find(W + "pgMar")
        if margins is None:
            margins = section.element.makeelement(W + "pgMar", {W + "header": "851", W + "footer": "1446"})
            size = section.element.find(W + "pgSz")
            section.element.insert(section.element.index(size) + 1 if size is not None else 0, margins)
        for side in _SIDES:
            margins.set(W + side, str(twips(profile.page[side])))
        margins.set(W + "gutter", "0")

    return fix


def grid(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """lines-per-page, characters-per-line and line-mixed."""
    if not paper.document.sections or not paper.text:
        return
    section, body = paper.document.sections[0], paper.text
    usual = Counter((each.look.line, each.look.line_rule) for each in body).most_common(1)[0][0]
    others = [(each, _line_said(each)) for each in body if (each.look.line, each.look.line_rule) != usual]
    lead = next(each for each in body if (each.look.line, each.look.line_rule) == usual)
    yield from grouped(paper, "line-mixed", others, ("行距是{}，与多数段落不同", "请把正文行距设成一致"))
    pitch = _pitch(lead, section)
    height = twips(profile.page["height"] - profile.page["top"] - profile.page["bottom"])
    lines = int(height / pitch + _ROUNDING) if pitch else 0
    if lines != profile.page["lines"]:
        held = f"每面排{lines}行" if pitch else f"行距是{_line_said(lead)}，排不准行数"
        cure = f"请把正文行距设为固定值{height // int(profile.page['lines']) / 20:g}磅"
        yield Hit("lines-per-page", paper.place(lead), f"{held}，应为{profile.page['lines']:g}行", cure)
    yield from _per_line(paper, profile, section)


def _per_line(paper: Paper, profile: Profile, section: Section) -> Iterator[Hit]:
    width = twips(profile.page["width"] - profile.page["left"] - profile.page["right"])
    for each in paper.of(Role.BODY):
        span = next(each.printed(), None)
        if span is None or span.look.size != profile.sizes["body"]:
            continue
        advance = span.look.size * 10 + span.look.spacing
        if section.grid in ("linesAndChars", "snapToChars"):
            advance += section.char_space * 20 // 4096
        count = int(width / max(advance, 1) + _ROUNDING)
        if count != profile.page["characters"]:
            cure = "如需排满，可把正文字符间距紧缩0.25磅"
            yield Hit("characters-per-line", paper.place(each), f"每行排{count}字，标准是28字", cure)
        return


def _pitch(paragraph: Paragraph, section: Section) -> float:
    """The distance of the lines in twips; 0 where it hangs on the font."""
    look = paragraph.look
    if look.line_rule == "exact":
        return look.line
    if section.grid in ("lines", "linesAndChars", "snapToChars") and look.snaps and look.line_rule == "auto":
        return section.pitch * max(look.line, 240) / 240
    return 0


def _line_said(paragraph: Paragraph) -> str:
    look = paragraph.look
    if look.line_rule == "exact":
        return f"固定值{look.line / 20:g}磅"
    return f"最小值{look.line / 20:g}磅" if look.line_rule == "atLeast" else f"{max(look.line, 240) / 240:g}倍行距"


def _own_margins(section: Section) -> list[float]:
    return [_mm(getattr(section, side)) for side in _SIDES]


def _fits_turned(margins: list[float], profile: Profile) -> bool:
    """Whether they are the margins of a sheet turned counter-clockwise into the binding (GB/T 9704-2012, 8).

    Where even pages mirror their margins, both sides are alike; the 版心 is the standard's in every profile.
    """
    page, tolerance = profile.page, profile.page["tolerance"] + _TWIP
    sides = ((page["bottom"], page["top"]), _STANDARD_SIDES)
    pairs = [pair for low, high in sides for pair in ((low, high), ((low + high) / 2,) * 2)]
    return any(_near(margins, (page["left"], page["right"], *pair), tolerance) for pair in pairs)


def _near(one: list[float], other: tuple[float, ...] | list[float], tolerance: float) -> bool:
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


def _mm(length: int) -> float:
    return float(length / TWIPS_PER_MM)


def _said(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")
