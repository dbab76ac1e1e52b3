"""Joining documents for printing: each stays as it was, whatever stands before it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import pytest
from openxml_audit import OpenXmlValidator

from service.assembly.mend import WP, W
from service.assembly.merge import merge
from service.assembly.word_rules import check_document
from service.errors import HuicaiError
from tests.assembly.docx_builder import NS, docx, drawing, files, p, part, seen, zipped
from tests.layout.contexts import PAPERS, fill, sample
from tests.support.rendering import Office, pages

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VAL = W + "val"


def styled(colour: str, *, based: str = "") -> str:
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="T"><w:name w:val="标题样"/>{base}'
        f'<w:rPr><w:color w:val="{colour}"/></w:rPr></w:style>'
    )


def in_style(text: str, style: str = "T") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def in_list(text: str, number: int = 1) -> str:
    props = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    return f"<w:p>{props}<w:r><w:t>{text}</w:t></w:r></w:p>"


def lists(style: str = "") -> str:
    tied = f'<w:pStyle w:val="{style}"/>' if style else ""
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>{tied}<w:lvlText w:val="%1."/></w:lvl>'
    abstract = f'<w:abstractNum w:abstractNumId="0"><w:nsid w:val="11111111"/>{level}</w:abstractNum>'
    return abstract + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def linked(data: bytes, identity: str | None) -> str:
    """What the body's relationship of that id leads to, as a reader sees it."""
    links = {link.get("Id"): link.get("Target") for link in part(data, "word/_rels/document.xml.rels")}
    return seen(data, f"word/{links[identity]}")


def margins(data: bytes, kind: str) -> list[dict[str, str]]:
    """For each section what its headers or footers of each kind of page show."""
    tag = f"{W}{kind}Reference"
    return [
        {ref.get(f"{W}type", ""): linked(data, ref.get(f"{R}id")) for ref in section.iter(tag)}
        for section in part(data).iter(f"{W}sectPr")
    ]


@pytest.mark.parametrize(
    ("copies", "expected"),
    [
        (None, "甲¶乙¶丙"),
        ([1, 1, 1], "甲¶乙¶丙"),
        ([0, 2, 1], "乙¶乙¶丙"),
        ([3, 0, 0], "甲¶甲¶甲"),
    ],
)
def test_order_and_copies(copies: Sequence[int] | None, expected: str) -> None:
    made = merge([docx(p(text)) for text in "甲乙丙"], copies)
    assert seen(made) == expected
    assert check_document(made) == []
    sections = list(part(made).iter(f"{W}sectPr"))
    assert len(sections) == 3
    assert [s.find(f"{W}type").get(VAL) for s in sections] == ["nextPage"] * 3  # type: ignore[union-attr]
    assert [s.find(f"{W}pgNumType").get(f"{W}start") for s in sections] == ["1"] * 3  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("documents", "copies", "sentence"),
    [
        ([], None, "没有可以合并打印的材料"),
        ([docx(p("甲"))], [0], "没有可以合并打印的材料"),
        ([docx(p("甲"))], [-1], "第1份材料的份数是 -1"),
        ([docx(p("甲"))], [], "第1份材料没有写明份数"),
        ([docx(p("甲"))], [1, 1], "给了 1 份材料、2 个份数"),
        ([docx(p("甲")), b"%PDF-1.7"], None, "“第2份材料”不能用：这是 PDF 文件"),
        ([zipped(files("") | {"word/document.xml": f"<w:document {NS}/>"})], None, "“第1份材料”不能合并：缺少正文"),
    ],
)
def test_what_cannot_be_merged_is_one_sentence(documents: list[bytes], copies: list[int] | None, sentence: str) -> None:
    with pytest.raises(HuicaiError) as caught:
        merge(documents, copies)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_on_sheets_of_their_own() -> None:
    made = merge([docx(p("甲")), docx(p("乙"))], odd_pages=True)
    assert [kind.get(VAL) for kind in part(made).iter(f"{W}type")] == ["oddPage", "oddPage"]


