"""The web app put together, and served."""

from __future__ import annotations

import errno
import pkgutil
import socket
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

import click
import waitress.server  # type: ignore[import-untyped]
from flask import Blueprint, Flask
from flask_bootstrap import Bootstrap5
from werkzeug.middleware.proxy_fix import ProxyFix

from service.batches.dispatcher import Ways, unfinished
from service.batches.running import Background
from service.config import Settings
from service.errors import OutputError
from service.registers import passwords
from service.store import open_store
from service.web import access, by_script, errors, frame, logs, measures, security, views
from service.web.api import faces, faults
from service.web.backing_up import Backups
from service.web.board.in_force import InForce
from service.web.board.page import warm
from service.web.once import ShownOnce
from service.web.sample import Sample, SampleDoor
from service.web.soon import PATIENCE
from service.web.takeover import take_over
from service.web.typesetting import Typesetter

_ANY_HOST = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, not listened on
_LAST_PORT = 65535


def create_app(settings: Settings) -> Flask:
    """The Flask app of an installation, and the invented county beside it once somebody asks for that.

    Raises :class:`OutputError` where its data home cannot be written, :class:`StoreError` where its store is no good,
    :class:`SettingsError` where they name a cluster that cannot be used.
    """
    app = app_of(settings)
    app.extensions["huicai.sample"] = sample = Sample(settings, app_of)
    app.wsgi_app = SampleDoor(app.wsgi_app, sample)  # type: ignore[method-assign]
    behind_proxies(app, settings)
    return app


def app_of(settings: Settings) -> Flask:
    """The Flask app of one data home, with its store opened once for all threads of the process.

    Raises as :func:`create_app` does.
    """
    ways = Ways.of(settings)  # looked at once: what a cluster lacks later is told by the batches that wait for it
    app = Flask("service.web")
    app.extensions["huicai"] = settings
    app.extensions["huicai.state"] = {}
    app.extensions["huicai.once"] = ShownOnce()
    app.extensions["huicai.backups"] = Backups()
    app.extensions["huicai.setup_code"] = passwords.made()
    app.config["BOOTSTRAP_SERVE_LOCAL"] = True  # offices are offline: nothing comes from elsewhere
    security.guard(app, settings)
    logs.prepare(app)
    store = app.extensions["huicai.store"] = open_store(settings)
    for sentence in take_over(store):
        click.echo(sentence)
    app.extensions["huicai.in_force"] = InForce(store)
    measures.prepare(app, store)
    access.guard(app, store)
    security.guard_forms(app)
    app.extensions["huicai.batches"] = Background(store, ways)
    app.extensions["huicai.typesetter"] = Typesetter(settings)
    Bootstrap5(app)
    for blueprint in _blueprints():
        app.register_blueprint(blueprint)
    faces.register(app)
    by_script.prepare(app)
    frame.prepare(app)
    errors.register(app, faults.answer_to_programs)
    return app


def _blueprints() -> Iterator[Blueprint]:
    """The pages: of every module of ``service.web.views`` that has any, its ``bp``."""
    for found in pkgutil.iter_modules(views.__path__):
        module = import_module(f"{views.__name__}.{found.name}")
        if hasattr(module, "bp"):
            yield module.bp


def behind_proxies(app: Flask, settings: Settings) -> None:
    """Take the word of so many proxies, and no more, on who asks and by which name."""
    if hops := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops, x_prefix=hops)  # type: ignore[method-assign]


def serve_app(settings: Settings, host: str, port: int) -> None:
    """Serve until Ctrl+C. Raises :class:`OutputError` where the port or address cannot be had."""
    app = create_app(replace(settings, host=host, port=port))
    listening = _listen(host, port)
    logs.start(settings)
    app.extensions["huicai.patience"] = PATIENCE
    warm(app.extensions["huicai.in_force"], settings)
    server = waitress.server.create_server(
        app,
        sockets=[listening],
        threads=settings.threads,
        url_prefix=settings.url_prefix,
        # They are heeded only where settings say so; seen they must be, or a proxy's visitors would pass for local.
        clear_untrusted_proxy_headers=False,
        ident=None,
    )
    click.echo(f"会材已启动：{address(host, listening.getsockname()[1])}{settings.url_prefix} （按 Ctrl+C 停止）")
    if not access.anybody(app.extensions["huicai.store"]):
        code = app.extensions["huicai.setup_code"]
        click.echo(f"还没有账号，请在浏览器里打开，按提示开始；从别的电脑打开时，设置码是 {code}")
    batches: Background = app.extensions["huicai.batches"]
    if unfinished(app.extensions["huicai.store"]):  # of before we were stopped, or fell
        batches.wake()
    try:
        server.run()
    finally:
        app.extensions["huicai.sample"].close()
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
