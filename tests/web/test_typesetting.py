"""Papers set in pages for whoever looks or prints, by a program that stands in for LibreOffice, and once by itself."""

from __future__ import annotations

import io
import os
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from flask import Flask
from lxml import html
from playwright.sync_api import Page, expect

from service.batches import Made, Summary
from service.batches.pdf_run import PdfRun, PrintPdf
from service.config import Settings
from service.errors import PaperError, PdfError
from service.papers import filling
from service.registers.roles import Role
from service.store import frozen
from service.store.finding import Sought, kept, search
from service.web import set_pages, typesetting
from service.web.set_pages import SetPages
from service.web.typesetting import Standing, Typesetter
from tests.conftest import demand
from tests.support import fakeoffice, fontset
from tests.web.conftest import CHEAP, LEDGER, Visitor
from tests.web.office import drafted, ready_office, signed, store_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program that stands in is a shell script")
SETTING = "正在排版"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    program = fakeoffice.office(tmp_path / "office").program
    return Settings(home=tmp_path / "home", soffice=str(program), **CHEAP)  # type: ignore[arg-type]


@pytest.fixture
def papers(app: Flask) -> list[str]:
    """Two orders that were signed, as their papers are ticked."""
    ready_office(app)
    for project in ("云溪河治理", "望舒大道改扩建"):
        signed(app, project=project)
    filling.fill_owed(store_of(app), "李四")
    with store_of(app).read() as session:
        return sorted(str(paper.id) for paper in search(session, Sought()))


def tree_of(page: str) -> Any:
    return html.fromstring(page)


def settled(ask: Callable[[], Any]) -> Any:
    """What is answered once nothing is being set any more."""
    while SETTING in (answer := ask()).text:
        time.sleep(0.05)
    return answer


def stood(ask: Callable[[], Standing]) -> Standing:
    while not ((standing := ask()).ready or standing.fault):
        time.sleep(0.05)
    return standing