def test_styles_of_one_name_stay_apart_and_equal_ones_are_shared() -> None:
    red, blue = docx(in_style("红"), styles=styled("FF0000")), docx(in_style("蓝"), styles=styled("0000FF"))
    made = merge([red, blue, red, blue])
    styles = part(made, "word/styles.xml")
    colours = {s.get(f"{W}styleId"): s.find(f"{W}rPr/{W}color").get(VAL) for s in styles.iter(f"{W}style")}  # type: ignore[union-attr]
    assert [colours[str(use.get(VAL))] for use in part(made).iter(f"{W}pStyle")] == ["FF0000", "0000FF"] * 2
    assert len(colours) == 2
    assert len({name.get(VAL) for name in styles.iter(f"{W}name")}) == 2


def test_a_style_is_not_the_same_on_another_base() -> None:
    def base(colour: str) -> str:
        return styled("FF0000", based="底") + styled(colour).replace('"T"', '"底"').replace("标题样", "底")

    made = merge([docx(in_style("甲"), styles=base("111111")), docx(in_style("乙"), styles=base("222222"))])
    first, second = part(made).iter(f"{W}pStyle")
    assert first.get(VAL) != second.get(VAL)
    bases = {s.get(f"{W}styleId"): s.find(f"{W}basedOn") for s in part(made, "word/styles.xml").iter(f"{W}style")}
    assert bases[second.get(VAL)].get(VAL) != "底"  # type: ignore[union-attr]


def test_paragraphs_without_style_keep_their_own_defaults() -> None:
    def plain(size: int, text: str) -> bytes:
        defaults = f'<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="{size}"/></w:rPr></w:rPrDefault></w:docDefaults>'
        usual = '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
        return docx(p(text), styles=defaults + usual)

    made = merge([plain(32, "甲"), plain(21, "乙")])
    [use] = part(made).iter(f"{W}pStyle")
    styles = {s.get(f"{W}styleId"): s for s in part(made, "word/styles.xml").iter(f"{W}style")}
    assert [size.get(VAL) for size in styles[use.get(VAL)].iter(f"{W}sz")] == ["21"]
    assert sum(style.get(f"{W}default") == "1" for style in styles.values()) == 1


def test_a_table_style_still_rules_the_spacing_of_its_cells() -> None:
    def tabled(after: int) -> bytes:
        defaults = (
            f'<w:docDefaults><w:pPrDefault><w:pPr><w:spacing w:after="{after}"/></w:pPr></w:pPrDefault></w:docDefaults>'
        )
        usual = '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
        spacing = '<w:pPr><w:spacing w:after="0"/></w:pPr>'
        grid = f'<w:style w:type="table" w:styleId="G"><w:name w:val="G"/>{spacing}</w:style>'
        body = '<w:tbl><w:tblPr><w:tblStyle w:val="G"/></w:tblPr><w:tblGrid/><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>{}'
        return docx(body.format(p("格"), p("文")), styles=defaults + usual + grid)

    made = part(merge([tabled(100), tabled(200)]))
    spacings = [paragraph.find(f"{W}pPr/{W}spacing") for paragraph in made.iter(f"{W}p")]
    assert [None if s is None else s.get(f"{W}after") for s in spacings] == [None, None, "0", None]


def test_each_document_counts_its_own_lists() -> None:
    one = docx(in_list("甲") + in_list("乙"), numbering=lists())
    made = merge([one, one, docx(p("无")), one])
    numbers = [use.get(VAL) for use in part(made).iter(f"{W}numId")]
    assert numbers[0::2] == numbers[1::2]
    assert len(set(numbers)) == 3
    numbering = part(made, "word/numbering.xml")
    assert len({a.get(f"{W}abstractNumId") for a in numbering.iter(f"{W}abstractNum")}) == 3
    assert len({nsid.get(VAL) for nsid in numbering.iter(f"{W}nsid")}) == 3
    assert check_document(made) == []


