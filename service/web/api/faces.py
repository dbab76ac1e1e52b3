"""The interface put together: its endpoints, its document, and the page that tells a person of it."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Flask, Response, jsonify, render_template
from flask_wtf import CSRFProtect  # type: ignore[import-untyped]

from service.web.access import public
from service.web.api.call import answered
from service.web.api.document import ALL, document
from service.web.api.endpoints import ROOT

bp = Blueprint("api", __name__, url_prefix=ROOT)
page = Blueprint("api_page", __name__, url_prefix="/api")


def register(app: Flask) -> None:
    """Put the interface into an app. It heeds no cookie, so it needs no form's token."""
    guard: CSRFProtect = app.extensions["csrf"]
    guard.exempt(bp)
    app.register_blueprint(bp)
    app.register_blueprint(page)


@bp.get("/openapi.json")
def openapi() -> Response:
    """The document; there is nothing secret in it."""
    return jsonify(document())


@page.get("/")
@public
def index() -> str:
    """The document as a page for a person, without scripts."""
    return render_template("pages/api.html", document=document())


for _endpoint in ALL:
    bp.add_url_rule(_endpoint.path, _endpoint.name, partial(answered, _endpoint), methods=[_endpoint.method])
