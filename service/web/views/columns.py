"""What the columns of one sheet mean: a person says it, it is remembered for sheets of the same shape."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from data_adapters import Mapping, SheetReading
from data_adapters.headings.texts import MONEY_UNITS
from data_adapters.mapping import shape
from service.mappings import forget, remembered
from service.registers.roles import May
from service.web import columns
from service.web.access import needs
from service.web.columns import ChoiceError
from service.web.files import uploaded
from service.web.understanding import is_meeting, sheets_of
from service.web.views import home, stay

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
    layout = _sheet(reading, file, sheet)[1].layout
    try:
        changed = columns.keep(home(), layout, request.form)
    except ChoiceError as error:
        return _form(reading, file, sheet, str(error)), 422
    if changed:
        flash(f"已按您的指定重新读取（{changed} 列），以后同样表头的表也照此读取。")
    else:
        flash("没有改动，仍按原来的读法。")
    return _back(reading, file, sheet)


@bp.post("/forget")
@needs(May.UPLOAD)
def automatic(reading: str, file: int, sheet: int) -> Response:
    """Forget all that was said of sheets of this shape."""
    forget(home(), _sheet(reading, file, sheet)[1].layout)
    flash("已恢复自动识别，您对这种表头的指定不再使用。")
    return _back(reading, file, sheet)


def _sheet(reading: str, file: int, sheet: int) -> tuple[str, SheetReading, Mapping]:
    """The name of the file, one of its sheets, and what it was read by; 404 where no such sheet has columns."""
    files = uploaded(home(), reading)
    if files is None or not 0 < file <= len(files) or is_meeting(files[file - 1][0].name):
        abort(404)
    known = remembered(home()).mapping
    stored, data = files[file - 1]
    sheets = sheets_of(data, stored.name, known)
    if not 0 < sheet <= len(sheets) or not sheets[sheet - 1].layout.header_rows:
        abort(404)
    return stored.name, sheets[sheet - 1], known


def _form(reading: str, file: int, sheet: int, fault: str = "") -> str:
    name, found, known = _sheet(reading, file, sheet)
    return render_template(
        "pages/columns.html",
        reading=reading,
        file=file,
        number=sheet,
        name=name,
        sheet=found,
        shape=shape(found.layout),
        choices=columns.choices(found.layout, known),
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
