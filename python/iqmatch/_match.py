# SPDX-License-Identifier: Apache-2.0
"""Options, assignment and explanation of a network."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from . import _core, _errors, _frames
from ._network import Network
from ._result import Progress, Result, control

_FLOATS = frozenset({"value", "difference", "price", "best_price"})
_COUNTS = {"candidates", "with_options", "assigned", "below_level", "positions", "filled"}
_QUESTION_COUNTS = {"opens", "opens_candidates", "blocks", "asked"}
_WHOLE = frozenset({"permission_lead_days", "capacity", "used"} | _COUNTS | _QUESTION_COUNTS)
_DATES = frozenset({"start", "renewal_by"})
_TRUTHS = frozenset({"near_tie"})
#: Columns in which an empty cell means "none" and stays an empty text.
_LISTS = frozenset({"open_questions", "conditions"})


def _typed(name: str, cell: str) -> Any:
    """A cell of a result file as what it means."""
    if cell == "":
        return "" if name in _LISTS else None
    if name in _FLOATS:
        return float(cell)
    if name in _WHOLE:
        return int(cell)
    if name in _DATES:
        return datetime.date.fromisoformat(cell)
    if name in _TRUTHS:
        return cell == "yes"
    return cell


def _columns(text: str) -> dict[str, list[Any]]:
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    return {name: [_typed(name, row[i]) for row in rows] for i, name in enumerate(header)}


class Options:
    """What the rules let through and the model card values highly enough. Made by :func:`options`."""

    def __init__(self, core: Any, kind: str) -> None:
        self._core = core
        self._kind = kind

    def __len__(self) -> int:
        return len(self._core)

    @property
    def date(self) -> datetime.date:
        """The day for which the rules were asked."""
        return datetime.date.fromisoformat(self._core.date)

    @property
    def options_hash(self) -> str:
        """SHA-256 of the options in canonical form; the same as in the command line's summary.json."""
        return str(self._core.options_hash)

    @property
    def counts(self) -> dict[str, int]:
        """What became of all pairs: options, below_min_value, after, unknown (a fact is missing), impossible."""
        return dict(self._core.counts())

    @property
    def frame(self) -> Any:
        """candidate, option, value, vacancy, start, outcome, own_place, plan, plan_alone, work_until_then,
        candidate_utility, employer_utility; ordered by candidate and option. `plan`: a qualification plan comes first;
        `plan_alone`: the plan and no vacancy, which then is None; `work_until_then`: the vacancy below the own level until
        the plan is done, else None. `own_place`: a place is kept for the person, who competes with nobody for it. The utilities are the parts of the value that the card counts for the person and for the employer;
        what is left counts for the region."""
        columns = self._core.columns()
        units, starts = columns.pop("units"), columns.pop("start")
        ordered = {
            "candidate": columns["candidate"],
            "option": columns["option"],
            "value": [unit / 10**6 for unit in units],
            "vacancy": columns["vacancy"],
            "start": [datetime.date.fromisoformat(start) for start in starts],
            "outcome": columns["outcome"],
            "own_place": columns["own_place"],
            "plan": columns["plan"],
            "plan_alone": columns["plan_alone"],
            "work_until_then": columns["work_until_then"],
            "candidate_utility": [unit / 10**6 for unit in columns["candidate_units"]],
            "employer_utility": [unit / 10**6 for unit in columns["employer_units"]],
        }
        return _frames.make(self._kind, ordered)

    @property
    def warnings(self) -> list[dict[str, Any]]:
        """What was noticed about network, rules and card but is no error, in the form of `DataError.findings`."""
        return list(self._core.warnings)

    def __repr__(self) -> str:
        return f"<Options for {self.date}: {len(self)}>"

    def _repr_html_(self) -> str:
        from ._html import show

        return show(self).html


class Assignment(Result):
    """Who is proposed for what. Made by :func:`assign`. Proposals only: a person decides."""

    @property
    def assignment(self) -> Any:
        """One row per proposal, with the columns of `assignment.csv` (docs/reference)."""
        return self._frame(_columns(self._core.assignment_csv()))

    @property
    def unmatched(self) -> Any:
        """One row per candidate without a proposal, with the reason: the columns of `unmatched.csv`."""
        return self._frame(_columns(self._core.unmatched_csv()))

    @property
    def plans(self) -> Any:
        """One row per step of every plan that is proposed, with dates: the columns of `plans.csv`."""
        return self._frame(_columns(self._core.plans_csv()))

    @property
    def waiting(self) -> Any:
        """Who waits for a seat of a course run, in order: the columns of `waiting.csv`."""
        return self._frame(_columns(self._core.waiting_csv()))

    @property
    def plan_gain(self) -> dict[str, Any]:
        """What plans add: proposals `planned`, of these `bridged` by work until then, plans `alone`; `value_today` and
        `assigned_today` of the best assignment without plans."""
        gain = dict(self._core.plan_gain())
        return gain | {"value_today": Decimal(gain["value_today"])}

    @property
    def decisions(self) -> Any:
        """One row per decision and participation, and what became of it: the columns of `decisions.csv`."""
        return self._frame(_columns(self._core.decisions_csv()))

    @property
    def changes(self) -> Any:
        """What became of the proposals of the earlier result, and why: the columns of `changes.csv`. Without an earlier
        result (`previous` of :func:`options`) there are no rows."""
        return self._frame(_columns(self._core.changes_csv()))

    @property
    def prices(self) -> Any:
        """resource, capacity, used, price. With status optimal, the price is what one more position would be worth."""
        return self._frame(_columns(self._core.prices_csv()))


