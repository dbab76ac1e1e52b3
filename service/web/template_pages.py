"""What the pages of templates show: which is in use, what is wrong with a new one, and both of them filled."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from service.assembly import compiled
from service.assembly.lint import Fault, Lint, Severity, contract
from service.errors import HuicaiError, NoEntryError, PaperError, TemplateError
from service.papers.base import Draft
from service.papers.catalogue import Paper, papers
from service.papers.intake import gather
from service.papers.office_facts import as_written, office_if_any
from service.papers.own import Shelf, looked_over, sample_of, shelf_of
from service.papers.own_folders import DOCUMENT
from service.papers.own_release import standing
from service.papers.page_profile import in_profile
from service.registers import own_templates
from service.registers.own_templates import State
from service.store import Store
from service.store.clock import business_date, now
from service.store.models_templates import TemplateVersion
from service.web.board.in_force import InForce
from service.web.kept import Kept
from service.wording import FILTERS


@dataclass(frozen=True, slots=True)
class Row:
    """A paper in the list: whether its template is somebody's own, the version that is ("" for one put into the data
    home by hand), and the versions that wait."""

    ours: Paper
    own: bool
    in_use: str
    waiting: tuple[TemplateVersion, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """One paper's templates: all versions, the newest first; ``in_use`` names what papers are made of, ``fault`` says
    what is wrong with it."""

    ours: Paper
    own: bool
    in_use: str
    fault: str
    versions: tuple[TemplateVersion, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """A template looked over: its faults, and the data it prints that the one in use (``beside``) does not, and the
    other way about."""

    faults: tuple[Fault, ...]
    beside: str
    added: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def unfit(self) -> bool:
        """Whether no paper can be made of it."""
        return any(each.severity is Severity.ERROR for each in self.faults)


def ours_of(paper: str) -> Paper:
    """The paper of an id. Raises :class:`NoEntryError`."""
    found = papers().get(paper)
    if found is None:
        raise NoEntryError("没有这种材料，请从模板列表重新打开")
    return found


def rows(store: Store) -> list[Row]:
    """All papers, in the order of a meeting."""
    shelved = shelf_of(store.settings)
    with store.read() as session:
        current = own_templates.current(session)
    found = []
    for ours in papers().values():
        of_it = [each for each in current if each.paper == ours.id]
        used = next((each for each in of_it if own_templates.state_of(each) is State.IN_USE), None)
        waiting = tuple(each for each in of_it if each is not used)
        own = ours.id in shelved.own
        found.append(Row(ours, own, f"第{used.no}版" if used and own else "", waiting))
    return found


def whole(store: Store, ours: Paper) -> Whole:
    """One paper. What stands in the data home is looked at itself: somebody may have changed it by hand."""
    own = shelf_of(store.settings).own.get(ours.id)
    with store.read() as session:
        versions = own_templates.versions(session, ours.id)
    if own is None:
        return Whole(ours, False, "自带的模板", "", tuple(versions))
    fault, digest = "", ""
    try:
        if data := standing(own):
            digest = hashlib.sha256(data).hexdigest()
            _looked_over(ours, data, f"{own.name}/{DOCUMENT}")
        fault = own.fault()
    except HuicaiError as error:
        fault = str(error)
    same = next((each for each in versions if each.sha256 == digest), None)
    named = f"自己的第{same.no}版" if same else "数据目录里手工放的模板，不是从这里发布的"
    return Whole(ours, True, named, fault, tuple(versions))


def _looked_over(ours: Paper, data: bytes, name: str) -> Lint:
    """The same as ``looked_over``, for which a page need not wait."""
    return _looked.get((ours.id, hashlib.sha256(data).digest(), name), lambda: looked_over(ours, data, name))


def looked(store: Store, ours: Paper, data: bytes, name: str) -> Looked:
    """A template looked over and compared with the one in use. Raises :class:`TemplateError` for what is none."""
    found = _looked_over(ours, data, name)
    shelved = shelf_of(store.settings)
    beside, used = _in_use(shelved, ours)
    added, removed = found.contract.since(contract(used.compile()))
    return Looked(found.faults, beside, added, removed)


@dataclass(frozen=True, slots=True)
class With:
    """What a trial is filled with: the sample data, or the first paper of the newest data ``in_force``."""

    store: Store
    in_force: InForce
    real: bool

    def key(self) -> Hashable:
        """Whatever changes of it, this changes with it."""
        facts = as_written(self.store.settings)
        return (tuple(self.in_force.standing()), facts, business_date(now())) if self.real else ()


# A county's whole ledger in each; the pages that show them are short.
_contexts: Final[Kept[Mapping[str, Any]]] = Kept(2)
_trials: Final[Kept[bytes]] = Kept(16)
_looked: Final[Kept[Lint]] = Kept(16)


def used_trial(ours: Paper, given: With) -> bytes:
    """The template in use, filled. Raises TemplateError or FillError, and as :func:`context_of`."""
    return _trial(ours, _in_use(shelf_of(given.store.settings), ours)[1].source(), ours.title, given)


def trial(ours: Paper, data: bytes, given: With) -> bytes:
    """Another template, filled. Raises as :func:`used_trial`."""
    return _trial(ours, in_profile(data, ours.title, given.store.settings), ours.title, given)


def _trial(ours: Paper, source: bytes, name: str, given: With) -> bytes:
    def made() -> bytes:
        return compiled(source, filters=FILTERS, name=name).render(context_of(ours, given))

    return _trials.get((ours.id, hashlib.sha256(source).digest(), given.key()), made)


def context_of(ours: Paper, given: With) -> Mapping[str, Any]:
    """What a trial is filled with. Raises :class:`PaperError` in words where the data in force give no such paper."""
    if not given.real:
        return sample_of(ours)
    return _contexts.get((ours.id, given.key()), lambda: _real_context(ours, given.store, given.in_force))


def _real_context(ours: Paper, store: Store, data: InForce) -> Mapping[str, Any]:
    every = data.standing()
    if not every:
        raise PaperError("还没有当期数据，请先在台账里上传并作为本期数据，或用样例数据试填")
    inputs = gather(data.month(every[0], every).readings)
    try:
        items = ours.plan(replace(inputs, own_office=office_if_any(store.settings)))
        draft = next((item for item in items if isinstance(item, Draft)), None)
    except PaperError as error:
        raise PaperError(f"单凭当期数据做不出“{ours.title}”（{error}），请用样例数据试填") from error
    if draft is None:
        raise PaperError(f"当期数据里没有要写“{ours.title}”的内容，请用样例数据试填")
    return draft.context


def _in_use(shelved: Shelf, ours: Paper) -> tuple[str, Paper]:
    """What papers are made of now; ours where an own one cannot be compiled."""
    used = shelved.papers[ours.id]
    ours = replace(ours, settings=used.settings)
    if not used.own:
        return "自带的模板", ours
    try:
        used.compile()
    except TemplateError:
        return "自带的模板", ours
    return "在用的模板", used
