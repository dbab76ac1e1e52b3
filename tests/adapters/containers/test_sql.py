"""Queries: what comes back of a database file, and one sentence for each thing that can be wrong."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from data_adapters import SourceError
from data_adapters.containers import sql


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The address of a database with two projects."""
    path = tmp_path / "台账.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE 项目 (项目名称 TEXT, 总投资 NUMERIC, 已完成 INTEGER, 备注 TEXT, 附件 BLOB)")
        connection.execute("INSERT INTO 项目 VALUES ('甲项目', 1.5, 12345678901234567, NULL, x'00')")
        connection.execute("INSERT INTO 项目 VALUES ('乙;项目', 200, 0, '=1+1', NULL)")
    connection.close()
    return f"sqlite:///{path}"


def test_a_query_is_a_grid(database: str) -> None:
    grid = sql.read_query(
        database, "  -- 注\n select 项目名称, 总投资, 已完成, 备注 from 项目 where 备注 is not ';' ; "
    )
    assert grid.rows == [
        ["项目名称", "总投资", "已完成", "备注"],
        ["甲项目", 1.5, 12345678901234567, ""],
        ["乙;项目", 200, 0, "=1+1"],
    ]
    assert type(grid.rows[1][2]) is int
    assert grid.file.endswith("台账.db")


def test_a_query_without_rows_has_its_heading(database: str) -> None:
    assert sql.read_query(database, "SELECT 1 AS 甲 WHERE 0").rows == [["甲"]]


@pytest.mark.parametrize(
    ("query", "telling"),
    [
        ("", "不是 SELECT"),
        ("DELETE FROM 项目", "不是 SELECT"),
        ("/* SELECT */ DROP TABLE 项目", "不是 SELECT"),
        ("SELECT 1; DROP TABLE 项目", "不是 SELECT"),
        ("PRAGMA table_info(项目)", "不是 SELECT"),
        ("WITH a AS (SELECT 1) DELETE FROM 项目", "执行不了"),
        ("SELECT 没有 FROM 项目", "没有"),
        ("SELECT * FROM 没有", "执行不了"),
        ("SELECT 1 AS 甲, 2 AS 甲", "两列都叫“甲”"),
        ("SELECT 附件 FROM 项目", "“附件”列不是文字"),
        ("SELECT '", "执行不了"),
    ],
)
def test_a_query_that_fails_is_one_sentence_and_changes_nothing(query: str, telling: str, database: str) -> None:
    assert telling in refused(database, query)
    assert len(sql.read_query(database, "SELECT * FROM (SELECT 项目名称 FROM 项目)").rows) == 3


def test_more_rows_than_there_may_be(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql, "MAX_ROWS", 1)
    assert "超过 1 行" in refused(database, "SELECT 项目名称 FROM 项目")


@pytest.mark.parametrize(
    ("url", "telling"),
    [
        ("", "数据库地址写得不对"),
        ("台账.db", "数据库地址写得不对"),
        ("sqlite:///没有/这个.db", "找不到数据库文件"),
        ("没有这种://user:secret-word@host/db", "没有安装"),
        ("oracle+cx_oracle://user:secret-word@host/db", "没有安装“oracle+cx_oracle”"),
        ("postgresql://user:secret-word@host:端口/db", "数据库地址写得不对"),
    ],
)
def test_an_address_that_fails_is_one_sentence_without_its_password(url: str, telling: str) -> None:
    said = refused(url, "SELECT 1")
    assert telling in said
    assert "secret-word" not in said


def refused(url: str, query: str) -> str:
    with pytest.raises(SourceError) as refusal:
        sql.read_query(url, query)
    said = str(refusal.value)
    assert "请" in said
    assert "\n" not in said
    return said
