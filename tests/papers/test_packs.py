"""Which papers a kind of meeting has by itself, and what is said of a settings file that is wrong."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from service.errors import SettingsError
from service.papers import find, papers_of
from service.papers.packs import PATH

SETTINGS = """default = ["进展通报"]
[kinds]
"季度" = ["签到表", "会议通知", "签到表"]
"调度会" = ["会议通知"]
"""


@pytest.mark.parametrize(
    ("kind", "name", "titles"),
    [
        ("", "安澜县重点项目建设周调度会", ["会议通知"]),
        ("季度调度会", "安澜县重点项目建设推进会", ["签到表", "会议通知"]),
        ("", "安澜县重点项目建设推进会", ["进展通报"]),
    ],
)
def test_the_kind_or_the_name_decides(tmp_path: Path, kind: str, name: str, titles: list[str]) -> None:
    path = tmp_path / "packs.toml"
    path.write_text(SETTINGS, encoding="utf-8")
    assert [paper.title for paper in papers_of(kind, name, path)] == titles


def test_without_a_meeting_it_is_the_default(tmp_path: Path) -> None:
    path = tmp_path / "packs.toml"
    path.write_text(SETTINGS, encoding="utf-8")
    assert [paper.title for paper in papers_of(path=path)] == ["进展通报"]


def test_our_own_settings_name_papers_of_ours() -> None:
    table = tomllib.loads(PATH.read_text(encoding="utf-8"))
    rows = [table["default"], *table["kinds"].values()]
    assert all(find(name).title == name for row in rows for name in row)
    assert [row[:3] for row in rows] == [["会议通知", "会议议程与议题单", "签到表"]] * len(rows)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('default = ["会议通告"]', "“default”有误：没有“会议通告”这种材料，是不是“会议通知”"),
        ("default = []", "“default”应为方括号括起的材料名称"),
        ('default = "会议通知"', "“default”应为方括号括起的材料名称"),
        ("", "“default”应为方括号括起的材料名称"),
        ('kinds = 3\ndefault = ["会议通知"]', "[kinds] 应写成一类会议一行"),
        ("default = [", "格式有误"),
    ],
)
def test_wrong_settings_are_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "packs.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"packs\.toml") as caught:
        papers_of(path=path)
    assert words in str(caught.value)
