"""Forms that a script of a page sends: it is told where to go on, so that the browser itself opens that page, once."""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, request

_MARK: Final = "X-Sent-By"


def prepare(app: Flask) -> None:
    """Answer 201 with the address where a form that came by a script would be redirected."""
    app.after_request(_told)


def _told(response: Response) -> Response:
    if _MARK in request.headers and response.status_code == 303:
        response.status_code = 201
    return response
