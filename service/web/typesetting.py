"""Papers set in pages by LibreOffice for whoever looks or prints: in the background, a few at a time, and kept.

Whoever asks is answered at once: set, being set, or why not. One thread sets what is looked at, all that waits in one
start of LibreOffice; another sets what is to be printed, so that nobody who looks waits for a thousand pages. What was
set is kept under the hash of what it was made of.
"""

from __future__ import annotations

import hashlib
import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from service.assembly.layout.formats import NAMES
from service.assembly.pdf import Office, Paper, fonts, soffice
from service.batches.pdf_run import PdfRun, PrintPdf, missing
from service.batches.typeset import FONTS, PLACE, lacking_fonts, office_of, said_of_fonts
from service.config import Settings
from service.errors import HuicaiError, PaperError, PdfError
from service.files import cause_of, replacing, write_whole
from service.terminal import unforeseen
from service.web.errors import without_paths
from service.web.set_pages import SetPages

_MOST_WAITING: Final = 60
_MOST_PRINTED: Final = 3000  # papers, each as often as it is printed: an hour and more of LibreOffice
_LOT: Final = 8  # papers looked at that share a start: more would keep the first from being seen
BUSY: Final = "现在排队排版的人太多，请过一会儿再打开"
_BROKEN: Final = "排版时出了故障，请再试一次"
T = TypeVar("T")
Gather = Callable[[PrintPdf], None]
Pieces = Callable[[PdfRun], Iterable[bytes]]
_Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with something to be set: its pages where it is done (0 before), what is to be said of it, or the
    fault for which there is none; and while it waits how many of how many papers are set."""

    key: str
    pages: int = 0
    told: tuple[str, ...] = ()
    fault: str = ""
    done: int = 0
    total: int = 0

    @property
    def ready(self) -> bool:
        """Whether it can be looked at."""
        return self.pages > 0


class Typesetter:
    """LibreOffice of a data home as the pages use it; where it is not ``here`` nobody should ask."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.kept = SetPages(settings.home / PLACE / "pages")
        self.packages = SetPages(settings.home / PLACE / "packages", "zip")
        self.here = False
        with suppress(PdfError):
            self.here = bool(soffice.find(settings.soffice))
        self._held: tuple[_Stamp, Office, frozenset[str] | None] | None = None
        self._lock = threading.Lock()
        self._standing: dict[str, Standing] = {}  # of what waits, and of what failed until that is told
        self._under_way: dict[str, PrintPdf | PdfRun] = {}
        self._looked: queue.Queue[tuple[str, Paper]] = queue.Queue(_MOST_WAITING)
        self._printed: queue.Queue[tuple[str, Callable[[], None]]] = queue.Queue(_MOST_WAITING)
        self._threads: dict[str, threading.Thread] = {}

    @property
    def _office(self) -> tuple[Office, frozenset[str] | None]:
        """LibreOffice and the fonts here, looked for by the first who asks, and again when the office's own fonts have
        changed: it takes a moment."""
        stamp = _stamp(self._settings.home / FONTS)
        held = self._held
        if held is None or held[0] != stamp:
            office = replace(office_of(self._settings), polite=True)
            self._held = held = (stamp, office, fonts.installed(office.fonts))
        return held[1], held[2]

    def look(self, document: bytes, name: str) -> Standing:
        """A paper to be looked at. Raises as :func:`office_of`."""
        key = self._key(hashlib.sha256(document).hexdigest())
        return self._asked(Standing(key, total=1), self._looked, (key, Paper(name, document)), self._set_looked)

    def whole(self, made_of: str, total: int, gather: Gather) -> Standing:
        """So many papers joined for the printer, which ``gather`` takes in; ``made_of`` names them and their content.
        Raises :class:`PaperError` for more than can be set while others wait, and as :func:`office_of`."""
        if total > _MOST_PRINTED:
            raise PaperError(
                f"这次要印{total}份，合成一个 PDF 一次最多{_MOST_PRINTED}份；请少印几份，打印时再选份数，或分几次取"
            )
        key = self._key(f"whole {made_of}")
        return self._behind(key, total, partial(self._whole, key, gather))

    def package(self, made_of: str, total: int, pieces: Pieces) -> Standing:
        """So many papers in one .zip with a PDF of each, which ``pieces`` gives bit by bit; ``made_of`` names them and
        their content. Its ``pages`` are the PDFs. Raises as :meth:`whole`."""
        if total > _MOST_PRINTED:
            raise PaperError(
                f"这一批有{total}份，另附 PDF 的压缩包一次最多{_MOST_PRINTED}份；"
                "请点“下载全部”取 Word 文件，或分几批生成"
            )
        key = self._key(f"package {made_of}")
        return self._behind(key, total, partial(self._package, key, pieces))

    def _behind(self, key: str, total: int, work: Callable[[], None]) -> Standing:
        return self._asked(Standing(key, total=total), self._printed, (key, work), self._set_printed)

    def _key(self, content: str) -> str:
        """Other fonts, or another LibreOffice, would set the same otherwise."""
        office, here = self._office
        return hashlib.sha256("\n".join((content, str(office.program), *sorted(here or ()))).encode()).hexdigest()

    def _asked(self, asked: Standing, waiting: queue.Queue[T], item: T, work: Callable[[], None]) -> Standing:
        with self._lock:
            if said := self._said(asked.key):
                return replace(asked, pages=said[0], told=said[1])
            known = self._standing.get(asked.key)
            if known is None:
                try:
                    waiting.put_nowait(item)
                except queue.Full:
                    return replace(asked, fault=BUSY)
                known = self._standing[asked.key] = asked
                self._run(work)
            elif known.fault:
                del self._standing[asked.key]  # told now; whoever asks again has it tried again
            begun = self._under_way.get(asked.key)
        return replace(known, done=begun.done) if begun else known

    def _said(self, key: str) -> tuple[int, tuple[str, ...]] | None:
        return self.kept.said(key) or self.packages.said(key)

    def _run(self, work: Callable[[], None]) -> None:
        """A thread for this work, unless there is one."""
        name = f"huicai{work.__name__}"
        if name not in self._threads:
            self._threads[name] = threading.Thread(target=self._for_ever, args=(work,), name=name, daemon=True)
            self._threads[name].start()

    def _for_ever(self, work: Callable[[], None]) -> None:
        while True:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - the thread must not die of it: others wait for it
                unforeseen(error)

    @contextmanager
    def _answering(self, keys: Sequence[str]) -> Iterator[None]:
        """Whatever happens, nobody waits for these keys in vain."""
        fault = _BROKEN
        try:
            yield
        except HuicaiError as error:
            fault = without_paths(str(error), self._settings)
        except OSError as error:
            fault = f"排版时写不了文件（{cause_of(error)}），请管理员处理后再试"
        finally:
            with self._lock:
                for key in keys:
                    standing = self._standing.get(key)  # None: its fault was told meanwhile
                    if self._said(key):
                        self._standing.pop(key, None)
                    elif standing and not standing.fault:
                        self._standing[key] = replace(standing, fault=fault)

    def _set_looked(self) -> None:
        lot = [self._looked.get()]
        with suppress(queue.Empty):
            while len(lot) < _LOT:
                lot.append(self._looked.get_nowait())
        with self._answering([key for key, _ in lot]):
            office, here = self._office
            made = office.pdfs([paper for _, paper in lot])
            for (key, paper), pdf in zip(lot, made, strict=True):
                if pdf.fault:
                    self._standing[key] = Standing(key, fault=pdf.fault)
                    continue
                write_whole(self.kept.place(key), pdf.data)
                self.kept.keep(key, pdf.pages, _told(lacking_fonts(paper.data, paper.name, here)))

    def _set_printed(self) -> None:
        key, work = self._printed.get()
        with self._answering([key]):
            try:
                work()
            finally:
                self._under_way.pop(key, None)

    def _whole(self, key: str, gather: Gather) -> None:
        office, here = self._office
        with PrintPdf(office, at_once=1) as whole:
            self._under_way[key] = whole
            gather(whole)
            with replacing(self.kept.place(key)) as stream:
                count = whole.write(stream)
        lacking = fonts.lacking([names[0] for names in NAMES], here) if here else []
        told = (*(each.reason for each in missing(whole)), *_told(lacking))
        self.kept.keep(key, count, told, whole=not whole.faults)

    def _package(self, key: str, pieces: Pieces) -> None:
        office, _ = self._office
        with PdfRun(office, at_once=1) as pdfs:
            self._under_way[key] = pdfs
            with replacing(self.packages.place(key)) as stream:
                for piece in pieces(pdfs):
                    stream.write(piece)
                if pdfs.done == len(pdfs.failed):
                    raise PdfError("；".join(dict.fromkeys(each.reason for each in pdfs.failed)))
        lost = [f"有{len(pdfs.failed)}份没有转成 PDF，名字和原因在材料清单里"] if pdfs.failed else []
        self.packages.keep(key, pdfs.done - len(pdfs.failed), (*lost, *pdfs.notes), whole=not pdfs.failed)


def _stamp(folder: Path) -> _Stamp:
    """The files of a folder as they are: a font still being copied is another when it is whole."""
    try:
        files = [(path.name, path.stat()) for path in folder.iterdir()]
    except OSError:  # none there, or one that has just gone
        return ()
    return tuple(sorted((name, found.st_size, found.st_mtime_ns) for name, found in files))


def _told(lacking: list[str]) -> list[str]:
    return [said_of_fonts(lacking)] if lacking else []
