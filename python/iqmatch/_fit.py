# SPDX-License-Identifier: Apache-2.0
"""Score models that are learned from outcomes, in the form of a model card and no other.

Both kinds are sums of one function per feature, so that a card can hold them: a logistic regression, whose functions
are straight lines, and boosted trees of one feature each, whose functions are step tables.
"""

from __future__ import annotations

import datetime
import importlib
import itertools
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from . import _checks, _core, _errors
from ._frames import _as_list
from ._frames import read as _read
from ._model import MICRO, ScoreModel, exact, feature_columns, number_text

Column = list[int | None]
KINDS = ("logistic", "boosting")
_STEPS = frozenset({"level"})  # codes of which no straight line makes sense
_MOST = 900.0  # what a card can hold of a part, with room
_FLAT = 1e-3  # slope of the loss per case at which a fit is done
_HEAVIEST = 1e9  # of the weights of cases: larger ones leave nothing of the others in a float


@dataclass
class _Function:
    """What one feature contributes: values at knots, in between a line or a step, and one for unknown inputs."""

    knots: list[int]  #: millionths, rising
    values: list[float]
    unknown: float
    step: bool

    def at(self, x: int | None) -> float:
        if x is None:
            return self.unknown
        place = bisect_right(self.knots, x) - 1
        if place < 0:
            return self.values[0]
        if self.step or place == len(self.knots) - 1:
            return self.values[place]
        left, right = self.knots[place], self.knots[place + 1]
        low, high = self.values[place], self.values[place + 1]
        return low + (high - low) * (x - left) / (right - left)

    def everything(self) -> list[float]:
        return [*self.values, self.unknown]


@dataclass
class Fitted:
    """A model as it was learned, in floating point and before it became a card."""

    kind: str
    cases: int
    intercept: float
    functions: dict[str, _Function] = field(default_factory=dict)
    trees: Any = None  #: the boosted trees themselves

    def decision(self, features: Any) -> list[float]:
        """The log odds of every row of a frame of inputs, without any rounding."""
        columns, _ = feature_columns(features)
        rows = max((len(column) for column in columns.values()), default=0)
        if self.trees is not None:
            return [
                float(odds) for odds in self.trees.decision({name: columns.get(name, [None] * rows) for name in self.functions})
            ]
        return [
            self.intercept
            + math.fsum(f.at(columns[name][row]) if name in columns else f.unknown for name, f in self.functions.items())
            for row in range(rows)
        ]

    def __repr__(self) -> str:
        return f"<Fitted {self.kind} model of {self.cases} cases: {len(self.functions)} features>"


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise _errors.UsageError("iqmatch.fit needs scikit-learn: pip install 'iqmatch[fit]'") from None


def _numbers(values: Any, name: str) -> list[float]:
    cells = _as_list(_only_column(values, name), name)
    out = []
    for row, cell in enumerate(cells, start=2):
        try:
            number = math.nan if cell is None or isinstance(cell, (str, bytes)) else float(cell)
        except (TypeError, ValueError):
            number = math.nan
        if not math.isfinite(number):
            raise _errors.UsageError(f"{name}, row {row}: {cell!r} is not a number")
        out.append(number)
    return out


def _only_column(values: Any, name: str) -> Any:
    """The column of a frame that has but one; anything else as it is."""
    if not hasattr(values, "columns") or not hasattr(values, "shape"):
        return values
    columns, _ = _read(values, name)
    if isinstance(columns, str) or len(columns) != 1:
        raise _errors.UsageError(f"{name} must be one column, not a frame of {len(columns)}")
    return next(iter(columns.values()))


def _same_order(features: Any, values: Any, name: str) -> None:
    """Rows belong together by their place. Where two pandas objects have the same labels in another order, they do not."""
    if not hasattr(features, "iloc") or not hasattr(values, "iloc"):
        return
    one, other = features.index, values.index
    if len(one) == len(other) and not one.equals(other) and set(one) == set(other):
        raise _errors.UsageError(f"{name} have the index of the features in another order: {name}.loc[features.index] has the same")


def _outcomes(outcomes: Any, rows: int) -> list[int]:
    numbers = _numbers(outcomes, "outcomes")
    if len(numbers) != rows:
        raise _errors.UsageError(f"there are {rows} rows of features and {len(numbers)} outcomes")
    for row, number in enumerate(numbers, start=2):
        if number not in (0, 1):
            raise _errors.UsageError(f"outcomes, row {row}: an outcome is 0 or 1, not {number:g}")
    if len(set(numbers)) < 2:
        raise _errors.UsageError("outcomes must hold both 0 and 1: nothing can be learned from one of them")
    return [int(number) for number in numbers]


