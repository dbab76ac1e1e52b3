"""``huicai scheduler`` and ``huicai worker``: the two parts of a cluster, by the settings all of its machines share.

Exit codes: 0 stopped by whoever may, 2 could not be started or lost the scheduler for good.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import click

from service import config
from service.batches.cluster import Cluster
from service.errors import ClusterError, SettingsError
from service.files import cause_of
from service.terminal import DONE

_WITHOUT_PAGES = ("--no-dashboard", "--dashboard-address", "127.0.0.1:0")  # Dask's pages ask nobody who he is


@click.command(name="scheduler")
@click.option("--host", help="在本机的哪个地址上接受连接，默认是设置项 scheduler 里的主机")
def scheduler_command(host: str | None) -> int:
    """启动集群的调度进程：只传话，不存东西，停了再启动什么也不丢。"""
    cluster = _cluster("")
    from distributed.cli.dask_scheduler import main  # noqa: PLC0415 - an extra; Cluster says so where it is missing

    address = f"tls://{host or cluster.host}"
    return _run(main, cluster, ["--protocol", "tls", "--host", address, "--port", str(cluster.port), *_WITHOUT_PAGES])


@click.command(name="worker")
@click.option("--scheduler", default="", help="调度进程的地址，如 tls://10.0.0.5:8786，默认按设置项 scheduler")
@click.option("--workers", type=click.IntRange(1, 1024), help="几个工作进程，默认每个处理器核心一个")
@click.option("--host", help="在本机的哪个地址上接受连接，默认是通向调度进程的那个")
def worker_command(scheduler: str, workers: int | None, host: str | None) -> int:
    """启动这台机器上的工作进程：替批次做材料，只用文件库，不用数据库。"""
    cluster = _cluster(scheduler)
    from distributed.cli.dask_worker import main  # noqa: PLC0415 - an extra; Cluster says so where it is missing

    here = f"tls://{host or _way_to(cluster)}"
    size = ("--nworkers", str(workers or os.cpu_count() or 1), "--nthreads", "1", "--host", here)
    life = ("--death-timeout", "60", "--lifetime", "6h", "--lifetime-stagger", "30m", "--lifetime-restart")
    return _run(main, cluster, [cluster.address, *size, *life, *_WITHOUT_PAGES])


def _cluster(address: str) -> Cluster:
    settings = config.load()
    if not (settings.scheduler or address):
        raise SettingsError("没有设置集群的调度进程在哪里，请写上设置项 scheduler，如 tls://10.0.0.5:8786")
    return Cluster.of(replace(settings, scheduler=address) if address else settings)


def _way_to(cluster: Cluster) -> str:
    """The address of this machine on the network that leads to the scheduler."""
    from distributed.utils import get_ip  # noqa: PLC0415 - an extra

    try:
        return str(get_ip(socket.gethostbyname(cluster.host)))
    except OSError as error:
        raise ClusterError(f"找不到主机“{cluster.host}”，请检查设置项 scheduler 和网络") from error


def _run(main: Callable[..., Any], cluster: Cluster, words: Sequence[str]) -> int:
    """Run a program of Dask's until it is stopped."""
    import dask  # noqa: PLC0415 - an extra

    dask.config.set(cluster.configuration())
    try:
        main(list(words), standalone_mode=False)
    except RuntimeError as error:
        raise ClusterError(
            "不能在要用的地址上接受连接：端口已被占用，或这台机器没有这个地址，请检查设置项 scheduler 和 --host"
        ) from error
    except OSError as error:
        raise ClusterError(f"集群的这一部分启动不了（{cause_of(error)}），请检查证书文件和权限") from error
    except SystemExit as error:
        raise ClusterError(f"很久没有连上调度进程 {cluster.address}，请检查它是否在运行、证书是不是同一套") from error
    return DONE
