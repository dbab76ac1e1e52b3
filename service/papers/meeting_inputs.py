"""What a registered meeting's papers are made from: its agenda in the register, the data in force as people decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from data_adapters import MISSING, Cell, PartialDate, Reading
from data_adapters import Topic as Issue
from service.figures import Period
from service.papers.base import Inputs
from service.papers.halts import kinds_of
from service.papers.intake import gather, settle
from service.papers.issues import REGISTER
from service.papers.meeting import Meeting
from service.papers.meeting_items import AgendaItem
from service.registers import snapshots, uploads
from service.registers.snapshots import Reader
from service.registers.topics import TopicKind
from service.store import Store
from service.store.models_meetings import Topic


@dataclass(frozen=True, slots=True)
class Made:
    """The inputs, the sums of the files they come from by name, and which registered data they are."""

    inputs: Inputs
    uploads: Mapping[str, str] = field(default_factory=dict)
    sources: Sequence[str] = ()


def inputs_of(
    store: Store, meeting: Meeting, agenda: Sequence[Topic], period: Period | None, read: Reader = uploads.reading_of
) -> Made:
    """The inputs of a meeting's papers with the data in force for a period (None: without any ledger's); ``read`` is
    for whoever keeps what was read.

    Raises :class:`NoEntryError` where none is in force for it, :class:`StoreError` where a file is damaged.
    """
    topics, scheme = tuple(map(issue_of, agenda)), store.settings.scoring_scheme
    meeting = meeting if meeting.items else replace(meeting, items=tuple(map(item_of, agenda)))
    if period is None:
        return Made(replace(gather((), meeting=meeting), agenda=topics, scheme=scheme))
    data = snapshots.in_force(store, period, read)
    last = _before(store, period, read)
    inputs = gather(data.readings, meeting=meeting, period=str(period.whole_month), last=last)
    inputs = settle(replace(inputs, period=period), data.decisions)
    files = {upload.name: upload.sha256 for upload in data.uploads}
    return Made(replace(inputs, agenda=topics, scheme=scheme), files, tuple(data.lines))


def _before(store: Store, period: Period, read: Reader) -> Sequence[Reading]:
    """The newest data in force of the same year before a period, to measure against; none where there is none."""
    with store.read() as session:
        earlier = [one for one in snapshots.standing(session) if one.period.end < period.end]
    last = next((one for one in earlier if one.period.year == period.year), None)
    return snapshots.opened(store, last.snapshot_id, read).readings if last else ()


def issue_of(topic: Topic) -> Issue:
    """A topic of the register as an issue of a list, so that the same recipes make the papers of either; what was
    decided of it stands for what was proposed."""
    kind, proposal, day = TopicKind[topic.kind], topic.solution or topic.proposal, topic.deadline
    return Issue(
        row=Cell(REGISTER, "议题", topic.id, 1),
        project_name=topic.project,
        problems=topic.problem,
        cause=topic.cause,
        proposal=proposal,
        resp_unit=topic.unit,
        topic_source=topic.source,
        deadline=PartialDate(day.year, day.month, day.day) if day else MISSING,
        extra={"halt_measure": _measure(kind, proposal)} if kind.needs_leave else {},
    )


def _measure(kind: TopicKind, proposal: str) -> str:
    """What is proposed, in words that name the kind of measure it is registered as."""
    return proposal if kind.value in kinds_of(proposal) else f"{kind.value}：{proposal}"


def item_of(topic: Topic) -> AgendaItem:
    """A topic as an item of an agenda nobody has typed."""
    what = f"{topic.project}存在的问题" if topic.project else topic.problem.rstrip("。；;")
    return AgendaItem(f"研究{what}", topic.unit)
