"""``huicai check`` lists every finding with its clause, repairs on a copy, and leaves with the right code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service import config
from service.assembly.gongwen_check import load_profile, profile_names
from tests.assembly.gongwen_check.made import electronic, paper
from tests.cli.made import Console, program

PAGE = config.ROOT / "docs" / "check.md"
DAY = ("--today", "2026-11-23")


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "通报.docx"
    path.write_bytes(paper(("一、总体情况", "一.总体情况"), ("2026年12月4日（星期五）", "2026年12月4日（星期四）")))
    return path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    assert program("demo", "--out", folder).code == 0
    return folder


def test_our_papers_are_clean(console: Console, demo: Path) -> None:
    ran = console.run("check", demo, *DAY)
    assert (ran.code, ran.err) == (0, "")
    assert "✗" not in ran.out
    assert "！" not in ran.out
    told = [line.partition(".docx：")[2] for line in ran.out.splitlines() if ".docx：" in line]
    assert len(told) == len(list(demo.glob("*.docx")))
    assert all(words.startswith(("说明", "没有发现问题")) for words in told)


def test_all_findings_are_listed(console: Console, wrong: Path) -> None:
    ran = console.run("check", wrong, *DAY)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines() == [
        f"{wrong}：错误 2 处",
        "  ✗ 第6段（正文）“一.总体情况”：层次序数写成了“一.”（GB/T 9704—2012 7.3.3）；请写作“一、”",
        "  ✗ 第16段（正文）“请各单位于2026年12月4日（…”：2026年12月4日是星期五，不是星期四（会材检查约定：内容核对）；"
        "请核对日期和星期",
    ]


def test_json(console: Console, wrong: Path) -> None:
    found = json.loads(console.run("check", wrong, "--json", *DAY).out)
    (document,) = found["documents"]
    assert (document["errors"], document["warnings"], document["notes"]) == (2, 0, 0)
    assert document["findings"][0] == {
        "code": "heading-form",
        "severity": "error",
        "where": "第6段（正文）“一.总体情况”",
        "place": {"region": "正文", "paragraph": 6, "words": "一.总体情况", "cell": None},
        "what": "层次序数写成了“一.”",
        "clause": "GB/T 9704—2012 7.3.3",
        "cure": "请写作“一、”",
        "repairable": True,
        "repaired": False,
    }


def test_repair_writes_a_copy(console: Console, wrong: Path) -> None:
    before, copy = wrong.read_bytes(), wrong.with_name("改好.docx")
    ran = console.run("check", wrong, "--repair", copy, *DAY)
    assert ran.code == 1
    assert ran.out.endswith("  已在副本里改正 1 处\n")
    assert wrong.read_bytes() == before
    assert "错误 1 处" in console.run("check", copy, *DAY).out


def test_repair_of_several_goes_to_a_folder(console: Console, wrong: Path, tmp_path: Path) -> None:
    wrong.with_name("另一份.docx").write_bytes(wrong.read_bytes())
    console.run("check", wrong, wrong.with_name("另一份.docx"), "--repair", tmp_path / "改好", *DAY)
    assert sorted(path.name for path in (tmp_path / "改好").iterdir()) == ["另一份.docx", "通报.docx"]


@pytest.mark.parametrize("target", ["通报.docx", "."])
def test_the_original_is_never_written(console: Console, wrong: Path, target: str) -> None:
    ran = console.run("check", wrong, "--repair", wrong.parent / target)
    assert ran.code == 2
    assert ran.sentences == [f"副本不能写回原文件“{wrong}”，请换一个文件名或文件夹"]


def test_profiles(console: Console, tmp_path: Path) -> None:
    path, own = tmp_path / "通报.docx", tmp_path / "本县.toml"
    path.write_bytes(electronic())
    own.write_text('base = "electronic"\n[rules]\ncharacters-per-line = { on = false }\n', encoding="utf-8")
    assert console.run("check", path, *DAY).code == 1
    assert console.run("check", path, "--profile", "electronic", *DAY).code == 0
    assert console.run("check", path, "--profile", str(own), *DAY).code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("没有.docx",), "找不到这个文件"),
        (("通报.docx", "--profile", "县里"), "没有名为“县里”的检查方案"),
        (("通报.docx", "--profile", "没有.toml"), "检查方案“没有.toml”打不开"),
        (("空",), "里没有 .docx 文件"),
        (("坏.docx",), "不能用：文件已损坏或不完整"),
        (("通报.docx", "--today", "昨天"), "--today 的值不对"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    console: Console, wrong: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(wrong.parent)
    Path("空").mkdir()
    Path("坏.docx").write_bytes(wrong.read_bytes()[:900])
    ran = console.run("check", *arguments)
    assert ran.code == 2
    assert len(ran.sentences) == 1
    assert words in ran.sentences[0]


def test_a_bad_file_does_not_keep_the_others_back(console: Console, wrong: Path) -> None:
    bad = wrong.with_name("坏.docx")
    bad.write_bytes(b"x")
    ran = console.run("check", bad, wrong, *DAY)
    assert ran.code == 2
    assert "层次序数" in ran.out
    assert len(ran.sentences) == 1


def test_word_s_lock_files_in_a_folder_are_left_alone(console: Console, wrong: Path) -> None:
    wrong.with_name("~$通报.docx").write_bytes(b"x")
    assert console.run("check", wrong.parent, *DAY).code == 1


def test_the_page_lists_every_rule_with_its_clause() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for rule in load_profile().rules.values():
        assert f"| `{rule.code}` | {rule.what} | {rule.clause} |" in page
    assert all(f"`{name}`" in page for name in profile_names())


def test_an_offices_own_days_off_count(console: Console, tmp_path: Path) -> None:
    path = tmp_path / "通报.docx"
    path.write_bytes(paper(("2026年12月4日（星期五）前", "2026年12月7日前")))
    arranged = tmp_path / "放假.toml"
    arranged.write_text('[off]\n2026-12-07 = "州庆"\n', encoding="utf-8")
    assert console.run("check", path, *DAY).code == 0
    ran = console.run("check", path, "--calendar", arranged, *DAY)
    assert ran.code == 1
    assert "时限12月7日是州庆，顺延到12月8日（《中华人民共和国民法典》第二百零三条）" in ran.out
    arranged.write_text("[off\n", encoding="utf-8")
    ran = console.run("check", path, "--calendar", arranged, *DAY)
    assert (ran.code, ran.err.strip()) == (
        2,
        f"放假安排“{arranged}”不是完好的 TOML 文件，请用 UTF-8 编码保存，并检查引号和等号",
    )
