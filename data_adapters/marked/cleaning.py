"""What cannot stay in a marked copy: macros, which an .xlsx may not hold, and signatures, which no longer hold true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from data_adapters.marked.package import Package, Relations

SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_BOOK_TYPE: Final = f"{SHEET_TYPE}sheet.main+xml"
_MACRO_TYPE: Final = "application/vnd.ms-office.vbaProject"
_MACRO_SIGNATURES: Final = ("vbaProjectSignature", "vbaProjectSignatureAgile", "vbaProjectSignatureV3")


def cleaned(package: Package, workbook: str, relations: Relations) -> Iterator[str]:
    """Remove macros and signatures, and make a template a workbook; a sentence on each thing removed comes back."""
    projects = relations.remove("vbaProject")
    for project in projects:
        _drop_with(package, project, _MACRO_SIGNATURES)
    if projects:
        package.drop_type(_MACRO_TYPE)
        yield "原工作簿里的宏已去掉，数据和公式都在。"
    if package.type_of(workbook) != _BOOK_TYPE:
        package.put(workbook, package.read(workbook), _BOOK_TYPE)
    for origin in Relations(package, "").remove("origin"):
        _drop_with(package, origin, ("signature",))
        yield "原工作簿的数字签名在加标注后不再有效，已去掉。"


def _drop_with(package: Package, part: str, kinds: tuple[str, ...]) -> None:
    relations = Relations(package, part)
    for kind in kinds:
        for other in relations.remove(kind):
            package.drop(other)
    package.drop(part)
