"""Pages that do not wait for what takes long to work out: they say so, and ask again until it is there."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar

from flask import Response, current_app, g, make_response, render_template, request

from service.web.frame import here
from service.web.kept import StillMadeError
from service.web.previewing import page_working

PATIENCE: Final = 0.2
"""Seconds a page of the running service waits for a value before it says that it is being made."""
_View = TypeVar("_View", bound=Callable[..., Any])


def soon(view: _View) -> _View:
    """Let a page say that something is being worked out, and ask again by itself, where that takes longer than the
    running service wants to wait. Stands below what the view needs."""
    return _patient(view, _working)


def soon_framed(view: _View) -> _View:
    """The same for what a frame shows, which asks again only when somebody says so: it may do nothing by itself."""
    return _patient(view, page_working)


def _patient(view: _View, working: Callable[[], Response]) -> _View:
    @wraps(view)
    def patient(**path: Any) -> Any:
        patience = current_app.extensions.get("huicai.patience")
        if request.method != "GET" or patience is None:
            return view(**path)
        g.until = time.monotonic() + patience
        try:
            return view(**path)
        except StillMadeError:
            return make_response(working(), 202)
        finally:
            g.until = None

    return patient  # type: ignore[return-value]


def _working() -> Response:
    """What was to be said is kept for the page itself, as is the place on it, which ``at`` names: no browser sends
    the part of an address behind its #. One that is sent to another place on the page it shows goes there without
    asking for the page again, so that the address has to be another one each time."""
    answer = make_response(render_template("pages/working.html"))
    place = request.args.get("at")
    again = {"_anchor": place, "_again": request.args.get("_again", 0, type=int) + 1} if place else {}
    answer.headers["Refresh"] = f"1; url={here(**again)}"
    return answer
