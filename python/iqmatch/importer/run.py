# SPDX-License-Identifier: Apache-2.0
"""An import from beginning to end."""

from __future__ import annotations

import os
import pathlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import iqmatch
from iqmatch._checks import path, truth

from . import catalogue, checking, duplicates, findings, folder, map_file, mapping, page, reading, schema, summary
from .reading import Layout, Sheet
from .records import Building, build

Path = str | os.PathLike[str]
Read = tuple[Sheet, mapping.Source, Mapping[str, str]]


@dataclass(frozen=True)
class Imported:
    """What an import made. Made by :func:`import_export`."""

    #: The network as the core loaded it, checked.
    network: iqmatch.Network
    #: What import.json says; see `docs/reference/import.md`.
    summary: dict[str, Any]
    #: Where it was written; None after a dry run.
    folder: pathlib.Path | None

    @property
    def warnings(self) -> list[findings.Finding]:
        """What was noticed but is no error, in the form of `DataError.findings`."""
        return list(self.summary["findings"])

    def __repr__(self) -> str:
        return f"<Imported {self.network!r}, {len(self.warnings)} warnings, in {self.folder or 'no folder'}>"

    def _repr_html_(self) -> str:
        return page.html(self.summary, self.folder)


def import_export(
    files: Sequence[Path], *, map: Path, out: Path | None = None, dry_run: bool = False
) -> Imported:
    """Makes a network of the export of a case system, as a mapping file says.

    `out` may be new, empty or an earlier import, which is replaced as a whole. With `dry_run`, or
    without `out`, everything is done and checked but nothing stays on disk. Values are mapped by
    the mapping file only; what it does not say becomes unknown and is counted, with proposals, in
    `summary["unmapped"]`.

    Raises :class:`iqmatch.DataError` with all findings about mapping, files and network, each with
    file, row and column of the export; :class:`iqmatch.FileError` where a file cannot be read or
    written; :class:`iqmatch.UsageError` for a folder that holds something else.
    """
    paths = _paths(files)
    map = path(map, "map")
    place = None if out is None else pathlib.Path(path(out, "out"))
    goal = None if truth(dry_run, "dry_run") else place
    if place is not None:
        folder.refuse(place)
    plan, found = map_file.load(map)
    sheets = _read(plan, paths, found)
    proposer, regions = catalogue.known_to(plan)
    building = Building(regions, secret=secrets.token_bytes(32))
    dropped = []
    for sheet, source, _ in sheets:
        usable = not any(f["severity"] == "error" and not f["row"] for f in sheet.found)
        dropped.append(build(sheet, source, building) if usable else 0)
    found += building.found
    pairs, left_off = duplicates.likely(building.tables)
    found += building.tally.warnings()
    found += [_double(pair) for pair in pairs]
    with folder.workplace(goal) as written:
        files_written = folder.write(written, plan, building.tables)
        network, core = checking.load(written)
        found += checking.turned_back(core, building.tables, proposer)
        if network is None or findings.errors(found):
            # Errors first; otherwise in the order of files and rows as they were found.
            found.sort(key=lambda f: f["severity"] != "error")
            raise iqmatch.DataError(findings.message(found), found)
        report = summary.make(
            plan,
            folder.sha256(pathlib.Path(map).read_bytes()),
            [(s, source, kinds, n) for (s, source, kinds), n in zip(sheets, dropped, strict=True)],
            building, pairs, left_off, found, proposer, network.content_hash, files_written,
        )  # fmt: skip
        folder.write_summary(written, report)
        if goal is not None:
            folder.move(written, goal)
    return Imported(network, report, goal)


def _paths(files: Any) -> list[str]:
    """Paths from a list of them; a frame or a single path is none."""
    if isinstance(files, (str, bytes, os.PathLike)) or not isinstance(files, Sequence):
        raise iqmatch.UsageError(f"files must be a list of paths, not a {type(files).__name__}")
    if not files:
        raise iqmatch.UsageError("no file to import")
    return [path(file, "every one of files") for file in files]


