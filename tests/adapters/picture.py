"""A reading as compact data: all that was understood, without the values nobody gave."""

from __future__ import annotations

from typing import Any

from data_adapters import Reading, as_json

_SHEET_KEYS = ("name", "role", "holds", "title", "unit", "period")
_PASSED_OVER = ("continued_rows", "repeated_rows", "hidden_rows", "hidden_columns")
_ROW_KEYS = ("title_rows", "header_rows", "total_rows", "group_rows", "data_rows", "note_rows", *_PASSED_OVER)
_NOTHING: tuple[Any, ...] = ("", [], {"absent": "missing"})


def picture(reading: Reading) -> dict[str, Any]:
    """Sheets, records, printed sums and problems; a value that is missing is left out, "na" does not apply."""
    plain = as_json(reading)
    return {
        "sheets": [_sheet(sheet) for sheet in plain["sheets"]],
        **{kind: [_record(record) for record in records] for kind, records in plain["records"].items() if records},
        "subtotals": [
            {
                "label": item.label,
                "row": item.row.row,
                "amounts": {name: f"{amount.normalize():f}" for name, amount in item.amounts.items()},
                "covers": list(item.covers),
            }
            for item in reading.subtotals
        ],
        "problems": [
            f"{item['cell'] or item['address']} {item['code']} {item['severity']}" for item in plain["problems"]
        ],
    }


def _sheet(sheet: dict[str, Any]) -> dict[str, Any]:
    kept = {key: sheet[key] for key in (*_SHEET_KEYS, *_ROW_KEYS) if sheet[key]}
    columns = (
        " ".join(filter(None, (c["letter"], c["field"] or "?", c["unit"], c["period"]))) for c in sheet["columns"]
    )
    return kept | {"columns": list(columns)}


def _record(record: dict[str, Any]) -> dict[str, Any]:
    return {
        name: "na" if value == {"absent": "not_applicable"} else value
        for name, value in record.items()
        if name != "sheet" and value not in _NOTHING
    }
