"""Which papers there are: each a template folder, its settings and the module that decides what it says."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

from service.assembly import CompiledTemplate, Mark, compiled
from service.config import TEMPLATES, Settings, load
from service.errors import PaperError, TemplateError
from service.papers.base import Draft, HeldBack, Inputs, Plan, blanks
from service.papers.names import file_name
from service.papers.office import refusal
from service.papers.page_profile import in_profile
from service.papers.printed import printed
from service.wording import FILTERS

# In the order in which a meeting goes; which of them a pack holds by itself says packs.toml. Each is a module here.
_IDS: Final = (
    "meeting_notice",
    "reply_form",
    "agenda",
    "sign_in_sheet",
    "weekly_summary",
    "halt_approval",
    "progress_bulletin",
    "work_brief",
    "progress_list",
    "duty_list",
    "display_board",
    "project_book",
    "minutes",
    "dispatch_order",
    "reminder_letter",
    "explanation_form",
    "talk_notice",
    "criticism_circular",
    "accountability_notice",
    "service_receipt",
    "unit_report",
    "score_sheet",
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper. ``fields`` documents every name its template uses or may use, ``spare`` those it leaves out,
    ``series`` the word in its number that stands for its kind (调; "" for a paper without a number of its own).

    ``own`` is the name of the folder whose template stands in the place of ours, "" where it is ours; ``notes`` is what
    a person should know of that, sentence by sentence. ``settings`` are those of the data home it is made in, whose
    printing profile it is set to; None for those of this run.
    """

    id: str
    title: str
    version: str
    file_name: str
    fields: Mapping[str, str]
    series: str
    template: Path
    plan: Callable[[Inputs], Plan]
    own: str = ""
    spare: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    settings: Settings | None = None

    def source(self) -> bytes:
        """The template as it stands on disk now, in its printing profile: all that filling it needs.

        Raises TemplateError naming what is missing or wrong.
        """
        try:
            data = self.template.read_bytes()
        except OSError as error:
            raise TemplateError(f"“{self.title}”的模板文件“{self.template}”打不开，请恢复该文件") from error
        return in_profile(data, self.title, self.settings or load())

    def compile(self) -> CompiledTemplate:
        """The compiled template as it stands on disk now. Raises as :meth:`source` does, and for no template."""
        return compiled(self.source(), filters=FILTERS, name=self.title)

    def fill(
        self,
        draft: Draft,
        boxed: list[str] | None = None,
        traces: list[Mark] | None = None,
        press: CompiledTemplate | None = None,
    ) -> bytes:
        """The finished .docx of a draft; ``boxed`` is extended by the values in which □ stands for what cannot print,
        ``traces`` by where each figure stands and the Figure it is. ``press`` is what :meth:`compile` gave, where there
        is more than one draft to fill.

        Raises TemplateError or FillError with the place.
        """
        return (press or self.compile()).render(draft.context, replaced=boxed, traces=traces)

    def gaps(self, draft: Draft, press: CompiledTemplate | None = None) -> list[str]:
        """What the paper filled with a draft shows as a gap, in words: of what its template prints, and no more."""
        if not (self.own or self.spare):
            return blanks(draft.context)
        return blanks(printed(draft.context, press or self.compile()))

    def name_of(self, draft: Draft) -> str:
        """The draft's file name without suffix."""
        return file_name(self.file_name, draft.context)


@cache
def papers() -> Mapping[str, Paper]:
    """All papers by id, in the order of a meeting."""
    return {paper_id: _load(paper_id) for paper_id in _IDS}


def _load(paper_id: str) -> Paper:
    folder = TEMPLATES / paper_id
    try:
        table = tomllib.loads((folder / "template.toml").read_text(encoding="utf-8"))
        return Paper(
            id=paper_id,
            title=str(table["title"]),
            version=str(table["version"]),
            file_name=str(table["file_name"]),
            fields={str(key): str(value) for key, value in table["fields"].items()},
            series=str(table["number_series"]),
            template=folder / "template.docx",
            plan=_authorised(_planned_by(paper_id)),
            spare=tuple(map(str, table.get("spare", ()))),
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, AttributeError) as error:
        raise TemplateError(f"模板设置“{folder / 'template.toml'}”读不出来（{error}），请恢复该文件") from error


def _planned_by(paper_id: str) -> Callable[[Inputs], Plan]:
    """The plan of a paper's module, which is loaded when one is planned: loading all of them takes as long as making
    some hundreds of papers."""

    def plan(inputs: Inputs) -> Plan:
        found: Plan = import_module(f"service.papers.{paper_id}").plan(inputs)
        return found

    return plan


def _authorised(plan: Callable[[Inputs], Plan]) -> Callable[[Inputs], Plan]:
    """The plan, with what its issuer may not send to those addressed held back: so it holds for every paper."""

    def checked(inputs: Inputs) -> Plan:
        for item in plan(inputs):
            sent = isinstance(item, Draft) and "主送" in item.context and _issued(item, inputs)
            reason = refusal(inputs.office, str(item.context["主送"])) if isinstance(item, Draft) and sent else ""
            yield HeldBack(item.paper, item.subject, reason) if reason else item

    return checked


def _issued(draft: Draft, inputs: Inputs) -> bool:
    """Whether a paper goes out in the issuer's name, not in that of a unit that reports."""
    body = draft.context.get("发文机关")
    return isinstance(body, Mapping) and body.get("全称") == inputs.issuer.name


def find(name: str, kinds: Mapping[str, Paper] | None = None) -> Paper:
    """The paper of an id or Chinese title, among ``kinds`` (by id) or ours. Our title finds it whatever an own template
    calls it. Raises :class:`PaperError` with the nearest names.
    """
    kinds = papers() if kinds is None else kinds
    for paper in kinds.values():
        if name in (paper.id, paper.title, papers()[paper.id].title):
            return paper
    titles = [paper.title for paper in kinds.values()]
    near = difflib.get_close_matches(name, [*titles, *kinds], n=1, cutoff=0.4)
    hint = f"，是不是“{near[0]}”" if near else ""
    raise PaperError(f"没有“{name}”这种材料{hint}；可做的有：{'、'.join(titles)}")
