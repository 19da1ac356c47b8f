# SPDX-License-Identifier: Apache-2.0
"""The value of one pair, part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import _errors, _format
from .._match import Assignment, Explanation, Options, explain
from . import _style
from ._words import word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLOURS = {"candidate": _style.BLUE, "employer": _style.ORANGE, "region": _style.GREEN, "plan": _style.RED}


def _pair(subject: Any, candidate: str, vacancy: str | None, lang: str) -> tuple[dict[str, Any], float | None]:
    """The explained pair, and the value of the proposal where a plan leads to it."""
    if isinstance(subject, Explanation):
        if "pair" not in subject.structure:
            raise _errors.UsageError("the explanation has no parts of a value: explain() one pair for counsellors")
        return subject.structure["pair"], None
    if not isinstance(subject, (Options, Assignment)):
        raise _errors.UsageError("waterfall() needs the answer of assign(), options() or explain()")
    person = explain(subject, candidate, lang=lang).structure
    proposal = person.get("proposal") or {}
    if vacancy is None:
        vacancy = proposal.get("vacancy") or None
        best = [option for option in person["options"] if option["option"]]
        if vacancy is None and proposal:
            raise _errors.UsageError(f"a plan without a vacancy is proposed to {candidate}: name a vacancy")
        if vacancy is None and best:
            vacancy = str(max(best, key=lambda option: float(option["value"]))["vacancy"])
        if vacancy is None:
            raise _errors.UsageError(f"{candidate} has no proposal and no option: name a vacancy")
    pair: dict[str, Any] = explain(subject, candidate, vacancy, lang=lang).structure["pair"]
    planned = proposal.get("vacancy") == vacancy and not pair["option"]
    return pair, float(proposal["value"]) if planned else None


def waterfall(
    subject: Assignment | Options | Explanation,
    candidate: str = "",
    vacancy: str | None = None,
    *,
    ax: Axes | None = None,
    lang: str = "en",
    zeros: bool = False,
) -> Axes:
    """The parts of the value of one pair as `explain` names them, one after the other, and their sum.

    `vacancy` None: the proposal, with options the best one. An explanation of one pair needs neither key. `zeros`: shows
    parts of value 0 as well. Where a plan leads to the proposal, the parts are those of the pair without anything
    missing, and one bar more is what the plan changes: the value of the proposal less their sum.
    """
    pair, proposed = _pair(subject, candidate, vacancy, _format.language(lang))
    if not pair.get("parts"):
        raise _errors.UsageError("the pair has no parts of a value: a rule excludes it before anything is valued")
    parts = [part for part in pair["parts"] if zeros or part["value"] != 0]
    hidden = len(pair["parts"]) - len(parts)
    bars = [(str(p["label"]), float(p["value"]), str(p["side"]), bool(p["known"])) for p in parts]
    total = float(pair["value"])
    if proposed is not None:
        bars.append((word("plan", lang), proposed - total, "plan", True))
        total = proposed
    labels = [_style.wrap(label, 42) for label, *_ in bars] + [word("total", lang)]
    ax = _style.axes(ax, 8.5, 1.7 + len(labels) * _style.row_height(labels))
    ends, at = [0.0], 0.0
    for i, (_, value, side, known) in enumerate(bars):
        ax.barh(
            i, value, left=at, height=0.62, color=_COLOURS.get(side, _style.GREY), alpha=1.0 if known else 0.55,
            hatch=None if known else "///", edgecolor="white" if not known else _COLOURS.get(side, _style.GREY), linewidth=0.6,
        )  # fmt: skip
        ax.plot([at + value, at + value], [i - 0.31, i + 1.31], color=_style.GREY, linewidth=0.8, zorder=1)
        at += value
        ends.append(at)
    ax.barh(len(bars), total, height=0.62, color=_style.BLACK)
    low, high = min([0.0, total] + ends), max([0.0, total] + ends)
    room = (high - low or 1.0) * 0.02
    for i, (_, value, _, _) in enumerate(bars):
        right = max(ends[i], ends[i + 1])
        ax.text(right + room, i, _format.number(value, lang, 3), va="center", fontsize=_style.SMALL, color=_style.TEXT)
    ax.text(max(0.0, total) + room, len(bars), _format.number(total, lang, 3), va="center", fontsize=_style.NORMAL,
            weight="bold", color=_style.TEXT)  # fmt: skip
    ax.set_xlim(low - room if low < 0 else 0.0, high + 7 * room)
    ax.axvline(0.0, color=_style.TEXT, linewidth=0.8)
    _style.rows(ax, labels)
    _style.plain(ax)
    _style.numbers(ax.xaxis, lang)
    ax.set_xlabel(word("value", lang), fontsize=_style.NORMAL, color=_style.TEXT)
    heading = word("waterfall", lang, candidate=_name(subject, candidate), vacancy=f"{pair['vacancy']} ({pair['occupation']})")
    if not pair["option"] and proposed is None:
        heading += f" – {word('if_possible', lang)}"
    _style.finish(ax, heading, word("zeros", lang, count=hidden) if hidden else "", _handles(bars, lang))
    return ax


def _name(subject: Any, candidate: str) -> str:
    return str(subject.structure["candidate"]) if isinstance(subject, Explanation) else candidate


def _handles(bars: list[tuple[str, float, str, bool]], lang: str) -> list[Any]:
    patch = _style.library("patches").Patch
    sides = [side for side in _COLOURS if any(bar[2] == side for bar in bars)]
    handles = [patch(facecolor=_COLOURS[side], label=word(f"side.{side}", lang)) for side in sides]
    if any(not bar[3] for bar in bars):
        handles.append(patch(facecolor=_style.GREY, hatch="///", edgecolor="white", label=word("unknown_input", lang)))
    return handles
