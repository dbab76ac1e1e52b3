"""The web app put together, and served."""

from __future__ import annotations

import errno
import socket
from dataclasses import replace

import click
import waitress.server  # type: ignore[import-untyped]
from flask import Flask
from flask_bootstrap import Bootstrap5

from service.batches.dispatcher import pending
from service.batches.running import Background
from service.config import Settings
from service.errors import OutputError
from service.store import open_store
from service.web import access, errors, frame, security
from service.web.api import faces, faults
from service.web.board.in_force import InForce
from service.web.files import sweep
from service.web.once import ShownOnce
from service.web.takeover import take_over
from service.web.views import (
    account,
    accountability,
    cells,
    columns,
    dashboard,
    decisions,
    door,
    files,
    issuing,
    moved,
    packs,
    printing,
    put_in_force,
    readings,
    returns,
    setup,
    ticket_drafts,
    ticket_steps,
    tickets,
    uploads,
)

# One a line: each section of the app adds its own.
VIEWS = (
    account,
    accountability,
    cells,
    columns,
    dashboard,
    decisions,
    door,
    files,
    issuing,
    moved,
    packs,
    printing,
    put_in_force,
    readings,
    returns,
    setup,
    ticket_drafts,
    ticket_steps,
    tickets,
    uploads,
)
_ANY_HOST = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, not listened on
_LAST_PORT = 65535


def create_app(settings: Settings) -> Flask:
    """The Flask app of an installation, with its store opened once for all threads of the process.

    Raises :class:`OutputError` where its data home cannot be written, :class:`StoreError` where its store is no good.
    """
    app = Flask("service.web")
    app.extensions["huicai"] = settings
    app.extensions["huicai.state"] = {}
    app.extensions["huicai.once"] = ShownOnce()
    app.config["BOOTSTRAP_SERVE_LOCAL"] = True  # offices are offline: nothing comes from elsewhere
    security.guard(app, settings)
    sweep(settings.home)
    store = app.extensions["huicai.store"] = open_store(settings)
    for sentence in take_over(store):
        click.echo(sentence)
    app.extensions["huicai.in_force"] = InForce(store)
    access.guard(app, store)
    security.guard_forms(app)
    app.extensions["huicai.batches"] = Background(store)
    Bootstrap5(app)
    for view in VIEWS:
        app.register_blueprint(view.bp)
    app.add_url_rule("/healthz", view_func=healthz)
    faces.register(app)
    frame.prepare(app)
    errors.register(app, faults.answer_to_programs)
    return app


@access.public
def healthz() -> tuple[str, dict[str, str]]:
    """For whoever watches the server."""
    return "ok", {"Content-Type": "text/plain; charset=utf-8"}


def serve_app(settings: Settings, host: str, port: int) -> None:
    """Serve until Ctrl+C. Raises :class:`OutputError` where the port or address cannot be had."""
    app = create_app(replace(settings, host=host, port=port))
    listening = _listen(host, port)
    server = waitress.server.create_server(app, sockets=[listening], threads=settings.threads)
    click.echo(f"会材已启动：{address(host, listening.getsockname()[1])} （按 Ctrl+C 停止）")
    batches: Background = app.extensions["huicai.batches"]
    if pending(app.extensions["huicai.store"]):  # of before we were stopped, or fell
        batches.wake()
    try:
        server.run()
    finally:
        batches.stop()


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket. Our own, because waitress asks Windows to share a port that is taken."""
    if not 0 <= port <= _LAST_PORT:
        raise OutputError(f"端口 {port} 不存在，--port 应在 1 至 {_LAST_PORT} 之间")
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise _refused(host, port, error) from error


def address(host: str, port: int) -> str:
    """What to type into the browser on this machine."""
    name = "127.0.0.1" if host in _ANY_HOST else host
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"


def _refused(host: str, port: int, error: OSError) -> OutputError:
    if error.errno == errno.EADDRINUSE:
        return OutputError(
            f"端口 {port} 已被占用，会材可能已经启动；请直接打开 {address(host, port)}，或用 --port 换一个端口"
        )
    if error.errno == errno.EACCES:
        return OutputError(f"没有权限使用端口 {port}，请用 --port 换一个 1024 以上的端口")
    return OutputError(f"不能在 {host} 的端口 {port} 上启动，请检查 --host 和 --port 的写法")