def _weights(weights: Any, outcomes: list[int]) -> list[float]:
    rows = len(outcomes)
    if weights is None:
        return [1.0] * rows
    numbers = _numbers(weights, "weights")
    if len(numbers) != rows:
        raise _errors.UsageError(f"there are {rows} rows of features and {len(numbers)} weights")
    if min(numbers) < 0 or not any(numbers):
        raise _errors.UsageError("weights must be 0 or more, and not all 0")
    if max(numbers) > _HEAVIEST:
        raise _errors.UsageError(f"a weight of {max(numbers):g} is more than a case can count ({_HEAVIEST:g}); divide them")
    if len({outcome for outcome, number in zip(outcomes, numbers) if number > 0}) < 2:
        raise _errors.UsageError("the cases whose weight is above 0 all have the same outcome: nothing can be learned from them")
    return numbers


def _directions(monotone: Any) -> dict[str, int]:
    if monotone is None:
        return {}
    if not isinstance(monotone, Mapping):
        raise _errors.UsageError("monotone must be a mapping from features to 1 or -1")
    known = _core.feature_names()
    for name, sign in monotone.items():
        if name not in known:
            raise _errors.UsageError(f"monotone names the unknown feature {name!r}; known: {', '.join(known)}")
        if isinstance(sign, bool) or not isinstance(sign, (int, float)) and _checks.integer(sign) is None or sign not in (-1, 0, 1):
            raise _errors.UsageError(f"monotone must be 1 (rising), -1 (falling) or 0, not {sign!r}, for {name}")
    return {name: int(sign) for name, sign in monotone.items()}


class _Basis:
    """The columns of the logistic regression that belong to one feature."""

    def __init__(self, name: str, column: Column, sign: int) -> None:
        known = sorted({x for x in column if x is not None})
        self.unknown = any(x is None for x in column)
        self.step = name in _STEPS and len(known) > 1
        self.knots = known if self.step else known[:: max(1, len(known) - 1)]
        self.sign = sign
        low, high = (known[0], known[-1]) if known else (0, 0)
        self.varies = high > low
        self.columns: list[list[float]] = []
        if self.step:
            self.columns = [[0.0 if x is None or x < knot else 1.0 for x in column] for knot in self.knots[1:]]
        elif self.varies:
            self.columns = [[0.0 if x is None else (x - low) / (high - low) for x in column]]
        self.slopes = len(self.columns)
        seen = [sum(column) for column in self.columns]
        self.means = [total / max(1, sum(x is not None for x in column)) for total in seen]
        if self.unknown and known:
            self.columns.append([1.0 if x is None else 0.0 for x in column])

    def bounds(self) -> list[tuple[float | None, float | None]]:
        held: dict[int, tuple[float | None, float | None]] = {0: (None, None), 1: (0.0, None), -1: (None, 0.0)}
        return [held[self.sign]] * self.slopes + [(None, None)] * (len(self.columns) - self.slopes)

    def function(self, found: Sequence[float]) -> _Function:
        slopes = list(found[: self.slopes])
        values = [0.0]
        for slope in slopes:
            values.append(values[-1] + slope)
        if len(found) > self.slopes:
            unknown = found[self.slopes]
        else:  # nobody's input was unknown: what it is on average
            unknown = sum(slope * mean for slope, mean in zip(slopes, self.means))
        return _Function(self.knots if self.varies else self.knots[:1], values, unknown, self.step or not self.varies)


def _logistic(
    columns: dict[str, Column], outcomes: list[int], weights: list[float], signs: dict[str, int], strength: float
) -> Fitted:
    np, optimize = _module("numpy"), _module("scipy.optimize")
    bases = {name: _Basis(name, column, signs.get(name, 0)) for name, column in columns.items()}
    bases = {name: basis for name, basis in bases.items() if basis.columns}
    matrix = np.array([[1.0] * len(outcomes)] + [column for basis in bases.values() for column in basis.columns]).T
    wanted, counts = np.array(outcomes, dtype=float), np.array(weights, dtype=float)
    penalty = np.full(matrix.shape[1], strength)
    penalty[0] = 0.0

    def loss(theta: Any) -> tuple[float, Any]:
        odds = matrix @ theta
        value = float(counts @ (np.logaddexp(0.0, odds) - wanted * odds) + 0.5 * penalty @ theta**2)
        shares = 0.5 * (1.0 + np.tanh(0.5 * odds))
        return value, matrix.T @ (counts * (shares - wanted)) + penalty * theta

    bounds = [(None, None)] + [bound for basis in bases.values() for bound in basis.bounds()]
    options = {"maxiter": 5000, "ftol": 1e-14, "gtol": 1e-9}
    found = optimize.minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    theta = [float(one) for one in found.x]
    if not all(math.isfinite(one) for one in theta) or _steepness(found.jac, found.x, bounds) > _FLAT * float(counts.sum()):
        raise _errors.UsageError("no best fit was found: take a larger strength, or weights that differ less")
    fitted = Fitted("logistic", len(outcomes), theta[0])
    place = 1
    for name, basis in bases.items():
        width = len(basis.columns)
        fitted.functions[name] = basis.function(theta[place : place + width])
        place += width
    return fitted


