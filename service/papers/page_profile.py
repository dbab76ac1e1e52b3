"""Which printing profile is in force: the setting ``profile`` of huicai.toml or HUICAI_PROFILE."""

from __future__ import annotations

from typing import Final

from service import config
from service.errors import SettingsError

STANDARD: Final = "standard"


def in_profile(data: bytes, name: str) -> bytes:
    """A template's bytes set to the profile in force; the templates in the tree are set to the standard one.

    Raises :class:`SettingsError` in a sentence that names the profile, and TemplateError for a file that is none.
    """
    settings = config.load()
    if settings.profile == STANDARD:
        return data
    from service.assembly.layout import profiles  # noqa: PLC0415 - papers of the standard form do not pay for it

    known = profiles.delivered()
    what = f"印制版式“{settings.profile}”"
    path = known.get(settings.profile, settings.home / settings.profile)
    if settings.profile not in known and path.suffix != ".toml":
        raise SettingsError(
            f"没有名为“{settings.profile}”的印制版式，现有：{'、'.join(known)}；也可以写自己的 .toml 文件"
        )
    return profiles.printed_to(data, profiles.parse_printing(config.file_bytes(path, what), what), name)
