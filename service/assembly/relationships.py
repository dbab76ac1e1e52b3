"""The relationships of a package: which parts belong together, and which reach outside."""

from __future__ import annotations

from collections.abc import Mapping

from service.errors import TemplateError

_ACTIVE = {
    "attachedtemplate": "文档附加了另一个模板，请在“文档模板”中改回 Normal 后再用",
    "afchunk": "文档嵌入了外部文档块（altChunk），请粘贴为普通内容后再用",
    "oleobject": "文档嵌入了 OLE 对象，请改为图片或普通内容后再用",
    "control": "文档含有 ActiveX 控件，请删除后再用",
    "vbaproject": "文档含有宏，请另存为不含宏的 .docx",
}


def refuse_hostile_link(link: Mapping[str, str], name: str) -> None:
    """TemplateError when a relationship, given by its attributes, leads to active content, or outside by anything but
    a hyperlink; programs do not agree on case, so none is minded here."""
    kind = link.get("Type", "").strip().rstrip("/").rpartition("/")[2]
    if kind.lower() in _ACTIVE:
        raise TemplateError(f"“{name}”不能用：{_ACTIVE[kind.lower()]}")
    target = link.get("Target", "").strip()
    outside = link.get("TargetMode", "").strip().lower() == "external" or "://" in target or target.startswith("\\\\")
    if outside and kind.lower() != "hyperlink":
        raise TemplateError(f"“{name}”不能用：文档引用了外部内容（{kind}），请改为嵌入文档内部")
