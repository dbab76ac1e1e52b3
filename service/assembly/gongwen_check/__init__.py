"""公文 checked: layout against GB/T 9704-2012 and content against itself, for papers made here or anywhere."""

from __future__ import annotations

from service.assembly.gongwen_check.checking import check
from service.assembly.gongwen_check.finding import Finding, Severity
from service.assembly.gongwen_check.profile import Profile, load_profile, parse_profile, profile_names
from service.assembly.gongwen_check.repair import repair

__all__ = ["Finding", "Profile", "Severity", "check", "load_profile", "parse_profile", "profile_names", "repair"]
