"""A paper as it would be printed, page by page, as the answer to a frame's request.

What it shows are pictures that LibreOffice and this program made: nothing of the document itself is in the page. So the
frame needs no sandbox, which would keep the page from asking again whether it is set.
"""

from __future__ import annotations

from typing import Final

from flask import Response, current_app, make_response, render_template

from service.errors import HuicaiError
from service.web.errors import without_paths
from service.web.typesetting import Standing, Typesetter

POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)
MOST: Final = 30
"""Pages shown: who wants to see more takes the paper."""


def here() -> bool:
    """Whether papers can be shown in pages."""
    typesetter: Typesetter = current_app.extensions["huicai.typesetter"]
    return typesetter.here


def page_of(document: bytes, name: str) -> Response:
    """The pages, or how it stands with them."""
    typesetter: Typesetter = current_app.extensions["huicai.typesetter"]
    try:
        standing = typesetter.look(document, name)
    except HuicaiError as error:
        standing = Standing("", fault=without_paths(str(error)))
    begin = typesetter.kept.beginnings(standing.key, min(standing.pages, MOST))
    answer = make_response(render_template("partials/true_pages.html", standing=standing, begin=begin, name=name))
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer
