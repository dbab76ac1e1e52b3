"""Decisions as a file: asked, filled in by hand, read again, asked again where a figure changed."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data_adapters import Reading
from data_adapters.headings import fields
from service.errors import SettingsError
from service.figures import Decision, Use, decided, questions
from service.figures.decision_file import load_decisions, save_decisions
from tests.figures.made import OCTOBER
from tests.figures.test_decisions import decision, ledger

ENTRY = {
    **{"问题": "rate_differs", "工作表": "CSV", "项目": "甲项目", "栏目": "占年计划%", "表内": "80%", "计算": "90.00%"},
    **{"采用": "表内", "决定人": "张三", "理由": "以统计局数为准", "日期": "2026-11-30"},
}


def ask(path: Path, reading: Reading, decisions: list[Decision] | None = None) -> int:
    outcome = decided([reading], decisions or [], questions([reading], OCTOBER))
    return save_decisions(path, [reading], decisions or [], outcome.open)


def fill(path: Path, **answers: str) -> None:
    """What a person does in an editor: the first four empty answers."""
    text = path.read_text(encoding="utf-8")
    for key, answer in answers.items():
        assert f'"{key}" = ""' in text
        text = text.replace(f'"{key}" = ""', f'"{key}" = {answer}', 1)
    path.write_text(text, encoding="utf-8")


def entries(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8")).get("决定", [])
    return found


def written(path: Path, *given: dict[str, Any], more: str = "") -> Path:
    lines = [
        line for entry in given for line in ('[["决定"]]', *(f'"{key}" = "{text}"' for key, text in entry.items()))
    ]
    path.write_text("\n".join([*lines, more]), encoding="utf-8")
    return path


def test_asked_filled_in_and_read(tmp_path: Path) -> None:
    path = tmp_path / "决定.toml"
    assert ask(path, ledger()) == 1
    assert path.read_text(encoding="utf-8").startswith("# 核对决定：")
    assert "\n# 采用可填：表内、计算、不计入\n" in path.read_text(encoding="utf-8")
    assert entries(path) == [
        {
            **{key: ENTRY[key] for key in ("问题", "工作表", "项目", "栏目", "表内", "计算")},
            "说明": "台账.csv › CSV!F3：“甲项目”占年计划比例：表内 80%，计算 90.00%",
            "位置": "台账.csv › CSV!F3",
            **dict.fromkeys(("采用", "决定人", "理由", "日期"), ""),
        }
    ]
    assert load_decisions(path) == []  # nobody decided yet
    fill(path, 采用='"表内"', 决定人='"张三"', 理由='"以统计局数为准"', 日期="2026-11-30")
    assert load_decisions(path) == [decision(Use.PRINTED, cell="台账.csv › CSV!F3")]


def test_asking_again_keeps_what_was_decided(tmp_path: Path) -> None:
    path = tmp_path / "决定.toml"
    given = decision(Use.LEAVE_OUT, cell="台账.csv › CSV!F3", reason='说"停工"\n两行\\\x7f')
    assert ask(path, ledger(), [given]) == 0
    assert load_decisions(path) == [given]
    assert ask(path, ledger(), load_decisions(path)) == 0
    assert load_decisions(path) == [given]


def test_a_stale_decision_gives_way_to_its_question(tmp_path: Path) -> None:
    path = tmp_path / "决定.toml"
    assert ask(path, ledger("甲项目,县水利局,100,91,80%,"), [decision(Use.COMPUTED)]) == 1
    assert load_decisions(path) == []
    [entry] = entries(path)
    assert entry["计算"] == "91.00%"
    assert entry["上次"] == "80%，90.00%；采用计算数（张三：以统计局数为准），2026-11-30"
    fill(path, 采用='"不计入"', 决定人='"李四"', 理由='"停工"', 日期='"2026-12-01"')
    assert [item.seen for item in load_decisions(path)] == [("80%", "91.00%")]


def test_questions_that_cannot_be_decided_are_not_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "决定.toml"
    rows = ("甲项目,县水利局,100,90,80%,", "甲项目,县水利局,100,90,80%,", "合计,,300,180,,")
    assert len(questions([ledger(*rows)], OCTOBER)) > 2
    assert ask(path, ledger(*rows)) == 0
    assert entries(path) == []


def test_against_the_last_upload_the_two_months_are_named(tmp_path: Path) -> None:
    path = tmp_path / "决定.toml"
    heads = "序号,项目名称,年度计划投资,累计完成投资"
    readings, last = [ledger("甲项目,100,70", heads=heads)], [ledger("甲项目,100,80", heads=heads, file="上期.csv")]
    asked = [item for item in questions(readings, OCTOBER, last) if item.code == "fell"]
    assert save_decisions(path, readings, [], asked) == 1
    assert "# 采用可填：表内、不计入\n" in path.read_text(encoding="utf-8")
    assert [entries(path)[0][side] for side in ("上期", "本期")] == ["80.00万元", "70.00万元"]
    fill(path, 采用='"表内"', 决定人='"张三"', 理由='"核减"', 日期='"2026-11-30"')
    found = load_decisions(path)
    assert decided(readings, found, asked).open == ()
    assert save_decisions(path, readings, found, ()) == 0
    assert [item.seen for item in load_decisions(path)] == [("80.00万元", "70.00万元")]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"决定人": ""}, "第1个决定（“甲项目”）没有写决定人，请补上；没想好的请四项都空着"),
        ({"理由": " "}, "第1个决定（“甲项目”）没有写理由"),
        ({"日期": ""}, "第1个决定（“甲项目”）没有写日期"),
        ({"采用": ""}, "第1个决定（“甲项目”）没有写采用"),
        ({"采用": "印的"}, "第1个决定的采用“印的”不认识，应是表内、计算、不计入之一"),
        ({"日期": "11月30日"}, "第1个决定的日期“11月30日”写法不对，请写成 2026-11-30"),
        ({"日期": "2026-02-30"}, "第1个决定的日期“2026-02-30”写法不对"),
        ({"栏目": "完成了多少"}, "第1个决定的栏目“完成了多少”不认识"),
        ({"项目": ""}, "第1个决定缺少“项目”"),
        ({"备注": "无"}, "第1个决定里的“备注”不认识"),
        ({"问题": "twin_project"}, "“甲项目”的问题 twin_project 不能用决定处理"),
    ],
)
def test_what_is_filled_in_wrongly_is_named(tmp_path: Path, changed: dict[str, str], said: str) -> None:
    path = written(tmp_path / "决定.toml", {**ENTRY, **changed})
    with pytest.raises(SettingsError) as caught:
        load_decisions(path)
    assert said in str(caught.value)


def test_files_that_are_something_else(tmp_path: Path) -> None:
    path = tmp_path / "决定.toml"
    without = {key: text for key, text in ENTRY.items() if key != "计算"}
    for text, said in (("x = 1", '里应只有一段段的 [["决定"]]'), ('"决定" = 3', "里应只有"), ("[[", "格式有误")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError, match=r"^决定文件“决定\.toml”") as caught:
            load_decisions(path)
        assert said in str(caught.value)
    with pytest.raises(SettingsError, match="缺少“表内”和“计算”两个数"):
        load_decisions(written(path, without))
    with pytest.raises(SettingsError, match="找不到这个文件"):
        load_decisions(tmp_path / "没有.toml")


def test_a_day_may_be_tomls_own_but_no_moment(tmp_path: Path) -> None:
    without = {key: text for key, text in ENTRY.items() if key != "日期"}
    path = written(tmp_path / "决定.toml", without, more='"日期" = 2026-11-30')
    assert [item.when for item in load_decisions(path)] == [date(2026, 11, 30)]
    with pytest.raises(SettingsError, match="写法不对"):
        load_decisions(written(path, without, more='"日期" = 2026-11-30T09:00:00'))


def test_a_columns_label_names_one_field() -> None:
    labels = [field.label for field in fields().values()]
    assert len(set(labels)) == len(labels)
