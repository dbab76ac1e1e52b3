"""Running the command line: in this process, or as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from samples import build
from service import cli, config

LEDGER = str(build.FOLDER / build.LEDGER)
ISSUES = str(build.FOLDER / build.ISSUES)
MEETING = str(config.SAMPLES / "meeting.toml")
HEADS = "截至2026年10月底,,,,\n序号,项目名称,责任单位,年度计划投资（万元）,累计完成投资（万元）\n"
WHOLE_HEADS = (
    "截至2026年10月底\n序号,项目名称,责任单位,总投资（万元）,年度计划投资（万元）,累计完成投资（万元）,形象进度,"
    "建设内容及规模,建设年限,本月完成投资（万元）,包联领导\n"
)
WHOLE_ROWS = (
    "1,甲项目,县水利局,900,100,90,主体封顶,建设泵站1座,2025—2027年,9,县领导甲\n"
    "2,乙项目,栖云镇,900,100,95,设备安装,建设厂房2栋,2025—2026年,8,县领导乙\n"
)
GOOD_ROWS = "1,甲项目,县水利局,100,90\n2,乙项目,栖云镇,100,40\n"


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def sentences(self) -> list[str]:
        """The lines on stderr."""
        return self.err.splitlines()


class Console:
    """A command line whose words are caught."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def run(self, *arguments: str | Path) -> Ran:
        """Run ``huicai`` with the arguments in this process."""
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main([str(argument) for argument in arguments])
        said = self._capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return Ran(code, said.out, said.err)


def program(*arguments: str | Path, encoding: str = "utf-8") -> Ran:
    """Run ``huicai`` as a program whose console has an encoding."""
    done = subprocess.run(
        [sys.executable, "-m", "service.cli", *map(str, arguments)],
        cwd=config.ROOT,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
        timeout=600,
    )
    return Ran(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))


def ledger(folder: Path, rows: str = GOOD_ROWS, heads: str = HEADS) -> Path:
    """A small ledger of the end of October 2026."""
    path = folder / "小台账.csv"
    path.write_text(heads + rows, encoding="utf-8")
    return path
