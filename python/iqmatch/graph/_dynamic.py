# SPDX-License-Identifier: Apache-2.0
"""A b-matching that is kept optimal while rows, columns, capacities and weights change."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .. import _core, _errors
from .._progress import steered
from .._promises import promises
from .._result import Progress
from ._arrays import Arrays, Given, as_floats, count, counts, in_unit, laid_over, numpy, on_grid, total
from ._b_matching import BMatching, settings, start_arrays


class _Snapshot:
    """The arrays of one moment, in place of what a caller gave."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays

    def arrays(self) -> Arrays:
        return self._arrays


@promises("graph::DynamicMatching")
class DynamicMatching:
    """A problem with its optimum, which is kept while the problem changes.

    `weights`, `capacities` and `resolution` as for :func:`max_weight_b_matching`; they are copied. Weights of int32
    are held in 32 bits if they are below 2**29 in size, and must then stay so. Options with NaN are none. Where weights
    are floats, later ones may be integers too; where they are integers, later ones are.

    >>> import numpy as np
    >>> from iqmatch.graph import DynamicMatching
    >>> market = DynamicMatching(np.array([[9, 7], [8, 0]]), [1, 1])
    >>> market.value, market.assignment.tolist()
    (15, [1, 0])
    >>> market.add_row(columns=[0], weights=[10])
    2
    >>> market.set_capacity(1, 2)
    >>> market.resolve()
    'optimal'
    >>> market.value, market.assignment.tolist()
    (17, [1, -1, 0])
    """

    def __init__(
        self,
        weights: Any,
        capacities: Any,
        *,
        resolution: str | float | Decimal | None = None,
        start: BMatching | None = None,
        threads: int = 1,
        time_limit: float | None = None,
        work_limit: int | None = None,
        progress: Callable[[Progress], Any] | bool | None = None,
    ) -> None:
        np = numpy()
        arrays = Given(weights, capacities, False, resolution).arrays()
        narrow = arrays.weights.dtype == np.int32
        if narrow and arrays.weights.size and int(np.abs(arrays.weights.astype(np.int64)).max()) >= 2**29:
            narrow = False
            arrays = Arrays(
                arrays.offsets, arrays.columns, arrays.weights.astype(np.int64), arrays.capacities, False, arrays.decimals
            )
        self._arrays = arrays
        self._decimals = arrays.decimals
        self._dtype = np.int32 if narrow else np.int64
        kind = _core.graph.Dynamic32 if narrow else _core.graph.Dynamic64
        checked = settings(threads, time_limit, work_limit, progress)
        self._core = steered(kind, arrays.problem, start_arrays(start), **checked)

    @promises("graph::DynamicMatching::add_row")
    def add_row(self, columns: Any, weights: Any) -> int:
        """A row comes, with one weight for each of its columns. Returns its number."""
        return int(self._core.add_row(*self._edges(columns, weights, "columns")))

    def set_row(self, row: int, columns: Any, weights: Any) -> None:
        """A row has other options from now on; it keeps what it holds if that is among them."""
        self._core.set_row(count(row, "row"), *self._edges(columns, weights, "columns"))

    def remove_row(self, row: int) -> None:
        """A row leaves. Its number stays, without options, until `add_row` uses it again."""
        self._core.remove_row(count(row, "row"))

    def add_column(self, capacity: int, rows: Any, weights: Any) -> int:
        """A column comes; `rows` can choose it at these weights. Returns its number."""
        return int(self._core.add_column(count(capacity, "capacity"), *self._edges(rows, weights, "rows")))

    @promises("graph::DynamicMatching::set_capacity")
    def set_capacity(self, column: int, capacity: int) -> None:
        """Gives a column another capacity."""
        self._core.set_capacity(count(column, "column"), count(capacity, "capacity"))

    def set_weight(self, row: int, column: int, weight: float | Decimal) -> None:
        """An option is worth something else from now on."""
        (value,), (known,) = self._weights([weight])
        if not known:
            raise _errors.UsageError("a weight that is set must be a number; set_row takes options away")
        self._core.set_weight(count(row, "row"), count(column, "column"), int(value))

    def set_weights(self, weights: Any) -> None:
        """All weights at once: a matrix with the same options as at the beginning. Not after rows or columns have come,
        changed or left."""
        np = numpy()
        matrix = weights if hasattr(weights, "tocsr") else np.asanyarray(weights)
        if self._decimals is None and matrix.dtype.kind == "f":
            raise _errors.UsageError("this matching holds integer weights")
        if self._decimals is not None:
            matrix = as_floats(matrix)
        as_first = None if self._decimals is None else Decimal(1).scaleb(-self._decimals)
        new = Given(matrix, self._arrays.capacities, False, as_first).arrays()
        if not np.array_equal(new.offsets, self._arrays.offsets) or not np.array_equal(
            new.columns, self._arrays.columns
        ):
            raise _errors.UsageError("set_weights needs the same options as at the beginning")
        self._core.set_weights(self._narrowed(new.weights))

    @promises("graph::DynamicMatching::resolve")
    def resolve(
        self,
        *,
        threads: int = 1,
        time_limit: float | None = None,
        work_limit: int | None = None,
        progress: Callable[[Progress], Any] | bool | None = None,
    ) -> str:
        """Repairs the optimum. Returns the status: "optimal", or why it stopped before."""
        steered(self._core.resolve, **settings(threads, time_limit, work_limit, progress))
        return self.status

    @property
    def status(self) -> str:
        """optimal if nothing has changed since the optimum was reached."""
        return str(self._core.status)

    @property
    def assignment(self) -> Any:
        """Per row its column, or -1 (int64); rows that were removed included."""
        return laid_over(self._core.assignment(), numpy().int64)

    @property
    def value(self) -> int | Decimal:
        """Sum of the chosen weights, exactly."""
        return total(int(self._core.value), self._decimals)

    @property
    def prices(self) -> Any:
        """Optimal prices of the columns, not always the least ones: those are in `matching()`."""
        return in_unit(laid_over(self._core.prices(), numpy().int64), self._decimals)

    @property
    def work(self) -> int:
        """Options looked at since the beginning."""
        return int(self._core.work)

    @promises("graph::DynamicMatching::matching")
    def matching(self) -> BMatching:
        """What holds now as a result of its own, with a copy of the problem for its `certify`."""
        np = numpy()
        core = self._core.snapshot()
        arrays = Arrays(
            laid_over(core["offsets"], np.uint64),
            laid_over(core["columns"], np.uint32),
            laid_over(core["weights"], self._dtype),
            laid_over(core["capacities"], np.uint32),
            False,
            self._decimals,
        )
        return BMatching(_Snapshot(arrays), arrays, core)

    def _edges(self, others: Any, weights: Any, name: str) -> tuple[Any, Any]:
        indexes = counts(others, name)
        values, known = self._weights(weights)
        if len(indexes) != len(values):
            raise _errors.UsageError(f"there are {len(indexes)} {name} and {len(values)} weights")
        return indexes[known], values[known]

    def _weights(self, weights: Any) -> tuple[Any, Any]:
        """One-dimensional weights in units of the grid, and which of them are numbers."""
        np = numpy()
        values = np.asarray(weights)
        if values.ndim != 1:
            raise _errors.UsageError("weights must be numbers in one dimension")
        if self._decimals is None:
            if values.size and values.dtype.kind not in "bui":
                raise _errors.UsageError("this matching holds integer weights")
            units, known = on_grid(values.astype(np.int64) if values.size == 0 else values, None)[0], None
        else:
            units, _, known = on_grid(as_floats(values).astype(np.float64), Decimal(1).scaleb(-self._decimals))
        return self._narrowed(units), np.ones(len(units), dtype=bool) if known is None else known

    def _narrowed(self, units: Any) -> Any:
        np = numpy()
        if self._dtype == np.int32 and units.size and int(np.abs(units.astype(np.int64)).max()) >= 2**29:
            raise _errors.UsageError("a weight is too large for the 32 bits of this matching; begin with int64 weights")
        return np.ascontiguousarray(units, dtype=self._dtype)

    def __reduce__(self) -> Any:
        raise TypeError("a DynamicMatching cannot be copied or pickled: its history counts; matching() can be")

    def __repr__(self) -> str:
        return f"<DynamicMatching {self.status}: value {self.value}, {self._core.rows} rows, {self._core.columns} columns>"
