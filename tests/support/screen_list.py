"""Which pages are shown in docs/screens.md, in whose eyes, and the line that stands beside each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Screen:
    """One picture. In ``address`` {name} is one of the doors of tests/web/furnished.py; ``who`` opens it: office,
    unit or stranger."""

    section: str
    name: str
    address: str
    title: str
    words: str
    who: str = "office"


SCREENS: Final = (
    Screen("登录和设置", "login", "/login", "登录", "连续输错会暂停，说明要等多久", who="stranger"),
    Screen("登录和设置", "setup-office", "/setup/office", "发文信息", "首次使用一步一步填，哪一步都可以以后再说"),
    Screen("登录和设置", "setup-numbers", "/setup/numbers", "编号和版式", "接着纸质登记簿往下编"),
    Screen("登录和设置", "setup-people", "/setup/people", "同事的账号", "密码由系统生成，只显示一次"),
    Screen("登录和设置", "try", "/try", "示例县", "单独存放的虚构县，随便试，试完删除"),
    Screen("看板", "board", "/", "看板", "今天要催的、接下来的会议、总体进度"),
    Screen("看板", "warnings", "/board/warnings", "预警", "每一条写明理由，没有评级规则时为空"),
    Screen("看板", "trace", "/board/trace?of=total&name=合计&period=2026-10", "一个数从哪来", "算式和每个单元格"),
    Screen("台账", "ledgers", "/ledgers", "上传台账", "拖进来或点选，可以一次几个"),
    Screen("台账", "reading", "{0}", "核对读到的内容", "左边是读到的，问题指到单元格"),
    Screen("台账", "columns", "{3}/columns/1/1", "指定各列的含义", "选一次就记住，下个月自动认得"),
    Screen("台账", "uploads", "/ledgers/uploads?period=2026-08", "上传过的文件", "谁、何时上传，哪份是当期数据"),
    Screen("台账", "difference", "/ledgers/difference?before=3&after=4", "两份数据的差别", "变多、变少、新增、倒退"),
    Screen("台账", "gathered", "{4}", "收表情况", "谁报了、谁没报"),
    Screen("会议", "meetings", "/meetings", "会议", "各类会议按惯例推算下一次"),
    Screen("会议", "new-meeting", "/meetings/new", "新建会议", "按惯例填好，改改就行"),
    Screen("会议", "agenda", "/meetings/1/agenda", "议程", "议题由数据提出，拖动或用按钮排先后"),
    Screen("会议", "meeting-papers", "/meetings/1/papers", "会议材料", "常用的已经勾好，先看再做"),
    Screen("会议", "look", "/meetings/1/papers/meeting_notice?period=2026-10", "先看一份", "生成以前在网页里看"),
    Screen("会议", "contacts", "/meetings/contacts", "通讯录", "一行一个，也可以用 Excel 换进换出"),
    Screen("会议", "batch", "/batches/1", "做好的材料", "逐份下载、全部下载、合并打印"),
    Screen("会议", "batches", "/batches", "做过的材料", "随时找回，失败的只重做失败的"),
    Screen("调度单", "tickets", "/tickets", "调度单", "按办理情况分开，条件留在地址里"),
    Screen("调度单", "tickets-board", "/tickets?view=due", "看板视图", "按到期先后分栏"),
    Screen("调度单", "ticket", "/tickets/11", "一张调度单", "交办内容、经过和现在可以办的"),
    Screen("调度单", "new-ticket", "/tickets/new", "草拟调度单", "签发以前不占编号"),
    Screen("调度单", "print", "/tickets/print?paper=1&paper=2", "合并打印", "定顺序和份数，印了几份记几份"),
    Screen("问责", "accountability", "/accountability", "问责", "今天可以发的和先不发的，都写明为什么"),
    Screen("问责", "issue", "/accountability/issue?step=11:约谈", "发出一步", "写明依据，发不发由人定"),
    Screen("问责", "issued", "/accountability/issued", "已发出的材料", "谁、何时打印和下载过"),
    Screen("历史和模板", "papers", "/papers", "历史", "按编号、项目、单位、日期找出过的材料"),
    Screen("历史和模板", "paper", "/papers/1", "一份存档的材料", "原样再印，数据、模板和校验码都在"),
    Screen("历史和模板", "templates", "/templates", "模板", "下载、在 Word 里改、上传新版"),
    Screen("历史和模板", "template", "{13}", "一版模板", "检查、试填、对照现在用的，另一个人发布"),
    Screen("单位报送", "own-returns", "/returns/own", "报送周报", "单位只看得到自己报的", who="unit"),
    Screen("管理", "accounts", "/admin/accounts", "账号", "角色、停用、重置密码"),
    Screen("管理", "settings", "/admin/settings", "设置", "改了写进操作记录"),
    Screen("管理", "audit", "/admin/audit", "操作记录", "谁、何时、做了什么，逐条相扣"),
    Screen("管理", "api", "/api/", "接口", "给其他系统用的，照着就能调"),
)
