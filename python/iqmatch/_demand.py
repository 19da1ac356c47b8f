# SPDX-License-Identifier: Apache-2.0
"""What plans unlock, which courses are missing, and what employers can do."""

from __future__ import annotations

import csv
import datetime
import io
import json
from decimal import Decimal
from typing import Any

from . import _checks, _core, _errors
from ._frames import make
from ._frozen import Structured
from ._match import Assignment, Options
from ._promises import promises
from ._result import control

_DATES = frozenset(
    {"ready", "late_ready", "from", "from_all", "start", "end", "by", "first_start", "last_start", "next_duty"}
)
_FLOATS = frozenset({"chance", "best_value", "gain", "gain_at_most", "worth_at_most"})
_TRUTHS = frozenset({"proposed", "virtual", "best"})
_TEXTS = frozenset(
    {
        "candidate", "plan", "closes", "best_vacancy", "step", "need", "kinds", "region", "name", "dimension", "key",
        "label", "parent", "measure", "vacancy", "employer", "proposals", "runner_ups", "duty", "run", "change", "value",
    }
)  # fmt: skip
_MOST = 10**6  # of what is counted in an argument
#: Columns in which an empty cell means "none" and stays an empty text.
_LISTS = frozenset({"closes", "kinds", "proposals", "runner_ups", "label", "parent", "name", "key"})


def _cell(name: str, text: str, floats: frozenset[str]) -> Any:
    if text == "":
        return "" if name in _LISTS else None
    if name in _TEXTS:
        return text
    if name in _DATES:
        return datetime.date.fromisoformat(text)
    if name in _TRUTHS:
        return text == "yes"
    return float(text) if name in floats else int(text)


def _type(name: str, floats: frozenset[str]) -> str:
    """What a column holds; without a set of its own it counts something."""
    sets = {"text": _TEXTS | _LISTS, "date": _DATES, "truth": _TRUTHS, "decimal": floats}
    return next((of for of, names in sets.items() if name in names), "whole")


def _frame(kind: str, text: str, floats: frozenset[str] = _FLOATS) -> Any:
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    columns = {name: [_cell(name, row[i], floats) for row in rows] for i, name in enumerate(header)}
    return make(kind, columns, {name: _type(name, floats) for name in header})


class Unlocked(Structured):
    """What plans unlock. Made by :func:`unlock`."""

    #: One row per plan of a person, with the columns of `unlock.csv`.
    plans: Any
    #: One row per kind of step, with the columns of `unlock_steps.csv`.
    steps: Any
    #: What the command line writes with `--json`.
    structure: dict[str, Any]

    def __init__(self, plans: Any, steps: Any, structure: dict[str, Any]) -> None:
        self._set(plans=plans, steps=steps, structure=structure)


class Demand(Structured):
    """Courses that are missing or full, and new runs. Made by :func:`demand`."""

    #: One row per need and district, with the columns of `demand.csv`.
    courses: Any
    #: The same by alliance, district and agency district: `demand_regions.csv`.
    regions: Any
    #: The new runs in order, with the columns of `new_runs.csv`; no rows where none were asked for.
    runs: Any
    #: What the command line writes with `--json`; `structure["new_runs"]` says what the runs are worth together.
    structure: dict[str, Any]

    def __init__(self, courses: Any, regions: Any, runs: Any, structure: dict[str, Any]) -> None:
        self._set(courses=courses, regions=regions, runs=runs, structure=structure)


class Employers(Structured):
    """What employers can expect and do. Made by :func:`employers`."""

    #: One row per vacancy, with the columns of `employers.csv`.
    vacancies: Any
    #: One row per duty, with the columns of `duties.csv`.
    duties: Any
    #: One row per vacancy and change, with the columns of `relaxations.csv`.
    relaxations: Any
    #: What the command line writes with `--json`.
    structure: dict[str, Any]

    def __init__(self, vacancies: Any, duties: Any, relaxations: Any, structure: dict[str, Any]) -> None:
        self._set(vacancies=vacancies, duties=duties, relaxations=relaxations, structure=structure)


def _threads(threads: int) -> int:
    return int(control(0, threads, None, None, None)["threads"])


@promises("matching::unlock")
def unlock(subject: Options | Assignment, *, threads: int = 1) -> Unlocked:
    """The plans of every person and how many vacancies each opens. With an assignment `proposed` says which plan it
    proposes.
    """
    if not isinstance(subject, (Options, Assignment)):
        raise _errors.UsageError("unlock() needs the answer of options() or assign()")
    plans, steps, structure = _core.unlock(subject._core, _threads(threads))
    kind = subject._kind
    return Unlocked(_frame(kind, plans, _FLOATS | {"hours"}), _frame(kind, steps), json.loads(structure))


@promises("matching::choose_runs")
@promises("matching::demand")
def demand(
    assignment: Assignment,
    *,
    runs: int | None = None,
    budget: str | float | Decimal | None = None,
    min_per_alliance: int = 0,
    tries: int = 12,
    publish: bool = False,
    lang: str = "en",
    threads: int = 1,
    time_limit: float | None = None,
) -> Demand:
    """Which courses are missing or full, for the people of the network alone. `runs`, `budget` (in euros): chooses new
    runs, each with its value given the ones before; `min_per_alliance`: at least so many in each alliance; `tries`:
    possible runs solved per choice. `publish`: leaves out every figure below 5 and what would betray one.
    """
    if not isinstance(assignment, Assignment):
        raise _errors.UsageError("demand() needs the answer of assign()")
    courses, regions, chosen, structure = _core.demand(
        assignment._core,
        None if runs is None else _checks.whole(runs, "runs", 0, _MOST),
        None if budget is None else str(budget),
        _checks.whole(min_per_alliance, "min_per_alliance", 0, _MOST),
        _checks.whole(tries, "tries", 0, _MOST),
        _checks.truth(publish, "publish"),
        _checks.text(lang, "lang"),
        _threads(threads),
        _checks.seconds(time_limit, "time_limit"),
    )
    kind = assignment._kind
    return Demand(_frame(kind, courses), _frame(kind, regions), _frame(kind, chosen), json.loads(structure))


@promises("matching::employers")
def employers(assignment: Assignment, *, threads: int = 1) -> Employers:
    """Per vacancy the proposals, runner-ups, duties with dates, and what a change of one fact would open."""
    if not isinstance(assignment, Assignment):
        raise _errors.UsageError("employers() needs the answer of assign()")
    vacancies, duties, relaxations, structure = _core.employers(assignment._core, _threads(threads))
    kind = assignment._kind
    return Employers(_frame(kind, vacancies), _frame(kind, duties), _frame(kind, relaxations), json.loads(structure))
