# SPDX-License-Identifier: Apache-2.0
"""Networks of people and vacancies."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Mapping
from typing import Any

from . import _core, _errors, _frames
from ._frozen import Shown
from ._promises import promises


class Network(Shown):
    """An immutable, validated network. Made by :func:`load`, :func:`network` or a :class:`NetworkBuilder`, which let nothing
    with errors through. Equal to another of the same content, whatever it was made from."""

    _core: Any
    _kind: str
    _warnings: list[dict[str, Any]]

    def __init__(self, core: Any, kind: str, warnings: list[dict[str, Any]] | None = None) -> None:
        self._set(_core=core, _kind=kind, _warnings=list(core.warnings) if warnings is None else warnings)

    @classmethod
    def from_frames(
        cls,
        *,
        as_of: datetime.date | str,
        name: str = "",
        stale_after_days: int = 365,
        catalogue: Mapping[str, Any] | None = None,
        frames: str | None = None,
        **tables: Any,
    ) -> Network:
        """The same as :func:`network`, with the tables as arguments: `from_frames(candidates=…, vacancies=…, as_of=…)`."""
        return network(tables, as_of=as_of, name=name, stale_after_days=stale_after_days, catalogue=catalogue, frames=frames)

    def to_frames(self, kind: str | None = None, *, catalogue: bool = False) -> dict[str, Any]:
        """The tables of the network by name, those without rows left out, or those of its catalogue. :meth:`from_frames`
        makes the same network of them. `kind`: "pandas", "polars", "pyarrow" or "dict"; None = as :meth:`table`."""
        wanted = self._kind if kind is None else _frames.kind_named(kind)
        own = set(self._core.own_tables)
        names = [name for name in self._core.table_names if (name in own) != catalogue and self._core.rows(name) > 0]
        return {name: _frames.make(wanted, self._core.table(name)) for name in names}

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
        return list(self._warnings)

    @property
    def tables(self) -> dict[str, int]:
        """The number of rows of every table, the catalogue's included."""
        return {str(name): int(self._core.rows(name)) for name in self._core.table_names}

    def table(self, name: str) -> Any:
        """A table as a frame, rows by key. Unknown cells are missing; whole numbers, decimals, dates and yes / no have
        their Python type, except in columns that may say "none", which are text."""
        return _frames.make(self._kind, self._core.table(name))

    @promises("planning::plans_for")
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
        if isinstance(alternatives, bool) or not isinstance(alternatives, int) or not 1 <= alternatives <= 1000:
            raise _errors.UsageError(f"alternatives must be a whole number from 1 to 1000, not {alternatives!r}")
        text, structure = _core.plans(
            self._core,
            None if date is None else str(date),
            None if rules is None else os.fspath(rules),
            str(candidate),
            str(target),
            str(lang),
            alternatives,
        )
        return {**json.loads(structure), "text": text}

    def _identity(self) -> Any:
        return self.content_hash

    def __reduce__(self) -> Any:
        return (_restored, (self._core.state(), self.content_hash, self._kind, self._warnings))

    def __repr__(self) -> str:
        people, vacancies = self._core.rows("candidates"), self._core.rows("vacancies")
        return f"<Network {self.name!r} as of {self.as_of}: {people} candidates, {vacancies} vacancies>"


def _restored(state: dict[str, Any], content_hash: str, kind: str, warnings: list[dict[str, Any]]) -> Network:
    core = _core.build_network(state["tables"], state["name"], state["as_of"], 365, state["catalogue"])
    if core.content_hash != content_hash:
        raise _errors.InternalError("a network cannot be made again from its content")
    return Network(core, kind, warnings)


@promises("planning::plans_for")
def plan(
    network: Network,
    candidate: str,
    *,
    target: str = "recognition",
    date: datetime.date | str | None = None,
    rules: str | os.PathLike[str] | None = None,
    lang: str = "en",
    alternatives: int = 3,
) -> dict[str, Any]:
    """One person's qualification plans: the same as :meth:`Network.plans`, whose arguments these are."""
    if not isinstance(network, Network):
        raise _errors.UsageError("plan() needs a network: see load() and network()")
    return network.plans(candidate, target=target, date=date, rules=rules, lang=lang, alternatives=alternatives)


@promises("io::load_network")
def load(folder: str | os.PathLike[str], *, frames: str | None = None) -> Network:
    """The network of a folder.

    `frames` is the kind of frame that tables and results have: "pandas", "polars", "pyarrow" or "dict"; None = the first
    of these that is installed.
    """
    kind = _frames.kind_named(frames)
    return Network(_core.load_network(os.fspath(folder)), kind)


@promises("domain::NetworkBuilder::build")
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
        if not isinstance(catalogue, Mapping):
            raise _errors.UsageError("catalogue must be a mapping from table names to frames")
        shared = {str(key): _read(frame, str(key))[0] for key, frame in catalogue.items()}
    kind = kinds[0] if frames is None and kinds else _frames.kind_named(frames)
    return Network(_core.build_network(columns, name, str(as_of), stale_after_days, shared), kind)


def _read(frame: Any, name: str) -> tuple[Any, str]:
    if frame is None or isinstance(frame, (str, os.PathLike)):
        raise _errors.UsageError(f"{name} must be a frame; load() reads folders")
    return _frames.read(frame, name)
