"""``huicai numbers``, ``audit``, ``backup``, ``restore`` and ``doctor`` as a person types them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from service import config
from service.assembly.pdf import fonts, soffice
from service.store import Store, open_store
from service.store.clock import business_date, now
from tests.cli.made import Console
from tests.store.conftest import Databases
from tests.store.filled import fill
from tests.store.test_audit import tamper


@pytest.fixture
def console(databases: Databases, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Console:
    if url := databases():
        monkeypatch.setenv("HUICAI_DATABASE_URL", url)
    return Console(capsys)


@pytest.fixture
def filled(console: Console) -> Iterator[Store]:
    """The console's own store, with something in it."""
    with open_store(config.load()) as found:
        fill(found)
        yield found


def test_an_empty_archive(console: Console) -> None:
    assert console.run("numbers", "report").out == "登记簿是空的：还没有签发过编号\n"
    assert console.run("audit", "verify").out == "还没有操作记录\n"


def test_the_register_is_reported(console: Console, filled: Store) -> None:
    ran = console.run("numbers", "report")
    today = business_date(now()).isoformat()
    assert (ran.code, ran.out.splitlines()) == (
        0,
        [
            "✓ 安重办调〔2026〕：用到 10 号，本系统编 3 个，作废 1 个",
            "    纸质编号 1—7：发文登记簿第3页（李四登记）",
            f"    作废 9号：重复立项（李四，{today}）",
        ],
    )
    (series,) = json.loads(console.run("numbers", "report", "--year", "2026", "--json").out)["series"]
    assert (series["sound"], series["last"], series["voids"][0]["reason"]) == (True, 10, "重复立项")
    assert json.loads(console.run("numbers", "report", "--year", "2025", "--json").out) == {"series": []}


def test_a_series_is_taken_over_and_a_number_voided(console: Console, filled: Store) -> None:
    words = ("numbers", "take-over", "安重办", "--kind", "调", "--evidence", "登记簿第4页", "--by", "王五")
    ran = console.run(*words, "--year", "2026", "--start", "21")
    assert ran.out == "已接续：安重办调〔2026〕11号至20号记为纸质编号，本系统从安重办调〔2026〕21号编起\n"
    ran = console.run(*words, "--year", "2026", "--start", "2")
    assert (ran.code, "“安重办调〔2026〕2号”不能作为接号的起点" in ran.err) == (2, True)
    year = business_date(now()).year  # the year in course, where none is named
    ran = console.run("numbers", "take-over", "安重办", "--start", "4", "--evidence", "登记簿第4页", "--by", "王五")
    assert f"安重办〔{year}〕4号编起" in ran.out
    ran = console.run("numbers", "void", "安重办调〔2026〕8号", "--reason", "撤销立项", "--by", "王五")
    assert (ran.code, ran.out) == (0, "已作废“安重办调〔2026〕8号”，登记簿里保留这个号和原因\n")
    ran = console.run("numbers", "void", "安重办调〔2026〕12号", "--reason", "撤销立项", "--by", "王五")
    assert (ran.code, len(ran.sentences)) == (2, 1)
    assert console.run("numbers", "void", "安重办调〔2026〕10号", "--by", "王五").err.startswith("缺少 --reason")


def test_a_gap_is_a_problem(console: Console, filled: Store) -> None:
    with filled.write() as session:
        on = "" if filled.address.get_backend_name() == "sqlite" else " ON issued_number"
        connection = session.connection()
        connection.exec_driver_sql(f"DROP TRIGGER issued_number_no_delete{on}")
        connection.exec_driver_sql("DELETE FROM issued_number WHERE no = 9")
    ran = console.run("numbers", "report")
    assert ran.code == 1
    assert "    ✗ 安重办调〔2026〕有断号：9，请查明原因" in ran.out.splitlines()


def test_the_log_is_verified(console: Console, filled: Store) -> None:
    ran = console.run("audit", "verify")
    assert (ran.code, ran.out.startswith("✓ 操作记录 3 条，逐条核对无误，链头 ")) == (0, True)
    filled.anchor.path.write_text("".join(filled.anchor.path.read_text().splitlines(keepends=True)[:-1]))
    assert "外部锚点落后 1 条，已补记" in console.run("audit", "verify").out
    assert json.loads(console.run("audit", "verify", "--json").out)["unanchored"] == 0
    tamper(filled, "UPDATE audit_entry SET who = '王五' WHERE seq = 2")
    ran = console.run("audit", "verify")
    assert (ran.code, ran.out.splitlines()[0]) == (1, "操作记录 3 条，核对没有通过：")
    assert "✗ 第 2 条操作记录与链不符" in ran.out


