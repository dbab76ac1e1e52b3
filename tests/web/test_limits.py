"""How much one request may ask for, and that the cause said is the right one."""

from __future__ import annotations

import io

import pytest

from tests.web.conftest import LEDGER, MEETING, Visitor, fields_of


def test_too_many_parts_are_not_called_too_many_bytes(visitor: Visitor) -> None:
    parts = {f"x{number}": "" for number in range(1500)}
    answer = visitor.post("/readings", **parts, files=(io.BytesIO(b"x"), "甲.xlsx"))
    assert answer.status_code == 413
    assert "最多 1000 项" in answer.text
    assert "MB" not in answer.text


def test_too_long_a_text_is_not_called_too_many_bytes(visitor: Visitor) -> None:
    reading = visitor.reading(LEDGER)
    answer = visitor.post(f"{reading}/packs", **{"meeting.name": "会" * 200_000, "x": (io.BytesIO(b"x"), "甲.xlsx")})
    assert answer.status_code == 413
    answer.request.environ["wsgi.input"].close()  # the test client's own temporary file
    assert "不能超过 500 KB" in answer.text
    assert "MB" not in answer.text


def test_a_paper_ticked_many_times_is_made_once(visitor: Visitor) -> None:
    reading = visitor.reading(LEDGER, MEETING)
    sent = visitor.form(reading) | {"papers": ["progress_bulletin", "进展通报", *["progress_bulletin"] * 50]}
    assert "0 / 1 份" in visitor.client.get(visitor.post(f"{reading}/packs", **sent).location).text


@pytest.mark.parametrize(("count", "status"), [(500, 303), (501, 422)])
def test_addressees_are_limited(visitor: Visitor, count: int, status: int) -> None:
    reading = visitor.reading(LEDGER, MEETING)
    units = "\n".join(f"第{number}单位" for number in range(count))
    sent = visitor.form(reading) | {"papers": ["meeting_notice"], "meeting.addressees": units}
    answer = visitor.post(f"{reading}/packs", **sent)
    assert answer.status_code == status
    if status == 422:
        assert "最多 500 个，这次填了 501 个" in answer.text
        assert fields_of(answer.text)["meeting.addressees"].splitlines() == units.splitlines()
