"""Tags in the alternative text of charts and pictures, which stand for what is shown and not for a text."""

from __future__ import annotations

from service.assembly.lint.tagging import Tag
from service.assembly.mend import WP
from service.assembly.objects.patterns import C, shown_in, whole_tag


def object_kind(tag: Tag) -> str:
    """ "chart" or "picture" for the tag by which a pattern is filled, "" for any other."""
    element = tag.paragraph.element
    if tag.paragraph.typed or element.tag != f"{WP}docPr" or tag.text != whole_tag(element):
        return ""
    place = shown_in(element)
    return "" if place is None else "chart" if place.tag == f"{C}chart" else "picture"


def replaced(tag: Tag) -> bool:
    """Whether a tag stands in a pattern's other texts, which the press replaces by plain words."""
    element = tag.paragraph.element
    if tag.paragraph.typed or object_kind(tag):
        return False
    around = element.iterancestors(f"{WP}inline", f"{WP}anchor")
    properties = next((found for drawing in around for found in drawing.iterchildren(f"{WP}docPr")), None)
    named = element.tag == f"{WP}docPr" or str(element.tag).endswith("}cNvPr")
    return named and properties is not None and shown_in(properties) is not None
