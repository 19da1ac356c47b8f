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

from . import _checks, _core, _errors, _frames
from ._frozen import Shown, Structured
from ._model import MICRO, ScoreModel
from ._network import Network
from ._progress import steered
from ._promises import promises
from ._result import Progress, Result, control

_FLOATS = frozenset({"value", "difference", "price", "best_price", "chance", "hours_week"})
_COUNTS = {"candidates", "with_options", "assigned", "below_level", "positions", "filled"}
_QUESTION_COUNTS = {"opens", "opens_candidates", "blocks", "asked"}
_PLAN_COUNTS = {"step", "travel_min", "cost_cents", "position"}
_WHOLE = frozenset({"permission_lead_days", "capacity", "used", "minimum"} | _PLAN_COUNTS | _COUNTS | _QUESTION_COUNTS)
_DATES = frozenset({"start", "renewal_by", "end", "late_end", "apply_before", "since"})
_TRUTHS = frozenset({"near_tie"})
#: Columns in which an empty cell means "none" and stays an empty text.
_LISTS = frozenset({"open_questions", "conditions"})


_READ: dict[str, Callable[[str], Any]] = {
    "decimal": float,
    "whole": int,
    "date": datetime.date.fromisoformat,
    "truth": lambda cell: cell == "yes",
    "text": str,
}


def _type(name: str) -> str:
    """What a column of a result file holds."""
    sets = {"decimal": _FLOATS, "whole": _WHOLE, "date": _DATES, "truth": _TRUTHS}
    return next((of for of, names in sets.items() if name in names), "text")


def _typed(name: str, of: str, cell: str) -> Any:
    """A cell of a result file as what it means."""
    if cell == "":
        return "" if name in _LISTS else None
    return _READ[of](cell)


def _columns(text: str) -> dict[str, list[Any]]:
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    types = [_type(name) for name in header]
    return {name: [_typed(name, of, row[i]) for row in rows] for i, (name, of) in enumerate(zip(header, types))}


def _frame(kind: str, text: str) -> Any:
    """A result file as a frame."""
    columns = _columns(text)
    return _frames.make(kind, columns, {name: _type(name) for name in columns})


#: The columns of `Options.frame`, and what they hold.
_OPTION_TYPES = {
    "candidate": "text", "option": "text", "value": "decimal", "vacancy": "text", "start": "date", "outcome": "text",
    "own_place": "truth", "plan": "truth", "plan_alone": "truth", "work_until_then": "text", "candidate_utility": "decimal",
    "employer_utility": "decimal",
}  # fmt: skip


