"""The office's own facts: written whole, read back, and what meeting files take from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from service.config import Settings
from service.errors import SettingsError
from service.papers import load_meeting, meeting_from
from service.papers.base import Inputs
from service.papers.office_facts import FILE, Office, missing, office_from, office_if_any, office_of, write_office
from tests.papers.made import PAPER_DATE, tables

FACTS: dict[str, Any] = {
    "issuer": {"name": '县“重点办”\n"一', "short": "安重办", "copy_to": ["县委办公室", "县人大\\办"], "contact": ""},
    "office": {"approved_by": "县人民政府", "measures": ["限期整改"], "bulletin_addressees": "县直各单位\x7f"},
    "kinds": {"鹿鸣片区": "乡镇"},
}


def test_facts_are_written_and_read_back(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "new")
    assert office_if_any(settings) is None
    written = write_office(settings, FACTS)
    assert office_of(settings) == written == office_from(FACTS, "表单")
    assert (written.kinds, written.measures) == ((("鹿鸣片区", "乡镇"),), ("限期整改",))
    assert missing(written) == ["联系人（contact）", "联系电话（phone）", "通报、问责依据的规定和条款（basis）"]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({}, "缺少 [issuer] 一节"),
        ({"issuer": {"name": " "}}, "[issuer] name：没有填写"),
        ({"issuer": {"name": "县办", "kind": "街道"}}, "写的“街道”不认识"),
        ({"issuer": {"name": "县办", "tel": "1"}}, "不认识“tel”这一项"),
        ({"issuer": {"name": "县办"}, "meeting": {}}, "不认识“meeting”这一项"),
        ({"issuer": {"name": "县办"}, "office": {"measures": "通报"}}, "[office] measures：应为方括号括起的文字列表"),
    ],
)
def test_faulty_facts_are_not_written(tmp_path: Path, table: dict[str, Any], said: str) -> None:
    write_office(Settings(home=tmp_path), FACTS)
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(SettingsError) as caught:
        write_office(Settings(home=tmp_path), table)
    assert said in str(caught.value)
    assert (tmp_path / FILE).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_their_absence_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"还没有填写本单位的发文信息.*office\.toml，写明单位全称、机关代字"):
        office_of(Settings(home=tmp_path))


def test_a_meeting_file_without_an_issuer_is_the_offices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUICAI_HOME", str(tmp_path))
    path = tmp_path / "会议.toml"
    rows = "\n".join(f"{key} = {value!r}".replace("'", '"') for key, value in tables()["meeting"].items())
    path.write_text(f"[meeting]\n{rows}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"缺少 \[issuer\] 一节，请对照样例补上，或在数据目录的 office\.toml"):
        load_meeting(path)
    office = write_office(Settings(home=tmp_path), FACTS)
    assert load_meeting(path).office == office


def test_what_a_meeting_says_itself_goes_first() -> None:
    office = office_from(FACTS, "office.toml")
    own = meeting_from(tables(meeting__approved_by="市人民政府"), "会议.toml", office)
    assert (own.issuer.short, own.approved_by, own.measures) == ("安重办", "市人民政府", ())
    table = tables(meeting__approved_by="市人民政府")
    del table["issuer"]
    borrowed = meeting_from(table, "会议.toml", office)
    assert (borrowed.issuer, borrowed.approved_by, borrowed.measures) == (office.issuer, "市人民政府", ("限期整改",))


def test_papers_without_a_meeting_are_the_offices() -> None:
    office: Office = office_from(FACTS, "office.toml")
    assert Inputs((), None, None, PAPER_DATE, own_office=office).issuer == office.issuer
