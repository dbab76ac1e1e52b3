"""``huicai figures`` with a period up to half a month or a day, and with a rule file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.made import LEDGER, Console


def test_a_ready_rule_by_name(console: Console) -> None:
    ran = console.run("figures", LEDGER, "--rules", "武汉")
    assert (ran.code, ran.err) == (1, "")
    assert "个为不发牌，不列）：" in ran.out
    assert (
        "  红牌  望舒大道改扩建工程：完成率相当于序时进度的48.0%（完成率40.0%，序时进度83.3%），低于60%为红牌"
        in ran.out
    )


def test_rules_in_json(console: Console) -> None:
    found = json.loads(console.run("figures", LEDGER, "--rules", "武汉", "--json").out)
    warnings = [line["warning"] for line in found["projects"] if line["warning"]]
    assert {warning["level"] for warning in warnings} == {None, "不发牌", "黄牌", "红牌"}
    assert all(warning["sources"] for warning in warnings if warning["level"])
    assert all(warning["unjudged"] for warning in warnings if not warning["level"])


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2026-08上半月", "期间 2026-08上半月，序时进度 62.5%"),
        ("2026-08-20", "期间 2026-08-20，序时进度 63.7%"),
        ("2026-08", "期间 2026-08，序时进度 66.7%"),
    ],
)
def test_a_period_up_to_half_a_month_or_a_day(console: Console, period: str, said: str) -> None:
    assert said in console.run("figures", LEDGER, "--period", period).out


def test_the_movement_since_an_earlier_ledger(console: Console) -> None:
    found = json.loads(console.run("figures", LEDGER, "--period", "2026-11", "--last", LEDGER, "--json").out)
    moved = {line["moved"] for line in found["units"]}
    assert moved == {"持平", ""}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--rules", "没有的规则"), "没有“没有的规则”这个规则文件，请给出规则文件的位置，或用现成的："),
        (("--period", "2026-02-30"), "期间“2026-02-30”不存在：2026年2月没有 30 日，请改正"),
        (("--period", "上个月"), "期间“上个月”写法不对"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(console: Console, arguments: tuple[str, str], said: str) -> None:
    ran = console.run("figures", LEDGER, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_a_rule_file_with_a_fault(console: Console, tmp_path: Path) -> None:
    path = tmp_path / "本县.toml"
    path.write_text('name = "本县"\n[[level]]\nname = "黄灯"\ncolour = "黄"\n', encoding="utf-8")
    ran = console.run("figures", LEDGER, "--rules", str(path))
    assert ran.code == 2
    assert ran.err.startswith("规则文件“本县.toml”第4行的 colour 写的“黄”不认识")
