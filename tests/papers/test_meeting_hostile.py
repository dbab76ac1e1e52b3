"""Meeting files that break a parser or a calendar: one sentence each, from the file, the form and the settings."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from service import config
from service.errors import SettingsError
from service.papers import load_meeting
from service.web.meeting_form import meeting_typed, values_of_file

BROKEN = {
    "deep": (b"a=" + b"[" * 100_000, "嵌套过深"),
    "long": (b"a=" + b"9" * 5_000, "数字过长"),
    "syntax": (b"a=[", "格式有误"),
    "gbk": ("a='周会'".encode("gbk"), "不是 UTF-8"),
}


def with_times(**times: str) -> bytes:
    """A meeting file with these times, unquoted; ``time`` is given where it is not."""
    given = {"time": "2026-11-27T09:00:00", "paper_date": "2026-11-23"} | times
    lines = [f"{key}={value}" for key, value in given.items()]
    return "\n".join(["[meeting]", 'name="会"', 'place="楼"', *lines, "[issuer]", 'name="办"', ""]).encode()


@pytest.mark.parametrize("content", BROKEN, ids=list(BROKEN))
def test_every_reader_of_toml_says_the_same(tmp_path: Path, content: str) -> None:
    data, piece = BROKEN[content]
    (tmp_path / "huicai.toml").write_bytes(data)
    said = []
    for read in (
        lambda: load_meeting(tmp_path / "huicai.toml"),
        lambda: values_of_file(data, "huicai.toml"),
        lambda: config.load({"HUICAI_HOME": str(tmp_path)}),
    ):
        with pytest.raises(SettingsError, match=piece) as caught:
            read()
        said.append(str(caught.value).partition("huicai.toml")[2])
    assert len(set(said)) == 1
    assert "\n" not in said[0]


@pytest.mark.parametrize("key", ["time", "reply_by", "paper_date"])
@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_a_moment_beyond_the_calendar_is_one_sentence(tmp_path: Path, key: str, moment: str) -> None:
    data = with_times(**{key: moment})
    (tmp_path / "会.toml").write_bytes(data)
    with pytest.raises(SettingsError, match=rf"会\.toml \[meeting\] {key}：.*超出日历范围"):
        load_meeting(tmp_path / "会.toml")
    with pytest.raises(SettingsError, match="超出日历范围"):
        values_of_file(data, "会.toml")


@pytest.mark.parametrize(
    ("moment", "hour"), [("2026-11-27T01:00:00Z", 9), ("2026-11-27T09:00:00+08:00", 9), ("2026-11-27T09:00:00", 9)]
)
def test_file_and_form_agree_on_the_clock(tmp_path: Path, moment: str, hour: int) -> None:
    data = with_times(time=moment)
    (tmp_path / "会.toml").write_bytes(data)
    typed = meeting_typed(values_of_file(data, "会.toml"))
    assert typed is not None
    assert load_meeting(tmp_path / "会.toml").time == typed.time == datetime(2026, 11, 27, hour)
