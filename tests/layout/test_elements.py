"""The pieces of a document as XML: escaped, in the schema's order, with the standard's figures."""

from __future__ import annotations

import pytest
from lxml import etree

from service.assembly.layout import elements, formats, letter, mark, units
from service.assembly.layout.formats import ParagraphFormat, RunFormat
from service.assembly.layout.imprint import Names, foot, imprint
from service.assembly.layout.markup import each, paragraph, run, text, when
from service.assembly.layout.page import ELECTRONIC, STANDARD, PageProfile, section
from service.assembly.layout.styles import STYLES, style_id, styles_xml
from tests.layout.xml import NAMES, found, fragment, paragraphs, values


@pytest.mark.parametrize(
    ("mm", "twips", "emu"),
    [
        (37, 2098, 1332000),
        (28, 1587, 1008000),
        (35, 1984, 1260000),
        (26, 1474, 936000),
        (25.5, 1446, 918000),
        (0, 0, 0),
    ],
)
def test_lengths(mm: float, twips: int, emu: int) -> None:
    assert units.twips(mm) == twips
    assert units.emu(mm) == emu


def test_the_grid_holds_22_lines_of_28_characters() -> None:
    height, width = 16838 - units.twips(37) - units.twips(35), 11906 - units.twips(28) - units.twips(26)
    assert 22 * units.LINE <= height < 22 * (units.LINE + 1)
    assert 28 * (units.HAN + units.TIGHT) <= width + 1 < 28 * (units.HAN + units.TIGHT + 1)


@pytest.mark.parametrize(
    "words", ["R & D", "甲<乙>丙", "“引号”——……·", "{{ 名称 }}", "  两端有空格  ", "{% if 甲 < 3 %}"]
)
def test_text_is_kept_whatever_it_holds(words: str) -> None:
    root = fragment(text("公文正文", words))
    assert paragraphs(root) == [words]
    assert values(root, "//w:t/@xml:space") == ["preserve"]


def test_tabs_and_line_breaks_become_elements() -> None:
    tree = found(fragment(run("甲\t乙\n丙")), "//w:r")[0]
    assert [child.tag.rpartition("}")[2] for child in tree] == ["rPr", "t", "tab", "t", "br", "t"]


@pytest.mark.parametrize("form", [None, RunFormat(size=44), RunFormat(font=formats.HEITI)])
def test_every_run_asks_for_the_han_font(form: RunFormat | None) -> None:
    assert values(fragment(run("“”", form)), "//w:rFonts/@w:hint") == ["eastAsia"]


def test_unknown_style_is_refused() -> None:
    with pytest.raises(KeyError):
        text("没有这个样式", "甲")


def test_paragraph_properties_stand_in_the_order_of_the_schema() -> None:
    form = ParagraphFormat(
        keep_next=True,
        keep_lines=True,
        page_break_before=True,
        border=formats.Border("single", 12, 11, formats.RED),
        tabs=((100, "left"),),
        overflow_punctuation=False,
        auto_space=False,
        snap_to_grid=False,
        before=1,
        after=2,
        line=3,
        left=4,
        right=5,
        first_line=640,
        align="both",
        outline=0,
    )
    properties = found(fragment(paragraph("公文正文", form=form)), "//w:pPr")[0]
    assert [child.tag.rpartition("}")[2] for child in properties] == [
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "pBdr", "tabs", "overflowPunct", "autoSpaceDE",
        "autoSpaceDN", "snapToGrid", "spacing", "ind", "jc", "outlineLvl",
    ]  # fmt: skip
    assert values(properties, "./w:ind/@w:firstLineChars") == ["200"]


def test_conditions_and_loops_stand_in_paragraphs_of_their_own() -> None:
    body = when("甲", text("公文正文", "有"), otherwise=(text("公文正文", "无"),)) + each(
        "项 in 乙", text("公文正文", "项")
    )
    assert paragraphs(fragment(body)) == [
        "{%p if 甲 %}", "有", "{%p else %}", "无", "{%p endif %}", "{%p for 项 in 乙 %}", "项", "{%p endfor %}",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("profile", "top", "bottom", "line"), [(STANDARD, "2098", "1984", "579"), (ELECTRONIC, "1960", "1847", "589")]
)
def test_page_profiles(profile: PageProfile, top: str, bottom: str, line: str) -> None:
    root = fragment(section(profile))
    assert values(root, "//w:pgMar/@w:top | //w:pgMar/@w:bottom | //w:docGrid/@w:linePitch") == [top, bottom, line]
    assert values(root, "//w:pgSz/@w:w | //w:pgSz/@w:h") == ["11906", "16838"]
    styles = fragment(styles_xml(profile.line))
    assert values(styles, "//w:style[@w:default=1]/w:pPr/w:spacing/@w:line") == [line]
    assert int(bottom) + int(top) + 22 * profile.line <= 16838


@pytest.mark.parametrize(
    ("name", "font", "half_points"),
    [
        ("Normal", "仿宋_GB2312", 32),
        ("公文标题", "方正小标宋简体", 44),
        ("一级标题", "黑体", None),
        ("二级标题", "楷体_GB2312", None),
        ("三级标题", "仿宋_GB2312", None),
        ("附件序号", "黑体", None),
        ("版记", "仿宋_GB2312", 28),
        ("页码", "宋体", 28),
        ("发文机关标志", "方正小标宋简体", None),
    ],
)
def test_styles_name_the_fonts_and_sizes_of_the_standard(name: str, font: str, half_points: int | None) -> None:
    style = next(style for style in STYLES if style.name == name)
    assert (style.run.font, style.run.size) == (font, half_points)


