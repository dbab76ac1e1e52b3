"""The sentences of 进展通报 that must read naturally for many, one, none, and figures nobody reported."""

from __future__ import annotations

from typing import Final

#: So many names stand in the text; of more, the annex tells the rest.
MOST_NAMES: Final = 20
_BLANKS = "('——', '／')"


def _known(name: str, words: str) -> str:
    """`words`, printed only if the figure of that Jinja name is a number."""
    return f"{{% if {name} not in {_BLANKS} %}}{words}{{% endif %}}"


SCOPE = (
    "{{ 年份 }}年，{{ 地区 }}纳入调度的重点项目共{{ 总体.项目数 }}个"
    + _known("总体.总投资", "，总投资{{ 总体.总投资|金额 }}")
    + _known("总体.年度计划", "，年度计划投资{{ 总体.年度计划|金额 }}")
    + "。"
)

_GAP = _known("总体.进度差", "，{{ 总体.进度差|序时说法 }}（序时进度为{{ 总体.序时进度|百分比 }}）")

PROGRESS = (
    "{{ 期间 }}，"
    f"{{% if 总体.累计完成 in {_BLANKS} %}}"
    "{% if 总体.未报项目数 %}应上报的项目均未上报累计完成投资{% else %}各项目均没有年度投资任务{% endif %}"
    "{% elif 总体.尚未完成 %}{% if 总体.未报项目数 %}已上报的项目{% endif %}尚未完成投资" + _GAP + "{% else %}"
    "累计完成投资{{ 总体.累计完成|金额 }}"
    "{% if 总体.本月完成 not in ('', '——', '／') %}（其中{{ 总体.月份 }}月份完成{{ 总体.本月完成|金额 }}）{% endif %}"
    "{% if 总体.同比说明 %}，{{ 总体.同比说明 }}{% endif %}"
    + _known("总体.完成率", "，占年度计划投资的{{ 总体.完成率|百分比 }}")
    + _GAP
    + "{% endif %}。"
    "{% if 总体.后续月均|万元数 not in ('——', '／', '0') %}"
    "完成全年计划，后续各月月均需完成投资{{ 总体.后续月均|金额 }}。{% endif %}"
)

SINCE = (
    "与上期（{{ 上期.期间 }}）相比，"
    "{% if not 上期.同年 %}上期属另一年度，投资不作比较"
    "{% elif 上期.增减 == '持平' %}累计完成投资持平"
    "{% elif 上期.增减 %}累计完成投资{{ 上期.增减 }}{{ 上期.增减额|金额 }}（按两期各自上报的合计比较）"
    "{% else %}累计完成投资无法比较{% endif %}"
    + _known("上期.提高", "，完成率{{ 上期.提高|高低说法('上期') }}（上期为{{ 上期.完成率|百分比 }}）")
    + "".join(
        f"{{% if 上期.{name} %}}，{words}{{{{ 上期.{name} }}}}个{{% endif %}}"
        for name, words in (
            ("新列入", "新列入项目"),
            ("不再列出", "不再列出的项目"),
            ("转达序时", "由滞后转为达到序时进度的项目"),
            ("转滞后", "由达到转为滞后序时进度的项目"),
            ("已解决", "已解决问题"),
            ("新增问题", "新增问题"),
        )
    )
    + "。"
)

CHANGES = (
    "与上期相比，除投资进度外另有变化的项目{{ 上期.要点数 }}个"
    "{% if 上期.要点数 > 变化说明|length %}，列前{{ 变化说明|length }}个{% endif %}，详见附件{{ 附件号.变化 }}："
)

BASIS = (
    "数据截至{{ 数据截止|年月日 }}，来源为各单位上报。"
    + _known("总体.完成率", "完成率以列有年度计划投资的项目计算，分母为其年度计划投资之和。")
    + "{% if 总体.无计划项目数 %}没有年度计划投资的项目中有{{ 总体.无计划项目数 }}个完成投资"
    "{{ 总体.无计划完成|金额 }}，不计入完成率。{% endif %}"
    "{% if 总体.未报项目数 %}未上报累计完成投资的项目{{ 总体.未报项目数 }}个，"
    "其年度计划投资计入分母，完成数不作估计，也不按0处理。{% endif %}"
    "{% if 总体.零投资项目数 %}已上报且累计完成投资为0的项目{{ 总体.零投资项目数 }}个。{% endif %}"
    "{% if 总体.不适用项目数 %}本年度没有投资计划或标明不适用的项目{{ 总体.不适用项目数 }}个。{% endif %}"
    "{% if 总体.不计入项目数 %}数据有误、核对时决定不计入的项目{{ 总体.不计入项目数 }}个，"
    "投资不列入合计和排名。{% endif %}"
)

UNDER_WAY = (
    "从建设进度看，{% for 率 in 建设进度 %}{{ 率.范围 }}{{ 率.范围项目数 }}个，"
    "{% if 率.项目数 %}{{ 率.做法 }}{{ 率.项目数 }}个，{{ 率.名称 }}{{ 率.比率|百分比 }}"
    "{% else %}尚无{{ 率.做法 }}的项目{% endif %}"
    "{% if 率.未填数 %}（有{{ 率.未填数 }}个未填报，没有计入{{ 率.做法 }}）{% endif %}"
    "{% if loop.last %}。{% else %}；{% endif %}{% endfor %}以上比率均以所列范围的项目个数为分母。"
)


