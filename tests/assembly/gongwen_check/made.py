"""A bulletin of an invented county without a fault, and what a seeded fault changes in it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from service.assembly.layout import Paper, build
from service.assembly.layout.formats import ParagraphFormat, RunFormat
from service.assembly.layout.imprint import _RULES
from service.assembly.layout.markup import paragraph, run, text
from service.assembly.layout.page import ELECTRONIC, STANDARD, PageProfile
from service.assembly.layout.tables import Cell, row, table
from service.assembly.layout.units import TEXT_WIDTH
from templates_docx.build import parts
from tests.assembly.docx_builder import zipped

BODY = "word/document.xml"
STYLES = "word/styles.xml"
SETTINGS = "word/settings.xml"
ODD, EVEN = "word/footer_default.xml", "word/footer_even.xml"

ISSUER = "安澜县重点项目建设指挥部办公室"
_RANKS = (
    ("位次", "任务单位", "年度计划投资", "累计完成投资", "完成率(%)", "占比(%)"),
    ("1", "栖云镇", "32000", "28800", "90.0", "51.7"),
    ("2", "枕石镇", "20000", "17000", "85.0", "30.5"),
    ("3", "听泉镇", "14000", "9900", "70.7", "17.8"),
    ("", "合计", "66000", "55700", "84.4", "100.0"),
)
_ORDERS = (("序号", "事项", "办理时限"), ("1", "完成征地补偿协议签订", "2026年12月10日前"))


def _table(lines: tuple[tuple[str, ...], ...]) -> str:
    width = TEXT_WIDTH // len(lines[0])
    grid = [width] * len(lines[0])
    rows = [
        row([Cell(words, style="表头" if not number else "表格文字") for words in line], grid, header=not number)
        for number, line in enumerate(lines)
    ]
    return table(grid, *rows)


def _imprint() -> str:
    grid = [TEXT_WIDTH]
    copies = text("版记", "抄送：县委办公室、县政协办公室。", ParagraphFormat(left=1120, right=280, hanging=840))
    printed = text("版记", f"{ISSUER}\t2026年11月23日印发", ParagraphFormat(left=280, tabs=((8564, "right"),)))
    return table(grid, row([Cell(paragraphs=copies)], grid), row([Cell(paragraphs=printed)], grid), rules=_RULES)


def _body() -> str:
    mark = paragraph("发文机关标志", run(f"{ISSUER}文件", RunFormat(size=64)), form=ParagraphFormat(line=640))
    words = (
        ("发文字号", "安重办〔2026〕12号"),
        ("公文标题", "关于2026年1—10月全县重点项目\n建设进展情况的通报"),
        ("主送机关", "各乡镇人民政府，县直有关单位："),
        ("公文正文", "经县人民政府同意，现将2026年1—10月全县重点项目建设进展情况通报如下："),
        ("一级标题", "一、总体情况"),
        ("二级标题", "（一）投资情况"),
        ("公文正文", "全县安排重点项目60个，累计完成投资5.57亿元，同比增长15.3%，占年度计划投资的84.4%，超过序时进度"
         "1.1个百分点（序时进度为83.3%）。各单位完成情况详见附件1。"),
        ("二级标题", "（二）开工情况"),
        ("公文正文", "计划新建项目20个，已开工18个，开工率比上月提高5.0个百分点。"),
        ("一级标题", "二、存在问题"),
        ("公文正文", "1. 栖云大道改扩建工程征地补偿尚未谈妥，涉及“最后两户”；"),
        ("公文正文", "2. 听泉镇供水工程（一期）用地手续未办结。"),
        ("公文正文", "（1）规划选址已经确定。"),
        ("一级标题", "三、下步要求"),
        ("公文正文", "请各单位于2026年12月4日（星期五）前，"
         "按照《安澜县重点项目调度督办办法》报送整改情况，会议定于2026年12月"
         "8日召开，参会回执请于2026年12月3日前反馈。"),
        ("附件说明首项", "附件：1.\t任务单位投资完成情况排名表"),
        ("附件说明续项", "2.\t交办事项清单"),
        ("署名", ISSUER),
        ("成文日期", "2026年11月23日"),
    )  # fmt: skip
    annexes = (
        text("附件序号", "附件1"), text("附件标题", "任务单位投资完成情况排名表"), _table(_RANKS),
        text("附件序号", "附件2"), text("附件标题", "交办事项清单"), _table(_ORDERS),
    )  # fmt: skip
    tail = text("版记", "", ParagraphFormat(line=20))
    whole = [mark, *(text(style, line) for style, line in words), *annexes, text("版记占位", ""), _imprint(), tail]
    return "".join(whole)


@cache
def _parts(profile: PageProfile) -> Mapping[str, bytes]:
    return parts(build(Paper("进展通报", _body(), profile)))


def paper(*changes: tuple[str, str], part: str = BODY, every: bool = False, profile: PageProfile = STANDARD) -> bytes:
    """The bulletin with each old string of a part replaced by a new one; it must be there once, or often if every."""
    made = dict(_parts(profile))
    content = made[part].decode()
    for old, new in changes:
        count = content.count(old)
        assert count == 1 or (every and count > 1), (old, count)
        content = content.replace(old, new)
    made[part] = content.encode()
    return zipped(made)


def electronic() -> bytes:
    """The bulletin in the layout of GB/T 33476.2."""
    return paper(profile=ELECTRONIC)


def within(words: str, *, style: str | None = None, properties: str = "", look: str = "") -> tuple[str, str]:
    """A change of the paragraph of the bulletin that begins with these words: paragraph or run properties added."""
    content = _parts(STANDARD)[BODY].decode()
    at = content.index(f'<w:t xml:space="preserve">{words}')
    start = content.rindex("<w:p>", 0, at)
    end = content.index("</w:p>", at) + len("</w:p>")
    old = content[start:end]
    new = old
    if style is not None:
        new = new.replace(new[new.index('<w:pStyle w:val="') : new.index("/>") + 2], f'<w:pStyle w:val="{style}"/>')
    if properties:
        new = new.replace("</w:pPr>", f"{properties}</w:pPr>", 1)
    if look.startswith("<w:rFonts"):
        new = new.replace('<w:rFonts w:hint="eastAsia"/>', look)
    elif look:
        new = new.replace("</w:rPr>", f"{look}</w:rPr>")
    return old, new


def before(words: str, added: str) -> tuple[str, str]:
    """A change that puts XML before the paragraph that begins with these words."""
    old, _ = within(words)
    return old, added + old
