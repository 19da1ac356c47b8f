# SPDX-License-Identifier: Apache-2.0
"""Maximum-weight b-matching: every row takes at most one option, no column more rows than its capacity."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .. import _core, _errors
from .._checks import truth
from .._progress import steered
from .._promises import promises
from .._result import Certificate, Progress, control
from ._arrays import Arrays, Given, in_unit, laid_over, numpy, total
from ._held import Held


class BMatching(Held):
    """Who gets what, with the prices that prove how good it is. Arrays are read-only."""

    def __init__(self, given: Any, arrays: Arrays, core: dict[str, Any]) -> None:
        np = numpy()
        self._set(
            _given=given,
            _decimals=arrays.decimals,
            status=str(core["status"]),
            assignment=laid_over(core["assignment"], np.int64),
            price_units=laid_over(core["prices"], np.int64),
            value_units=int(core["value"]),
            bound_units=int(core["bound"]),
            work=int(core["work"]),
            _witness={
                "rows": laid_over(core["witness_rows"], np.uint32),
                "columns": laid_over(core["witness_columns"], np.uint32),
            },
        )

    _compared = ("status", "assignment", "price_units", "value_units", "bound_units", "_decimals")
    _given: Any
    _decimals: int | None
    _witness: dict[str, Any]
    #: optimal, feasible, infeasible, time_limit, work_limit or cancelled; optimal = value equals bound.
    status: str
    #: Per row its column, or -1 (int64).
    assignment: Any
    #: Per column its price in units of the grid (int64); for integer weights the same as `prices`.
    price_units: Any
    #: Value in units of the grid.
    value_units: int
    #: Bound in units of the grid.
    bound_units: int
    #: Work units spent: options looked at.
    work: int

    @property
    def value(self) -> int | Decimal | None:
        """Sum of the chosen weights, exactly: int for integers, Decimal for floats; None where infeasible."""
        return None if self.status == "infeasible" else total(self.value_units, self._decimals)

    @property
    def bound(self) -> int | Decimal | None:
        """What the prices prove: no matching is worth more. None where infeasible."""
        return None if self.status == "infeasible" else total(self.bound_units, self._decimals)

    @property
    def gap(self) -> Decimal | None:
        """(bound - value) / max(\\|value\\|, one unit), rounded up at the ninth place; 0 = proved."""
        if self.status == "infeasible":
            return None
        return Decimal(_core.graph.gap_text(self.value_units, self.bound_units))

    @property
    def prices(self) -> Any:
        """Per column its price in the unit of the weights: with status optimal, what one more unit of it would be worth.
        For floats the nearest floats; `price_units` are exact."""
        return in_unit(self.price_units, self._decimals)

    @property
    def resolution(self) -> Decimal | None:
        """The grid on which floats were solved; None for integers."""
        return None if self._decimals is None else Decimal(1).scaleb(-self._decimals)

    @property
    def witness(self) -> dict[str, Any] | None:
        """With status infeasible: `rows` all of whose options are `columns`, which together hold fewer."""
        return self._witness if self.status == "infeasible" else None

    @promises("graph::check_certificate")
    def certify(self) -> Certificate:
        """Checks the arrays of this result against the weights and capacities as they were given, which are read once
        more: capacities, value, bound and optimality, in 128-bit integers, with code that shares nothing with the
        solver. Weights that have been changed meanwhile are noticed as a fault."""
        problem = self._given.arrays().problem
        fault = str(
            problem.certify(
                self.status,
                self.assignment,
                self.price_units,
                self.value_units,
                self.bound_units,
                self._witness["rows"],
                self._witness["columns"],
            )
        )
        return Certificate(not fault, fault, self.value, self.bound)

    def __repr__(self) -> str:
        assigned = int((self.assignment >= 0).sum())
        return (
            f"<BMatching {self.status}: value {self.value}, bound {self.bound}, "
            f"{assigned} of {len(self.assignment)} rows assigned>"
        )


def start_arrays(start: Any) -> Any:
    """A start for the compiled half."""
    if start is None:
        return None
    if not isinstance(start, BMatching):
        raise _errors.UsageError("start must be the result of an earlier call")
    return (start.assignment, start.price_units)


def settings(threads: int, time_limit: float | None, work_limit: int | None, progress: Any) -> dict[str, Any]:
    """The settings that steer a call, checked."""
    checked = control(0, threads, time_limit, work_limit, progress)
    del checked["seed"]
    return checked


@promises("graph::max_weight_b_matching")
def max_weight_b_matching(
    weights: Any,
    capacities: Any,
    *,
    must_assign: bool = False,
    resolution: str | float | Decimal | None = None,
    start: BMatching | None = None,
    threads: int = 1,
    time_limit: float | None = None,
    work_limit: int | None = None,
    progress: Callable[[Progress], Any] | bool | None = None,
) -> BMatching:
    """Gives each row at most one column within the capacities, so that the total weight is greatest, and proves it.

    `weights`: a matrix, row = who chooses, column = what has a capacity. Of a NumPy array every cell is an option, but
    for NaN and for what is masked in a masked array. Of a SciPy sparse matrix or array every stored entry is one, also
    a stored 0; entries stored twice are summed, integers in 64 bits. Rows in compressed form without duplicates (CSR) with
    int32 or int64 entries and int32 indices are read where they are; so are weights of a C-contiguous array.

    Integers of 64 bits or less are used as they are. Floats are put on the grid that `resolution` states: a power of
    ten from 1 to 1e-9, or "auto" for the finest that cannot overflow; each becomes the shortest decimal number that
    reads back as it, rounded half to even, as :func:`iqmatch.solve` does. Totals come back exactly.

    `capacities`: one whole number for all columns, or one per column. `must_assign`: every row gets a column, also for
    a negative weight; where that is impossible, status is "infeasible" with a `witness`. Otherwise staying out is worth
    0, and an option worth 0 or less is never taken. `start`: the result of an earlier, similar call with as many rows
    and columns, from which this one starts; value, bound and prices do not depend on it.

    Value, bound and prices depend on nothing but the problem; which of several equal optima comes back depends on the
    order of rows and columns and on `start`. `threads`, `time_limit`, `work_limit` and `progress`: as
    :func:`iqmatch.solve`.

    Raises :class:`UsageError` for wrong arguments.

    >>> import numpy as np
    >>> from iqmatch.graph import max_weight_b_matching
    >>> result = max_weight_b_matching(np.array([[9, 7], [8, 0], [6, 5]]), [1, 2])
    >>> result
    <BMatching optimal: value 20, bound 20, 3 of 3 rows assigned>
    >>> result.assignment.tolist(), result.prices.tolist(), bool(result.certify())
    ([1, 0, 1], [2, 0], True)
    """
    given = Given(weights, capacities, truth(must_assign, "must_assign"), resolution)
    arrays = given.arrays()
    core = steered(arrays.problem.solve, start_arrays(start), **settings(threads, time_limit, work_limit, progress))
    return BMatching(given, arrays, core)
