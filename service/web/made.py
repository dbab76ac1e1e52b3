"""A batch as its page shows it: how far it is, its papers by kind, what planning found, and where it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from service.batches import Failed, ledger
from service.batches.ledger import Item, Progress
from service.registers.snapshots import without_sum
from service.store import Store
from service.store.batch_ledger import State
from service.web.errors import without_paths
from service.web.meeting_form import in_form_words

SIZE: Final = 300
"""Papers on a page: a county's usual pack is one page."""
RUNNING: Final = State.RUNNING
_OF_QUESTIONS: Final = (
    "台账里写的数与按台账计算的数不一致，材料里用的是计算的数。"
    "台账错了的，改好重新上传再做；改不了的，到核对页作决定再做。"
)
_OF_PROBLEMS: Final = (
    "下面这些单元格没有读成数据或读得有疑问，材料里相应的地方可能是空白。请在台账里改好，重新上传再做。"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A batch: its papers from one place on, by kind; ``beyond`` is the number the next page begins after, None on the
    last; ``refused`` those that failed, could not be planned or are held back, each with its reason and how it is
    called; ``told`` the lists of what is to be checked, each with its title and a hint."""

    progress: Progress
    kinds: Mapping[str, list[Item]]
    beyond: int | None
    is_first: bool
    refused: tuple[tuple[str, str, Failed], ...]
    told: tuple[tuple[str, str, list[str]], ...]
    origin: Mapping[str, Any]

    @property
    def is_moving(self) -> bool:
        """Whether it is worth looking again in a moment."""
        return self.progress.state is State.RUNNING

    @property
    def meeting(self) -> int | None:
        """The meeting of the register it was made for, None where it was made of an upload alone."""
        kind, _, number = self.progress.about.partition(":")
        return int(number) if kind == "meeting" else None

    @property
    def headline(self) -> str:
        """What the page is called, which says how it stands."""
        now = self.progress
        if now.state is State.RUNNING:
            return "正在生成材料"
        if now.state is not State.ENDED:
            return f"{now.words}，已做成 {now.made} / {now.total} 份"
        return f"已生成 {now.made} 份材料" if now.made else "这次没有生成材料"


def shown(store: Store, batch: int, beyond: int) -> Shown:
    """A batch, its papers from the one after number ``beyond`` on. Raises NotKeptError where there is none."""
    found = ledger.items(store, batch, beyond=beyond, most=SIZE + 1)
    kinds: dict[str, list[Item]] = {}
    for item in found[:SIZE]:
        kinds.setdefault(item.title, []).append(item)
    said = ledger.said(store, batch)
    failed = ledger.items(store, batch, most=SIZE, state="failed")
    unmade = [Failed(item.title, item.subject, item.reason) for item in failed]
    lists = (("没做成", "error", [*unmade, *said.failed]), ("暂缓", "warning", said.held_back))
    refused = [(label, style, item) for label, style, items in lists for item in items]
    return Shown(
        progress=under_way(store, batch),
        kinds=kinds,
        beyond=found[SIZE - 1].no if len(found) > SIZE else None,
        is_first=beyond == 0,
        refused=tuple((label, style, _for_page(item)) for label, style, item in refused),
        told=(
            ("请核对的数字", _OF_QUESTIONS, said.questions),
            ("按人的决定算的数", "这些数有两种说法，按核对时作的决定取用；没有采用的也列出原因。", said.decisions),
            ("台账里的问题", _OF_PROBLEMS, said.problems),
            ("用了谁的模板", "没有列出的材料用的是自带的模板。", said.notes),
            ("数据从哪来", "这些材料用的数出自下面登记过的文件；文件的校验值在材料清单里。", _origins(said.sources)),
        ),
        origin=ledger.origin(store, batch),
    )


def under_way(store: Store, batch: int) -> Progress:
    """How far a batch is, with what it waits for as a page may say it. Raises NotKeptError where there is none."""
    now = ledger.progress(store, batch)
    return replace(now, note=without_paths(now.note))


def _origins(lines: Sequence[str]) -> list[str]:
    return [without_sum(line)[0] for line in lines]


def _for_page(item: Failed) -> Failed:
    return Failed(item.title, item.subject, without_paths(in_form_words(item.reason)[0]))
