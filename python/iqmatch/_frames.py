# SPDX-License-Identifier: Apache-2.0
"""Data frames in and out. Frames are recognised by what they can do; neither pandas nor Polars is needed."""

from __future__ import annotations

import importlib
import importlib.util
import os
from collections.abc import Mapping, Sequence
from typing import Any

from . import _errors

KINDS = ("pandas", "polars", "dict")


def kind_named(name: str | None) -> str:
    """The kind of frame of that name; None = the first that is installed."""
    if name is None:
        return next(k for k in KINDS if k == "dict" or importlib.util.find_spec(k) is not None)
    if name not in KINDS:
        raise _errors.UsageError(f"unknown kind of frame: {name!r}; known: {', '.join(KINDS)}")
    return name


def _as_list(column: Any) -> list[Any]:
    for method in ("to_list", "tolist", "to_pylist"):
        if hasattr(column, method):
            return list(getattr(column, method)())
    if isinstance(column, (str, bytes)) or not hasattr(column, "__iter__"):
        raise _errors.UsageError("a column must be a sequence of cells")
    return list(column)


def read(frame: Any, name: str) -> tuple[dict[str, list[Any]] | str, str]:
    """The columns of a frame as lists (or the path of a CSV file as it is), and the kind of frame that answers should
    have."""
    if isinstance(frame, (str, os.PathLike)):
        return os.fspath(frame), kind_named(None)
    if isinstance(frame, Mapping):
        pairs = [(str(key), _as_list(column)) for key, column in frame.items()]
        kind = "dict"
    elif hasattr(frame, "iloc") and hasattr(frame, "columns"):  # pandas and what is like it
        pairs = [(str(key), _as_list(frame.iloc[:, i])) for i, key in enumerate(frame.columns)]
        kind = "pandas"
    elif hasattr(frame, "get_column") and hasattr(frame, "columns"):  # Polars
        pairs = [(str(key), _as_list(frame.get_column(key))) for key in frame.columns]
        kind = "polars"
    elif hasattr(frame, "collect"):
        raise _errors.UsageError(f"{name} is a lazy frame: call .collect() first")
    else:
        raise _errors.UsageError(
            f"{name} is a {type(frame).__name__}; a pandas or Polars frame, a dict of columns or the path of a CSV file is needed"
        )
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
    return importlib.import_module(kind).DataFrame({key: list(column) for key, column in columns.items()})
