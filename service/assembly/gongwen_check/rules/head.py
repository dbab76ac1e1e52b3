"""版头, title and addressee (GB/T 9704-2012, 7.2, 7.3.1 and 7.3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from service.assembly.gongwen_check.finding import Hit, TextFix
from service.assembly.gongwen_check.paper import Kind, Paper
from service.assembly.gongwen_check.profile import Profile
from service.assembly.gongwen_check.reading import forms
from service.assembly.gongwen_check.reading.model import Paragraph
from service.assembly.gongwen_check.reading.places import Place
from service.assembly.gongwen_check.reading.role import Role
from service.assembly.gongwen_check.reading.roles import is_red
from service.assembly.gongwen_check.rules.common import grouped, matches, replaced, set_paragraph

_HEAD = (Role.MARK, Role.NUMBER, Role.SECRECY, Role.DEGREE)
_CITED = re.compile(rf"(?<=[{forms.HAN}])(?P<open>[〔\[(（【［])\d{{4}}(?P<close>[〕\])）】］])(?=第?\d+号)")
_END = re.compile(r"[。，、；：！？,.;:!?]$")
_REPEATED = re.compile(r"(通知|通报|报告|请示|函|意见|决定|批复)的\1|关于关于|关于[^，。]*关于(?=召开|印发|做好|转发)")
_SECRET = re.compile(r"(?:绝密|机密|秘密)(?!★\d{1,2}(?:年|个月)|★长期|$).*")
_SIGNER = re.compile(r"签\s*发\s*人(?P<colon>[:：]?)")
_UPWARD = ("请示", "报告")
_RED_IN_XML = re.compile(r'(?:val|color|fillcolor|strokecolor)="#?([0-9A-Fa-f]{6}|red)')


def numbers(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """number-brackets, number-year, number-serial, number-blank and number-place."""
    del profile
    for each in paper.of(Role.NUMBER):
        found = forms.NUMBER.search(each.text)
        if found is None:
            continue
        yield from _year(paper, each, found)
        if found["ordinal"] or found["serial"].startswith("0"):
            what = f"顺序号写成了“{found['ordinal']}{found['serial']}号”"
            yield Hit("number-serial", paper.place(each), what, "请去掉“第”字和前面的0")
        if not found["serial"]:
            yield Hit("number-blank", paper.place(each), "发文字号还没有编号", "签发后请补上顺序号")
        wanted = {Kind.DOCUMENT: "center", Kind.LETTER: "right"}.get(paper.kind, "")
        if wanted and each.look.align != wanted and "签发人" not in paper_head(paper):
            cure = f"请改为{'居中' if wanted == 'center' else '居右顶格'}"
            yield Hit("number-place", paper.place(each), "发文字号的位置不对", cure)
    for each, match in matches(paper, _CITED):
        if paper.role(each) is not Role.NUMBER and match[0][0] + match[0][-1] != "〔〕":
            yield _brackets(paper, each, match)


def _year(paper: Paper, each: Paragraph, found: re.Match[str]) -> Iterator[Hit]:
    if not found["open"] or not found["close"]:
        what = "发文字号的年份没有括号"
        yield Hit("number-brackets", paper.place(each), what, f"请写作〔{found['year']}〕")
    elif found["open"] + found["close"] != "〔〕":
        yield _brackets(paper, each, found)
    if len(found["year"]) != 4:
        yield Hit("number-year", paper.place(each), f"年份写成了“{found['year']}”", "请写四位数的年份")


def _brackets(paper: Paper, each: Paragraph, found: re.Match[str]) -> Hit:
    inner = each.text[found.end("open") : found.start("close")]
    fix = TextFix(each, found.start("open"), found.end("close"), f"〔{inner}〕")
    what = f"年份用了“{found['open']}{found['close']}”"
    return Hit("number-brackets", paper.place(each), what, "请改为六角括号〔〕", fix)


def paper_head(paper: Paper) -> str:
    """The words above the title."""
    return "".join(each.text for each in paper.of(*_HEAD))


def marks(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """mark-colour, red-line, secrecy-form, signer-form, signer-missing and not-a-kind."""
    for each in paper.of(Role.SECRECY):
        if _SECRET.fullmatch(each.said):
            yield Hit("secrecy-form", paper.place(each), f"写成了“{each.said}”", "请写作“机密★1年”这样的形式")
    for each, match in matches(paper, _SIGNER, paper.of(Role.NUMBER, Role.SECRECY)):
        if match["colon"] != "：":
            fix = replaced(each, match, "：", "colon")
            yield Hit("signer-form", paper.place(each), "“签发人”后没有全角冒号", "请写作“签发人：姓名”", fix)
    pale = [(each, "") for each in paper.of(Role.MARK) if not all(is_red(span.look.color) for span in each.printed())]
    yield from grouped(paper, "mark-colour", pale, ("发文机关标志不是红色", "请改为红色"))
    if paper.kind is not Kind.DOCUMENT:
        return
    mark = next(paper.of(Role.MARK))
    if not any(_has_red_line(each) for each in _above_title(paper)):
        cure = "请在发文字号下4毫米处画与版心等宽的红线"
        yield Hit("red-line", paper.place(mark), "发文字号之下没有红色分隔线", cure)
    if paper.title.endswith(_UPWARD) and "签发人" not in paper_head(paper):
        yield Hit(
            "signer-missing", paper.place(mark), "上行文没有标注签发人", "请在发文字号同一行居右标注“签发人：姓名”"
        )
    title = _END.sub("", paper.title.removesuffix("（试行）"))
    if mark.said.endswith("文件") and title and not title.endswith(profile.words["kinds"]):
        cure = "请作为通知、函的附件印发，或改用法定文种"
        yield Hit("not-a-kind", paper.place(mark), "标题末尾不是法定文种，却用了“文件”式红头", cure)


def _above_title(paper: Paper) -> Iterator[Paragraph]:
    last = next((each.index for each in paper.of(Role.TITLE)), 0)
    return (each for each in paper.document.paragraphs if each.index <= last)


def _has_red_line(paragraph: Paragraph) -> bool:
    if is_red(paragraph.look.below.upper()):
        return True
    for child in paragraph.element.iter("{*}drawing", "{*}pict"):
        if any(_is_red_name(name) for name in _RED_IN_XML.findall(etree.tostring(child, encoding="unicode"))):
            return True
    return False


def _is_red_name(name: str) -> bool:
    return name == "red" or is_red(name.upper())


def titles(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """title-missing, title-centred, title-end and title-repeated."""
    del profile
    found = paper.titles
    if not found and paper.kind is Kind.MINUTES:
        return  # their mark names them (10.3)
    if not found:
        where = paper.place(paper.text[0]) if paper.text else Place("正文")
        yield Hit("title-missing", where, "没有认出标题", "请把标题居中、用2号小标宋体")
        return
    off = [(each, "") for each in found if each.look.align != "center"]
    yield from grouped(paper, "title-centred", off, ("标题没有居中", "请居中排布"), _centre)
    end = _END.search(paper.title)
    if end:
        yield Hit("title-end", paper.place(found[-1]), f"标题末尾有“{end[0]}”", "请删去")
    repeated = _REPEATED.search(paper.title)
    if repeated:
        yield Hit("title-repeated", paper.place(found[0]), f"标题里“{repeated[0]}”重复", "请删去重复的部分")


def _centre(paragraph: Paragraph) -> None:
    set_paragraph(paragraph.element, "jc", {"val": "center"})


def addressees(paper: Paper, profile: Profile) -> Iterator[Hit]:
    """addressee-colon and addressee-indent."""
    del profile
    for each in paper.of(Role.ADDRESSEE):
        if not each.said.endswith("："):
            text = each.text.rstrip(" \t\n　")
            start = len(text.rstrip(":,.，。、；;"))
            fix = TextFix(each, start, len(text), "：")
            yield Hit("addressee-colon", paper.place(each), "主送机关之后没有全角冒号", "请以“：”结尾", fix)
        look = each.look
        if look.first_line or look.first_chars or look.left >= 60 or each.text[:1] in " 　\t":
            yield Hit("addressee-indent", paper.place(each), "主送机关没有顶格", "请取消缩进、居左顶格")
