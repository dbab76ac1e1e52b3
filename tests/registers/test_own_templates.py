"""Versions of an own template: who may do what with which, and that register and data home never disagree."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.errors import EntryError, HuicaiError, NotAllowedError, OutputError, RegisterError
from service.papers import find, own_release
from service.papers.own import shelf
from service.papers.own_copy import copy_template
from service.registers import own_templates
from service.registers.own_templates import Deed, State, check
from service.registers.roles import Role, Who
from service.store import Store
from service.store.audit_check import verify
from service.store.models_templates import TemplateVersion

CLERK = Who(1, "张三（zhangsan）", "", frozenset({Role.CLERK}))
LEADER = Who(None, "李四（lisi）", "", frozenset({Role.LEADER}))
BOTH = Who(1, "张三（zhangsan，令牌：县OA）", "", frozenset({Role.CLERK, Role.LEADER}), "县OA")
SUPERVISOR = Who(3, "王五（wangwu）", "", frozenset({Role.SUPERVISOR}))
PAPER = find("进展通报")


@pytest.mark.parametrize(
    ("state", "deed", "who", "refused"),
    [
        (State.DRAFT, Deed.SUBMIT, CLERK, ""),
        (State.DRAFT, Deed.SUBMIT, LEADER, "修改模板由秘书、管理员办理"),
        (State.PENDING, Deed.SUBMIT, CLERK, "不能提交发布"),
        (State.DRAFT, Deed.RELEASE, LEADER, "现在是“未提交”，不能发布"),
        (State.PENDING, Deed.RELEASE, LEADER, ""),
        (State.PENDING, Deed.RELEASE, BOTH, "您自己上传的"),
        (State.PENDING, Deed.RELEASE, CLERK, "发布模板由领导、管理员办理"),
        (State.PENDING, Deed.RELEASE, SUPERVISOR, "发布模板由领导、管理员办理"),
        (State.RETIRED, Deed.RELEASE, BOTH, ""),
        (State.IN_USE, Deed.RELEASE, LEADER, "不能发布"),
        (State.TURNED_DOWN, Deed.RELEASE, LEADER, "不能发布"),
        (State.PENDING, Deed.TURN_DOWN, LEADER, ""),
        (State.IN_USE, Deed.TURN_DOWN, LEADER, "不能退回"),
        (State.DRAFT, Deed.WITHDRAW, CLERK, ""),
        (State.PENDING, Deed.WITHDRAW, BOTH, ""),
        (State.PENDING, Deed.WITHDRAW, Who(5, "赵六（zhaoliu）", "", CLERK.roles), "只有本人能撤回"),
        (State.DRAFT, Deed.WITHDRAW, LEADER, "修改模板由秘书、管理员办理"),
        (State.IN_USE, Deed.WITHDRAW, CLERK, "不能撤回"),
        (State.WITHDRAWN, Deed.SUBMIT, CLERK, "不能提交发布"),
    ],
)
def test_who_may_do_what_with_which(state: State, deed: Deed, who: Who, refused: str) -> None:
    version = TemplateVersion(no=2, state=state.name, uploaded_by=CLERK.name, uploader_id=1)
    if not refused:
        check(version, deed, who)
        return
    with pytest.raises((RegisterError, NotAllowedError), match=refused):
        check(version, deed, who)


def brought(store: Store, data: bytes, note: str = "改了版头") -> int:
    """A version that waits for release."""
    clerk = Who(None, CLERK.name, "", CLERK.roles)
    draft = TemplateVersion(paper=PAPER.id, title=PAPER.title, sha256=store.files.put(data), note=note)
    with store.write() as session:
        made = own_templates.add(session, store.files, draft, clerk)
        return own_templates.submit(session, made.id, clerk).id


def states(store: Store) -> list[tuple[int, State]]:
    with store.read() as session:
        return [(each.no, own_templates.state_of(each)) for each in own_templates.versions(session, PAPER.id)]


def document(store: Store) -> bytes | None:
    """What papers are made of, None for ours."""
    own = shelf(store.settings.templates).own.get(PAPER.id)
    return own_release.standing(own) if own else None


def test_a_version_is_used_given_up_and_used_again(store: Store) -> None:
    ours, other = PAPER.source(), find("工作简报").source()
    hand_made = copy_template(PAPER, store.settings.templates) / "template.docx"
    hand_made.write_bytes(other)  # no fit template for the paper, but somebody's work all the same
    own_release.release(store, brought(store, ours), LEADER)
    assert document(store) == ours
    assert states(store) == [(2, State.RETIRED), (1, State.IN_USE)]  # what stood there by hand was kept
    own_release.back_to_ours(store, PAPER, LEADER)
    assert (document(store), dict(states(store))[1]) == (None, State.RETIRED)
    with pytest.raises(RegisterError, match="现在用的就是自带的模板"):
        own_release.back_to_ours(store, PAPER, LEADER)
    with store.read() as session:
        first = own_templates.versions(session, PAPER.id)[1]
    own_release.release(store, first.id, LEADER)
    assert (document(store), dict(states(store))[1]) == (ours, State.IN_USE)
    assert not list(store.settings.templates.glob(".*"))
    assert verify(store).faults == ()


def test_what_fails_leaves_register_and_home_as_they_were(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    version = brought(store, PAPER.source())

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OutputError, match="磁盘空间不足"):
        own_release.release(store, version, LEADER)
    assert (document(store), states(store)) == (None, [(1, State.PENDING)])
    assert list(store.settings.templates.iterdir()) == []


@pytest.mark.parametrize("note", ["", "长" * 501])
def test_a_note_is_asked_for(store: Store, note: str) -> None:
    with pytest.raises(EntryError, match="改了什么"):
        brought(store, PAPER.source(), note)


def test_the_same_file_twice_and_one_with_faults(store: Store) -> None:
    brought(store, PAPER.source())
    with pytest.raises(EntryError, match="与第1版（待发布）一模一样"):
        brought(store, PAPER.source())
    bad = brought(store, find("会议通知").source())
    with pytest.raises(HuicaiError, match="进展通报第2版"):
        own_release.release(store, bad, LEADER)
    assert document(store) is None
