"""The fonts papers are measured with: free ones standing in for the names the standard's users expect.

仿宋_GB2312, 方正小标宋简体 and their kin may not be redistributed, so a document only names them. For measuring, a
private fontconfig maps each name to a free font whose Han glyphs are also one em wide; without it every Chinese
name falls to one sans-serif face and a wrong font in a template would look like a right one.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache" / "fonts"
SYSTEM_FONTS = Path("/usr/share/fonts")
PACKAGE = "texlive-lang-chinese"

# Only these weights: with FandolSong-Regular beside the bold one LibreOffice takes Regular for 小标宋.
FANDOL = ("FandolFang-Regular.otf", "FandolKai-Regular.otf", "FandolHei-Regular.otf", "FandolSong-Bold.otf")
LICENCE = "COPYING.gz"

SUBSTITUTES = {
    "FandolFang R": ("仿宋_GB2312", "仿宋", "FangSong", "FangSong_GB2312"),
    "FandolKai": ("楷体_GB2312", "楷体", "KaiTi", "KaiTi_GB2312"),
    "FandolHei": ("黑体", "SimHei"),
    "FandolSong": ("方正小标宋简体", "方正小标宋_GBK", "小标宋"),
    "Noto Serif CJK SC": ("宋体", "SimSun"),
    "Liberation Serif": ("Times New Roman",),
}


def fandol_ready() -> bool:
    """Whether all four Fandol faces are in the project's cache."""
    return all((CACHE / name).is_file() for name in FANDOL)


def fetch_fandol() -> None:
    """Take the Fandol faces and their licence out of Debian's package, which stays uninstalled (it pulls in TeX).

    Raises:
        subprocess.CalledProcessError: apt-get or dpkg refused.
        OSError: the package came without the faces, or the cache cannot be written.
    """
    CACHE.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE.parent) as work:
        # apt drops root to the user _apt for downloads, who must be able to write here.
        Path(work).chmod(0o777)
        subprocess.run(["apt-get", "-qq", "download", PACKAGE], cwd=work, check=True, timeout=600, capture_output=True)
        for deb in Path(work).glob("*.deb"):
            subprocess.run(["dpkg", "-x", str(deb), "tree"], cwd=work, check=True, timeout=300, capture_output=True)
        _keep(Path(work) / "tree")


def _keep(tree: Path) -> None:
    found = {path.name: path for path in tree.rglob("*") if path.parent.name == "fandol"}
    absent = [name for name in FANDOL if name not in found]
    if absent:
        raise FileNotFoundError(f"{PACKAGE} holds no {', '.join(absent)}")
    CACHE.mkdir(exist_ok=True)
    for name in (LICENCE, *FANDOL):
        if name in found:
            # Moved in by a rename, so that a second test run never sees half a font.
            part = CACHE / f"{name}.part"
            shutil.copyfile(found[name], part)
            part.replace(CACHE / name)


@cache
def system_font_folder(file_name: str) -> Path | None:
    """The folder under the system's fonts which holds file_name, None when no folder does."""
    return next((path.parent for path in SYSTEM_FONTS.rglob(file_name)), None)


def system_folders() -> dict[str, Path | None]:
    """Debian package name -> folder of the system fonts it brings, None when it is not installed."""
    return {
        "fonts-noto-cjk": system_font_folder("NotoSerifCJK-Regular.ttc"),
        "fonts-liberation2": system_font_folder("LiberationSerif-Regular.ttf"),
    }


def write_config(folder: Path) -> Path:
    """Write fonts.conf into folder and return its path; it shows no font but those of this module."""
    folders = [CACHE, *(path for path in system_folders().values() if path)]
    lines = [f"<dir>{escape(str(path))}</dir>" for path in folders]
    lines.append(f"<cachedir>{escape(str(CACHE.parent / 'fontconfig'))}</cachedir>")
    for face, names in SUBSTITUTES.items():
        prefer = f"<prefer><family>{face}</family></prefer>"
        lines += [f'<alias binding="same"><family>{name}</family>{prefer}</alias>' for name in names]
    path = folder / "fonts.conf"
    body = "\n".join(lines)
    path.write_text(f'<?xml version="1.0"?>\n<fontconfig>\n{body}\n</fontconfig>\n', encoding="utf-8")
    return path
