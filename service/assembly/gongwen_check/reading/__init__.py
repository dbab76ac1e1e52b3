"""Any .docx as the check needs it: paragraphs with their effective looks, tables, sections, and who is who."""

from __future__ import annotations

from service.assembly.gongwen_check.reading.document import Document, read_document

__all__ = ["Document", "read_document"]
