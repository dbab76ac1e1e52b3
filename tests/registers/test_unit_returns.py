"""Returns of units while two deal with the same one at once."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread

from service.errors import RegisterError
from service.registers import deliveries, unit_returns
from service.registers.accounts import who_of
from service.registers.deliveries import Parcel
from service.registers.roles import Role
from service.registers.unit_returns import Fate
from service.registers.uploads import Arrival
from service.store import Store
from service.store.clock import now
from tests.registers.people import settled

UNIT = "栖云镇"


def test_a_return_that_is_just_being_taken_is_not_withdrawn(store: Store) -> None:
    unit = who_of(settled(store, "qiyun", Role.UNIT, unit=UNIT))
    sent = unit_returns.send(store, Arrival(b"a,b\n1,2\n", "周报.csv"), unit)
    said: list[str] = []

    def withdraw() -> None:
        try:
            with store.write() as session:
                unit_returns.withdraw(session, unit, sent.address)
        except RegisterError as error:
            said.append(str(error))

    with store.write() as session:
        ((_, newest),) = unit_returns.newest_since(session, now() - timedelta(1), lock=True)
        other = Thread(target=withdraw)
        other.start()
        other.join(0.5)  # it waits for us, or has done it
        deliveries.deliver(session, newest.uploads, "张三", Parcel((), (UNIT,)))
    other.join()
    assert said == ["这份报表办公室已经收取，不能撤回；请把改好的再报一次，并告诉办公室"]
    with store.read() as session:
        assert unit_returns.fates(session, [sent])[sent.id] is Fate.TAKEN
