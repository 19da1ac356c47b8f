# SPDX-License-Identifier: Apache-2.0
"""Records of several partners that may be about the same person or vacancy.

They are reported, never merged.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .records import Record

#: What must agree, and what counts as well. A known difference in any of them speaks against.
_RULES: dict[str, tuple[tuple[str, ...], tuple[str, ...], int]] = {
    "candidates": (
        ("region", "occupation"),
        ("postcode", "german", "recognition_status", "title", "registered_on", "hours_min",
         "hours_max", "available_from"),
        3,
    ),
    "vacancies": (
        ("region", "kldb"),
        ("positions", "german", "hours_min", "hours_max", "pay_cents", "pay_per", "start_from",
         "kind", "level_min"),
        3,
    ),
}  # fmt: skip
_KEYS = {"candidates": "candidate", "vacancies": "vacancy"}
#: Pairs that are listed; the number of all is told.
MOST = 1000
#: Larger groups of equal records say little about a single pair.
_LARGEST_GROUP = 200


class Pair(NamedTuple):
    """Two records that may be one."""

    table: str
    first: Record
    second: Record
    basis: str
    agree: tuple[str, ...]


def likely(tables: Mapping[str, Sequence[Record]]) -> tuple[list[Pair], int]:
    """The likely duplicates, at most `MOST`, and how many were left off.

    Two people who share an identity (equal columns named by `identify`, or an equal hashed key
    under another prefix) are listed whoever owns them; others only across owners, where region and
    occupation and at least three more facts agree and no known one disagrees. The facts of details
    count like those of the short form.
    """
    pairs: dict[tuple[int, int], Pair] = {}
    known = {"candidates": _with_details(tables), "vacancies": _plain(tables, "vacancies")}
    by_identity: dict[bytes, list[Record]] = defaultdict(list)
    for record in tables.get("candidates", ()):
        for mark in record.identities:
            by_identity[mark].append(record)
    for group in by_identity.values():
        for a, b in itertools.islice(itertools.combinations(group, 2), MOST + 1):
            pairs.setdefault((id(a), id(b)), Pair("candidates", a, b, "identity", ()))
    for table, (must, may, least) in _RULES.items():
        groups: dict[tuple[str, ...], list[tuple[Record, Mapping[str, str]]]] = defaultdict(list)
        for record, facts in known[table]:
            key = tuple(facts.get(name, "") for name in must)
            if all(key):
                groups[key].append((record, facts))
        for members in groups.values():
            for (a, f), (b, g) in itertools.combinations(members[:_LARGEST_GROUP], 2):
                agree = _agreement(f, g, may) if a.cells["owner"] != b.cells["owner"] else ()
                if len(agree) >= least:
                    pairs.setdefault((id(a), id(b)), Pair(table, a, b, "fields", (*must, *agree)))
    listed = sorted(pairs.values(), key=lambda p: (p.basis != "identity", p.table, -len(p.agree)))
    return listed[:MOST], max(0, len(listed) - MOST)


def key(record: Record, table: str) -> str:
    return record.cells.get(_KEYS[table], "")


def _agreement(f: Mapping[str, str], g: Mapping[str, str], may: Iterable[str]) -> tuple[str, ...]:
    agree = []
    for name in may:
        one, other = f.get(name, ""), g.get(name, "")
        if one and other:
            if one != other:
                return ()
            agree.append(name)
    return tuple(agree)


def _plain(
    tables: Mapping[str, Sequence[Record]], table: str
) -> list[tuple[Record, Mapping[str, str]]]:
    return [(record, record.cells) for record in tables.get(table, ())]


def _with_details(
    tables: Mapping[str, Sequence[Record]],
) -> list[tuple[Record, Mapping[str, str]]]:
    """People with what their only qualification, title and German say."""
    facts = {
        record.cells.get("candidate", ""): dict(record.cells)
        for record in tables.get("candidates", ())
    }
    takes = {
        "qualifications": {"kldb": "occupation", "recognition_status": "recognition_status"},
        "titles": {"title": "title"},
        "languages": {"level": "german"},
    }
    for table, names in takes.items():
        seen: dict[str, int] = defaultdict(int)
        for record in tables.get(table, ()):
            person = record.cells.get("candidate", "")
            if table == "languages" and record.cells.get("language") != "de":
                continue
            seen[person] += 1
            for name, short in names.items():
                if person in facts and seen[person] == 1:
                    facts[person][short] = facts[person].get(short) or record.cells.get(name, "")
    return [
        (record, facts[record.cells.get("candidate", "")])
        for record in tables.get("candidates", ())
    ]