def test_styles_are_whole() -> None:
    assert len({style.id for style in STYLES}) == len({style.name for style in STYLES}) == len(STYLES)
    root = fragment(styles_xml())
    assert not values(root, "//@w:asciiTheme | //@w:eastAsiaTheme")
    assert not found(root, "//w:b")
    normal = found(root, f"//w:style[@w:styleId='{style_id('Normal')}']")[0]
    assert values(normal, "./w:rPr/w:spacing/@w:val") == ["-5"]
    assert values(normal, "./w:pPr/w:snapToGrid/@w:val") == ["0"]
    assert values(normal, "./w:pPr/w:spacing/@w:lineRule") == ["exact"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [(["回执"], ["附件：回执"]), (["甲表", "乙表"], ["附件：1.甲表", "2.乙表"])],
)
def test_annex_note(names: list[str], expected: list[str]) -> None:
    root = fragment(elements.annex_note(names))
    assert paragraphs(root) == expected
    assert len(found(root, "//w:r/w:tab")) == (0 if len(names) == 1 else len(names))


def test_mark_never_leaves_the_text_area() -> None:
    root = fragment(elements.document_mark("名"))
    conditions = [words for words in paragraphs(root) if "length" in words]
    lines, *marks = [item for item in found(root, "//w:p") if found(item, ".//w:sz")]
    size, scale = (int(values(lines, f".//w:{name}/@w:val")[0]) for name in ("sz", "w"))
    assert 20 * size / 2 * scale / 100 <= units.TEXT_WIDTH / 20
    assert len(marks) == len(conditions) + 1
    for condition, item in zip(conditions, marks, strict=False):
        longest = int(condition.split("<=")[1].split()[0])
        size, scale = (int(values(item, f".//w:{name}/@w:val")[0]) for name in ("sz", "w"))
        assert longest * size / 2 * scale / 100 <= units.TEXT_WIDTH / 20
        assert values(item, ".//w:spacing/@w:line") == [str(size * 10)]
        assert values(item, ".//w:spacing/@w:before") == ["1984"]


def test_letter_head_stands_where_the_standard_says() -> None:
    root = fragment(mark.letter_head("名", "号"))
    tops = [int(top) / units.EMU_PER_MM for top in values(root, "//wp:positionV/wp:posOffset/text()")]
    widths = {int(width) / units.EMU_PER_MM for width in values(root, "//wp:extent/@cx")}
    assert tops[0] == 30
    assert tops[1] == pytest.approx(30 + letter.MARK_HEIGHT + 4, abs=0.01)
    assert letter.LOWER_RULE_END == 277
    assert widths == {170}
    numbers = values(root, "//wp:docPr/@id")
    assert len(set(numbers)) == len(numbers) == 5


def test_imprint_rules_and_reserved_space() -> None:
    root = fragment(imprint(900, "抄送", "机关", "日期"))
    sizes = {side: set(values(root, f"//w:tblBorders/w:{side}/@w:sz")) for side in ("top", "insideH", "bottom")}
    assert sizes == {"top": {"8"}, "insideH": {"6"}, "bottom": {"8"}}
    assert set(values(root, "//w:tblBorders/w:left/@w:val | //w:tblBorders/w:insideV/@w:val")) == {"nil"}
    top, height = (int(value) / units.EMU_PER_MM for value in values(root, "//wp:posOffset/text() | //wp:extent/@cy"))
    assert (top, top + height) == (37, 37 + 225)
    assert values(root, "//wp:anchor/@behindDoc") == ["1"]
    assert sum("抄送|batch(25)" in words for words in paragraphs(root)) == 1
    assert NAMES["w"] in root.nsmap.values()


def test_only_a_foot_too_high_for_a_page_may_break() -> None:
    root = fragment(foot(900, ((Names("分送", "分送"),),), "末行"))
    flowing, boxed = (
        (table for table in found(root, "//w:tbl") if not found(table, "ancestor::w:txbxContent")),
        found(root, "//w:txbxContent//w:tbl"),
    )
    assert [len(found(table, ".//w:cantSplit")) for table in flowing] == [1]
    assert [len(found(table, ".//w:cantSplit")) for table in boxed] == [2]


def test_names_of_one_row_leave_no_cell_without_a_paragraph() -> None:
    moved, copies = Names("主送", "甲", "甲多"), Names("抄送", "乙", "乙有")
    root = fragment(foot(900, ((moved, copies),), "末行"))
    cell = next(cell for cell in found(root, "//w:tc") if "主送" in "".join(values(cell, ".//w:t/text()")))
    assert paragraphs_of(cell) == [
        "{%p if 甲多 %}", "主送：{{ 甲 }}。", "{%p if 乙有 %}", "抄送：{{ 乙 }}。", "{%p endif %}",
        "{%p else %}", "抄送：{{ 乙 }}。", "{%p endif %}",
    ]  # fmt: skip


def paragraphs_of(cell: etree._Element) -> list[str]:
    """The text of each paragraph of one cell."""
    return ["".join(values(item, ".//w:t/text()")) for item in found(cell, "./w:p")]