class Options(Shown):
    """What the rules let through and the model card values highly enough. Made by :func:`options`."""

    _core: Any
    _kind: str
    _settings: dict[str, Any]
    _warnings: list[dict[str, Any]]

    def __init__(
        self, core: Any, network: Network, settings: dict[str, Any], warnings: list[dict[str, Any]] | None = None
    ) -> None:
        self._set(
            _core=core,
            _kind=network._kind,
            _settings=settings,
            _warnings=list(core.warnings) if warnings is None else warnings,
            network=network,
        )

    #: The network that they are options of.
    network: Network

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
        return _frames.make(self._kind, ordered, _OPTION_TYPES)

    @property
    def model(self) -> ScoreModel:
        """The score model that valued them."""
        given = self._settings["model"]
        return given if isinstance(given, ScoreModel) else ScoreModel(self._core.card)

    @property
    def parts(self) -> Any:
        """candidate, option, value and its labelled parts, which add up to it exactly (cells are the nearest floats): one
        column per feature of the model, then what comes after them: effort, chance and discount of a plan, `alone` (what
        a plan without a position loses), `until_then` (what work until then adds) and `kept` (an earlier proposal).
        Computed by the code that scored the options, each time it is asked for."""
        values, _ = self._core.score_columns()
        return self._labelled({name: [unit / MICRO for unit in part] for name, part in values.items()}, value=True)

    @property
    def features(self) -> Any:
        """candidate, option and what the model was asked about them: one column per feature, None where it is unknown;
        with a plan as it is once the plan is done. What :func:`iqmatch.fit` and :meth:`ScoreModel.parts` take."""
        _, inputs = self._core.score_columns()
        asked = {name: [None if unit is None else unit / MICRO for unit in column] for name, column in inputs.items()}
        return self._labelled(asked)

    def _labelled(self, columns: dict[str, list[Any]], value: bool = False) -> Any:
        keys = self._core.keys()
        labels = {"candidate": keys["candidate"], "option": keys["option"]}
        if value:
            labels["value"] = [unit / MICRO for unit in keys["units"]]
        types = {name: "text" if name in ("candidate", "option") else "decimal" for name in (*labels, *columns)}
        return _frames.make(self._kind, {**labels, **columns}, types)

    @property
    def warnings(self) -> list[dict[str, Any]]:
        """What was noticed about network, rules and card but is no error, in the form of `DataError.findings`."""
        return list(self._warnings)

    @property
    def left_out(self) -> dict[str, int] | None:
        """What `max_options` left out: `options`, and `pairs` of a person and a vacancy; None where every option is listed."""
        left: dict[str, int] | None = self._core.left_out()
        return left

    def _lengthened(self, assignment: Any) -> Options:
        """With the options that pricing added to them; these, where it added none."""
        if assignment.options_hash == self.options_hash:
            return self
        core = assignment.options(self._core)
        return Options(core, self.network, self._settings | {"also": core.added()}, self._warnings)

    def _identity(self) -> Any:
        earlier = (self._settings["previous"], self._settings["keep"])
        inputs = (self.network.content_hash, self._core.rules_hash, self._core.card.content_hash)
        return (*inputs, self._core.date, self.options_hash, *earlier)

    def __reduce__(self) -> Any:
        settings = self._settings | {"model": self.model}
        return (_restored_options, (self.network, settings, self.options_hash, self._core.not_examined, self._warnings))

    def __repr__(self) -> str:
        return f"<Options for {self.date}: {len(self)} of {self._core.candidates} candidates>"


def _restored_options(
    network: Network, settings: dict[str, Any], options_hash: str, not_examined: int, warnings: list[dict[str, Any]]
) -> Options:
    """Options are made again from what they were made of, and must be the same."""
    first = None if not_examined == 0 else network.tables["candidates"] - not_examined
    made = Options(_make(network, settings, 1, None, first), network, settings, warnings)
    if made.options_hash != options_hash:
        raise _errors.UsageError(
            "these options cannot be made again: the rules, the earlier result or the version of iqmatch have changed"
        )
    return made


class Assignment(Result):
    """Who is proposed for what. Made by :func:`assign`. Proposals only: a person decides."""

    _texts: dict[str, str]

    def __init__(self, core: Any, options: Options, texts: dict[str, str] | None = None) -> None:
        super().__init__(core, options._kind)
        self._set(_texts=texts or {}, options=options)

    #: What was chosen from.
    options: Options

    def _text(self, table: str) -> str:
        """A result file."""
        return self._texts[table] if table in self._texts else str(getattr(self._core, table)())

    def _table(self, name: str) -> Any:
        return _frame(self._kind, self._text(name))

    @property
    def scope(self) -> str:
        """Whose best it is: `all_pairs`, `listed` (the options listed) or `examined` (of the people whose turn came)."""
        return str(self._core.scope())

    @property
    def pricing(self) -> dict[str, int] | None:
        """With `all_pairs` of :func:`assign`: the `rounds` of pricing, and the options `added`; None where all were listed."""
        pricing: dict[str, int] | None = self._core.pricing()
        return pricing

    @property
    def warnings(self) -> list[dict[str, Any]]:
        """Those of the options: what was noticed about network, rules and card, such as a model that nobody validated."""
        return self.options.warnings

    def _identity(self) -> Any:
        return (self.options._identity(), self.status, self._core.value, self._core.bound,
                self._text("assignment_csv"), self._text("prices_csv"))  # fmt: skip

    def __reduce__(self) -> Any:
        # A solve that was stopped may have left out alternatives and reasons; these are kept as they are.
        texts = {table: self._text(table) for table in _TABLES} if self.status in _STOPPED else self._texts
        return (_restored_assignment, (self.options, self._core.state(), texts))

    def _chosen(self) -> dict[str, list[Any]]:
        return _columns(self._text("assignment_csv"))

    @property
    def assignment(self) -> Any:
        """One row per proposal, with the columns of `assignment.csv` (docs/reference)."""
        return self._table("assignment_csv")

    @property
    def unmatched(self) -> Any:
        """One row per candidate without a proposal, with the reason: the columns of `unmatched.csv`."""
        return self._table("unmatched_csv")

    @property
    def plans(self) -> Any:
        """One row per step of every plan that is proposed, with dates: the columns of `plans.csv`."""
        return self._table("plans_csv")

    @property
    @promises("matching::waiting_lists")
    def waiting(self) -> Any:
        """Who waits for a seat of a course run, in order: the columns of `waiting.csv`."""
        return self._table("waiting_csv")

    @property
    @promises("matching::plan_gain")
    def plan_gain(self) -> dict[str, Any]:
        """What plans add: proposals `planned`, of these `bridged` by work until then, plans `alone`; `value_today` and
        `assigned_today` of the best assignment without plans."""
        gain = dict(self._core.plan_gain())
        return gain | {"value_today": Decimal(gain["value_today"])}

    @property
    def decisions(self) -> Any:
        """One row per decision and participation, and what became of it: the columns of `decisions.csv`."""
        return self._table("decisions_csv")

    @property
    def changes(self) -> Any:
        """What became of the proposals of the earlier result, and why: the columns of `changes.csv`. Without an earlier
        result (`previous` of :func:`options`) there are no rows."""
        return self._table("changes_csv")

    @property
    def prices(self) -> Any:
        """resource, capacity, used, price. With status optimal, the price is what one more position would be worth."""
        return self._table("prices_csv")


