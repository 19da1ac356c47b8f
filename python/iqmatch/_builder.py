# SPDX-License-Identifier: Apache-2.0
"""Small networks, record by record."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from . import _core, _errors, _frames
from ._network import Network, close_names, network

#: Tables whose records have a key of their own, by what a record of them is called.
_RECORDS = {
    "candidate": ("candidates", "candidate"),
    "vacancy": ("vacancies", "vacancy"),
    "employer": ("employers", "employer"),
    "provider": ("providers", "provider"),
    "site": ("sites", "site"),
    "measure": ("measures", "measure"),
    "run": ("course_runs", "run"),
}


class NetworkBuilder:
    """Puts a small network together, for tests, examples and trying things out. What a record may say is in
    docs/reference/network.md; what it does not say is unknown. Every call returns the builder.

    >>> import iqmatch
    >>> network = (
    ...     iqmatch.NetworkBuilder(as_of="2026-11-02", name="tiny")
    ...     .candidate("ann", region="03457", occupation="81302", german="B2")
    ...     .vacancy("ward", kldb="81302", region="03457", positions=2)
    ...     .row("wishes", candidate="ann", kind="shift", value="day", strength="prefer")
    ...     .build()
    ... )
    >>> network
    <Network 'tiny' as of 2026-11-02: 1 candidates, 1 vacancies>
    """

    def __init__(
        self,
        *,
        as_of: datetime.date | str,
        name: str = "",
        stale_after_days: int = 365,
        catalogue: Mapping[str, Any] | None = None,
        frames: str | None = None,
    ) -> None:
        self._settings: dict[str, Any] = {
            "as_of": as_of,
            "name": name,
            "stale_after_days": stale_after_days,
            "catalogue": catalogue,
            "frames": _frames.kind_named(frames),
        }
        self._known: dict[str, list[str]] = {}
        for entry in _core.schema():
            self._known.setdefault(entry["table"], []).append(entry["column"])
        self._rows: dict[str, list[dict[str, Any]]] = {"candidates": [], "vacancies": []}

    def candidate(self, key: str, **columns: Any) -> NetworkBuilder:
        """A person."""
        return self._record("candidate", key, columns)

    def vacancy(self, key: str, *, positions: int = 1, **columns: Any) -> NetworkBuilder:
        """Positions that an employer wants to fill."""
        return self._record("vacancy", key, {"positions": positions, **columns})

    def employer(self, key: str, **columns: Any) -> NetworkBuilder:
        """A firm."""
        return self._record("employer", key, columns)

    def provider(self, key: str, **columns: Any) -> NetworkBuilder:
        """Who holds courses."""
        return self._record("provider", key, columns)

    def site(self, key: str, **columns: Any) -> NetworkBuilder:
        """A place of an employer or provider."""
        return self._record("site", key, columns)

    def measure(self, key: str, **columns: Any) -> NetworkBuilder:
        """What closes deficits."""
        return self._record("measure", key, columns)

    def run(self, key: str, **columns: Any) -> NetworkBuilder:
        """A dated run of a measure."""
        return self._record("run", key, columns)

    def row(self, table: str, /, **columns: Any) -> NetworkBuilder:
        """A row of any table. An underscore after a name is for words that Python keeps to itself (`from_`)."""
        if not isinstance(table, str) or table not in self._known:
            raise _errors.UsageError(f"there is no table {table!r}{close_names(table, list(self._known))}")
        row = {name.removesuffix("_"): cell for name, cell in columns.items()}
        for name in row:
            if name not in self._known[table]:
                raise _errors.UsageError(f"{table} has no column {name!r}{close_names(name, self._known[table])}")
        self._rows.setdefault(table, []).append(row)
        return self

    def build(self) -> Network:
        """The network. Raises :class:`DataError` with all findings; the first record of a table is row 2."""
        tables = {}
        for table, rows in self._rows.items():
            names = [name for name in self._known[table] if any(name in row for row in rows)]
            tables[table] = {name: [row.get(name) for row in rows] for name in names or self._known[table]}
        return network(tables, **self._settings)

    def _record(self, what: str, key: str, columns: dict[str, Any]) -> NetworkBuilder:
        table, name = _RECORDS[what]
        if not isinstance(key, str):
            raise _errors.UsageError(f"the key of a {what} must be a text, not {key!r}")
        return self.row(table, **{name: key}, **columns)

    def __repr__(self) -> str:
        rows = ", ".join(f"{len(rows)} {table}" for table, rows in self._rows.items())
        return f"<NetworkBuilder {self._settings['name']!r}: {rows}>"
