# SPDX-License-Identifier: Apache-2.0
"""import.json: what was read, written, dropped, repaired, left unknown and may be double."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from . import duplicates, findings, mapping, schema
from .proposals import Proposer
from .reading import Sheet
from .records import Building
from .tally import REPAIRS

#: Values listed per column; how many were left off is told.
MOST_VALUES = 500


def make(
    plan: mapping.Plan,
    mapping_hash: str,
    sheets: Sequence[tuple[Sheet, mapping.Source, Mapping[str, str], int]],
    building: Building,
    pairs: Sequence[duplicates.Pair],
    left_off: int,
    found: Sequence[findings.Finding],
    proposer: Proposer,
    content_hash: str,
    files: Mapping[str, str],
) -> dict[str, Any]:
    """The summary of an import that went through.

    Nothing in it depends on a clock or on where files lie.
    """
    return {
        "schema": mapping.FORMAT,
        "command": "import",
        "network": {
            "name": plan.name,
            "as_of": plan.as_of.isoformat(),
            "catalogue": "builtin" if plan.catalogue == "builtin" else "folder",
            "content_hash": content_hash,
        },
        "mapping": {"sha256": mapping_hash},
        "inputs": [
            {
                "file": findings.file_name(sheet.path),
                "sha256": sheet.sha256,
                "bytes": sheet.size,
                "kind": sheet.kind,
                "encoding": sheet.encoding,
                "separator": sheet.separator,
                "sheet": sheet.sheet,
                "owner": source.owner,
                "rows_read": len(sheet.rows),
                "rows_blank": sheet.blank,
                "rows_dropped": dropped,
            }
            for sheet, source, _, dropped in sheets
        ],
        "tables": [
            {
                "table": table,
                "rows_written": building.counts[table].written,
                "rows_merged": building.counts[table].merged,
                "rows_not_meant": building.counts[table].not_meant,
                "rows_unknown": building.counts[table].unknown,
            }
            for table in schema.tables()
            if table in building.counts
        ],
        "ignored": [
            {"file": sheet.name, "column": name, "kind": kinds.get(name, "ordinary")}
            for sheet, source, kinds, _ in sheets
            for name in source.ignore
            if name in sheet.header
        ],
        "unused": [
            {"file": finding["file"], "column": finding["value"]}
            for finding in found
            if finding["code"] == "import_column_unused"
        ],
        "unmapped": _unmapped(building, proposer),
        "unknown": [
            {
                "table": table,
                "column": column,
                "empty": why.empty,
                "unmapped": why.unmapped,
                "mapped_to_unknown": why.mapped,
            }
            for (table, column), why in building.tally.unknown.items()
            if why.empty or why.unmapped or why.mapped
        ],
        "repaired": [
            {
                "file": place.file,
                "column": place.column,
                "kind": kind,
                "meaning": REPAIRS[kind],
                "cells": entry.count,
                "examples": [
                    {"row": row, "before": before, "after": after}
                    for row, before, after in entry.examples
                ],
            }
            for (place, kind), entry in building.tally.repaired.items()
        ],
        "duplicates": [
            {
                "table": pair.table,
                "keys": [duplicates.key(r, pair.table) for r in (pair.first, pair.second)],
                "owners": [r.cells["owner"] for r in (pair.first, pair.second)],
                "rows": [
                    {"file": r.origin.file, "row": r.origin.row} for r in (pair.first, pair.second)
                ],
                "basis": pair.basis,
                "agree": list(pair.agree),
            }
            for pair in pairs
        ],
        "duplicates_left_off": left_off,
        "findings": list(found),
        "files": dict(files),
    }


def _unmapped(building: Building, proposer: Proposer) -> list[dict[str, Any]]:
    listed = []
    for place, counter in building.tally.unmapped.items():
        values = counter.most_common()
        values.sort(key=lambda entry: (-entry[1], entry[0]))
        listed.append(
            {
                "file": place.file,
                "column": place.column,
                "table": place.table,
                "target": place.target,
                "values": [
                    {
                        "value": value,
                        "cells": count,
                        "proposals": [
                            {"code": p.code, "label": p.label, "score": p.score}
                            for p in proposer.propose(place.table, place.target, value)
                        ],
                    }
                    for value, count in values[:MOST_VALUES]
                ],
                "left_off": max(0, len(values) - MOST_VALUES),
            }
        )
    return listed
