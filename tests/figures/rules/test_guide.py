"""The guide for offices: its example is a rule file that works, and its tables name everything there is."""

from __future__ import annotations

import re
from pathlib import Path

from service.figures.rates import Among, Measure
from service.figures.report.asked import load_asked
from service.figures.rules import load_rules, ready_rules
from service.figures.rules.families import FAMILIES
from service.figures.scoring import load_course, load_given, ready_schemes
from service.figures.scoring.loading import KINDS
from service.figures.scoring.measures import MEASURES

GUIDE = (Path(__file__).parents[3] / "docs" / "rules.md").read_text(encoding="utf-8")


def test_the_examples_load() -> None:
    asked, rules, given, course = re.findall(r"```toml\n(.*?)```", GUIDE, re.S)
    assert [rule.level.name for rule in load_rules(rules.encode(), "样例.toml").rules] == ["绿灯", "黄灯", "红灯"]
    assert load_given(given.encode(), "登记.toml")["栖云镇"]["质量"].reason == "7月、9月两次整改通知"
    assert load_asked(asked.encode(), "figures.toml").by == (
        *("unit", "nature", "size", "funding", "leader", "plan_lists"),
    )
    assert [mean.name for mean in load_course(course.encode(), "全年.toml").means] == ["一季度", "全年"]


def test_every_denominator_and_every_option_is_named() -> None:
    assert [among.value for among in Among if among.value not in GUIDE] == []
    assert [measure.label for measure in Measure if measure.label not in GUIDE] == []
    assert [name for name in ("running", "times", "severity", "note", "of") if f"`{name}" not in GUIDE] == []
    assert [name for name in (*ready_rules(), *ready_schemes()) if name not in GUIDE] == []


def test_everything_that_may_be_written_is_named() -> None:
    missing = [name for name in (*FAMILIES, *MEASURES, *KINDS, "given") if f"`{name}`" not in GUIDE]
    assert missing == []
