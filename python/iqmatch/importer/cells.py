# SPDX-License-Identifier: Apache-2.0
"""One cell of an export as one cell of a network: dates, numbers, keys of districts, codes of
occupations.

What is repaired is told; what could mean two things is refused.
"""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

#: Texts that mean an empty cell unless the mapping says otherwise. "none" is not one: it would mean
#: *none*.
EMPTY = ("", "NaN", "nan", "NULL", "null", "NaT", "<NA>", "#N/A", "#NV")
#: Date formats of a file unless the mapping says otherwise.
DATES: tuple[str, ...] = ("DD.MM.YYYY", "YYYY-MM-DD")
KNOWN_DATES = {
    "DD.MM.YYYY": r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})",
    "DD.MM.YY": r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{2})",
    "YYYY-MM-DD": r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})",
    "YYYYMMDD": r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
    "DD/MM/YYYY": r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})",
    "MM/DD/YYYY": r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})",
}
#: The day before day 1 of a spreadsheet's count; the count of 1900 has a 29 February that never
#: was.
_SERIALS = {1900: datetime.date(1899, 12, 30), 1904: datetime.date(1904, 1, 1)}
_ZERO_TIME = re.compile(r"[ T]00:00(:00(\.0+)?)?(Z|\+00:00)?$")
_UNIT = re.compile(
    r"\s*(€|eur|euro|h|std\.?|stunden|stunde|min\.?|minuten|km|monate|jahre|uhr)\s*$", re.IGNORECASE
)
_LONGEST_NUMBER = 40


class Good(NamedTuple):
    """A cell of the network; `repaired` names what was changed beyond writing it differently."""

    text: str
    repaired: str = ""


class Bad(NamedTuple):
    """A cell that cannot be read."""

    code: str
    detail: str = ""


class ErrorCell(NamedTuple):
    """A spreadsheet cell that shows an error."""

    text: str


class Uncached(NamedTuple):
    """A spreadsheet cell whose formula has no stored value."""

    formula: str


@dataclass(frozen=True)
class Style:
    """How a file writes its cells."""

    decimal: str = ","
    dates: tuple[str, ...] = DATES
    serial_dates: int | None = None
    empty: frozenset[str] = frozenset(EMPTY)