class Report:
    """A result from above: groups of people and positions, and the questions whose answers would open most options."""

    def __init__(self, aggregates: Any, questions: Any, structure: dict[str, Any]) -> None:
        #: One row per group, with the columns of `aggregates.csv`.
        self.aggregates = aggregates
        #: One row per question, with the columns of `questions.csv`.
        self.questions = questions
        #: What the command line writes with `--json`.
        self.structure = structure

    @property
    def shortage_decides(self) -> int | None:
        """How many people would have another proposal, or none, if the shortage of occupations counted for nothing."""
        return self.structure["shortage_decides"]

    def _repr_html_(self) -> str:
        from ._html import show

        return show(self).html


class Explanation:
    """Text for people and the same as a structure."""

    def __init__(self, text: str, structure: dict[str, Any]) -> None:
        #: What the command line prints.
        self.text = text
        #: What the command line writes with `--json`.
        self.structure = structure

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Explanation of {self.structure.get('candidate')!r}: {len(self.text)} characters>"

    def _repr_html_(self) -> str:
        from ._html import show

        return show(self).html


def options(
    network: Network,
    *,
    date: datetime.date | str | None = None,
    rules: str | os.PathLike[str] | None = None,
    model: str | os.PathLike[str] | None = None,
    previous: str | os.PathLike[str] | None = None,
    keep: Any = 0,
    plans: bool = True,
    threads: int = 1,
) -> Options:
    """Asks the rules about every pair and values what they let through.

    `date`: the day for which the rules are asked, else the network's `as_of`. `rules`: a folder whose tables replace the
    built-in ones by name. `model`: the file of a model card, else the built-in one. `previous`: a result folder of
    `iqmatch match`, which :func:`assign` then continues: of all best assignments it makes the one that keeps most earlier
    proposals. `keep`: a number added to the value of each option that keeps one. `plans`: whether qualification plans are
    options, too; without them only what is possible today. Raises :class:`DataError` with all
    findings about network, rules, card and earlier result.
    """
    if not isinstance(network, Network):
        raise _errors.UsageError("options() needs a network: see load() and network()")
    threads = control(0, threads, None, None, None)["threads"]
    core = _core.make_options(
        network._core,
        None if date is None else str(date),
        None if rules is None else os.fspath(rules),
        None if model is None else os.fspath(model),
        threads,
        None,
        None if previous is None else os.fspath(previous),
        str(keep),
        bool(plans),
    )
    return Options(core, network._kind)


def assign(
    options: Options,
    *,
    policy: str = "optimal",
    seed: int = 0,
    threads: int = 1,
    time_limit: float | None = None,
    work_limit: int | None = None,
    progress: Callable[[Progress], Any] | None = None,
    gap: str | float | Decimal = "0.0001",
) -> Assignment:
    """Chooses at most one option per candidate within the positions of each vacancy, so that the total value is
    greatest. The arguments mean what they mean in :func:`solve`.
    """
    if not isinstance(options, Options):
        raise _errors.UsageError("assign() needs the answer of options()")
    core = _core.assign(
        options._core, policy=str(policy), gap=str(gap), **control(seed, threads, time_limit, work_limit, progress)
    )
    return Assignment(core, options._kind)


def report(assignment: Assignment, *, publish: bool = False, lang: str = "en", threads: int = 1) -> Report:
    """How groups fare: by alliance, district, occupation, recognition, German and waiting time.

    `publish`: leaves out every count below 5 and what would betray one; such cells are empty. `lang`: of the labels.
    """
    if not isinstance(assignment, Assignment):
        raise _errors.UsageError("report() needs the answer of assign()")
    threads = control(0, threads, None, None, None)["threads"]
    aggregates, questions, structure = _core.report(assignment._core, bool(publish), str(lang), threads)
    frame = assignment._frame
    return Report(frame(_columns(aggregates)), frame(_columns(questions)), json.loads(structure))


def explain(
    subject: Options | Assignment,
    candidate: str,
    vacancy: str | None = None,
    *,
    lang: str = "en",
    audience: str = "counsellor",
    all: bool = False,
) -> Explanation:
    """Why this, why not that, and what would open it: for one person, or for one pair.

    `subject`: an assignment, to hear also what it proposes or why it proposes nothing; or options, to hear what rules
    and values say alone. `lang`: "en" or "de". `audience`: "counsellor", "person" (plain language, no prices, nobody
    else) or "employer" (what matters for the job; needs a vacancy). `all`: the text lists every vacancy instead of what
    can be read aloud; the structure always has them all. Raises :class:`UsageError` for a key that the network does not have.
    """
    if not isinstance(subject, (Options, Assignment)):
        raise _errors.UsageError("explain() needs the answer of options() or assign()")
    text, structure = _core.explain(subject._core, str(candidate), None if vacancy is None else str(vacancy), str(lang), str(audience), bool(all))
    return Explanation(text, json.loads(structure))
