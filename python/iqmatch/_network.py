# SPDX-License-Identifier: Apache-2.0
"""Networks of people and vacancies."""

from __future__ import annotations

import datetime
import difflib
import functools
import json
import os
from collections.abc import Mapping
from typing import Any

from . import _checks, _core, _errors, _frames
from ._frozen import Shown
from ._promises import promises

_MOST_DAYS = 10**6  # that a record may be old before it is stale
_FORMS = {"integer": "whole", "cents": "whole", "decimal_2": "decimal", "decimal_6": "decimal", "date": "date", "yes_no": "truth"}


@functools.cache
def _column_types() -> dict[str, dict[str, str]]:
    """What the columns of every table hold. Those that may say "none" are text."""
    out: dict[str, dict[str, str]] = {}
    for entry in _core.schema():
        of = "text" if entry["none"] else _FORMS.get(entry["type"], "text")
        out.setdefault(entry["table"], {})[entry["column"]] = of
    return out


def close_names(name: Any, known: list[str]) -> str:
    """What may have been meant, or what there is."""
    near = difflib.get_close_matches(str(name), known, 3)
    return f"; did you mean {', '.join(near)}?" if near else f"; known: {', '.join(known)}"


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
        shared = _checks.truth(catalogue, "catalogue")
        names = [name for name in self._core.table_names if (name in own) != shared and self._core.rows(name) > 0]
        return {name: self._frame(name, wanted) for name in names}

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
        their own type, except in columns that may say "none", which are text."""
        if name not in self._core.table_names:
            known = list(self._core.table_names)
            raise _errors.UsageError(f"there is no table {name!r}{close_names(name, known)}")
        return self._frame(name, self._kind)

    def _frame(self, name: str, kind: str) -> Any:
        return _frames.make(kind, self._core.table(name), _column_types().get(name, {}))

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
        text, structure = _core.plans(
            self._core,
            None if date is None else _checks.day(date, "date"),
            None if rules is None else _checks.path(rules, "rules"),
            _checks.key(candidate, "candidate"),
            _checks.text(target, "target"),
            _checks.text(lang, "lang"),
            _checks.whole(alternatives, "alternatives", 1, 1000),
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
    return Network(_core.load_network(_checks.path(folder, "folder")), kind)


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
    days = _checks.whole(stale_after_days, "stale_after_days", 0, _MOST_DAYS)
    return Network(_core.build_network(columns, _checks.text(name, "name"), _checks.day(as_of, "as_of"), days, shared), kind)


def _read(frame: Any, name: str) -> tuple[Any, str]:
    if frame is None or isinstance(frame, (str, os.PathLike)):
        raise _errors.UsageError(f"{name} must be a frame; load() reads folders")
    return _frames.read(frame, name)
