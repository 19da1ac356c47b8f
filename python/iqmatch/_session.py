# SPDX-License-Identifier: Apache-2.0
"""A living match: people, vacancies, course runs and seats come, change and leave, and the match follows."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from . import _checks, _core, _errors, _frames
from ._confirm import _time
from ._frozen import Frozen
from ._match import Assignment, Options
from ._model import MICRO, ScoreModel
from ._network import Network
from ._progress import steered
from ._promises import promises
from ._result import Progress, control

_MOVE_TYPES = {
    "candidate": "text", "before": "text", "after": "text", "value_before": "decimal", "value_after": "decimal", "reason": "text",
}  # fmt: skip


class Batch(Frozen):
    """What came of a batch of changes."""

    #: Counted from 1; the opening is 0.
    number: int
    #: "optimal" where the match is proved, else "feasible" or what stopped it.
    status: str
    #: Exact, with what keeping proposals counts; no match is worth more than `bound`.
    value: Decimal
    bound: Decimal
    #: One row per person whose proposal changed: candidate, before, after, value_before, value_after, reason (arrived, left,
    #: own_change, place_gone, option_gone, displaced, improved). "" where nothing was or is proposed.
    moves: Any
    #: What was noticed but is no error, in the form of `DataError.findings`.
    warnings: list[dict[str, Any]]
    #: Whether the options of everybody were formed anew.
    anew: bool

    def __init__(self, found: Mapping[str, Any], kind: str) -> None:
        moves = dict(found["moves"])
        moved = len(moves["candidate"])
        for name in ("value_before", "value_after"):
            moves[name] = [unit / MICRO for unit in moves[name]]
        self._set(
            number=found["number"],
            status=found["status"],
            value=Decimal(found["value"]),
            bound=Decimal(found["bound"]),
            moves=_frames.make(kind, moves, _MOVE_TYPES),
            warnings=list(found["warnings"]),
            anew=found["anew"],
            _moved=moved,
        )

    _moved: int

    def _identity(self) -> Any:
        return (self.number, self.status, self.value, self.bound, self._moved)

    def __repr__(self) -> str:
        return f"<Batch {self.number}, {self.status}: value {self.value}, bound {self.bound}, {self._moved} moved>"


class Session:
    """A match that follows changes. Made from a network it lives in memory; :meth:`open` and :meth:`restore` keep it in a
    folder, where what a call has returned from survives a crash.

    One thread at a time changes it; `proposals`, `value`, `bound`, `gap` and `status` may be asked for from any thread and
    always belong to one batch.

    >>> import iqmatch
    >>> network = iqmatch.generate(candidates=40, vacancies=12, runs=0, seed=2, frames="dict")
    >>> session = iqmatch.Session(network, plans=False)
    >>> vacancy = network.table("vacancies")["vacancy"][0]
    >>> batch = session.apply([{"set": "vacancy", "key": vacancy, "cells": {"positions": 9}}])
    >>> batch.number, batch.value <= batch.bound, session.value == batch.value
    (1, True, True)
    >>> session.undo().number
    2
    """

    @promises("matching::Session::Session")
    def __init__(
        self,
        network: Network,
        *,
        date: datetime.date | str | None = None,
        rules: str | os.PathLike[str] | None = None,
        model: ScoreModel | str | os.PathLike[str] | None = None,
        plans: bool = True,
        keep: Any = 0,
        seed: int = 0,
        gap: str | float | Decimal = "0.0001",
        threads: int = 1,
        progress: Callable[[Progress], Any] | bool | None = None,
    ) -> None:
        """Forms the options of everybody and matches. The arguments mean what they mean in :func:`options` and :func:`assign`;
        `keep`: what keeping somebody's proposal counts."""
        if not isinstance(network, Network):
            raise _errors.UsageError("Session() needs a network: see load() and network()")
        card = model if isinstance(model, ScoreModel) or model is None else ScoreModel.load(model)
        steering = control(seed, threads, None, None, progress)
        self._core = steered(
            _core.begin_session,
            network._core,
            None if rules is None else _checks.path(rules, "rules"),
            None if card is None else card._core,
            None if date is None else _checks.day(date, "date"),
            _checks.truth(plans, "plans"),
            str(keep),
            steering["seed"],
            str(gap),
            steering["threads"],
            progress=steering["progress"],
        )
        self._kind, self._threads = network._kind, steering["threads"]
        self._inputs = {"rules": None if rules is None else _checks.path(rules, "rules"), "model": card}

    @classmethod
    @promises("io::SessionFolder::open")
    def open(
        cls,
        folder: str | os.PathLike[str],
        network: str | os.PathLike[str],
        *,
        date: datetime.date | str | None = None,
        rules: str | os.PathLike[str] | None = None,
        model: str | os.PathLike[str] | None = None,
        plans: bool = True,
        keep: Any = 0,
        seed: int = 0,
        gap: str | float | Decimal = "0.0001",
        threads: int = 1,
        frames: str | None = None,
        time: datetime.datetime | str | None = None,
        progress: Callable[[Progress], Any] | bool | None = None,
    ) -> Session:
        """Begins a session in a new or empty folder with the network in another one."""
        steering = control(seed, threads, None, None, progress)
        self = cls.__new__(cls)
        self._core = steered(
            _core.open_session,
            _checks.path(folder, "folder"),
            _checks.path(network, "network"),
            None if rules is None else _checks.path(rules, "rules"),
            None if model is None else _checks.path(model, "model"),
            None if date is None else _checks.day(date, "date"),
            _checks.truth(plans, "plans"),
            str(keep),
            steering["seed"],
            str(gap),
            steering["threads"],
            _time(time),
            progress=steering["progress"],
        )
        self._kind, self._threads = _frames.kind_named(frames), steering["threads"]
        self._inputs = _kept_inputs(_checks.path(folder, "folder"))
        return self

    @classmethod
    @promises("io::SessionFolder::restore")
    def restore(
        cls,
        folder: str | os.PathLike[str],
        *,
        threads: int = 1,
        frames: str | None = None,
        progress: Callable[[Progress], Any] | bool | None = None,
    ) -> Session:
        """Goes on with a session in a folder."""
        steering = control(0, threads, None, None, progress)
        self = cls.__new__(cls)
        self._core = steered(
            _core.restore_session, _checks.path(folder, "folder"), steering["threads"], progress=steering["progress"]
        )
        self._kind, self._threads = _frames.kind_named(frames), steering["threads"]
        self._inputs = _kept_inputs(_checks.path(folder, "folder"))
        return self

    @promises("matching::Session::apply")
    def apply(self, changes: Any, *, time: datetime.datetime | str | None = None) -> Batch:
        """Makes changes, all of them or none. `changes`: one mapping or a list of them, as a line of a file of changes has them,
        or the path of such a file: ``{"set": "vacancy", "key": "v-1", "cells": {"positions": 2}}``, ``{"put": "candidate", "key":
        "p-1", "rows": {"candidates": [{…}]}}``, ``{"remove": …}``, ``{"decide": "pin", "candidate": …, "target": "vacancy:v-1",
        "author": …, "reason": …}``, ``{"withdraw": …}``. `time`: for the journal, else now."""
        return self._batch(self._core.apply(_changes(changes), _time(time), self._threads, None))

    @promises("matching::Session::undo")
    def undo(self, *, time: datetime.datetime | str | None = None) -> Batch:
        """Takes the last batch back."""
        return self._batch(self._core.undo(_time(time), self._threads, None))

    @promises("matching::Session::improve")
    def improve(
        self,
        *,
        time: datetime.datetime | str | None = None,
        progress: Callable[[Progress], Any] | bool | None = None,
    ) -> Batch:
        """Seeks a better match."""
        steering = control(0, self._threads, None, None, progress)
        return self._batch(steered(self._core.improve, _time(time), self._threads, progress=steering["progress"]))

    def _batch(self, found: Mapping[str, Any]) -> Batch:
        return Batch(found, self._kind)

    @property
    def number(self) -> int:
        """Of the last batch."""
        return int(self._core.state()["number"])

    @property
    def status(self) -> str:
        """How the last match ended."""
        return str(self._core.state()["status"])

    @property
    def value(self) -> Decimal:
        """What the match is worth."""
        return Decimal(self._core.state()["value"])

    @property
    def bound(self) -> Decimal:
        """No match is worth more."""
        return Decimal(self._core.state()["bound"])

    @property
    def gap(self) -> Decimal:
        """(bound − value) / value; 0 means proved."""
        return Decimal(self._core.state()["gap"])

    @property
    def can_undo(self) -> bool:
        """Whether there is a batch to take back."""
        return bool(self._core.can_undo)

    @property
    def proposals(self) -> Any:
        """candidate, option, value: one row per proposal, by candidate. Proposals only: a person decides."""
        seen = self._core.proposals()
        columns = {"candidate": seen["candidate"], "option": seen["option"], "value": [unit / MICRO for unit in seen["units"]]}
        return _frames.make(self._kind, columns, {"candidate": "text", "option": "text", "value": "decimal"})

    @property
    def network(self) -> Network:
        """Everything that is said at present."""
        return Network(self._core.network(), self._kind)

    @promises("matching::Session::assignment")
    def assignment(self, *, progress: Callable[[Progress], Any] | bool | None = None) -> Assignment:
        """The match as :func:`assign` would give it, for :func:`explain`, :func:`report` and the plots."""
        steering = control(0, self._threads, None, None, progress)
        made, options = steered(self._core.assignment, self._threads, progress=steering["progress"])
        settings = self._inputs | {"date": options.date, "previous": None, "keep": "0", "plans": self._core.plans}
        settings |= {"max_options": None, "keep_left_out": False}
        kept = _KeptOptions if self._core.keeps else Options
        return Assignment(made, kept(options, self.network, settings))

    def write_snapshot(self) -> None:
        """In a folder: writes the snapshot anew, so that the next :meth:`restore` has no journal to follow."""
        self._core.write_snapshot()

    @property
    def warnings(self) -> list[dict[str, Any]]:
        """What was noticed about network, rules and card but is no error, in the form of `DataError.findings`."""
        return list(self._core.warnings)

    def __repr__(self) -> str:
        seen = self._core.state()
        held, people = len(self._core.proposals()["candidate"]), seen["candidates"]
        return f"<Session after batch {seen['number']}, {seen['status']}: {held} of {people} with a proposal, value {seen['value']}>"


