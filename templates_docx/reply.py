"""参会回执: the form of a unit's answer to a call, as an annex of the call or by itself."""

from __future__ import annotations

from service.assembly.layout.forms import label
from service.assembly.layout.markup import text
from service.assembly.layout.tables import BELOW_TABLE, Cell, row, table

NAME = "参会回执"
_GRID = [640, 1420, 700, 1634, 1600, 950, 1200, 700]
_HEADINGS = ("序号", "姓名", "性别", "职务", "手机", "是否\n住宿", "车牌号", "备注")
_BLANK_ROWS = 6


def reply_form(unit: str = "") -> str:
    """The table and the note below it; `unit` is what to print as the unit that answers."""
    rows = [
        row([label("会议名称", 2), Cell("{{ 会议.名称 }}", 6)], _GRID, height=640),
        row([label("会议时间", 2), Cell("{{ 会议.时间|时间 }}", 6)], _GRID, height=640),
        row([label("参会单位\n（盖章）", 2), Cell(unit, 6)], _GRID, height=800),
        row([label(heading) for heading in _HEADINGS], _GRID, height=640),
        *(
            row([Cell(str(number), style="表单居中"), *(Cell() for _ in _HEADINGS[1:])], _GRID, height=680)
            for number in range(1, _BLANK_ROWS + 1)
        ),
        row([label("填报人", 2), Cell("", 2), label("联系电话"), Cell("", 3)], _GRID, height=640),
    ]
    note = "注：请{% if 会议.报名截止 %}于{{ 会议.报名截止|时间 }}前{% endif %}"
    note += "报{{ 会议.联系人 }}，电话：{{ 会议.联系电话 }}。"
    return table(_GRID, *rows) + text("表注", note, BELOW_TABLE)
