"""The roles a paragraph of a paper may have."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a paragraph is, named as a reader of the standard names it."""

    MARK = "发文机关标志"
    NUMBER = "发文字号"
    SECRECY = "密级和紧急程度"
    DEGREE = "督办等级"
    ISSUE = "期号"
    COMPILED = "编印单位和日期"
    TITLE = "标题"
    ADDRESSEE = "主送机关"
    ASIDE = "题注和表注"
    BODY = "正文"
    ATTENDANCE = "出席人员"
    NOTE = "附件说明"
    SIGNATURE = "署名"
    DATE = "成文日期"
    REMARK = "附注"
    ANNEX_LABEL = "附件序号"
    ANNEX_TITLE = "附件标题"
    ANNEX = "附件"
    IMPRINT = "版记"
    TABLE = "表格"
    BLANK = "空行"
    OTHER = "其他"
