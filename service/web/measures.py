"""What the running service measures of itself, for Prometheus; each app keeps its own, as one process serves it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Final

from flask import Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from service.errors import HuicaiError
from service.store import Store
from service.store.readiness import tally

_BUCKETS: Final = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30)  # seconds; a page should be under 0.3


class Measures:
    """The counters of an app."""

    def __init__(self, store: Store) -> None:
        self.registry = CollectorRegistry()
        labels = ("view", "status")
        self.requests = Counter("huicai_requests", "Requests answered", labels, registry=self.registry)
        self.seconds = Histogram(
            "huicai_request_seconds", "Time to answer", ("view",), buckets=_BUCKETS, registry=self.registry
        )
        self.refusals = Counter("huicai_sign_in_refusals", "Sign-ins that were refused", registry=self.registry)
        self.registry.register(_Kept(store))

    def text(self) -> bytes:
        """All of them as Prometheus reads them."""
        return generate_latest(self.registry)


class _Kept(Collector):
    """What the database knows, asked when somebody looks; left out where it cannot be asked."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            found = tally(self._store)
        except HuicaiError:
            return
        yield GaugeMetricFamily("huicai_issued_papers", "Papers issued so far", value=found.issued)
        batches = GaugeMetricFamily("huicai_batches", "Batches by state", labels=["state"])
        for state, count in found.batches.items():
            batches.add_metric([state], count)
        yield batches


def prepare(app: Flask, store: Store) -> None:
    """Count every answer of an app."""
    app.extensions["huicai.measures"] = Measures(store)
    app.after_request(_count)


def measures() -> Measures:
    """Those of the running app."""
    found: Measures = current_app.extensions["huicai.measures"]
    return found


def _count(response: Response) -> Response:
    view = request.endpoint or "none"
    measures().requests.labels(view, str(response.status_code)).inc()
    if "began" in g:
        measures().seconds.labels(view).observe(time.perf_counter() - g.began)
    return response
