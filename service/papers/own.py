"""A county's own templates in the place of ours, each looked over before a paper is made of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from service.config import Settings, file_bytes, json_object, load
from service.errors import PaperError, SettingsError, TemplateError
from service.papers.base import Inputs, Plan
from service.papers.catalogue import Paper, papers
from service.papers.names import file_name
from service.papers.own_folders import DOCUMENT, SETTINGS, Folder, folders, word_files
from service.wording import FILTERS

if TYPE_CHECKING:
    from service.assembly.lint import Lint

_LARGE: Final = 2**20  # bytes: what is larger holds pictures, and is not kept


class Own(NamedTuple):
    """A template of somebody's own for a paper of ``ours``; two folders where it cannot be told which is meant."""

    ours: Paper
    folders: tuple[Folder, ...]

    @property
    def name(self) -> str:
        """The folder's name; several are joined."""
        return "、".join(folder.path.name for folder in self.folders)

    def fault(self) -> str:
        """What keeps a paper from being made of it, in one sentence with file, place and cure; "" for nothing."""
        if len(self.folders) > 1:
            named = "和".join(f"“{folder.path.name}”" for folder in self.folders)
            return f"“{self.ours.title}”有不止一份自己的模板：{named}，不知道用哪一份；请只留一份，其余的移到别处"
        (folder,) = self.folders
        try:
            return folder.fault or self._title_fault() or self._name_fault() or first_fault(self.lint(), self.ours)
        except TemplateError as error:
            return str(error)

    def lint(self) -> Lint:
        """The template looked over: the names it may use are those of ours, with whose sample it is filled for trial.

        Raises :class:`TemplateError` for what is no template.
        """
        (folder,) = self.folders
        name = f"{folder.path.name}/{DOCUMENT}"
        if not folder.document.is_file():
            raise TemplateError(_no_document(folder))
        data = file_bytes(folder.document, f"模板“{name}”", TemplateError)
        return looked_over(self.ours, data, name)

    def paper(self) -> Paper:
        """The paper as it is made of this template; with a fault its plan says so, in the place of any draft."""
        (folder, *others) = self.folders
        plan = _guarded(self.ours.plan, self.fault)
        if others or folder.fault:  # its settings are not to be believed
            return replace(self.ours, plan=plan, own=self.name)
        return replace(
            self.ours,
            title=folder.settings.get("title", self.ours.title),
            file_name=folder.settings.get("file_name", self.ours.file_name),
            template=folder.document,
            plan=plan,
            own=self.name,
            notes=("，".join(filter(None, (f"“{self.ours.title}”用的是自己的模板“{self.name}”", self.older()))),),
        )

    def _title_fault(self) -> str:
        title = str(self.folders[0].settings.get("title", self.ours.title))
        others = (paper for paper in papers().values() if paper.id != self.ours.id)
        if any(title in (paper.id, paper.title) for paper in others):
            return f"{self._settings()}里的 title 写的“{title}”是另一种材料的名称，请改成别的"
        return ""

    def _name_fault(self) -> str:
        pattern = str(self.folders[0].settings.get("file_name", self.ours.file_name))
        try:
            made = file_name(pattern, sample_of(self.ours))
        except PaperError as error:
            return f"{self._settings()}有误：{error}"
        if "{" in made or "}" in made:
            return f"{self._settings()}里的 file_name“{pattern}”写法有误，请写成 {{{{ 名称 }}}}，名称不带过滤器"
        return ""

    def _settings(self) -> str:
        return f"模板设置“{self.name}/{SETTINGS}”"

    def older(self) -> str:
        """That it was copied from an older version than ours now, with the names that came since; else ""."""
        settings = self.folders[0].settings
        made = str(settings.get("version", self.ours.version))
        if not _number(made) or _number(made) >= _number(self.ours.version):
            return ""
        listed = settings.get("fields", {})
        new = [name for name in self.ours.fields if listed and name not in listed]
        more = f"，新添了可用的名称：{'、'.join(new)}" if new else ""
        return f"是照 {made} 版改的，自带的现在是 {self.ours.version} 版{more}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """All papers by id with own templates in the place of ours; ``strays`` are the folders of which nobody knows for
    what paper, by name, each with the sentence why."""

    papers: Mapping[str, Paper]
    own: Mapping[str, Own] = field(default_factory=dict)
    strays: Mapping[str, str] = field(default_factory=dict)


def shelf_of(settings: Settings) -> Shelf:
    """The papers with the templates of a data home, printed as its settings say. Raises SettingsError."""
    return shelf(settings.templates, settings)


def shelf(root: Path, settings: Settings | None = None) -> Shelf:
    """The papers with the templates in ``root`` (a folder each) as they stand there now, printed as ``settings`` say.

    Raises :class:`SettingsError`.
    """
    found: dict[str, list[Folder]] = {}
    strays = {}
    for folder in folders(root):
        if folder.paper:
            found.setdefault(folder.paper, []).append(folder)
        else:
            strays[folder.path.name] = folder.fault or _stray(folder)
    own = {paper: Own(papers()[paper], tuple(several)) for paper, several in found.items()}
    every = {paper: own[paper].paper() if paper in own else ours for paper, ours in papers().items()}
    return Shelf({paper: replace(each, settings=settings) for paper, each in every.items()}, own, strays)


def templates_of(typed: Path | None) -> Shelf:
    """The papers with the templates in the folder a person named, else in that of the data home.

    Raises :class:`SettingsError` where the folder that was named is none, or holds no template.
    """
    settings = load()
    found = shelf(typed or settings.templates, settings)
    if typed and not (found.own or found.strays):
        why = "里没有模板" if typed.is_dir() else "找不到"
        raise SettingsError(f"放模板的文件夹“{typed}”{why}，请检查名称；里面应是一种材料一个文件夹，放着 {DOCUMENT}")
    return found


def sample_of(paper: Paper) -> dict[str, object]:
    """The sample data beside a template of ours."""
    return json_object(paper.template.with_name("sample.json"))


def _guarded(plan: Callable[[Inputs], Plan], fault: Callable[[], str]) -> Callable[[Inputs], Plan]:
    """The plan, or :class:`PaperError` with the template's fault: one sentence, not one for each addressee."""

    def planned(inputs: Inputs) -> Plan:
        if said := fault():
            raise PaperError(said, command="毛病用 huicai lint、能用的名称用 huicai templates names 一次看全")
        yield from plan(inputs)

    return planned


