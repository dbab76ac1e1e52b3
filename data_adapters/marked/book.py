"""The same workbook with its problems marked: what the unit made is kept byte for byte but for the marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from data_adapters.marked import listing
from data_adapters.marked.cleaning import SHEET_TYPE, cleaned
from data_adapters.marked.comments import Comments
from data_adapters.marked.drawing import Drawing, used_blocks
from data_adapters.marked.entries import Entry
from data_adapters.marked.package import MAIN, OFFICE, Package, Relations, UnsafeError, number, serialise
from data_adapters.marked.sheet import painted
from data_adapters.marked.styles import Styles
from data_adapters.marked.survey import Place, Survey, survey
from data_adapters.problem_list import is_list
from data_adapters.problems import Severity

MAX_COMMENTED: Final = 2_000
_VML_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_RANK: Final = {Severity.ERROR: 2, Severity.WARNING: 1, Severity.NOTE: 0}


@dataclass(slots=True)
class _Marks:
    """The marks of one sheet: the worst severity of each cell, and its comment."""

    colours: dict[Place, Severity] = field(default_factory=dict)
    texts: dict[Place, list[str]] = field(default_factory=lambda: defaultdict(list))


class Book:
    """One workbook being marked. UnsafeError where it is of a form that had better not be touched."""

    def __init__(self, data: bytes, name: str) -> None:
        self._package, self._name = Package(data), name
        self._part = Relations(self._package, "").part("officeDocument")
        self._root = self._package.xml(self._part)
        self._relations = Relations(self._package, self._part)
        if self._root.tag != f"{{{MAIN}}}workbook" or any(self._macro_sheets()):
            raise UnsafeError
        targets = dict(self._relations.of_kind("worksheet"))
        sheets = [(item.get("name") or "", item.get(f"{{{OFFICE}}}id")) for item in self._root.iter(f"{{{MAIN}}}sheet")]
        parts = {title: targets[identity] for title, identity in sheets if identity in targets}
        own = (t for t, part in parts.items() if t.startswith(listing.NAME) and self._is_list(part))
        self._own = next(own, "")
        self._own_part = parts.pop(self._own, "")
        self._sheets = parts
        self._titles = {title.casefold() for title, _ in sheets}
        self._styles_part = self._relations.part("styles")
        self._styles = Styles(self._package.read(self._styles_part))
        drawings = (name for name in self._package.names() if name.lower().endswith(".vml"))
        self._blocks = {0}.union(*(used_blocks(self._package.read(name)) for name in drawings))
        self._remarks: list[str] = []

    def _macro_sheets(self) -> list[tuple[str, str]]:
        kinds = ("xlMacrosheet", "xlIntlMacrosheet")
        return [found for kind in kinds for found in self._relations.of_kind(kind)]

    def _is_list(self, part: str) -> bool:
        return is_list(listing.first_text(self._package, part))

    def marked(self, entries: Sequence[Entry], remarks: Sequence[str]) -> bytes:
        """The bytes of the marked workbook; ``remarks`` stand on its list of problems."""
        self._remarks = [*remarks, *cleaned(self._package, self._part, self._relations)]
        old = self._styles.old_marks(kept=not self._is_from_libreoffice())
        marks = self._sorted(entries)
        for title, part in self._sheets.items():
            self._mark_sheet(part, marks.get(title, _Marks()), old)
        self._write_list(entries)
        self._package.put(self._styles_part, self._styles.data())
        return self._package.save()

    def _sorted(self, entries: Sequence[Entry]) -> dict[str, _Marks]:
        """The marks of each sheet; comments only for the first cells, as Excel gets slow with very many."""
        marks: dict[str, _Marks] = defaultdict(_Marks)
        commented: set[tuple[str, Place]] = set()
        left_out = False
        for entry in entries:
            for cell in dict.fromkeys(entry.cells):
                where, of_sheet = (cell.row, cell.column), marks[cell.sheet]
                before = of_sheet.colours.get(where, Severity.NOTE)
                of_sheet.colours[where] = max(before, entry.severity, key=_RANK.__getitem__)
                if (cell.sheet, where) in commented or len(commented) < MAX_COMMENTED:
                    commented.add((cell.sheet, where))
                    of_sheet.texts[where].append(entry.comment)
                else:
                    left_out = True
        if left_out:
            self._remarks.append(f"问题较多，批注只写了前 {MAX_COMMENTED} 个单元格；其余只涂底色，全部问题见本表。")
        return marks

    def _mark_sheet(self, part: str, marks: _Marks, old: dict[str, str]) -> None:
        xml = self._package.read(part).removeprefix(b"\xef\xbb\xbf")
        relations = Relations(self._package, part)
        known = relations.part("comments")
        if not (marks.colours or old or known):
            return
        found = survey(xml, old)
        moved = found.anchors(marks.colours)
        colours: dict[Place, Severity] = {}
        texts: dict[Place, list[str]] = defaultdict(list)
        for where, severity in marks.colours.items():
            at = moved.get(where, where)
            colours[at] = max(colours.get(at, Severity.NOTE), severity, key=_RANK.__getitem__)
            texts[at] += marks.texts.get(where, [])
        joined = {where: "\n".join(dict.fromkeys(lines)) for where, lines in texts.items() if lines}
        legacy = self._comment(relations, found, joined)
        if colours or found.restyled or legacy:
            self._package.put(part, painted(xml, found, colours, self._styles.marked, legacy))

    def _comment(self, relations: Relations, found: Survey, texts: dict[Place, str]) -> str:
        """Write the comments of a sheet; the relation of a drawing that is new to it comes back, else ""."""
        part_of = relations.part("comments")
        before = self._package.read(part_of) if part_of else b""
        comments = Comments(before)
        gone = comments.forget()
        if not (texts or gone) and comments.data() == Comments(before).data():
            return ""
        drawn = dict(relations.of_kind("vmlDrawing")).get(found.legacy, "")
        if found.legacy and not drawn:
            raise UnsafeError(found.legacy)
        try:
            drawing = Drawing(self._package.read(drawn) if drawn else b"", found, self._new_block)
        except etree.XMLSyntaxError:
            self._remark("有的工作表里带按钮等控件，批注无法写入，只涂了底色，问题见本表。")
            return ""
        drawing.forget(gone)
        new, extended, refused = comments.write(texts)
        for where, text in new.items():
            drawing.add(where, text)
        for where, text in extended.items():
            drawing.enlarge(where, text)
        if refused:
            self._remark("有的单元格已有会话批注，不能再加批注，只涂了底色，问题见本表。")
        part_of = part_of or self._package.free("xl/comments{}.xml")
        self._package.put(part_of, comments.data(), f"{SHEET_TYPE}comments+xml")
        if not relations.part("comments"):
            relations.add("comments", part_of)
        name = drawn or self._package.free("xl/drawings/vmlDrawing{}.vml")
        self._package.put(name, drawing.data())
        self._package.declare_extension("vml", _VML_TYPE)
        return "" if drawn else relations.add("vmlDrawing", name)

    def _is_from_libreoffice(self) -> bool:
        """Whether LibreOffice has saved the workbook, which gives a solid fill a second colour of its own."""
        told = Relations(self._package, "").part("extended-properties")
        return bool(told) and b"LibreOffice" in self._package.read(told)

    def _remark(self, sentence: str) -> None:
        if sentence not in self._remarks:
            self._remarks.append(sentence)

    def _new_block(self) -> int:
        self._blocks.add(max(self._blocks) + 1)
        return max(self._blocks)

    def _write_list(self, entries: Sequence[Entry]) -> None:
        part = self._own_part or self._package.free("xl/worksheets/sheet{}.xml")
        self._package.drop(part)
        content = listing.sheet(entries, self._remarks, self._sheets, self._styles, self._name)
        self._package.put(part, content, f"{SHEET_TYPE}worksheet+xml")
        if self._own_part:
            self._forget_filter()
        else:
            self._add_sheet(self._relations.add("worksheet", part))

    def _add_sheet(self, relation: str) -> None:
        sheets = self._root.find(f"{{{MAIN}}}sheets")
        if sheets is None:
            raise UnsafeError
        names = (f"{listing.NAME}{more}" for more in ("", *range(2, len(self._titles) + 3)))
        title = next(name for name in names if name.casefold() not in self._titles)
        identities = (item.get("sheetId") or "" for item in sheets)
        highest = max(map(number, identities), default=0)
        made = etree.SubElement(sheets, f"{{{MAIN}}}sheet", name=title, sheetId=str(highest + 1))
        made.set(f"{{{OFFICE}}}id", relation)
        self._package.put(self._part, serialise(self._root))

    def _forget_filter(self) -> None:
        """Remove the hidden name by which Excel keeps the range of the old list's filter."""
        order = [item.get("name") for item in self._root.iter(f"{{{MAIN}}}sheet")]
        for item in list(self._root.iter(f"{{{MAIN}}}definedName")):
            mine = item.get("localSheetId") == str(order.index(self._own))
            if mine and item.get("name") == "_xlnm._FilterDatabase" and (names := item.getparent()) is not None:
                names.remove(item)
                if not len(names) and (root := names.getparent()) is not None:
                    root.remove(names)
                self._package.put(self._part, serialise(self._root))
