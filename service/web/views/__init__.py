"""The views, by what a person does; and what all of them need to know of the running app and of who asks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import abort, current_app, g, render_template, request

from service.batches.running import Background
from service.config import Settings
from service.registers.roles import Who
from service.store import Store
from service.web.asking import CHOICES
from service.web.board.in_force import InForce
from service.web.board.page import warm
from service.web.errors import without_paths
from service.web.once import ShownOnce
from service.web.received import Received, received
from service.web.typesetting import Typesetter


def home() -> Path:
    """Where the running app keeps its files."""
    settings: Settings = current_app.extensions["huicai"]
    return settings.home


def store() -> Store:
    """The archive of the running app; its threads share it."""
    found: Store = current_app.extensions["huicai.store"]
    return found


def in_force() -> InForce:
    """The figures of the data in force."""
    found: InForce = current_app.extensions["huicai.in_force"]
    return found


def work_ahead() -> None:
    """Begin to work out the board of the data in force now, where the service runs: nobody is to wait for it."""
    if "huicai.patience" in current_app.extensions:
        warm(in_force(), store().settings)


def who() -> Who:
    """Whoever is signed in; their ``name`` is how records name them. Only for views that need somebody."""
    found: Who | None = g.who
    if found is None:
        raise RuntimeError("a view that is open to everybody asked who is signed in")
    return found


def once() -> ShownOnce:
    """What keeps secrets until they are shown, once."""
    found: ShownOnce = current_app.extensions["huicai.once"]
    return found


def typesetter() -> Typesetter:
    """What sets papers in pages."""
    found: Typesetter = current_app.extensions["huicai.typesetter"]
    return found


def wake() -> None:
    """Say to whoever makes papers that there is something to do."""
    batches: Background = current_app.extensions["huicai.batches"]
    batches.wake()


def batch_trouble() -> str:
    """What keeps the batches of this process from going on, in words for a page; "" for nothing."""
    batches: Background = current_app.extensions["huicai.batches"]
    return without_paths(batches.trouble)


def unsure(question: str, detail: str, yes: str) -> str | None:
    """The page that asks before a step that cannot be taken back, None where the answer came with the form.

    The script of ``confirm_form`` (macros.html) asks in a dialog and sends the answer along; without it this page does.
    """
    if request.form.get("sure") == "1":
        return None
    fields = [(name, text) for name, text in request.form.items(multi=True) if name != "csrf_token"]
    return render_template("pages/confirm.html", question=question, detail=detail, yes=yes, fields=fields)


def received_here(reading: str) -> Received:
    """An upload by its address; 404 where there is none."""
    return received(store(), reading) or abort(404)


def stay() -> dict[str, Any]:
    """What a person chose on the page of an upload (period, upload to compare with, rules, groups…), to keep it from
    page to page."""
    found = {name: request.values.get(name, "").strip() for name in ("period", "last", *CHOICES)}
    return {name: text for name, text in found.items() if text}