_TABLES = ("assignment_csv", "unmatched_csv", "plans_csv", "waiting_csv", "decisions_csv", "changes_csv", "prices_csv")
_STOPPED = ("time_limit", "work_limit", "cancelled")


def _restored_assignment(options: Options, state: dict[str, Any], texts: dict[str, str]) -> Assignment:
    return Assignment(_core.restore_assignment(options._core, state), options, texts)


class Report(Structured):
    """A result from above: groups of people and positions, and the questions whose answers would open most options."""

    #: One row per group, with the columns of `aggregates.csv`.
    aggregates: Any
    #: One row per question, with the columns of `questions.csv`.
    questions: Any
    #: What the command line writes with `--json`.
    structure: dict[str, Any]

    def __init__(self, aggregates: Any, questions: Any, structure: dict[str, Any]) -> None:
        self._set(aggregates=aggregates, questions=questions, structure=structure)

    @property
    def shortage_decides(self) -> int | None:
        """How many people would have another proposal, or none, if the shortage of occupations counted for nothing."""
        decides = self.structure["shortage_decides"]
        return None if decides is None else int(decides)


class Explanation(Structured):
    """Text for people and the same as a structure."""

    #: What the command line prints.
    text: str
    #: What the command line writes with `--json`.
    structure: dict[str, Any]
    #: What was noticed about network, rules and card, such as a model that nobody validated.
    warnings: list[dict[str, Any]]

    def __init__(self, text: str, structure: dict[str, Any], warnings: list[dict[str, Any]] | None = None) -> None:
        self._set(text=text, structure=structure, warnings=list(warnings or []))

    def _identity(self) -> Any:
        return (self.text, super()._identity())

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Explanation of {self.structure.get('candidate')!r}: {len(self.text)} characters>"


