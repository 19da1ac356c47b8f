# SPDX-License-Identifier: Apache-2.0
"""One person's card: what is proposed, when, why, and what is open, for one of the audiences of `explain`."""

from __future__ import annotations

from typing import Any

from .. import _checks, _errors, _format, _steps
from .._match import Assignment, explain
from . import _page
from ._timeline import timeline
from ._words import word

_MOST, _FEW = 12, 5  # rows of tables on a card


class Card(_page.Page):
    """One person's card. Made by :func:`card`; notebooks show it, `save` writes it, `html` is the piece of HTML."""


def card(
    assignment: Assignment, candidate: str, vacancy: str | None = None, *, lang: str = "en", audience: str = "counsellor"
) -> Card:
    """One person's card with proposal, dated plan, reasons, what is open and what comes next.

    Everything on it comes from :func:`explain` for the audience: "counsellor", "person" (plain language, no prices, nobody
    else) or "employer" (what matters for the job, no plan; `vacancy` None is the proposed one).
    """
    _format.language(lang)
    if not isinstance(assignment, Assignment):
        raise _errors.UsageError("card() needs the answer of assign()")
    candidate = _checks.key(candidate, "candidate")
    vacancy = None if vacancy is None else _checks.key(vacancy, "vacancy")
    if audience == "employer" and vacancy is None:
        explain(assignment, candidate, lang=lang)  # a key that does not exist is refused by name
        chosen = _steps.proposal(assignment, candidate)
        vacancy = None if chosen is None or _format.missing(chosen["vacancy"]) else str(chosen["vacancy"])
        if not vacancy:
            raise _errors.UsageError(f"no vacancy is proposed to {candidate}: name one")
    answer = explain(assignment, candidate, vacancy, lang=lang, audience=audience)
    if answer.structure.get("schema") == "iqmatch-card-1":
        return _sections(assignment, candidate, answer.structure, lang, with_plan=audience == "person" and vacancy is None)
    return _counsellor(assignment, candidate, vacancy, answer.structure, answer.text, lang)


def _plan(plan: _steps.Plan, lang: str) -> str:
    rows = [
        (i + 1, step.text, step.start, step.end, step.late if step.late > step.end else None, step.apply_before)
        for i, step in enumerate(plan.steps)
    ]
    names = [word(code, lang) for code in ("number", "what", "from", "to", "late", "apply_before")]
    return (
        _page.heading(word("card.plan", lang))
        + timeline(plan.steps, plan.work, lang)
        + _page.small(word("timeline.late", lang))
        + _page.table(names, rows, lang)
    )


def _sections(assignment: Assignment, candidate: str, structure: dict[str, Any], lang: str, with_plan: bool) -> Card:
    """A page that `explain` has made for its audience, as it is; for the person with the dates of the steps that it names."""
    plan = _steps.of_assignment(assignment, candidate, lang) if with_plan else None
    body = [_page.heading(str(structure["heading"]), 3)]
    for section in structure["sections"]:
        lines = [str(line) for line in section["lines"]]
        if section["heading"]:
            body.append(_page.heading(str(section["heading"])))
        if plan and section["section"] == "proposal":
            steps = [step for step in plan.steps if step.text in lines]
            told = {step.text for step in steps}
            at = next((i for i, line in enumerate(lines) if line in told), len(lines))
            body += [_page.paragraph(line) for line in lines[:at]]
            if steps:
                body.append(_plan(plan._replace(steps=steps), lang))
            body += [_page.paragraph(line) for line in lines[at:] if line not in told]
        elif section["heading"]:
            body.append(_nested(lines))
        else:
            body += [_page.paragraph(line) for line in lines]
    return Card("".join(body), str(structure["heading"]), lang)


def _nested(lines: list[str]) -> str:
    """Lines as points; indented ones belong to the one before."""
    parts: list[str] = []
    for line in lines:
        if line.startswith(" ") and parts:
            parts[-1] += f'<br><span style="opacity:.8">{_page.text(line.strip())}</span>'
        else:
            parts.append(_page.text(line.strip()))
    return '<ul style="margin:.3em 0;padding-left:1.6em">' + "".join(f"<li>{part}</li>" for part in parts) + "</ul>"


