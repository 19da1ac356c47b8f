# SPDX-License-Identifier: Apache-2.0
"""Data frames in and out. Narwhals knows whose frame it is; it is imported at the first frame that is no dict."""

from __future__ import annotations

import datetime
import importlib
import importlib.util
import os
from collections.abc import Mapping, Sequence, Set
from typing import Any

from . import _checks, _errors

KINDS = ("pandas", "polars", "pyarrow", "dict")
#: What a column may be said to hold, as Polars and Arrow call it.
TYPES = {
    "text": ("String", "string"),
    "whole": ("Int64", "int64"),
    "decimal": ("Float64", "float64"),
    "date": ("Date", "date32"),
    "truth": ("Boolean", "bool_"),
}
_UNTYPED: dict[str, str] = {}


def _installed(package: str) -> bool:
    try:
        return importlib.util.find_spec(package) is not None
    except ValueError:  # in sys.modules, but not as a package
        return False


def kind_named(name: str | None) -> str:
    """The kind of frame of that name; None = the first that is installed."""
    if name is None:
        return next(k for k in KINDS if k == "dict" or _installed(k))
    if not isinstance(name, str) or name not in KINDS:
        raise _errors.UsageError(f"unknown kind of frame: {name!r}; known: {', '.join(KINDS)}")
    return name


def _as_list(column: Any, name: str = "a column") -> list[Any]:
    for method in ("to_list", "tolist", "to_pylist"):
        if hasattr(column, method):
            cells = getattr(column, method)()
            if isinstance(cells, list):
                return list(cells)
    # A set has no order that its cells could have; an array without dimensions says that it has cells and has none.
    if isinstance(column, (str, bytes, Mapping, Set)) or not hasattr(column, "__iter__") or getattr(column, "ndim", 1) == 0:
        raise _errors.UsageError(f"{name} must be a sequence of cells, not {type(column).__name__}")
    return list(column)


def _narwhals() -> Any:
    try:
        return importlib.import_module("narwhals")
    except ImportError:
        raise _errors.UsageError("data frames need the package narwhals: pip install narwhals") from None


def _pairs(frame: Any, name: str) -> tuple[list[tuple[str, list[Any]]], str]:
    """Names and cells of the columns, and the kind of frame that answers should have."""
    if isinstance(frame, Mapping):
        return [(str(key), _as_list(column, f"the column {key} of {name}")) for key, column in frame.items()], "dict"
    if hasattr(frame, "iloc") and hasattr(frame, "columns"):
        # Read by position: Narwhals refuses frames with a column twice, and names that are no text.
        pairs = [(str(key), _as_list(frame.iloc[:, i])) for i, key in enumerate(frame.columns)]
        return _named_index(frame, {key for key, _ in pairs}) + pairs, "pandas"
    if type(frame).__name__ in ("Series", "ChunkedArray"):
        raise _errors.UsageError(f"{name} is a {type(frame).__name__}, which is one column; a table is needed")
    narwhals = _narwhals()
    try:
        return _known_pairs(narwhals, frame, name)
    except narwhals.exceptions.DuplicateError as error:  # an Arrow table may have a column twice
        raise _errors.UsageError(f"{name} has a column twice: {error}") from None


def _named_index(frame: Any, columns: set[str]) -> list[tuple[str, list[Any]]]:
    """The levels of a pandas index that have a name: `set_index` does not take a column away. One that the frame still
    has as a column counts there."""
    names = getattr(frame.index, "names", [None])
    return [
        (str(name), _as_list(frame.index.get_level_values(level)))
        for level, name in enumerate(names)
        if name is not None and str(name) not in columns
    ]


