# SPDX-License-Identifier: Apache-2.0
"""Sheets of spreadsheets, read by openpyxl, which is imported only where a spreadsheet is given."""

from __future__ import annotations

import importlib
import io
import warnings
from typing import Any, NamedTuple

import iqmatch

from . import cells, findings

_ERRORS = frozenset({"#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#N/A", "#NUM!", "#NULL!"})

#: More cells than this are a sheet with a stray cell far away, or no table for an import.
MOST_CELLS = 20_000_000


class Grid(NamedTuple):
    """The cells of one sheet."""

    sheet: str | None
    sheets: tuple[str, ...]
    rows: list[tuple[int, list[Any]]]


def _library() -> Any:
    try:
        return importlib.import_module("openpyxl")
    except ImportError:
        raise iqmatch.UsageError(
            'reading spreadsheets needs the package openpyxl: pip install "iqmatch[excel]"'
        ) from None


def _open(library: Any, data: bytes, values: bool) -> Any:
    with warnings.catch_warnings():
        # About parts of a spreadsheet that no import reads: styles, validations, headers for
        # printing.
        warnings.simplefilter("ignore")
        return library.load_workbook(io.BytesIO(data), data_only=values)


def grid(
    data: bytes, name: str, sheet: str | None, header_end: int, found: list[findings.Finding]
) -> Grid:
    """The rows of a sheet (the first one where none is named).

    Merged cells of the header are filled.
    """
    library = _library()
    try:
        book = _open(library, data, values=True)
        formulas = _open(library, data, values=False)
    except Exception as error:  # noqa: BLE001 - whatever its XML and ZIP readers raise
        detail = f"{type(error).__name__}: {error}"
        found.append(
            findings.make("import_excel_damaged", file=name, detail=findings.shorten(detail))
        )
        return Grid(None, (), [])
    names = [page.title for page in book.worksheets]
    chosen = sheet if sheet is not None else (names[0] if names else "")
    if chosen not in names:
        found.append(
            findings.make("import_sheet_missing", file=name, value=chosen, detail=", ".join(names))
        )
        return Grid(None, (), [])
    page, written = book[chosen], formulas[chosen]
    if page.max_row * page.max_column > MOST_CELLS:
        size = f"{page.max_row} rows and {page.max_column} columns"
        found.append(findings.make("import_excel_damaged", file=name, detail=size))
        return Grid(None, (), [])
    rows: list[tuple[int, list[Any]]] = []
    for number, (line, behind) in enumerate(
        zip(page.iter_rows(), written.iter_rows(), strict=True), 1
    ):
        rows.append((number, [_raw(a, b) for a, b in zip(line, behind, strict=True)]))
    for area in page.merged_cells.ranges:
        if area.min_row > header_end:
            continue
        content = rows[area.min_row - 1][1][area.min_col - 1]
        for number in range(area.min_row, min(area.max_row, header_end, len(rows)) + 1):
            for column in range(area.min_col, min(area.max_col, len(rows[number - 1][1])) + 1):
                rows[number - 1][1][column - 1] = content
    return Grid(chosen, tuple(names), rows)


def _raw(cell: Any, behind: Any) -> Any:
    value = cell.value
    if cell.data_type == "e" or (isinstance(value, str) and value in _ERRORS):
        return cells.ErrorCell(str(value))
    if value is None and behind.data_type == "f":
        return cells.Uncached(str(behind.value))
    return value
