# SPDX-License-Identifier: Apache-2.0
"""The dated steps of one person's plan, from a result or from the answer of `Network.plans`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from . import _checks, _errors, _format
from ._match import Assignment

# Where the sentence about a step comes to its dates: what stands before is the name of the step.
_DATED = re.compile(r"(?:\s+(?:from|on|expected by|by|vom|am|voraussichtlich bis|bis))?\s+(?:\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4})")


class Step(NamedTuple):
    """One step of a plan."""

    kind: str
    name: str  #: short, without dates
    text: str  #: the whole sentence, "" where there is none
    start: datetime.date
    end: datetime.date  #: expected
    late: datetime.date  #: where one attempt fails and offices are slow
    apply_before: datetime.date | None


class Plan(NamedTuple):
    """Steps, what they lead to, and when."""

    steps: list[Step]
    today: datetime.date | None
    ready: datetime.date | None
    late_ready: datetime.date | None
    work: datetime.date | None  #: the day on which the proposed work begins
    vacancy: str


def _days(row: Mapping[str, Any]) -> tuple[datetime.date, datetime.date, datetime.date, datetime.date | None]:
    start, end = _format.day(row["start"]), _format.day(row["end"])
    if start is None or end is None:
        raise _errors.UsageError("a step of the plan has no dates")
    return start, end, _format.day(row["late_end"]) or end, _format.day(row["apply_before"])


def proposal(assignment: Assignment, candidate: str) -> dict[str, Any] | None:
    """The row of a person's proposal, or None."""
    columns = _format.columns(assignment.assignment, "assignment")
    if candidate not in columns["candidate"]:
        return None
    return _format.rows(columns)[columns["candidate"].index(candidate)]


def of_assignment(assignment: Assignment, candidate: str, lang: str) -> Plan:
    """The steps that a result proposes to a person; none where it proposes work without a plan, or nothing."""
    steps = []
    for row in _format.rows(_format.columns(assignment.plans, "plans")):
        if row["candidate"] == candidate:
            text = str(row[f"text_{lang}"])
            steps.append(Step(str(row["kind"]), _DATED.split(text)[0], text, *_days(row)))
    chosen = proposal(assignment, candidate)
    start = _format.day(chosen["start"]) if chosen else None
    alone = chosen is None or _format.missing(chosen["vacancy"])
    ready = start if alone else None
    return Plan(steps, None, ready, None, None if alone else start, "" if alone or not chosen else str(chosen["vacancy"]))


def of_plans(answer: Mapping[str, Any], number: int) -> Plan:
    """One plan of the answer of `Network.plans`, counted from 0 over all goals; or such a plan itself."""
    try:
        plans = [answer] if "steps" in answer else [plan for goal in answer["goals"] for plan in goal["plans"]]
        at = _checks.integer(number)
        if at is None or not 0 <= at < len(plans):
            raise _errors.UsageError(f"there is no plan number {number!r}: the answer has {len(plans)}")
        return _of_plan(plans[at], answer.get("date"))
    except (AttributeError, KeyError, TypeError) as error:
        raise _errors.UsageError(f"this is no answer of Network.plans, nor a plan of one: {error!r}") from error


def _of_plan(plan: Mapping[str, Any], date: Any) -> Plan:
    steps = []
    for step in plan["steps"]:
        name = str(step["what"])
        place = re.search(r"\((.*)\)$", str(step["place"]))
        if place:
            name += f", {place.group(1)}"
        steps.append(Step(str(step["kind"]), name, "", *_days(step)))
    return Plan(steps, _format.day(date), _format.day(plan["ready"]), _format.day(plan["late_ready"]), None, "")
