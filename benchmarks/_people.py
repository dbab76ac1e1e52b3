"""Somebody at a browser, over the network: keeps the session's cookie, takes the token from a page as a form does."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import quote, urlencode

_TIMEOUT = 60  # seconds
_HEADERS = {"User-Agent": "Mozilla/5.0", "Accept": "text/html"}


@dataclass(frozen=True, slots=True)
class Got:
    """An answer with the seconds it took; status 0 where there was none, and why in its text."""

    status: int
    text: str
    location: str
    seconds: float

    @property
    def is_fault(self) -> bool:
        """Whether the server did not do what it should."""
        return not 0 < self.status < 500 or "locked" in self.text


@dataclass
class Browser:
    """One person's, signed in by ``cookie``."""

    port: int
    cookie: str
    host: str = "127.0.0.1"
    _token: str = ""
    _line: HTTPConnection | None = field(default=None, repr=False)

    def get(self, path: str) -> Got:
        """Open a page."""
        return self._ask("GET", path, b"", {})

    def post(self, path: str, fields: Mapping[str, str]) -> Got:
        """Send a form."""
        body = urlencode({"csrf_token": self._known(), **fields}).encode()
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def send(self, path: str, field_name: str, name: str, data: bytes) -> Got:
        """Send a form with a file."""
        mark = secrets.token_hex(16)
        head = f'--{mark}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{self._known()}\r\n'
        head += f'--{mark}\r\nContent-Disposition: form-data; name="{field_name}"; filename="{name}"\r\n'
        body = f"{head}Content-Type: application/octet-stream\r\n\r\n".encode() + data + f"\r\n--{mark}--\r\n".encode()
        return self._ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={mark}"})

    def close(self) -> None:
        """Leave."""
        if self._line:
            self._line.close()

    def _known(self) -> str:
        if not self._token:
            found = re.search(r'name="csrf_token" value="([^"]+)"', self.get("/account").text)
            self._token = found[1] if found else ""
        return self._token

    def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Got:
        start = time.perf_counter()
        try:
            line = self._line = self._line or HTTPConnection(self.host, self.port, timeout=_TIMEOUT)
            line.request(
                method, quote(path, safe="/?=&:%"), body or None, {**_HEADERS, **headers, "Cookie": self.cookie}
            )
            answer = line.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except OSError as error:
            self._line = None
            return Got(0, repr(error), "", time.perf_counter() - start)
        for value in answer.headers.get_all("Set-Cookie") or ():
            self.cookie = value.partition(";")[0]
        return Got(answer.status, text, answer.headers.get("Location", ""), time.perf_counter() - start)