def test_lists_told_by_a_style_count_anew_too() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="T"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    )
    style += '<w:ind w:left="640"/></w:pPr></w:style>'
    one = docx(in_style("甲"), styles=style, numbering=lists("T"))
    made = merge([one, one])
    first, second = part(made).iter(f"{W}p")
    assert first.find(f"{W}pPr/{W}numPr") is None
    number = second.find(f"{W}pPr/{W}numPr/{W}numId")
    assert number is not None
    assert number.get(VAL) not in (None, "0", "1")
    indent = second.find(f"{W}pPr/{W}ind")
    assert indent is not None  # given directly, a list would overrule the style's indent
    assert indent.get(f"{W}left") == "640"
    assert len(list(part(made, "word/styles.xml").iter(f"{W}style"))) == 1


def test_a_number_without_a_list_does_not_become_one() -> None:
    made = merge([docx(in_list("甲"), numbering=lists()), docx(in_list("乙"))])
    assert [use.get(VAL) for use in part(made).iter(f"{W}numId")] == ["1", "0"]


def headed(text: str, **margin: str) -> bytes:
    """A document whose section refers to its header and footer, a paragraph each."""
    return in_margins(p(text), {}, **{kind: p(shown) for kind, shown in margin.items()})


def in_margins(body: str, more: Mapping[str, str] = MappingProxyType({}), /, **margin: str) -> bytes:
    """A document whose section refers to its header and footer; more are parts to put into it."""
    made = files(body, **margin)
    references = "".join(
        f'<w:{kind}Reference w:type="default" r:id="rIdPart{index}"/>' for index, kind in enumerate(margin)
    )
    made["word/document.xml"] = made["word/document.xml"].replace(
        "<w:sectPr/>", f"<w:sectPr>{references}<w:titlePg/></w:sectPr>"
    )
    return zipped(made | dict(more))


def test_no_header_or_footer_reaches_the_next_document() -> None:
    made = merge([headed("甲", header="甲眉", footer="甲脚"), headed("乙", footer="乙脚"), docx(p("丙"))])
    assert margins(made, "header") == [
        {"default": "甲眉", "even": "甲眉"},
        {"default": "", "even": ""},
        {},  # takes over the empty ones
    ]
    assert [shown["default"] for shown in margins(made, "footer")] == ["甲脚", "乙脚", ""]
    assert check_document(made) == []


