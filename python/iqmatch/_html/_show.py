# SPDX-License-Identifier: Apache-2.0
"""What each object shows of itself in a notebook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import _checks, _errors, _format
from .._demand import Demand, Employers, Unlocked
from .._match import Assignment, Explanation, Options, Report
from .._needs import need
from .._network import Network
from .._result import Result
from . import _page
from ._words import word

_LINES = 60  # of an explanation
_NEEDS = frozenset({"need", "step", "closes"})  # columns of codes of needs
# Tables that networks share: shown last.
_CATALOGUE = frozenset({"regions", "occupations", "skills", "skill_broader", "occupation_skills", "occupation_isco", "occupation_esco",
                        "shortages", "travel"})  # fmt: skip


def show(thing: Any, *, lang: str = "en", rows: int = 10) -> _page.Page:
    """A page about a network, options, a result, a report, an explanation and what `demand`, `unlock` and `employers` answer.

    Notebooks show the same in English for an object that stands last in a cell. `rows`: the most that a table has; how many
    more there are is said below it.
    """
    _format.language(lang)
    rows = _checks.whole(rows, "rows", 0, 10**6)
    for kind, page in _PAGES:
        if isinstance(thing, kind):
            title, body = page(thing, lang, rows)
            return _page.Page(_page.heading(title, 3) + "".join(body), title, lang)
    raise _errors.UsageError(f"there is no page about a {type(thing).__name__}")


def _top(frame: Any, codes: dict[str, str], lang: str, rows: int, order: Callable[[dict[str, Any]], Any] | None = None,
         only: Callable[[dict[str, Any]], bool] | None = None) -> str:  # fmt: skip
    """The first rows of a frame with some of its columns, named by codes of words."""
    found = _format.rows(_format.columns(frame, "frame"))
    if only is not None:
        found = [row for row in found if only(row)]
    if order is not None:
        found.sort(key=order)
    names = [word(code, lang) for code in codes.values()]
    shown = [[_told(column, row[column], lang) for column in codes] for row in found[:rows]]
    return _page.table(names, shown, lang, len(found) - len(shown))


def _told(column: str, cell: Any, lang: str) -> Any:
    if column == "outcome":
        return word(f"outcome.{cell}", lang)
    if column in _NEEDS and not _format.missing(cell):
        return "; ".join(need(code, lang) for code in str(cell).split(";"))
    if isinstance(cell, float) and cell.is_integer() and column not in ("value", "gain", "price"):
        return int(cell)  # pandas makes floats of whole numbers where some are missing
    return cell


def _network(network: Network, lang: str, rows: int) -> tuple[str, list[str]]:
    tables = {name: count for name, count in network.tables.items() if count}
    main = [(word(name, lang), tables.get(name, 0)) for name in ("candidates", "vacancies", "measures", "course_runs")]
    body = [_page.facts([*main, (word("content_hash", lang), network.content_hash[:16] + "…")], lang)]
    listed = sorted(tables.items(), key=lambda item: (item[0] in _CATALOGUE, -item[1], item[0]))
    body.append(_page.table([word("table", lang), word("rows", lang)], listed[:rows], lang, len(listed) - rows))
    if network.warnings:
        texts = [f"{warning['entity']}: {warning[f'message_{lang}']}".removeprefix(": ") for warning in network.warnings]
        body.append(_page.heading(f"{word('noticed', lang)}: {len(texts)}"))
        body.append(_page.points(texts[:rows]))
        if len(texts) > rows:
            body.append(_page.small(word("lines_left_out", lang, count=len(texts) - rows)))
    return word("network", lang, name=network.name, date=_format.date(network.as_of, lang)), body


def _options(options: Options, lang: str, rows: int) -> tuple[str, list[str]]:
    counts = [(word(f"count.{name}", lang), count) for name, count in options.counts.items()]
    columns = {"candidate": "candidate", "vacancy": "vacancy", "start": "start", "outcome": "outcome", "value": "value"}
    body = [_page.facts(counts, lang), _page.heading(word("best_first", lang))]
    body.append(_top(options.frame, columns, lang, rows, lambda row: (-row["value"], row["candidate"], row["option"])))
    return word("options", lang, date=_format.date(options.date, lang)), body


def _result(result: Result, lang: str, rows: int) -> tuple[str, list[str]]:
    table: Any = getattr(result, "assignment", None)
    assigned = _format.columns(table, "assignment") if table is not None else {"candidate": []}
    unmatched = _format.columns(getattr(result, "unmatched", {"candidate": []}), "unmatched")
    pairs: list[tuple[str, Any]] = [
        (word("status", lang), word(f"status.{result.status}", lang)),
        (word("value", lang), result.value),
        (word("bound", lang), result.bound),
        (word("gap", lang), None if result.gap is None else _format.percent(result.gap, lang, 4)),
        (word("proposed", lang), len(assigned["candidate"])),
        (word("unmatched", lang), len(unmatched["candidate"])),
    ]
    columns = {"candidate": "candidate", "value": "value"}
    if isinstance(result, Assignment):
        columns = {"candidate": "candidate", "vacancy": "vacancy", "start": "start", "value": "value", f"text_{lang}": "way"}
    elif "option" in assigned:
        columns = {"candidate": "candidate", "option": "way", "value": "value"}
    body = [_page.facts(pairs, lang)]
    if assigned["candidate"]:
        body.append(_top(table, columns, lang, rows))
    if isinstance(result, Assignment):
        body.append(_page.small(word("person_decides", lang)))
    return word("assignment", lang), body


def _report(report: Report, lang: str, rows: int) -> tuple[str, list[str]]:
    columns = {"label": "group", "candidates": "people", "with_options": "with_options", "assigned": "assigned",
               "positions": "positions", "filled": "filled"}  # fmt: skip
    groups = _format.columns(report.aggregates, "aggregates")
    names = zip(groups["dimension"], groups["label"])  # the label of the whole is in the language of the report
    groups["label"] = [word("whole_network", lang) if kind == "network" else name for kind, name in names]
    body = [_top(groups, columns, lang, rows, only=lambda row: row["dimension"] in ("network", "alliance"))]
    body += [_page.heading(word("questions", lang)), _top(report.questions, {"asks": "asks", "opens": "opens"}, lang, rows)]
    if report.structure["publish"]:
        body.insert(0, _page.small(word("published", lang)))
    return word("report", lang, date=_format.date(report.structure["date"], lang)), body


def _demand(demand: Demand, lang: str, rows: int) -> tuple[str, list[str]]:
    columns = {name: name for name in ("need", "people", "no_run", "no_seat", "out_of_reach", "hours", "dates", "waiting")}

    def most(row: dict[str, Any]) -> tuple[bool, int, str]:
        hidden = _format.missing(row["people"])
        return hidden, 0 if hidden else -int(row["people"]), str(row["need"])

    body = [_top(demand.regions, columns, lang, rows, most, lambda row: row["dimension"] == "network")]
    if demand.structure["known_today_only"]:
        body.insert(0, _page.small(word("known_today", lang)))
    if demand.structure["publish"]:
        body.insert(0, _page.small(word("published", lang)))
    if _format.columns(demand.runs, "runs")["measure"]:
        body.append(_page.heading(word("new_runs", lang)))
        runs = {name: name for name in ("measure", "region", "start", "seats", "people", "gain")}
        body.append(_top(demand.runs, runs, lang, rows))
    return word("demand", lang, date=_format.date(demand.structure["date"], lang)), body


def _unlocked(unlocked: Unlocked, lang: str, rows: int) -> tuple[str, list[str]]:
    steps = {"step": "step", "candidates": "people", "opens": "opens_pairs", "vacancies": "vacancies"}
    plans = {"candidate": "candidate", "closes": "closes", "ready": "ready", "late_ready": "late", "opens": "opens"}
    body = [_top(unlocked.steps, steps, lang, rows), _page.heading(word("plans", lang)), _top(unlocked.plans, plans, lang, rows)]
    return word("unlocked", lang, date=_format.date(unlocked.structure["date"], lang)), body


def _employers(employers: Employers, lang: str, rows: int) -> tuple[str, list[str]]:
    columns = {name: name for name in ("vacancy", "employer", "open", "proposals", "people", "first_start", "next_duty")}
    body = [_top(employers.vacancies, columns, lang, rows)]
    return word("employers", lang, date=_format.date(employers.structure["date"], lang)), body


def _explanation(explanation: Explanation, lang: str, rows: int) -> tuple[str, list[str]]:
    title, *lines = explanation.text.splitlines() or [""]
    text = _page.text("\n".join(lines[:_LINES]))
    body = [f'<pre style="white-space:pre-wrap;background:transparent;color:inherit;margin:.3em 0">{text}</pre>']
    if len(lines) > _LINES:
        body.append(_page.small(word("lines_left_out", lang, count=len(lines) - _LINES)))
    return title, body


_PAGES: list[tuple[type, Callable[[Any, str, int], tuple[str, list[str]]]]] = [
    (Network, _network),
    (Options, _options),
    (Result, _result),
    (Report, _report),
    (Demand, _demand),
    (Unlocked, _unlocked),
    (Employers, _employers),
    (Explanation, _explanation),
]