def test_stored_files_are_verified_and_swept(console: Console, filled: Store) -> None:
    loose = filled.files.put(b"loose")
    (digest,) = set(filled.files.list()) - {loose}
    assert console.run("files", "verify").out == "✓ 文件 1 个，逐个核对无误\n"
    said = "清理了 0 个没有用到的文件、0 个残余；还有 1 个不满一天，先不动\n"
    assert console.run("files", "sweep").out == said
    filled.files.remove(digest)
    ran = console.run("files", "verify")
    assert (ran.code, ran.out.splitlines()[0]) == (1, "文件 1 个，缺少或损坏 1 个：")
    assert digest in ran.out


def test_backed_up_and_restored(
    console: Console, filled: Store, databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = console.run("backup", tmp_path / "备份")
    assert ran.code == 0
    (folder,) = (tmp_path / "备份").iterdir()
    assert f"已备份到 {folder}：" in ran.out
    ran = console.run("restore", folder)
    assert (ran.code, "里已有数据，不能覆盖" in ran.err) == (2, True)
    rehearsed = console.run("restore", folder, "--rehearse")
    monkeypatch.setenv("HUICAI_HOME", str(tmp_path / "另一处"))
    if url := databases():
        assert (rehearsed.code, "演练要有一个空的数据库" in rehearsed.err) == (2, True)
        monkeypatch.setenv("HUICAI_DATABASE_URL", url)
    else:
        assert "✓ 核对无误：操作记录 3 条，编号 3 个，文件 1 个" in rehearsed.out
    ran = console.run("restore", folder, "--verify")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "✓ 核对无误：操作记录 3 条，编号 3 个，文件 1 个")


def test_settings_that_came_along_and_lead_elsewhere_are_told(
    console: Console, filled: Store, databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (filled.settings.home / "huicai.toml").write_text(f"files_url = '{filled.settings.home / 'files'}'\n")
    assert console.run("backup", tmp_path / "备份").code == 0
    (folder,) = (tmp_path / "备份").iterdir()
    monkeypatch.setenv("HUICAI_HOME", str(tmp_path / "另一处"))
    if url := databases():
        monkeypatch.setenv("HUICAI_DATABASE_URL", url)
    ran = console.run("restore", folder, "--verify")
    assert (ran.code, "huicai.toml 里 files_url 指向别处" in ran.out) == (1, True)
    assert "✓ 核对无误：操作记录 3 条，编号 3 个，文件 " in ran.out


def test_a_backup_with_a_file_missing_is_a_problem(console: Console, filled: Store, tmp_path: Path) -> None:
    (digest,) = filled.files.list()
    filled.files.remove(digest)
    ran = console.run("backup", tmp_path / "备份")
    assert (ran.code, f"✗ 文件库里没有文件 {digest}" in ran.out) == (1, True)


def test_the_doctor_looks_and_changes_nothing(console: Console) -> None:
    ran = console.run("doctor")
    home = config.load().home
    assert ran.code == 1  # the anchor beside the database, at least
    said = "第一次使用时自动建立" if not config.load().database_url else "数据表是 空的"
    assert said in ran.out
    assert not (home / "huicai.db").exists()
    assert not [path for path in home.rglob("*") if path.is_file()]


def test_the_doctor_after_use(console: Console, filled: Store) -> None:
    found = {each["sentence"]: each["level"] for each in json.loads(console.run("doctor", "--json").out)["findings"]}
    assert any("数据表是最新的" in sentence and level == "fine" for sentence, level in found.items())
    (filled.settings.home / "audit.key").chmod(0o644)
    assert "别人也能读" in console.run("doctor").out
    with filled.write() as session:
        on = "" if filled.address.get_backend_name() == "sqlite" else " ON issued_paper"
        session.connection().exec_driver_sql(f"DROP TRIGGER issued_paper_no_update{on}")
    assert "✗ 数据库少了保护触发器“issued_paper_no_update”" in console.run("doctor").out


def test_the_doctor_names_what_is_wrong(console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUICAI_FILES_URL", "nosuch://x")
    monkeypatch.setenv("HUICAI_DATABASE_URL", "postgresql://u@127.0.0.1:1/d")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(soffice, "_USUAL", ())
    said = console.run("doctor").out
    for words in ("✗ 设置项 files_url", "连不上", "没有找到 LibreOffice", "没有 fc-list"):
        assert words in said
    monkeypatch.setenv("HUICAI_DATABASE_URL", "mysql://u@h/d")
    assert "✗ 设置项 database_url 用了“mysql”" in console.run("doctor").out
    (tmp_path / "file").touch()
    monkeypatch.setenv("HUICAI_HOME", str(tmp_path / "file"))
    assert "✗ 数据目录：" in console.run("doctor").out


def test_the_doctor_knows_the_fonts(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    every = frozenset({"仿宋", "KaiTi", "黑体", "宋体", "方正小标宋简体"})
    monkeypatch.setattr(fonts, "installed", lambda _: every)
    assert "✓ 公文字体齐全" in console.run("doctor").out
    monkeypatch.setattr(fonts, "installed", lambda _: every - {"黑体"})
    assert "！ 本机没有字体：黑体，转 PDF 时" in console.run("doctor").out
