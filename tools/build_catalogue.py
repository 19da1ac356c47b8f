#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes a catalogue folder out of the published classifications.

    build_catalogue.py REFERENCE DIR

REFERENCE holds the tables of ESCO, KldB 2010 and their mapping (docs/reference/catalogue.md lists them). DIR becomes a
catalogue for network.json: every KldB code, every ESCO skill, what the codes need, crosswalks, and this repository's
regions and shortages. The same tables give the same bytes. DIR is written as a whole or not at all; a DIR that holds
anything but an earlier catalogue is refused.

Exit codes: 0 done, 1 the tables have errors (all listed), 2 wrong usage, 5 a file cannot be read or written.
"""

import argparse
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools" / "lib"))
import catalogue_rules as rules  # noqa: E402
from csv_tables import csv_bytes, may_replace, weight_text, write_folder  # noqa: E402
from findings import NO_FILE, WRONG_USAGE, Findings  # noqa: E402
from reference import read_own, read_reference  # noqa: E402

MARK = b"# A catalogue made by iqmatch\n"
COPIED = ("regions.csv", "shortages.csv")
README = """
Made by `tools/build_catalogue.py` of iqmatch from published classifications; running it again replaces this folder.
Name it in `network.json` as `"catalogue"`. Rules and columns are described in `docs/reference/catalogue.md`.

This catalogue uses the ESCO classification of the European Commission, © European Union, reused under Commission
Decision 2011/833/EU; changes: labels trimmed, weights and relations of KldB codes computed. Codes and job titles of the
KldB 2010 and the mapping to ESCO, on which the crosswalks rest, are by the Bundesagentur für Arbeit; check its terms
before you pass this folder on. Regions and shortages: see the column `source` and the documentation of iqmatch.

| table | rows |
|---|---:|
"""


def occupations(reference, own):
    ours = {row.kldb: row for row in own.occupations}
    codes = sorted(row.kldb for row in reference.kldb)
    known, english = set(codes), rules.english_labels(reference)
    for row in sorted(reference.kldb):
        mine = ours.get(row.kldb)
        if mine is not None:
            helper = mine.helper_of if mine.helper_of == "none" or mine.helper_of in known else ""
            yield row.kldb, mine.label_de, mine.label_en, mine.regulation_family, helper, "iqmatch"
        else:
            family = rules.family_of(row.kldb, own.families)
            helper = rules.helper_of(row.kldb, codes)
            label = english.get(row.kldb, "")
            yield row.kldb, row.label_de, label, family, helper, "KldB 2010, a typical job title"


def skills(reference, own):
    for row in reference.skills:
        yield row.uri, row.label_de, row.label_en, row.skill_type, "ESCO"
    for row in reference.groups:
        yield row.uri, row.label_de, row.label_en, "group", "ESCO"
    for row in own.skills:
        yield row.skill, row.label_de, row.label_en, row.kind, "iqmatch"


def occupation_skills(reference, own):
    codes = {row.kldb for row in reference.kldb}
    for code, needs in rules.all_needs(reference).items():
        for skill, need in needs.items():
            yield code, skill, need.relation, weight_text(need.weight)
    for row in own.occupation_skills:
        if row.kldb in codes:
            yield tuple(row)


def skill_broader(reference, own):
    known = {row.uri for row in reference.skills} | {row.uri for row in reference.groups}
    for row in reference.broader:
        if row.uri != row.broader_uri:
            yield tuple(row)
    for row in own.skill_broader:
        if row.broader in known:
            yield tuple(row)


def crosswalk_esco(reference):
    for code, scopes in rules.mapped_occupations(reference.mapping).items():
        for uri, scope in scopes.items():
            yield code, uri, scope


def tables_of(reference, own):
    """File name -> header and rows, sorted."""
    isco = ((row.kldb, row.isco, weight_text(rules.micro(row.weight))) for row in reference.isco)
    return {
        "occupations.csv": (
            ("kldb", "label_de", "label_en", "regulation_family", "helper_of", "source"),
            sorted(occupations(reference, own)),
        ),
        "skills.csv": (("skill", "label_de", "label_en", "kind", "source"), sorted(skills(reference, own))),
        "skill_broader.csv": (("skill", "broader"), sorted(skill_broader(reference, own))),
        "occupation_skills.csv": (
            ("kldb", "skill", "relation", "weight"),
            sorted(occupation_skills(reference, own)),
        ),
        "occupation_isco.csv": (("kldb", "isco", "weight"), sorted(isco)),
        "occupation_esco.csv": (("kldb", "esco_uri", "scope"), sorted(crosswalk_esco(reference))),
    }


def files_of(reference, own, root):
    files, counts = {}, []
    for name, (header, rows) in tables_of(reference, own).items():
        files[name] = csv_bytes(header, rows)
        counts.append((name, len(rows)))
    for name in COPIED:
        files[name] = (root / "data" / "catalogue" / name).read_bytes()
        counts.append((name, files[name].count(b"\n") - 1))
    listed = "".join(f"| `{name}` | {count} |\n" for name, count in counts)
    files["README.md"] = MARK + (README + listed).encode("utf-8")
    return files, counts


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reference", metavar="REFERENCE", type=pathlib.Path)
    parser.add_argument("folder", metavar="DIR", type=pathlib.Path)
    given = parser.parse_args(arguments)
    findings = Findings()
    own, reference = read_own(ROOT, findings), read_reference(given.reference, findings)
    if findings:
        findings.print()
        return findings.exit_code()
    try:
        files, counts = files_of(reference, own, ROOT)
        if not may_replace(given.folder, files, MARK):
            print(f"error: {given.folder}: holds something that is no catalogue of this program", file=sys.stderr)
            return WRONG_USAGE
        write_folder(given.folder, files)
    except OSError as error:
        print(f"error: {error.filename or given.folder}: {error.strerror}", file=sys.stderr)
        return NO_FILE
    absent = sorted({row.kldb for row in own.occupations} - {row.kldb for row in reference.kldb})
    if absent:
        print(f"warning: REFERENCE lacks codes of data/catalogue, left out: {', '.join(absent)}", file=sys.stderr)
    for name, count in counts:
        print(f"{name}: {count} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
