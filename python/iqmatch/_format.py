# SPDX-License-Identifier: Apache-2.0
"""Numbers, dates and missing cells as plots and pages show them."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from . import _errors, _frames

LANGUAGES = ("en", "de")


def language(lang: str) -> str:
    """The language, if it is one that texts exist in."""
    if lang not in LANGUAGES:
        raise _errors.UsageError(f"unknown language: {lang!r}; known: {', '.join(LANGUAGES)}")
    return lang


def missing(cell: Any) -> bool:
    """None, NaN, NaT and NA: frames of different kinds say it differently."""
    if cell is None or type(cell).__name__ in ("NAType", "NaTType"):
        return True
    return isinstance(cell, (float, Decimal)) and math.isnan(cell)


def number(value: Any, lang: str, digits: int | None = None) -> str:
    """A number as it is read: German with a decimal comma. `digits` after the point; None = as many as it has, at most 6."""
    if isinstance(value, Decimal):
        text = f"{value:f}" if digits is None else f"{value:.{digits}f}"
    elif digits is None:
        text = f"{float(value):.6f}"
        text = text.rstrip("0").rstrip(".")
    else:
        text = f"{float(value):.{digits}f}"
    if text.lstrip("-").strip("0.") == "":
        text = text.lstrip("-")
    return text.replace(".", ",") if lang == "de" else text


def grouped(value: float, lang: str) -> str:
    """A number on an axis: as `number`, whole ones of five and more digits in groups of three."""
    if abs(value) >= 10_000 and value == int(value):
        text = f"{int(value):,}"
        return text.replace(",", ".") if lang == "de" else text
    return number(value, lang)


def percent(share: Any, lang: str, digits: int = 0) -> str:
    return f"{number(Decimal(str(share)) * 100, lang, digits)} %"


def day(value: Any) -> datetime.date | None:
    """A date from a date or its ISO text; missing stays None."""
    if missing(value) or value == "":
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))


def date(value: Any, lang: str) -> str:
    """A date as it is read: 01.03.2027 in German, else ISO as in all other texts."""
    at = day(value)
    if at is None:
        return ""
    return f"{at:%d.%m.%Y}" if lang == "de" else at.isoformat()


def cell(value: Any, lang: str) -> str:
    """Any cell of a frame as text."""
    if missing(value):
        return ""
    if isinstance(value, bool):
        return {"en": ("no", "yes"), "de": ("nein", "ja")}[lang][value]
    if isinstance(value, datetime.date):
        return date(value, lang)
    if isinstance(value, (float, Decimal)) or type(value).__name__.startswith("float"):
        return number(value, lang)
    return str(value)


def columns(frame: Any, name: str, needed: tuple[str, ...] = ()) -> dict[str, list[Any]]:
    """The columns of a frame of any kind, with those that are needed."""
    read, _ = _frames.read(frame, name)
    if isinstance(read, str):
        raise _errors.UsageError(f"{name} must be a frame or a dict of columns")
    lacking = [column for column in needed if column not in read]
    if lacking:
        raise _errors.UsageError(f"{name} has no column {', '.join(lacking)}")
    return read


def rows(table: Mapping[str, list[Any]]) -> list[dict[str, Any]]:
    """The rows of columns."""
    names = list(table)
    return [dict(zip(names, cells)) for cells in zip(*(table[name] for name in names))]
