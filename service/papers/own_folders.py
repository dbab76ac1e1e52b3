"""The folders of templates a county keeps: which paper each stands for, and what its settings say."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from data_adapters.patterns import regex
from service.config import file_bytes, toml_table
from service.errors import SettingsError
from service.papers.catalogue import Paper, papers

DOCUMENT: Final = "template.docx"
SETTINGS: Final = "template.toml"
_KEYS: Final = ("of", "title", "version", "file_name", "number_series", "spare", "fields")
_TEXTS: Final = ("of", "title", "file_name", "number_series")
_WORD: Final = (".docx", ".doc", ".wps", ".dotx", ".docm")
_OF: Final = regex(r"^\s*of\s*=\s*[\"'](.+?)[\"']", re.MULTILINE)
_HIDDEN: Final = (".", "_", "~")  # ~$通报.docx is Word's own while a document is open


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of somebody's own template. ``paper`` is the id it stands for, "" where that cannot be told; ``fault``
    is one sentence, "" where its settings are in order."""

    path: Path
    paper: str
    fault: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def document(self) -> Path:
        """Where the template itself must stand."""
        return self.path / DOCUMENT


def folders(root: Path) -> list[Folder]:
    """Every folder of a template in ``root``, by name, and ``root`` itself where it is one; none where there is no
    such folder. Folders with nothing of a template in them are passed over. Raises :class:`SettingsError`."""
    try:
        inside = sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []
    except (OSError, ValueError) as error:
        raise SettingsError(f"放模板的文件夹“{root}”打不开，请检查读取权限") from error
    named = [path for path in inside if not path.name.startswith(_HIDDEN)]
    return [folder for path in ([root] if root.is_dir() else []) + named if (folder := _folder(path))]


def word_files(path: Path) -> list[str]:
    """The names of the Word documents in a folder."""
    return sorted(_names(path, _WORD))


def _names(path: Path, endings: tuple[str, ...]) -> Iterator[str]:
    for item in path.iterdir():
        if item.name.lower().endswith(endings) and not item.name.startswith(_HIDDEN) and item.is_file():
            yield item.name


def _folder(path: Path) -> Folder | None:
    try:
        if not any(_names(path, (*_WORD, SETTINGS))):
            return None
        there = (path / SETTINGS).is_file()
    except OSError:
        return Folder(path, _paper_of([path.name]), f"文件夹“{path.name}”打不开，请检查读取权限")
    return _with_settings(path) if there else _placed(path, {})


def _with_settings(path: Path) -> Folder:
    what = f"模板设置“{path.name}/{SETTINGS}”"
    data = b""
    try:
        data = file_bytes(path / SETTINGS, what)
        return _placed(path, toml_table(data, what))
    except SettingsError as error:  # which paper it stands for can be seen all the same: that one must not be ours
        said = _OF.findall(data.decode("utf-8", "replace"))
        return Folder(path, _paper_of([*said[:1], path.name]), str(error))


def _placed(path: Path, settings: Mapping[str, Any]) -> Folder:
    """The folder with its paper: what ``of`` says, else the folder's name, else the title its settings were copied
    with."""
    what = f"模板设置“{path.name}/{SETTINGS}”"
    fault = _settings_fault(what, settings)
    said = settings.get("of")
    paper = _paper_of([path.name, str(settings.get("title"))] if said is None else [str(said)])
    if not (fault or paper or said is None):
        fault = f"{what}里的 of 写的“{said}”不是材料名称{_near(said)}，请改正"
    return Folder(path, paper, fault, settings)


def _settings_fault(what: str, settings: Mapping[str, Any]) -> str:
    for key in settings:
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, n=1)
            hint = f"，是不是“{near[0]}”" if near else f"，可用的有：{'、'.join(_KEYS)}"
            return f"{what}里的“{key}”不是模板的设置项{hint}，请改正"
    for key in _TEXTS:
        if key in settings and not (
            isinstance(settings[key], str) and (settings[key].strip() or key == "number_series")
        ):
            return f"{what}里的“{key}”应是引号括起的文字，请改正"
    if not isinstance(settings.get("fields", {}), Mapping):
        return f"{what}里的 [fields] 应是一行一个名称，请对照自带的模板改正"
    return ""


def _paper_of(names: Iterable[str]) -> str:
    """The id of the first of these names that is an id or a title of ours; "" for none."""
    ids = {name: paper.id for paper in papers().values() for name in (paper.id, paper.title)}
    return next((ids[name] for name in names if name in ids), "")


def _near(name: str) -> str:
    known: Mapping[str, Paper] = papers()
    near = difflib.get_close_matches(name, [*known, *(paper.title for paper in known.values())], n=1, cutoff=0.4)
    return f"，是不是“{near[0]}”" if near else ""
