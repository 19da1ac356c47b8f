# SPDX-License-Identifier: Apache-2.0
"""What callers bring, as the arrays that the library reads. Nothing is copied that can be read where it is."""

from __future__ import annotations

import importlib
import operator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from .. import _core, _errors

_INDEXES = 2**32 - 1  # rows and columns are counted in 32 bits
_LARGEST = 2**58 - 1  # |weights| of the solver stay below this


def numpy() -> Any:
    """NumPy, imported when it is needed and not before."""
    try:
        return importlib.import_module("numpy")
    except ImportError:
        raise _errors.UsageError("iqmatch.graph needs NumPy: pip install numpy") from None


@dataclass(frozen=True)
class Arrays:
    """A graph in compressed rows: row r owns the options offsets[r] .. offsets[r + 1] - 1."""

    offsets: Any  #: uint64, rows + 1
    columns: Any  #: uint32, per option
    weights: Any  #: int32 or int64, per option
    capacities: Any  #: uint32, per column
    must_assign: bool
    decimals: int | None  #: the grid of weights that were floats

    @property
    def problem(self) -> Any:
        """The same for the compiled half, which keeps the arrays alive."""
        kind = _core.graph.Problem32 if self.weights.dtype == numpy().int32 else _core.graph.Problem64
        return kind(self.offsets, self.columns, self.weights, self.capacities, self.must_assign)


@dataclass(frozen=True)
class Given:
    """A problem as the caller stated it."""

    weights: Any
    capacities: Any
    must_assign: bool
    resolution: Any

    def options(self) -> tuple[Any, Any, Any, Any, Any]:
        """Offsets, columns and values as they are, capacities, and, where some cells are no options, which are."""
        shape, offsets, others, values, keep = _options(self.weights)
        return offsets, others, values, read_capacities(self.capacities, shape[1]), keep

    def arrays(self) -> Arrays:
        """Reads what was given, as often as it is asked for."""
        offsets, others, values, capacities, keep = self.options()
        rows = len(offsets) - 1
        weights, decimals, known = on_grid(values, self.resolution, rows if self.must_assign else None)
        if known is not None:
            keep = known if keep is None else keep & known
        if keep is not None and not keep.all():
            np = numpy()
            before = np.zeros(len(keep) + 1, dtype=np.uint64)
            np.cumsum(keep, out=before[1:])
            offsets, others, weights = before[offsets], others[keep], weights[keep]
        return Arrays(offsets, others, weights, capacities, self.must_assign, decimals)


def _options(weights: Any) -> tuple[tuple[int, int], Any, Any, Any, Any]:
    """Shape, offsets, columns, values and, where some are no options, which are."""
    np = numpy()
    if hasattr(weights, "tocsr"):
        return _sparse_options(weights)
    values = np.asanyarray(weights)
    if values.dtype.kind == "O" and hasattr(weights, "iloc"):
        values = _numbers_of_frame(weights, values)
    mask = np.ma.getmask(values)
    values = np.ma.getdata(values)
    if values.ndim != 2:
        raise _errors.UsageError(f"weights must be a matrix of rows and columns, not an array of {values.ndim} dimension(s)")
    rows, columns = (int(n) for n in values.shape)
    offsets = np.arange(rows + 1, dtype=np.uint64) * np.uint64(columns)
    others = np.tile(np.arange(columns, dtype=np.uint32), rows)
    keep = None if mask is np.ma.nomask else ~np.ascontiguousarray(mask).ravel()
    return (rows, columns), offsets, others, np.ascontiguousarray(values).ravel(), keep


def _numbers_of_frame(frame: Any, values: Any) -> Any:
    """The numbers of a pandas frame with nullable columns, NaN where NA is; other objects as they are."""
    try:
        return frame.to_numpy(dtype="float64", na_value=float("nan"))
    except (TypeError, ValueError):
        return values


def _sparse_options(weights: Any) -> tuple[tuple[int, int], Any, Any, Any, Any]:
    np = numpy()
    if len(weights.shape) != 2:
        raise _errors.UsageError("weights must be a matrix of rows and columns")
    matrix = summed(weights)
    rows, columns = (int(n) for n in matrix.shape)
    offsets = np.asarray(matrix.indptr)
    options = int(offsets[-1])  # the other arrays may be longer
    others = np.asarray(matrix.indices)[:options]
    others = np.ascontiguousarray(others)
    others = others.view(np.uint32) if others.dtype == np.int32 else others.astype(np.uint32)
    values = np.ascontiguousarray(np.asarray(matrix.data)[:options])
    return (rows, columns), offsets.astype(np.uint64), others, values, None


