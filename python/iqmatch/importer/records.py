# SPDX-License-Identifier: Apache-2.0
"""Rows of a file as records of a network, each cell with the place it came from."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from . import cells, findings, mapping, schema
from .reading import Sheet
from .tally import Place, Tally

#: A cell is mapped by the mapping file, or, for these types, a code that is the same everywhere.
_SELF_EVIDENT = frozenset(
    {"cefr", "kldb", "region", "date", "integer", "cents", "decimal_2", "decimal_6", "time"}
)
_CODED = frozenset({"code", "code_set", "yes_no", "cefr"})
_NAMES = frozenset({"key", "reference", "target"})
#: Characters that stand between several codes or in references, and so not in keys.
_HASH_CHARACTERS = 32


class Origin(NamedTuple):
    """Where a record comes from."""

    file: str
    row: int
    #: Source column by column of the network.
    columns: Mapping[str, str]


@dataclass
class Record:
    """A row of a table of the network."""

    cells: dict[str, str]
    origin: Origin
    #: Raw texts of cells that are unknown because they are not mapped, by column.
    unmapped: dict[str, str] = field(default_factory=dict)
    #: Columns about which something has been found already.
    wrong: set[str] = field(default_factory=set)
    #: Secret digests by which the same person may be met again; never written.
    identities: tuple[bytes, ...] = ()


@dataclass
class Counts:
    """What became of the rows of one file in one table."""

    written: int = 0
    merged: int = 0
    not_meant: int = 0
    unknown: int = 0


@dataclass
class Building:
    """What an import has made so far."""

    regions: frozenset[str]
    tally: Tally = field(default_factory=Tally)
    found: list[findings.Finding] = field(default_factory=list)
    tables: dict[str, list[Record]] = field(default_factory=dict)
    #: Rows of a file that the mapping drops.
    dropped: int = 0
    counts: dict[str, Counts] = field(default_factory=dict)
    once: dict[tuple[str, tuple[str, ...]], Record] = field(default_factory=dict)
    secret: bytes = b""


def build(sheet: Sheet, source: mapping.Source, building: Building) -> int:
    """Adds the records of a sheet; returns the number of rows that `drop_rows` left out."""
    at = {name: i for i, name in enumerate(sheet.header)}
    dropped = 0
    origins = [
        {target: " + ".join(cell.columns()) for target, cell in table.columns.items()}
        for table in source.tables
    ]
    faults: dict[tuple[str, str], list[int]] = {}
    for row, line in sheet.rows:
        get = _Getter(at, line)
        if any(cells.as_text(get(c.column)) in c.texts for c in source.drop_rows):
            dropped += 1
            continue
        for i, raw in enumerate(line):
            if isinstance(raw, (cells.ErrorCell, cells.Uncached)) and i < len(sheet.header):
                code = (
                    "import_error_cell"
                    if isinstance(raw, cells.ErrorCell)
                    else "import_formula_uncached"
                )
                faults.setdefault((code, sheet.header[i]), []).append(row)
        for table, columns in zip(source.tables, origins, strict=True):
            _Row(sheet, source, table, Origin(sheet.name, row, columns), get, building).add()
    for (code, column), rows in faults.items():
        if column not in source.ignore:
            building.found.append(
                findings.make(code, file=sheet.name, column=column, value=len(rows), detail=rows[0])
            )
    return dropped


class _Getter:
    def __init__(self, at: dict[str, int], line: list[Any]) -> None:
        self.at, self.line = at, line

    def __call__(self, name: str) -> Any:
        i = self.at.get(name)
        return None if i is None else self.line[i]


class _Row:
    """One row of a file on its way into one table."""

    def __init__(
        self,
        sheet: Sheet,
        source: mapping.Source,
        table: mapping.Table,
        origin: Origin,
        get: _Getter,
        building: Building,
    ) -> None:
        self.sheet, self.source, self.table, self.row = sheet, source, table, origin.row
        self.get, self.building, self.tally = get, building, building.tally
        self.present = get.at.keys()
        self.record = Record({}, origin)

    def add(self) -> None:
        counts = self.building.counts.setdefault(self.table.table, Counts())
        if not all(cells.as_text(self.get(c.column)) in c.texts for c in self.table.when):
            counts.not_meant += 1
            return
        columns = schema.tables()[self.table.table]
        for target, cell in self.table.columns.items():
            if not all(name in self.present for name in cell.columns()):
                self.record.wrong.add(target)  # told once, about the header
            self.record.cells[target] = self.cell(cell, columns[target])
        for target in self.table.skip_if_unknown:
            if self.record.cells[target] in {"", "unknown"} and target not in self.record.wrong:
                counts.unknown += 1
                return
        for name, text in (("source", self.source.source), ("owner", self.source.owner)):
            if name in columns:
                self.record.cells[name] = self.record.cells.get(name) or text
        self.identify()
        if self.table.once and self.met():
            counts.merged += 1
            return
        counts.written += 1
        self.building.tables.setdefault(self.table.table, []).append(self.record)

    def met(self) -> bool:
        """Whether the record stands already; what was unknown there is completed."""
        columns = schema.tables()[self.table.table]
        keys = [name for name, c in columns.items() if c.type == "key"][:1] or [
            name for name, c in columns.items() if c.required
        ]
        key = (self.table.table, tuple(self.record.cells.get(name, "") for name in keys))
        first = self.building.once.setdefault(key, self.record)
        if first is self.record:
            return False
        for name, text in self.record.cells.items():
            if text and not first.cells.get(name):
                first.cells[name] = text
            elif text and first.cells[name] != text:
                self.wrong(
                    "import_rows_disagree",
                    name,
                    text,
                    f"{first.cells[name]} in row {first.origin.row}",
                )
        return True

    def identify(self) -> None:
        if self.table.table != "candidates":
            return
        texts = [_folded(cells.as_text(self.get(name))) for name in self.source.identify]
        if texts and all(texts):
            mark = hmac.digest(self.building.secret, "\x00".join(texts).encode(), "sha256")
            self.record.identities += (mark,)

    def cell(self, cell: mapping.Cell, column: schema.Column) -> str:
        why = self.tally.why(column.table, column.name)
        if cell.first_known:
            return self.first(cell, column)
        if cell.constant is not None:
            return cell.constant
        if cell.join or cell.hashed:
            return self.key(cell, column)
        assert cell.column is not None
        raw = self.get(cell.column)
        text = cells.as_text(raw)
        place = Place(self.sheet.name, cell.column, column.table, column.name)
        if cell.split and text not in self.source.style.empty:
            parts = [cells.clean(part) for part in text.split(cell.split)]
            mapped = [self.value(cell, column, place, part, part) for part in parts if part]
            return ";".join(dict.fromkeys(part for part in mapped if part))
        if text in self.source.style.empty and text not in (cell.values or {}):
            why.empty += 1
            return ""
        return self.value(cell, column, place, raw, text)

    def first(self, cell: mapping.Cell, column: schema.Column) -> str:
        """The first of several that is known; what the others lack is not told then."""
        saved, mapped = self.tally, False
        for inner in cell.first_known:
            self.tally = Tally()
            text = self.cell(inner, column)
            told, self.tally = self.tally, saved
            mapped = mapped or any(why.mapped for why in told.unknown.values())
            for (place, kind), entry in told.repaired.items():
                for example in entry.examples:
                    saved.repair(place, kind, *example)
            for place, counter in told.unmapped.items():
                for value, count in counter.items():
                    for _ in range(count):
                        saved.not_mapped(place, value)
            if text not in {"", "unknown"}:
                self.record.unmapped.pop(column.name, None)
                return text
        why = saved.why(column.table, column.name)
        if column.name in self.record.unmapped:
            why.unmapped += 1
        elif mapped:
            why.mapped += 1
        else:
            why.empty += 1
        return ""

    def key(self, cell: mapping.Cell, column: schema.Column) -> str:
        names = cell.hashed.columns if cell.hashed else cell.join
        parts = []
        for name in names:
            text = cells.as_text(self.get(name))
            if text in self.source.style.empty:
                self.wrong("import_key_parts", column.name, "", name)
                return ""
            parts.append(text)
        if cell.hashed:
            content = "\x00".join(part.casefold() for part in parts)
            digest = hmac.digest(cell.hashed.salt, content.encode(), "sha256")
            if column.table == "candidates":
                self.record.identities += (digest,)
            return cell.prefix + digest.hex()[:_HASH_CHARACTERS]
        return cell.prefix + self.replaced(cell, cell.joiner.join(parts))

    @staticmethod
    def replaced(cell: mapping.Cell, text: str) -> str:
        for before, after in cell.replace:
            text = text.replace(before, after)
        return text

    def value(
        self, cell: mapping.Cell, column: schema.Column, place: Place, raw: Any, text: str
    ) -> str:
        """A known cell by the mapping's list of values, else by the type of the column."""
        why = self.tally.why(column.table, column.name)
        if cell.values is not None:
            if text in cell.values:
                mapped = cell.values[text]
                why.mapped += mapped in {"", "unknown"}
                return "" if mapped == "unknown" and column.type != "yes_no" else mapped
            if column.type not in _SELF_EVIDENT:
                return self.not_mapped(column, place, text)
        if text.casefold() == "none":
            return self.not_mapped(column, place, text)
        result = self.typed(cell, column, raw, text)
        if result is None:
            return self.not_mapped(column, place, text)
        if isinstance(result, cells.Bad):
            why.unreadable += 1
            self.wrong(result.code, column.name, text, result.detail)
            return ""
        if result.repaired:
            self.tally.repair(place, result.repaired, self.row, text, result.text)
        return result.text

    def typed(
        self, cell: mapping.Cell, column: schema.Column, raw: Any, text: str
    ) -> cells.Good | cells.Bad | None:
        """The cell as its column's type reads it; None = not a code of the column."""
        style, kind = self.source.style, column.type
        allowed = schema.codes().get((column.table, column.name))
        if kind in _CODED or allowed:
            if kind == "yes_no" and isinstance(raw, bool):
                return cells.Good("yes" if raw else "no")
            return cells.Good(text) if text in (allowed or ()) else None
        if kind == "date":
            return cells.date(raw, style)
        if kind in {"decimal_2", "decimal_6"}:
            return cells.decimal(raw, style, int(kind[-1]), cell.factor)
        if kind in {"integer", "cents"}:
            return cells.integer(raw, style, cell.factor)
        if kind == "region":
            good = cells.region(text)
            return good if good is not None and good.text in self.building.regions else None
        if kind == "kldb":
            return cells.kldb(text)
        if kind == "time":
            return cells.time(raw)
        if kind == "fact_value":
            if isinstance(raw, bool):
                return cells.Good("yes" if raw else "no")
            if text in {"yes", "no", "unknown"}:
                return cells.Good(text)
            day = cells.date(raw, style)
            return day if isinstance(day, cells.Good) else None
        if kind in _NAMES:
            return cells.Good(cell.prefix + self.replaced(cell, text))
        if column.name == "postcode":
            return cells.postcode(text)
        return cells.Good(cell.prefix + self.replaced(cell, text))

    def not_mapped(self, column: schema.Column, place: Place, text: str) -> str:
        self.tally.not_mapped(place, text)
        self.tally.why(column.table, column.name).unmapped += 1
        self.record.unmapped[column.name] = text
        return ""

    def wrong(self, code: str, target: str, value: object, detail: object) -> None:
        self.record.wrong.add(target)
        self.building.found.append(
            findings.make(
                code,
                file=self.sheet.name,
                row=self.row,
                column=self.record.origin.columns.get(target, target),
                value=value,
                detail=detail,
                entity=self.record.cells.get("candidate") or self.record.cells.get("vacancy") or "",
            )
        )


def _folded(text: str) -> str:
    """A text as it is compared: without case, spaces, accents of writing and signs."""
    folds = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
    return "".join(c for c in text.casefold().translate(folds) if c.isalnum())
