"""The README knows every command there is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import run
from tests.house import tree


def huicai_commands() -> list[str]:
    """The commands `huicai --help` lists: the indented names which open a line after its list's heading."""
    words = "import sys; sys.argv[0] = 'huicai'; from service.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", words, "--help"],
        cwd=tree.ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    listing = re.split(r"^(?:Commands|命令)[:：]\s*$", done.stdout, flags=re.MULTILINE)[-1]
    return re.findall(r"^  ([a-z][\w-]*)(?:\s|$)", listing, flags=re.MULTILINE)


def readme() -> str:
    return Path(tree.ROOT, "README.md").read_text(encoding="utf-8")


def test_every_command_of_huicai_is_in_the_readme() -> None:
    commands = huicai_commands()
    assert "demo" in commands
    assert [name for name in commands if not re.search(rf"\b(?:huicai|run\.py) {name}\b", readme())] == []


def test_every_command_of_run_is_in_the_readme() -> None:
    commands = set(re.findall(r"python3 run\.py ([a-z]+)", run.HELP)) - {"help"}
    assert "demo" in commands
    # Several may share a line: run.py test | check | bench
    assert [name for name in commands if not re.search(rf"run\.py (?:[a-z]+ \| )*{name}\b", readme())] == []
