"""Versions of an office's own templates: who brings one, and who, another person, puts it to use.

What is in use stands in the data home, where papers are made of it; that is :mod:`service.papers.own_release`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.errors import EntryError, NoEntryError, NotAllowedError, RegisterError
from service.registers import entries
from service.registers.roles import May, Who, require
from service.store.audit import record
from service.store.clock import now
from service.store.models_templates import TemplateVersion
from service.store.objects import ObjectStore
from service.store.references import refer


class State(Enum):
    """Where a version stands."""

    DRAFT = "未提交"
    PENDING = "待发布"
    IN_USE = "在用"
    RETIRED = "停用"
    TURNED_DOWN = "退回"
    WITHDRAWN = "已撤回"


class Deed(Enum):
    """What can be done with a version."""

    SUBMIT = "提交发布"
    RELEASE = "发布"
    TURN_DOWN = "退回"
    WITHDRAW = "撤回"


_GONE: Final = frozenset({State.TURNED_DOWN, State.WITHDRAWN})
_FROM: Final[Mapping[Deed, frozenset[State]]] = {
    Deed.SUBMIT: frozenset({State.DRAFT}),
    Deed.RELEASE: frozenset({State.PENDING, State.RETIRED}),  # what was in use once was seen by two already
    Deed.TURN_DOWN: frozenset({State.PENDING}),
    Deed.WITHDRAW: frozenset({State.DRAFT, State.PENDING}),
}
_NEEDS: Final[Mapping[Deed, May]] = {
    Deed.SUBMIT: May.MANAGE_TEMPLATES,
    Deed.RELEASE: May.RELEASE_TEMPLATES,
    Deed.TURN_DOWN: May.RELEASE_TEMPLATES,
    Deed.WITHDRAW: May.MANAGE_TEMPLATES,
}


def state_of(version: TemplateVersion) -> State:
    """Where it stands."""
    return State[version.state]


def can(version: TemplateVersion, deed: Deed) -> bool:
    """Whether its state allows a deed, whoever does it."""
    return state_of(version) in _FROM[deed]


def is_uploader(version: TemplateVersion, who: Who) -> bool:
    """Whether it was brought by this very account, through whichever of its tokens."""
    same = version.uploader_id is not None and version.uploader_id == who.account_id
    return same or version.uploaded_by == who.name


def check(version: TemplateVersion, deed: Deed, who: Who) -> None:
    """Raises :class:`NotAllowedError` for somebody who may not, :class:`RegisterError` for a version not fit for it."""
    require(who, _NEEDS[deed])
    if not can(version, deed):
        raise RegisterError(
            f"第{version.no}版现在是“{state_of(version).value}”，不能{deed.value}，请刷新页面看最新情况"
        )
    if deed is Deed.RELEASE and state_of(version) is State.PENDING and is_uploader(version, who):
        raise NotAllowedError(f"第{version.no}版是您自己上传的，要由另一个人看过再发布，请找有发布权限的同事办理")
    if deed is Deed.WITHDRAW and not is_uploader(version, who):
        raise NotAllowedError(f"第{version.no}版是{version.uploaded_by}上传的，只有本人能撤回；不合用的请退回")


def versions(session: Session, paper: str) -> list[TemplateVersion]:
    """All versions of a paper's own template, the newest first."""
    query = select(TemplateVersion).filter_by(paper=paper).order_by(TemplateVersion.no.desc())
    return list(session.scalars(query))


def found(session: Session, version_id: int) -> TemplateVersion:
    """One version. Raises :class:`NoEntryError`."""
    version = session.get(TemplateVersion, version_id)
    if version is None:
        raise NoEntryError("没有这个模板版本，请从模板列表重新打开")
    return version


def current(session: Session) -> list[TemplateVersion]:
    """Over all papers those in use and those that wait for somebody."""
    states = (State.IN_USE.name, State.PENDING.name)
    query = select(TemplateVersion).where(TemplateVersion.state.in_(states)).order_by(TemplateVersion.id)
    return list(session.scalars(query))


