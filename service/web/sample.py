"""The invented county as an app of its own beside the office's: made when somebody asks for it, taken away whole."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from flask import Flask

from service.config import Settings, with_file
from service.errors import OutputError
from service.registers import accounts, passwords
from service.registers.accounts import Person
from service.registers.roles import Role
from service.store import Store
from service.store.models_accounts import Account
from service.web.places import PREFIX, sample_of
from service.web.sample_county import fill

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_DONE: Final = "示例已备好"  # the name of the file that says so: what was broken off is made anew
_LOGIN: Final = "shili"


class Sample:
    """The invented county of one installation."""

    def __init__(self, settings: Settings, make: Callable[[Settings], Flask]) -> None:
        self.settings = sample_of(settings)
        self._make = make
        self._lock = threading.Lock()
        self._app: Flask | None = None

    @property
    def exists(self) -> bool:
        """Whether it was filled."""
        return (self.settings.home / _DONE).is_file()

    def app(self) -> Flask | None:
        """Its app; None where it was not filled."""
        if self._app is None and self.exists:
            with self._lock:
                self._app = self._app or self._make(with_file(self.settings))
        return self._app

    def ready(self) -> Flask:
        """Its app, filled first where it was not. Takes seconds then. Raises as the use cases do."""
        with self._lock:
            if not self.exists:
                self._clear()
                app = self._make(self.settings)
                try:
                    store: Store = app.extensions["huicai.store"]
                    account = _account(store)
                    fill(store, accounts.called(account))
                    (self.settings.home / _DONE).touch()
                    self._app = app
                finally:
                    if self._app is None:
                        app.extensions["huicai.store"].close()
        found = self.app()
        if found is None:
            raise OutputError("示例刚才被别人删除了，请重试")
        return found

    def remove(self) -> None:
        """Take it away with all that was tried in it. Raises :class:`OutputError` where something holds on to it."""
        with self._lock:
            self._clear()

    def close(self) -> None:
        """Let go of it, which stays: the service stops."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        app, self._app = self._app, None
        if app is not None:
            app.extensions["huicai.batches"].stop()
            app.extensions["huicai.store"].close()

    def _clear(self) -> None:
        self._close()
        if not self.settings.home.exists():
            return
        try:
            shutil.rmtree(self.settings.home)
        except OSError as error:
            raise OutputError("示例正被占用，没有删干净，请过一会儿再删") from error


class SampleDoor:
    """Leads what is asked under ``/sample`` to the invented county, and all else to the office's own app."""

    def __init__(self, own: WSGIApplication, sample: Sample) -> None:
        self._own = own
        self._sample = sample

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path != PREFIX and not path.startswith(f"{PREFIX}/"):
            return self._own(environ, start_response)
        app = self._sample.app()
        if app is None:
            return self._own(environ, start_response)
        environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + PREFIX
        environ["PATH_INFO"] = path.removeprefix(PREFIX)
        return app.wsgi_app(environ, start_response)


def _account(store: Store) -> Account:
    """The one account there; nobody knows its password, for nobody needs it."""
    roles = frozenset(Role) - {Role.UNIT}
    return accounts.first_admin(store, Person(login=_LOGIN, name="示例用户", roles=roles), passwords.made()).account


def account_of(store: Store) -> Account:
    """The same, looked up."""
    with store.read() as session:
        return accounts.named(session, _LOGIN)
