# SPDX-License-Identifier: Apache-2.0
"""The last word is the core's: it loads what was written, and its findings go back to the cells of
the export.
"""

from __future__ import annotations

import pathlib
from collections.abc import Mapping, Sequence

import iqmatch

from . import findings
from .findings import Finding
from .proposals import Proposer
from .records import Record


def load(
    folder: pathlib.Path, frames: str | None = None
) -> tuple[iqmatch.Network | None, list[Finding]]:
    """The network of a folder, or None, and every finding about it."""
    try:
        network = iqmatch.load(folder, frames=frames)
    except iqmatch.DataError as error:
        return None, error.findings
    return network, network.warnings


def turned_back(
    core: Sequence[Finding], tables: Mapping[str, Sequence[Record]], proposer: Proposer
) -> list[Finding]:
    """Findings about the network's files as findings about the export.

    A cell about which the importer has said something already is not reported twice.
    """
    found = []
    for finding in core:
        table = finding["file"].removesuffix(".csv")
        rows = tables.get(table)
        at = finding["row"] - 2
        if rows is None or not 0 <= at < len(rows):
            found.append(finding)
            continue
        record, column = rows[at], finding["column"]
        if column in record.wrong:
            continue
        origin = record.origin
        source = origin.columns.get(column, "")
        raw = record.unmapped.get(column)
        if raw is not None and finding["code"] in {"value_required", "key_empty"}:
            choice = proposer.propose(table, column, raw)
            found.append(
                findings.make(
                    "import_unmapped_required",
                    file=origin.file,
                    row=origin.row,
                    column=source,
                    value=raw,
                    detail=", ".join(f"{p.code} {p.label}".strip() for p in choice) or "-",
                    entity=finding["entity"],
                )
            )
            continue
        found.append(
            {
                **finding,
                "file": origin.file,
                "row": origin.row,
                "column": source or f"{table}.{column}",
            }
        )
    return found