def _read(plan: mapping.Plan, files: Sequence[str], found: list[findings.Finding]) -> list[Read]:
    """Every file as the sheets that the mapping reads, with what is wrong with their columns."""
    sheets: list[Read] = []
    used: set[str] = set()
    for file in files:
        name = findings.file_name(file)
        sources = [source for source in plan.sources if source.matches(file)]
        used |= {source.where for source in sources}
        if not sources:
            patterns = ", ".join(source.match for source in plan.sources)
            found.append(findings.make("import_file_unmatched", file=name, detail=patterns))
            if not pathlib.Path(file).exists():
                raise iqmatch.FileError(f"{file}: no such file", file)
        named = [source.sheet for source in sources]
        if len(sources) > 1 and (None in named or len(set(named)) < len(named)):
            wheres = ", ".join(source.where for source in sources)
            found.append(findings.make("import_file_ambiguous", file=name, detail=wheres))
            continue
        for source in sources:
            layout = Layout(
                source.encoding,
                source.separator,
                source.sheet,
                source.header_row,
                source.header_rows,
            )
            sheet = reading.read(file, layout)
            kinds = _judge_columns(sheet, source) if sheet.header else {}
            found += sheet.found
            sheets.append((sheet, source, kinds))
            if source is sources[-1] and (unread := set(sheet.sheets) - {*named, sheet.sheet}):
                found.append(
                    findings.make(
                        "import_sheets_unread", file=name, value=", ".join(sorted(unread))
                    )
                )
    for source in plan.sources:
        if source.where not in used:
            found.append(
                findings.make(
                    "import_file_unused",
                    file=findings.file_name(plan.path),
                    column=f"{source.where}.match",
                    value=source.match,
                )
            )
    return sheets


def _judge_columns(sheet: Sheet, source: mapping.Source) -> dict[str, str]:
    """Finds columns that are missing, double, not accounted for, or may not be read; returns which
    are "protected" and which "personal".
    """
    about = mapping.about_people(source)
    asked = mapping.source_columns(source)
    kinds = schema.classify([*sheet.header, *asked, *source.ignore], about_people=about)
    header = ", ".join(sheet.header)
    ignored = set(source.ignore)
    hidden = mapping.looked_at(source)

    def add(code: str, column: str, row: int = 1, detail: str = "") -> None:
        sheet.found.append(
            findings.make(
                code, file=sheet.name, row=row, column=column, value=column, detail=detail
            )
        )

    for name in dict.fromkeys(sheet.header):
        kind = kinds.get(name)
        if sheet.header.count(name) > 1 and name not in ignored:
            add("import_column_duplicate", name)
        elif kind == "protected" and (name not in ignored or name in hidden):
            # Not even a hash, a comparison or a choice of rows may use it.
            add("import_protected_column", name)
        elif kind == "personal" and name not in ignored:
            add("import_personal_column", name)
        elif name not in asked and name not in ignored:
            add("import_column_unused", name)
    for name, where in asked.items():
        if name not in sheet.header:
            add(
                "import_column_missing",
                name,
                detail=f"{findings.shorten(header, 300)} ← {where}",
            )
    for name in source.ignore:
        if name not in sheet.header:
            add("import_ignore_missing", name, detail=header)
    # Rows are still read, so that everything comes at once; a header fault has row 1.
    return kinds


def _double(pair: duplicates.Pair) -> findings.Finding:
    first, second = pair.first, pair.second
    reason = "identify" if pair.basis == "identity" else ", ".join(pair.agree)
    return findings.make(
        "import_duplicate",
        file=second.origin.file,
        row=second.origin.row,
        value=duplicates.key(second, pair.table),
        entity=duplicates.key(second, pair.table),
        detail=f"{duplicates.key(first, pair.table)}, {first.cells['owner']} ({reason})",
    )
