"""Every fault the linter knows: its code for programs, how grave it is, and its sentence for people.

Codes are a contract (docs/templates.md lists them): tests and scripts go by them, so that wording may change.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from service.assembly.places import Place


class Severity(StrEnum):
    """``error``: no paper, or a wrong one, is made of it. ``warning``: it works here, and not as its author thinks."""

    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """What kind of fault it is."""

    LOOKALIKE_BRACE = "lookalike-brace"
    CHINESE_PUNCTUATION = "chinese-punctuation"
    SMART_QUOTES = "smart-quotes"
    INVISIBLE_CHARACTER = "invisible-character"
    TAG_UNCLOSED = "tag-unclosed"
    TAG_UNOPENED = "tag-unopened"
    TAG_IN_TAG = "tag-in-tag"
    TAG_ACROSS_PARAGRAPHS = "tag-across-paragraphs"
    TAG_SPLIT = "tag-split"
    TRACKED_CHANGE = "tracked-change"
    TRACKED_DELETION = "tracked-deletion"
    FIELD_IN_TAG = "field-in-tag"
    FIELD_CODE_SPLIT = "field-code-split"
    HIDDEN_TEXT = "hidden-text"
    NOT_FILLED = "place-not-filled"
    SYNTAX = "syntax"
    UNKNOWN_TAG = "unknown-tag"
    PREFIX_APART = "prefix-apart"
    PREFIX_PERCENT = "prefix-percent"
    PREFIX_MISMATCH = "prefix-mismatch"
    MARK_ALONE = "mark-alone"
    NOT_NUMBERED = "not-numbered"
    OUTSIDE_TABLE = "outside-table"
    SHARES_PARAGRAPH = "shares-paragraph"
    SHARES_ROW = "shares-row"
    SHARES_CELL = "shares-cell"
    BLOCK_UNCLOSED = "block-unclosed"
    BLOCK_UNOPENED = "block-unopened"
    BLOCK_CROSSED = "block-crossed"
    BLOCK_ACROSS_CELLS = "block-across-cells"
    BLOCK_ACROSS_PLACES = "block-across-places"
    UNKNOWN_FILTER = "unknown-filter"
    REFUSED_FILTER = "refused-filter"
    UNKNOWN_TEST = "unknown-test"
    REFUSED_TAG = "refused-tag"
    REFUSED_ATTRIBUTE = "refused-attribute"
    REFUSED_CALL = "refused-call"
    REFUSED_VALUE = "refused-value"
    UNKNOWN_NAME = "unknown-name"
    NAME_OUTSIDE_LOOP = "name-outside-loop"
    TRIAL = "trial-fill"
    PRESS = "press"
    MADE = "made-document"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a template: what is wrong, where, and the cure; ``tag`` is the tag as its author wrote it, ``at``
    where in the paragraph's text it begins."""

    code: Code
    place: Place
    tag: str
    what: str
    cure: str
    at: int = 0

    @property
    def severity(self) -> Severity:
        """How grave faults of this code are."""
        return Severity.WARNING if self.code in _WARNINGS else Severity.ERROR

    def __str__(self) -> str:
        words = f"“{self.place.words}”处" if self.place.words and self.place.words != self.tag else ""
        shown = f"的 {self.tag} " if self.tag else "："
        return f"{self.place}{words}{shown}{self.what}；{self.cure}"


_WARNINGS = frozenset(
    [Code.SMART_QUOTES, Code.TRACKED_CHANGE, Code.TRACKED_DELETION, Code.HIDDEN_TEXT, Code.NOT_FILLED]
)

