"""A system that lost our answer asks again under its key: it is answered the same, and nothing is done twice."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask

from service.web.api.call import AGAIN
from tests.web.api.conftest import FAR, ORDER, Api
from tests.web.conftest import LEDGER

KEY = {"Idempotency-Key": "oa-2026-0001"}
SIGN = {"tickets": [1], "organ": "安重办"}


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/tickets", ORDER),
        ("/tickets/sign", SIGN),
        ("/topics", {"problem": "征地受阻"}),
        ("/meetings", {"kind": "专题会", "day": FAR}),
    ],
)
def test_the_same_again_is_answered_and_not_done(api: Api, path: str, body: dict[str, Any]) -> None:
    api.post("/tickets", ORDER)
    before = api.call("POST", path, body, headers=KEY)
    count = len(api.get("/audit")["items"])
    again = api.call("POST", path, body, headers=KEY)
    assert (again.status_code, again.text) == (before.status_code, before.text)
    assert before.status_code < 300
    assert (before.headers.get(AGAIN), again.headers[AGAIN]) == (None, "true")
    assert len(api.get("/audit")["items"]) == count
    other = api.call("POST", path, body | {"source": "别处"} if "problem" in body else {**body, "x": 1}, headers=KEY)
    assert other.status_code in (409, 422)


def test_another_thing_under_the_same_key_is_refused(api: Api) -> None:
    api.call("POST", "/tickets", ORDER, headers=KEY)
    for path, body in (
        ("/tickets", ORDER | {"task": "另一件"}),
        ("/tickets/sign", SIGN),
        ("/topics", {"problem": "甲"}),
    ):
        answer = api.call("POST", path, body, headers=KEY)
        assert (answer.status_code, "换一个新的" in answer.text) == (409, True)
    assert len(api.get("/tickets")["items"]) == 1


def test_the_same_files_are_kept_once(api: Api) -> None:
    def push(data: bytes) -> Any:
        form = {"files": [(io.BytesIO(data), "甲.xlsx"), (io.BytesIO(b"no workbook"), "乙.xlsx")]}
        return api.call("POST", "/uploads?period=2026-10", data=form, headers=KEY)

    first, again = push(LEDGER.read_bytes()), push(LEDGER.read_bytes())  # each with a boundary of its own
    assert (first.status_code, first.text) == (again.status_code, again.text)
    readable, unreadable = first.json["uploads"]
    assert (readable["readable"], unreadable["readable"]) == (True, False)
    assert unreadable["problems"][0]["message"]
    assert push(b"other").status_code == 409
    assert [each["name"] for each in api.get("/uploads")["items"]] == ["乙.xlsx", "甲.xlsx"]


def test_what_was_refused_may_be_asked_again(api: Api) -> None:
    assert api.call("POST", "/tickets/sign", SIGN, headers=KEY).status_code == 404
    api.post("/tickets", ORDER)
    assert api.call("POST", "/tickets/sign", SIGN, headers=KEY).status_code == 200


@pytest.mark.parametrize("key", ["", "两个字".encode().decode("latin-1"), "a b", "k" * 201])
def test_a_key_of_another_form_is_refused(api: Api, key: str) -> None:
    answer = api.call("POST", "/tickets", ORDER, headers={"Idempotency-Key": key})
    assert answer.status_code == 422
    assert answer.json
    assert answer.json["error"]["field"] == "Idempotency-Key"


def test_two_at_once_sign_once(app: Flask, api: Api) -> None:
    api.post("/tickets", ORDER)
    barrier = Barrier(2)

    def sign(_: int) -> tuple[int, str]:
        mine = Api(app.test_client(), api.secrets)
        barrier.wait()
        answer = mine.call("POST", "/tickets/sign", SIGN, headers=KEY)
        return answer.status_code, answer.text

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(sign, (1, 2))
    assert one == other
    assert one[0] == 200
    assert api.get("/numbers")["series"][0]["last"] == 1
    assert len(api.get("/papers")["items"]) == 1
