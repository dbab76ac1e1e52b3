"""A cluster: where its scheduler is, and by which certificate those who belong to it know each other.

Whoever reaches a scheduler may have its workers run anything, so there is no way to one without TLS in both directions.
"""

from __future__ import annotations

import os
import re
import warnings
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from service.config import Settings
from service.errors import ClusterError, SettingsError
from service.store.addresses import address, database_file

if TYPE_CHECKING:
    from distributed import Client

_ADDRESS: Final = re.compile(r"tls://([\w.-]+|\[[0-9A-Fa-f:]+\]):(\d{1,5})")
_SECONDS: Final = 5
_OURS: Final = re.compile(r"(?:(?:file|local|memory)://.*)|(?!.*://).*", re.DOTALL)
_ROLES: Final = ("client", "scheduler", "worker")
_QUIET: Final = ("distributed", "distributed.client", "distributed.core", "distributed.comm", "tornado.application")


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where the scheduler is, and the files of TLS."""

    address: str
    ca: Path
    cert: Path
    key: Path

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The cluster of the settings. Raises :class:`SettingsError` where it cannot be one."""
        if not _ADDRESS.fullmatch(settings.scheduler):
            raise SettingsError(
                f"设置项 scheduler 写的“{settings.scheduler}”用不了：应如 tls://10.0.0.5:8786，"
                "不加密的 tcp:// 谁连上都能执行程序，所以不接受，请改正"
            )
        if not (settings.cluster_cert and settings.cluster_key):
            raise SettingsError("设置了 scheduler，却没有证书，请写上设置项 cluster_cert 和 cluster_key")
        names = (settings.cluster_ca or settings.cluster_cert, settings.cluster_cert, settings.cluster_key)
        found = cls(settings.scheduler, *(settings.home.absolute() / Path(name).expanduser() for name in names))
        if found.lacking:
            raise SettingsError(
                f"集群的证书文件“{found.lacking}”找不到，或运行会材的账户读不了，"
                "请检查设置项 cluster_cert 等的写法和文件夹的权限"
            )
        if find_spec("distributed") is None:
            raise SettingsError(
                "设置了 scheduler，但没有安装集群组件 distributed，请管理员安装（pip install 'huicai[cluster]'）后重试"
            )
        return found

    @classmethod
    def to_lead(cls, settings: Settings) -> Self:
        """The same for who hands out work, which takes a database and a file store for more than one machine."""
        found = cls.of(settings)
        if database_file(address(settings)) is not None:
            raise SettingsError(
                "设置了 scheduler，数据库却还是 SQLite，不能几台机器共用，请把设置项 database_url 改成 PostgreSQL"
            )
        if _OURS.fullmatch(settings.files_url) and not settings.files_shared:
            raise SettingsError(
                "设置了 scheduler，文件库却在本机文件夹里，别的机器看不到，请把设置项 files_url 改成 s3:// 这样的地址，"
                "或改成各台机器都挂载的同一个文件夹并设 files_shared = true"
            )
        return found

    @property
    def lacking(self) -> Path | None:
        """The first of the files that is not there, or not to be read by who runs this; None where all are."""
        return next((path for path in (self.ca, self.cert, self.key) if not _readable(path)), None)

    @property
    def host(self) -> str:
        """The scheduler's host."""
        return self._parts[0]

    @property
    def port(self) -> int:
        """The scheduler's port."""
        return int(self._parts[1])

    @property
    def _parts(self) -> tuple[str, str]:
        match = _ADDRESS.fullmatch(self.address)
        assert match is not None
        return match[1], match[2]

    def configuration(self) -> dict[str, Any]:
        """What Dask is to know, whichever part of it a process plays. No page is served but by us: Dask's are open."""
        parts = {f"distributed.comm.tls.{role}.cert": str(self.cert) for role in _ROLES}
        parts |= {f"distributed.comm.tls.{role}.key": str(self.key) for role in _ROLES}
        return parts | {
            "distributed.comm.tls.ca-file": str(self.ca),
            "distributed.comm.require-encryption": True,
            "distributed.comm.timeouts.connect": f"{_SECONDS}s",
            "distributed.scheduler.allowed-failures": 1,
            "distributed.scheduler.http.routes": [],
            "distributed.worker.http.routes": [],
            "distributed.worker.memory.target": False,
            "distributed.worker.memory.spill": False,
        }

    def connect(self) -> Client:
        """A connection to the scheduler. Raises :class:`ClusterError` where there is none to be had."""
        if self.lacking:  # whole when the program started: since then somebody moved it, or a mount is gone
            raise ClusterError(
                f"集群的证书文件“{self.lacking.name}”不见了，或运行会材的账户读不了了，请管理员放回原处、核对权限"
            )
        import dask  # noqa: PLC0415 - an extra, and slow to load

        dask.config.set({**self.configuration(), "logging": dict.fromkeys(_QUIET, "critical")})
        from distributed import Client  # noqa: PLC0415
        from distributed.security import Security  # noqa: PLC0415

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # on versions unlike each other: we look ourselves
                return Client(self.address, security=Security(), timeout=_SECONDS, set_as_default=False, name="huicai")
        except (OSError, ValueError) as error:
            raise ClusterError(
                f"连不上集群的调度进程 {self.address}，请检查它是否在运行、网络是否通、两边的证书是不是同一套"
            ) from error


def _readable(path: Path) -> bool:
    """Whether a file can be read; also False for one in a folder that may not be entered, which Path.is_file raises."""
    return os.path.isfile(path) and os.access(path, os.R_OK)  # noqa: PTH113
