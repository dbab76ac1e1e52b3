"""Uploading: what is kept, what is refused, and in which words."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.config import Settings
from service.store import Store
from service.web.received import keep, parcel, received
from tests.web.conftest import ISSUES, LEDGER, MEETING, Visitor, delivered, kept_files


def test_the_first_page_asks_for_files_in_chinese(visitor: Visitor) -> None:
    page = visitor.client.get("/ledgers")
    assert page.status_code == 200
    assert '<html lang="zh-CN">' in page.text
    assert "上传台账" in page.text
    assert "合计不超过 2 MB" in page.text


def test_an_upload_is_kept_by_its_content_and_named_by_data_only(
    visitor: Visitor, settings: Settings, store: Store
) -> None:
    data = LEDGER.read_bytes()
    answer = visitor.upload(("..\\..\\十月/台账.xlsx", data))
    assert answer.status_code == 303
    (upload,) = delivered(store, answer.location).uploads
    assert (upload.name, upload.sha256, upload.who) == (
        "台账.xlsx",
        hashlib.sha256(data).hexdigest(),
        "张三（zhangsan）",
    )
    assert store.files.get(upload.sha256) == data
    assert not [path for path in settings.home.rglob("*") if "台账" in path.name or path.suffix == ".tmp"]


def test_the_same_bytes_are_kept_once_and_every_upload_has_an_id_of_its_own(
    visitor: Visitor, settings: Settings
) -> None:
    first, second = visitor.reading(ISSUES), visitor.reading(ISSUES)
    assert first != second
    assert len(kept_files(settings)) == 1


def test_the_samples_never_come_among_the_offices_own_uploads(visitor: Visitor, settings: Settings) -> None:
    page = visitor.client.get("/ledgers").text
    assert ('action="/try"' in page, "/samples" in page) == (True, False)
    answer = visitor.post("/samples")  # by a page of before
    assert (answer.status_code, answer.location) == (303, "/try")
    assert kept_files(settings) == []


def test_several_files_are_shown_in_the_order_they_were_sent(visitor: Visitor) -> None:
    page = visitor.client.get(visitor.reading(ISSUES, MEETING, LEDGER)).text
    places = [page.index(f'name">{path.name}<') for path in (ISSUES, MEETING, LEDGER)]
    assert places == sorted(places)


@pytest.mark.parametrize(("count", "sentence"), [(0, "还没有选择文件"), (21, "一次最多上传 20 个文件，这次选了 21 个")])
def test_too_few_or_too_many_files_are_refused_on_the_upload_page(
    visitor: Visitor, settings: Settings, count: int, sentence: str
) -> None:
    answer = visitor.upload(*((f"{number}.xlsx", b"x") for number in range(count)))
    assert answer.status_code == 400
    assert sentence in answer.text
    assert kept_files(settings) == []


def test_too_large_an_upload_says_the_limit(visitor: Visitor) -> None:
    answer = visitor.upload(("台账.xlsx", b"\0" * (3 * 1024 * 1024)))
    assert answer.status_code == 413
    assert "不能超过 2 MB" in answer.text
    answer.request.environ["wsgi.input"].close()  # the test client's own temporary file


def test_the_same_file_sent_by_many_at_once_is_kept_whole(store: Store) -> None:
    data = b"x" * 2_000_000
    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(lambda number: keep(store, parcel([(f"{number}.xlsx", data)]), "网页")[0], range(16)))
    assert len(set(ids)) == 16
    for reading in ids:
        got = received(store, reading)
        assert got is not None
        assert got.files[0][1] == data
