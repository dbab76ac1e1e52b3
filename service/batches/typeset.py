"""LibreOffice of an installation, set up by its settings, and what is to be said of its fonts."""

from __future__ import annotations

from typing import Final

from service.assembly.pdf import Office, fonts, soffice
from service.config import Settings
from service.errors import HuicaiError
from service.files import ensure_folder

PLACE: Final = ".pdf"  # hidden, so that no backup takes it along: all of it can be made again
FONTS: Final = "fonts"
RULES: Final = "fonts.conf"


def office_of(settings: Settings) -> Office:
    """LibreOffice, with the fonts of this machine and those an office put into its data home.

    Raises :class:`PdfError` where there is none, :class:`OutputError` where the data home cannot be written.
    """
    program = soffice.find(settings.soffice)
    place = settings.home / PLACE
    ensure_folder(place)
    return Office(program, fonts.write_config(place / RULES, settings.home / FONTS, place / "fontconfig"))


def lacking_fonts(document: bytes, name: str, here: frozenset[str] | None) -> list[str]:
    """The fonts a document wants and this machine lacks; none where nothing can tell, or it is no document."""
    if here is None:
        return []
    try:
        return fonts.lacking(fonts.fonts_of(document, name), here)
    except HuicaiError:  # converting says what is wrong with it
        return []


def said_of_fonts(lacking: list[str]) -> str:
    """A sentence on fonts that are missing."""
    return (
        f"这台机器没有字体{'、'.join(lacking)}，PDF 里用相近的字体代替，字形、行数可能与 Word 里不同；"
        f"把字体文件放进数据目录的 {FONTS} 文件夹，或装到系统里（在网页上用的，请管理服务器的人来做），再转一次就好"
    )
