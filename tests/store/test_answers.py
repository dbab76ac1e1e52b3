"""What is asked again under its key is answered again and not done again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from service.errors import RefusedError
from service.store import Store
from service.store.answers import KEPT, Answer, Asking, once
from service.store.clock import now
from service.store.models_answers import GivenAnswer
from service.store.numbers import Wanted, issue, series_at

ASKING = Asking("account:1:县OA", "k-1", "a" * 64)


def asked(store: Store, asking: Asking = ASKING, item: str = "ticket:1") -> Answer:
    """A number taken under a key."""
    with store.write() as session:

        def deed() -> Answer:
            return Answer(201, issue(session, [Wanted(series_at("安重办", "调", now()), item)], "张三")[0].text)

        return once(session, asking, deed)


def test_the_same_key_gives_the_same_answer(store: Store) -> None:
    first = asked(store)
    again = asked(store, item="ticket:2")  # what it would do now does not matter: nothing is done
    assert (first.again, again.again) == (False, True)
    assert (again.status, again.body) == (first.status, first.body)
    assert asked(store, Asking("account:2:", "k-1", "a" * 64), "ticket:3").body.endswith("2号")


def test_a_key_is_for_one_thing(store: Store) -> None:
    asked(store)
    with pytest.raises(RefusedError, match="换一个新的"):
        asked(store, Asking(ASKING.holder, ASKING.key, "b" * 64), "ticket:2")


def test_what_failed_may_be_asked_again(store: Store) -> None:
    def fail() -> Answer:
        raise RefusedError("不行")

    with pytest.raises(RefusedError, match="不行"), store.write() as session:
        once(session, ASKING, fail)
    assert not asked(store).again


def test_two_at_once_do_it_once(store: Store) -> None:
    barrier = Barrier(2)

    def run(number: int) -> Answer:
        barrier.wait()
        return asked(store, item=f"ticket:{number}")

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(run, (1, 2))
    assert one.body == other.body
    assert sorted((one.again, other.again)) == [False, True]


def test_old_answers_go(store: Store) -> None:
    with store.write() as session:
        once(session, ASKING, lambda: Answer(200, "{}"), now() - KEPT - timedelta(minutes=1))
    asked(store, Asking(ASKING.holder, "k-2", "a" * 64))
    with store.read() as session:
        assert session.scalars(select(func.count()).select_from(GivenAnswer)).one() == 1
    assert not asked(store, item="ticket:2").again
