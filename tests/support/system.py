"""What tests need from the machine: which of it is missing, and how to get it on Debian.

python -m tests.support.system      installs what is missing when it may, then names what is still missing
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.support import fontset, postgres, sdk

APT_SECONDS = 1800
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@dataclass(frozen=True, slots=True)
class Need:
    """One thing the machine must have: a test for it, its Debian packages, and its name in Chinese."""

    present: Callable[[], bool]
    packages: tuple[str, ...]
    title: str

    @property
    def sentence(self) -> str:
        """What is missing and which Debian packages bring it."""
        return f"缺少{self.title}，Debian 上请安装 {' '.join(self.packages)}"


def browser() -> str | None:
    """Path of a Chromium of the system, None without one."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def _office_part(library: str) -> bool:
    """Whether LibreOffice is here with the part a library stands for: Writer and Calc are packages of their own."""
    office = shutil.which("soffice")
    return bool(office) and any(Path(str(office)).resolve().parent.glob(f"*{library}.*"))


def _poppler() -> bool:
    return all(shutil.which(name) for name in ("pdftotext", "pdftoppm", "pdffonts"))


NEEDS = {
    "writer": Need(lambda: _office_part("swlo"), ("libreoffice-writer-nogui",), "LibreOffice Writer（soffice）"),
    "calc": Need(lambda: _office_part("sclo"), ("libreoffice-calc-nogui",), "LibreOffice Calc（soffice）"),
    "poppler": Need(_poppler, ("poppler-utils",), "PDF 工具（pdftotext、pdftoppm、pdffonts）"),
    "chromium": Need(lambda: browser() is not None, ("chromium",), "浏览器 Chromium"),
    "fonts": Need(
        lambda: all(fontset.system_folders().values()), ("fonts-noto-cjk", "fonts-liberation2"), "排版所用字体"
    ),
    "fandol": Need(
        fontset.fandol_ready,
        (fontset.PACKAGE,),
        f"仿宋等字体（.cache/fonts 中的 {'、'.join(fontset.FANDOL)}，运行 python3 run.py test 时自动取得）",
    ),
    "sdk": Need(
        lambda: sdk.program() is not None,
        ("nodejs", "npm"),
        "Open XML SDK 校验程序（.cache/validator，有 npm 时运行 python3 run.py test 自动取得）",
    ),
    "openssl": Need(lambda: bool(shutil.which("openssl")), ("openssl",), "openssl 命令"),
    "postgresql": Need(lambda: postgres.programs() is not None, ("postgresql",), "PostgreSQL 服务器（initdb、pg_ctl）"),
}


def missing() -> dict[str, str]:
    """What is not here: a key of NEEDS -> one Chinese sentence. Empty when the machine has everything."""
    return {name: need.sentence for name, need in NEEDS.items() if not need.present()}


def may_install() -> bool:
    """Whether this process may install Debian packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and all(map(shutil.which, ("apt-get", "dpkg")))


def install() -> None:
    """Install by apt what missing() names, when root on a Debian; and by npm, where it is, the validator.

    Raises:
        subprocess.SubprocessError: apt-get or npm failed or took longer than half an hour.
        OSError: the caches of fonts and of the validator cannot be written.
    """
    lacking = missing()
    by_apt = [name for name in lacking if name != "sdk" or not shutil.which("npm")]
    if by_apt and may_install():
        _install_by_apt(by_apt)
    if "sdk" in lacking and shutil.which("npm"):
        sdk.fetch()


def _install_by_apt(lacking: Iterable[str]) -> None:
    _apt("update")
    # Fandol's package would pull in TeX: its files are taken out instead.
    packages = [package for name in lacking if name != "fandol" for package in NEEDS[name].packages]
    if packages:
        _apt("install", "-y", "--no-install-recommends", *packages)
        fontset.system_font_folder.cache_clear()
    if "fandol" in lacking:
        fontset.fetch_fandol()


def _apt(*arguments: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", *arguments], env=environment, check=True, timeout=APT_SECONDS, stdout=sys.stderr)


def main() -> int:
    """Install and report on stderr; 0 with everything here, 1 with something missing."""
    try:
        install()
    except (subprocess.SubprocessError, OSError) as error:
        sys.stderr.write(f"自动安装未成功：{error}\n")
    lacking = missing()
    sys.stderr.writelines(f"{sentence}\n" for sentence in lacking.values())
    return 1 if lacking else 0


if __name__ == "__main__":
    raise SystemExit(main())
