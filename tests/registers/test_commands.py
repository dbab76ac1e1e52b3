"""``huicai tickets``, ``escalate`` and ``meetings`` as a person types them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from service import config
from service.papers.office_facts import write_office
from service.store import open_store
from service.store.clock import business_date, now
from tests.cli.made import ISSUES, Console
from tests.registers.lives import LEAD
from tests.registers.orders import OFFICE, signed
from tests.store.conftest import Databases

TODAY = business_date(now())
FAR = str(TODAY + timedelta(60))
BY = ("--by", "张三")
DRAFT = (
    "tickets",
    "draft",
    "--project",
    "云溪河治理",
    "--problem",
    "征地受阻",
    "--cause",
    "标准有分歧",
    "--task",
    "完成签约",
    "--unit",
    LEAD,
    *BY,
)


@pytest.fixture
def console(databases: Databases, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Console:
    if url := databases(tables=True):
        monkeypatch.setenv("HUICAI_DATABASE_URL", url)
    write_office(config.load(), OFFICE)
    return Console(capsys)


def test_a_ticket_by_command(console: Console) -> None:
    assert console.run(*DRAFT, "--working-days", "5").out.startswith("已草拟第 1 号：时限 ")
    signed = console.run("tickets", "sign", "1", *BY)
    assert (signed.code, signed.out.splitlines()[0]) == (1, f"已签发：安重办调〔{TODAY.year}〕1号（云溪河治理）")
    assert f"  材料：安重办调〔{TODAY.year}〕1号 项目调度单（{LEAD}·云溪河治理）.docx" in signed.out
    refused = console.run("tickets", "step", "1", "办结", "--note", "好", *BY)
    assert (refused.code, len(refused.sentences)) == (2, 1)
    assert "不能办结：要先有牵头单位的反馈，才能办结；现在可以做的是签收、申请延期" in refused.err
    for step in ("签收", "反馈", "退回", "反馈", "办结"):
        done = console.run("tickets", "step", f"安重办调〔{TODAY.year}〕1号", step, "--note", "按要求办理", *BY)
        assert done.code == 0
    assert done.out == f"已办结：安重办调〔{TODAY.year}〕1号（云溪河治理），现在是“已办结”\n"
    shown = json.loads(console.run("tickets", "show", "1", "--json").out)
    assert [step["kind"] for step in shown["steps"]] == ["签发", "签收", "反馈", "退回", "反馈", "办结"]
    assert (shown["state"], shown["units"], shown["possible"]) == ("已办结", [LEAD], [])
    told = console.run("tickets", "show", "1").out
    assert "现在可以：已经了结" in told
    assert "退回（张三）按要求办理" in told


def test_overdue_tickets_are_listed_and_escalated_by_hand(console: Console) -> None:
    with open_store(config.load()) as store, store.write() as session:
        signed(session, date(2026, 3, 2), deadline=date(2026, 3, 13))
    listed = console.run("tickets", "list", "--day", "2026-03-20")
    assert (listed.code, listed.out.splitlines()[0]) == (1, "1 张，其中逾期 1 张")
    assert "已签发，逾期7天" in listed.out
    assert json.loads(console.run("tickets", "list", "--state", "已办结", "--json").out)["tickets"] == []
    assert json.loads(console.run("tickets", "list", "--due-by", "2026-03-12", "--json").out)["tickets"] == []
    seen = console.run("escalate", "preview", "--day", "2026-03-20")
    counted = "2026-03-20：可以发 1 件，已过时限而先不发的 0 件，反馈了还没有审核的 0 件"
    assert (seen.code, seen.out.splitlines()[0]) == (1, counted)
    assert "逾期7天，还没有提醒过，按“到期前7天”，可以提醒" in seen.out
    assert json.loads(console.run("escalate", "preview", "--json").out)["ready"][0]["paper"] == "reminder_letter"
    assert console.run("escalate", "issue", "1", "问责", "--organ", "安重办", *BY).code == 2
    issued = console.run("escalate", "issue", "1", "提醒", "--organ", "安重办", *BY)
    assert issued.out.startswith(
        f"已提醒：安重办调〔2026〕1号（云溪河综合治理工程），编号 安重办督函〔{TODAY.year}〕1号\n"
    )
    held = console.run("escalate", "preview")
    assert "先不发的 1 件" in held.out
    assert "可以督办" in held.out


def test_papers_by_command(console: Console, tmp_path: Path) -> None:
    assert console.run(*DRAFT, "--deadline", FAR).code in (0, 1)  # some days are days off
    out = ("--out", tmp_path / "材料")
    seen = console.run("tickets", "preview", "1", *out)
    assert (seen.code, seen.out.splitlines()[0].endswith(f"草稿 项目调度单（{LEAD}·云溪河治理）.docx")) == (1, True)
    number = f"安重办调〔{TODAY.year}〕1号"
    assert console.run("tickets", "sign", "1", *BY).out.splitlines()[-2] == (
        f"  取出打印：huicai tickets print {number} --out 文件夹"
    )
    listed = console.run("tickets", "papers", "--ticket", "1")
    assert "项目调度单（住建局·云溪河治理）.docx  打印 0 次，下载 0 次\n编号已给、材料没有做成的 0 份" in listed.out
    printed = console.run("tickets", "print", number, *out, "--copies", "2", *BY)
    assert printed.code == 0
    assert {path.name for path in (tmp_path / "材料").iterdir()} == {
        f"草稿 项目调度单（{LEAD}·云溪河治理）.docx",
        f"{number} 项目调度单（{LEAD}·云溪河治理）.docx",
        "打印合并.docx",
    }
    assert "打印 2 次" in console.run("tickets", "papers").out
    assert console.run("tickets", "step", "1", "撤销", "--note", "重复", *BY).code == 0
    assert "已由张三作废（重复）" in console.run("tickets", "print", number, *out, *BY).err
    assert "已作废 安重办调" in console.run("tickets", "print", number, *out, "--voided", *BY).out
    assert console.run("tickets", "papers", "--owed", "--fill", *BY).out == "编号已给、材料没有做成的 0 份\n"


def test_meetings_by_command(console: Console) -> None:
    assert "周调度会（每周五）：2026-10-08（2026年10月2日（星期五）是国庆节，顺延到" in (
        console.run("meetings", "next", "--day", "2026-09-28").out
    )
    planned = console.run("meetings", "plan", "专题会", "--day", str(TODAY), *BY)
    assert planned.out.startswith("已登记第 1 号：")
    assert "不定期，请写明日期（命令行用 --day）" in console.run("meetings", "plan", "专题会", *BY).err
    assert "没有“例会”这类会议" in console.run("meetings", "plan", "例会", *BY).err
    bare = console.run("meetings", "bring", "--problem", "征地受阻", *BY)
    assert (bare.code, "没有填写问题原因和处理建议" in bare.out) == (1, True)
    whole = ("--cause", "标准有分歧", "--proposal", "县政府协调")
    assert console.run("meetings", "bring", "--problem", "管线未迁", *whole, *BY).code == 0
    assert console.run("meetings", "topics").out.splitlines()[0] == "可以上会 1 个，暂缓 1 个"
    assert "议题 1 个" in console.run("meetings", "agenda", "1", "--put", "2", *BY).out
    assert console.run("meetings", "solve", "1", "--how", "已现场解决", *BY).code == 0
    assert console.run("meetings", "hold", "1", *BY).code == 0
    half = console.run("meetings", "decide", "1", "--text", "迁改", "--unit", LEAD, *BY)
    assert (half.code, "请把 --unit 和 --deadline 都写上" in half.err) == (2, True)
    order = ("--topic", "2", "--unit", LEAD, "--deadline", FAR)
    assert "已草拟第 1 号调度单" in console.run("meetings", "decide", "1", "--text", "迁改", *order, *BY).out
    later = str(TODAY + timedelta(1))
    assert console.run("meetings", "plan", "专题会", "--day", later, *BY).code == 0
    opening = console.run("meetings", "opening", "2")
    assert opening.code == 1
    assert opening.out.splitlines()[0].endswith("的专题会：对账 1 件，没有办结 1 件")
    kept = json.loads(console.run("meetings", "opening", "2", "--json").out)["decisions"][0]
    assert (kept["standing"], kept["open"]) == ("草拟", True)
    assert len(console.run("meetings", "list", "--kind", "专题会").out.splitlines()) == 2


def test_the_sample_return_is_sorted(console: Console) -> None:
    first = console.run("tickets", "triage", ISSUES, "--source", "第48周周报", "--day", "2026-11-23", *BY)
    up, drafted = (json.loads(console.run("tickets", "list", "--json").out)["tickets"], first.out.splitlines()[0])
    assert drafted.startswith("问题 14 个：提为议题 ")
    assert f"草拟调度单 {len(up)} 张" in drafted
    again = console.run("tickets", "triage", ISSUES, "--source", "第48周周报", "--day", "2026-11-23", *BY)
    assert again.out.splitlines()[0] == "问题 14 个：提为议题 0 个，草拟调度单 0 张"


def test_an_offices_own_rules(console: Console) -> None:
    home = config.load().home
    home.mkdir(parents=True, exist_ok=True)
    Path(home, "calendar.toml").write_text('[off]\n2026-03-06 = "县庆"\n', encoding="utf-8")
    assert "2026年3月6日（星期五）是县庆" in console.run("meetings", "next", "--day", "2026-03-02").out
    step = '[[step]]\nname = "黄单"\nwhen = "逾期1天"\npaper = "reminder_letter"\nseries = "督"\n'
    Path(home, "ladder.toml").write_text(step, encoding="utf-8")
    with open_store(config.load()) as store, store.write() as session:
        signed(session, date(2026, 3, 2))
    assert "黄单" in console.run("escalate", "preview", "--day", "2026-03-20").out
    Path(home, "ladder.toml").write_text(step.replace("1天", "一天"), encoding="utf-8")
    assert "设置文件“ladder.toml”第1步“黄单”的 when 写的“逾期一天”读不懂" in console.run("escalate", "preview").err


@pytest.mark.parametrize(
    "words",
    [
        ("tickets", "show", "99"),
        ("tickets", "step", "99", "签收", *BY),
        ("tickets", "sign", "99", *BY),
        ("tickets", "preview", "99", "--out", "."),
        ("tickets", "papers", "--fill"),
        ("tickets", "print", "安重办调〔2026〕9号", "--out", ".", *BY),
        ("tickets", "step", "1", "升级", *BY),
        ("tickets", "list", "--day", "昨天"),
        (*DRAFT,),
        (*DRAFT, "--deadline", FAR, "--working-days", "3"),
        ("meetings", "agenda", "9"),
        ("meetings", "opening", "9"),
        ("escalate", "issue", "9", "督办", "--organ", "安重办", *BY),
    ],
)
def test_what_cannot_be_done_is_one_sentence(console: Console, words: tuple[str, ...]) -> None:
    ran = console.run(*words)
    assert (ran.code, len(ran.sentences), ran.out) == (2, 1, "")
