"""Packs: all the papers of a meeting at once, as the .zip that answers; of many papers a batch is to be made."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from flask import Response

from service.batches import TooManyError, Trace, begun, make, write_zip
from service.papers.names import safe
from service.registers.roles import May
from service.web.api.call import Call, file
from service.web.api.endpoints import ROOT, Endpoints, File
from service.web.api.faults import CheckError
from service.web.api.wanted import ZIP, PackSent, taking_turns, wanted

api = Endpoints("成套材料")
_MOST_PAPERS: Final = 2000  # orders: 1.4 s and 110 MB meanwhile, measured


@api.post("/packs", "生成一次会议的材料", May.MAKE_PAPERS, asked=PackSent, told=File((ZIP,)), status=200, once=False)
def make_pack(call: Call, asked: PackSent) -> Response:
    """Nothing is kept of it."""
    with taking_turns(), tempfile.TemporaryDirectory() as folder:
        name, order = wanted(call, asked)
        summary = begun(order.kinds, Trace(order.uploads))
        summary.sources.extend(order.sources)
        path = Path(folder) / f"{safe(f'{name}材料')}.zip"
        try:
            write_zip(path, make(order.chosen, order.inputs, summary, most=_MOST_PAPERS), summary)
        except TooManyError as error:
            raise CheckError(f"{error}；请把同样的内容发给 POST {ROOT}/batches，在后台做") from error
        return file(path.read_bytes(), path.name, ZIP)
