#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Renews the rows of data/catalogue that come from published classifications.

    refresh_builtin_catalogue.py REFERENCE [--out DIR]

Kept by hand are occupations, regions and shortages, and every row about a skill with a key of our own (s-wound-care).
Made anew are the rows about ESCO skills of skills.csv, occupation_skills.csv and skill_broader.csv, and the whole of
occupation_isco.csv and occupation_esco.csv, all for the codes of occupations.csv. The same tables give the same bytes.
--out writes to another folder than data/catalogue.

Exit codes: 0 done, 1 the tables have errors (all listed), 2 wrong usage, 5 a file cannot be read or written.
"""

import argparse
import pathlib
import sys
from collections import Counter

ROOT = pathlib.Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "data" / "catalogue"
sys.path.insert(0, str(ROOT / "tools" / "lib"))
import catalogue_rules as rules  # noqa: E402
from builtin_choice import Choice  # noqa: E402
from csv_tables import csv_bytes, replace_files, weight_text  # noqa: E402
from findings import NO_FILE, Findings  # noqa: E402
from reference import by, read_own, read_reference  # noqa: E402

CROSSWALK_SCOPES = ("same", "close")


def check_own(reference, own, findings):
    """What the hand-kept rows name must exist."""
    codes = {row.kldb for row in reference.kldb}
    concepts = {row.uri for row in reference.skills} | {row.uri for row in reference.groups}
    ours = {row.skill for row in own.skills}
    for row in own.occupations:
        if row.kldb not in codes:
            findings.add("data/catalogue/occupations.csv", 1, "kldb", f"unknown in kldb_occupations.csv: {row.kldb!r}")
    for row in own.skill_broader:
        if row.broader not in concepts | ours:
            findings.add("data/catalogue/skill_broader.csv", 1, "broader", f"unknown in ESCO: {row.broader!r}")


def broader_rows(skills, reference, own):
    """Of the concepts above the chosen skills those that tell something: chosen themselves, or above two of them."""
    above = [row for row in reference.broader if row.uri in skills and row.uri != row.broader_uri]
    count = Counter(row.broader_uri for row in above)
    told = {(row.uri, row.broader_uri) for row in above if row.broader_uri in skills or count[row.broader_uri] > 1}
    return sorted(told | {tuple(row) for row in own.skill_broader})


def tables_of(reference, own):
    codes = {row.kldb for row in own.occupations}
    needs = {code: found for code, found in rules.all_needs(reference).items() if code in codes}
    wider = by(own.skill_broader, "skill")
    means = {(need.kldb, row.broader) for need in own.occupation_skills for row in wider.get(need.skill, ())}
    choice = Choice(needs, reference, lambda code, skill: (code, skill) in means)
    relations = [
        (code, skill, need.relation, weight_text(need.weight)) for code in needs for skill, need in choice.of(code)
    ]
    skills = {row[1] for row in relations} | {row.broader for row in own.skill_broader}
    broader = broader_rows(skills, reference, own)
    skills |= {concept for _, concept in broader}
    entries = [(row.uri, row.label_de, row.label_en, row.skill_type) for row in reference.skills if row.uri in skills]
    entries += [(row.uri, row.label_de, row.label_en, "group") for row in reference.groups if row.uri in skills]
    mapped = rules.mapped_occupations(reference.mapping)
    esco = [
        (code, uri, scope)
        for code in codes
        for uri, scope in mapped.get(code, {}).items()
        if scope in CROSSWALK_SCOPES
    ]
    isco = [(row.kldb, row.isco, weight_text(rules.micro(row.weight))) for row in reference.isco if row.kldb in codes]
    return {
        "skills.csv": (("skill", "label_de", "label_en", "kind"), entries + [tuple(row) for row in own.skills]),
        "occupation_skills.csv": (
            ("kldb", "skill", "relation", "weight"),
            relations + [tuple(row) for row in own.occupation_skills],
        ),
        "skill_broader.csv": (("skill", "broader"), broader),
        "occupation_isco.csv": (("kldb", "isco", "weight"), isco),
        "occupation_esco.csv": (("kldb", "esco_uri", "scope"), esco),
    }


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reference", metavar="REFERENCE", type=pathlib.Path)
    parser.add_argument("--out", metavar="DIR", type=pathlib.Path, default=CATALOGUE)
    given = parser.parse_args(arguments)
    findings = Findings()
    own, reference = read_own(ROOT, findings), read_reference(given.reference, findings)
    if not findings:
        check_own(reference, own, findings)
    if findings:
        findings.print()
        return findings.exit_code()
    tables = tables_of(reference, own)
    try:
        given.out.mkdir(parents=True, exist_ok=True)
        replace_files(given.out, {name: csv_bytes(header, sorted(rows)) for name, (header, rows) in tables.items()})
    except OSError as error:
        print(f"error: {error.filename or given.out}: {error.strerror}", file=sys.stderr)
        return NO_FILE
    for name, (_, rows) in tables.items():
        print(f"{name}: {len(rows)} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
