"""A version of an office's own template put to use: in the register, and in the data home, where papers are made of it.

Both happen or neither: the folder is written as the last thing of the transaction, and put back where that fails.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from service.errors import OutputError, RegisterError, TemplateError
from service.files import cause_of, ensure_folder, write_whole
from service.papers.catalogue import Paper, papers
from service.papers.own import Own, first_fault, looked_over, shelf_of
from service.papers.own_copy import copy_template
from service.papers.own_folders import DOCUMENT
from service.registers import own_templates
from service.registers.own_templates import Deed
from service.registers.roles import May, Who, require
from service.store import Session, Store
from service.store.models_templates import TemplateVersion

_Undo = Callable[[], None]
_ASIDE: Final = "_停用-"  # what begins so, a shelf passes over


def release(store: Store, version_id: int, who: Who) -> None:
    """Put a version to use; what stood in the home by hand is kept as a version first.

    Raises as :func:`own_templates.check` does, :class:`TemplateError` where this program finds fault with it by now,
    :class:`OutputError`.
    """
    with store.read() as session:
        version = own_templates.found(session, version_id)
        own_templates.check(version, Deed.RELEASE, who)
    ours = papers()[version.paper]
    data = store.files.get(version.sha256)
    if fault := first_fault(looked_over(ours, data, f"{ours.title}第{version.no}版"), ours):
        raise TemplateError(fault)
    _changed(store, ours, who, lambda session: own_templates.release(session, version_id, who), data)


def back_to_ours(store: Store, ours: Paper, who: Who) -> None:
    """Make a paper of the template that comes with the program again. Raises :class:`RegisterError` where it is."""
    require(who, May.RELEASE_TEMPLATES)
    if ours.id not in shelf_of(store.settings).own:
        raise RegisterError(f"“{ours.title}”现在用的就是自带的模板，不用再改")
    _changed(store, ours, who, lambda session: own_templates.retire(session, ours.id, ours.title, who), None)


def standing(own: Own) -> bytes | None:
    """The own template as it stands in the home, None where it has no document. Raises :class:`RegisterError` where
    there are two, :class:`TemplateError` where its settings are faulty: nobody could tell which is meant."""
    if len(own.folders) > 1:
        raise RegisterError(own.fault())
    (folder,) = own.folders
    if folder.fault:
        raise TemplateError(folder.fault)
    try:
        return folder.document.read_bytes() if folder.document.is_file() else None
    except OSError as error:
        raise TemplateError(f"模板“{own.name}/{DOCUMENT}”打不开（{cause_of(error)}），请检查读取权限") from error


def _changed(store: Store, ours: Paper, who: Who, note: Callable[[Session], object], data: bytes | None) -> None:
    own = shelf_of(store.settings).own.get(ours.id)
    before = standing(own) if own else None
    kept = store.files.put(before) if before is not None else ""
    undo: _Undo | None = None
    try:
        with store.write() as session:
            if kept:
                draft = TemplateVersion(paper=ours.id, title=ours.title, sha256=kept)
                own_templates.adopt(session, store.files, draft, who)
            note(session)
            session.flush()
            undo = _placed(store.settings.templates, ours, own, before, data)
    except BaseException:
        if undo:
            undo()
        raise


def _placed(root: Path, ours: Paper, own: Own | None, before: bytes | None, data: bytes | None) -> _Undo:
    """Change what stands in the home; gives what puts it back."""
    if own is None:
        return _new(root, ours, data or b"")
    (folder,) = own.folders
    if data is None:
        return _put_aside(root, folder.path)
    write_whole(folder.document, data)
    return lambda: folder.document.unlink() if before is None else write_whole(folder.document, before)


def _new(root: Path, ours: Paper, data: bytes) -> _Undo:
    """A folder beside the others, there whole or not at all."""
    building, target = root / f".new-{secrets.token_hex(8)}", root / ours.title
    ensure_folder(root)
    try:
        write_whole(copy_template(ours, building) / DOCUMENT, data)
        (building / ours.title).rename(target)
    except OSError as error:
        raise OutputError(f"模板文件夹“{target.name}”写不进去（{cause_of(error)}），请管理员检查数据目录") from error
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return lambda: shutil.rmtree(target)


def _put_aside(root: Path, folder: Path) -> _Undo:
    """Its settings may have been changed by hand, so the folder stays, under a name that is passed over."""
    if folder == root:
        raise RegisterError(f"{DOCUMENT} 直接放在了模板文件夹里，请管理员把它移进以材料名称命名的文件夹后再试")
    aside = folder.with_name(f"{_ASIDE}{folder.name}-{secrets.token_hex(3)}")
    try:
        folder.rename(aside)
    except OSError as error:
        raise OutputError(f"模板文件夹“{folder.name}”移不走（{cause_of(error)}），请关闭正打开的模板后再试") from error
    return lambda: _renamed(aside, folder)


def _renamed(old: Path, new: Path) -> None:
    old.rename(new)
