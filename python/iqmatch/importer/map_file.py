# SPDX-License-Identifier: Apache-2.0
"""Reads a mapping file. Everything that is wrong with it is listed at once."""

from __future__ import annotations

import datetime
import os
import pathlib
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

import iqmatch

from . import cells, findings, schema
from .mapping import FORMAT, Cell, Condition, Hash, Plan, Source, Table, carried

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
    import tomli as tomllib

T = TypeVar("T")
#: No names, for defaults.
_NONE: tuple[str, ...] = ()
_NO_ENTRIES: list[Any] = []
_NO_KEYS: dict[str, Any] = {}

#: Lists of values that a mapping may name without writing them.
BUILT_IN: dict[str, dict[str, str]] = {
    "ja_nein": {
        "ja": "yes",
        "Ja": "yes",
        "JA": "yes",
        "j": "yes",
        "J": "yes",
        "TRUE": "yes",
        "WAHR": "yes",
        "nein": "no",
        "Nein": "no",
        "NEIN": "no",
        "n": "no",
        "N": "no",
        "FALSE": "no",
        "FALSCH": "no",
    },
}
#: What one unit of a source is worth in the unit of the column.
UNITS: dict[str, dict[str, int]] = {
    "cents": {"euro": 100, "cent": 1},
    "_min": {"minute": 1, "hour": 60},
    "_months": {"month": 1, "year": 12},
}
ENCODINGS = ("auto", "utf-8", "utf-16", "cp1252", "latin-1", "cp850")


def load(path: str | os.PathLike[str]) -> tuple[Plan, list[findings.Finding]]:
    """Reads a mapping; raises `DataError` with everything that is wrong with it, and returns
    warnings.
    """
    try:
        data = pathlib.Path(path).read_bytes()
    except OSError as error:
        raise iqmatch.FileError(f"{path}: {error.strerror or error}", str(path)) from error
    name = findings.file_name(path)
    try:
        content = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        row = int(found[1]) if found else 0
        wrong = findings.make("import_map_syntax", file=name, row=row, detail=str(error))
        raise iqmatch.DataError(findings.message([wrong]), [wrong]) from None
    reader = _Reader(name, pathlib.Path(path).parent)
    mapping = reader.mapping(str(path), content)
    if findings.errors(reader.found):
        raise iqmatch.DataError(findings.message(reader.found), reader.found)
    return mapping, reader.found


