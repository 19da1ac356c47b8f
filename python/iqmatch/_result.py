# SPDX-License-Identifier: Apache-2.0
"""What a solve returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from . import _checks, _errors, _frames
from ._frozen import Shown
from ._progress import Bar
from ._promises import promises


class Progress(NamedTuple):
    """How far a solve is."""

    stage: str  #: options, solve or explanations
    work: int  #: work units so far: options looked at
    done: int  #: of `total`: components of a solve, else blocks of candidates
    total: int


class Certificate(NamedTuple):
    """What an independent check of a result says: it shares no code with the solver."""

    holds: bool
    fault: str  #: what does not hold, "" where everything does
    value: int | Decimal | None
    bound: int | Decimal | None  #: no assignment of these options is worth more

    def __bool__(self) -> bool:
        return self.holds


def progress_adapter(progress: Callable[[Progress], Any] | bool | None) -> Any:
    if progress is None or progress is False:
        return None
    if progress is True:
        return Bar()
    if not callable(progress):
        raise _errors.UsageError("progress must be True or callable")
    return lambda stage, work, done, total: progress(Progress(stage, work, done, total))


def control(
    seed: int, threads: int, time_limit: float | None, work_limit: int | None, progress: Any
) -> dict[str, Any]:
    """The settings that steer a call, checked."""
    start, workers = _checks.integer(seed), _checks.integer(threads)
    if start is None or not 0 <= start < 2**64:
        raise _errors.UsageError(f"seed must be a whole number from 0 to 2**64 - 1, not {seed!r}")
    if workers is None or not 1 <= workers < 2**16:
        raise _errors.UsageError(f"threads must be a whole number of at least 1, not {threads!r}")
    limit = _checks.integer(work_limit)
    if work_limit is not None and (limit is None or not 0 <= limit < 2**64):
        raise _errors.UsageError(f"work_limit must be a whole number of at least 0, not {work_limit!r}")
    return {
        "seed": start,
        "threads": workers,
        "time_limit": _checks.seconds(time_limit, "time_limit"),
        "work_limit": limit,
        "progress": progress_adapter(progress),
    }


class Result(Shown):
    """An assignment with its proof. Totals are exact (`decimal.Decimal`); in frames, values and prices are the
    nearest floats. Does not change; equal to another with the same options, choices and prices.
    """

    _core: Any
    _kind: str

    def __init__(self, core: Any, kind: str) -> None:
        self._set(_core=core, _kind=kind)

    @property
    def status(self) -> str:
        """optimal, feasible, infeasible, time_limit, work_limit or cancelled; optimal = value equals bound."""
        return str(self._core.status)

    @property
    def value(self) -> Decimal | None:
        """Total value of the chosen options on the grid; None where status is infeasible, or a limit came before anything
        that everybody could take.
        """
        return self._total(self._core.value) if self._complete else None

    @property
    def bound(self) -> Decimal | None:
        """What the prices prove: no assignment of these options is worth more; None where status is infeasible."""
        return self._total(self._core.bound)

    @property
    def gap(self) -> Decimal | None:
        """(bound - value) / max(\\|value\\|, one grid unit), rounded up at the ninth place; 0 = proved."""
        return self._total(self._core.gap) if self._complete else None

    @property
    def work(self) -> int:
        """Work units spent: options looked at."""
        return int(self._core.work)

    @property
    def options_hash(self) -> str:
        """SHA-256 of the options in canonical form; the same as in the command line's summary.json."""
        return str(self._core.options_hash)

    @promises("tables::certify_selection")
    def certify(self) -> Certificate:
        """Checks capacities, value, bound and optimality again, with code that shares nothing with the solver."""
        fault = str(self._core.certify())
        return Certificate(not fault, fault, self.value, self.bound)

    @property
    def _complete(self) -> bool:
        return bool(getattr(self._core, "complete", True))

    def _total(self, text: str) -> Decimal | None:
        return None if self.status == "infeasible" else Decimal(text)

    def _frame(self, columns: dict[str, Any], types: Mapping[str, str]) -> Any:
        return _frames.make(self._kind, columns, types)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.status}: value {self.value}, bound {self.bound}>"
