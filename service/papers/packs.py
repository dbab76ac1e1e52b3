"""Which papers a meeting needs by itself: ``packs.toml``, by the kind of meeting."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from service.config import file_bytes, toml_table
from service.errors import PaperError, SettingsError
from service.papers.catalogue import Paper, find

PATH: Final = Path(__file__).with_name("packs.toml")


def papers_of(
    kind: str = "", name: str = "", path: Path = PATH, among: Mapping[str, Paper] | None = None
) -> list[Paper]:
    """The papers of a pack, in their order, by the kind or the name of its meeting; those of ``default`` where neither
    tells. They are taken from ``among`` (by id), or ours.

    Raises :class:`SettingsError` in one sentence where the file cannot be read or names no paper of ours.
    """
    what = f"设置文件“{path.name}”"
    table = toml_table(file_bytes(path, what), what)
    kinds = table.get("kinds", {})
    if not isinstance(kinds, dict):
        raise SettingsError(f"{what}的 [kinds] 应写成一类会议一行，请改正")
    known = next((word for word in kinds if word in kind or word in name), "")
    return _papers(kinds[known] if known else table.get("default"), f"{what}的“{known or 'default'}”", among)


def _papers(names: Any, what: str, among: Mapping[str, Paper] | None) -> list[Paper]:
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise SettingsError(f"{what}应为方括号括起的材料名称，至少一种，请改正")
    try:
        return list({paper.id: paper for paper in (find(name, among) for name in names)}.values())
    except PaperError as error:
        raise SettingsError(f"{what}有误：{error}") from error
