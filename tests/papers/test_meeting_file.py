"""The meeting file: every fault is one sentence that names the place and a cure."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from service import config
from service.errors import SettingsError
from service.papers import load_meeting, meeting_from
from tests.papers.made import meeting, tables


def test_the_sample() -> None:
    found = load_meeting(config.SAMPLES / "meeting.toml")
    assert found.time == datetime(2026, 11, 27, 9, 0)
    assert found.reply_by == datetime(2026, 11, 25, 17, 0)
    assert found.paper_date == date(2026, 11, 23)
    assert found.issuer.short == "安重办"
    assert len(found.addressees) == 12
    assert found.attendees[0][0] == "县领导"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026年11月27日（星期五）上午9:00", datetime(2026, 11, 27, 9)),
        ("2026年11月27日下午2时30分", datetime(2026, 11, 27, 14, 30)),
        ("2026-11-27 09:00", datetime(2026, 11, 27, 9)),
        (datetime(2026, 11, 27, 9), datetime(2026, 11, 27, 9)),
        (datetime(2026, 11, 27, 1, tzinfo=UTC), datetime(2026, 11, 27, 9)),  # nine o'clock in Beijing
    ],
)
def test_times(text: object, moment: datetime) -> None:
    assert meeting(meeting__time=text).time == moment


@pytest.mark.parametrize(
    "value",
    [
        "2026年11月23日",
        "2026年11月23日（星期一）",
        "2026-11-23",
        date(2026, 11, 23),
        datetime(2026, 11, 23, 8),
        datetime(2026, 11, 22, 17, tzinfo=UTC),
    ],
)
def test_days(value: object) -> None:
    assert meeting(meeting__paper_date=value).paper_date == date(2026, 11, 23)


def test_texts_lose_their_outer_blanks() -> None:
    found = meeting(meeting__place=" 三楼 ", meeting__agenda=[" 一 ", "", "二"])
    assert (found.place, found.agenda, found.reply_by) == ("三楼", ("一", "二"), None)


_GIVEN: dict[str, Any] = {"unit": "栖云镇", "item": "质量", "value": 2, "reason": "9月整改通知"}
_FAULTS: list[tuple[dict[str, Any], list[str]]] = [
    ({"meeting__time": "2026年11月27日（星期四）上午9:00"}, ["[meeting] time", "星期五", "写的是星期四", "核对"]),
    ({"meeting__paper_date": "2026年11月23日（星期日）"}, ["[meeting] paper_date", "星期一", "核对"]),
    ({"meeting__reply_by": "2026年11月27日（星期五）上午9:00"}, ["reply_by", "不早于会议时间", "核对"]),
    ({"meeting__reply_by": "2026年11月28日上午9:00"}, ["reply_by", "不早于会议时间"]),
    ({"meeting__reply_by": "2026年11月20日上午9:00"}, ["reply_by", "早于成文日期 2026-11-23"]),
    ({"meeting__paper_date": "2026年11月28日"}, ["会议时间早于成文日期", "time", "paper_date"]),
    ({"meeting__time": None}, ["[meeting] time", "没有填写", "请写成"]),
    ({"meeting__time": " "}, ["[meeting] time", "没有填写", "请写成"]),
    ({"meeting__time": date(2026, 11, 27)}, ["[meeting] time", "2026-11-27", "请写成"]),
    ({"meeting__time": 9}, ["[meeting] time", "“9”", "请写成"]),
    ({"meeting__time": "下周五上午"}, ["[meeting] time", "下周五上午"]),
    ({"meeting__time": "2026年2月30日上午9:00"}, ["[meeting] time", "2026年2月30日", "核对"]),
    ({"meeting__time": "2026年11月27日下午25:00"}, ["[meeting] time"]),
    ({"meeting__paper_date": None}, ["[meeting] paper_date", "没有填写", "请写成"]),
    ({"meeting__paper_date": "十一月"}, ["[meeting] paper_date", "十一月", "请写成"]),
    ({"meeting__paper_date": 20261123}, ["[meeting] paper_date", "20261123", "请写成"]),
    ({"meeting__name": None}, ["[meeting] name", "没有填写", "补上"]),
    ({"meeting__place": "  "}, ["[meeting] place", "没有填写"]),
    ({"meeting__place": 3}, ["[meeting] place", "文字"]),
    ({"meeting__host": ["甲"]}, ["[meeting] host", "文字"]),
    ({"meeting__addressees": "县水利局"}, ["[meeting] addressees", "列表"]),
    ({"meeting__agenda": ["通报", 2]}, ["[meeting] agenda", "列表"]),
    ({"meeting__agenda": ["｜甲｜5"]}, ["[meeting] agenda", "没有写事项", "请写成"]),
    ({"meeting__agenda": ["通报｜甲｜半小时"]}, ["[meeting] agenda", "时长“半小时”", "分钟"]),
    ({"meeting__agenda": ["通报｜甲｜0"]}, ["[meeting] agenda", "时长“0”"]),
    ({"meeting__agenda": ["通报｜甲｜5｜乙"]}, ["[meeting] agenda", "多于三段"]),
    ({"meeting__copies": "二十"}, ["[meeting] copies", "“二十”", "整数"]),
    ({"meeting__copies": True}, ["[meeting] copies", "整数"]),
    ({"meeting__copies": 0}, ["[meeting] copies", "“0”"]),
    ({"meeting__materials_by": "2026年11月28日上午9:00"}, ["materials_by", "不早于会议时间"]),
    ({"meeting__materials_by": "2026年11月20日上午9:00"}, ["materials_by", "早于成文日期"]),
    ({"meeting__titel": "x"}, ["[meeting]", "“titel”", "可用的有", "name"]),
    ({"issuer__fax": "x"}, ["[issuer]", "“fax”", "phone"]),
    ({"issuer": None}, ["缺少 [issuer] 一节", "补上"]),
    ({"meeting": None}, ["缺少 [meeting] 一节", "补上"]),
    ({"meeting": "周会"}, ["[meeting]"]),
    ({"issuer__name": ""}, ["[issuer] name", "没有填写"]),
    ({"extra": {}}, ["“extra”", "attendees、given、issuer、kinds、meeting"]),
    ({"attendees": "全体"}, ["[[attendees]]", "category", "people"]),
    ({"attendees": ["全体"]}, ["[[attendees]]"]),
    ({"attendees": [{"category": "县领导"}]}, ["[attendees] people", "没有填写"]),
    ({"attendees": [{"people": "甲", "tel": "1"}]}, ["[attendees]", "“tel”"]),
    ({"given": "质量"}, ["[[given]]", "unit、item、value 和 reason"]),
    ({"given": [_GIVEN | {"value": "两分"}]}, ["[given] value", "不加引号的数字"]),
    ({"given": [_GIVEN | {"value": float("nan")}]}, ["[given] value", "不加引号的数字"]),
    ({"given": [_GIVEN | {"reason": " "}]}, ["[given] reason", "补上"]),
    ({"given": [_GIVEN | {"unti": "x"}]}, ["[given]", "“unti”", "unit、item、value、reason"]),
    ({"given": [_GIVEN, _GIVEN]}, ["重复登记了“栖云镇”的“质量”", "合并"]),
    ({"meeting__expected_units": "栖云镇"}, ["[meeting] expected_units", "列表"]),
]


@pytest.mark.parametrize("nothing", ["", " ", "|", "｜ ｜", "||"])
def test_an_agenda_item_in_which_nothing_is_written_is_left_out(nothing: str) -> None:
    assert meeting_from(tables(meeting__agenda=[nothing, "通报"]), "会议.toml").agenda == ("通报",)


@pytest.mark.parametrize(("changed", "pieces"), _FAULTS)
def test_faults_name_the_place_and_a_cure(changed: dict[str, Any], pieces: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        meeting_from(tables(**changed), "会议.toml")
    said = str(caught.value)
    assert said.startswith("会议.toml")
    assert "\n" not in said
    assert [piece for piece in pieces if piece not in said] == [], said


_FILES: list[tuple[bytes, list[str]]] = [
    ("[meeting]\nname = 周会\n".encode(), ["第2行第8列", "对照样例改正"]),
    (b"[meeting\n", ["第1行第9列"]),
    (b'[meeting]\nname = "a"\nname = "b"\n', ["第3行"]),
    (b'[meeting]\nname = """a', ["末尾"]),
    ("[meeting]\nname = '周会'\n".encode("gbk"), ["不是 UTF-8", "另存为 UTF-8"]),
    (b"\xff\xfe[\x00", ["不是 UTF-8"]),
    (b"", ["缺少 [meeting] 一节"]),
]


