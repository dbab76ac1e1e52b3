"""What belongs to the project's tree."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MADE_HERE = {".git", ".venv", ".cache", "__pycache__", "build", "outputs"}
PRODUCT = ("run.py", "service", "data_adapters", "templates_docx", "samples", "benchmarks")


@cache
def files() -> tuple[Path, ...]:
    """Every file which is or would be committed; without git, every file not made by running the project."""
    listing = subprocess.run(
        ["git", "-c", "core.quotePath=false", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if listing.returncode == 0 and listing.stdout:
        found = [ROOT / name for name in listing.stdout.split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not MADE_HERE & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in found if path.is_file()))


def modules() -> list[Path]:
    """The Python files of the product: without the tests, which may be longer."""
    return [path for path in files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in PRODUCT]


def name(path: Path) -> str:
    """How a report names a file: from the project's root, with slashes on every system."""
    return path.relative_to(ROOT).as_posix()
