"""What the columns of one sheet mean: a person says it, it is remembered for sheets of the same shape."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from data_adapters import Mapping, SheetReading
from data_adapters.headings.texts import MONEY_UNITS
from data_adapters.mapping import paths, shape
from service.mappings import forget
from service.registers.known import is_meeting
from service.registers.roles import May
from service.web import columns
from service.web.access import needs
from service.web.columns import ChoiceError
from service.web.received import Received
from service.web.understanding import sheets_of, understand
from service.web.views import home, received_here, stay, store, who

bp = Blueprint("columns", __name__, url_prefix="/readings/<id:reading>/columns/<int:file>/<int:sheet>")


@bp.get("")
@needs(May.UPLOAD)
def show(reading: str, file: int, sheet: int) -> str:
    """The form: every column with its first values, what it is read as and in which unit."""
    return _form(reading, file, sheet)


@bp.post("")
@needs(May.UPLOAD)
def save(reading: str, file: int, sheet: int) -> Response | tuple[str, int]:
    """Remember what was changed and go back to the upload, read again."""
    got, _, found = _sheet(reading, file, sheet)
    try:
        answers, back = columns.keep(home(), found.layout, request.form)
    except ChoiceError as error:
        return _form(reading, file, sheet, str(error)), 422
    if answers or back:
        _renew(got, columns.changed(got.mapping, found.layout, answers, back))
        flash(f"已按您的指定重新读取（{len(answers) + len(back)} 列），以后同样表头的表也照此读取。")
    else:
        flash("没有改动，仍按原来的读法。")
    return _back(reading, file, sheet)


@bp.post("/forget")
@needs(May.UPLOAD)
def automatic(reading: str, file: int, sheet: int) -> Response:
    """Forget all that was said of sheets of this shape."""
    got, _, found = _sheet(reading, file, sheet)
    forget(home(), found.layout)
    _renew(got, columns.changed(got.mapping, found.layout, {}, paths(found.layout)))
    flash("已恢复自动识别，您对这种表头的指定不再使用。")
    return _back(reading, file, sheet)


def _renew(got: Received, mapping: Mapping) -> None:
    """Write down how all files of the upload are read from now on."""
    now = replace(got, mapping=mapping)
    now.renew(store(), understand(now.files, mapping).placed, who().name)


def _sheet(reading: str, file: int, sheet: int) -> tuple[Received, str, SheetReading]:
    """The upload, the name of the file and one of its sheets; 404 where no such sheet has columns."""
    got = received_here(reading)
    if not 0 < file <= len(got.files) or is_meeting(got.files[file - 1][0].name):
        abort(404)
    stored, data = got.files[file - 1]
    sheets = sheets_of(stored, data, got.mapping)
    if not 0 < sheet <= len(sheets) or not sheets[sheet - 1].layout.header_rows:
        abort(404)
    return got, stored.name, sheets[sheet - 1]


def _form(reading: str, file: int, sheet: int, fault: str = "") -> str:
    got, name, found = _sheet(reading, file, sheet)
    return render_template(
        "pages/columns.html",
        reading=reading,
        file=file,
        number=sheet,
        name=name,
        sheet=found,
        shape=shape(found.layout),
        choices=columns.choices(found.layout, got.mapping),
        options=columns.options(),
        units=MONEY_UNITS,
        fault=fault,
        left_out=max(0, len(found.layout.columns) - columns.MOST),
        stay=stay(),
        typed=request.form,
    )


def _back(reading: str, file: int, sheet: int) -> Response:
    page = url_for("readings.show", _anchor=f"file-{file}-sheet-{sheet}", _external=False, reading=reading, **stay())
    return redirect(page, 303)
