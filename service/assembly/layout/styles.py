"""The paragraph styles a secretary meets in Word, by their Chinese names."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html import escape

from service.assembly.layout.formats import (
    FANGSONG,
    HEITI,
    KAITI,
    LATIN,
    RED,
    SONGTI,
    XIAOBIAOSONG,
    Border,
    ParagraphFormat,
    RunFormat,
)
from service.assembly.layout.letter import NUMBER_TOP
from service.assembly.layout.namespaces import W
from service.assembly.layout.units import HAN, LINE, SIZES, TEXT_TOP_MM, TEXT_WIDTH, TIGHT, twips


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style: its id in the file, its name in Word, its properties and the style it builds on."""

    id: str
    name: str
    paragraph: ParagraphFormat = field(default_factory=ParagraphFormat)
    run: RunFormat = field(default_factory=RunFormat)
    base: str = "Normal"

    def xml(self) -> str:
        base = "" if self.id == "Normal" else f'<w:basedOn w:val="{self.base}"/>'
        default = ' w:default="1"' if self.id == "Normal" else ' w:customStyle="1"'
        return (
            f'<w:style w:type="paragraph"{default} w:styleId="{self.id}"><w:name w:val="{escape(self.name)}"/>'
            f"{base}<w:qFormat/>"
            f"<w:pPr>{self.paragraph.xml()}</w:pPr><w:rPr>{self.run.xml()}</w:rPr></w:style>"
        )


_INDENTED = 2 * HAN
#: 附件说明: two characters, then the three of “附件：” (7.3.4).
_NOTE_START = _INDENTED + 3 * HAN
_NOTE_NAME = _NOTE_START + 400
#: 信函: from the top of the 版心, 37 mm down, to 7/8 of a 3号 character below the upper rule (10.1).
_LETTER_NUMBER_BEFORE = twips(NUMBER_TOP - TEXT_TOP_MM)
#: Where the block begins whose axis 署名 and 成文日期 share: a date of seven characters then ends four from the edge
#: (7.3.5.1). signing.py sets it by the date's own length.
_SIGNED_FROM = TEXT_WIDTH - 15 * HAN

#: Lines in tables, in twips.
_TABLE_LINES = {"四号": 400, "小四": 340, "五号": 300}

#: Letters of a board in half-points: at least 28 pt, so that it is read from a step away; its line in twips.
_BOARD_SIZE = 56
_BOARD_LINE = 680


def _table_style(name: str, identity: str, size: str, align: str, font: str = FANGSONG) -> Style:
    form = ParagraphFormat(line=_TABLE_LINES[size], first_line=0, align=align)
    return Style(identity, name, form, RunFormat(font=font, size=SIZES[size], spacing=0))


def _board_style(name: str, identity: str, align: str, font: str = FANGSONG) -> Style:
    form = ParagraphFormat(line=_BOARD_LINE, first_line=0, align=align)
    return Style(identity, name, form, RunFormat(font=font, size=_BOARD_SIZE, spacing=0))


def _signature(identity: str, name: str, before: int, *, keep: bool) -> Style:
    form = ParagraphFormat(
        keep_next=keep, keep_lines=True, auto_space=False, before=before, left=_SIGNED_FROM, align="center"
    )
    return Style(identity, name, form)


def _heading(identity: str, name: str, font: str, level: int) -> Style:
    form = ParagraphFormat(keep_next=True, first_line=_INDENTED, align="both", outline=level)
    return Style(identity, name, form, RunFormat(font=font))


