"""A program that takes LibreOffice's words and does to documents what their text asks for, in a moment."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2

from service.assembly.pdf import Office, Paper
from tests.assembly.docx_builder import files, p

CRASH, HANG, UNREADABLE = "CRASH", "HANG", "UNREADABLE"
_SCRIPT = r"""#!/bin/sh
unpacked() {{  # what was joined for printing is deflated
  if grep -qa '<w:body>' "$1"; then cat "$1"; return; fi
  "{python}" -ISc 'import sys, zipfile
sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read("word/document.xml"))' "$1" 2>/dev/null
}}
echo "start $(env | grep -c ^HUICAI_)" >> "{folder}/starts"
while [ $# -gt 0 ]; do
  case "$1" in
    --outdir) out=$2; shift ;;
    *.docx|*.txt)
      said=$(unpacked "$1" | grep -oaE '{crash}|UNREADABLE' | head -n 1)
      if [ "$said" = "{crash}" ]; then kill -9 $$; fi
      if grep -qa HANG "$1"; then sleep 3600 & echo "$$ $!" > "{folder}/pids"; wait; fi
      name=${{1##*/}}
      if [ "$said" != UNREADABLE ]; then cp "{folder}/page.pdf" "$out/${{name%.*}}.pdf"; fi ;;
  esac
  shift
done
"""


def office(folder: Path, script: str = _SCRIPT, seconds: float = 600, crash: str = CRASH) -> Office:
    """Such a program in a folder, as an Office; ``crash`` is the text it dies of."""
    folder.mkdir(exist_ok=True)
    program = folder / "soffice"
    program.write_text(script.format(folder=folder, python=sys.executable, crash=crash), encoding="utf-8")
    program.chmod(0o755)
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(200, 300)
        document.save(folder / "page.pdf")
    return Office(program, seconds=seconds, each=0)


def starts(folder: Path) -> Sequence[str]:
    """A line for each start of it."""
    return (folder / "starts").read_text().splitlines()


def paper(text: str) -> Paper:
    """A .docx that says so, not deflated: the program looks for words in it as it is."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in files(p(text)).items():
            package.writestr(name, content)
    return Paper(text, stream.getvalue())