def _steepness(slopes: Any, theta: Sequence[float], bounds: list[tuple[float | None, float | None]]) -> float:
    """How much the loss still falls where the search ended, along what may still move."""
    most = 0.0
    for slope, at, (low, high) in zip(slopes, theta, bounds):
        held = (low is not None and at <= low and slope > 0) or (high is not None and at >= high and slope < 0)
        most = max(most, 0.0 if held else abs(float(slope)))
    return most


class _Trees:
    """Boosted trees on bins, whose edges lie on the card's grid."""

    def __init__(self, model: Any, edges: dict[str, list[int]]) -> None:
        self._model, self._edges = model, edges

    def binned(self, columns: dict[str, Column]) -> Any:
        np = _module("numpy")
        rows = [
            [math.nan if x is None else float(bisect_right(edges, x)) for x in columns[name]]
            for name, edges in self._edges.items()
        ]
        return np.array(rows, dtype=float).T.reshape(-1, len(self._edges))

    def decision(self, columns: dict[str, Column]) -> Any:
        matrix = self.binned(columns)
        return self._model.decision_function(matrix) if len(matrix) else []


def _edges(column: Column, bins: int) -> list[int]:
    """Where bins begin, but for the first: between neighbouring inputs, as many cases in each as can be."""
    known = sorted(x for x in column if x is not None)
    places = sorted(set(known))
    if len(places) > bins:
        places = sorted({known[len(known) * k // bins] for k in range(bins)})
    return [(left + right + 1) // 2 for left, right in itertools.pairwise(places)]


def _boosting(
    columns: dict[str, Column],
    outcomes: list[int],
    weights: list[float],
    signs: dict[str, int],
    rounds: int,
    rate: float,
    bins: int,
) -> Fitted:
    np, ensemble = _module("numpy"), _module("sklearn.ensemble")
    edges = {name: _edges(column, bins) for name, column in columns.items()}
    edges = {name: list_ for name, list_ in edges.items() if len(set(columns[name])) > 1}
    if not edges:
        raise _errors.UsageError("no feature differs between the cases: nothing can be learned")
    model = ensemble.HistGradientBoostingClassifier(
        max_iter=rounds,
        learning_rate=rate,
        max_leaf_nodes=4,
        min_samples_leaf=max(1, min(20, len(outcomes) // 10)),
        interaction_cst="no_interactions",
        monotonic_cst=[signs.get(name, 0) for name in edges],
        early_stopping=False,
        random_state=0,
    )
    trees = _Trees(model, edges)
    matrix = trees.binned(columns)
    model.fit(matrix, outcomes, sample_weight=weights)
    start = np.zeros((1, len(edges)))
    origin = float(model.decision_function(start)[0])
    fitted = Fitted("boosting", len(outcomes), origin, trees=trees)
    for place, (name, list_) in enumerate(edges.items()):
        asked = np.repeat(start, len(list_) + 2, axis=0)
        asked[:, place] = [*range(len(list_) + 1), math.nan]
        moved = [float(odds) - origin for odds in model.decision_function(asked)]
        lowest = min((x for x in columns[name] if x is not None), default=0)
        fitted.functions[name] = _Function([lowest, *list_], moved[:-1], moved[-1], True)
    sums = np.full(len(outcomes), origin)
    for name, function in fitted.functions.items():
        sums += np.array([function.at(x) for x in columns[name]])
    if float(np.abs(sums - model.decision_function(matrix)).max()) > 1e-9:
        raise _errors.InternalError("the boosted trees are no sum of functions of one feature each")
    return fitted


def _on_grid(fitted: Fitted) -> tuple[dict[str, dict[str, Any]], int]:
    """Weight, knots and unknown of every feature, and the intercept, in millionths. Every part is shifted so that the
    least it can be is 0; what that takes from a part stands in the intercept. A step table holds the fitted values on
    the card's grid; the knots of lines lie on a finer one, and the fitted model is moved onto them, so that a part of
    the card differs from it by its own rounding and nothing else.
    """
    out: dict[str, dict[str, Any]] = {}
    shift = fitted.intercept
    for name, function in fitted.functions.items():
        span = max(function.everything()) - min(function.everything())
        if span > _MOST:
            raise _errors.UsageError(f"{name} decides everything: its part would be {span:g} and a card holds {_MOST:g} at most")
        weight = MICRO
        if fitted.trees is None:
            weight = next(size for size in (MICRO // 100, MICRO // 10, MICRO) if span < 0.9 * size / 1000)
            finest = MICRO**2 // weight
            function.values = [round(value * finest) / finest for value in function.values]
            function.unknown = round(function.unknown * finest) / finest
        shift += min(function.everything())
        out[name] = {"weight": weight, "step": function.step, "knots": function.knots}
    intercept = round(shift * MICRO)
    # What rounding the intercept leaves goes where it is rounded anyway.
    rest = shift - intercept / MICRO
    if fitted.trees is None:
        fitted.intercept -= rest
        rest = 0.0
    for name, function in fitted.functions.items():
        entry, least = out[name], min(function.everything())
        scale = MICRO**2 / entry["weight"]
        entry["values"] = [round((value - least + rest) * scale) for value in function.values]
        entry["unknown"] = round((function.unknown - least + rest) * scale)
        rest = 0.0
    return out, intercept


def _feature(name: str, side: str, entry: dict[str, Any] | None) -> dict[str, Any]:
    if entry is None:
        return {
            "name": name,
            "side": side,
            "weight": Decimal(0),
            "shape": "step",
            "unknown": Decimal(0),
            "knots": [[Decimal(0), Decimal(0)]],
        }
    knots = [[exact(x), exact(y)] for x, y in zip(entry["knots"], entry["values"])]
    shape = "step" if entry["step"] or len(knots) == 1 else "linear"
    return {
        "name": name,
        "side": side,
        "weight": exact(entry["weight"]),
        "shape": shape,
        "unknown": exact(entry["unknown"]),
        "knots": knots or [[Decimal(0), Decimal(0)]],
    }


def _day(day: Any, name: str) -> datetime.date:
    text = _checks.day(day, name)
    try:
        # Newer versions of Python read other forms as well.
        return datetime.date.fromisoformat(text if len(text) == len("2026-11-02") else "")
    except ValueError:
        raise _errors.UsageError(f"{name} must be a day such as 2026-11-02, not {day!r}") from None


def _positive(number: Any, name: str) -> float:
    out = float(number_text(number, name))
    if not 0 < out < 1e9:
        raise _errors.UsageError(f"{name} must be above 0, not {number!r}")
    return out


def _plan_terms(plan: Any) -> dict[str, Any]:
    if isinstance(plan, ScoreModel):
        return plan.plan_terms
    if plan is None:
        return {}
    if not isinstance(plan, Mapping):
        raise _errors.UsageError("plan must be a mapping from terms to numbers, or a ScoreModel whose terms are taken")
    known = ScoreModel.builtin().plan_terms
    for name in plan:
        if name not in known:
            raise _errors.UsageError(f"plan names the unknown term {name!r}; known: {', '.join(known)}")
    return {name: Decimal(number_text(term, f"the term {name} of plan")) for name, term in plan.items()}


def fit(
    features: Any,
    outcomes: Any,
    *,
    kind: str = "logistic",
    monotone: Mapping[str, int] | None = None,
    weights: Any = None,
    training_period: tuple[datetime.date | str, datetime.date | str] | None = None,
    date: datetime.date | str | None = None,
    name: str = "fitted",
    version: str = "1",
    min_value: str | float | Decimal = 0,
    tolerance: str | float | Decimal = "0.02",
    strength: float = 1.0,
    rounds: int = 100,
    rate: float = 0.1,
    bins: int = 32,
    plan: Mapping[str, Any] | ScoreModel | None = None,
) -> ScoreModel:
    """A model card learned from what became of earlier proposals.

    `features`: a frame of inputs such as `Options.features`, one row per case; columns that are no features are left
    aside, and names of protected attributes or legal status are refused. `outcomes`: 1 where it went well, else 0.
    `kind`: "logistic", a logistic regression (a straight line per feature, steps for `level`; `strength` of the ridge
    penalty, on inputs from 0 to 1), or "boosting", boosted trees of one feature each (`rounds`, learning `rate`, at most
    `bins` steps per feature). `monotone`: features whose part must not fall (1) or not rise (-1) with their input.
    `weights`: of the cases. `training_period`: first and last day of the cases; it is also the `date` of the card, if
    that is not given. `min_value`, `tolerance`: as the card has them.

    The card is "unvalidated", and every result with it says so, until :meth:`ScoreModel.with_evidence` adds calibration and
    group check (and the training period, where it is missing). A part of the card differs from what was fitted by its
    own rounding alone, half a millionth; `fitted` of the model is what was fitted. The sum of the parts are log odds without
    the `intercept`, shifted so that no part is below 0; the card's link makes the value of an option the probability
    that they stand for, and so a matching the one in which most proposals are expected to succeed. `min_value` is such
    a probability. `plan`: what plans cost, by the terms of a card's object `plan`, or a model whose terms are taken; else
    plans cost nothing.

    >>> import iqmatch
    >>> cases = {"commute": [10, 15, 20, 60, 70, 80, 25, 75], "occupation": [5, 5, 4, 3, 5, 1, 5, 3]}
    >>> went_well = [1, 1, 1, 0, 0, 0, 1, 0]
    >>> model = iqmatch.fit(cases, went_well, monotone={"commute": -1}, training_period=("2025-01-01", "2025-12-31"))
    >>> model
    <ScoreModel 'fitted' version 1, learned: logistic regression on 8 cases, unvalidated>
    >>> near, far = iqmatch.predict(model, {"commute": [10, 80], "occupation": [5, 5]})
    >>> near > far
    True
    """
    if kind not in KINDS:
        raise _errors.UsageError(f"unknown kind {kind!r}; known: {', '.join(KINDS)}")
    columns, _ = feature_columns(features)
    rows = len(next(iter(columns.values())))
    _same_order(features, outcomes, "outcomes")
    _same_order(features, weights, "weights")
    found = _outcomes(outcomes, rows)
    counts = _weights(weights, found)
    signs = _directions(monotone)
    period = None
    if training_period is not None:
        if not isinstance(training_period, (tuple, list)) or len(training_period) != 2:
            raise _errors.UsageError("training_period must be a pair of days")
        period = (_day(training_period[0], "training_period"), _day(training_period[1], "training_period"))
    if period is not None and period[1] < period[0]:
        raise _errors.UsageError("training_period must not end before it begins")
    if date is None and period is None:
        raise _errors.UsageError("a card needs a date: pass training_period or date")
    day = _day(date, "date") if date is not None or period is None else period[1]
    if kind == "logistic":
        fitted = _logistic(columns, found, counts, signs, _positive(strength, "strength"))
    else:
        settings = (_checks.whole(rounds, "rounds", 1, 10_000), _positive(rate, "rate"), _checks.whole(bins, "bins", 2, 200))
        fitted = _boosting(columns, found, counts, signs, *settings)
    entries, intercept = _on_grid(fitted)
    how = "logistic regression" if kind == "logistic" else "boosted trees of one feature each"
    sides = {entry["name"]: entry["side"] for entry in ScoreModel.builtin().features}
    card: dict[str, Any] = {
        "schema": "iqmatch-model-card-1",
        "name": _checks.text(name, "name"),
        "version": str(version),
        "date": day.isoformat(),
        "origin": f"learned: {how} on {rows} cases",
        "min_value": Decimal(number_text(min_value, "min_value")),
        "tolerance": Decimal(number_text(tolerance, "tolerance")),
        "status": "unvalidated",
    }
    if period is not None:
        card["training_period"] = {"from": period[0].isoformat(), "to": period[1].isoformat()}
    card["link"] = {"kind": "logistic", "intercept": exact(intercept)}
    terms = _plan_terms(plan)
    if terms:
        card["plan"] = terms
    card["features"] = [_feature(one, sides[one], entries.get(one)) for one in _core.feature_names()]
    made = ScoreModel.from_json(card, name=name)
    return ScoreModel(made._core, "", fitted)


def predict(model: ScoreModel, features: Any, *, link: bool = True) -> list[int]:
    """What a card values every row of a frame of inputs at, in millionths: exactly as options are valued, by the same code.
    With a card that has a link this is the share of such cases that succeeded; `link=False` stops before it, at the sum of
    the parts: the log odds without the `intercept`.

    >>> import iqmatch
    >>> iqmatch.predict(iqmatch.ScoreModel.builtin(), {"occupation": [5, 3], "start": [0, 100]})
    [519000, 385909]
    """
    if not isinstance(model, ScoreModel):
        raise _errors.UsageError("predict() needs a ScoreModel")
    units = model.units(features)
    if not link:
        del units["link"]
    return [sum(row) for row in zip(*units.values())]