def summed(matrix: Any) -> Any:
    """A sparse matrix in compressed rows, in which no entry is stored twice. Integers are added up in 64 bits, where SciPy
    would do it in the type that they are stored in, and silently start again from below. Not changed itself."""
    np = numpy()
    kind, given = getattr(matrix, "format", ""), _checked(matrix).dtype
    if kind == "csr" and matrix.has_canonical_format:
        return matrix
    integers = given.kind in "iu"
    if integers and given.itemsize < 8:
        matrix = matrix.astype(np.int64)
    rows = well_formed(matrix.tocsr())
    # Coordinates are added up on the way, all others below.
    entries = matrix.data if kind == "coo" else rows.data
    if not rows.has_canonical_format:
        rows = rows.copy()
        rows.sum_duplicates()
    if integers and rows.nnz < len(entries) and _largest(entries) * len(entries) >= 2**63:
        raise _errors.UsageError("entries that are stored twice are too large to be added up; add them up before")
    if integers and (given.itemsize < 4 or given == np.int32) and _largest(rows.data) < 2**31:
        rows = rows.astype(np.int32)
    return rows


def _largest(numbers: Any) -> int:
    """The largest absolute value of integers."""
    return max(abs(int(numbers.min())), abs(int(numbers.max()))) if numbers.size else 0


def as_floats(values: Any) -> Any:
    """Weights for a matching that holds floats: whole numbers, too, as long as a double holds them exactly."""
    if values.dtype.kind not in "bui":
        return values
    numbers = values.data if hasattr(values, "tocsr") else values
    if _largest(numbers) > 2**53:
        raise _errors.UsageError("a whole number beyond 2**53 is no float: this matching holds floats")
    return values.astype("float64")


def well_formed(matrix: Any) -> Any:
    """A sparse matrix in compressed rows, checked before anybody follows its indices."""
    rows, columns = (int(n) for n in matrix.shape)
    if max(rows, columns) >= _INDEXES:
        raise _errors.UsageError("a matrix may have 2**32 - 2 rows and columns at most")
    _follow(matrix.indptr, matrix.indices, len(matrix.data), rows, columns)
    return matrix


def _follow(indptr: Any, indices: Any, stored: int, rows: int, columns: int) -> None:
    """Refuses starts of rows and numbers of columns that lead out of the arrays."""
    np = numpy()
    starts, others = np.asarray(indptr), np.asarray(indices)
    ends = min(len(others), stored)
    if len(starts) != rows + 1 or starts[0] != 0 or int(starts[-1]) > ends or bool((starts[1:] < starts[:-1]).any()):
        raise _errors.UsageError("the rows of the sparse matrix do not begin where they should: its indptr is damaged")
    _inside(others[: int(starts[-1])], columns, "column")


def _inside(numbers: Any, count: int, what: str) -> None:
    if numbers.size and (numbers.min() < 0 or numbers.max() >= count):
        raise _errors.UsageError(f"the sparse matrix names a {what} that does not exist")


