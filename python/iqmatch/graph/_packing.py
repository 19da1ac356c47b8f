# SPDX-License-Identifier: Apache-2.0
"""Packing: every row takes at most one option, and options use several resources, some of them more than one unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .. import _core, _errors
from .._checks import truth, whole
from .._progress import steered
from .._promises import promises
from .._result import Certificate, Progress
from ._arrays import in_unit, laid_over, numpy, on_grid, summed, total
from ._b_matching import settings
from ._held import Held

_ROWS = 2**32 - 2
_MOST = 2**62 - 1  # of capacities and minima


@dataclass(frozen=True)
class _Given:
    """A problem as the caller stated it."""

    weights: Any
    rows: Any
    uses: Any
    capacities: Any
    minima: Any
    must_assign: bool
    row_count: int | None
    resolution: Any

    def problem(self) -> tuple[Any, int | None, Any, int]:
        """The same for the compiled half, the decimals of the grid, which option stands where, and how many resources."""
        np = numpy()
        weights = np.asanyarray(self.weights)
        if weights.size == 0 and not hasattr(self.weights, "dtype"):
            weights = weights.astype(np.int64)  # an empty list holds no floats, whatever NumPy makes of it
        rows = np.asarray(self.rows)
        if weights.ndim != 1 or rows.shape != weights.shape:
            raise _errors.UsageError("weights and rows need one entry per option, in one dimension")
        if rows.size and (rows.dtype.kind not in "ui" or int(rows.min()) < 0):
            raise _errors.UsageError("rows must be whole numbers from 0 on")
        used = int(rows.max()) + 1 if rows.size else 0
        if used > _ROWS:
            raise _errors.UsageError(f"rows must be below 2**32 - 2, and one is {used - 1}")
        count = used if self.row_count is None else whole(self.row_count, "row_count", used, _ROWS)
        units, decimals, known = on_grid(np.ascontiguousarray(np.ma.getdata(weights)), self.resolution)
        if any(np.ma.is_masked(array) for array in (self.rows, self.uses, self.capacities, self.minima)):
            raise _errors.UsageError("rows, uses, capacities and minima must be known throughout, and some are masked")
        if known is not None or np.ma.getmask(weights) is not np.ma.nomask:
            raise _errors.UsageError("every option needs a weight")
        order = np.argsort(rows, kind="stable")
        offsets = np.zeros(count + 1, dtype=np.uint64)
        np.cumsum(np.bincount(rows.astype(np.int64), minlength=count), out=offsets[1:])
        use_offsets, resources, amounts, resource_count = _uses(self.uses, order)
        capacities = _whole(self.capacities, resource_count, "capacities")
        minima = np.zeros(0, np.uint64) if self.minima is None else _whole(self.minima, resource_count, "minima")
        core = _core.graph.PackingProblem(
            offsets,
            np.ascontiguousarray(units[order], dtype=np.int64),
            use_offsets,
            resources,
            amounts,
            capacities,
            minima,
            self.must_assign,
        )
        return core, decimals, order, resource_count


def _uses(uses: Any, order: Any) -> tuple[Any, Any, Any, int]:
    """Offsets, resources and amounts of the options in that order, and how many resources there are."""
    np = numpy()
    if hasattr(uses, "tocsr"):
        matrix = summed(uses).copy()
        matrix.eliminate_zeros()
        shape, starts, columns, values = matrix.shape, matrix.indptr, matrix.indices, matrix.data
    else:
        dense = np.asarray(uses)
        if dense.ndim != 2:
            raise _errors.UsageError("uses must be a matrix of options and resources")
        shape = dense.shape
        where, columns = np.nonzero(dense)
        starts = np.zeros(shape[0] + 1, dtype=np.int64)
        np.cumsum(np.bincount(where, minlength=shape[0]), out=starts[1:])
        values = dense[where, columns]
    if shape[0] != len(order):
        raise _errors.UsageError(f"there are {len(order)} options and {shape[0]} rows of uses")
    if values.dtype.kind not in "uib" or (values.size and not 1 <= int(values.min()) <= int(values.max()) < 2**31):
        raise _errors.UsageError("amounts in uses must be whole numbers from 0 to 2**31 - 1")
    lengths = np.diff(starts)[order]
    use_offsets = np.zeros(len(order) + 1, dtype=np.uint64)
    np.cumsum(lengths, out=use_offsets[1:])
    # Where each entry of the reordered list comes from.
    source = np.repeat(np.asarray(starts[:-1], dtype=np.int64)[order], lengths)
    source += np.arange(len(source)) - np.repeat(use_offsets[:-1].astype(np.int64), lengths)
    return use_offsets, columns[source].astype(np.uint32), values[source].astype(np.uint32), int(shape[1])


def _whole(numbers: Any, count: int, name: str) -> Any:
    """One whole number for all resources, or one each."""
    np = numpy()
    array = np.asarray(numbers)
    if array.dtype.kind not in "ui" and array.size:
        raise _errors.UsageError(f"{name} must be whole numbers")
    if array.ndim == 0:
        array = np.full(count, array)
    if array.shape != (count,):
        raise _errors.UsageError(f"there are {count} resources and {array.size} {name}")
    if array.size and (int(array.min()) < 0 or int(array.max()) > _MOST):
        raise _errors.UsageError(f"{name} must be whole numbers from 0 to 2**62 - 1")
    return np.ascontiguousarray(array, dtype=np.uint64)


class Packing(Held):
    """Who takes what, with the prices that prove how good it is at most. Arrays are read-only."""

    def __init__(self, given: _Given, order: Any, decimals: int | None, core: dict[str, Any]) -> None:
        np = numpy()
        held = laid_over(core["chosen"], np.int64)
        self._set(
            _given=given,
            _decimals=decimals,
            _core=core,
            status=str(core["status"]),
            chosen=np.where(held >= 0, order[held] if len(order) else -1, -1).astype(np.int64),
            price_units=laid_over(core["prices"], np.int64),
            value_units=int(core["value"]),
            bound_units=int(core["bound"]),
            work=int(core["work"]),
        )

    _compared = ("status", "chosen", "price_units", "value_units", "bound_units", "_decimals")
    _given: _Given
    _decimals: int | None
    _core: dict[str, Any]
    #: optimal, feasible, infeasible, time_limit, work_limit or cancelled; optimal = value equals bound.
    status: str
    #: Per row its option, or -1 (int64).
    chosen: Any
    #: Per resource its price in units of the grid (int64).
    price_units: Any
    #: Value in units of the grid.
    value_units: int
    #: Bound in units of the grid.
    bound_units: int
    #: Work units spent: options looked at.
    work: int

    @property
    def _stated(self) -> bool:
        return self.status != "infeasible" and bool(self._core["complete"])

    @property
    def value(self) -> int | Decimal | None:
        """Sum of the chosen weights, exactly: int for integers, Decimal for floats; None where infeasible, or where a limit
        came before every row had an option that it must have."""
        return total(self.value_units, self._decimals) if self._stated else None

    @property
    def bound(self) -> int | Decimal | None:
        """What the prices prove: no packing is worth more. None where infeasible."""
        return None if self.status == "infeasible" else total(self.bound_units, self._decimals)

    @property
    def gap(self) -> Decimal | None:
        """(bound - value) / max(\\|value\\|, one unit), rounded up at the ninth place; 0 = proved."""
        return Decimal(_core.graph.gap_text(self.value_units, self.bound_units)) if self._stated else None

    @property
    def search_bound(self) -> int | Decimal | None:
        """What a search proved beyond the prices, which only repeating it could show; None where there was none."""
        return total(int(self._core["search_bound"]), self._decimals) if self._core["searched"] else None

    @property
    def resolution(self) -> Decimal | None:
        """The grid on which floats were solved; None for integers."""
        return None if self._decimals is None else Decimal(1).scaleb(-self._decimals)

    @property
    def prices(self) -> Any:
        """Per resource its price in the unit of the weights. They prove the bound; one more unit of a resource is worth at
        most bound - value + price. For floats the nearest floats; `price_units` are exact."""
        return in_unit(self.price_units, self._decimals)

    @property
    def witness(self) -> dict[str, Any] | None:
        """With status infeasible: `rows` whose options, whichever they take, together use more of `resources` than these
        have. Both empty: there is none of that kind, or it was not found."""
        if self.status != "infeasible":
            return None
        return {name: laid_over(self._core["witness_" + name], numpy().uint32) for name in ("rows", "resources")}

    @promises("graph::check_packing")
    def certify(self) -> Certificate:
        """Checks the arrays of this result against the problem as it was given, which is read once more, with code that
        shares nothing with the solver."""
        np = numpy()
        problem, _, order, _ = self._given.problem()
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        held = np.where(self.chosen >= 0, place[self.chosen] if len(place) else -1, -1).astype(np.int64)
        fault = str(
            problem.certify(
                self.status,
                held,
                self.price_units,
                self.value_units,
                self.bound_units,
                int(self._core["search_bound"]) if self._core["searched"] else None,
                laid_over(self._core["witness_rows"], np.uint32),
                laid_over(self._core["witness_resources"], np.uint32),
            )
        )
        return Certificate(not fault, fault, self.value, self.bound)

    def __repr__(self) -> str:
        placed = int((self.chosen >= 0).sum())
        return f"<Packing {self.status}: value {self.value}, bound {self.bound}, {placed} of {len(self.chosen)} rows placed>"


@promises("graph::pack")
def pack(
    weights: Any,
    rows: Any,
    uses: Any,
    capacities: Any,
    *,
    minima: Any = None,
    must_assign: bool = False,
    row_count: int | None = None,
    gap: str | float | Decimal = "0.0001",
    policy: str = "optimal",
    resolution: str | float | Decimal | None = None,
    threads: int = 1,
    time_limit: float | None = None,
    work_limit: int | None = None,
    progress: Callable[[Progress], Any] | bool | None = None,
) -> Packing:
    """Gives each row at most one of its options, no resource used more often than its capacity, so that the total weight is
    greatest, and says how far from the best possible that is at most.

    Per option: its weight, its row (`rows`, in any order), and a row of `uses`, a matrix of whole numbers, NumPy or SciPy
    sparse: how many units it uses of each resource. `capacities`, `minima`: one whole number for all resources, or one
    each; a resource with a minimum is used not at all or at least so often. `row_count`: how many rows there are, if more
    than have options. `must_assign`: every row gets an option. Otherwise staying out is worth 0, and an option worth 0 or
    less is never taken.

    `gap`: the solve ends with (bound - value) / abs(value) of so much or less; 0 searches for the optimum. `policy`:
    "optimal", or "greedy" as a baseline with the same bound. Among equal totals the order of rows and options decides.
    `resolution` and the others: as :func:`max_weight_b_matching`.

    Raises :class:`UsageError` for wrong arguments.

    >>> import numpy as np
    >>> from iqmatch.graph import pack
    >>> result = pack([6, 4, 3, 1], [0, 1, 2, 3], [[2, 0], [1, 0], [1, 1], [0, 2]], [2, 3], minima=[0, 2])
    >>> result
    <Packing optimal: value 8, bound 8, 3 of 4 rows placed>
    >>> result.chosen.tolist(), result.prices.tolist(), bool(result.certify())
    ([-1, 1, 2, 3], [3, 0], True)
    """
    gap_e9 = _core.graph.gap_e9(str(gap))
    if gap_e9 is None:
        raise _errors.UsageError(f"gap must be a number of 0 or more with at most nine decimals, not {gap!r}")
    if policy not in ("optimal", "greedy"):
        raise _errors.UsageError(f"unknown policy {policy!r}; known: optimal, greedy")
    given = _Given(weights, rows, uses, capacities, minima, truth(must_assign, "must_assign"), row_count, resolution)
    problem, decimals, order, _ = given.problem()
    core = steered(problem.solve, gap_e9, policy == "greedy", **settings(threads, time_limit, work_limit, progress))
    return Packing(given, order, decimals, core)
