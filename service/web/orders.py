"""What is asked for on the form, and carrying it out; whatever is wrong is said in the form's own words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace

from data_adapters import Reading
from service.batches import ledger
from service.batches.ledger import Titled
from service.batches.planning import Asked
from service.config import Settings
from service.errors import HuicaiError, NotKeptError, PaperError
from service.figures.rules.history import newest
from service.papers import Inputs, Paper, find, gather, papers_of, settle, shelf_of
from service.papers.office_facts import office_if_any
from service.registers.snapshots import named, origin_line, told
from service.store import Store
from service.web.comparing import compared_with
from service.web.deciding import kept
from service.web.meeting_form import Values, day_typed, in_form_words, meeting_typed
from service.web.received import Received

_MOST_ADDRESSEES = 500


@dataclass(frozen=True, slots=True)
class Order:
    """What a person ticked and typed: ids of papers, the period, the meeting's fields, the upload compared with.
    ``key`` is the form's own, by which a second click makes nothing twice."""

    papers: list[str]
    period: str
    values: Values
    last: str = ""
    key: str = ""


class FormError(HuicaiError):
    """A form that cannot be carried out; ``field`` is the id of the field to look at, "" where it is no single one."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


def carry_out(store: Store, got: Received, readings: Sequence[Reading], order: Order, who: str) -> int:
    """Begin to make the papers that were asked for, by what was decided on questions; gives the batch's number.

    Raises :class:`FormError` or another HuicaiError.
    """
    reading = got.delivery.address
    kinds = shelf_of(store.settings)
    chosen = list({paper.id: paper for paper in (find(name, kinds.papers) for name in order.papers)}.values())
    if not chosen:
        raise FormError("请至少勾选一种要做的材料", "papers")
    compared = compared_with(store, reading, order.last)
    if compared.fault:
        raise FormError(f"{compared.fault.rstrip('。')}；可以回到核对页选“不比较”，再来做材料")
    given = _inputs(store.settings, readings, order, chosen, newest(compared.readings))
    inputs = settle(replace(given, scheme=store.settings.scoring_scheme), kept(store, got.delivery))
    digests = {file.name: file.sha256 for file, _ in got.files}
    asked = Asked(kinds, chosen, inputs, digests, list(_sources(got)))
    title = inputs.meeting.name if inputs.meeting else "会议"
    origin = {"reading": reading, **asdict(order)}
    try:
        return ledger.start(store, asked, Titled(title, f"upload:{reading}", origin, order.key or None), who)
    except PaperError as error:
        raise FormError(*in_form_words(str(error))) from error


def _inputs(
    settings: Settings, readings: Sequence[Reading], order: Order, chosen: Sequence[Paper], last: Sequence[Reading]
) -> Inputs:
    try:
        office = office_if_any(settings)
        meeting = meeting_typed(order.values, office)
        day = None if meeting else day_typed(order.values)
    except HuicaiError as error:
        raise FormError(*in_form_words(str(error))) from error
    if meeting and len(meeting.addressees) > _MOST_ADDRESSEES:
        count = len(meeting.addressees)
        sentence = f"“通知发给哪些单位”最多 {_MOST_ADDRESSEES} 个，这次填了 {count} 个，请分几次做"
        raise FormError(sentence, "meeting.addressees")
    needing = [paper.title for paper in chosen if needs_meeting(paper)]
    if meeting is None and needing:
        sentence = f"做{'、'.join(needing)}需要会议信息，请填写会议名称、时间、地点和发文机关，或取消勾选"
        raise FormError(sentence, "meeting.name")
    try:
        inputs = gather(readings, meeting=meeting, period=order.period, paper_date=day, last=last)
    except PaperError as error:
        raise FormError(str(error), "period") from error
    if inputs.period is None and inputs.projects:
        raise FormError("台账里没有写明数据截至哪个月，请填写，如 2026-10", "period")
    return inputs if meeting else replace(inputs, own_office=office)


def _sources(got: Received) -> Iterator[str]:
    """The snapshots in force that the files are in, and the files."""
    yield from (f"{named(one)}，{told(one)}" for one in got.snapshots if one.replaced_at is None)
    yield from map(origin_line, got.delivery.uploads)


def needs_meeting(paper: Paper) -> bool:
    """Whether a paper prints anything of the meeting itself."""
    return any(name.startswith("会议.") for name in paper.fields)


def order_before(store: Store, batch: int, reading: str) -> Order | None:
    """What was asked for when papers of the same reading were made; None where there is no such batch."""
    try:
        origin = ledger.origin(store, batch)
    except NotKeptError:
        return None
    if origin.get("reading") != reading:
        return None
    return Order(origin["papers"], origin["period"], origin["values"], origin["last"])


def first_order(period: str, values: Values, last: str = "") -> Order:
    """What the form shows before anything was asked for: the papers of such a meeting ticked."""
    usual = papers_of(values.get("meeting.kind", ""), values.get("meeting.name", ""))
    return Order([paper.id for paper in usual], period, values, last)


def papers_offered(settings: Settings, order: Order) -> tuple[list[Paper], list[Paper]]:
    """The papers of such a meeting with those that were ticked, and all others, each in the order of a meeting."""
    kinds = shelf_of(settings).papers
    values = order.values
    usual = {paper.id for paper in papers_of(values.get("meeting.kind", ""), values.get("meeting.name", ""))}
    first = [paper for paper in kinds.values() if paper.id in usual or paper.id in order.papers]
    return first, [paper for paper in kinds.values() if paper not in first]
