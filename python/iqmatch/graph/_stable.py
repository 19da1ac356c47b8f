# SPDX-License-Identifier: Apache-2.0
"""Stable matchings: nobody who would rather have each other is kept apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from .. import _core, _errors
from .._checks import text
from .._progress import steered
from .._promises import promises
from .._result import Progress
from ._arrays import Given, laid_over, numpy
from ._b_matching import settings
from ._held import Held


class BlockingPairs(NamedTuple):
    """The pairs that would rather have each other."""

    pairs: int
    rows: int  #: rows in such a pair
    first: tuple[int, int] | None  #: row and column of the first

    def __bool__(self) -> bool:
        return self.pairs > 0


def _ordered(scores: Any, name: str) -> Any:
    """Integers in the order of the scores."""
    np = numpy()
    kind, width = scores.dtype.kind, scores.dtype.itemsize
    if kind == "f" and width <= 8:
        bits = (np.ascontiguousarray(scores, dtype=np.float64) + 0.0).view(np.int64)
        return np.where(bits >= 0, bits, -(bits & np.int64(2**63 - 1)))
    if kind not in "bui" or (kind == "u" and scores.size and int(scores.max()) >= 2**63):
        raise _errors.UsageError(f"{name} of type {scores.dtype} are not supported")
    return np.ascontiguousarray(scores, dtype=np.int64)


def _preferences(row_scores: Any, column_scores: Any, capacities: Any) -> Any:
    """Both sides' scores about the same pairs."""
    np = numpy()
    shapes = [scores.shape if hasattr(scores, "shape") else np.shape(scores) for scores in (row_scores, column_scores)]
    if shapes[0] != shapes[1]:
        raise _errors.UsageError("row_scores and column_scores must have the same shape")
    offsets, columns, liked, room, keep = Given(row_scores, capacities, False, None).options()
    offsets_too, columns_too, likes, _, keep_too = Given(column_scores, capacities, False, None).options()
    parts = []
    for begins, others, scores, kept, name in (
        (offsets, columns, liked, keep, "row_scores"),
        (offsets_too, columns_too, likes, keep_too, "column_scores"),
    ):
        is_pair = np.ones(len(scores), dtype=bool) if kept is None else kept
        if scores.dtype.kind == "f":
            is_pair = is_pair & ~np.isnan(scores)
        before = np.zeros(len(is_pair) + 1, dtype=np.uint64)
        np.cumsum(is_pair, out=before[1:])
        parts.append((before[begins], others[is_pair], _ordered(scores[is_pair], name)))
    (offsets, columns, liked), (offsets_too, columns_too, likes) = parts
    if not np.array_equal(offsets, offsets_too) or not np.array_equal(columns, columns_too):
        raise _errors.UsageError("row_scores and column_scores must be about the same pairs")
    return _core.graph.Preferences(offsets, columns, liked, likes, room)


class StableMatching(Held):
    """Who is held by whom. Arrays are read-only."""

    def __init__(self, given: tuple[Any, Any, Any], preferences: Any, core: dict[str, Any]) -> None:
        self._set(
            _given=given,
            _preferences=preferences,
            status=str(core["status"]),
            assignment=laid_over(core["assignment"], numpy().int64),
            placed=int(core["placed"]),
            proposals=int(core["proposals"]),
            work=int(core["work"]),
        )

    _compared = ("status", "assignment", "placed", "proposals")
    _given: tuple[Any, Any, Any]
    _preferences: Any
    #: optimal: no pair blocks. time_limit, work_limit, cancelled: what was held when it stopped.
    status: str
    #: Per row its column, or -1 (int64).
    assignment: Any
    #: Rows with a column.
    placed: int
    #: How often a row asked a column.
    proposals: int
    #: Work units spent: pairs looked at.
    work: int

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_preferences"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._set(**state, _preferences=_preferences(*state["_given"]))

    def blocking_pairs(self) -> BlockingPairs:
        """Counts what blocks, with code that shares nothing with what found the matching."""
        return BlockingPairs(*self._preferences.blocking_pairs(self.assignment))

    def __repr__(self) -> str:
        return f"<StableMatching {self.status}: {self.placed} of {len(self.assignment)} rows placed>"


@promises("graph::deferred_acceptance")
def deferred_acceptance(
    row_scores: Any,
    column_scores: Any,
    capacities: Any,
    *,
    ties: str,
    row_keys: Any = None,
    column_keys: Any = None,
    threads: int = 1,
    time_limit: float | None = None,
    work_limit: int | None = None,
    progress: Callable[[Progress], Any] | bool | None = None,
) -> StableMatching:
    """A stable matching; rows propose (Gale and Shapley, 1962).

    `row_scores`: a matrix of how much each row likes each column, `column_scores`: of the same shape, how much the
    column likes the row; larger is better. NaN, a masked cell or one that a sparse matrix does not store means: this
    pair is none, for both matrices the same pairs. Scores are only compared, so floats need no grid.
    `capacities`: one number, or one per column.

    `ties`, to be decided by the caller: "by_key", equal scores are ordered by `row_keys` (where a column likes rows
    equally) and `column_keys`, smaller first, then by number: the one stable matching that is best for every row; or
    "place_more", equal means indifferent: stable, with at least two thirds of the most rows that any stable matching
    places.

    >>> import numpy as np
    >>> from iqmatch.graph import deferred_acceptance
    >>> rows, columns = np.array([[2, 1], [2, 1]]), np.array([[1, 5], [3, 5]])
    >>> result = deferred_acceptance(rows, columns, 1, ties="by_key")
    >>> result.assignment.tolist(), result.placed, bool(result.blocking_pairs())
    ([1, 0], 2, False)
    """
    preferences = _preferences(row_scores, column_scores, capacities)
    keys = {"row_keys": _keys(row_keys, "row_keys"), "column_keys": _keys(column_keys, "column_keys")}
    checked = settings(threads, time_limit, work_limit, progress)
    core = steered(preferences.deferred_acceptance, text(ties, "ties"), **keys, **checked)
    return StableMatching((row_scores, column_scores, capacities), preferences, core)


@promises("graph::blocking_pairs")
def blocking_pairs(row_scores: Any, column_scores: Any, capacities: Any, assignment: Any) -> BlockingPairs:
    """Counts the pairs that would rather have each other than what they have, in any matching: per row its column, or
    -1. Scores as for :func:`deferred_acceptance`.

    >>> import numpy as np
    >>> from iqmatch.graph import blocking_pairs
    >>> blocking_pairs(np.array([[2, 1], [2, 1]]), np.array([[1, 5], [3, 5]]), 1, [0, 1])
    BlockingPairs(pairs=1, rows=1, first=(1, 0))
    """
    np = numpy()
    held = np.asarray(assignment)
    if held.ndim != 1 or (held.size and held.dtype.kind not in "ui"):
        raise _errors.UsageError("assignment must have one column per row, or -1")
    preferences = _preferences(row_scores, column_scores, capacities)
    return BlockingPairs(*preferences.blocking_pairs(np.ascontiguousarray(held, dtype=np.int64)))


def _keys(keys: Any, name: str) -> Any:
    np = numpy()
    if keys is None:
        return np.zeros(0, dtype=np.uint64)
    array = np.asarray(keys)
    if array.ndim != 1 or (array.size and (array.dtype.kind not in "ui" or int(array.min()) < 0)):
        raise _errors.UsageError(f"{name} must be whole numbers of 0 or more in one dimension")
    return np.ascontiguousarray(array, dtype=np.uint64)