def _known_pairs(narwhals: Any, frame: Any, name: str) -> tuple[list[tuple[str, list[Any]]], str]:
    """The same for a frame that is Narwhals' to read."""
    known = narwhals.from_native(frame, pass_through=True)
    if known is frame and not isinstance(frame, (narwhals.DataFrame, narwhals.LazyFrame)) and hasattr(frame, "__arrow_c_stream__"):
        backend = next((kind for kind in ("pyarrow", "polars", "pandas") if _installed(kind)), None)
        if backend is None:
            raise _errors.UsageError(f"{name} is an Arrow stream: install pyarrow or polars to read it")
        try:
            known = narwhals.from_arrow(frame, backend=backend)
        except Exception as error:  # whatever an alien stream raises
            raise _errors.UsageError(f"{name} is an Arrow stream that {backend} does not read as a table: {error}") from error
    if isinstance(known, narwhals.LazyFrame):
        raise _errors.UsageError(f"{name} is a lazy frame: call .collect() first")
    if not isinstance(known, narwhals.DataFrame):
        raise _errors.UsageError(
            f"{name} is a {type(frame).__name__}; a pandas, Polars or Arrow table, a dict of columns or the path of a CSV file "
            "is needed"
        )
    kind = str(known.implementation).lower()
    return [(key, known.get_column(key).to_list()) for key in known.columns], kind if kind in KINDS else kind_named(None)


def read(frame: Any, name: str) -> tuple[dict[str, list[Any]] | str, str]:
    """The columns of a frame as lists (or the path of a CSV file as it is), and the kind of frame that answers should
    have."""
    if isinstance(frame, (str, os.PathLike)):
        return _checks.path(frame, name), kind_named(None)
    pairs, kind = _pairs(frame, name)
    columns = {_checks.text(key, f"a column name of {name}"): cells for key, cells in pairs}
    if len(columns) != len(pairs):
        names = [key for key, _ in pairs]
        double = sorted({key for key in names if names.count(key) > 1})
        raise _errors.UsageError(f"{name} has a column twice: {', '.join(double)}")
    return columns, kind


def make(kind: str, columns: Mapping[str, Sequence[Any]], types: Mapping[str, str] = _UNTYPED) -> Any:
    """A frame of that kind. `types` (see :data:`TYPES`) says what columns hold: the type of a column must not depend on
    whether it has rows, or a frame without any could not be joined. In pandas, days are `datetime64`."""
    cells = {key: list(column) for key, column in columns.items()}
    if kind == "dict":
        return cells
    try:
        module = importlib.import_module(kind)
    except ImportError:
        raise _errors.UsageError(f"frames of the kind {kind!r} need that package: pip install {kind}") from None
    # Where there is a cell, the library sees what it is.
    unseen = {key: types[key] for key, column in cells.items() if key in types and all(cell is None for cell in column)}
    if kind == "polars":
        return module.DataFrame(cells, schema_overrides={key: getattr(module, TYPES[of][0]) for key, of in unseen.items()})
    if kind == "pyarrow":
        arrow = {key: getattr(module, TYPES[of][1])() for key, of in unseen.items()}
        return module.table({key: module.array(column, arrow.get(key)) for key, column in cells.items()})
    return module.DataFrame({key: _series(module, column, unseen.get(key)) for key, column in cells.items()})


def _series(pandas: Any, cells: list[Any], unseen: str | None) -> Any:
    """A column for pandas; `unseen`: what it holds where its cells do not say so."""
    if unseen is None:
        first = next((cell for cell in cells if cell is not None), None)
        days = isinstance(first, datetime.date) and not isinstance(first, datetime.datetime)
        return pandas.Series(cells, dtype="datetime64[s]") if days else cells
    if unseen == "text":
        return pandas.Series(cells, dtype=pandas.Series([""]).dtype)
    if unseen in ("whole", "truth") and cells:  # no number and no truth value of pandas' first types is missing
        return pandas.Series(cells, dtype="float64" if unseen == "whole" else "object")
    dtype = {"whole": "int64", "truth": "bool", "decimal": "float64", "date": "datetime64[s]"}[unseen]
    return pandas.Series(cells, dtype=dtype)
