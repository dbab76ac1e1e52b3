"""Charts as patterns: looks that read in grey print; each fill puts figures, and a workbook to edit them, in place."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from service.assembly.layout.formats import FANGSONG, LATIN
from service.assembly.layout.namespaces import A, R
from service.assembly.layout.styles import style_id
from service.assembly.layout.units import TEXT_WIDTH_MM, emu

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
#: Shades next to each other differ most: slices stay apart when printed in grey.
_SHADES = ("595959", "D9D9D9", "8C8C8C", "F2F2F2", "404040", "BFBFBF")
_COLUMN = "7F7F7F"
_BLACK = "000000"
#: Letters of a chart, in hundredths of a point.
_LETTERS, _SMALL = 900, 800
_SAMPLE = ("甲", "乙", "丙")


def chart(identity: str, number: int, tag: str, height: float) -> str:
    """A paragraph with the chart of that relationship id, as wide as the 版心 and `height` mm high.

    `tag` is the Jinja name of its figures, `number` is unique among the document's drawings. The line grows with the
    chart: an exact line would cut it off.
    """
    size = f'cx="{emu(TEXT_WIDTH_MM)}" cy="{emu(height)}"'
    graphic = f'<a:graphicData uri="{_C}"><c:chart xmlns:c="{_C}" r:id="{identity}"/></a:graphicData>'
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style_id("表格居中")}"/><w:spacing w:line="240" w:lineRule="auto"/></w:pPr>'
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="图表 {number}" descr="{{{{ {tag} }}}}"/><wp:cNvGraphicFramePr/>'
        f"<a:graphic>{graphic}</a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def columns_and_line(column: str, line: str) -> str:
    """Columns with their values above them, and a dashed line across: a rate of many against one measure."""
    bars = _series(0, column, [70, 60, 50], _filled(_COLUMN), f'<c:invertIfNegative val="0"/>{_values()}')
    stroke = _line(_BLACK, 19050, "dash")
    measure = _series(1, line, [65, 65, 65], stroke, '<c:marker><c:symbol val="none"/></c:marker>')
    axes = '<c:axId val="1"/><c:axId val="2"/>'
    plot = (
        f'<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>{bars}'
        f'<c:gapWidth val="60"/>{axes}</c:barChart>'
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{measure}<c:marker val="1"/>{axes}'
        f"</c:lineChart>{_category_axis()}{_value_axis()}"
    )
    return _space(plot, '<c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>')


def pie(name: str) -> str:
    """A pie of greys, each slice with its name and share beside it."""
    edge = _outline(_BLACK, 6350)
    points = "".join(
        f'<c:dPt><c:idx val="{index}"/><c:bubble3D val="0"/><c:spPr>{_fill(shade)}{edge}</c:spPr></c:dPt>'
        for index, shade in enumerate(_SHADES)
    )
    labels = (
        f'<c:dLbls><c:numFmt formatCode="0.0%" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>{_text(_LETTERS)}'
        f'<c:dLblPos val="outEnd"/>{_shown(category=1, share=1)}<c:separator> </c:separator></c:dLbls>'
    )
    slices = _series(0, name, [50, 30, 20], "", points + labels)
    return _space(f'<c:pieChart><c:varyColors val="1"/>{slices}<c:firstSliceAng val="0"/></c:pieChart>', "")


def _space(plot: str, legend: str) -> str:
    return (
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{A}" xmlns:r="{R}"><c:roundedCorners val="0"/><c:chart>'
        f'<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{plot}</c:plotArea>{legend}'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text(_LETTERS)}</c:chartSpace>"
    )


def _series(index: int, name: str, numbers: Sequence[int], looks: str, more: str) -> str:
    """A series with sample figures; `more` stands between its looks and its categories."""
    shape = f"<c:spPr>{looks}</c:spPr>" if looks else ""
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx>{_cache("str", [name])}</c:tx>{shape}{more}'
        f"<c:cat>{_cache('str', _SAMPLE)}</c:cat><c:val>{_cache('num', list(map(str, numbers)))}</c:val></c:ser>"
    )


def _cache(kind: str, values: Sequence[str]) -> str:
    code = "<c:formatCode>General</c:formatCode>" if kind == "num" else ""
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{escape(value, quote=False)}</c:v></c:pt>' for at, value in enumerate(values)
    )
    body = f'{code}<c:ptCount val="{len(values)}"/>{points}'
    return f"<c:{kind}Ref><c:f>Sheet1!$A$1</c:f><c:{kind}Cache>{body}</c:{kind}Cache></c:{kind}Ref>"


def _values() -> str:
    return (
        f'<c:dLbls><c:numFmt formatCode="0.0" sourceLinked="0"/><c:spPr>{_fill("FFFFFF")}</c:spPr>{_text(700)}'
        f'<c:dLblPos val="outEnd"/>{_shown(value=1)}</c:dLbls>'
    )


def _shown(*, value: int = 0, category: int = 0, share: int = 0) -> str:
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{value}"/><c:showCatName val="{category}"/>'
        f'<c:showSerName val="0"/><c:showPercent val="{share}"/><c:showBubbleSize val="0"/>'
    )


def _category_axis() -> str:
    """Names of units are long: they stand upright below their columns."""
    return (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{_outline(_BLACK, 6350)}</c:spPr>{_text(_SMALL, turned=True)}"
        '<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="50"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis() -> str:
    return (
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="l"/><c:majorGridlines><c:spPr>{_outline("D9D9D9", 6350)}</c:spPr></c:majorGridlines>'
        '<c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_text(_SMALL)}'
        '<c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )


def _text(size: int, *, turned: bool = False) -> str:
    direction = ' rot="-5400000" vert="horz"' if turned else ""
    return (
        f'<c:txPr><a:bodyPr{direction}/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}">{_fill(_BLACK)}'
        f'<a:latin typeface="{LATIN}"/><a:ea typeface="{FANGSONG}"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def _filled(shade: str) -> str:
    return _fill(shade) + "<a:ln><a:noFill/></a:ln>"


def _fill(shade: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{shade}"/></a:solidFill>'


def _outline(shade: str, width: int) -> str:
    return f'<a:ln w="{width}">{_fill(shade)}</a:ln>'


def _line(shade: str, width: int, dash: str) -> str:
    return f'<a:ln w="{width}" cap="flat">{_fill(shade)}<a:prstDash val="{dash}"/><a:round/></a:ln>'
