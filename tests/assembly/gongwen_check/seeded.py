"""Seeded faults: each changes one thing in the bulletin without a fault, and must be found under its clause."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.assembly.gongwen_check.made import BODY, EVEN, ISSUER, ODD, SETTINGS, STYLES, before, within

LAYOUT, MARKS, NUMBERS, CONTENT = "GB/T 9704—2012 ", "GB/T 15834—2011", "GB/T 15835—2011", "会材检查约定"
_WORK = "《党政机关公文处理工作条例》"
_CIVIL = "《中华人民共和国民法典》第二百零三条"
_RED_MARK = '<w:color w:val="FF0000"/>'
_NOTE_2 = '2.</w:t><w:tab/><w:t xml:space="preserve">交办事项清单'
_NOTE_1 = '附件：1.</w:t><w:tab/><w:t xml:space="preserve">任务单位投资完成情况排名表'


@dataclass(frozen=True)
class Seeded:
    """A fault: its code, the clause it must name, the changes that make it, the part, and others it brings along."""

    code: str
    clause: str
    changes: tuple[tuple[str, str], ...]
    part: str = BODY
    name: str = ""
    with_it: frozenset[str] = field(default_factory=frozenset)
    every: bool = False


def _f(code: str, clause: str, *changes: tuple[str, str], part: str = BODY, name: str = "",
       with_it: tuple[str, ...] = (), every: bool = False) -> Seeded:  # fmt: skip
    return Seeded(code, clause, changes, part, name, frozenset(with_it), every)


FAULTS = (
    # the sheet
    _f("paper-size", LAYOUT + "5.1", ('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"')),
    _f("margin", LAYOUT + "5.2.1", ('w:top="2098"', 'w:top="1440"'), name="top"),
    _f("margin", LAYOUT + "5.2.1", ('w:right="1474" w:bottom', 'w:right="1800" w:bottom'), name="right"),
    _f("lines-per-page", LAYOUT + "5.2.3", ('w:line="579"', 'w:line="640"'), part=STYLES),
    _f("characters-per-line", LAYOUT + "5.2.3", ('<w:spacing w:val="-5"/>', '<w:spacing w:val="0"/>'), part=STYLES),
    _f("line-mixed", LAYOUT + "5.2.3", within("计划新建", properties='<w:spacing w:line="480" w:lineRule="auto"/>')),
    _f("empty-paragraphs", CONTENT, before("二、存在", '<w:p><w:pPr><w:pStyle w:val="GWBody"/></w:pPr></w:p>')),
    # fonts
    _f("title-font", LAYOUT + "7.3.1", within("建设进展情况", look='<w:rFonts w:eastAsia="黑体"/>')),
    _f("title-size", LAYOUT + "7.3.1", within("关于2026", look='<w:sz w:val="36"/>')),
    _f("title-bold", LAYOUT + "7.3.1", within("关于2026", look="<w:b/>")),
    _f("title-centred", LAYOUT + "7.3.1", within("关于2026", properties='<w:jc w:val="left"/>')),
    _f("title-end", MARKS, ("情况的通报<", "情况的通报。<")),
    _f("title-repeated", _WORK + "第九条", ("情况的通报<", "情况的通报的通报<")),
    _f("body-font", LAYOUT + "5.2.2", within("计划新建", look='<w:rFonts w:eastAsia="宋体"/>')),
    _f("body-font", LAYOUT + "5.2.2", within("计划新建", look='<w:rFonts w:eastAsiaTheme="majorEastAsia"/>'),
       name="theme"),
    _f("body-size", LAYOUT + "5.2.2", within("计划新建", look='<w:sz w:val="28"/>')),
    _f("text-colour", LAYOUT + "5.2.4", within("计划新建", look='<w:color w:val="0000FF"/>')),
    _f("heading-font", LAYOUT + "7.3.3", within("一、总体", style="GWBody"), name="first"),
    _f("heading-font", LAYOUT + "7.3.3", within("（一）投资", style="GWHeading1"), name="second"),
    _f("heading-bold", LAYOUT + "7.3.3", within("一、总体", look="<w:b/>")),
    _f("annex-label-font", LAYOUT + "7.3.7", within("附件2", look='<w:rFonts w:eastAsia="楷体_GB2312"/>')),
    _f("imprint-font", LAYOUT + "7.4.2", within("抄送", look='<w:sz w:val="32"/>')),
    _f("font-off-list", LAYOUT + "5.2.2", within("栖云镇", look='<w:rFonts w:eastAsia="微软雅黑"/>')),
    _f("digit-fonts", LAYOUT + "5.2.2", within("计划新建", look='<w:rFonts w:ascii="宋体" w:hAnsi="宋体"/>')),
    _f("quote-hint", MARKS, within("1. 栖云", look='<w:rFonts w:hint="default"/>')),
    # the head
    _f("mark-font", LAYOUT + "7.2.4", within(ISSUER + "文件", look='<w:rFonts w:eastAsia="黑体"/>')),
    _f("mark-colour", LAYOUT + "7.2.4", within(ISSUER + "文件", look='<w:color w:val="auto"/>')),
    _f("red-line", LAYOUT + "7.2.7", ('w:space="11" w:color="FF0000"', 'w:space="11" w:color="000000"'), part=STYLES),
    _f("number-brackets", LAYOUT + "7.2.5", ("〔2026〕12号", "[2026]12号"), name="square"),
    _f("number-brackets", LAYOUT + "7.2.5", ("〔2026〕12号", "（2026）12号"), name="round"),
    _f("number-brackets", LAYOUT + "7.2.5", ("计划新建项目", "按照安重办发【2026】3号文件，计划新建项目"),
       name="cited"),
    _f("number-year", LAYOUT + "7.2.5", ("〔2026〕12号", "〔26〕12号")),
    _f("number-serial", LAYOUT + "7.2.5", ("〔2026〕12号", "〔2026〕012号"), name="zero"),
    _f("number-serial", LAYOUT + "7.2.5", ("〔2026〕12号", "〔2026〕第12号"), name="ordinal"),
    _f("number-blank", LAYOUT + "7.2.5", ("〔2026〕12号", "〔2026〕　　号")),
    _f("number-place", LAYOUT + "7.2.5", within("安重办〔", properties='<w:jc w:val="left"/>')),
    _f("number-year-date", LAYOUT + "7.2.5", ("〔2026〕12号", "〔2025〕12号")),
    _f("signer-form", LAYOUT + "7.2.6", ("〔2026〕12号", "〔2026〕12号　　签发人:澄川"), with_it=("half-punctuation",)),
    _f("signer-missing", LAYOUT + "7.2.6", ("情况的通报<", "情况的报告<")),
    _f("secrecy-form", LAYOUT + "7.2.2", before("安重办〔", "<w:p><w:r><w:t>机密*一年</w:t></w:r></w:p>"),
       with_it=("leftover-mark",)),
    _f("not-a-kind", _WORK + "第八条", ("情况的通报<", "情况的简报<")),
    # the addressee, the text
    _f("addressee-colon", LAYOUT + "7.3.2", ("县直有关单位：", "县直有关单位:"), with_it=("half-punctuation",)),
    _f("addressee-indent", LAYOUT + "7.3.2", within("各乡镇", properties='<w:ind w:firstLine="640"/>')),
    _f("body-indent", LAYOUT + "7.3.3", within("计划新建", properties='<w:ind w:firstLine="0" w:firstLineChars="0"/>')),
    _f("manual-indent", LAYOUT + "7.3.3", ("计划新建项目", "　　计划新建项目")),
    _f("heading-form", LAYOUT + "7.3.3", ("一、总体情况", "一.总体情况"), name="first"),
    _f("heading-form", LAYOUT + "7.3.3", ("（一）投资情况", "（一）、投资情况"), name="second"),
    _f("heading-form", LAYOUT + "7.3.3", ("1. 栖云", "1、栖云"), name="third"),
    _f("heading-form", LAYOUT + "7.3.3", ("（1）规划", "(1)规划"), name="fourth"),
    _f("heading-order", LAYOUT + "7.3.3", ("一、总体情况", "（一）总体情况"),
       with_it=("heading-font", "heading-sequence")),
    _f("heading-sequence", LAYOUT + "7.3.3", ("三、下步要求", "四、下步要求")),
    _f("heading-end", MARKS, ("一、总体情况", "一、总体情况。")),
    _f("repeated-paragraph", CONTENT,
       ("2. 听泉镇供水工程（一期）用地手续未办结。", "计划新建项目20个，已开工18个，开工率比上月提高5.0个百分点。")),
    # annexes
    _f("note-form", LAYOUT + "7.3.4", ("附件：1.", "附件:1."), with_it=("half-punctuation",), name="colon"),
    _f("note-form", LAYOUT + "7.3.4", (_NOTE_2, _NOTE_2.replace("2.", "2、")), name="dot"),
    _f("note-form", LAYOUT + "7.3.4", (_NOTE_2, _NOTE_2.replace("2.", "3.")), name="number"),
    _f("note-marks", LAYOUT + "7.3.4", (_NOTE_2, _NOTE_2 + "。"), name="end"),
    _f("note-marks", LAYOUT + "7.3.4", (_NOTE_2, _NOTE_2.replace("交办事项清单", "《交办事项清单》")), name="book"),
    _f("note-indent", LAYOUT + "7.3.4", within("附件：1", properties='<w:ind w:left="0" w:hanging="0"/>')),
    _f("annex-label", LAYOUT + "7.3.7", ("附件2<", "附件2：<")),
    _f("annex-page", LAYOUT + "7.3.7", within("附件2", properties='<w:pageBreakBefore w:val="0"/>')),
    _f("annex-names", LAYOUT + "7.3.7", (_NOTE_2, _NOTE_2.replace("交办事项清单", "交办事项一览表"))),
    _f("annex-count", LAYOUT + "7.3.7", (within("2.</w:t>")[0], ""), with_it=("note-form",)),
    _f("annex-reference", LAYOUT + "7.3.4", ("详见附件1", "详见附件3")),
    # the end
    _f("date-form", LAYOUT + "7.3.5.4", (">2026年11月23日<", ">二〇二六年十一月二十三日<"), name="han"),
    _f("date-form", LAYOUT + "7.3.5.4", (">2026年11月23日<", ">2026.11.23<"), name="dots"),
    _f("date-form", LAYOUT + "7.3.5.4", (">2026年11月23日<", ">2026年11月03日<"), name="zero"),
    _f("date-missing", LAYOUT + "7.3.5.4", (">2026年11月23日<", "><")),
    _f("date-place", LAYOUT + "7.3.5.1",
       within("2026年11月23日<", properties='<w:ind w:left="0"/><w:jc w:val="left"/>')),
    _f("remark-brackets", LAYOUT + "7.3.6", before("附件1", "<w:p><w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr>"
       "<w:t>联系人：澄川，联系电话：0000-5550102</w:t></w:r></w:p>")),
    _f("copies-colon", LAYOUT + "7.4.2", ("抄送：", "抄送:"), with_it=("half-punctuation",)),
    _f("copies-end", LAYOUT + "7.4.2", ("县政协办公室。", "县政协办公室")),
    _f("printed-form", LAYOUT + "7.4.3", ("2026年11月23日印发", "2026年11月23日印")),
    _f("printed-before", LAYOUT + "7.4.3", ("2026年11月23日印发", "2026年11月13日印发")),
    _f("imprint-lines", LAYOUT + "7.4.1", ('w:val="single" w:sz="8"', 'w:val="nil" w:sz="8"'),
       ('w:val="single" w:sz="6"', 'w:val="nil" w:sz="6"'), every=True),
    _f("page-number-form", LAYOUT + "7.5", ("— </w:t>", "- </w:t>"), part=ODD),
    _f("page-number-form", LAYOUT + "7.5", ("— </w:t>", "第</w:t>"), part=EVEN, name="even"),
    _f("page-number-font", LAYOUT + "7.5", ('w:ascii="宋体"', 'w:ascii="Calibri"'), part=STYLES, every=True),
    _f("page-number-side", LAYOUT + "7.5", ('<w:jc w:val="right"/>', '<w:jc w:val="center"/>'), part=ODD, name="odd"),
    _f("page-number-side", LAYOUT + "7.5", ("<w:evenAndOddHeaders/>", ""), part=SETTINGS, name="settings"),
    _f("page-number-missing", LAYOUT + "7.5", ('<w:footerReference w:type="default" r:id="rId10"/>', ""),
       ('<w:footerReference w:type="even" r:id="rId11"/>', "")),
    # characters
    _f("half-punctuation", MARKS, ("计划新建项目20个，", "计划新建项目20个,"), name="comma"),
    _f("half-punctuation", MARKS, ("已经确定。", "已经确定."), name="stop"),
    _f("half-punctuation", MARKS, ("尚未谈妥，", "尚未谈妥;"), name="semicolon"),
    _f("half-brackets", MARKS, ("（一期）", "(一期)")),
    _f("straight-quotes", MARKS + " 4.8", ("“最后两户”", "&quot;最后两户&quot;")),
    _f("quote-pairs", MARKS + " 4.8", ("“最后两户”", "“最后两户“"), name="quotes"),
    _f("quote-pairs", MARKS + " 4.8", ("督办办法》报送", "督办办法报送"), name="titles"),
    _f("full-width", NUMBERS, ("计划新建项目20个", "计划新建项目２０个"), name="digits"),
    _f("full-width", NUMBERS, ("增长15.3%", "增长15.3％"), name="percent"),
    _f("ellipsis", MARKS + " 4.11", ("已经确定。", "已经确定...")),
    _f("dash", MARKS + " 4.10", ("已经确定。", "已经确定--正在报批。")),
    _f("range-dash", MARKS + " 4.13", ("现将2026年1—10月", "现将2026年1-10月")),
    _f("repeated-punctuation", MARKS, ("已经确定。", "已经确定，。")),
    _f("listed-quotes", MARKS + " 4.5", ("督办办法》报送", "督办办法》、《安澜县督查办法》报送")),
    _f("text-spaces", CONTENT, ("规划选址已经确定", "规划选址 已经确定")),
    _f("approx-twice", NUMBERS, ("计划新建项目20个", "计划新建项目约20个左右")),
    _f("number-mixed", NUMBERS, ("计划新建项目20个", "计划流转土地3千亩，新建项目20个")),
    _f("thousands", NUMBERS, ("计划新建项目20个", "计划流转土地12000亩、拆迁房屋1,200平方米，新建项目20个")),
    _f("units-mixed", LAYOUT + "9", ("累计完成投资5.57亿元", "累计完成投资5.57亿元，其中本月3000万元")),
    # dates
    _f("date-zero", LAYOUT + "7.3.5.4", ("请于2026年12月3日前", "请于2026年12月03日前")),
    _f("date-dotted", NUMBERS, ("规划选址已经确定", "规划选址已于2026.11.2确定")),
    _f("date-short-year", NUMBERS, ("规划选址已经确定", "规划选址已于26年9月确定")),
    _f("date-impossible", CONTENT, ("规划选址已经确定", "规划选址已于2026年9月31日确定")),
    _f("weekday", CONTENT, ("2026年12月4日（星期五）", "2026年12月4日（星期四）")),
    _f("weekday-word", NUMBERS, ("2026年12月4日（星期五）", "2026年12月4日（周五）")),
    _f("deadline-past", CONTENT, ("2026年12月4日（星期五）前", "2026年11月20日（星期五）前")),
    _f("deadline-passed", CONTENT, ("规划选址已经确定", "分段迁改，11月18日前完成")),
    _f("deadline-passed", CONTENT, ("2026年12月10日前", "2025年12月10日前"), name="table"),
    _f("deadline-day-off", _CIVIL, ("请于2026年12月3日前", "请于2026年12月5日前"), name="weekend"),
    _f("deadline-day-off", _CIVIL, ("规划选址已经确定", "请于2027年1月1日（星期五）前确定选址"), name="new-year"),
    _f("deadline-day-off", _CIVIL, ("规划选址已经确定", "请于2027年2月8日前确定选址"), name="spring"),
    _f("deadline-provisional", "国务院办公厅", ("规划选址已经确定", "请于2090年2月17日前确定选址")),
    _f("reply-after-meeting", CONTENT, ("请于2026年12月3日前", "请于2026年12月9日前")),
    _f("date-future", CONTENT, (">2026年11月23日<", ">2027年11月23日<"),
       with_it=("deadline-past", "deadline-passed", "printed-before", "number-year-date")),
    # wording
    _f("percent-points", "国家统计用语惯例", ("提高5.0个百分点", "提高5.0%"), name="rate"),
    _f("percent-points", "国家统计用语惯例", ("超过序时进度1.1个百分点", "超过序时进度1.1%"), name="schedule"),
    _f("negative-growth", "国家统计用语惯例", ("同比增长15.3%", "同比增长-15.3%")),
    _f("fall-in-times", "国家统计用语惯例", ("同比增长15.3%", "未开工项目减少2倍")),
    _f("zero-change", "国家统计用语惯例", ("提高5.0个百分点", "提高0.0个百分点")),
    _f("empty-list", CONTENT, ("规划选址已经确定", "滞后单位3个："), with_it=("repeated-punctuation",)),
    _f("gap-arithmetic", CONTENT, ("超过序时进度1.1个百分点", "超过序时进度2.1个百分点")),
    _f("percent-points", "国家统计用语惯例", ("规划选址已经确定", "规划完成率由87.2%提高到91.1%，提高3.9%"),
       name="from-to"),
    _f("percent-points", "国家统计用语惯例", ("规划选址已经确定", "规划完成率从80.8%上升至85.0%，上升4.2%"),
       name="from-rise"),
    _f("percent-points", "国家统计用语惯例", ("规划选址已经确定", "规划完成率91.1%，比上月提高3.9%"), name="than"),
    _f("move-arithmetic", CONTENT, ("规划选址已经确定", "规划完成率由87.2%提高到91.1%，提高4.9个百分点")),
    _f("parts-over", CONTENT, ("规划选址已经确定", "规划总投资10亿元，其中6亿、5亿分两期安排")),
    _f("parts-over", CONTENT, ("规划选址已经确定", "规划新建项目20个，其中：工业12个，民生9个"), name="count"),
    _f("text-share", CONTENT, ("规划选址已经确定", "规划中工业占60%，基础设施占30%，民生占5%")),
    _f("text-share", CONTENT, ("规划选址已经确定", "规划中三类项目分别占60%、30%和15%"), name="listed"),
    _f("text-rate", CONTENT, ("规划选址已经确定", "规划投资36000万元，占120000万元的35.0%")),
    _f("text-rate", CONTENT, ("规划选址已经确定", "年度计划投资12.00亿元，累计完成3.60亿元，完成率35.0%"), name="plan"),
    _f("date-year-zero", NUMBERS, ("规划选址已经确定", "规划选址二O二六年确定"), name="letter"),
    _f("date-year-zero", NUMBERS, ("规划选址已经确定", "规划选址二○二六年确定"), name="circle"),
    _f("thousands-small", NUMBERS, ("规划选址已经确定", "规划流转土地3,200亩，拆迁8000户")),
    # tables
    _f("table-sum", CONTENT, (">66000<", ">67000<"), with_it=("table-rate",)),
    _f("table-share", CONTENT, (">17.8<", ">27.8<")),
    _f("table-rate", CONTENT, (">85.0<", ">75.0<")),
    _f("rank-order", CONTENT, (">85.0<", ">95.0<"), with_it=("table-rate",)),
    _f("rank-sequence", CONTENT, ('xml:space="preserve">3</w:t>', 'xml:space="preserve">4</w:t>')),
    # agreement, leftovers
    _f("copies-repeat", _WORK + "第九条", ("抄送：县委办公室", "抄送：县直有关单位、县委办公室")),
    _f("issuer-name", LAYOUT + "7.3.5", (f"{ISSUER}文件", "安澜县重大项目建设指挥部办公室文件")),
    _f("leave", _WORK + "第十六条", ("经县人民政府同意，现将", "现将")),
    _f("leftover-tag", CONTENT, ("规划选址已经确定", "{{ 规划 }}已经确定")),
    _f("leftover-mark", CONTENT, ("规划选址已经确定", "规划选址由×××确定"), name="crosses"),
    _f("leftover-mark", CONTENT, ("规划选址已经确定", "规划选址由____确定"), name="lines"),
    _f("gap", CONTENT, ("规划选址已经确定", "规划选址确定时间：——"), name="text"),
    _f("gap", CONTENT, (">17000<", ">——<"), name="table"),
)  # fmt: skip
