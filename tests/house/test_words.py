"""No file names a package registry's host or a folder of somebody's machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house import tree

# In pieces, so that this file does not name them either.
REGISTRIES = [
    ("pypi", "org"),
    ("pypi", "python", "org"),
    ("python" + "hosted", "org"),
    ("npmjs", "org"),
    ("npmjs", "com"),
    ("yarnpkg", "com"),
    ("crates", "io"),
    ("golang", "org"),
    ("rubygems", "org"),
    ("maven", "org"),
    ("tuna", "tsinghua", "edu", "cn"),
    ("mirrors", "aliyun", "com"),
    ("mirrors", "ustc", "edu", "cn"),
    ("huaweicloud", "com"),
]
# Absolute folders of machines; the last two are also fit for a page's address, so they count with what follows.
HOME_FOLDERS = ("work", "root", "tmp", "home/", "Users/")
OF_A_TREE = "/".join(("work", "x"))
BINARY = {".docx", ".xlsx", ".xls", ".ods", ".png", ".zip", ".ico", ".pdf", ".woff2"}

_HOSTS = "|".join(re.escape(".".join(parts)) for parts in REGISTRIES)
_FOLDERS = "|".join(rf"{folder}\w" if folder.endswith("/") else rf"{folder}(?![\w-])" for folder in HOME_FOLDERS)
# A folder counts where a path begins, and not inside an address, a longer path or a closing tag.
_FOREIGN = re.compile(rf"\b(?:{_HOSTS})\b|(?<![\w.:/<>}}\])-])/(?:{_FOLDERS})")


def foreign(text: str) -> list[str]:
    """What in a text names a registry's host or a machine's folder."""
    return _FOREIGN.findall(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        *((f"--index-url https://{'.'.join(parts)}/simple", 1) for parts in REGISTRIES),
        *((f'open("/{folder.rstrip("/")}/x")', 1) for folder in HOME_FOLDERS),
        ("cd /" + "work", 1),
        (f"usr/share/fonts, /usr/share/fonts, ./{OF_A_TREE}, tests/{OF_A_TREE}, a/tmp", 0),
        ("https://example.invalid/home/page, /worker/1, </root>, get('/home'), tmp_path / 'x'", 0),
    ],
)
def test_the_rule_sees_them(text: str, count: int) -> None:
    assert len(foreign(text)) == count


def texts() -> list[Path]:
    return [path for path in tree.files() if path.suffix.lower() not in BINARY]


@pytest.mark.parametrize("path", texts(), ids=tree.name)
def test_no_foreign_name(path: Path) -> None:
    assert foreign(path.read_text(encoding="utf-8")) == []