class _Group:
    """One TOML table being read; keys that nobody asked for are findings."""

    def __init__(
        self, reader: _Reader, where: str, content: Any, known: Iterable[str] = ()
    ) -> None:
        self.reader, self.where = reader, where
        self.content: dict[str, Any] = content if isinstance(content, dict) else {}
        if not isinstance(content, dict):
            reader.wrong("import_map_type", where, where or "mapping", "a table")
        self.asked: set[str] = set(known)

    def path(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key

    def get(self, key: str, kind: Callable[[Any], T | None], expected: str, default: T) -> T:
        self.asked.add(key)
        if key not in self.content:
            return default
        value = kind(self.content[key])
        if value is None:
            self.reader.wrong("import_map_type", self.path(key), self.path(key), expected)
            return default
        return value

    def need(self, key: str, kind: Callable[[Any], T | None], expected: str, default: T) -> T:
        if key not in self.content:
            self.asked.add(key)
            self.reader.wrong("import_map_missing", self.path(key), self.path(key), expected)
            return default
        return self.get(key, kind, expected, default)

    def finish(self) -> None:
        for key in self.content:
            if key not in self.asked:
                known = ", ".join(sorted(self.asked))
                self.reader.wrong("import_map_key", self.path(key), key, known)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _filled(value: Any) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() else None


def _names(value: Any) -> tuple[str, ...] | None:
    """A list of column names, as headers are read."""
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        return None
    return tuple(cells.clean(v) for v in value)


def _texts(value: Any) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        return None
    return tuple(value)


def _list(value: Any) -> list[Any] | None:
    return value if isinstance(value, list) else None


def _entries(value: Any) -> list[Any] | None:
    """One table, or a list of them."""
    return value if isinstance(value, list) else [value]


def _dict(value: Any) -> dict[str, Any] | None:
    return value if isinstance(value, dict) else None


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _truth(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _day(value: Any) -> datetime.date | None:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


class _Reader:
    def __init__(self, file: str, folder: pathlib.Path) -> None:
        self.file, self.folder = file, folder
        self.found: list[findings.Finding] = []
        self.lists: dict[str, dict[str, str]] = {}

    def wrong(self, code: str, where: str, value: object, detail: object = "") -> None:
        self.found.append(
            findings.make(code, file=self.file, column=where, value=value, detail=detail)
        )

    def choice(self, group: _Group, key: str, allowed: Iterable[str], default: str) -> str:
        value = group.get(key, _text, "a text", default)
        if value not in allowed:
            self.wrong("import_map_value", group.path(key), value, ", ".join(allowed))
            return default
        return value

    def mapping(self, path: str, content: dict[str, Any]) -> Plan:
        top = _Group(self, "", content)
        expected = f'format = "{FORMAT}"'
        if top.need("format", _text, expected, FORMAT) != FORMAT:
            self.wrong("import_map_value", "format", content.get("format"), f'"{FORMAT}"')
        name = top.need("name", _filled, "a name for people", "")
        as_of = top.need("as_of", _day, "the day that the export describes", datetime.date.min)
        if "as_of" in content and not 1990 <= as_of.year <= 2199 and _day(content["as_of"]):
            self.wrong("import_map_value", "as_of", as_of, "a day from 1990 to 2199")
        catalogue = top.get("catalogue", _filled, '"builtin" or a folder', "builtin")
        if catalogue != "builtin":
            catalogue = str(self.folder / catalogue)
            if not pathlib.Path(catalogue).is_dir():
                self.wrong("import_map_value", "catalogue", catalogue, '"builtin" or a folder')
        stale = top.get("stale_after_days", _whole, "a whole number", 365)
        if not 1 <= stale <= 100000:
            self.wrong("import_map_value", "stale_after_days", stale, "1 … 100000")
        self.value_lists(top.get("values", lambda v: v, "", {}))
        owner = top.get("owner", _filled, "a text", "")
        origin = top.get("source", _filled, "a text", "")
        files = top.need("file", _list, "[[file]]", _NO_ENTRIES)
        if "file" in content and not files:
            self.wrong("import_map_missing", "file", "[[file]]", "at least one [[file]]")
        sources = [
            self.source(f"file[{i}]", entry, owner, origin) for i, entry in enumerate(files, 1)
        ]
        top.finish()
        return Plan(path, name, as_of, catalogue, stale, tuple(sources))

    def value_lists(self, content: Any) -> None:
        self.lists = dict(BUILT_IN)
        if not isinstance(content, dict):
            self.wrong("import_map_type", "values", "values", "[values.NAME]")
            return
        for name, entries in content.items():
            if name in BUILT_IN:
                self.wrong("import_map_value", f"values.{name}", name, "a name of your own")
            self.lists[name] = self.value_list(f"values.{name}", entries)

    def value_list(self, where: str, entries: Any) -> dict[str, str]:
        if not isinstance(entries, dict):
            self.wrong("import_map_type", where, where, '"source value" = "code"')
            return {}
        found: dict[str, str] = {}
        for key, value in entries.items():
            if not isinstance(value, str):
                self.wrong("import_map_type", f"{where}.{key}", key, 'a text; "" means unknown')
                continue
            text = cells.clean(key)
            if not text:
                expected = "a value; an empty cell is always unknown"
                self.wrong("import_map_value", f"{where}.{key}", '""', expected)
                continue
            if found.setdefault(text, value) != value:
                self.wrong("import_map_value", f"{where}.{key}", key, "one meaning per value")
        return found

    def source(self, where: str, content: Any, owner: str, origin: str) -> Source:
        group = _Group(self, where, content)
        match = group.need("match", _filled, "a file name or pattern", "*")
        encoding = self.choice(group, "encoding", ENCODINGS, "auto")
        separator = self.choice(group, "separator", ("auto", ";", ",", "\t", "|"), "auto")
        sheet = group.get("sheet", _filled, "the name of a sheet", "")
        header_row = group.get("header_row", _whole, "a row, counted from 1", 1)
        header_rows = group.get("header_rows", _whole, "a number of rows", 1)
        for key, number, most in (
            ("header_row", header_row, 10000),
            ("header_rows", header_rows, 9),
        ):
            if not 1 <= number <= most:
                self.wrong("import_map_value", group.path(key), number, f"1 … {most}")
        decimal = self.choice(group, "decimal", (",", "."), ",")
        dates = group.get("dates", _texts, "a list of formats", cells.DATES)
        for name in [*dates, *([] if dates else [""])]:
            if name not in cells.KNOWN_DATES:
                self.wrong(
                    "import_map_value", group.path("dates"), name, ", ".join(cells.KNOWN_DATES)
                )
        if {"DD/MM/YYYY", "MM/DD/YYYY"} <= set(dates):
            self.wrong("import_map_value", group.path("dates"), "both", "DD/MM/YYYY, MM/DD/YYYY")
        serial = group.get("serial_dates", _whole, "1900, 1904", 0)
        if serial not in {0, 1900, 1904}:
            self.wrong("import_map_value", group.path("serial_dates"), serial, "1900, 1904")
        empty = group.get("empty", _texts, "a list of texts", _NONE)
        style = cells.Style(
            decimal,
            tuple(name for name in dates if name in cells.KNOWN_DATES),
            serial if serial in {1900, 1904} else None,
            frozenset(cells.EMPTY) | {cells.clean(text) for text in empty},
        )
        own_owner = group.get("owner", _filled, "a text", owner)
        own_origin = group.get("source", _filled, "a text", origin)
        for key, text in (("owner", own_owner), ("source", own_origin)):
            if not text:
                expected = "here or at the top: every record says where it comes from"
                self.wrong("import_map_missing", group.path(key), group.path(key), expected)
        if "\n" in own_owner or own_owner == "none":
            self.wrong("import_map_value", group.path("owner"), own_owner, "one word of a partner")
        ignore = group.get("ignore", _names, "a list of column names", _NONE)
        identify = group.get("identify", _names, "a list of column names", _NONE)
        drop_rows = self.conditions(group, "drop_rows")
        entries = group.need("table", _list, "[[file.table]]", _NO_ENTRIES)
        tables = [self.table(f"{where}.table[{i}]", entry) for i, entry in enumerate(entries, 1)]
        group.finish()
        used = {
            name for table in tables for cell in table.columns.values() for name in carried(cell)
        }
        used |= {condition.column for table in tables for condition in table.when}
        for name in sorted(used & set(ignore)):
            self.wrong("import_ignored_used", group.path("ignore"), name, where)
        return Source(
            where, match, encoding, separator, sheet or None, header_row, header_rows, style,
            own_owner, own_origin, ignore, identify, drop_rows, tuple(tables),
        )  # fmt: skip

    def conditions(self, group: _Group, key: str) -> tuple[Condition, ...]:
        entries = group.get(key, _entries, "a list", _NO_ENTRIES)
        found = []
        for i, entry in enumerate(entries, 1):
            inner = _Group(self, f"{group.path(key)}[{i}]", entry)
            column = inner.need("column", _filled, "the name of a column", "")
            texts = inner.need("is", _texts, "a list of texts", _NONE)
            inner.finish()
            found.append(Condition(cells.clean(column), frozenset(map(cells.clean, texts))))
        return tuple(found)

    def table(self, where: str, content: Any) -> Table:
        group = _Group(self, where, content)
        name = group.need("table", _filled, "the name of a table of a network", "")
        known = schema.tables()
        if name and name not in known:
            self.wrong("import_map_value", group.path("table"), name, ", ".join(known))
        columns = known.get(name, {})
        when = self.conditions(group, "when")
        skip = group.get("skip_if_unknown", _texts, "a list of columns of the table", _NONE)
        once = group.get("once", _truth, "true or false", False)
        raw = group.need("columns", _dict, "a table", _NO_KEYS)
        group.finish()
        mapped: dict[str, Cell] = {}
        for key, entry in raw.items():
            path = f"{where}.columns.{key}"
            if columns and key not in columns:
                self.wrong("import_map_value", path, key, ", ".join(columns))
                continue
            mapped[key] = self.cell(path, entry, columns.get(key))
        for key in skip:
            if key not in mapped:
                self.wrong(
                    "import_map_value", group.path("skip_if_unknown"), key, ", ".join(mapped)
                )
        for key, column in columns.items():
            if column.required and key not in mapped:
                expected = "the table needs this column"
                self.wrong("import_map_missing", f"{where}.columns", f"columns.{key}", expected)
        seen: dict[str, list[str]] = {}
        for key, cell in mapped.items():
            if cell.column is not None:
                seen.setdefault(cell.column, []).append(key)
        for column_name, targets in seen.items():
            if len(targets) > 1:
                self.wrong(
                    "import_column_reused", f"{where}.columns", column_name, ", ".join(targets)
                )
        return Table(where, name, mapped, when, skip, once)

    def cell(self, where: str, entry: Any, column: schema.Column | None) -> Cell:
        if isinstance(entry, str):
            entry = {"column": entry}
        if isinstance(entry, dict) and "first_known" in entry:
            group = _Group(self, where, entry)
            parts = group.get("first_known", _list, "a list", _NO_ENTRIES)
            group.finish()
            inner = tuple(
                self.cell(f"{where}.first_known[{i}]", part, column)
                for i, part in enumerate(parts, 1)
            )
            return Cell(where, first_known=inner)
        group = _Group(self, where, entry)
        name = group.get("column", _filled, "the name of a column", "")
        constant = group.get("value", _text, "a text", "") if "value" in group.content else None
        group.asked.add("value")
        join = group.get("join", _names, "a list of column names", _NONE)
        hashed = group.get("hash", _names, "a list of column names", _NONE)
        given = [k for k in ("column", "value", "join", "hash") if k in group.content]
        if len(given) != 1 and isinstance(entry, dict):
            expected = "one of column, value, join, hash, first_known"
            self.wrong("import_map_value", where, ", ".join(given) or "nothing", expected)
        joiner = group.get("with", _text, "a text", "-")
        values = self.values(group)
        split = group.get("split", _filled, "a separator", "")
        unit = group.get("unit", _text, "a text", "")
        factor = self.factor(group, column, unit, constant is None and bool(given))
        prefix = group.get("prefix", _text, "a text", "")
        replace = group.get("replace", _dict, "a table", _NO_KEYS)
        if not all(isinstance(v, str) and k for k, v in replace.items()):
            self.wrong("import_map_type", group.path("replace"), "replace", '{"/" = "-"}')
            replace = _NO_KEYS
        if split and column is not None and column.type != "code_set":
            self.wrong(
                "import_map_value",
                group.path("split"),
                split,
                "columns that take several codes only",
            )
        if column is not None:
            self.check_codes(
                group, column, {**(values or {}), **({"": constant} if constant else {})}
            )
        salt = self.salt(group, bool(hashed))
        group.finish()
        return Cell(
            where, cells.clean(name) if name else None, constant, join, joiner,
            Hash(hashed, salt) if hashed else None, (), values, split or None, unit or None, factor,
            prefix, tuple(replace.items()),
        )  # fmt: skip

    def check_codes(self, group: _Group, column: schema.Column, values: Mapping[str, str]) -> None:
        """Finds values that the column does not know; the core has the last word."""
        allowed = schema.codes().get((column.table, column.name))
        forms = {
            "kldb": (r"\d{4}[1-4]", "five digits"),
            "region": (r"\d{5}|abroad", "an AGS of five digits"),
        }
        for value in dict.fromkeys(values.values()):
            if value in {"", "none", "unknown"}:
                continue
            if allowed is not None and not set(value.split(";")) <= set(allowed):
                self.wrong("import_map_value", group.path("values"), value, ", ".join(allowed))
            elif column.type in forms and not re.fullmatch(forms[column.type][0], value, re.ASCII):
                self.wrong("import_map_value", group.path("values"), value, forms[column.type][1])

    def values(self, group: _Group) -> Mapping[str, str] | None:
        group.asked.add("values")
        given = group.content.get("values")
        if given is None:
            return None
        if isinstance(given, str):
            if given not in self.lists:
                known = ", ".join(sorted(self.lists))
                self.wrong(
                    "import_map_value",
                    group.path("values"),
                    given,
                    known,
                )
            return self.lists.get(given, {})
        return self.value_list(group.path("values"), given)

    def factor(
        self, group: _Group, column: schema.Column | None, unit: str | None, read: bool
    ) -> Decimal:
        if column is None:
            return Decimal(1)
        kind = (
            "cents"
            if column.type == "cents"
            else next((k for k in UNITS if column.name.endswith(k)), "")
        )
        units = UNITS.get(kind, {})
        if unit:
            if unit not in units:
                expected = ", ".join(units) or "no unit: the column has one"
                self.wrong("import_map_value", group.path("unit"), unit, expected)
            return Decimal(units.get(unit, 1))
        if kind == "cents" and read:
            self.wrong(
                "import_map_missing",
                group.path("unit"),
                group.path("unit"),
                'unit = "euro", unit = "cent"',
            )
        return Decimal(1)

    def salt(self, group: _Group, needed: bool) -> bytes:
        name = group.get("salt_file", _filled, "the name of a file", "")
        if not needed:
            return b""
        if not name:
            expected = (
                "salt_file: a file with at least 16 secret bytes, kept apart from the network"
            )
            self.wrong(
                "import_map_missing", group.path("salt_file"), group.path("salt_file"), expected
            )
            return b""
        try:
            salt = (self.folder / name).read_bytes().strip()
        except OSError as error:
            raise iqmatch.FileError(
                f"{self.folder / name}: {error.strerror or error}", name
            ) from error
        if len(salt) < 16:
            self.wrong(
                "import_map_value", group.path("salt_file"), name, "at least 16 bytes, random"
            )
        return salt
