"""Profiles: those delivered, a county's own, and what is wrong with one in a sentence."""

from __future__ import annotations

import pytest

from service.assembly.gongwen_check import Severity, check, load_profile, parse_profile, profile_names
from service.errors import SettingsError
from tests.assembly.gongwen_check.made import paper


def own(text: str) -> bytes:
    return f'base = "standard"\n{text}'.encode()


def test_the_delivered_ones_are_whole() -> None:
    assert profile_names() == ["electronic", "standard"]
    for name in profile_names():
        profile = load_profile(name)
        assert all(rule.what and rule.clause for rule in profile.rules.values())
    assert load_profile("electronic").page["top"] == 34.58
    assert load_profile("electronic").page["left"] == 28


def test_a_county_changes_what_differs() -> None:
    text = (
        'name = "安澜县"\n[page]\ntop = 30\n'
        '[fonts]\ntitle = ["方正大标宋简体"]\n[rules]\nmargin = { severity = "note" }\n'
    )
    profile = parse_profile(own(text), "方案")
    assert profile.name == "安澜县"
    found = {each.code: each for each in check(paper(), profile=profile)}
    assert set(found) == {"margin", "title-font", "mark-font", "font-off-list"}
    assert found["margin"].severity is Severity.NOTE
    assert "方正大标宋简体" in found["title-font"].cure


def test_a_rule_can_be_switched_off_or_limited() -> None:
    document = paper(("一、总体情况", "一.总体情况"))
    for rule in ("{ on = false }", '{ except = ["document"] }'):
        assert check(document, profile=parse_profile(own(f"[rules]\nheading-form = {rule}"), "方案")) == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe", "不是完好的 TOML 文件"),
        (b"a = [", "不是完好的 TOML 文件"),
        (b"", "base"),
        (b'base = "none"', "不是现有的检查方案"),
        (own("[rules]\nmargn = { on = false }"), "“rules.margn”不是检查方案的设置项"),
        (own("[rules]\nmargin = { of = false }"), "“rules.margin.of”不是检查方案的设置项"),
        (own('[rules]\nmargin = { severity = "fatal" }'), "设置不合要求"),
        (own('[page]\ntop = "高"'), "设置不合要求"),
        (own("page = 3"), "设置不合要求"),
        (own("[rules]\nmargin = 1"), "设置不合要求"),
    ],
)
def test_what_is_wrong_is_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_profile(data, "方案“本县.toml”")
    said = str(caught.value)
    assert said.startswith("方案“本县.toml”")
    assert words in said
    assert "\n" not in said


def test_an_unknown_name() -> None:
    with pytest.raises(SettingsError, match="没有名为“县里”的检查方案，现有：electronic、standard"):
        load_profile("县里")
