"""The signing desk: all that the paper of a ticket is made from, and its draft on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from data_adapters import Reading
from data_adapters.patterns import regex
from service.errors import EntryError, PaperError
from service.figures import Period, decided, questions, read_period
from service.papers import accountability_notice, service_receipt
from service.papers.base import Draft, HeldBack, Inputs
from service.papers.catalogue import Paper
from service.papers.issues import REGISTER
from service.papers.office_facts import Office, office_of
from service.papers.own import shelf_of
from service.papers.pressing import press
from service.papers.ticket_topic import topic_of
from service.registers import snapshots
from service.registers.escalations import Rules
from service.registers.office_rules import rules_of
from service.registers.ticket_facts import Facts
from service.store import Store
from service.wording import GAP
from service.wording.traced import untraced

#: What goes out together with a paper, under its number.
COMPANIONS: Final[Mapping[str, tuple[str, ...]]] = {accountability_notice.ID: (service_receipt.ID,)}
_NUMBER: Final = regex(r"(.+)〔\d{4}〕　　号")
_PLACE: Final = regex(r"^调度单第\d+号")
Ledger = tuple[tuple[Reading, ...], Period | None]


@dataclass(frozen=True, slots=True)
class Desk:
    """The store, the office's facts, its ladder and calendar, and the papers with its own templates."""

    store: Store
    office: Office
    rules: Rules
    papers: Mapping[str, Paper]
    ledgers: dict[int, Ledger] = field(default_factory=dict, repr=False)


def desk_of(store: Store) -> Desk:
    """The desk as the data home of a store furnishes it. Raises :class:`SettingsError` where the office's facts are not
    written down, or a file there is faulty."""
    return Desk(store, office_of(store.settings), rules_of(store.settings), shelf_of(store.settings).papers)


def organ_of(desk: Desk, named: str = "") -> str:
    """The sign that numbers bear: the one that was named, else the office's own. Raises :class:`EntryError`."""
    found = named or desk.office.issuer.short
    if not found:
        raise EntryError(
            "没有写编号用的机关代字，请写明，或请管理员在“设置”的发文信息里填上",
            command="命令行用 --organ，或填进 office.toml 的 short",
        )
    return found


@dataclass(frozen=True, slots=True)
class Drafted:
    """One paper before it has its number: its data (the number a gap), the template and the .docx so far; ``name`` is
    the file's without number and suffix, ``gaps`` what a person should fill in, in words; ``word`` is the series its
    form demands, "" for a paper that bears the number of another."""

    paper: Paper
    data: dict[str, Any]
    template: bytes
    document: bytes
    name: str
    gaps: tuple[str, ...]
    word: str


def draft_papers(desk: Desk, facts: Facts, paper_id: str, given: Mapping[str, str] | None = None) -> list[Drafted]:
    """The paper of a ticket with what goes out with it, filled for trial. ``given`` are texts for its gaps, by the name
    the template knows them by (约谈时间).

    Raises :class:`PaperError` where the recipe holds it back, and what the press raises of a template.
    """
    if paper_id not in desk.papers:
        raise PaperError(f"升级规则里的材料“{paper_id}”不认识，请改正 ladder.toml 的 paper")
    inputs = _inputs(desk, facts)
    main = desk.papers[paper_id]
    drafts = [(main, _filled_in(_planned(main, inputs), given or {}))]
    for other in COMPANIONS.get(paper_id, ()):
        drafts.append((desk.papers[other], _planned(desk.papers[other], inputs)))
    return [drafted(desk, paper, draft) for paper, draft in drafts]


def together(step_item: str) -> list[str]:
    """The items of all papers under a number, that of the paper that bears it first."""
    before, _, rest = step_item.partition(":")
    place, _, rest = rest.partition(":")
    paper, *rung = rest.split(":")
    return [step_item, *(":".join((before, place, other, *rung)) for other in COMPANIONS.get(paper, ()))]


def bearers(item: str) -> list[str]:
    """The items under whose number a paper may stand: its own, and those of the papers it goes with."""
    before, _, rest = item.partition(":")
    place, _, rest = rest.partition(":")
    paper, *rung = rest.split(":")
    mains = [main for main, others in COMPANIONS.items() if paper in others]
    return [item, *(":".join((before, place, main, *rung)) for main in mains)]


def _inputs(desk: Desk, facts: Facts) -> Inputs:
    topic = topic_of(facts)
    listed = Reading(REGISTER, "", (), (), (), (topic,), (), ())
    ledgers, period = _ledger(desk, facts)
    return Inputs((listed, *ledgers), period, None, facts.day, own_office=desk.office, chosen=True)


def _ledger(desk: Desk, facts: Facts) -> Ledger:
    """The ledgers in force on the day, as people decided on them, for the project's figures; their own issues are not
    asked about."""
    with desk.store.read() as session:
        snapshot = snapshots.latest(session, facts.day)
    if snapshot is None:
        return (), None
    if snapshot.id not in desk.ledgers:
        found, period = snapshots.opened(desk.store, snapshot.id), read_period(snapshot.period)
        asked = questions(found.readings, period) if found.decisions else []
        readings = decided(found.readings, found.decisions, asked).readings
        desk.ledgers[snapshot.id] = tuple(replace(reading, topics=()) for reading in readings), period
    return desk.ledgers[snapshot.id]


def _planned(paper: Paper, inputs: Inputs) -> Draft:
    for item in paper.plan(inputs):
        if isinstance(item, HeldBack):
            raise PaperError(_PLACE.sub("", item.reason))
        return item
    late = "还没有逾期" if paper.id != "dispatch_order" else "已经交办过"
    raise PaperError(f"这件事{late}，不能出{paper.title}")


def _filled_in(draft: Draft, given: Mapping[str, str]) -> Draft:
    """The draft with its gaps filled by what a person gives."""
    context = dict(draft.context)
    for key, text in given.items():
        if context.get(key) != GAP or not text.strip():
            open_ = "、".join(name for name, value in context.items() if value == GAP) or "没有"
            raise EntryError(f"“{key}”不是这份材料里待填的空白，或者没有写内容；待填的有：{open_}")
        context[key] = text.strip()
    return draft._replace(context=context)


def drafted(desk: Desk, paper: Paper, draft: Draft) -> Drafted:
    """A draft filled for trial. Raises what the press raises."""
    data, template = untraced(dict(draft.context)), paper.source()
    return Drafted(
        paper=paper,
        data=data,
        template=template,
        document=press(template, data),
        name=paper.name_of(draft),
        gaps=tuple(paper.gaps(draft)),
        word=_word(desk, data),
    )


def _word(desk: Desk, data: Mapping[str, Any]) -> str:
    """The word of the series in the number a draft prints: 通函 where the circular goes as a letter."""
    found = _NUMBER.fullmatch(str(data.get("文号", "")))
    return found[1].removeprefix(desk.office.issuer.short or GAP) if found else ""


def series_of(made: Drafted, usual: str) -> str:
    """The series a paper's form demands, from the usual one of the step (``ladder.toml``): 通 → 通函 for a letter."""
    ending = made.word.removeprefix(made.paper.series)
    return usual if usual.endswith(ending) else f"{usual}{ending}"
