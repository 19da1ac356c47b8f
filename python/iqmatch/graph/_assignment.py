# SPDX-License-Identifier: Apache-2.0
"""Maximum-weight assignment on a full matrix."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .. import _core, _errors
from .._frozen import Frozen
from .._progress import steered
from .._promises import promises
from .._result import Certificate, Progress
from ._arrays import in_unit, laid_over, numpy, on_grid, total
from ._b_matching import settings
from ._held import Held


def _read(weights: Any, resolution: Any) -> tuple[int, int, Any, int | None]:
    """Rows, columns, weights row after row, decimals."""
    np = numpy()
    if hasattr(weights, "tocsr"):
        raise _errors.UsageError("an assignment needs a full matrix; sparse ones are for max_weight_b_matching")
    values = np.asanyarray(weights)
    if values.ndim != 2:
        raise _errors.UsageError(f"weights must be a matrix of rows and columns, not an array of {values.ndim} dimension(s)")
    rows, columns = (int(n) for n in values.shape)
    gaps = bool(np.ma.getmaskarray(values).any()) if isinstance(values, np.ma.MaskedArray) else False
    units, decimals, known = on_grid(np.ascontiguousarray(np.ma.getdata(values)).ravel(), resolution)
    if gaps or known is not None:
        raise _errors.UsageError("an assignment needs every cell; with NaN or masked ones use max_weight_b_matching")
    return rows, columns, units, decimals


class DenseAssignment(Held):
    """Who gets which column, with the prices of both sides that prove how good it is. Arrays are
    read-only."""

    def __init__(self, weights: Any, resolution: Any, decimals: int | None, core: dict[str, Any]) -> None:
        np = numpy()
        self._set(
            _decimals=decimals,
            status=str(core["status"]),
            assignment=laid_over(core["assignment"], np.int64),
            row_price_units=laid_over(core["row_prices"], np.int64),
            column_price_units=laid_over(core["column_prices"], np.int64),
            value_units=int(core["value"]),
            bound_units=int(core["bound"]),
            work=int(core["work"]),
        )
        Frozen._set(self, _weights=weights, _resolution=resolution)

    _compared = ("status", "assignment", "row_price_units", "column_price_units", "value_units", "bound_units", "_decimals")
    _weights: Any
    _resolution: Any
    _decimals: int | None
    #: optimal, time_limit, work_limit or cancelled; optimal = value equals bound.
    status: str
    #: Per row its column (int64), or -1 where there are fewer columns than rows.
    assignment: Any
    #: Dual prices in units of the grid (int64): a row's and a column's together are at least the pair's weight.
    row_price_units: Any
    column_price_units: Any
    #: Value in units of the grid.
    value_units: int
    #: Bound in units of the grid.
    bound_units: int
    #: Work units spent: weights looked at.
    work: int

    @property
    def value(self) -> int | Decimal | None:
        """Sum of the chosen weights, exactly: int for integers, Decimal for floats."""
        return total(self.value_units, self._decimals)

    @property
    def bound(self) -> int | Decimal | None:
        """Sum of all prices: no assignment is worth more."""
        return total(self.bound_units, self._decimals)

    @property
    def gap(self) -> Decimal:
        """(bound - value) / max(\\|value\\|, one unit), rounded up at the ninth place; 0 = proved."""
        return Decimal(_core.graph.gap_text(self.value_units, self.bound_units))

    @property
    def resolution(self) -> Decimal | None:
        """The grid on which floats were solved; None for integers."""
        return None if self._decimals is None else Decimal(1).scaleb(-self._decimals)

    @property
    def row_prices(self) -> Any:
        """`row_price_units` in the unit of the weights; for floats the nearest floats."""
        return in_unit(self.row_price_units, self._decimals)

    @property
    def column_prices(self) -> Any:
        """`column_price_units` in the unit of the weights; for floats the nearest floats."""
        return in_unit(self.column_price_units, self._decimals)

    @promises("graph::check_assignment")
    def certify(self) -> Certificate:
        """Checks the arrays of this result against the weights as they were given, which are read once more, with code
        that shares nothing with the solver."""
        rows, columns, units, _ = _read(self._weights, self._resolution)
        narrow = units.dtype == numpy().int32
        check = _core.graph.certify_assignment32 if narrow else _core.graph.certify_assignment64
        fault = str(
            check(
                rows, columns, units, self.status, self.assignment, self.row_price_units, self.column_price_units,
                self.value_units, self.bound_units,
            )
        )  # fmt: skip
        return Certificate(not fault, fault, self.value, self.bound)

    def __repr__(self) -> str:
        return f"<DenseAssignment {self.status}: value {self.value}, bound {self.bound}, {len(self.assignment)} rows>"


@promises("graph::max_weight_assignment")
def max_weight_assignment(
    weights: Any,
    *,
    resolution: str | float | Decimal | None = None,
    threads: int = 1,
    time_limit: float | None = None,
    work_limit: int | None = None,
    progress: Callable[[Progress], Any] | bool | None = None,
) -> DenseAssignment:
    """Gives every row a column of its own (with fewer columns, every column a row), so that the total weight is
    greatest, also where weights are negative, and proves it.

    `weights`: a full matrix of numbers; C-contiguous int32 and int64 ones are read where they are. The other arguments
    as for :func:`max_weight_b_matching`; one thread is used. Value and bound depend on nothing but the matrix; prices
    are not unique.

    >>> import numpy as np
    >>> from iqmatch.graph import max_weight_assignment
    >>> result = max_weight_assignment(np.array([[9, 7, 1], [8, 2, -5]]))
    >>> result.value, result.assignment.tolist(), bool(result.certify())
    (15, [1, 0], True)
    """
    rows, columns, units, decimals = _read(weights, resolution)
    solve = _core.graph.assignment32 if units.dtype == numpy().int32 else _core.graph.assignment64
    core = steered(solve, rows, columns, units, **settings(threads, time_limit, work_limit, progress))
    return DenseAssignment(weights, resolution, decimals, core)