def _checked(matrix: Any) -> Any:
    """A sparse matrix of any format. What SciPy's compiled code follows on the way to compressed rows is checked: it does not
    do so itself, and damaged parts would end the process."""
    np = numpy()
    rows, columns = (int(n) for n in matrix.shape)
    kind = getattr(matrix, "format", "")
    if kind == "csr":
        well_formed(matrix)
    elif kind == "csc":
        _follow(matrix.indptr, matrix.indices, len(matrix.data), columns, rows)
    elif kind == "bsr":
        high, wide = matrix.blocksize
        _follow(matrix.indptr, matrix.indices, len(matrix.data), rows // high, columns // wide)
    elif kind == "coo":
        for numbers, count, what in ((matrix.row, rows, "row"), (matrix.col, columns, "column")):
            _as_many(len(numbers), len(matrix.data))
            _inside(np.asarray(numbers), count, what)
    elif kind == "lil":
        for others, cells in zip(matrix.rows, matrix.data):
            _as_many(len(others), len(cells))
    return matrix


def _as_many(indices: int, entries: int) -> None:
    if indices != entries:
        raise _errors.UsageError("the sparse matrix has not as many indices as entries")


def on_grid(values: Any, resolution: Any, rows: int | None = None) -> tuple[Any, int | None, Any]:
    """Weights as int32 or int64, the decimals of the grid (None: they were integers), and, where NaN occurs, which are
    numbers. `rows`: how many must be assigned, which bounds what "auto" may choose."""
    np = numpy()
    kind, width = values.dtype.kind, values.dtype.itemsize
    if kind in "bui":
        if resolution is not None:
            raise _errors.UsageError("integer weights are used as they are: leave resolution away, or pass floats")
        return _integers(values), None, None
    if kind != "f" or width > 8:
        raise _errors.UsageError(f"weights of type {values.dtype} are not supported; integers, float32 and float64 are")
    if resolution is None:
        raise _errors.UsageError(
            'float weights need a grid on which they are solved, such as resolution="1e-6"; '
            "integers (weights.astype('int64')) need none"
        )
    floats = np.ascontiguousarray(values, dtype=np.float64)
    decimals = _core.graph.decimals(str(resolution))
    if decimals is None:
        raise _errors.UsageError(f"resolution must be a power of ten from 1 to 1e-9 or 'auto', not {str(resolution)!r}")
    known = ~np.isnan(floats)
    if decimals < 0:
        decimals = _finest(floats[known], rows)
    units = np.frombuffer(_core.graph.units(floats, decimals), dtype=np.int64)
    return units, decimals, None if known.all() else known


def _integers(values: Any) -> Any:
    np = numpy()
    kind, width = values.dtype.kind, values.dtype.itemsize
    if kind == "u" and width == 8 and values.size and int(values.max()) > np.iinfo(np.int64).max:
        raise _errors.UsageError("weights of 2**63 or more are too large")
    narrow = width < 4 or (kind == "i" and width == 4)
    return np.ascontiguousarray(values, dtype=np.int32 if narrow else np.int64)


def _finest(floats: Any, rows: int | None) -> int:
    """The finest grid that cannot overflow."""
    np = numpy()
    largest = float(np.abs(floats).max()) if floats.size else 0.0
    if largest == float("inf"):
        raise _errors.UsageError("weights must be finite; NaN means: no option")
    for decimals in range(9, -1, -1):
        units = int(Fraction(largest) * 10**decimals) + 2
        if units < _LARGEST and (rows is None or 2 * (rows + 2) * (units + 1) < 2**58):
            return decimals
    raise _errors.UsageError("the weights are too large for a grid of 1; divide them")


def count(value: Any, name: str) -> int:
    """A whole number of 0 or more that 32 bits hold."""
    try:
        number = operator.index(value)
    except TypeError:
        number = -1
    if isinstance(value, bool) or not 0 <= number < 2**32:
        raise _errors.UsageError(f"{name} must be a whole number from 0 to 2**32 - 1, not {value!r}")
    return number


def counts(values: Any, name: str) -> Any:
    """The same for an array of one dimension."""
    np = numpy()
    if np.ma.is_masked(values):
        raise _errors.UsageError(f"{name} must be known throughout, and some are masked")
    array = np.asarray(values)
    if array.ndim != 1 or (array.size and array.dtype.kind not in "ui"):
        raise _errors.UsageError(f"{name} must be whole numbers in one dimension")
    if array.size and (int(array.min()) < 0 or int(array.max()) >= 2**32):
        raise _errors.UsageError(f"{name} must be whole numbers from 0 to 2**32 - 1")
    return np.ascontiguousarray(array, dtype=np.uint32)


def read_capacities(capacities: Any, columns: int) -> Any:
    """One capacity for all columns, or one each."""
    np = numpy()
    if np.ndim(capacities) == 0:
        return np.full(columns, count(capacities, "capacities"), dtype=np.uint32)
    array = counts(capacities, "capacities")
    if len(array) != columns:
        raise _errors.UsageError(f"there are {columns} columns and {len(array)} capacities")
    return array


def total(units: int, decimals: int | None) -> int | Decimal:
    """A total in the unit of the input, exactly."""
    return units if decimals is None else Decimal(_core.graph.grid_text(units, decimals))


def in_unit(units: Any, decimals: int | None) -> Any:
    """Numbers in the unit of the input: as they are, or the nearest floats."""
    np = numpy()
    if decimals is None:
        return units
    if units.size and np.abs(units).max() > 2**53:
        return np.array([unit / 10**decimals for unit in units.tolist()])
    return units / 10**decimals


def laid_over(raw: Any, dtype: Any) -> Any:
    """An array over what the compiled half returned, without another copy."""
    return numpy().frombuffer(raw, dtype=dtype)
