"""A made-up project in a folder of its own, started through the real run.py."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bootstrap import backend

ROOT = Path(__file__).resolve().parents[2]
PREPARING = "正在准备运行环境"
PYPROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
"""
# Exits 7 so that an exit code passed on cannot be mistaken for success or a common failure.
CLI = """\
import json, os, sys, time
import tinydep
def main():
    report = {"words": sys.argv[1:], "cwd": os.getcwd(), "utf8": sys.flags.utf8_mode, "tinydep": tinydep.VALUE}
    print(json.dumps(report), flush=True)
    if "sleep" in sys.argv:
        time.sleep(60)
    return 7
"""


@dataclass(frozen=True)
class Project:
    """The made-up project: its folder, and the folder of wheels pip may take from."""

    root: Path
    links: Path

    def variables(self, **more: str) -> dict[str, str]:
        """The environment of a run: no pip setting of this machine, wheels from the folder only."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
        pip = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": self.links.as_uri()}
        return kept | pip | {"PYTHONUTF8": "1"} | more

    def command(self, *words: str) -> list[str]:
        """The command line of a run, by the Python behind the one which runs the tests."""
        return [str(getattr(sys, "_base_executable", sys.executable)), str(self.root / "run.py"), *words]

    def run(self, *words: str, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
        """Run run.py with these words; keyword arguments are variables of its environment."""
        return subprocess.run(
            self.command(*words),
            cwd=cwd,
            env=self.variables(**more),
            capture_output=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )


def make(folder: Path) -> Project:
    """Write the made-up project under folder, in a path with spaces and Chinese characters."""
    project = Project(folder / "会 材", folder / "links")
    for path in (project.root / "service", project.root / "tests", project.links):
        path.mkdir(parents=True)
    package = backend.wheel(project.links, "tinydep", {"tinydep.py": "VALUE = 1\n"})
    lock = f"tinydep==1.0 --hash=sha256:{hashlib.sha256(package.read_bytes()).hexdigest()}\n"
    for name in ("run.py", "service/launcher.py"):
        shutil.copy(ROOT / name, project.root / name)
    shutil.copy(Path(backend.__file__), project.root)
    for name, text in {
        "pyproject.toml": PYPROJECT,
        "requirements.lock": lock,
        "tests/requirements.lock": lock,
        "service/__init__.py": "",
        "service/cli.py": CLI,
    }.items():
        (project.root / name).write_text(text, encoding="utf-8")
    return project
