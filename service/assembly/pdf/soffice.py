"""Where LibreOffice is on this machine."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from service.errors import PdfError

#: Where installers put it that leave the search path alone: the project's own packages, 麒麟 and 统信, macOS.
_USUAL: Final = (
    "usr/lib/libreoffice/program/soffice",
    "usr/lib64/libreoffice/program/soffice",
    "usr/local/bin/soffice",
    "opt/libreoffice*/program/soffice",
    "opt/apps/*libreoffice*/files/program/soffice",
    "opt/apps/*libreoffice*/files/libreoffice*/program/soffice",
    "Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_WINDOWS: Final = r"LibreOffice*\program\soffice.com"  # .exe neither waits nor says how it ended
NONE_HERE: Final = (
    "没有找到 LibreOffice，转不了 PDF；请装上 LibreOffice Writer（装在别处的，在设置 soffice 里写明它的完整路径）。"
    "不装也行：.docx 照常生成，用 Word 或 WPS 打开后可以另存为 PDF"
)


def find(given: str = "") -> Path:
    """LibreOffice's program: the one that was given, else that of the search path, else one in a usual place.

    Raises :class:`PdfError` in words where there is none.
    """
    if given:
        path = shutil.which(given)
        if path is None:
            raise PdfError(f"设置 soffice 写的“{given}”不是能运行的程序，请写 LibreOffice 的 soffice 的完整路径")
        return Path(path)
    known = shutil.which("soffice.com" if sys.platform == "win32" else "soffice") or shutil.which("libreoffice")
    found = Path(known) if known else next(_installed(), None)
    if found is None:
        raise PdfError(NONE_HERE)
    return found


def _installed() -> Iterator[Path]:
    if sys.platform == "win32":
        roots = [Path(os.environ[name]) for name in ("ProgramFiles", "ProgramFiles(x86)") if name in os.environ]
        patterns: tuple[str, ...] = (_WINDOWS,)
    else:
        roots, patterns = [Path("/")], _USUAL
    for root in roots:
        for pattern in patterns:  # of several versions the newest
            yield from (path for path in sorted(root.glob(pattern), reverse=True) if os.access(path, os.X_OK))
