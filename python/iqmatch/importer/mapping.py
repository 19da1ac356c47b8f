# SPDX-License-Identifier: Apache-2.0
"""What a mapping says: which column of which file means what."""

from __future__ import annotations

import datetime
import fnmatch
import os
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from . import cells, findings, schema

FORMAT = "iqmatch-import-1"


@dataclass(frozen=True)
class Hash:
    """A key made of columns by HMAC-SHA256 under a secret salt."""

    columns: tuple[str, ...]
    salt: bytes


@dataclass(frozen=True)
class Cell:
    """Where one cell of a record comes from: a column, a constant, several columns, or the first
    that is known.
    """

    where: str
    column: str | None = None
    constant: str | None = None
    join: tuple[str, ...] = ()
    joiner: str = "-"
    hashed: Hash | None = None
    first_known: tuple[Cell, ...] = ()
    values: Mapping[str, str] | None = None
    split: str | None = None
    unit: str | None = None
    factor: Decimal = Decimal(1)
    prefix: str = ""
    replace: tuple[tuple[str, str], ...] = ()

    def columns(self) -> tuple[str, ...]:
        """Every source column that is read."""
        own = (self.column,) if self.column is not None else ()
        more = tuple(name for cell in self.first_known for name in cell.columns())
        return (*own, *self.join, *(self.hashed.columns if self.hashed else ()), *more)


@dataclass(frozen=True)
class Condition:
    """Rows whose cell in a column is one of these texts."""

    column: str
    texts: frozenset[str]


@dataclass(frozen=True)
class Table:
    """Rows of a file as rows of one table."""

    where: str
    table: str
    columns: Mapping[str, Cell]
    when: tuple[Condition, ...] = ()
    skip_if_unknown: tuple[str, ...] = ()
    once: bool = False


@dataclass(frozen=True)
class Source:
    """One kind of file."""

    where: str
    match: str
    encoding: str
    separator: str
    sheet: str | None
    header_row: int
    header_rows: int
    style: cells.Style
    owner: str
    source: str
    ignore: tuple[str, ...]
    identify: tuple[str, ...]
    drop_rows: tuple[Condition, ...]
    tables: tuple[Table, ...]

    def matches(self, path: str | os.PathLike[str]) -> bool:
        return fnmatch.fnmatchcase(findings.file_name(path), self.match)


@dataclass(frozen=True)
class Plan:
    """A whole mapping file."""

    path: str
    name: str
    as_of: datetime.date
    catalogue: str
    stale_after_days: int
    sources: tuple[Source, ...]


def carried(cell: Cell) -> tuple[str, ...]:
    """Columns whose content reaches the network; those under a hash do not."""
    own = () if cell.column is None else (cell.column,)
    return (*own, *cell.join, *(name for inner in cell.first_known for name in carried(inner)))


def looked_at(source: Source) -> frozenset[str]:
    """Columns that decide something though their content is not carried over: hashes, comparisons,
    dropped rows.
    """
    cells_ = [cell for table in source.tables for cell in table.columns.values()]
    cells_ += [inner for cell in cells_ for inner in cell.first_known]
    hashed = {name for cell in cells_ if cell.hashed for name in cell.hashed.columns}
    return frozenset(hashed.union(source.identify, (c.column for c in source.drop_rows)))


def source_columns(source: Source) -> dict[str, str]:
    """Every column that a file must have, with the place in the mapping that asks for it."""
    asked: dict[str, str] = {}
    for table in source.tables:
        for cell in table.columns.values():
            for name in cell.columns():
                asked.setdefault(name, cell.where)
        for condition in table.when:
            asked.setdefault(condition.column, f"{table.where}.when")
    for condition in source.drop_rows:
        asked.setdefault(condition.column, f"{source.where}.drop_rows")
    for name in source.identify:
        asked.setdefault(name, f"{source.where}.identify")
    return asked


def about_people(source: Source) -> bool:
    """Whether a file fills a table about people, where a bare "Name" is a person's."""
    return any(table.table not in schema.NOT_PEOPLE for table in source.tables)
