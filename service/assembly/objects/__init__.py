"""Charts and pictures: a template holds one as a pattern, its alternative text a tag such as ``{{ 完成率图 }}``; each
fill puts new ones, made of the tag's value, in the pattern's place."""

from __future__ import annotations
