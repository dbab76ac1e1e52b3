"""What the doctor says of LibreOffice and of the fonts papers are set in."""

from __future__ import annotations

from collections.abc import Iterator

from service.assembly.layout.formats import NAMES
from service.assembly.pdf import fonts, soffice
from service.batches.typeset import FONTS, PLACE, RULES
from service.config import Settings
from service.errors import PdfError
from service.store.doctor import Finding, Level


def findings(settings: Settings) -> Iterator[Finding]:
    """Whether papers can be made into PDF here, and look as they should."""
    try:
        program = soffice.find(settings.soffice)
        able = "可以转 PDF，网页里可以看真实页面"
        yield Finding(Level.FINE, f"LibreOffice 在“{program}”，{able}", f"装有 LibreOffice，{able}")
    except PdfError as error:
        unable = "没有能用的 LibreOffice，不能转 PDF，网页里看不到真实页面；生成 Word 材料不受影响"
        yield Finding(Level.LOOK, str(error), f"{unable}。要用请找管理服务器的人安装")
    rules = settings.home / PLACE / RULES  # looked at, not written: they are there once something was converted
    here = fonts.installed(rules if rules.is_file() else None)
    if here is None:
        said = "没有 fc-list，查不了本机字体；生成 .docx 不受影响，打开和打印的电脑上要有公文字体"
        plain = "查不了服务器上的字体；生成 Word 材料不受影响，打开和打印的电脑上要有公文字体"
        yield Finding(Level.LOOK, said, plain)
        return
    lacking = fonts.lacking([names[0] for names in NAMES], here)
    if lacking:
        said = f"没有字体：{'、'.join(lacking)}，转 PDF 时会用别的字体代替；生成 Word 材料不受影响"
        place = f"把字体文件放进数据目录的 {FONTS} 文件夹"
        yield Finding(Level.LOOK, f"本机{said}。可以{place}", f"服务器上{said}。要补上，请管理服务器的人{place}")
    else:
        yield Finding(Level.FINE, "公文字体齐全")