def test_a_paper_is_shown_page_by_page(visitor: Visitor, papers: list[str]) -> None:
    tree = tree_of(visitor.client.get(f"/papers/{papers[0]}").text)
    (source,) = tree.xpath("//details/iframe[not(@sandbox)]/@src")
    first = visitor.client.get(source)
    assert SETTING in first.text
    assert 'http-equiv="refresh"' in first.text
    shown = settled(lambda: visitor.client.get(source))
    assert "共 1 页" in shown.text
    policy = shown.headers["Content-Security-Policy"]
    assert ("default-src 'none'" in policy, "script" in policy, "frame-ancestors 'self'" in policy) == (
        True,
        False,
        True,
    )
    (picture,) = tree_of(shown.text).xpath("//img")
    assert picture.get("alt").startswith("第1页，共1页：")
    png = visitor.client.get(picture.get("src"))
    assert (png.mimetype, png.data[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert "sandbox" in visitor.client.get(source.replace("look=pages", "")).headers["Content-Security-Policy"]


def test_pictures_are_for_those_who_may_read(
    visitor: Visitor, stranger: Visitor, visitor_of: Callable[..., Visitor], app: Flask, papers: list[str]
) -> None:
    source = f"/papers/{papers[0]}/preview?look=pages"
    (picture,) = tree_of(settled(lambda: visitor.client.get(source)).text).xpath("//img/@src")
    assert visitor_of(Role.LEADER).client.get(picture).status_code == 200
    assert visitor_of(Role.UNIT, unit="县水利局").client.get(picture).status_code == 403
    assert stranger.client.get(picture).status_code == 303
    for wrong in (picture.replace("/1.png", "/2.png"), f"/pages/{'0' * 64}/1.png", "/pages/..%2f..%2fx/1.png"):
        assert visitor.client.get(wrong).status_code == 404


def test_what_was_set_is_not_set_again_and_a_draft_is_shown_as_well(
    app: Flask, visitor: Visitor, tmp_path: Path
) -> None:
    ready_office(app)
    ticket = drafted(app)
    for _ in range(2):
        assert "共 1 页" in settled(lambda: visitor.client.get(f"/tickets/{ticket}/preview?look=pages")).text
    assert len(fakeoffice.starts(tmp_path / "office")) == 1


def test_a_fault_is_told_and_tried_again_by_whoever_asks_again(settings: Settings, tmp_path: Path) -> None:
    setter = Typesetter(settings)
    broken = fakeoffice.paper(fakeoffice.CRASH)
    for _ in range(2):
        said = stood(lambda: setter.look(broken.data, "坏的一份")).fault
        assert said.startswith("LibreOffice 排它的时候中断了，“坏的一份”没有 PDF")
    good = fakeoffice.paper("好的一份")
    assert stood(lambda: setter.look(good.data, "好的一份")).pages == 1


def test_those_who_wait_share_a_start(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    setter = Typesetter(settings)
    monkeypatch.setattr(setter, "_run", lambda work: None)
    some = [fakeoffice.paper(f"第{number}份") for number in range(5)]
    for paper in some:
        assert not setter.look(paper.data, paper.name).ready
    setter._set_looked()
    assert all(setter.look(paper.data, paper.name).ready for paper in some)
    assert len(fakeoffice.starts(tmp_path / "office")) == 1


def test_fonts_that_were_added_set_it_anew(settings: Settings) -> None:
    setter, paper = Typesetter(settings), fakeoffice.paper("一份")
    before = setter.look(paper.data, "一份").key
    assert setter.look(paper.data, "一份").key == before
    demand("fandol")
    (settings.home / "fonts").mkdir()
    (settings.home / "fonts" / "新字体.otf").write_bytes(next(fontset.CACHE.glob("*.otf")).read_bytes())
    assert setter.look(paper.data, "一份").key != before


def test_too_many_are_asked_to_come_again(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "_MOST_WAITING", 1)
    setter = Typesetter(settings)
    monkeypatch.setattr(setter, "_run", lambda work: None)
    first, second = (fakeoffice.paper(text) for text in ("一", "二"))
    assert setter.look(first.data, "一").fault == ""
    assert setter.look(second.data, "二").fault == typesetting.BUSY


def test_the_oldest_go_when_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_pages, "_MOST_BYTES", 2500)
    kept_pages = SetPages(tmp_path)
    keys = [f"{number}" * 64 for number in range(3)]
    for age, key in enumerate(keys):
        kept_pages.place(key).write_bytes(b"x" * 1000)
        kept_pages.keep(key, 1, [])
        for path in tmp_path.glob(f"{key}.*"):
            os.utime(path, (age, age))
    assert [kept_pages.said(key) is not None for key in keys] == [False, True, True]


def test_what_lacks_a_paper_is_tried_again_after_a_while(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    setter = Typesetter(settings)

    def gather(whole: PrintPdf) -> None:
        for text in ("好的一份", fakeoffice.UNREADABLE, "又一份"):
            whole.take(fakeoffice.paper(text))

    standing = stood(lambda: setter.whole("三份", 3, gather))
    assert "少了“UNREADABLE”：LibreOffice 打不开它" in standing.told[0]
    assert setter.whole("三份", 3, gather).ready
    monkeypatch.setattr(set_pages, "_LACKING_SECONDS", -1)
    assert not setter.whole("三份", 3, gather).ready


def test_without_libreoffice_it_says_so(tmp_path: Path) -> None:
    setter = Typesetter(Settings(home=tmp_path / "other", soffice="no-office"))
    assert not setter.here
    with pytest.raises(PdfError, match="no-office"):
        setter.look(b"", "一份")


def test_orders_are_taken_to_the_printer_as_one_pdf_and_counted_then(
    app: Flask, visitor: Visitor, papers: list[str]
) -> None:
    order = {f"copies-{papers[0]}": "2", f"place-{papers[0]}": "9"}
    assert "合成一个 PDF" in visitor.client.get("/tickets/print", query_string={"paper": papers}).text
    asked = visitor.post("/tickets/print", paper=papers, pdf="1", **order)
    assert asked.status_code == 303
    assert "csrf_token" not in asked.location
    first = visitor.client.get(asked.location).text
    assert f"{SETTING}：" in first
    page = settled(lambda: visitor.client.get(asked.location)).text
    assert "排好了，共 1 页" in page  # the program that stands in gives a page for each start
    fields = tree_of(page).xpath("//main//form//input[@name!='csrf_token']")
    sent = [(field.get("name"), field.get("value")) for field in fields]
    assert uses(app, papers) == [0, 0]
    taken = visitor.post("/tickets/print/pdf", paper=papers, **{name: value for name, value in sent if name != "paper"})
    assert taken.mimetype == "application/pdf"
    assert "%E6%89%93%E5%8D%B0%E5%90%88%E5%B9%B6.pdf" in taken.headers["Content-Disposition"]
    with closing(taken), pypdfium2.PdfDocument(taken.data) as document:
        assert len(document) == 1
    assert uses(app, papers) == [2, 1]


def uses(app: Flask, papers: list[str]) -> list[int]:
    with store_of(app).read() as session:
        return [frozen.uses(session, kept(session, int(each)))["print"] for each in papers]


def test_a_batch_as_one_pdf_for_the_printer(visitor: Visitor) -> None:
    reading = visitor.reading(LEDGER)
    begun = visitor.made(reading, **(visitor.form(reading) | {"papers": ["progress_bulletin"]}))
    assert "合成 PDF" in visitor.client.get(begun).text
    page = settled(lambda: visitor.client.get(f"{begun}/print.pdf?copies=2")).text
    assert "排好了" in page
    (link,) = tree_of(page).xpath("//a[contains(., '下载打印合并')]/@href")
    taken = visitor.client.get(link)
    with closing(taken):
        assert (taken.mimetype, taken.data[:4]) == ("application/pdf", b"%PDF")


def test_a_batch_as_a_zip_with_a_pdf_of_each_paper(visitor: Visitor, tmp_path: Path) -> None:
    reading = visitor.reading(LEDGER)
    begun = visitor.made(reading, **(visitor.form(reading) | {"papers": ["progress_bulletin", "progress_list"]}))
    (offered,) = tree_of(visitor.client.get(begun).text).xpath("//a[contains(., '另附 PDF')]/@href")
    page = settled(lambda: visitor.client.get(offered)).text
    assert "排好了，共 2 份 PDF" in page
    (link,) = tree_of(page).xpath("//a[contains(., '另附 PDF（.zip）')]/@href")
    plain = io.BytesIO(visitor.client.get(f"{begun}/zip").data)
    with closing(visitor.client.get(link)) as taken, zipfile.ZipFile(io.BytesIO(taken.data)) as package:
        names = package.namelist()
        assert {name for name in names if not name.startswith("PDF/")} == set(zipfile.ZipFile(plain).namelist())
        pdfs = [name for name in names if name.startswith("PDF/")]
        assert [f"{Path(name).stem}.docx" for name in pdfs] == [name for name in names if name.endswith(".docx")]
        assert all(package.read(name).startswith(b"%PDF") for name in pdfs)
    asked = len(fakeoffice.starts(tmp_path / "office"))
    assert "排好了" in visitor.client.get(offered).text
    assert len(fakeoffice.starts(tmp_path / "office")) == asked


def test_a_zip_tells_of_the_pdfs_it_lacks_and_is_none_without_any(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pieces(*texts: str) -> Callable[[PdfRun], Iterator[bytes]]:
        papers = [(Made("通报", "", f"{text}.docx", ()), fakeoffice.paper(text).data) for text in texts]

        def given(pdfs: PdfRun) -> Iterator[bytes]:
            for _ in pdfs.passing(papers):
                yield b""
            for _, pdf in pdfs.rest(Summary()):
                yield pdf

        return given

    setter = Typesetter(settings)
    some = stood(lambda: setter.package("some", 2, pieces("fine", fakeoffice.UNREADABLE)))
    assert (some.pages, some.told[0]) == (1, "有1份没有转成 PDF，名字和原因在材料清单里")
    monkeypatch.setattr(set_pages, "_LACKING_SECONDS", -1)
    assert not setter.package("some", 2, pieces("fine", "fine")).ready  # tried again
    none = stood(lambda: setter.package("none", 1, pieces(fakeoffice.UNREADABLE)))
    assert (none.pages, setter.packages.path(none.key)) == (0, None)
    assert none.fault
    with pytest.raises(PaperError, match=r"这一批有3001份.*一次最多3000份"):
        setter.package("many", 3001, pieces())


def test_without_it_no_button_but_a_word(tmp_path: Path, app: Flask, visitor: Visitor, papers: list[str]) -> None:
    app.extensions["huicai.typesetter"].here = False
    page = visitor.client.get("/tickets/print", query_string={"paper": papers}).text
    assert ("合成一个 PDF" in page, "没有 LibreOffice，不能合成 PDF" in page) == (False, True)
    shown = visitor.client.get(f"/papers/{papers[0]}").text
    assert ("真实页面" in shown, "下载 PDF" in shown) == (False, False)
    frame = visitor.client.get(f"/papers/{papers[0]}/preview?look=pages")
    assert "sandbox" in frame.headers["Content-Security-Policy"]


def test_true_pages_in_a_browser_by_libreoffice_itself(
    app: Flask, papers: list[str], page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    demand("writer")
    real = Settings(home=store_of(app).settings.home)
    monkeypatch.setitem(app.extensions, "huicai.typesetter", Typesetter(real))
    page.goto(f"/papers/{papers[0]}")
    page.get_by_text("看真实页面").focus()
    page.keyboard.press("Enter")
    frame = page.frame_locator("details.true-pages iframe")
    expect(frame.get_by_role("img", name="第1页，共1页：项目调度单")).to_be_visible()
    width = frame.get_by_role("img").evaluate("async image => { await image.decode(); return image.naturalWidth }")
    assert width > 900
