"""Finished .docx to PDF by LibreOffice, where there is one, and PDF pages to pictures; it knows nothing of projects."""

from __future__ import annotations

from service.assembly.pdf.fonts import lacking
from service.assembly.pdf.office import Office, Paper, Pdf
from service.assembly.pdf.soffice import find

__all__ = ["Office", "Paper", "Pdf", "find", "lacking"]
