"""The ladder's file, and what it lets issue on which day, worked out by hand on a calendar of 2026."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from service.config import file_bytes, toml_table
from service.errors import SettingsError
from service.papers.catalogue import papers
from service.registers.escalation import outlook
from service.registers.ladder import Ladder, ladder
from service.registers.ticket_life import Kind, Step
from service.wording.arrangement import Arrangement
from service.wording.workdays import Calendar
from tests.registers.lives import ANSWERED, RECEIVED, SIGNED, lived

RULES = ladder()


def taken(name: str, day: date) -> Step:
    return Step(Kind.ESCALATE, "李四", day, measure=name)


REMINDED = taken("提醒", date(2026, 3, 10))
URGED = taken("督办", date(2026, 3, 16))
TALKED = taken("约谈", date(2026, 3, 24))
TOLD = taken("通报", date(2026, 4, 1))


def test_the_usual_ladder() -> None:
    assert RULES.names() == ("提醒", "督办", "约谈", "通报", "问责")
    for rung in RULES.rungs:
        folder = papers()[rung.paper].template.parent
        assert rung.series == toml_table(file_bytes(folder / "template.toml", "x"), "x")["number_series"]
    following = [RULES.following(name) for name in ("", "提醒", "问责", "不存在")]
    assert following == [RULES.rungs[0], RULES.rungs[1], None, None]


@pytest.mark.parametrize(
    ("steps", "last_no", "first_yes"),
    [
        ((), date(2026, 3, 5), date(2026, 3, 6)),  # due on Friday the 13th: seven days before
        ((REMINDED,), date(2026, 3, 13), date(2026, 3, 14)),  # the day after
        ((REMINDED, URGED), date(2026, 3, 23), date(2026, 3, 24)),  # ten days late on the 23rd, five working days after
        ((REMINDED, URGED, TALKED), date(2026, 3, 31), date(2026, 4, 1)),
        ((REMINDED, URGED, TALKED, TOLD), date(2026, 4, 11), date(2026, 4, 12)),  # ten natural days have gone by
    ],
)
def test_when_each_step_may_be_taken(steps: tuple[Step, ...], last_no: date, first_yes: date) -> None:
    life = lived(SIGNED, *steps)
    found = outlook(life, RULES, last_no)
    assert (found.may, found.first, found.rung) == (False, first_yes, RULES.rungs[len(steps)])
    assert outlook(life, RULES, first_yes).may


def test_the_reason_in_words() -> None:
    life = lived(SIGNED, REMINDED, URGED)
    assert outlook(life, RULES, date(2026, 3, 24)).reason == (
        "办理时限2026年3月13日，到2026年3月24日逾期11天，2026年3月16日已督办，没有反馈，"
        "按“逾期10天且督办后5个工作日未反馈”，可以约谈"
    )
    assert outlook(lived(SIGNED), RULES, date(2026, 3, 4)).reason == (
        "办理时限2026年3月13日，到2026年3月4日还有9天到期，按“到期前7天”，最早2026年3月6日可以提醒"
    )
    assert "当天到期" in outlook(lived(SIGNED), RULES, date(2026, 3, 13)).reason


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((), "现在是“草拟”，不升级"),
        ((SIGNED, RECEIVED, ANSWERED), "已有反馈，请审核后办结或退回，退回后才能升级"),
        ((SIGNED, Step(Kind.ASK, "王五", date(2026, 3, 12), "等批复", until=date(2026, 3, 30))), "批复以前不升级"),
        ((SIGNED, REMINDED, URGED, TALKED, TOLD, taken("问责", date(2026, 4, 12))), "已经问责，后面没有别的步骤"),
        ((SIGNED, taken("黄牌", date(2026, 3, 16))), "上一步“黄牌”不在现行的升级规则里"),
    ],
)
def test_what_is_held_back(steps: tuple[Step, ...], said: str) -> None:
    found = outlook(lived(*steps), RULES, date(2026, 5, 30))
    assert (found.rung, found.may) == (None, False)
    assert said in found.reason


def test_a_deadline_on_a_day_off_is_no_reproach_before_the_next_working_day_is_over() -> None:
    calendar = Calendar(Arrangement(off={date(2026, 3, 13): "县庆"}))  # a Friday: the term ends on Monday the 16th
    found = outlook(lived(SIGNED, REMINDED), RULES, date(2026, 3, 16), calendar)
    assert (found.may, found.first) == (False, date(2026, 3, 17))


def test_the_offices_own_days_count_and_years_without_arrangement_are_told() -> None:
    calendar = Calendar(Arrangement(off={date(2026, 3, 18): "县庆"}))
    life = lived(SIGNED, REMINDED, URGED)
    assert outlook(life, RULES, date(2026, 3, 24), calendar).first == date(2026, 3, 25)
    assert not outlook(life, RULES, date(2026, 3, 24)).provisional
    far = lived(SIGNED, REMINDED, taken("督办", date(2035, 3, 16)))
    assert outlook(far, RULES, date(2035, 3, 30)).provisional


def step_of(**changed: str) -> str:
    keys = {"name": "提醒", "when": "逾期1天", "paper": "reminder_letter", "series": "督"} | changed
    return "[[step]]\n" + "".join(f'{key} = "{value}"\n' for key, value in keys.items())


def read(tmp_path: Path, text: str) -> Ladder:
    path = tmp_path / "ladder.toml"
    path.write_text(text, encoding="utf-8")
    return ladder(path)


def test_an_offices_own_ladder(tmp_path: Path) -> None:
    own = read(tmp_path, step_of() + step_of(name="红单", when="提醒后3日未反馈且逾期5天"))
    assert (own.rungs[1].overdue, own.rungs[1].since, own.rungs[1].working) == (5, 3, False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "应写成几节"),
        ("[step]\nname = 1", "应写成几节"),
        (step_of(extra="x"), "第1步应正好有 name、when、paper、series 四项"),
        (step_of(name=" "), "第1步应正好有"),
        (step_of(when="逾期一天"), "第1步“提醒”的 when 写的“逾期一天”读不懂：可以写“到期前7天”"),
        (step_of(when="逾期0天"), "读不懂"),
        (step_of(when="提醒后3天未反馈"), "读不懂"),
        (step_of() + step_of(name="督办", when="到期前3天"), "第2步“督办”的 when 写的“到期前3天”读不懂"),
        (step_of() + step_of(name="督办", when="约谈后3天未反馈"), "第2步写的是“约谈后”，它的上一步却是“提醒”"),
        (step_of() + step_of(), "“提醒”前面已有"),
    ],
)
def test_a_faulty_ladder_is_told_by_step(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError, match="设置文件“ladder") as caught:
        read(tmp_path, text)
    assert said in str(caught.value)
