"""The package: minimal, whole, reproducible."""

from __future__ import annotations

import io
import zipfile

import pytest

from service.assembly.layout import Paper, build
from service.assembly.layout.footers import Margin, page_numbers, unnumbered_first_page
from service.assembly.layout.markup import text
from tests.layout.xml import found, part, values

PLAIN = Paper("会议通知 & 附件", text("公文正文", "正文"))


def test_entries_are_sorted_and_dated_once_for_all() -> None:
    with zipfile.ZipFile(io.BytesIO(build(PLAIN))) as archive:
        names = archive.namelist()
        assert names[0] == "[Content_Types].xml"
        assert names[1:] == sorted(names[1:])
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("stylesWithEffects" in name for name in names)
    assert build(PLAIN) == build(PLAIN)


def test_every_relationship_and_content_type_has_its_part() -> None:
    data = build(PLAIN)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
    targets = {f"word/{target}" for target in values(part(data, "word/_rels/document.xml.rels"), "//@Target")}
    typed = {name.lstrip("/") for name in values(part(data, "[Content_Types].xml"), "//@PartName")}
    assert targets < names
    assert typed == {name for name in names if name.endswith(".xml") and name != "[Content_Types].xml"}


def test_title_is_in_the_properties() -> None:
    assert values(part(build(PLAIN), "docProps/core.xml"), "//*[local-name()='title']/text()") == ["会议通知 & 附件"]


@pytest.mark.parametrize(
    ("margins", "title_page", "kinds"),
    [
        ((), 0, []),
        (page_numbers(), 0, ["default", "even"]),
        ((*page_numbers(), unnumbered_first_page()), 1, ["default", "even", "first"]),
    ],
)
def test_footers_are_bound_to_their_pages(margins: tuple[Margin, ...], title_page: int, kinds: list[str]) -> None:
    data = build(Paper("甲", text("公文正文", "正文"), margins=margins))
    document = part(data)
    assert values(document, "//w:footerReference/@w:type") == kinds
    assert len(found(document, "//w:titlePg")) == title_page
    assert len(found(part(data, "word/settings.xml"), "//w:evenAndOddHeaders")) == 1


def test_page_numbers_stand_outside() -> None:
    odd, even = page_numbers()
    data = build(Paper("甲", "", margins=(odd, even)))
    for margin, side, place in ((odd, "right", "right"), (even, "left", "left")):
        root = part(data, f"word/{margin.name}")
        assert values(root, "//w:pPr/w:jc/@w:val") == [side]
        assert values(root, f"//w:pPr/w:ind/@w:{place}") == ["280"]
        assert "".join(values(root, "//w:t/text()")) == "— 1 —"
        assert values(root, "//w:fldSimple/@w:instr") == [" PAGE "]


@pytest.mark.parametrize(("duplex", "count"), [(True, 1), (False, 0)])
def test_duplex_papers_mirror_their_margins(duplex: bool, count: int) -> None:
    settings = part(build(Paper("甲", "", duplex=duplex)), "word/settings.xml")
    assert len(found(settings, "//w:mirrorMargins")) == count
