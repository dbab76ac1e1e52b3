"""The XML names an OOXML package is written with."""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

#: Declared on the root of every part that holds text.
DECLARATIONS = " ".join(
    f'xmlns:{prefix}="{name}"' for prefix, name in (("w", W), ("r", R), ("wp", WP), ("a", A), ("wps", WPS), ("mc", MC))
)
