"""The relationships of a package: which parts belong together, and which reach outside."""

from __future__ import annotations

from lxml import etree

from service.errors import TemplateError

_ACTIVE = {
    "attachedTemplate": "文档附加了另一个模板，请在“文档模板”中改回 Normal 后再用",
    "aFChunk": "文档嵌入了外部文档块（altChunk），请粘贴为普通内容后再用",
    "oleObject": "文档嵌入了 OLE 对象，请改为图片或普通内容后再用",
    "control": "文档含有 ActiveX 控件，请删除后再用",
    "vbaProject": "文档含有宏，请另存为不含宏的 .docx",
}


def refuse_hostile_links(root: etree._Element, name: str) -> None:
    """TemplateError when a .rels part points to active content, or outside by anything but a hyperlink."""
    for link in root:
        kind = link.get("Type", "").rpartition("/")[2]
        if kind in _ACTIVE:
            raise TemplateError(f"“{name}”不能用：{_ACTIVE[kind]}")
        if link.get("TargetMode") == "External" and kind != "hyperlink":
            raise TemplateError(f"“{name}”不能用：文档引用了外部内容（{kind}），请改为嵌入文档内部")
