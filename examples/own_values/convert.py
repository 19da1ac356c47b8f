#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turns one year of the published WPI project-centre data into the two tables that `iqmatch solve` reads.

    convert.py YEAR_FOLDER OUT_FOLDER

Reads `student_preference.csv` and `project_capacity.csv` as they were published and writes `options.csv` and
`resources.csv`. Standard library only. What the numbers mean is decided in README.md beside this file.
"""
import csv
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path


class BadData(Exception):
    """The published files do not look as described; the text says where."""


def whole_number(text, where):
    """An id or a number of seats: '7' and '7.0' are the same number, '7.5' and 'x' are refused."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise BadData(f"{where}: {text!r} is not a number") from None
    if not number.is_finite() or number != number.to_integral_value() or number < 0:
        raise BadData(f"{where}: {text!r} is not a whole number")
    return int(number)


def rows_of(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = [row for row in csv.reader(file) if row]
    if not rows:
        raise BadData(f"{path}: the file is empty")
    return rows


def read_seats(path):
    """Seats by project centre, in the order of the file."""
    header, *rows = rows_of(path)
    if header != ["ProjectID", "Capacity"]:
        raise BadData(f"{path}: expected the columns ProjectID and Capacity, found {header}")
    seats = {}
    for line, row in enumerate(rows, start=2):
        if len(row) != 2:
            raise BadData(f"{path}, row {line}: 2 cells expected, {len(row)} found")
        centre = whole_number(row[0], f"{path}, row {line}")
        if centre in seats:
            raise BadData(f"{path}, row {line}: centre {centre} stands here twice")
        seats[centre] = whole_number(row[1], f"{path}, row {line}")
    return seats


def read_utilities(path, seats):
    """Yields (student, [(centre, utility as published)]), in the order of the file."""
    header, *rows = rows_of(path)
    centres = [whole_number(text, f"{path}, header") for text in header[1:]]
    if sorted(centres) != sorted(seats):
        raise BadData(f"{path}: the centres of the header are not those of project_capacity.csv")
    seen = set()
    for line, row in enumerate(rows, start=2):
        where = f"{path}, row {line}"
        if len(row) != len(header):
            raise BadData(f"{where}: {len(header)} cells expected, {len(row)} found")
        student = whole_number(row[0], where)
        if student in seen:
            raise BadData(f"{where}: student {student} stands here twice")
        seen.add(student)
        utilities = []
        for centre, text in zip(centres, row[1:]):
            try:
                utility = Decimal(text)
            except InvalidOperation:
                raise BadData(f"{where}, centre {centre}: {text!r} is not a number") from None
            if not utility.is_finite() or utility < 0:
                raise BadData(f"{where}, centre {centre}: a utility is a number from 0 on, not {text!r}")
            utilities.append((centre, utility))
        yield student, utilities


def convert(year, out):
    """Writes OUT/options.csv and OUT/resources.csv; returns the numbers of students, seats and options."""
    year, out = Path(year), Path(out)
    seats = read_seats(year / "project_capacity.csv")
    options, students = [], 0
    for student, utilities in read_utilities(year / "student_preference.csv", seats):
        students += 1
        wished = [(centre, utility) for centre, utility in utilities if utility > 0]
        for centre, utility in wished:
            options.append((f"student-{student}", f"centre-{centre}", format(utility, "f"), f"centre-{centre}"))
        if not wished:  # counts as a candidate without options
            options.append((f"student-{student}", "", "", ""))
    out.mkdir(parents=True, exist_ok=True)
    for name, header, rows in (
        ("options.csv", ("candidate", "option", "value", "uses"), options),
        ("resources.csv", ("resource", "capacity"), [(f"centre-{c}", n) for c, n in seats.items()]),
    ):
        with open(out / name, "w", newline="", encoding="utf-8") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])
    return students, sum(seats.values()), sum(1 for row in options if row[1])


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        print("{} students, {} seats, {} options".format(*convert(*sys.argv[1:])))
    except (BadData, OSError) as problem:
        sys.exit(f"convert.py: {problem}")
