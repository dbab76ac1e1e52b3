"""送达回证: a form of one page for one document or several; the day of receipt is the day of service."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import title
from service.assembly.layout.formats import ParagraphFormat
from service.assembly.layout.forms import GRID, form, label, pair, wide
from service.assembly.layout.markup import text
from service.assembly.layout.page import FORM
from service.assembly.layout.tables import BELOW_TABLE, Cell, row

_MOMENT = "　　　　年　　月　　日　　时　　分"
_NOTES = (
    "注：受送达人签收的日期为送达日期。代收的，由代收人写明与受送达人的关系。",
    "拒绝签收的，由送达人写明拒收事由和日期，由见证人签名后留置送达。",
)


def build() -> bytes:
    """The template as a Word file."""
    body = "".join(
        (
            title("送达回证", before=0),
            text("版记占位", "", ParagraphFormat(line=300)),
            form(*_documents(), *_delivery()),
            text("表注", _NOTES[0], BELOW_TABLE),
            text("表注", _NOTES[1]),
        )
    )
    return build_paper(Paper("送达回证", body, FORM, (), duplex=False))


def _documents() -> tuple[str, ...]:
    """A row for each document that is served with this one receipt."""
    start, end = (row([Cell(f"{{%tr {words} %}}", len(GRID))], GRID) for words in ("for 件 in 文书", "endfor"))
    document = row([Cell("{{ 件.名称 }}", 2), Cell("{{ 件.文号 }}", 2, "表单居中")], GRID, height=640)
    return row([label("送达文书名称", 2), label("文书编号", 2)], GRID, height=480), start, document, end


def _delivery() -> tuple[str, ...]:
    return (
        wide("送达单位", "{{ 送达单位 }}", 540),
        wide("受送达人", "{{ 受送达人 }}", 540),
        wide("送达时间", _MOMENT, 540),
        wide("送达地点", "", 540),
        wide("送达方式", "□直接送达　　□留置送达　　□邮寄送达　　□电子送达", 540),
        wide("受送达人\n签名或盖章", f"\n\n{_MOMENT}", 1200),
        pair(("代收人签名", ""), ("与受送达人关系", ""), 700),
        wide("拒收事由和日期", "", 900, "top"),
        pair(("见证人签名", ""), ("见证人单位\n及职务", ""), 700),
        pair(("送达人签名", ""), ("送达人签名", ""), 700),
        wide("备注", "", 560, "top"),
    )
