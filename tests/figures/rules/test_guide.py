"""The guide for offices: its example is a rule file that works, and its tables name everything there is."""

from __future__ import annotations

import re
from pathlib import Path

from service.figures.rules import load_rules
from service.figures.rules.families import FAMILIES
from service.figures.scoring import load_given
from service.figures.scoring.loading import KINDS
from service.figures.scoring.measures import MEASURES

GUIDE = (Path(__file__).parents[3] / "docs" / "rules.md").read_text(encoding="utf-8")


def test_the_examples_load() -> None:
    rules, given = re.findall(r"```toml\n(.*?)```", GUIDE, re.S)
    assert [rule.level.name for rule in load_rules(rules.encode(), "样例.toml").rules] == ["绿灯", "黄灯", "红灯"]
    assert load_given(given.encode(), "登记.toml")["栖云镇"]["质量"].reason == "7月、9月两次整改通知"


def test_everything_that_may_be_written_is_named() -> None:
    missing = [name for name in (*FAMILIES, *MEASURES, *KINDS, "given") if f"`{name}`" not in GUIDE]
    assert missing == []
