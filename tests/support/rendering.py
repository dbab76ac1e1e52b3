"""Word documents to PDF by LibreOffice, and PDF to measured text: all positions are mm from the page's top left."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests.support import fontset

MM_PER_POINT = 25.4 / 72
TIMEOUT_SECONDS = 600


class RenderingError(RuntimeError):
    """LibreOffice or poppler made nothing of a file; the message is what the program said."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in mm from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Width in mm."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in mm."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Distance of the horizontal centre from the left edge, in mm."""
        return (self.left + self.right) / 2

    @property
    def centre(self) -> float:
        """Distance of the vertical centre from the top edge, in mm."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Word:
    """Characters printed without a gap; a whole line of Han text is one word."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line, left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The line's characters, gaps left out."""
        return "".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """The rectangle around all words; its height is that of the fonts, not of the ink."""
        boxes = [word.box for word in self.words]
        return Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its size in mm, its lines from top to bottom."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """All lines, joined by newlines."""
        return "\n".join(line.text for line in self.lines)

    def find(self, text: str) -> Line:
        """The first line which contains text. Raises LookupError when none does."""
        for line in self.lines:
            if text in line.text:
                return line
        raise LookupError(f"{text!r} is not on page {self.number}:\n{self.text}")

    def within(self, top: float, bottom: float) -> tuple[Line, ...]:
        """The lines whose vertical centre lies between two distances (mm) from the top edge."""
        return tuple(line for line in self.lines if top <= line.box.centre <= bottom)


class Office:
    """LibreOffice with one profile and one font set of its own; what it has rendered once it does not render again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._config = fontset.write_config(folder)

    def pdf(self, document: bytes | Path) -> Path:
        """One document as PDF, see pdfs."""
        return self.pdfs({"document": document})["document"]

    def pdfs(self, documents: Mapping[str, bytes | Path]) -> dict[str, Path]:
        """Convert .docx documents, given as bytes or paths, in one call; the PDF paths come back under the same keys.

        Raises:
            RenderingError: LibreOffice failed, hung, or made no PDF of one of them.
        """
        content = {key: _content(document) for key, document in documents.items()}
        stems = {key: hashlib.sha256(data).hexdigest()[:20] for key, data in content.items()}
        waiting = []
        for key, stem in stems.items():
            source = self._folder / f"{stem}.docx"
            if not source.with_suffix(".pdf").exists():
                source.write_bytes(content[key])
                waiting.append(source)
        if waiting:
            self._convert(sorted(set(waiting)))
        return {key: self._folder / f"{stem}.pdf" for key, stem in stems.items()}

    def _convert(self, sources: Sequence[Path]) -> None:
        profile = (self._folder / "profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        command += ["--convert-to", "pdf", "--outdir", str(self._folder), *map(str, sources)]
        environment = os.environ | {"FONTCONFIG_FILE": str(self._config), "HOME": str(self._folder)}
        said = _run_group(command, environment)
        lost = [source.name for source in sources if not source.with_suffix(".pdf").exists()]
        if lost:
            raise RenderingError(f"no PDF of {', '.join(lost)}: {said}")


def _content(document: bytes | Path) -> bytes:
    return document.read_bytes() if isinstance(document, Path) else document


def _run_group(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """Run a program which starts others (soffice is a script) and, when it hangs, end the whole group."""
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as program:
        try:
            return program.communicate(timeout=TIMEOUT_SECONDS)[0]
        except subprocess.TimeoutExpired as error:
            os.killpg(program.pid, signal.SIGKILL)
            raise RenderingError(f"soffice gave no answer in {TIMEOUT_SECONDS} s") from error


def poppler(*command: str) -> bytes:
    """What one of poppler's programs writes to stdout. Raises RenderingError with its own words when it fails."""
    done = subprocess.run(command, capture_output=True, timeout=TIMEOUT_SECONDS, check=False)
    if done.returncode:
        raise RenderingError(f"{command[0]}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def pages(pdf: Path) -> tuple[Page, ...]:
    """The pages of a PDF with their text. Words on one height are one line, whatever blocks they stand in."""
    tree = ElementTree.fromstring(poppler("pdftotext", "-bbox-layout", str(pdf), "-"))
    found = tree.iter("{http://www.w3.org/1999/xhtml}page")
    return tuple(_page(number, node) for number, node in enumerate(found, start=1))


def _page(number: int, node: ElementTree.Element) -> Page:
    words = [_word(word) for word in node.iter("{http://www.w3.org/1999/xhtml}word")]
    width, height = (float(node.attrib[name]) * MM_PER_POINT for name in ("width", "height"))
    return Page(number, width, height, _lines(words))


def _word(node: ElementTree.Element) -> Word:
    sides = (float(node.attrib[name]) * MM_PER_POINT for name in ("xMin", "yMin", "xMax", "yMax"))
    return Word(node.text or "", Box(*sides))


def _lines(words: Sequence[Word]) -> tuple[Line, ...]:
    """Words whose vertical centres lie within a third of the smaller one's height share a line."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.box.centre):
        last = rows[-1][-1].box if rows else None
        if last and word.box.centre - last.centre < min(word.box.height, last.height) / 3:
            rows[-1].append(word)
        else:
            rows.append([word])
    return tuple(Line(tuple(sorted(row, key=lambda word: word.box.left))) for row in rows)


def fonts(pdf: Path) -> frozenset[str]:
    """PostScript names of the fonts a PDF embeds, without their subset marks ("ABCDEF+")."""
    table = poppler("pdffonts", str(pdf)).decode()
    return frozenset(row.split()[0].partition("+")[2] or row.split()[0] for row in table.splitlines()[2:])
