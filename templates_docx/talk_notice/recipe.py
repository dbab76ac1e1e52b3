"""约谈通知: a letter that asks a unit's head to come and explain, with the record of the talk as its annex."""

from __future__ import annotations

from service.assembly.layout import Paper
from service.assembly.layout import build as build_paper
from service.assembly.layout.elements import TO_SIGNATURE, addressees, annex_note, annex_start, remark, signature, title
from service.assembly.layout.footers import page_numbers, unnumbered_first_page
from service.assembly.layout.forms import form, pair, wide
from service.assembly.layout.head import letter_grades
from service.assembly.layout.mark import letter_head
from service.assembly.layout.markup import each, text

_RECORD = "约谈记录"
_LEAD = "{{ 经同意 }}决定就有关重点项目交办事项约谈你单位主要负责人，现将有关事项通知如下："
_MATTER = (
    "{{ loop.index }}. {{ 项.项目名称 }}。{% if 项.交办文号 != '——' %}{{ 项.交办文号 }}{% endif %}"
    "交办事项：{{ 项.交办事项 }}。办理时限为{{ 项.办理时限|年月日 }}，截至{{ 核查日期|年月日 }}按自然日计算"
    "逾期{{ 项.逾期天数 }}日{% if 项.办理情况 != '——' %}，登记的办理情况为：{{ 项.办理情况 }}{% endif %}。"
)
_WHO = (
    "时间：{{ 约谈时间 }}。地点：{{ 约谈地点 }}。约谈人：{{ 约谈人 }}。"
    "被约谈人：{{ 主送 }}主要负责人{% if 责任人 %}，事项登记的责任人{{ 责任人|顿号 }}{% endif %}。"
)
_REQUESTS = (
    "1. 请准备书面材料，说明事项办理经过、逾期原因、已采取的措施、下步打算和办结时间，"
    "由主要负责人签字并加盖公章，约谈时提交。",
    "2. 主要负责人确因公务不能参加的，请提前书面说明，并另行商定时间。",
    "3. 约谈后{{ 期限.整改方案 }}内，请将整改方案书面报{{ 自称 }}。",
)
_CONTACT = "联系人：{{ 联系人 }}；联系电话：{{ 联系电话 }}"


def build() -> bytes:
    """The template as a Word file."""
    body = "".join(
        (
            letter_head("发文机关.标志", "{{ 文号 }}"),
            letter_grades("版头"),
            title("{{ 标题 }}"),
            addressees("{{ 主送 }}"),
            text("公文正文", _LEAD),
            text("一级标题", "一、约谈事由"),
            each("项 in 事项", text("公文正文", _MATTER)),
            text("一级标题", "二、约谈时间、地点和人员"),
            text("公文正文", _WHO),
            text("一级标题", "三、约谈内容"),
            text("公文正文", "听取上述事项办理情况和逾期原因的说明，研究解决办法，明确办结时间。"),
            text("一级标题", "四、有关要求"),
            *(text("公文正文", words) for words in _REQUESTS[:-1]),
            text("公文正文", _REQUESTS[-1], TO_SIGNATURE),
            annex_note([_RECORD]),
            signature("发文机关.全称", "{{ 成文日期|年月日 }}"),
            remark(_CONTACT),
            annex_start("附件", _RECORD),
            _record(),
        )
    )
    margins = (*page_numbers(), unnumbered_first_page())
    return build_paper(Paper("约谈通知", body, margins=margins))


def _record() -> str:
    return form(
        wide("被约谈单位", "{{ 主送 }}"),
        pair(("约谈时间", ""), ("约谈地点", "")),
        pair(("约谈人", ""), ("记录人", "")),
        wide("被约谈人及职务"),
        wide("约谈事由", "{% for 项 in 事项 %}{{ 项.项目名称 }}{% if not loop.last %}；{% endif %}{% endfor %}", 700),
        wide("情况说明", "", 2200, "top"),
        wide("约谈意见", "", 1600, "top"),
        wide("整改承诺\n及办结时间", "", 1200, "top"),
        wide("签字", "约谈人：　　　　　　　　　　记录人：\n\n被约谈人：\n\n　　　　　　　　　　年　　月　　日", 1500),
    )
