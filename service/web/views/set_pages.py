"""The pictures of papers set in pages: each under a key nobody can guess, which the page that shows it was told."""

from __future__ import annotations

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from service.registers.roles import May
from service.web.access import needs
from service.web.views import typesetter
from service.web.views.sending import png

bp = Blueprint("set_pages", __name__, url_prefix="/pages")


@bp.get("/<key>/<row:page>.png")
@needs(May.READ, quiet=True)
def picture(key: str, page: int) -> Response:
    """A page as it would be printed."""
    content = typesetter().kept.picture(key, page)
    return png(content) if content is not None else abort(404)
