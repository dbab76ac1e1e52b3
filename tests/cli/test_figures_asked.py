"""``huicai figures`` with what a person asks: groups, comparison, ranking, settings, targets by their month."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.made import ISSUES, LEDGER, Console

_HEADS = "截至2026年{month}月底\n序号,项目名称,责任单位,建设性质,年度计划投资（万元）,累计完成投资（万元）\n"


def ledger(folder: Path, month: int, done: str) -> Path:
    path = folder / f"{month}月.csv"
    path.write_text(_HEADS.format(month=month) + f"1,甲项目,县水利局,新建,100,{done}\n", encoding="utf-8")
    return path


def test_everything_in_words(console: Console) -> None:
    ran = console.run(
        "figures", LEDGER, "--by", "建设性质", "--by", "建设地点", "--compare", "全市=62.3", "--apart", "单位类别"
    )
    for piece in (
        "合计 60 项：年度计划 48.64亿元，累计完成 37.56亿元，完成率 77.2%，进度差 -6.1个百分点",
        "后续月均需完成 5.54亿元",
        "同比增长15.3%",
        "环比：无上月可比数据",
        "完成率高于全市14.9个百分点",
        "双过半：无法判断（缺6月底的数据）",
        "台账分组：",
        "计划列表（一个项目可列入几个计划，各项不能相加）：",
        "按建设性质：",
        "  续建 25 项：计划 23.38亿元，占计划 48.1%，完成 19.70亿元，完成率 84.3%，进度差 +0.9个百分点",
        "任务单位排名（乡镇）：",
        "任务单位排名（县直）：",
        "达到序时（并列）",
    ):
        assert piece in ran.out, piece
    assert "486400" not in ran.out


@pytest.mark.parametrize(("june", "said"), [("50", "已实现，差距 0.0个百分点"), ("0", "未实现，差距 -50.0个百分点")])
def test_half_the_task_by_the_ledger_of_june(console: Console, tmp_path: Path, june: str, said: str) -> None:
    now, then = ledger(tmp_path, 10, "77.2"), ledger(tmp_path, 6, june)
    out = console.run("figures", now, "--last", then).out
    assert f"双过半：{said}" in out
    assert "首季开门红：无法判断（缺3月底的数据）" in out


def test_a_settings_file_and_options_on_top(console: Console, tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    path.write_text('by = ["建设性质"]\norder = "低到高"\n[compare]\n"全市" = "62.3"\n', encoding="utf-8")
    found = json.loads(
        console.run("figures", LEDGER, "--settings", path, "--by", "投资规模", "--compare", "全省＝70%", "--json").out
    )
    assert [part["label"] for part in found["by"]] == ["建设性质", "投资规模"]
    assert [(line["name"], line["rate_pct"]) for line in found["compare"]] == [("全市", "62.3"), ("全省", "70")]
    first = next(line for line in found["units"] if line["rank"] == 1)
    assert first["rate_pct"] == "0"
    for line in (
        found["total"],
        *found["groups"],
        *found["lists"],
        *(g for part in found["by"] for g in part["groups"]),
    ):
        assert line["formulas"]["rate"].startswith("完成率")
        assert line["sources"]["plan"] or line["plan"] is None


def test_issues_are_judged_by_their_deadlines(console: Console) -> None:
    ran = console.run("figures", LEDGER, ISSUES, "--rules", "华亭", "--json")
    found = json.loads(ran.out)
    levels = {line["warning"]["level"] for line in found["issues"] if line["warning"]}
    assert levels >= {"蓝单"} or levels >= {"黄单"}
    assert all(line["problem"] for line in found["issues"])
    assert {line["warning"] for line in found["projects"]} == {None}  # these rules speak of issues only
    assert "为" in console.run("figures", LEDGER, ISSUES, "--rules", "华亭").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--by", "颜色"), "不能按“颜色”分组，可以写：责任单位"),
        (("--compare", "全市"), "--compare 写的“全市”看不懂，请写成 全市=62.3"),
        (("--compare", "全市=很高"), "比较的数“很高”不是百分数"),
        (("--apart", "金额"), "不能按“金额”分组"),
        (("--settings", "没有.toml"), "指标设置文件“没有.toml”打不开"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(console: Console, arguments: tuple[str, str], said: str) -> None:
    ran = console.run("figures", LEDGER, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1
