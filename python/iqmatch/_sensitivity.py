# SPDX-License-Identifier: Apache-2.0
"""Which proposals hang on a weight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from . import _checks, _errors, _frames
from ._frozen import Frozen
from ._match import Assignment, Options, assign, options
from ._model import MICRO, ScoreModel, exact, number_text
from ._network import Network
from ._result import Progress

_TYPES = {
    "feature": "text", "direction": "text", "weight": "decimal", "candidate": "text", "before": "text", "after": "text",
    "value_before": "decimal", "value_after": "decimal", "status": "text", "value": "decimal", "changed": "whole",
}  # fmt: skip


class Sensitivity(Frozen):
    """What other weights would propose. Made by :func:`sensitivity`."""

    def __init__(self, changes: Any, runs: Any, base: Assignment, change: Decimal) -> None:
        self._set(changes=changes, runs=runs, base=base, change=change)

    #: One row per proposal that differs: feature, direction ("up", "down"), weight, candidate, before and after (options;
    #: None = no proposal), value_before and value_after (what each is worth by its own weights).
    changes: Any
    #: One row per weight that was tried: feature, direction, weight, status, value, changed (how many proposals differ).
    runs: Any
    #: The assignment with the weights as they are.
    base: Assignment
    #: The share by which every weight was moved.
    change: Decimal

    def _identity(self) -> Any:
        tables = [_frames.read(frame, "frame")[0] for frame in (self.changes, self.runs)]
        return (self.base._identity(), self.change, repr(tables))

    def __repr__(self) -> str:
        return f"<Sensitivity of {self.base!r}>"


def _proposals(result: Assignment) -> dict[str, tuple[str, float]]:
    table = result._chosen()
    return {person: (option, value) for person, option, value in zip(table["candidate"], table["option"], table["value"])}


def _features(features: Iterable[str] | None, model: ScoreModel) -> list[str]:
    weights = model.weights
    if features is None:
        return [name for name, weight in weights.items() if weight > 0]
    if isinstance(features, (str, bytes)) or not isinstance(features, Iterable):
        raise _errors.UsageError("features must be a list of names")
    wanted = list(features)
    for name in wanted:
        if name not in weights:
            raise _errors.UsageError(f"unknown feature {name!r}; known: {', '.join(weights)}")
        if weights[name] == 0:
            raise _errors.UsageError(f"the weight of {name} is 0: a share of it moves nothing")
    return [name for name in weights if name in wanted]


def sensitivity(
    subject: Network | Options,
    model: ScoreModel | None = None,
    *,
    change: str | float | Decimal = 0.1,
    features: Iterable[str] | None = None,
    plans: bool | None = None,
    seed: int = 0,
    threads: int = 1,
    gap: str | float | Decimal = "0.0001",
    progress: Callable[[Progress], Any] | bool | None = None,
) -> Sensitivity:
    """Which proposals change when a weight of the model moves up or down by the share `change`, one weight at a time.

    `subject`: options, whose settings are kept; or a network. `model`: None = that of the options, or the built-in one.
    `features`: those whose weight moves; None = all that have one. Each costs two times options and assignment: for a
    large network name the features, or pass `plans=False`. Where options share several capacities, a proposal may also
    differ because both assignments are within `gap` of the best; a smaller one tells these apart.

    >>> import iqmatch
    >>> network = iqmatch.generate(candidates=60, vacancies=15, runs=0, seed=1, frames="dict")
    >>> tried = iqmatch.sensitivity(network, features=["commute"], change=0.5, plans=False)
    >>> tried.runs["direction"], tried.runs["weight"]
    (['up', 'down'], [0.15, 0.05])
    """
    if isinstance(subject, Options):
        network, settings = subject.network, dict(subject._settings)
        valued = subject.model if model is None else model
    elif isinstance(subject, Network):
        network, settings = subject, {}
        valued = ScoreModel.builtin() if model is None else model
    else:
        raise _errors.UsageError("sensitivity() needs a network or the answer of options()")
    if not isinstance(valued, ScoreModel):
        raise _errors.UsageError("model must be a ScoreModel: see ScoreModel.load()")
    share = Decimal(number_text(change, "change"))
    if not 0 < share <= 1:
        raise _errors.UsageError(f"change must be a share above 0, at most 1, not {change!r}")
    if plans is not None:
        settings["plans"] = _checks.truth(plans, "plans")
    settings.pop("model", None)
    names = _features(features, valued)

    def solved(with_model: ScoreModel) -> Assignment:
        chosen_from = options(network, **settings, model=with_model, threads=threads, progress=progress)
        return assign(chosen_from, seed=seed, threads=threads, gap=gap, progress=progress)

    base = solved(valued)
    before = _proposals(base)
    changes: dict[str, list[Any]] = {
        name: [] for name in ("feature", "direction", "weight", "candidate", "before", "after", "value_before", "value_after")
    }
    runs: dict[str, list[Any]] = {name: [] for name in ("feature", "direction", "weight", "status", "value", "changed")}
    for name in names:
        for direction, factor in (("up", 1 + share), ("down", 1 - share)):
            weight = min(exact(round(valued.weights[name] * factor * MICRO)), Decimal(1000))
            if weight == valued.weights[name] and weight < 1000:
                raise _errors.UsageError(f"change is too small: a share of {change} does not move the weight of {name}, {weight}")
            result = solved(valued.with_weights({name: weight}))
            changed = list(_differences(before, _proposals(result)))
            for row in changed:
                for column, cell in zip(changes, (name, direction, float(weight), *row)):
                    changes[column].append(cell)
            value = None if result.value is None else float(result.value)
            for column, cell in zip(runs, (name, direction, float(weight), result.status, value, len(changed))):
                runs[column].append(cell)
    kind = network._kind
    return Sensitivity(_frames.make(kind, changes, _TYPES), _frames.make(kind, runs, _TYPES), base, share)


def _differences(before: Mapping[str, tuple[str, float]], after: Mapping[str, tuple[str, float]]) -> Any:
    nothing: tuple[str | None, float | None] = (None, None)
    for person in sorted(before.keys() | after.keys(), key=lambda key: key.encode()):
        old, new = before.get(person, nothing), after.get(person, nothing)
        if old[0] != new[0]:
            yield person, old[0], new[0], old[1], new[1]