STYLES: tuple[Style, ...] = (
    Style(
        "Normal",
        "Normal",
        ParagraphFormat(overflow_punctuation=True, snap_to_grid=False, before=0, after=0, line=LINE),
        RunFormat(font=FANGSONG, spacing=TIGHT, size=SIZES["三号"]),
    ),
    Style("GWBody", "公文正文", ParagraphFormat(first_line=_INDENTED, align="both")),
    Style(
        "GWTitle",
        "公文标题",
        ParagraphFormat(keep_next=True, keep_lines=True, before=2 * LINE, align="center"),
        RunFormat(font=XIAOBIAOSONG, latin=XIAOBIAOSONG, size=SIZES["二号"], spacing=0),
    ),
    _heading("GWHeading1", "一级标题", HEITI, 0),
    _heading("GWHeading2", "二级标题", KAITI, 1),
    _heading("GWHeading3", "三级标题", FANGSONG, 2),
    Style("GWAddressee", "主送机关", ParagraphFormat(before=LINE, align="left")),
    Style(
        "GWMark",
        "发文机关标志",
        ParagraphFormat(keep_next=True, align="center"),
        RunFormat(font=XIAOBIAOSONG, color=RED, spacing=0),
    ),
    Style(
        "GWNumber",
        "发文字号",
        ParagraphFormat(
            border=Border("single", 12, 11, RED), auto_space=False, before=2 * LINE, line=HAN, align="center"
        ),
    ),
    Style("GWSigners", "签发人", ParagraphFormat(keep_next=True, auto_space=False, align="left")),
    Style(
        "GWLetterNumber",
        "信函发文字号",
        ParagraphFormat(auto_space=False, before=_LETTER_NUMBER_BEFORE, line=HAN, align="right"),
    ),
    Style("GWFormNumber", "表单编号", ParagraphFormat(auto_space=False, before=LINE // 2, align="center")),
    Style(
        "GWFormDate",
        "表单编号日期",
        ParagraphFormat(tabs=((TEXT_WIDTH, "right"),), auto_space=False, line=480, align="left"),
        RunFormat(size=SIZES["四号"], spacing=0),
    ),
    Style(
        "GWNote",
        "附件说明",
        ParagraphFormat(keep_next=True, before=LINE, left=_NOTE_START, hanging=3 * HAN, align="left"),
    ),
    Style(
        "GWNoteFirst",
        "附件说明首项",
        ParagraphFormat(
            keep_next=True,
            tabs=((_NOTE_NAME, "left"),),
            before=LINE,
            left=_NOTE_NAME,
            hanging=_NOTE_NAME - _INDENTED,
            align="left",
        ),
    ),
    Style(
        "GWNoteNext",
        "附件说明续项",
        ParagraphFormat(
            keep_next=True,
            tabs=((_NOTE_NAME, "left"),),
            left=_NOTE_NAME,
            hanging=_NOTE_NAME - _NOTE_START,
            align="left",
        ),
    ),
    _signature("GWSigner", "署名", 3 * LINE, keep=True),
    _signature("GWDate", "成文日期", 0, keep=False),
    Style(
        "GWAnnex",
        "附件序号",
        ParagraphFormat(keep_next=True, page_break_before=True, align="left", outline=0),
        RunFormat(font=HEITI, latin=HEITI),
    ),
    Style(
        "GWAnnexTitle",
        "附件标题",
        ParagraphFormat(keep_next=True, before=LINE, after=LINE // 2, align="center"),
        RunFormat(font=XIAOBIAOSONG, latin=XIAOBIAOSONG, size=SIZES["二号"], spacing=0),
    ),
    Style(
        "GWTableUnit",
        "表格单位",
        ParagraphFormat(keep_next=True, tabs=((TEXT_WIDTH, "right"),), line=400, align="left"),
        RunFormat(size=SIZES["小四"], spacing=0),
    ),
    _table_style("表头", "GWTableHead", "五号", "center", HEITI),
    _table_style("表格文字", "GWTableText", "五号", "left"),
    _table_style("表格居中", "GWTableCentre", "五号", "center"),
    _table_style("表格数字", "GWTableNumber", "五号", "right"),
    _table_style("表注", "GWTableNote", "五号", "left"),
    _table_style("表单栏目", "GWFormLabel", "小四", "center", HEITI),
    _table_style("表单文字", "GWFormText", "小四", "left"),
    _table_style("表单居中", "GWFormCentre", "小四", "center"),
    _table_style("版记", "GWImprint", "四号", "left"),
    Style(
        "GWBoardTitle",
        "展板标题",
        ParagraphFormat(line=1240, align="center"),
        RunFormat(font=XIAOBIAOSONG, latin=XIAOBIAOSONG, size=96, spacing=0),
    ),
    _board_style("展板栏目", "GWBoardHead", "center", HEITI),
    _board_style("展板文字", "GWBoardText", "left"),
    _board_style("展板居中", "GWBoardCentre", "center"),
    Style(
        "GWBriefLine",
        "简报编印",
        ParagraphFormat(
            border=Border("single", 12, 6, RED),
            tabs=((TEXT_WIDTH - HAN, "right"),),
            auto_space=False,
            before=200,
            line=400,
        ),
        RunFormat(size=SIZES["四号"], spacing=0),
    ),
    Style("GWSpacer", "版记占位", ParagraphFormat(keep_next=True, first_line=0)),
    Style(
        "GWPage",
        "页码",
        ParagraphFormat(line=280, align="right"),
        RunFormat(font=SONGTI, latin=SONGTI, size=SIZES["四号"], spacing=0),
    ),
)

_IDS = {style.name: style.id for style in STYLES}


def style_id(name: str) -> str:
    """The id in the file of the style with this Chinese name. Raises KeyError for an unknown one."""
    return _IDS[name]


def styles_xml(line: int = LINE) -> str:
    """word/styles.xml: the defaults, every style above, and the plain table every Word file has.

    `line` is the exact line of the text, in twips; styles with a line of their own keep it.
    """
    normal = replace(STYLES[0], paragraph=replace(STYLES[0].paragraph, line=line))
    styles = (normal, *STYLES[1:])
    defaults = RunFormat(font=FANGSONG, latin=LATIN, size=SIZES["三号"]).xml()
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    return (
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{defaults}'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:widowControl w:val="0"/></w:pPr></w:pPrDefault>'
        f"</w:docDefaults>{''.join(style.xml() for style in styles)}{table}</w:styles>"
    )
