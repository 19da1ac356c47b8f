# SPDX-License-Identifier: Apache-2.0
"""Networks of people and vacancies."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Mapping
from typing import Any

from . import _core, _errors, _frames


class Network:
    """An immutable, validated network. Made by :func:`load` or :func:`network`, which let nothing with errors through."""

    def __init__(self, core: Any, kind: str) -> None:
        self._core = core
        self._kind = kind

    @property
    def name(self) -> str:
        return str(self._core.name)

    @property
    def as_of(self) -> datetime.date:
        """The day that the data describes."""
        return datetime.date.fromisoformat(self._core.as_of)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the content in canonical form: the same from files and from frames."""
        return str(self._core.content_hash)

    @property
    def warnings(self) -> list[dict[str, Any]]:
        """What was noticed but is no error, in the form of `DataError.findings`."""
        return list(self._core.warnings)

    @property
    def tables(self) -> dict[str, int]:
        """The number of rows of every table, the catalogue's included."""
        return {str(name): int(self._core.rows(name)) for name in self._core.table_names}

    def table(self, name: str) -> Any:
        """A table as a frame, rows by key. Unknown cells are missing; whole numbers, decimals, dates and yes / no have
        their Python type, except in columns that may say "none", which are text."""
        return _frames.make(self._kind, self._core.table(name))

    def plans(
        self,
        candidate: str,
        *,
        target: str = "recognition",
        date: datetime.date | str | None = None,
        rules: str | os.PathLike[str] | None = None,
        lang: str = "en",
        alternatives: int = 3,
    ) -> dict[str, Any]:
        """One person's qualification plans, dated, as `iqmatch plan --json` writes them (`docs/reference/plan.md`).

        `target`: "vacancy:KEY", "occupation:KLDB", "recognition" or "assistant". `alternatives`: plans are kept that fewer
        than so many others with other seats beat; 1 keeps the best alone. The member `text` holds the page for reading.
        Raises :class:`UsageError` for a key or target that does not exist.
        """
        text, structure = _core.plans(
            self._core,
            None if date is None else str(date),
            None if rules is None else os.fspath(rules),
            str(candidate),
            str(target),
            str(lang),
            int(alternatives),
        )
        return {**json.loads(structure), "text": text}

    def __repr__(self) -> str:
        people, vacancies = self._core.rows("candidates"), self._core.rows("vacancies")
        return f"<Network {self.name!r} as of {self.as_of}: {people} candidates, {vacancies} vacancies>"

    def _repr_html_(self) -> str:
        from ._html import show

        return show(self).html


def load(folder: str | os.PathLike[str], *, frames: str | None = None) -> Network:
    """Loads the network of a folder: network.json and its CSV tables. `audit.csv` is never opened.

    `frames` is the kind of frame that tables and results have: "pandas", "polars" or "dict"; None = the first of these
    that is installed. Raises :class:`DataError` with all findings about all files, :class:`FileError` where a file
    cannot be read.
    """
    kind = _frames.kind_named(frames)
    return Network(_core.load_network(os.fspath(folder)), kind)


def network(
    tables: Mapping[str, Any],
    *,
    as_of: datetime.date | str,
    name: str = "",
    stale_after_days: int = 365,
    catalogue: Mapping[str, Any] | None = None,
    frames: str | None = None,
) -> Network:
    """Builds a network from frames by table name; `candidates` and `vacancies` are needed.

    Cells mean what they mean in the CSV files; True and False are yes and no; missing cells are unknown. `catalogue`:
    frames of the catalogue's tables; None = the built-in one. Frames of results are of the kind of the first table,
    unless `frames` names one.

    >>> import iqmatch
    >>> iqmatch.network(
    ...     {
    ...         "candidates": {"candidate": ["ann"], "region": ["03457"]},
    ...         "vacancies": {"vacancy": ["v1"], "kldb": ["81302"], "region": ["03457"], "positions": [2]},
    ...     },
    ...     as_of="2026-11-02",
    ...     name="tiny",
    ... )
    <Network 'tiny' as of 2026-11-02: 1 candidates, 1 vacancies>
    """
    if not isinstance(tables, Mapping):
        raise _errors.UsageError("tables must be a mapping from table names to frames")
    columns, kinds = {}, []
    for key, frame in tables.items():
        columns[str(key)], kind = _read(frame, str(key))
        kinds.append(kind)
    shared = None
    if catalogue is not None:
        shared = {str(key): _read(frame, str(key))[0] for key, frame in catalogue.items()}
    kind = kinds[0] if frames is None and kinds else _frames.kind_named(frames)
    return Network(_core.build_network(columns, name, str(as_of), stale_after_days, shared), kind)


def _read(frame: Any, name: str) -> tuple[Any, str]:
    if isinstance(frame, (str, os.PathLike)):
        raise _errors.UsageError(f"{name} must be a frame; load() reads folders")
    return _frames.read(frame, name)
