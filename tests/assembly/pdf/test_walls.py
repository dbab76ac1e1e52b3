"""LibreOffice itself, shown a document that reaches out: its profile alone keeps it from fetching anything."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import docx
import pypdfium2
import pypdfium2.raw
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from service.assembly.pdf import Office, Paper, find, office
from tests.conftest import demand

NAMES = nsdecls("w", "a", "pic", "r", "wp")
SHAPE = (
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="999999" cy="999999"/></a:xfrm>'
    '<a:prstGeom prst="rect"/></pic:spPr>'
)


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and what it is asked for."""
    found: list[str] = []

    class Noting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the console is the tests'."""

    with HTTPServer(("127.0.0.1", 0), Noting) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", found
        server.shutdown()
        thread.join()


def reaching(*targets: str) -> bytes:
    """A .docx whose pictures lie elsewhere."""
    made = docx.Document()
    made.add_paragraph("正文")
    for target in targets:
        link = made.part.relate_to(target, RELATIONSHIP_TYPE.IMAGE, is_external=True)
        picture = (
            f'<w:r {NAMES}><w:drawing><wp:inline><wp:extent cx="999999" cy="999999"/><wp:docPr id="1" name="a"/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            '<pic:nvPicPr><pic:cNvPr id="0" name="a"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'<a:blip r:link="{link}"/></pic:blipFill>{SHAPE}</pic:pic></a:graphicData></a:graphic></wp:inline>'
            "</w:drawing></w:r>"
        )
        made.add_paragraph()._p.append(parse_xml(picture))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_nothing_is_fetched_from_the_network_or_the_disk(
    asked: tuple[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demand("writer")
    address, found = asked
    secret = tmp_path / "secret.bmp"
    # 2 × 2 pixels of 24 bits
    secret.write_bytes(b"BM" + b"\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x02\0\0\0\x02\0\0\0\x01\0\x18\0" + b"\0" * 40)
    document = reaching(f"{address}/x.png", secret.as_uri())
    here = Office(find())
    assert "不能用" in here.pdfs([Paper("一份", document)])[0].fault  # it is not even shown to it
    monkeypatch.setattr(office, "walls", lambda seconds, polite: [])  # no wall but the profile
    made = here._try({0: document}).made[0]
    assert found == []
    with pypdfium2.PdfDocument(made.data) as pdf:
        assert "正文" in pdf[0].get_textpage().get_text_range()
        assert list(pdf[0].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])) == []
