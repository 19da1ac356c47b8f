# SPDX-License-Identifier: Apache-2.0
"""Files as sheets: a header and rows of raw cells. Text tables here, spreadsheets in `excel`."""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import pathlib
from dataclasses import dataclass, field
from typing import Any

import iqmatch

from . import cells, excel, findings

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = (";", "\t", ",", "|")
#: Longest field that is believed; a missing quote makes one field of half a file.
_LONGEST_FIELD = 1_000_000


@dataclass
class Layout:
    """How a file is to be read."""

    encoding: str = "auto"
    separator: str = "auto"
    sheet: str | None = None
    header_row: int = 1
    header_rows: int = 1


@dataclass
class Sheet:
    """What a file holds. `name` is for findings: the file's, and the sheet's where one is named.

    Names of columns ("#3" where the header is empty) and rows with their row numbers.
    """

    path: str
    name: str
    sha256: str
    size: int
    kind: str
    header: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)
    blank: int = 0
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None
    #: Names of all sheets of a spreadsheet.
    sheets: tuple[str, ...] = ()
    found: list[findings.Finding] = field(default_factory=list)


#: Rows in which `likely_header` looks, and how much of the widest row a header fills.
_LOOKED_AT, _FILLED = 30, 0.6


def read(path: str, layout: Layout) -> Sheet:
    """Reads a file.

    What is wrong with it stands in `found`; only a file that cannot be opened raises.
    """
    sheet, lines = _lines(path, layout)
    _shape(sheet, lines, layout, fill=sheet.kind == "text")
    return sheet


def likely_header(path: str, layout: Layout) -> int:
    """The first row that is filled about as much as the fullest one: for a suggestion, not for an
    import.
    """
    _, lines = _lines(path, layout)
    filled = [sum(not _blank(cell) for cell in line) for _, line in lines[:_LOOKED_AT]]
    least = max(filled, default=0) * _FILLED
    return next((row for row, count in enumerate(filled, 1) if count and count >= least), 1)


def _lines(path: str, layout: Layout) -> tuple[Sheet, list[tuple[int, list[Any]]]]:
    """A sheet without header and rows yet, and its lines as they are."""
    try:
        data = pathlib.Path(path).read_bytes()
    except OSError as error:
        raise iqmatch.FileError(f"{path}: {error.strerror or error}", path) from error
    name = findings.file_name(path)
    shown = name if layout.sheet is None else f"{name}[{layout.sheet}]"
    binary = data[:4] == b"PK\x03\x04" or data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    spreadsheet = binary or name.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods"))
    sheet = Sheet(
        path, shown, hashlib.sha256(data).hexdigest(), len(data), "xlsx" if spreadsheet else "text"
    )
    if spreadsheet:
        grid = excel.grid(
            data, shown, layout.sheet, layout.header_row + layout.header_rows - 1, sheet.found
        )
        sheet.sheet, sheet.sheets = grid.sheet, grid.sheets
        return sheet, grid.rows
    return sheet, _text_lines(data, layout, sheet)


def _text_lines(data: bytes, layout: Layout, sheet: Sheet) -> list[tuple[int, list[Any]]]:
    text = _decode(data, layout.encoding, sheet)
    if text is None:
        return []
    separator = layout.separator
    if separator == "auto":
        separator = _separator(text, layout.header_row)
    sheet.separator = separator
    lines: list[tuple[int, list[Any]]] = []
    before = csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row, line in enumerate(reader, 1):
            lines.append((row, list(line)))
    except csv.Error as error:
        sheet.found.append(
            findings.make("import_quote", file=sheet.name, row=len(lines) + 1, detail=str(error))
        )
    finally:
        csv.field_size_limit(before)
    return lines


def _decode(data: bytes, encoding: str, sheet: Sheet) -> str | None:
    """The text of a file; None where it cannot be decoded, which is then found."""
    if encoding == "auto":
        encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "")
        if not encoding:
            head = data[:2000]
            # UTF-16 without a mark: every second byte of a Latin text is 0.
            even, odd = head[::2].count(0), head[1::2].count(0)
            if max(even, odd) * 4 > len(head) > 3:
                encoding = "utf-16-le" if odd > even else "utf-16-be"
        if not encoding:
            try:
                data.decode("utf-8")
                encoding = "utf-8"
            except UnicodeDecodeError:
                encoding = "cp1252"
                sheet.found.append(findings.make("import_encoding_guessed", file=sheet.name))
    elif encoding == "utf-8":
        encoding = "utf-8-sig"
    elif encoding == "utf-16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16-le"
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        sheet.found.append(
            findings.make("import_encoding", file=sheet.name, value=encoding, detail=str(error))
        )
        return None
    sheet.encoding = encoding
    # A NUL is no text; a table has none.
    return text.removeprefix("\ufeff").replace("\x00", "")


def _separator(text: str, header_row: int) -> str:
    """The separator that the header holds most often outside quotes."""
    lines = text.splitlines()[header_row - 1 : header_row + 4]
    bare = ["".join(part for i, part in enumerate(line.split('"')) if i % 2 == 0) for line in lines]
    counts = {
        s: (bare[0].count(s) if bare else 0, sum(line.count(s) for line in bare))
        for s in _SEPARATORS
    }
    return max(_SEPARATORS, key=lambda s: counts[s])


def _shape(sheet: Sheet, lines: list[tuple[int, list[Any]]], layout: Layout, fill: bool) -> None:
    """Header and rows of the lines of a file."""
    top = layout.header_row - 1
    heads = [line for _, line in lines[top : top + layout.header_rows]]
    sheet.header = _header(heads, fill)
    if not any(not name.startswith("#") for name in sheet.header):
        sheet.header = []
        if not findings.errors(sheet.found):
            sheet.found.append(findings.make("import_file_empty", file=sheet.name))
        return
    width = len(sheet.header)
    for row, line in lines[top + layout.header_rows :]:
        if all(_blank(cell) for cell in line):
            sheet.blank += 1
            continue
        while len(line) > width and _blank(line[-1]):
            line.pop()
        if len(line) != width:
            if sheet.kind == "text" or len(line) > width:
                sheet.found.append(
                    findings.make(
                        "import_row_width", file=sheet.name, row=row, value=len(line), detail=width
                    )
                )
                continue
            line.extend([None] * (width - len(line)))
        sheet.rows.append((row, line))
    if not sheet.rows and not findings.errors(sheet.found):
        sheet.found.append(findings.make("import_no_rows", file=sheet.name))


def _blank(cell: Any) -> bool:
    return not isinstance(cell, (cells.ErrorCell, cells.Uncached)) and cells.as_text(cell) == ""


def _header(heads: list[list[Any]], fill: bool) -> list[str]:
    """Names of columns; several header rows are joined by " / ".

    In text tables an empty cell of an upper row takes what stands left of it, as a merged cell is
    exported.
    """
    texts = [[cells.as_text(cell) for cell in line] for line in heads]
    width = max((len(line) for line in texts), default=0)
    for line in texts:
        line.extend([""] * (width - len(line)))
    if fill:
        for line in texts[:-1]:
            for i in range(1, width):
                line[i] = line[i] or line[i - 1]
    names = []
    for i in range(width):
        parts: list[str] = []
        for line in texts:
            if line[i] and (not parts or parts[-1] != line[i]):
                parts.append(line[i])
        names.append(" / ".join(parts) or f"#{i + 1}")
    while names and names[-1] == f"#{len(names)}":
        names.pop()
    return names
