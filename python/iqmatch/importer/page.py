# SPDX-License-Identifier: Apache-2.0
"""What an import shows of itself in a notebook: what was read and written, and what a person has to look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from iqmatch._html import _page

_MOST = 12  # rows of a table


def html(summary: dict[str, Any], folder: object) -> str:
    """The page about `import.json`; empty tables are left out."""
    ignored = [f"{entry['column']} ({entry['kind']})" for entry in summary["ignored"]]
    facts = [
        ("as of", summary["network"]["as_of"]),
        ("written to", "nowhere: this was a dry run" if folder is None else folder),
        ("ignored columns", "; ".join(ignored)),
    ]
    values = [
        (column["file"], column["column"], value["value"], value["cells"], _proposed(value["proposals"]))
        for column in summary["unmapped"]
        for value in column["values"]
    ]
    parts = [
        _page.heading(f"Import: {summary['network']['name']}", 3),
        _page.facts(facts, "en"),
        _table("Read", ("file", "sheet", "owner", "rows"), summary["inputs"], ("file", "sheet", "owner", "rows_read")),
        _table("Tables", ("table", "rows"), summary["tables"], ("table", "rows_written")),
        _rows("Values that the mapping does not know: they are unknown", ("file", "column", "value", "cells", "perhaps"), values),
        _table("Repaired", ("file", "column", "what", "cells"), summary["repaired"], ("file", "column", "meaning", "cells")),
        _rows("Perhaps the same twice", ("table", "keys", "owners"), [
            (pair["table"], ", ".join(pair["keys"]), ", ".join(pair["owners"])) for pair in summary["duplicates"]
        ]),
        _table("Warnings", ("file", "row", "column", "what"), summary["findings"], ("file", "row", "column", "message_en")),
    ]  # fmt: skip
    return f'<div lang="en" style="max-width:60em;line-height:1.4;text-align:left">{"".join(parts)}</div>'


def _proposed(proposals: Sequence[dict[str, Any]]) -> str:
    return "; ".join(f"{p['code']} {p['label']}" if p["label"] != p["code"] else str(p["code"]) for p in proposals)


def _table(title: str, names: Sequence[str], entries: Sequence[dict[str, Any]], keys: Sequence[str]) -> str:
    return _rows(title, names, [[entry[key] for key in keys] for entry in entries])


def _rows(title: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    if not rows:
        return ""
    return _page.heading(title) + _page.table(names, rows[:_MOST], "en", len(rows) - _MOST)
