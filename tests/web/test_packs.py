"""Packs: what is made and stored, listed, fetched, and what cannot be fetched."""

from __future__ import annotations

import io
import re
import zipfile
from urllib.parse import unquote

import docx
import openpyxl
import pytest

from service.config import Settings
from tests.web.conftest import ISSUES, LEDGER, MEETING, Visitor, fields_of, kept_files

ZIP = "安澜县重点项目建设周调度会材料.zip"


@pytest.fixture
def pack(visitor: Visitor) -> str:
    """The address of the samples' whole pack, made."""
    reading = visitor.reading(LEDGER, ISSUES, MEETING)
    return visitor.made(reading, **visitor.form(reading))


def test_every_file_is_listed_and_fetched_whole(visitor: Visitor, pack: str) -> None:
    page = visitor.client.get(pack).text
    papers = re.findall(rf'href="({pack}/papers/\d+\.docx)">([^<]+)<', page)
    assert f"已生成 {len(papers)} 份材料" in page
    others = [(f"{pack}/zip", ZIP), (f"{pack}/print?copies=1", "打印合并.docx")]
    others += [(f"{pack}/beside/{name}", name) for name in ("溯源.json", "溯源.xlsx", "材料清单.xlsx")]
    for address, name in (papers[0], papers[-1], *others):
        answer = visitor.client.get(address)
        assert (answer.status_code, len(answer.data) > 500) == (200, True)
        disposition = answer.headers["Content-Disposition"]
        assert disposition.startswith("attachment; ")
        assert unquote(disposition.partition("filename*=UTF-8''")[2]) == name
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        answer.close()


def test_the_zip_holds_the_papers_and_the_listing_and_they_open(visitor: Visitor, pack: str) -> None:
    answer = visitor.client.get(f"{pack}/zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as package:
        names = package.namelist()
        papers = [name for name in names if name.endswith(".docx")]
        assert names[-1] == "材料清单.xlsx"
        for name in papers:
            assert docx.Document(io.BytesIO(package.read(name))).element.body is not None
        book = openpyxl.load_workbook(io.BytesIO(package.read(names[-1])))
    assert [row[3].value for row in book["材料清单"].iter_rows(min_row=2)] == papers
    answer.close()


def test_the_page_names_blanks_what_was_held_back_and_what_to_check(visitor: Visitor, pack: str) -> None:
    page = visitor.client.get(pack).text
    assert "一般问题第5行的建议未填" in page
    assert "漱玉冷水鱼生态养殖项目" in page
    assert "第13行没有填写问题原因和处理建议" in page
    assert "表内 68.5%，计算 86.50%" in page
    assert page.index('<h2 id="kind-1">会议通知') < page.index("进展通报<small>") < page.index("问责通知书<small>")


def test_what_was_typed_comes_back_for_another_try(visitor: Visitor) -> None:
    reading = visitor.reading(LEDGER, ISSUES, MEETING)
    sent = visitor.form(reading) | {"papers": ["dispatch_order"], "meeting.place": "改过的地点", "period": "2026-09"}
    pack = visitor.post(f"{reading}/packs", **sent).location.rpartition("/")[2]
    assert visitor.form(reading, f"?from={pack}") == sent
    page = visitor.client.get(f"/batches/{pack}").text
    assert f"{reading}/meeting?from={pack}" in page


@pytest.mark.parametrize("before", ["../../readings", "99999999999999999999999", "-1", "坏", "404"])
def test_an_unknown_pack_brings_nothing_into_the_form(visitor: Visitor, before: str) -> None:
    reading = visitor.reading(LEDGER, MEETING)
    assert visitor.form(reading, f"?from={before}") == visitor.form(reading)


def test_a_pack_of_another_reading_brings_nothing_into_the_form(visitor: Visitor, pack: str) -> None:
    reading = visitor.reading(LEDGER)
    assert visitor.form(reading, f"?from={pack.rpartition('/')[2]}")["meeting.name"] == ""


def test_without_anything_to_make_the_page_says_so_and_offers_other_papers(visitor: Visitor) -> None:
    reading = visitor.reading(LEDGER)
    made = visitor.made(reading, **visitor.form(reading) | {"papers": ["dispatch_order"]})
    page = visitor.client.get(made).text
    assert "这次没有生成材料" in page
    assert "换选其他材料" in page


def test_a_paper_that_cannot_be_planned_is_said_on_the_form(visitor: Visitor) -> None:
    reading = visitor.reading(ISSUES)
    sent = visitor.form(reading) | {"papers": ["progress_bulletin"], "period": "2026-10"}
    answer = visitor.post(f"{reading}/packs", **sent)
    assert answer.status_code == 422
    assert "台账里没有读到项目，做不了进展通报" in answer.text
    assert fields_of(answer.text) == sent


def test_a_kind_that_failed_stands_beside_those_that_were_made(visitor: Visitor) -> None:
    reading = visitor.reading(LEDGER, ISSUES, MEETING)
    made = visitor.made(reading, **visitor.form(reading) | {"meeting.addressees": ""})
    page = visitor.client.get(made).text
    assert "没做成" in page
    assert "“通知发给哪些单位”没有列出发给哪些单位" in page
    assert "进展通报<small>1 份" in page


@pytest.fixture
def old(settings: Settings) -> str:
    """A pack as it was kept before there were batches; gives its address."""
    folder = settings.home / "packs" / ("A" * 22)
    folder.mkdir(parents=True)
    for name in ("周调度会材料.zip", "会议通知（甲）.docx", "manifest.json", "溯源.json"):
        (folder / name).write_bytes(name.encode())
    return f"/packs/{folder.name}"


@pytest.mark.parametrize("name", ["", "/周调度会材料.zip", "/会议通知（甲）.docx"])
def test_an_old_packs_files_are_still_had(visitor: Visitor, old: str, name: str) -> None:
    assert visitor.client.get(old + name).data.decode() == (name.lstrip("/") or "周调度会材料.zip")


NOTHING = ("manifest.json", "没有.docx", "../../secret.key", "..%2f..%2fsecret.key", "..%5c..%5csecret.key", "..")


@pytest.mark.parametrize("name", NOTHING)
def test_nothing_but_an_old_packs_own_files_can_be_fetched(visitor: Visitor, old: str, name: str) -> None:
    assert visitor.client.get(f"{old}/{name}").status_code == 404


def test_an_old_pack_that_is_gone_is_said_to_be(visitor: Visitor) -> None:
    answer = visitor.client.get(f"/packs/{'B' * 22}")
    assert (answer.status_code, "这套材料是旧版做的，已经不在了" in answer.text) == (404, True)


@pytest.mark.parametrize("what", ["readings", "packs"])
@pytest.mark.parametrize("wrong", ["A" * 22, "A" * 21, "..%2f..%2fsecret", "甲" * 22, "A" * 22 + "/meeting"])
def test_unknown_ids_are_no_pages(visitor: Visitor, what: str, wrong: str) -> None:
    assert visitor.client.get(f"/{what}/{wrong}").status_code == 404


def test_a_reading_whose_bytes_were_cleared_away_is_no_page(visitor: Visitor, settings: Settings) -> None:
    reading = visitor.reading(LEDGER)
    for path in kept_files(settings):
        path.unlink()
    answer = visitor.client.get(reading)
    assert answer.status_code == 404
    assert "重新上传" in answer.text