def _kept_inputs(folder: str) -> dict[str, Any]:
    """The copies of rules and card that a session's folder holds."""
    rules = os.path.join(folder, "rules")
    return {"rules": rules if os.path.isdir(rules) else None, "model": ScoreModel.load(os.path.join(folder, "model.json"))}


class _KeptOptions(Options):
    """Options whose values count what a session keeps, which no call of :func:`options` can make again."""

    def __reduce__(self) -> Any:
        raise _errors.UsageError("options of a session with keep cannot be pickled: they hang on what it holds")


def _changes(changes: Any) -> str:
    """Changes as text."""
    if isinstance(changes, Mapping):
        changes = [changes]
    if isinstance(changes, (list, tuple)):
        for one in changes:
            if not isinstance(one, Mapping):
                raise _errors.UsageError(f"a change is a mapping, not a {type(one).__name__}")
        try:
            return json.dumps([dict(one) for one in changes], default=_plain)
        except (TypeError, ValueError) as error:
            raise _errors.UsageError(f"changes must be made of texts, numbers, days and yes or no: {error}") from None
    with open(_checks.path(changes, "changes"), encoding="utf-8") as file:
        return file.read()


def _plain(value: Any) -> Any:
    """What JSON has no word for, as a cell."""
    if isinstance(value, (datetime.date, Decimal)):
        return str(value)
    if hasattr(value, "item"):  # a number of NumPy
        return value.item()
    raise TypeError(f"a {type(value).__name__} is no cell")
