# SPDX-License-Identifier: Apache-2.0
"""What the compiled core knows about tables, codes and column names.

Nothing of it is written down here a second time.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable
from typing import NamedTuple

import iqmatch
from iqmatch import _core

#: Tables of the catalogue: shared by networks, not filled by an import.
CATALOGUE = frozenset(
    [
        "regions",
        "occupations",
        "skills",
        "skill_broader",
        "occupation_skills",
        "occupation_isco",
        "occupation_esco",
        "shortages",
        "travel",
    ]
)
#: Tables about employers and courses; all others are about people.
NOT_PEOPLE = frozenset(
    [
        "employers",
        "providers",
        "sites",
        "vacancies",
        "vacancy_tranches",
        "vacancy_skills",
        "measures",
        "measure_requires",
        "measure_closes",
        "course_runs",
        "run_times",
        "run_parts",
        "contingents",
        "units",
    ]
)
#: What every record may say about its origin.
ORIGIN = ("source", "owner", "last_confirmed")

#: Columns that hold codes of the table `titles` of the rules.
TITLES = frozenset({("candidates", "title"), ("titles", "title")})

#: Words of columns with contacts of people, beside those that the core refuses.
_CONTACT_WORDS = frozenset(
    [
        "strasse",
        "str",
        "hausnummer",
        "hausnr",
        "anschrift",
        "adresse",
        "wohnadresse",
        "address",
        "street",
        "mail",
        "emailadresse",
        "tel",
        "telefonnr",
        "mobil",
        "mobilnummer",
        "fax",
        "iban",
        "kontonummer",
        "sozialversicherungsnummer",
        "svnummer",
        "steuernummer",
        "steuerid",
        "whatsapp",
        "skype",
    ]
)
_CONTACT_STEMS = ("strasse", "anschrift", "emailadr", "telefonnummer", "handynummer", "mobilnummer")
_FOLDS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_DAY = "2026-01-01"


class Column(NamedTuple):
    """A column of a network's table."""

    table: str
    name: str
    type: str
    required: bool


@functools.cache
def tables() -> dict[str, dict[str, Column]]:
    """The tables that an import may fill, in the order of the schema."""
    found: dict[str, dict[str, Column]] = {}
    for row in _core.schema():
        if row["table"] not in CATALOGUE:
            column = Column(row["table"], row["column"], row["type"], bool(row["required"]))
            found.setdefault(column.table, {})[column.name] = column
    return found


@functools.cache
def codes() -> dict[tuple[str, str], tuple[str, ...]]:
    """The codes that a column allows, by table and column: asked from the core with a code that
    none allows.
    """
    strange = {table: {name: ["?"] for name in columns} for table, columns in tables().items()}
    allowed: dict[tuple[str, str], tuple[str, ...]] = {}
    try:
        iqmatch.network(strange, as_of=_DAY, frames="dict")
    except iqmatch.DataError as error:
        for finding in error.findings:
            column = tables()[finding["file"]].get(finding["column"])
            coded = column is not None and column.type in {"code", "code_set", "yes_no", "cefr"}
            if coded and finding["code"] in {"code_unknown", "level_unknown"}:
                allowed[(finding["file"], finding["column"])] = _listed(finding["hint_en"])
    titles = _titles()
    for key in TITLES:
        allowed[key] = titles
    return allowed


def _listed(hint: str) -> tuple[str, ...]:
    """The codes of a hint "allowed: a, b, c; …"."""
    return tuple(hint.partition(": ")[2].partition(";")[0].split(", "))


def _titles() -> tuple[str, ...]:
    """The codes of residence titles: rules know them, tables do not."""
    network = iqmatch.network(
        {
            "candidates": {"candidate": ["a"], "title": ["?"]},
            "vacancies": {"vacancy": ["v"], "kldb": ["29302"], "positions": [1]},
        },
        as_of=_DAY,
        frames="dict",
    )
    try:
        iqmatch.options(network)
    except iqmatch.DataError as error:
        for finding in error.findings:
            if finding["column"] == "title":
                return _listed(finding["hint_en"])
    return ()


def classify(names: Iterable[str], *, about_people: bool) -> dict[str, str]:
    """Which of these column names are "protected" or "personal"; the others are left out.

    The core judges every name, the parts of a joined one ("Person / Geb.-Datum") and neighbouring
    words together; contacts of people are judged here as well.
    """
    asked = {name: _parts(name) for name in names if name}
    judged = _judged({part for parts in asked.values() for part in parts}, about_people)
    kinds: dict[str, str] = {}
    for name, parts in asked.items():
        found = {judged.get(part) or ("personal" if _is_contact(part) else "") for part in parts}
        for kind in ("protected", "personal"):
            if kind in found:
                kinds.setdefault(name, kind)
    return kinds


def _parts(name: str) -> list[str]:
    parts = [name, *name.split(" / ")]
    for part in parts[1:] if len(parts) > 2 else parts[:1]:
        words = "".join(c if c.isalnum() else " " for c in part).split()
        parts += [a + b for a, b in itertools.pairwise(words)]
    # The core shortens long names where it shows them.
    return list(dict.fromkeys(part[:60] for part in parts))


def _judged(names: Iterable[str], about_people: bool) -> dict[str, str]:
    """What the core says to columns of these names in a table about people, or about vacancies."""
    frames: dict[str, dict[str, list[str]]] = {
        "candidates": {"candidate": []},
        "vacancies": {"vacancy": [], "kldb": [], "positions": []},
    }
    table = "candidates" if about_people else "vacancies"
    frames[table].update({name: [] for name in sorted(names) if name not in tables()[table]})
    try:
        findings = iqmatch.network(frames, as_of=_DAY, frames="dict").warnings
    except iqmatch.DataError as error:
        findings = error.findings
    said = {"protected_column": "protected", "person_name_column": "personal"}
    return {f["column"]: said[f["code"]] for f in findings if f["code"] in said}


def _is_contact(name: str) -> bool:
    folded = name.casefold().translate(_FOLDS)
    words = "".join(c if c.isalpha() else " " for c in folded).split()
    joined = "".join(words)
    return (
        any(word in _CONTACT_WORDS for word in [*words, joined])
        or "e mail" in " ".join(words)
        or any(stem in joined for stem in _CONTACT_STEMS)
    )
