"""A store with something of everything in it."""

from __future__ import annotations

from service.store import Store
from service.store.numbers import Series, Wanted, issue, take_over, void
from service.store.references import refer

ORDERS = Series("安重办", "调", 2026)
UPLOAD = "台账\n1,甲项目".encode()


def fill(store: Store) -> None:
    """A file kept, numbers taken over from paper, three given, one of them void."""
    digest = store.files.put(UPLOAD)
    with store.write() as session:
        refer(session, store.files, digest, "upload:1", "6月台账.csv")
        take_over(session, ORDERS, 8, "发文登记簿第3页", "李四")
        issue(session, [Wanted(ORDERS, item) for item in ("a", "b", "c")], "张三")
    with store.write() as session:
        void(session, ORDERS.text(9), "重复立项", "李四")