def add(session: Session, files: ObjectStore, draft: TemplateVersion, who: Who) -> TemplateVersion:
    """Keep a new version, not handed in yet; of ``draft`` paper, title, file (put before) and
    note are taken.

    Raises :class:`EntryError` for a file that is a version already, without a note, or with one too long.
    """
    require(who, May.MANAGE_TEMPLATES)
    draft.note = entries.text(draft.note, "改了什么", 500, required=True)
    for other in versions(session, draft.paper):
        if other.sha256 == draft.sha256 and state_of(other) not in _GONE:
            raise EntryError(f"这个文件与第{other.no}版（{state_of(other).value}）一模一样，没有再存，请确认选对了文件")
    draft.state = State.DRAFT.name
    return _kept(session, files, draft, who, "上传模板")


def adopt(session: Session, files: ObjectStore, draft: TemplateVersion, who: Who) -> None:
    """Keep what somebody put into the data home by hand before something else takes its place there."""
    if any(other.sha256 == draft.sha256 for other in versions(session, draft.paper)):
        return
    draft.note, draft.state = "原来放在数据目录里的", State.RETIRED.name
    _kept(session, files, draft, who, "收存原有模板")


def submit(session: Session, version_id: int, who: Who) -> TemplateVersion:
    """Hand a version in for release. Raises as :func:`check` does."""
    version = _locked(session, version_id)
    check(version, Deed.SUBMIT, who)
    return _moved(session, version, State.PENDING, who, Deed.SUBMIT.value)


def release(session: Session, version_id: int, who: Who) -> TemplateVersion:
    """Put a version to use, new or one of before. Raises as :func:`check` does."""
    version = _locked(session, version_id)
    check(version, Deed.RELEASE, who)
    back = state_of(version) is State.RETIRED
    _retire(session, version.paper)
    version.released_by, version.released_at = who.name, now()
    return _moved(session, version, State.IN_USE, who, "恢复模板" if back else "发布模板")


def turn_down(session: Session, version_id: int, reason: str, who: Who) -> TemplateVersion:
    """Send a version back. Raises as :func:`check` does, and :class:`EntryError` without a reason."""
    version = _locked(session, version_id)
    check(version, Deed.TURN_DOWN, who)
    version.reason = entries.text(reason, "退回原因", 500, required=True)
    return _moved(session, version, State.TURNED_DOWN, who, "退回模板", reason=version.reason)


def withdraw(session: Session, version_id: int, who: Who) -> TemplateVersion:
    """Take back a version nobody has put to use; it stays to be read. Raises as :func:`check` does."""
    version = _locked(session, version_id)
    check(version, Deed.WITHDRAW, who)
    return _moved(session, version, State.WITHDRAWN, who, "撤回模板")


def retire(session: Session, paper: str, title: str, who: Who) -> None:
    """Go back to the template that comes with the program."""
    require(who, May.RELEASE_TEMPLATES)
    _retire(session, paper)
    record(session, who.name, "改用自带模板", f"“{title}”模板")


def _retire(session: Session, paper: str) -> None:
    for other in session.scalars(select(TemplateVersion).filter_by(paper=paper, state=State.IN_USE.name)):
        other.state = State.RETIRED.name


def _locked(session: Session, version_id: int) -> TemplateVersion:
    """A version with all others of its paper locked, so that two are never in use."""
    paper = found(session, version_id).paper
    query = select(TemplateVersion).filter_by(paper=paper).order_by(TemplateVersion.id).with_for_update()
    rows = session.scalars(query.execution_options(populate_existing=True))
    return next(row for row in rows if row.id == version_id)


def _kept(session: Session, files: ObjectStore, draft: TemplateVersion, who: Who, deed: str) -> TemplateVersion:
    last = session.scalar(select(func.max(TemplateVersion.no)).filter_by(paper=draft.paper)) or 0
    draft.no, draft.reason = last + 1, ""
    draft.uploaded_by, draft.uploader_id, draft.uploaded_at = who.name, who.account_id, now()
    session.add(draft)
    session.flush()
    refer(session, files, draft.sha256, f"template:{draft.id}", f"{draft.title}模板第{draft.no}版.docx")
    record(session, who.name, deed, _subject(draft), sha256=draft.sha256, note=draft.note)
    return draft


def _moved(
    session: Session, version: TemplateVersion, state: State, who: Who, deed: str, **detail: str
) -> TemplateVersion:
    version.state = state.name
    record(session, who.name, deed, _subject(version), sha256=version.sha256, **detail)
    return version


def _subject(version: TemplateVersion) -> str:
    return f"“{version.title}”模板第{version.no}版"
