"""Who may open which page: each view says so itself, and a view that says nothing is opened to nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from flask import Flask, current_app, flash, g, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from service.errors import NotAllowedError
from service.registers import accounts
from service.registers.roles import May, Who, require
from service.store import Store
from service.store.clock import now
from service.web.places import entrance_of_sample, is_sample
from service.web.sections import sections_of
from service.web.signed import Why, present

_View = TypeVar("_View", bound=Callable[..., Any])

# Files of the program, the same for everybody, whose views are not ours to mark.
FILES: Final = frozenset({"static", "bootstrap.static"})
# The interface for other systems asks each call for its token itself.
OWN_GUARD: Final = "/api/v1/"


@dataclass(frozen=True, slots=True)
class Need:
    """What a view asks of whoever opens it: to be signed in or not, to be allowed ``what``. ``quiet`` views are asked
    by a page itself (progress) and keep no session alive; those ``for_newcomers`` are open before the given password
    was changed."""

    signed_in: bool = True
    what: May | None = None
    quiet: bool = False
    for_newcomers: bool = False


_NEEDS: Final[dict[Callable[..., Any], Need]] = {}


def needs(what: May, *, quiet: bool = False) -> Callable[[_View], _View]:
    """Open a view to whoever may do ``what``. Stands below the route: ``@bp.get("/x")``, then ``@needs(May.READ)``."""
    return _declare(Need(what=what, quiet=quiet))


def signed_in(*, for_newcomers: bool = False) -> Callable[[_View], _View]:
    """Open a view to everybody who is signed in."""
    return _declare(Need(for_newcomers=for_newcomers))


def public(view: _View) -> _View:
    """Open a view to everybody, signed in or not."""
    return _declare(Need(signed_in=False))(view)


def _declare(need: Need) -> Callable[[_View], _View]:
    def mark(view: _View) -> _View:
        _NEEDS[view] = need
        return view

    return mark


def need_of(app: Flask, endpoint: str) -> Need | None:
    """What a view asks, None where it does not say."""
    return _NEEDS.get(app.view_functions[endpoint])


def guard(app: Flask, store: Store) -> None:
    """Let every request pass the door first. Goes before the form tokens' own guard: whoever was signed out meanwhile
    is told that, and not that the form is no good."""

    def admit() -> Response | None:
        return _admit(store)

    app.before_request(admit)


def _admit(store: Store) -> Response | None:
    g.who = None
    endpoint = request.endpoint
    if endpoint is None or endpoint in FILES or request.path.startswith(OWN_GUARD):
        return None
    need = need_of(current_app, endpoint)
    found = present(store, now(), quiet=need is not None and need.quiet)
    g.who = found.who
    if need is None:
        raise NotAllowedError("这个页面没有说明谁可以打开，暂不开放，请告诉管理员")
    if found.who is None:
        return None if not need.signed_in else _to_the_door(store, found.why)
    return _further(found.who, need)


def _further(who: Who, need: Need) -> Response | None:
    """Where somebody who is signed in must go instead. Raises :class:`NotAllowedError` where they may not go on."""
    if not need.signed_in or need.for_newcomers:
        return None
    if who.must_change:
        return redirect(url_for("account.show"), 303)
    if need.what is None or who.may(need.what):
        return None
    if request.endpoint == "dashboard.index":
        return redirect(start_of(who), 303)
    require(who, need.what)
    return None


def start_of(who: Who) -> str:
    """The address of the first page somebody may use."""
    sections = sections_of(who, current_app.view_functions)
    return url_for(sections[0].endpoint if sections else "account.show")


def _to_the_door(store: Store, why: Why) -> Response:
    if is_sample(store.settings):  # nobody signs in there: one comes from one's own pages
        return redirect(entrance_of_sample(), 303)
    if not has_accounts(store):
        return redirect(url_for("setup.show"), 303)
    if request.method != "GET":
        flash("刚才提交的没有办成：登录后会回到原来的页面，请核对填写的内容，再提交一次。")
    back = page_asked()
    return redirect(url_for("door.show", next=back or None, why=None if why is Why.STRANGER else why.value), 303)


def has_accounts(store: Store) -> bool:
    """Whether anybody can sign in at all. Accounts are never deleted, so a yes holds for good."""
    state = current_app.extensions["huicai.state"]
    if not state.get("has_accounts"):
        state["has_accounts"] = anybody(store)
    return bool(state["has_accounts"])


def anybody(store: Store) -> bool:
    """The same, asked of the database."""
    with store.read() as session:
        return accounts.any_account(session)


def page_asked() -> str:
    """The page somebody wanted, or where the form stood that they sent, without the app's prefix; "" for none."""
    return own_path(_asked()) or ""


def _asked() -> str:
    if request.method == "GET":
        return request.full_path.rstrip("?")
    came = urlsplit(request.referrer or "")
    if came.netloc != request.host:
        return ""
    path = came.path.removeprefix(request.script_root) if request.script_root else came.path
    return f"{path}?{came.query}" if came.query else path


def own_path(text: str) -> str | None:
    """An address within this app that can be opened, None for any other: nobody is led elsewhere after signing in."""
    if not text.startswith("/") or text.startswith("//") or any(sign in "\\" or ord(sign) < 33 for sign in text):
        return None
    path = urlsplit(text).path
    try:
        endpoint, _ = current_app.url_map.bind("localhost").match(path, "GET")
    except HTTPException:  # no such page, or one that is only posted to
        return None
    need = need_of(current_app, endpoint) if endpoint not in FILES else None
    return text if need is not None and need.signed_in else None