@promises("matching::options")
def options(
    network: Network,
    *,
    date: datetime.date | str | None = None,
    rules: str | os.PathLike[str] | None = None,
    model: ScoreModel | str | os.PathLike[str] | None = None,
    previous: str | os.PathLike[str] | None = None,
    keep: Any = 0,
    plans: bool = True,
    max_options: int | None = None,
    keep_left_out: bool = False,
    threads: int = 1,
    progress: Callable[[Progress], Any] | bool | None = None,
) -> Options:
    """Asks the rules about every pair and values what they let through.

    `date`: the day for which the rules are asked, else the network's `as_of`. `rules`: a folder whose tables replace the
    built-in ones by name. `model`: a :class:`ScoreModel` or the file of a card, else the built-in one. `previous`: a result
    folder of `iqmatch match`, which :func:`assign` then continues: of all best assignments it makes the one that keeps most earlier
    proposals. `keep`: a number added to the value of each option that keeps one. `plans`: whether qualification plans are
    options, too; without them only what is possible today. `max_options`: lists of each person only the so many options that
    are worth most, and what is kept for a person or keeps an earlier proposal; every option of people who decide together is
    listed. See `all_pairs` of :func:`assign`. `keep_left_out`: keeps the others in short form, so that `all_pairs` has to ask
    nobody again: less time, more memory, the same result. Raises :class:`DataError` with all
    findings about network, rules, card and earlier result.
    """
    if not isinstance(network, Network):
        raise _errors.UsageError("options() needs a network: see load() and network()")
    if isinstance(keep, bool):
        raise _errors.UsageError("keep must be a number")
    settings = {
        "date": None if date is None else _checks.day(date, "date"),
        "rules": _folder(rules, "rules"),
        "model": model if isinstance(model, ScoreModel) else _folder(model, "model"),
        "previous": _folder(previous, "previous"),
        "keep": str(keep),
        "plans": _checks.truth(plans, "plans"),
        "max_options": None if max_options is None else _checks.whole(max_options, "max_options", 1, 2**32 - 1),
        "keep_left_out": _checks.truth(keep_left_out, "keep_left_out"),
    }
    steering = control(0, threads, None, None, progress)
    return Options(_make(network, settings, steering["threads"], steering["progress"], None), network, settings)


def _make(network: Network, settings: dict[str, Any], threads: int, progress: Any, first: int | None) -> Any:
    model = settings["model"]
    return steered(
        _core.make_options,
        network._core,
        settings["date"],
        settings["rules"],
        None if isinstance(model, ScoreModel) else model,
        threads,
        progress=progress,
        previous=settings["previous"],
        keep=settings["keep"],
        plans=settings["plans"],
        model=model._core if isinstance(model, ScoreModel) else None,
        first=first,
        max_options=settings["max_options"],
        keep_left_out=settings["keep_left_out"],
        also=settings.get("also", []),
    )


def _folder(path: Any, name: str) -> str | None:
    return None if path is None else _checks.path(path, name)


@promises("matching::assign")
def assign(
    options: Options,
    *,
    policy: str = "optimal",
    seed: int = 0,
    threads: int = 1,
    time_limit: float | None = None,
    work_limit: int | None = None,
    progress: Callable[[Progress], Any] | bool | None = None,
    gap: str | float | Decimal = "0.0001",
    all_pairs: bool = False,
) -> Assignment:
    """The assignment of greatest total value: proposals, about which people decide. The arguments mean what they mean in
    :func:`solve`. `all_pairs`: where `max_options` left options out, they are priced, those that could make the assignment
    better are added to :attr:`Assignment.options`, and so on until it is the best over all pairs.
    """
    if not isinstance(options, Options):
        raise _errors.UsageError("assign() needs the answer of options()")
    steering = control(seed, threads, time_limit, work_limit, progress)
    wanted = {"policy": _checks.text(policy, "policy"), "gap": str(gap), "all_pairs": _checks.truth(all_pairs, "all_pairs")}
    core = steered(_core.assign, options._core, **wanted, **steering)
    return Assignment(core, options._lengthened(core))


@promises("io::make_report")
def report(assignment: Assignment, *, publish: bool = False, lang: str = "en", threads: int = 1) -> Report:
    """How groups fare: by alliance, district, occupation, recognition, German and waiting time.

    `publish`: leaves out every count below 5 and what would betray one; such cells are empty. `lang`: of the labels.
    """
    if not isinstance(assignment, Assignment):
        raise _errors.UsageError("report() needs the answer of assign()")
    threads = control(0, threads, None, None, None)["threads"]
    aggregates, questions, structure = _core.report(
        assignment._core, _checks.truth(publish, "publish"), _checks.text(lang, "lang"), threads
    )
    kind = assignment._kind
    return Report(_frame(kind, aggregates), _frame(kind, questions), json.loads(structure))


@promises("explain::explain_pair")
@promises("explain::explain_candidate")
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
    person = _checks.key(candidate, "candidate")
    job = None if vacancy is None else _checks.key(vacancy, "vacancy")
    text, structure = _core.explain(subject._core, person, job, _checks.text(lang, "lang"), _checks.text(audience, "audience"), _checks.truth(all, "all"))
    return Explanation(text, json.loads(structure), subject.warnings)