def _counsellor(
    assignment: Assignment, candidate: str, vacancy: str | None, structure: dict[str, Any], whole: str, lang: str
) -> Card:
    person = structure if vacancy is None else explain(assignment, candidate, lang=lang).structure
    proposal, unmatched = person.get("proposal"), person.get("unmatched")
    title = whole.splitlines()[0]
    body = [_page.heading(title, 3)]
    if vacancy is None and proposal:
        body += [_page.heading(word("card.proposal", lang)), _page.paragraph(str(proposal["text"]))]
        plan = _steps.of_assignment(assignment, candidate, lang)
        if plan.steps:
            body.append(_plan(plan, lang))
        vacancy = str(proposal["vacancy"]) or None
    elif vacancy is None and unmatched:
        body += [_page.heading(word("card.proposal", lang)), _page.paragraph(str(unmatched["text"]))]
        if unmatched["steps"]:
            body.append(_page.points([str(step["text"]) for step in unmatched["steps"]]))
    asked: set[str] = set()
    if vacancy is not None:
        pair = explain(assignment, candidate, vacancy, lang=lang).structure["pair"]
        asked = {str(reason["asks"]) for reason in pair["reasons"]}
        body.append(_reasons(pair, lang))
    if proposal:
        body.append(_open(assignment, candidate, vacancy, asked, lang))
    if person.get("options"):
        body.append(_options(person["options"], vacancy, lang))
    if person.get("openings"):
        texts = [str(opening["text"]) for opening in person["openings"] if "text" in opening]
        body += [_page.heading(word("card.openings", lang)), _page.points(texts[:_MOST])]
        if len(texts) > _MOST:
            body.append(_page.small(word("lines_left_out", lang, count=len(texts) - _MOST)))
    if proposal and proposal.get("runner_up"):
        body.append(_runner_up(proposal, lang))
    return Card("".join(body), title, lang)


def _reasons(pair: dict[str, Any], lang: str) -> str:
    """The findings of the rules about one pair, and below what is to be asked."""
    reasons = pair["reasons"]
    rows = [(word(f"effect.{r['effect']}", lang), r["text"], _source(r, lang)) for r in reasons[:_MOST]]
    names = [word(code, lang) for code in ("effect", "reason", "source")]
    parts = [_page.heading(f"{word('card.reasons', lang)}: {pair['vacancy']} ({pair['occupation']})")]
    if pair["outcome"] == "after":
        parts.append(_page.small(word("card.as_today", lang)))
    parts.append(_page.table(names, rows, lang, len(reasons) - len(rows)))
    if pair.get("place"):
        parts.append(_page.paragraph(str(pair["place"]["text"])))
    open_ = [f"{r['text']} ({r['asks']})" if r["asks"] else str(r["text"]) for r in reasons if r["effect"] in ("asks", "unknown")]
    if open_:
        parts += [_page.heading(word("card.open", lang)), _page.points(open_)]
    return "".join(parts)


def _source(reason: dict[str, Any], lang: str) -> str:
    """Where a finding comes from, since when it holds, how sure it is, and whom to ask where it is not verified."""
    if not reason["source"]:
        return str(reason["caveat"])
    parts = [str(reason["source"])]
    for end in ("valid_from", "valid_to"):
        if reason[end]:
            parts.append(word(end, lang, date=_format.date(reason[end], lang)))
    if reason["certainty"]:
        parts.append(word(f"certainty.{reason['certainty']}", lang))
    return "; ".join([*parts, str(reason["caveat"])] if reason["caveat"] else parts)


def _open(assignment: Assignment, candidate: str, vacancy: str | None, asked: set[str], lang: str) -> str:
    """The columns to fill that the proposal leaves open beyond what the reasons name."""
    row = _steps.proposal(assignment, candidate)
    if row is None or (vacancy is not None and str(row["vacancy"]) != vacancy):
        return ""
    rest = [code for code in str(row["open_questions"] or "").split(";") if code and code not in asked]
    return _page.heading(word("card.to_enter", lang)) + _page.points(rest[:_MOST]) if rest else ""


def _options(options: list[dict[str, Any]], vacancy: str | None, lang: str) -> str:
    """The person's other options that need no plan, best first."""
    rest = sorted((o for o in options if o["option"] and o["vacancy"] != vacancy), key=lambda o: (-float(o["value"]), str(o["vacancy"])))
    if not rest:
        return ""
    rows = [(o["vacancy"], o["occupation"], word(f"outcome.{o['outcome']}", lang), _format.day(o["start"]), float(o["value"])) for o in rest]
    names = [word(code, lang) for code in ("vacancy", "occupation", "outcome", "start", "value")]
    return _page.heading(word("card.options", lang)) + _page.table(names, rows[:_FEW], lang, len(rows) - _FEW)


def _runner_up(proposal: dict[str, Any], lang: str) -> str:
    pairs = [(word("vacancy", lang), proposal["runner_up"])]
    if proposal.get("runner_up_start"):
        pairs.append((word("start", lang), _format.day(proposal["runner_up_start"])))
    if proposal.get("difference") is not None:
        pairs.append((word("card.loss", lang), float(proposal["difference"])))
    tie = _page.paragraph(word("card.near_tie", lang)) if proposal.get("near_tie") else ""
    return _page.heading(word("card.runner_up", lang)) + _page.facts(pairs, lang) + tie