@pytest.mark.parametrize(("content", "pieces"), _FILES)
def test_files_that_are_not_meeting_files(tmp_path: Path, content: bytes, pieces: list[str]) -> None:
    path = tmp_path / "周会.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError) as caught:
        load_meeting(path)
    said = str(caught.value)
    assert [piece for piece in ["周会.toml", *pieces] if piece not in said] == [], said
    assert "\n" not in said


@pytest.mark.parametrize(("name", "piece"), [("没有.toml", "找不到"), (".", "打不开")])
def test_no_file(tmp_path: Path, name: str, piece: str) -> None:
    with pytest.raises(SettingsError, match=piece):
        load_meeting(tmp_path / name)


def test_a_mark_of_byte_order_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "会议.toml"
    path.write_bytes(b"\xef\xbb\xbf" + (config.SAMPLES / "meeting.toml").read_bytes())
    assert load_meeting(path) == load_meeting(config.SAMPLES / "meeting.toml")


def test_native_dates_in_the_file(tmp_path: Path) -> None:
    text = (config.SAMPLES / "meeting.toml").read_text(encoding="utf-8")
    changes = {
        '"2026年11月27日（星期五）上午9:00"': "2026-11-27T09:00:00",
        '"2026年11月25日（星期三）下午5:00"': "2026-11-25T17:00:00+08:00",
        '"2026年11月23日"': "2026-11-23",
    }
    for words, native in changes.items():
        assert words in text
        text = text.replace(words, native)
    path = tmp_path / "会议.toml"
    path.write_text(text, encoding="utf-8")
    assert load_meeting(path) == load_meeting(config.SAMPLES / "meeting.toml")
