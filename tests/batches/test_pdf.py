"""Packs as PDF by the machine's LibreOffice: each paper, and all of them joined for the printer in order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import docx
import pypdfium2
import pytest
from openpyxl import load_workbook

from service.assembly.pdf import Paper
from service.batches import Made, Summary, export, ledger, make, write_folder, write_zip
from service.batches.listing import PRINT_PDF
from service.batches.pdf_run import PdfRun, PrintPdf
from service.batches.typeset import office_of
from service.config import Settings
from service.errors import PdfError
from service.papers import find
from service.store import Store, open_store
from tests.batches.batching import begin, run
from tests.batches.made import sample
from tests.conftest import demand
from tests.support import fakeoffice

COPIES, PAPERS = 2, 3


def some() -> list[tuple[Made, bytes]]:
    """Three tickets, and between them what is no document at all."""
    found = list(islice(make([find("项目调度单")], sample(), Summary()), PAPERS))
    found.insert(1, (Made("项目调度单", "坏的", "坏的一份.docx", ()), b"not a document"))
    return found


@dataclass(frozen=True)
class Written:
    folder: Path
    made: list[tuple[Made, bytes]]
    summary: Summary


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The tickets in a folder, by LibreOffice itself."""
    demand("writer")
    home = tmp_path_factory.mktemp("pdf")
    folder, summary, made = home / "材料", Summary(), some()
    with PdfRun(office_of(Settings(home=home)), COPIES) as pdfs:
        # The joined .docx cannot hold what is no document either: that is not what is tried here.
        write_folder(folder, pdfs.passing(iter(made)), summary)
        for name, content in pdfs.rest(summary):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(content)
    return Written(folder, made, summary)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(Settings(home=tmp_path / "home")) as found:
        yield found


def texts(path: Path) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_each_paper_has_its_pdf_and_the_bad_one_its_reason(written: Written) -> None:
    names = {path.name for path in (written.folder / "PDF").iterdir()}
    sound = [made for made, data in written.made if data.startswith(b"PK")]
    assert names == {made.file_name.replace(".docx", ".pdf") for made in sound}
    first = texts(written.folder / "PDF" / sound[0].file_name.replace(".docx", ".pdf"))
    assert "项目调度单" in first[0]
    reason = "“坏的一份.docx”不能用：文件不是 .docx"
    assert [(each.title, each.subject) for each in written.summary.failed] == [
        ("PDF", "坏的一份.docx"),
        ("PDF", PRINT_PDF),
    ]
    assert all(reason in each.reason for each in written.summary.failed)


def test_the_pdf_for_printing_has_every_page_in_order_with_its_copies(written: Written) -> None:
    singles = [
        texts(written.folder / "PDF" / made.file_name.replace(".docx", ".pdf"))
        for made, data in written.made
        if data.startswith(b"PK")
    ]
    assert len({each[0] for each in singles}) == PAPERS
    assert texts(written.folder / PRINT_PDF) == [page for single in singles for page in single * COPIES]


def test_missing_fonts_are_told_once(written: Written) -> None:
    assert len(written.summary.pdf) <= 1
    assert all("这台机器没有字体" in said for said in written.summary.pdf)


def stood_in(count: int) -> Iterator[tuple[Made, bytes]]:
    for number in range(count):
        text = fakeoffice.CRASH if number == 1 else f"第{number}份"
        yield Made("通知", str(number), f"{number}.docx", ()), fakeoffice.paper(text).data


def noted(items: Iterator[tuple[Made, bytes]], summary: Summary) -> Iterator[tuple[Made, bytes]]:
    """The same, told to the summary as making them would."""
    for made, data in items:
        summary.made.append(made)
        yield made, data


def test_a_zip_holds_them_in_a_folder_and_the_listing_says_what_failed(tmp_path: Path) -> None:
    office = fakeoffice.office(tmp_path / "office")
    summary = Summary()
    with PdfRun(office) as pdfs:
        path = write_zip(tmp_path / "材料.zip", stood_in(3), summary, pdf=pdfs)
    with zipfile.ZipFile(path) as package:
        assert package.namelist() == ["0.docx", "1.docx", "2.docx", "PDF/0.pdf", "PDF/2.pdf", "材料清单.xlsx"]
        package.extract("材料清单.xlsx", tmp_path)
    rows = list(load_workbook(tmp_path / "材料清单.xlsx")["未生成与暂缓"].iter_rows(values_only=True))
    assert rows[1][:3] == ("PDF", "1.docx", "未生成")
    assert not summary.clean


def test_pdfs_of_an_earlier_pack_are_named_as_left_behind(tmp_path: Path) -> None:
    office, folder = fakeoffice.office(tmp_path / "office"), tmp_path / "材料"
    for count in (3, 1):
        summary = Summary()
        with PdfRun(office) as pdfs:
            write_folder(folder, noted(stood_in(count), summary), summary, pdf=pdfs)
    assert summary.leftovers == ["1.docx", "2.docx", "PDF/2.pdf"]


def test_one_that_breaks_it_is_left_out_of_the_pdf_for_printing_and_named(tmp_path: Path) -> None:
    office = fakeoffice.office(tmp_path / "office")
    with PrintPdf(office) as whole, (tmp_path / "all.pdf").open("w+b") as out:
        for made, data in stood_in(4):
            whole.take(Paper(made.file_name, data))
        whole.write(out)
    assert list(whole.faults) == ["1.docx"]
    assert "“1.docx”没有 PDF" in whole.faults["1.docx"]


def test_a_batch_keeps_every_paper_once_whatever_libreoffice_does(tmp_path: Path, store: Store) -> None:
    batch = begin(store, [find("项目调度单")])
    run(store, batch)
    papers = ledger.items(store, batch)
    _, poisoned = ledger.open_paper(store, batch, papers[3].no)
    rows = docx.Document(io.BytesIO(poisoned)).tables[0].rows
    name = next(row.cells[1].text for row in rows if row.cells[0].text == "项目名称")
    office = fakeoffice.office(tmp_path / "office", crash=name)
    written = export.write(store, batch, tmp_path / "out", export.Form(as_zip=True, copies=1, office=office))
    with zipfile.ZipFile(written.paths[0]) as package:
        assert package.testzip() is None
        names = package.namelist()
    assert [each for each in names if each.endswith(".docx")] == [item.file_name for item in papers]
    lost = {each.subject for each in written.failed if each.subject != PRINT_PDF}
    assert papers[3].file_name in lost
    whole = [f"PDF/{item.file_name[:-5]}.pdf" for item in papers if item.file_name not in lost]
    assert [each for each in names if each.endswith(".pdf")] == whole
    assert written.paths[2].read_bytes().startswith(b"%PDF")
    assert any(papers[3].file_name in each.reason for each in written.failed if each.subject == PRINT_PDF)


def test_without_libreoffice_nothing_is_begun(tmp_path: Path) -> None:
    with pytest.raises(PdfError, match="设置 soffice 写的"):
        office_of(Settings(home=tmp_path / "home", soffice="no-such-office"))
    assert not (tmp_path / "home").exists()
