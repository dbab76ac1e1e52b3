"""Anchored shapes: what must stand at a place of the page and not in the flow of the text."""

from __future__ import annotations

from dataclasses import dataclass

from service.assembly.layout.namespaces import WPS
from service.assembly.layout.units import TEXT_TOP_MM, emu


@dataclass(frozen=True, slots=True)
class Place:
    """Where an anchored shape stands: horizontally and vertically, each as the inner XML of its position element."""

    horizontal: str
    vertical: str


def page_place(left: int, top: int) -> Place:
    """A place counted in EMU from the paper's left and top edges."""
    return Place(
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset></wp:positionH>',
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>',
    )


def text_area(top: float = TEXT_TOP_MM) -> Place:
    """The left edge of the 版心, `top` mm from the paper's upper edge: its own upper edge by default."""
    return Place(
        '<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>',
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{emu(top)}</wp:posOffset></wp:positionV>',
    )


def margin_side(end: str) -> Place:
    """Beside the 版心 on its left, at its upper ("top") or lower end ("bottom").

    LibreOffice loses distances counted from the paper where a turned box stands in the footer of a single page.
    """
    return Place(
        '<wp:positionH relativeFrom="leftMargin"><wp:align>right</wp:align></wp:positionH>',
        f'<wp:positionV relativeFrom="margin"><wp:align>{end}</wp:align></wp:positionV>',
    )


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn shape: its size in EMU and its wps element."""

    width: int
    height: int
    xml: str


def anchored(identity: int, name: str, place: Place, shape: Shape, *, behind: bool = False) -> str:
    """A w:r with one shape, in front of the text or behind it; `identity` is unique within the document."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="251658240" '
        f'behindDoc="{int(behind)}" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'{place.horizontal}{place.vertical}<wp:extent cx="{shape.width}" cy="{shape.height}"/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{identity}" name="{name}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{WPS}">{shape.xml}</a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def bar(width: int, height: int, color: str) -> Shape:
    """A filled rectangle without outline."""
    fill = f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'
    return _shape(width, height, "", fill, "<wps:bodyPr/>")


def text_box(width: int, height: int, content: str, stand: str = "b", *, turned: bool = False) -> Shape:
    """A clear box without frame or inner margins whose content stands at the bottom ("b") or the top ("t").

    It is made higher than its content and never grows: programs do not agree on when a growing box grows.
    The lines of a `turned` one run from its top to its bottom.
    """
    direction = ' vert="vert"' if turned else ""
    body = (
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr{direction} wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
        f'anchor="{stand}"><a:noAutofit/></wps:bodyPr>'
    )
    return _shape(width, height, ' txBox="1"', "<a:noFill/>", body)


def _shape(width: int, height: int, attributes: str, fill: str, body: str) -> Shape:
    outline = (
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )
    properties = f"<wps:spPr>{outline}{fill}<a:ln><a:noFill/></a:ln></wps:spPr>"
    return Shape(width, height, f"<wps:wsp><wps:cNvSpPr{attributes}/>{properties}{body}</wps:wsp>")