def clean(text: str) -> str:
    """One line without outer and double spaces, in one Unicode form."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = unicodedata.normalize("NFC", text)
    kept = "".join(" " if unicodedata.category(c) in {"Cc", "Zs", "Zl", "Zp"} else c for c in text)
    return " ".join("".join(c for c in kept if c not in "\ufeff\u200b\u00ad\u2060").split())


def as_text(raw: Any) -> str:
    """A raw cell as text: whole numbers without a point, dates in ISO form."""
    if raw is None or isinstance(raw, (ErrorCell, Uncached)):
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float):
        if not math.isfinite(raw):
            return "NaN" if math.isnan(raw) else str(raw)
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else repr(raw)
    if isinstance(raw, datetime.datetime):
        midnight = raw.time() == datetime.time()
        return raw.date().isoformat() if midnight else raw.isoformat(" ", "minutes")
    if isinstance(raw, datetime.time):
        return raw.strftime("%H:%M")
    return clean(str(raw))


def date(raw: Any, style: Style) -> Good | Bad:
    """A date as YYYY-MM-DD.

    A time of day at midnight is dropped silently, another one as a repair.
    """
    formats = ", ".join(style.dates)
    if isinstance(raw, datetime.datetime):
        return Good(raw.date().isoformat(), "" if raw.time() == datetime.time() else "time_dropped")
    if isinstance(raw, datetime.date):
        return Good(raw.isoformat())
    text = _ZERO_TIME.sub("", as_text(raw))
    number = re.fullmatch(r"\d{1,6}(\.\d+)?", text)
    if number:
        days = int(text.partition(".")[0])
        if not 1 <= days <= 200000:
            return Bad("import_date", formats)
        day = _SERIALS[style.serial_dates or 1900] + datetime.timedelta(days=days)
        if style.serial_dates is None:
            hint = f"{formats}; serial_dates = 1900: {text} = {day}"
            return Bad("import_date", hint)
        return Good(day.isoformat(), "serial_date")
    for name in style.dates:
        match = re.fullmatch(KNOWN_DATES[name], text, re.ASCII)
        if match:
            year = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
            try:
                return Good(datetime.date(year, int(match["m"]), int(match["d"])).isoformat())
            except ValueError:
                return Bad("import_date_impossible")
    return Bad("import_date", formats)


def number(raw: Any, style: Style) -> Decimal | Bad:
    """A number as the file writes them: "1.234,56 €" with a decimal comma, "1,234.56" with a
    decimal point.
    """
    if isinstance(raw, bool):
        return Bad("import_number", "1.234,5")
    if isinstance(raw, (int, float)):
        text, point = as_text(raw), "."
    else:
        text, point = _UNIT.sub("", as_text(raw)), style.decimal
    text = text.replace("−", "-").replace("'", "").replace("’", "")
    text = re.sub(r"(?<=\d) (?=\d{3}\b)", "", text)
    group = "," if point == "." else "."
    p, g = re.escape(point), re.escape(group)
    hint = f'decimal = "{point}": {"1.234,5" if point == "," else "1,234.5"}'
    if len(text) > _LONGEST_NUMBER or not re.fullmatch(
        rf"[+-]?(\d+|\d{{1,3}}({g}\d{{3}})+)({p}(\d+|-{{1,2}}))?", text, re.ASCII
    ):
        return Bad("import_number", hint)
    plain = text.replace(group, "").replace(point, ".").replace(".--", "").replace(".-", "")
    try:
        return Decimal(plain)
    except InvalidOperation:  # pragma: no cover - the pattern above admits numbers only
        return Bad("import_number", hint)


def decimal(raw: Any, style: Style, places: int, factor: Decimal) -> Good | Bad:
    """A decimal number with at most so many places; more are rounded, and told."""
    value = number(raw, style)
    if isinstance(value, Bad):
        return value
    scaled = value * factor
    rounded = scaled.quantize(Decimal(1).scaleb(-places)) if _fits(scaled) else scaled
    text = format(rounded, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Good("0" if text in {"-0", ""} else text, "rounded" if rounded != scaled else "")


def integer(raw: Any, style: Style, factor: Decimal) -> Good | Bad:
    """A whole number; "2,0" is one, "2,5" is not."""
    value = number(raw, style)
    if isinstance(value, Bad):
        return value
    scaled = value * factor
    if not _fits(scaled) or scaled != scaled.to_integral_value():
        return Bad("import_number", "0 … 999999999999999999")
    return Good(str(int(scaled)))


def _fits(value: Decimal) -> bool:
    return value.adjusted() <= 18


def region(text: str) -> Good | None:
    """An AGS of five digits.

    A lost leading zero is put back; of a municipality's key the district is taken.
    """
    if text == "abroad":
        return Good(text)
    digits = text.replace(" ", "")
    if not re.fullmatch(r"\d{4,12}", digits, re.ASCII):
        return None
    if len(digits) in {4, 7, 11}:
        return Good(
            "0" + digits[:4], "leading_zero" if len(digits) == 4 else "district_of_municipality"
        )
    if len(digits) == 5:
        return Good(digits)
    if len(digits) in {8, 12}:
        return Good(digits[:5], "district_of_municipality")
    return None


def kldb(text: str) -> Good | None:
    """A KldB code of five digits, alone or in one of the employment agency ("B 43412-100")."""
    if re.fullmatch(r"\d{5}", text, re.ASCII):
        return Good(text)
    match = re.fullmatch(r"(?:[A-Z]{1,2} ?)?(\d{3}) ?(\d{2})(?:-\d{1,3}|-…)?", text, re.ASCII)
    return Good(match[1] + match[2], "code_taken_out") if match else None


def postcode(text: str) -> Good:
    """A postcode; four digits have lost their zero."""
    return (
        Good("0" + text, "leading_zero") if re.fullmatch(r"\d{4}", text, re.ASCII) else Good(text)
    )


def time(raw: Any) -> Good | Bad:
    """A time of day as HH:MM: "8:30", "08.30 Uhr" and "8 Uhr" too."""
    text = re.sub(r"\s*Uhr$", "", as_text(raw), flags=re.IGNORECASE)
    match = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2})(?::00)?)?", text, re.ASCII)
    if not match or int(match[1]) > 24 or int(match[2] or 0) > 59:
        return Bad("import_time")
    return Good(f"{int(match[1]):02d}:{match[2] or '00'}")