@pytest.mark.parametrize("odd_first", [True, False])
def test_odd_and_even_headers_are_switched_on_for_all_when_one_needs_them(odd_first: bool) -> None:
    odd = files(p("甲"), header=p("奇"), settings="<w:evenAndOddHeaders/><w:compat/>")
    odd["word/document.xml"] = odd["word/document.xml"].replace(
        "<w:sectPr/>", '<w:sectPr><w:headerReference w:type="default" r:id="rIdPart0"/></w:sectPr>'
    )
    documents = [zipped(odd), headed("乙", header="乙眉")]
    made = merge(documents if odd_first else documents[::-1])
    shown = margins(made, "header")[:: 1 if odd_first else -1]
    assert [shown[0].get("default"), shown[0].get("even", "")] == ["奇", ""]
    assert [shown[1]["default"], shown[1]["even"]] == ["乙眉", "乙眉"]
    assert part(made, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None


@pytest.mark.parametrize("switch", ["mirrorMargins", "evenAndOddHeaders"])
@pytest.mark.parametrize("others", ['<w:zoom w:percent="100"/><w:defaultTabStop w:val="640"/><w:compat/>', ""])
def test_switches_of_any_document_stand_where_word_wants_them(switch: str, others: str) -> None:
    made = merge([docx(p("甲"), settings=others), docx(p("乙"), settings=f"<w:{switch}/>")])
    tags = [child.tag.removeprefix(W) for child in part(made, "word/settings.xml")]
    wanted = ["zoom", "mirrorMargins", "defaultTabStop", "evenAndOddHeaders", "compat"]
    assert tags == [tag for tag in wanted if tag == switch or (others and not tag.startswith(("mirror", "even")))]


def note(kind: str, number: int, text: str) -> str:
    return f'<w:{kind} w:id="{number}">{p(text)}</w:{kind}>'


def test_notes_and_comments_stay_with_their_text() -> None:
    def noted(text: str) -> bytes:
        marks = '<w:footnoteReference w:id="1"/><w:endnoteReference w:id="1"/><w:commentReference w:id="0"/>'
        return docx(
            f"<w:p><w:r><w:t>{text}</w:t>{marks}</w:r></w:p>",
            footnotes='<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>' + note("footnote", 1, text + "脚"),
            endnotes=note("endnote", 1, text + "尾"),
            comments=note("comment", 0, text + "批"),
        )

    made = merge([docx(p("无")), noted("甲"), noted("乙")])
    for kind, ending in (("footnote", "脚"), ("endnote", "尾"), ("comment", "批")):
        notes = {n.get(f"{W}id"): n for n in part(made, f"word/{kind}s.xml").iter(W + kind)}
        uses = [use.get(f"{W}id") for use in part(made).iter(f"{W}{kind}Reference")]
        assert ["".join(t.text or "" for t in notes[use].iter(f"{W}t")) for use in uses] == [
            "甲" + ending,
            "乙" + ending,
        ]
    assert len(list(part(made, "word/footnotes.xml").iter(f"{W}footnote"))) == 3
    restarts = [s.find(f"{W}footnotePr/{W}numRestart") for s in part(made).iter(f"{W}sectPr")]
    assert [r.get(VAL) if r is not None else None for r in restarts] == [None, "eachSect", "eachSect"]
    assert check_document(made) == []


def test_bookmarks_and_drawings_are_unique_and_fields_follow() -> None:
    mark = '<w:bookmarkStart w:id="0" w:name="一处"/><w:bookmarkEnd w:id="0"/>'
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    code = "<w:r><w:instrText> PAGEREF 一处 \\h </w:instrText></w:r>"
    field = f'{begin}{code}{end}<w:hyperlink w:anchor="一处"/>'
    one = docx(f"<w:p>{mark}{field}</w:p>" + drawing(7))
    made = merge([one, one])
    assert check_document(made) == []
    marks = [start.get(f"{W}name") for start in part(made).iter(f"{W}bookmarkStart")]
    assert marks == ["一处", "一处_2"]
    assert [code.text for code in part(made).iter(f"{W}instrText")] == [f" PAGEREF {name} \\h " for name in marks]
    assert [link.get(f"{W}anchor") for link in part(made).iter(f"{W}hyperlink")] == marks
    assert [d.get("id") for d in part(made).iter(f"{WP}docPr")] == ["1", "2"]


def test_paragraph_ids_are_unique() -> None:
    made = files(p("甲"))
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"
    made["word/document.xml"] = (
        made["word/document.xml"]
        .replace("<w:document ", f'<w:document xmlns:w14="{w14}" ')
        .replace("<w:p>", '<w:p w14:paraId="0A0A0A0A">')
    )
    ids = [paragraph.get(f"{{{w14}}}paraId") for paragraph in part(merge([zipped(made)] * 3)).iter(f"{W}p")]
    assert ids[0] == "0A0A0A0A"
    assert len(set(ids)) == 3


def pictured(content: bytes) -> bytes:
    link = f'<Relationship Id="rId7" Type="{R[1:-1]}/image" Target="media/image1.png"/>'
    blip = '<w:p><w:r><w:drawing><a:blip r:embed="rId7"/></w:drawing></w:r></w:p>'
    made: dict[str, str | bytes] = dict(files(blip, links=link))
    made["[Content_Types].xml"] = str(made["[Content_Types].xml"]).replace(
        "</Types>", '<Default Extension="png" ContentType="image/png"/></Types>'
    )
    return zipped(made | {"word/media/image1.png": content})


def test_equal_pictures_are_kept_once_and_others_apart() -> None:
    made = merge([pictured(b"\x89PNG 1"), pictured(b"\x89PNG 2"), pictured(b"\x89PNG 1")])
    assert sorted(name for name in names(made) if "media" in name) == ["word/media/image1.png", "word/media/image2.png"]
    links = {link.get("Id"): link.get("Target") for link in part(made, "word/_rels/document.xml.rels")}
    used = [links[str(v)] for e in part(made).iter() for k, v in e.attrib.items() if k == f"{R}embed"]
    assert used == ["media/image1.png", "media/image2.png", "media/image1.png"]


FIELDS = [
    '<w:p><w:fldSimple w:instr=" NUMPAGES "/></w:p>',
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> NUMPAGES </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
]


@pytest.mark.parametrize("field", FIELDS, ids=["simple", "complex"])
def test_the_count_of_pages_is_the_documents_own(field: str) -> None:
    made = part(merge([docx(field)] * 2))
    codes = [str(e.get(f"{W}instr") or e.text).split() for e in made.iter(f"{W}fldSimple", f"{W}instrText")]
    ends = [start.get(f"{W}name") for start in made.iter(f"{W}bookmarkStart")]
    assert codes == [["PAGEREF", end] for end in ends]
    assert len(set(ends)) == 2
    assert [e.get(f"{W}dirty") for e in made.iter() if e.get(f"{W}dirty")] == ["true", "true"]
    assert check_document(merge([docx(field)] * 2)) == []


def test_a_count_of_pages_where_no_mark_can_stand() -> None:
    made = part(merge([docx(f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{FIELDS[0]}</w:tc></w:tr></w:tbl>")]))
    assert [e.get(f"{W}instr") for e in made.iter(f"{W}fldSimple")] == [" SECTIONPAGES "]


def test_another_prefix_for_the_same_words() -> None:
    other = files(p("乙"))
    other["word/document.xml"] = other["word/document.xml"].replace("w:", "q:").replace(":w=", ":q=")
    clash = files(p("丙"))
    clash["word/document.xml"] = clash["word/document.xml"].replace("<w:document ", '<w:document xmlns:q="urn:q" ')
    made = merge([docx(p("甲")), zipped(other), zipped(clash)])
    assert seen(made) == "甲¶乙¶丙"
    assert check_document(made) == []


def test_what_ends_with_a_table_is_closed_by_a_line_that_takes_no_room() -> None:
    table = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>" + p("格") + "</w:tc></w:tr></w:tbl>"
    made = part(merge([docx(table), docx(p("乙"))]))
    closing = next(made.iter(f"{W}sectPr")).getparent()
    assert closing is not None
    line = closing.find(f"{W}spacing")
    assert line is not None
    assert (line.get(f"{W}line"), line.get(f"{W}lineRule")) == ("20", "exact")


def papers() -> list[bytes]:
    return [fill(paper, sample(paper)) for paper in PAPERS]


def test_copies_of_a_paper_take_little_room_and_give_the_same_bytes() -> None:
    [paper, *_] = papers()
    one, many = merge([paper]), merge([paper], [200])
    assert len(many) < len(one) + 200 * 600
    assert names(one) == names(many)
    assert many == merge([paper], [200])


def test_merged_papers_are_sound(tmp_path: Path) -> None:
    made = tmp_path / "合并.docx"
    given = papers()
    made.write_bytes(merge(given, [1 + number % 2 for number in range(len(given))]))
    assert check_document(made.read_bytes()) == []
    assert [str(error) for error in OpenXmlValidator().validate(made).errors] == []


def test_each_paper_looks_as_it_did_alone(office: Office) -> None:
    alone = papers()
    printed = office.pdfs({"merged": merge(alone), **{str(i): data for i, data in enumerate(alone)}})
    expected = [pages(printed[str(i)]) for i in range(len(alone))]
    found = pages(printed["merged"])
    assert len(found) == sum(map(len, expected))
    # LibreOffice may keep or move a single line over the end of a page; how each begins and ends does not move.
    begins = [sum(map(len, expected[:index])) for index in range(len(expected))]
    for own, at in zip(expected, begins, strict=True):
        loose = 1 if len(own) > 1 else 0
        first, last = own[0].lines[: len(own[0].lines) - 2 * loose], own[-1].lines[loose:]  # without line and number
        assert [line.text for line in found[at].lines[: len(first)]] == [line.text for line in first]
        assert [line.text for line in found[at + len(own) - 1].lines[-len(last) :]] == [line.text for line in last]
        assert abs(len(found[at].lines) - len(own[0].lines)) <= loose
        for line, same in zip(found[at].lines, first, strict=False):
            assert line.box.left == pytest.approx(same.box.left, abs=0.05)
            assert line.box.top == pytest.approx(same.box.top, abs=0.05)
