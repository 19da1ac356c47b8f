# SPDX-License-Identifier: Apache-2.0
"""Counts of what did not simply go through: unmapped values, repairs, unknown cells."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from . import findings

#: What a repair is called.
REPAIRS = {
    "leading_zero": "a lost leading zero was put back",
    "district_of_municipality": "the district was taken from the key of a municipality",
    "code_taken_out": "the KldB code was taken out of a longer code",
    "rounded": "decimals beyond the column's were rounded",
    "serial_date": "a spreadsheet's count of days became a date",
    "time_dropped": "a time of day was dropped from a date",
}
_EXAMPLES = 3


class Place(NamedTuple):
    """A column of a file, and what it fills."""

    file: str
    column: str
    table: str
    target: str


@dataclass
class Repaired:
    """Cells of one column repaired in one way."""

    count: int = 0
    examples: list[tuple[int, str, str]] = field(default_factory=list)


@dataclass
class Unknown:
    """Why cells of a column of the network are unknown."""

    empty: int = 0
    unmapped: int = 0
    mapped: int = 0
    unreadable: int = 0


@dataclass
class Tally:
    """All counts of one import."""

    unmapped: dict[Place, Counter[str]] = field(default_factory=dict)
    repaired: dict[tuple[Place, str], Repaired] = field(default_factory=dict)
    unknown: dict[tuple[str, str], Unknown] = field(default_factory=dict)

    def not_mapped(self, place: Place, value: str) -> None:
        self.unmapped.setdefault(place, Counter())[findings.shorten(value)] += 1

    def repair(self, place: Place, kind: str, row: int, before: str, after: str) -> None:
        entry = self.repaired.setdefault((place, kind), Repaired())
        entry.count += 1
        if len(entry.examples) < _EXAMPLES:
            entry.examples.append((row, findings.shorten(before), after))

    def why(self, table: str, column: str) -> Unknown:
        return self.unknown.setdefault((table, column), Unknown())

    def warnings(self) -> list[findings.Finding]:
        """One finding per column with unmapped values, and per column and kind of repair."""
        found = []
        for place, counter in self.unmapped.items():
            most = ", ".join(f'"{value}" ({n})' for value, n in counter.most_common(5))
            more = ", …" if len(counter) > 5 else ""
            cells = sum(counter.values())
            found.append(
                findings.make(
                    "import_unmapped",
                    file=place.file,
                    column=place.column,
                    value=f"{place.table}.{place.target}: {len(counter)} values, {cells} cells",
                    detail=most + more,
                )
            )
        for (place, kind), entry in self.repaired.items():
            found.append(
                findings.make(
                    "import_repaired",
                    file=place.file,
                    row=entry.examples[0][0],
                    column=place.column,
                    value=entry.count,
                    detail=REPAIRS[kind],
                )
            )
        return found
