"""The press: template bytes and a context in, the bytes of a finished .docx out. It knows nothing of projects."""

from __future__ import annotations

from service.assembly.cache import compiled
from service.assembly.insert import Insert
from service.assembly.template import CompiledTemplate, compile_template
from service.assembly.trace import Mark

__all__ = ["CompiledTemplate", "Insert", "Mark", "compile_template", "compiled"]