# What is wrong, and the cure; both are filled with the words the check gives, the tag's own text is not among them.
_SENTENCES: dict[Code, tuple[str, str]] = {
    Code.LOOKALIKE_BRACE: (
        "“{found}”看似标签，却不是半角、不连着的花括号，不会被填写",
        "请改成半角并连着写的“{right}”",
    ),
    Code.CHINESE_PUNCTUATION: ("标签里的“{found}”是全角标点", "请改成半角的“{right}”，或放进引号里"),
    Code.SMART_QUOTES: ("标签里用了中文引号 {found} ，这里能填，换一种软件就填不了", "请改成半角引号"),
    Code.INVISIBLE_CHARACTER: ("标签里夹着看不见的字符（{found}）", "请把这个标签删掉，重新打一遍"),
    Code.TAG_UNCLOSED: ("标签没有结尾的 {right}", "请在标签末尾补上 {right}"),
    Code.TAG_UNOPENED: ("多出的 {found} 前面没有对应的 {right}", "请补上开头，或删去这个结尾"),
    Code.TAG_IN_TAG: ("标签里面又套了一个标签", "标签里直接写名称，请去掉里面的花括号"),
    Code.TAG_ACROSS_PARAGRAPHS: ("标签到第{found}段才结束，中间的段落会并成一段", "请把整个标签写在同一段里"),
    Code.TAG_SPLIT: ("标签有一截在{found}里面，一截在外面，填写后结构不完整", "请把整个标签移到{found}里面或外面"),
    Code.TRACKED_CHANGE: ("标签中间有没有接受的修订，删去的字不算在内", "请先接受或拒绝全部修订"),
    Code.TRACKED_DELETION: ("标签在修订删去的文字里，不会填写", "请先接受或拒绝全部修订"),
    Code.FIELD_IN_TAG: ("标签中间夹着一个域，填写后域不完整", "请删去标签里的域，重新打一遍标签"),
    Code.FIELD_CODE_SPLIT: ("域代码里的标签被拆成了几截", "请切换到域代码，把这个标签一次打完"),
    Code.HIDDEN_TEXT: ("标签里有设成隐藏的文字，纸面上看不见", "请取消这些字的“隐藏”格式"),
    Code.NOT_FILLED: ("{found}里的标签不会被填写", "请移到正文、页眉、页脚、脚注或文本框里"),
    Code.SYNTAX: ("写法有误：{found}", "请照“模板怎么改”里的写法改正"),
    Code.UNKNOWN_TAG: ("不认识的标签“{found}”{near}", "请改成 for、if、set 等认识的标签"),
    Code.PREFIX_APART: ("前缀 {found} 没有紧跟着括号写，会当成不认识的标签", "请写成 {right}"),
    Code.PREFIX_PERCENT: ("带前缀的标签里不能再有 % 或 }}", "请先用 {{% set 名称 = … %}} 算好，再在这里用名称"),
    Code.PREFIX_MISMATCH: ("开头是 {found}，这里却没有用同样的写法", "请让同一组标签的前缀一致，如都用 {right}"),
    Code.MARK_ALONE: ("“{found}”不能带前缀，也不能再写别的", "请只写 {{% {found} %}}"),
    Code.NOT_NUMBERED: ("这一段没有自动编号，不能从头编号", "请先在 Word 中给这一段加上编号"),
    Code.OUTSIDE_TABLE: ("{found} 只能用在表格里，这里不是表格", "请移进表格，或改用 {{%p … %}}"),
    Code.SHARES_PARAGRAPH: ("填写时标签所在的整段会被去掉，同一段里的“{found}”会丢失", "请让这个标签独占一段"),
    Code.SHARES_ROW: ("填写时标签所在的整行会被去掉，同一行里的“{found}”会丢失", "请让这个标签独占一行"),
    Code.SHARES_CELL: (
        "填写时标签所在的整个单元格会被去掉，同一格里的“{found}”会丢失",
        "请让这个标签独占一个单元格",
    ),
    Code.BLOCK_UNCLOSED: ("没有对应的 {{% end{found} %}}", "请在该结束的地方补上 {{% end{found} %}}"),
    Code.BLOCK_UNOPENED: ("前面没有对应的 {{% {found} … %}}", "请补上开头，或删去这个标签"),
    Code.BLOCK_CROSSED: ("与 {found} 交叉，里面的一组还没有结束", "请先结束里面的一组，再结束外面的一组"),
    Code.BLOCK_ACROSS_CELLS: (
        "与开头的 {found}（{right}）不在同一个单元格，表格会缺格",
        "请放进同一格，或整行用 {{%tr … %}}",
    ),
    Code.BLOCK_ACROSS_PLACES: (
        "与开头的 {found}（{right}）不在同一层，填写后结构不完整",
        "请放在同一层：整段用 {{%p … %}}，表格行用 {{%tr … %}}",
    ),
    Code.UNKNOWN_FILTER: ("{found}", "可用的过滤器见“模板怎么改”，请改正名称"),
    Code.REFUSED_FILTER: ("{found}", "请去掉这个过滤器"),
    Code.UNKNOWN_TEST: ("{found}", "请改正 is 后面的名称"),
    Code.REFUSED_TAG: ("{found}", "请把内容直接写在这个模板里"),
    Code.REFUSED_ATTRIBUTE: ("不允许访问“{found}”", "请只用数据里的名称"),
    Code.REFUSED_CALL: ("不允许调用“{found}”", "请改用过滤器，或在数据里备好这个值"),
    Code.REFUSED_VALUE: ("{found}", "请改成合理的数"),
    Code.UNKNOWN_NAME: ("没有名为“{found}”的数据{near}", "请改正名称，或在数据里补上这一项"),
    Code.NAME_OUTSIDE_LOOP: ("“{found}”只在它的 for 里面有，到这里已经没有了", "请移到 {{% endfor %}} 之前"),
    Code.TRIAL: ("用样例数据试填时出错：{found}", "请改正标签，或改正数据里的这一项"),
    Code.PRESS: ("{found}", "请改正后再检查一遍"),
    Code.MADE: ("用样例数据填出的文件不合 Open XML 规范：{found}", "请检查模板的这一处，或在 Word 中重新做一遍"),
}


def fault(code: Code, place: Place, tag: str = "", at: int = 0, **words: str) -> Fault:
    """The fault of that code, its sentence filled with words (``found``: what is there, ``right``: what should be)."""
    what, cure = _SENTENCES[code]
    words = {"found": "", "right": "", "near": "", **words}
    return Fault(code, place, tag, what.format(**words), cure.format(**words), at)