def looked_over(ours: Paper, data: bytes, name: str) -> Lint:
    """A template for a paper of ours looked over, and filled for trial with its sample. Raises as :meth:`Own.lint`."""
    return (_kept if len(data) < _LARGE else _looked_over)(ours.id, data, name)


def _looked_over(paper_id: str, data: bytes, name: str) -> Lint:
    from service.assembly.lint import known_fields, lint  # noqa: PLC0415 - needed only where somebody has templates

    ours = papers()[paper_id]
    return lint(data, filters=FILTERS, name=name, known=known_fields(ours.fields), sample=sample_of(ours))


# It takes most of a second, and every plan of an own template asks for it.
_kept = lru_cache(maxsize=32)(_looked_over)


def first_fault(found: Lint, ours: Paper) -> str:
    """What keeps a paper from being made of a template that was looked over, in one sentence; "" for nothing."""
    from service.assembly.lint import Code, Severity  # noqa: PLC0415 - as above

    errors = [each for each in found.faults if each.severity is Severity.ERROR]
    if not errors:
        return ""
    names = f"；能用的名称列在“{ours.title}”的模板说明里"
    hint = names if any(each.code is Code.UNKNOWN_NAME for each in errors) else ""
    more = f"；另有 {len(errors) - 1} 处" if len(errors) > 1 else ""
    return f"模板“{found.name}”{errors[0]}{more}{hint}"


def _no_document(folder: Folder) -> str:
    there = word_files(folder.path)
    cure = f"里面有“{there[0]}”，请在 Word 里另存为 {DOCUMENT}" if there else f"请放进去，文件名要叫 {DOCUMENT}"
    return f"自己的模板“{folder.path.name}”里没有 {DOCUMENT}，{cure}"


def _stray(folder: Folder) -> str:
    return (
        f"看不出模板“{folder.path.name}”是哪种材料的，没有用它；请放在以材料名称命名的文件夹里，"
        f'或在旁边的 {SETTINGS} 写一行 of = "材料名称"'
    )


def _number(version: str) -> tuple[int, ...]:
    """A version's numbers; none for what is not one."""
    return tuple(map(int, version.split("."))) if re.fullmatch(r"\d{1,6}(\.\d{1,6}){0,3}", version, re.ASCII) else ()
