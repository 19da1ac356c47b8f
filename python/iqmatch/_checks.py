# SPDX-License-Identifier: Apache-2.0
"""Arguments, checked: what analysts have at hand is taken (NumPy's numbers, time stamps of pandas), and what could only be a
mistake is refused with a sentence."""

from __future__ import annotations

import datetime
import operator
import os
from typing import Any

from . import _errors


def integer(value: Any) -> int | None:
    """A whole number of Python, NumPy or another library; None for everything else, truth values included."""
    if isinstance(value, bool):
        return None
    try:
        return operator.index(value)
    except TypeError:
        return None


def whole(value: Any, name: str, least: int, most: int) -> int:
    """A whole number within limits."""
    number = integer(value)
    if number is None or not least <= number <= most:
        raise _errors.UsageError(f"{name} must be a whole number from {least} to {most}, not {value!r}")
    return number


def seconds(value: Any, name: str) -> float | None:
    """A time limit."""
    if value is None:
        return None
    try:
        number = -1.0 if isinstance(value, (bool, str, bytes)) else float(value)
    except (TypeError, ValueError, OverflowError):
        number = -1.0
    if not number >= 0:
        raise _errors.UsageError(f"{name} must be a number of seconds, 0 or more, not {value!r}")
    return number


def truth(value: Any, name: str) -> bool:
    """Yes or no. Not whatever Python takes for true: "no" is a text that is not empty."""
    if isinstance(value, bool) or (type(value).__module__ == "numpy" and type(value).__name__ in ("bool", "bool_")):
        return bool(value)
    raise _errors.UsageError(f"{name} must be True or False, not {value!r}")


def day(value: Any, name: str) -> str:
    """A day as text. What has a time or a time zone is none: which day it is depends on where one is."""
    found = value
    if type(found).__module__ == "numpy" and type(found).__name__ == "datetime64":
        found = found.astype("datetime64[us]").item()
    if isinstance(found, datetime.datetime):
        midnight = found == found and found.tzinfo is None and found.isoformat()[10:] == "T00:00:00"  # NaT equals nothing
        found = found.date() if midnight else None
    if isinstance(found, datetime.date):
        return found.isoformat()
    if isinstance(found, str):
        return text(found, name)
    raise _errors.UsageError(f"{name} must be a date such as 2026-11-02, not {value!r}")


def text(value: Any, name: str) -> str:
    """A text."""
    if not isinstance(value, str):
        raise _errors.UsageError(f"{name} must be a text, not {value!r}")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise _errors.UsageError(f"{name} is not valid Unicode (it holds a lone surrogate): {value!r}") from None
    return value


def key(value: Any, name: str) -> str:
    """The key of one record. Keys are text; a number stands for its digits, as it does in frames."""
    if isinstance(value, str):
        return text(value, name)
    number = integer(value)
    if number is None:
        raise _errors.UsageError(f"{name} must be one key, not a {type(value).__name__}")
    return str(number)


def path(value: Any, name: str) -> str:
    """A path as text."""
    try:
        found = os.fsdecode(value)
    except TypeError:
        raise _errors.UsageError(f"{name} must be a path, not a {type(value).__name__}") from None
    if "\0" in found:
        raise _errors.UsageError(f"{name} must be a path, and no path holds a NUL: {found!r}")
    return found
