"""Sentences that several papers print alike."""

from __future__ import annotations

#: The progress of one project, of the name 项目; figures that are not known are left out.
PROGRESS = (
    "总投资{{ 项目.总投资|万元 }}；年度计划投资{{ 项目.年度计划|万元 }}，累计完成投资{{ 项目.累计完成|万元 }}"
    "{% if 项目.完成率 not in ('——', '／') %}，完成率{{ 项目.完成率|百分比 }}{% endif %}"
    "{% if 项目.进度差 not in ('——', '／') %}，{{ 项目.进度差|序时说法 }}{% endif %}。形象进度：{{ 项目.形象进度 }}。"
)