def _each_group(group: str, names: str, words: str) -> str:
    """One clause a group: its size, its amounts, its rate against the schedule."""
    return (
        f"{{% for {group} in {names} %}}{words}{{{{ {group}.项目数 }}}}个"
        + _known(f"{group}.总投资", f"，总投资{{{{ {group}.总投资|金额 }}}}")
        + _known(f"{group}.年度计划", f"，年度计划投资{{{{ {group}.年度计划|金额 }}}}")
        + f"{{% if {group}.累计完成 == '——' %}}，累计完成投资未上报"
        f"{{% elif {group}.累计完成 in (0, '0') %}}，尚未完成投资"
        f"{{% elif {group}.累计完成 != '／' %}}，累计完成投资{{{{ {group}.累计完成|金额 }}}}{{% endif %}}"
        + _known(
            f"{group}.完成率",
            f"{{% if {group}.累计完成 not in (0, '0') %}}，完成率{{{{ {group}.完成率|百分比 }}}}{{% endif %}}",
        )
        + _known(f"{group}.进度差", f"，{{{{ {group}.进度差|序时说法 }}}}")
        + "{% if loop.last %}。{% else %}；{% endif %}{% endfor %}"
    )


SECTORS = "{{ 分类口径 }}，" + _each_group("行业", "分行业", "{{ 行业.名称 }}项目")

LISTS = (
    "按列入的计划看，"
    + _each_group("计划", "分计划", "{{ 计划.名称 }}重点项目")
    + "{% if 多计划项目数 %}同时列入两个以上计划的项目{{ 多计划项目数 }}个，在各计划中分别统计，"
    "各计划的数不能相加。{% endif %}"
    "{% if 未列计划项目数 %}没有注明列入哪个计划的项目{{ 未列计划项目数 }}个。{% endif %}"
)

_ONE_UNIT = (
    "{% for 组 in 排名 %}{% for 行 in 组.名次 %}，为{{ 行.单位 }}"
    "{% if 行.备注 %}，{{ 行.备注 }}{% else %}，完成率{{ 行.完成率|百分比 }}{% endif %}"
    + _known("行.进度差", "，{{ 行.进度差|序时说法 }}")
    + "{% endfor %}{% endfor %}"
)

_RANKED = (
    "{% if 单位类别 %}，其中{% for 类 in 单位类别 %}{{ 类.名称 }}{{ 类.个数 }}个"
    "{% if not loop.last %}、{% endif %}{% endfor %}{% endif %}"
    "{% if 有排名 %}，{% if 单位类别 %}分类别{% endif %}按完成率由高到低排名，详见附件{{ 附件号.排名 }}"
    "{% elif 附件号.排名 %}，均没有可以计算的完成率，本期不排名，各单位情况见附件{{ 附件号.排名 }}{% endif %}"
)

UNITS = (
    "{% if 任务单位数 == 1 %}{{ 地区 }}任务单位1个" + _ONE_UNIT + "{% elif 任务单位数 %}"
    "{{ 地区 }}共有任务单位{{ 任务单位数 }}个" + _RANKED + "{% else %}台账没有填写责任单位，不作单位排名{% endif %}。"
    "{% if 任务单位数 > 1 and not 滞后单位 and 达序时单位 %}已上报单位中没有滞后于序时进度的单位。{% endif %}"
    "{% if 任务单位数 and 无单位项目数 %}没有填写责任单位的项目{{ 无单位项目数 }}个，没有计入任何单位。{% endif %}"
)


def unit_list(name: str, words: str, elsewhere: str = "") -> str:
    """The units in one state by name; of a long list the first, and `elsewhere` says where all are."""
    return (
        f"{words}单位{{% if {name}|length > {MOST_NAMES} %}}有{{{{ {name}|顿号({MOST_NAMES}) }}}}{elsewhere}"
        f"{{% else %}}{{{{ {name}|length }}}}个：{{{{ {name}|顿号 }}}}{{% endif %}}。"
    )


LATE = (
    "{% if 滞后项目 %}滞后于序时进度的项目{{ 滞后项目|length }}个，详见附件{{ 附件号.滞后 }}。"
    "{% elif 总体.达序时项目数 and 总体.项目数 == 1 %}该项目达到序时进度。"
    "{% elif 总体.达序时项目数 %}已上报的项目均达到或超过序时进度。"
    "{% else %}没有可以判定进度的项目。{% endif %}"
)


def _project_list(name: str, annex: str) -> str:
    """How many projects, and which with their units; of a long list the first, with the annex that tells all."""
    return (
        f"{{{{ {name}|length }}}}个{{% if {name}|length > {MOST_NAMES} %}}（列前{MOST_NAMES}个，"
        f"其余见附件{{{{ {annex} }}}}）{{% endif %}}："
        f"{{% for 项目 in {name}[:{MOST_NAMES}] %}}{{{{ 项目.项目名称 }}}}（{{{{ 项目.责任单位 }}}}）"
        "{% if loop.last %}。{% else %}、{% endif %}{% endfor %}"
    )


ZERO = "其中，已上报且累计完成投资为0的项目" + _project_list("零投资项目", "附件号.滞后")

NOT_REPORTED = "未上报累计完成投资的项目" + _project_list("未报项目", "附件号.项目")

ALL_REPORTED = (
    "{% if 总体.项目数 == 1 %}该项目已{% else %}各项目均已{% endif %}上报累计完成投资"
    "{% if 总体.项目数 > 1 and not 零投资项目 %}，没有累计完成投资为0的项目{% endif %}。"
)

PROBLEM = (
    "{{ loop.index }}. {{ 项.项目名称 }}（{{ 项.责任单位 }}）：{{ 项.问题 }}。"
    "{% if 项.建议 not in ('', '——') %}处理建议：{{ 项.建议 }}。{% endif %}"
)

TABLE_NOTE = (
    "数据截至{{ 数据截止|年月日 }}，来源为各单位上报；“——”表示未上报或无法计算，“0”表示已上报且为零，"
    "“／”表示不适用（本年度无此项任务）；完成率、进度差按未舍入的数据计算。"
)
