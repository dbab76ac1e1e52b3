"""Who may write what to whom: kinds and levels by name, forms, leave, and that every rule shows its source."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from service.config import ROOT
from service.errors import SettingsError
from service.papers.authority import PATH, authority, terms
from service.papers.bodies import bodies_of, body_of
from service.papers.office import refusal, ruling, with_leave
from service.wording import GAP
from tests.papers.authority_page import tables
from tests.papers.made import meeting

PAGE = (ROOT / "docs" / "authority.md").read_text(encoding="utf-8")
HQ, OFFICE, BUREAU = "安澜县重点项目建设指挥部办公室", "安澜县人民政府办公室", "听泉市发展和改革委员会"
GOVERNMENT, PARTY, INSPECTORS = "安澜县人民政府", "中共安澜县委", "安澜县政府督查室"


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        (HQ, "议事协调机构", 2),
        (OFFICE, "办公室", 2),
        (BUREAU, "部门", 3),
        ("听泉市栖云区发展和改革局", "部门", 2),
        ("安澜县城市管理局", "部门", 2),
        ("安澜县市场监督管理局", "部门", 2),
        (GOVERNMENT, "政府", 2),
        (PARTY, "党委", 2),
        (INSPECTORS, "督查机构", 2),
        ("望舒自治县人民政府", "政府", 2),
        ("县水利局", "部门", 2),
        ("市直各单位", "部门", 3),
        ("望舒乡", "乡镇", 1),
        ("望舒乡党委", "乡镇", 1),
        ("鹿鸣街道办", "乡镇", 1),
        ("安澜经济开发区管委会", "乡镇", 1),
        ("鹿鸣社区", "部门", 0),
        ("县发展和改革局投资科", "内设机构", 2),
        ("安澜城市建设投资有限公司", "部门", 0),
        (GAP, "部门", 0),
    ],
)
def test_a_body_is_told_by_its_name(name: str, kind: str, level: int) -> None:
    body = body_of(name)
    assert (body.kind, body.level) == (kind, level)


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("各乡镇人民政府，县直有关单位：", ["各乡镇人民政府", "县直有关单位"]),
        ("各县（市、区）人民政府，市直各单位", ["各县人民政府", "市直各单位"]),
        ("各乡镇和县直有关单位", ["各乡镇", "县直有关单位"]),
        ("县发展和改革局、县工业和信息化局", ["县发展和改革局", "县工业和信息化局"]),
        ("各乡镇（街道）及各园区；有关企业", ["各乡镇", "各园区", "有关企业"]),
    ],
)
def test_a_list_is_taken_apart(printed: str, names: list[str]) -> None:
    assert [body.name for body in bodies_of(printed, {})] == names


_TOWNS, _MIXED, _UNITS = "各乡镇人民政府", "各乡镇人民政府，县直有关单位", "县直有关单位"


@pytest.mark.parametrize(
    ("issuer", "addressees", "form", "leave"),
    [
        (HQ, _TOWNS, "信函", True),
        (HQ, _MIXED, "信函", True),
        (HQ, _UNITS, "文件", False),
        (HQ, "各县（市、区）人民政府，市直各单位", "信函", True),
        (HQ, "各乡镇党委", "信函", True),
        (HQ, "望舒乡人民政府、县水利局", "信函", True),
        (HQ, "鹿鸣街道办", "信函", True),
        (HQ, "县人民政府", "信函", False),
        (HQ, "县委、县人民政府", "信函", False),
        (HQ, "", "信函", False),
        (HQ, GAP, "信函", False),
        (OFFICE, _MIXED, "文件", True),
        (OFFICE, _UNITS, "文件", False),
        (GOVERNMENT, _MIXED, "文件", False),
        (PARTY, "各乡镇党委，县委各部门", "文件", False),
        (BUREAU, "安澜县人民政府", "信函", True),
        (BUREAU, "安澜县", "信函", True),
        (BUREAU, "安澜县发展和改革局", "文件", False),
        (BUREAU, "市水利局", "信函", False),
        (BUREAU, "市人民政府", "信函", False),
        (BUREAU, "省发展和改革委员会", "信函", False),
        (INSPECTORS, "望舒乡人民政府", "信函", True),
        (INSPECTORS, "县水利局", "信函", False),
        ("望舒乡人民政府", "各村民委员会", "文件", False),
        ("望舒乡人民政府", "县水利局", "信函", False),
        ("县发展和改革局投资科", "县水利局", "不行文", False),
    ],
)
def test_who_may_write_to_whom(issuer: str, addressees: str, form: str, leave: bool) -> None:
    at = meeting(issuer__name=issuer)
    found = ruling(at.office, addressees)
    assert (found.form, found.leave) == (form, leave)
    assert with_leave(at.office, addressees, "经研究，") == (f"经{GAP}同意，" if leave else "经研究，")
    assert all(rule.source in found.reason or len(found.rules) > 1 for rule in found.rules)


@pytest.mark.parametrize(
    ("issuer", "approved", "addressees", "words"),
    [
        (HQ, "县人民政府", _MIXED, "经县人民政府同意，"),
        (HQ, "县人民政府", "县水利局", "经县人民政府同意，"),
        (HQ, "县人民政府", "县人民政府", ""),  # nobody tells the government that it agreed
        (GOVERNMENT, "县人民政府", _TOWNS, ""),  # nor does it say so of itself
        (GOVERNMENT, "县委", _TOWNS, "经县委同意，"),
    ],
)
def test_whose_leave_is_named(issuer: str, approved: str, addressees: str, words: str) -> None:
    assert with_leave(meeting(issuer__name=issuer, meeting__approved_by=approved).office, addressees) == words


def test_what_a_name_does_not_tell_is_stated() -> None:
    assert not ruling(meeting().office, "鹿鸣片区").leave
    assert ruling(meeting(kinds={"鹿鸣片区": "乡镇"}).office, "鹿鸣片区、县水利局").leave
    city = {"issuer__name": "听泉市重点项目建设指挥部"}
    assert ruling(meeting(**city).office, "栖云市人民政府").form == "信函"
    assert not ruling(meeting(**city).office, "安澜市人民政府").leave  # two 市: as far as the names tell, equals
    assert ruling(meeting(**city, issuer__level="省").office, "安澜市人民政府").leave
    assert ruling(meeting(issuer__kind="办公室").office, _MIXED).form == "文件"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"issuer__kind": "公司"}, "[issuer] kind：写的“公司”不认识，可用的有：督查机构"),
        ({"issuer__level": "镇"}, "[issuer] level：写的“镇”不认识，可用的有：乡、县、市、省"),
        ({"kinds": {"鹿鸣片区": "镇"}}, "[kinds] 鹿鸣片区：写的“镇”不认识"),
        ({"kinds": "乡镇"}, "[kinds] 应写成一个单位一行"),
    ],
)
def test_what_is_stated_wrongly_is_a_sentence(changed: dict[str, object], words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        meeting(**changed)
    assert words in str(caught.value)


def test_who_may_not_write_is_told_why() -> None:
    said = refusal(meeting(issuer__name="县发展和改革局投资科").office, "县水利局")
    assert "第十七条" in said
    assert "[issuer] 里写明 kind" in said
    assert refusal(meeting().office, "县水利局") == ""


def test_the_page_shows_every_rule_with_its_source() -> None:
    rows = [row for rows in tables().values() for row in rows]
    heads = [line for line in PAGE.split("\n") if line.startswith("|---")]
    assert [row for row in rows if row not in PAGE] == []
    assert len([line for line in PAGE.split("\n") if line.startswith("|")]) == len(rows) + 2 * len(heads)
    rules = authority()
    ruled: tuple[Any, ...] = (*rules.kinds, *rules.forms, *rules.measures, *rules.terms.values(), *rules.lengths)
    assert len(rows) == len(ruled) > 30
    assert all(row.endswith(f"| {rule.source} |") for row, rule in zip(rows, ruled, strict=True))


def test_a_changed_term_is_printed_at_once(tmp_path: Path) -> None:
    path = tmp_path / "authority.toml"
    path.write_text(PATH.read_text(encoding="utf-8").replace("number = 30", "number = 60"), encoding="utf-8")
    assert (terms("复核"), authority(path).terms["复核"].printed) == ({"复核": "30日"}, "60日")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('name = "督查机构"', 'nam = "督查机构"', "第1条 [[kind]]缺少“name”"),
        ('form = "不行文"', 'form = "红头"', "的 form写的“红头”不认识，可用的有：不行文、便函、信函、文件"),
        ('to = ["平级"]', 'to = ["同级"]', "的 to写的“同级”不认识"),
        ('issuer = ["内设机构"]', 'issuer = ["股室"]', "的 issuer写的“股室”不认识"),
        ('level = "拒绝"', 'level = "重"', "问责方式“处分”的 level写的“重”不认识"),
        ("number = 30", 'number = "三十"', "的“number”应为不小于1的整数"),
        ("leave = true", 'leave = "是"', "的“leave”应为 true 或者 false"),
        ('name = "申诉"', 'name = "上诉"', "缺少“申诉”的期限"),
        ('measures = ["限期整改"', 'measures = ["诫勉"', "[default] 的 measures写的“诫勉”不认识"),
        ("[proposal]", "[proposals]", "“proposals”不认识"),
        ('source = "本地考核办法"', 'source = ""', "的“source”应为加引号的文字"),
        ('endings = ["股", "科", "科室"]', 'endings = "股"', "的“endings”应为方括号括起的文字"),
        ("characters = 5000", "characters = 5000\nmost = 1", "里的“most”不认识"),
        ('says = "向上级机关用报告', 'to = ["上级"]\nsays = "向上级机关用报告', "最后一条 [[form]] 应不写 issuer、to"),
    ],
)
def test_a_fault_of_the_rules_is_a_sentence(tmp_path: Path, old: str, new: str, words: str) -> None:
    text = PATH.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "authority.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"authority\.toml") as caught:
        authority(path)
    assert words in str(caught.value)


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="打不开"):
        authority(tmp_path / "none.toml")
