# SPDX-License-Identifier: Apache-2.0
"""Data frames in and out. Narwhals knows whose frame it is; it is imported at the first frame that is no dict."""

from __future__ import annotations

import importlib
import importlib.util
import os
from collections.abc import Mapping, Sequence
from typing import Any

from . import _errors

KINDS = ("pandas", "polars", "pyarrow", "dict")


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
    if isinstance(column, (str, bytes, Mapping)) or not hasattr(column, "__iter__"):
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
        return [(str(key), _as_list(frame.iloc[:, i])) for i, key in enumerate(frame.columns)], "pandas"
    narwhals = _narwhals()
    try:
        return _known_pairs(narwhals, frame, name)
    except narwhals.exceptions.DuplicateError as error:  # an Arrow table may have a column twice
        raise _errors.UsageError(f"{name} has a column twice: {error}") from None


def _known_pairs(narwhals: Any, frame: Any, name: str) -> tuple[list[tuple[str, list[Any]]], str]:
    """The same for a frame that is Narwhals' to read."""
    known = narwhals.from_native(frame, pass_through=True)
    if known is frame and hasattr(frame, "__arrow_c_stream__"):
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
        return os.fsdecode(frame), kind_named(None)
    pairs, kind = _pairs(frame, name)
    columns = dict(pairs)
    if len(columns) != len(pairs):
        names = [key for key, _ in pairs]
        double = sorted({key for key in names if names.count(key) > 1})
        raise _errors.UsageError(f"{name} has a column twice: {', '.join(double)}")
    return columns, kind


def make(kind: str, columns: Mapping[str, Sequence[Any]]) -> Any:
    """A frame of that kind."""
    if kind == "dict":
        return {key: list(column) for key, column in columns.items()}
    cells = {key: list(column) for key, column in columns.items()}
    try:
        module = importlib.import_module(kind)
    except ImportError:
        raise _errors.UsageError(f"frames of the kind {kind!r} need that package: pip install {kind}") from None
    return module.table(cells) if kind == "pyarrow" else module.DataFrame(cells)
