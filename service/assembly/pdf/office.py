"""LibreOffice asked to make PDF of documents: many in one start, each proved, and one that breaks it named alone.

It goes through what it is given in order. Where it hangs or dies on the way, the first document without a PDF is the
suspect: it is tried alone and the rest together, so that one poisoned document costs two starts and nobody else's PDF.
"""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from service.assembly.package import read_package
from service.assembly.pdf import pages
from service.assembly.pdf.profile import surroundings, walls, write_profile
from service.assembly.pdf.running import Ended, run
from service.errors import PdfError, TemplateError

MOST: Final = 40
"""So many documents a start: it costs as much as ten documents, and a chunk is what is done again when one breaks."""
_A_START: Final = 90.0  # seconds a start may take on a busy machine
_A_DOCUMENT: Final = 5.0
_WORDS: Final = (
    "--headless",
    "--norestore",
    "--nologo",
    "--nolockcheck",
    "--nodefault",
    "--convert-to",
    "pdf:writer_pdf_Export",
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished .docx, and its name for sentences."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Pdf:
    """What came of a paper: the PDF with so many pages, or ``fault``, the sentence why there is none."""

    data: bytes = b""
    pages: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Tried:
    made: Mapping[int, Pdf]
    ended: Ended


@dataclass(frozen=True, slots=True)
class Office:
    """LibreOffice of this machine. ``fonts`` is fontconfig's file for it; ``seconds`` what a start may take before
    anything is converted, ``each`` what a document may take; ``polite`` lets whatever else is done here go first."""

    program: Path
    fonts: Path | None = None
    seconds: float = _A_START
    each: float = _A_DOCUMENT
    polite: bool = False
    _proved: list[bool] = field(default_factory=list, init=False, compare=False, repr=False)

    def pdfs(self, papers: Sequence[Paper]) -> list[Pdf]:
        """A PDF for each paper, or why there is none. Raises :class:`PdfError` where LibreOffice itself does not work.

        Takes as long as it takes: use a thread, and several at once only where there are cores for them.
        """
        found = {at: fault for at, paper in enumerate(papers) if (fault := _refusal(paper)) is not None}
        sound = [at for at in range(len(papers)) if at not in found]
        waiting = deque(sound[first : first + MOST] for first in range(0, len(sound), MOST))
        while waiting:
            some = waiting.popleft()
            tried = self._try({at: papers[at].data for at in some})
            found.update(tried.made)
            lost = [at for at in some if at not in tried.made]
            if lost and not tried.made:
                self._prove()
            if len(some) == 1 or tried.ended.well:
                found.update((at, Pdf(fault=self._why(papers[at], tried.ended))) for at in lost)
            elif lost:
                waiting.extendleft(piece for piece in (lost[1:], lost[:1]) if piece)
        return [found[at] for at in range(len(papers))]

    def pdf(self, paper: Paper) -> Pdf:
        """The PDF of one paper. Raises :class:`PdfError` also where there is none of it."""
        made = self.pdfs([paper])[0]
        if made.fault:
            raise PdfError(made.fault)
        return made

    def _try(self, documents: Mapping[int, bytes], ending: str = "docx") -> _Tried:
        with tempfile.TemporaryDirectory(prefix="huicai-pdf-", ignore_cleanup_errors=True) as folder:
            place = Path(folder)
            out = place / "out"
            out.mkdir()
            sources = {at: place / f"{at}.{ending}" for at in documents}
            for at, path in sources.items():
                path.write_bytes(documents[at])
            seconds = self.seconds + self.each * len(documents)
            profile = write_profile(place / "profile")
            words = [
                *walls(seconds, polite=self.polite),
                str(self.program),
                f"-env:UserInstallation={profile}",
                *_WORDS,
            ]
            words += ["--outdir", str(out), *map(str, sources.values())]
            ended = run(words, surroundings(place, self.fonts), place, seconds)
            made = {at: pdf for at in documents if (pdf := _proved(out / f"{at}.pdf")) is not None}
        if made and not self._proved:
            self._proved.append(True)
        return _Tried(made, ended)

    def _prove(self) -> None:
        """Raise :class:`PdfError` where LibreOffice cannot even convert a line of text."""
        if self._proved:
            return
        tried = self._try({0: "会材\n".encode()}, "txt")
        if not tried.made:
            said = f"（它说：{tried.ended.said[-200:]}）" if tried.ended.said else ""
            late = "没有反应" if tried.ended.late else "转不出 PDF"
            raise PdfError(
                f"LibreOffice（{self.program}）{late}{said}，请检查磁盘空间，确认装了 Writer 并能打开文档，然后再试"
            )

    def _why(self, paper: Paper, ended: Ended) -> str:
        if ended.late:
            seconds = f"{self.seconds + self.each:g}"
            return f"“{paper.name}”排了 {seconds} 秒没有排完，已停止，没有 PDF；请检查它的表格和图片，或用 Word 另存"
        what = "打不开它" if ended.well else "排它的时候中断了"
        return f"LibreOffice {what}，“{paper.name}”没有 PDF；请检查模板，或用 Word、WPS 打开后另存为 PDF"


def _refusal(paper: Paper) -> Pdf | None:
    """Why a document is not even shown to LibreOffice: it is none, or holds what reaches outside."""
    try:
        read_package(paper.data, paper.name)
    except TemplateError as error:
        return Pdf(fault=str(error))
    return None


def _proved(path: Path) -> Pdf | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    counted = pages.count(data)
    return Pdf(data, counted) if counted else None
