# SPDX-License-Identifier: Apache-2.0
"""The published classifications that a catalogue is made of: ESCO 1.2.0, KldB 2010 and the mapping between them.

They are not part of this repository. Which tables and columns a folder of them must have stands here, as data;
docs/reference/catalogue.md names sources and licences.
"""

import pathlib
from collections import defaultdict, namedtuple

from csv_tables import Reader, Schema, column

SCOPES = ("same", "close", "narrower", "broader")  # said of the ESCO occupation, nearest first
RELATIONS = ("essential", "optional")


def check_level(row, _keys):
    if row.kldb[4] != row.requirement_level:
        return "requirement_level", f"not the fifth digit of the code: {row.kldb!r}"
    return None


def check_mapped(row, keys):
    """Job titles without an occupation in ESCO are mapped to an ISCO group instead, and say so in `note`."""
    known = keys["esco_occupations.csv"]
    if known is not None and not row.note and row.esco_uri not in known:
        return "esco_uri", f"unknown in esco_occupations.csv: {row.esco_uri!r}"
    return None


SCHEMAS = {
    "kldb": Schema(
        "kldb_occupations.csv",
        (column("kldb", "kldb"), column("label_de", "label"), column("requirement_level", tuple("1234"))),
        ("kldb",),
        check_level,
    ),
    "esco": Schema(
        "esco_occupations.csv",
        (column("uri", "uri"), column("label_en", "label"), column("label_de")),
        ("uri",),
    ),
    "skills": Schema(
        "esco_skills.csv",
        (
            column("uri", "uri"),
            column("label_de"),
            column("label_en", "label"),
            column("skill_type", ("skill", "knowledge", "")),
        ),
        ("uri",),
    ),
    "groups": Schema(
        "esco_skill_groups.csv",
        (column("uri", "uri"), column("label_de"), column("label_en", "label")),
        ("uri",),
    ),
    "broader": Schema(
        "esco_skill_broader.csv",
        (
            column("uri", "uri", ("esco_skills.csv", "esco_skill_groups.csv")),
            column("broader_uri", "uri", ("esco_skills.csv", "esco_skill_groups.csv")),
        ),
        ("uri", "broader_uri"),
    ),
    "needs": Schema(
        "esco_occupation_skills.csv.gz",
        (
            column("occupation_uri", "uri", ("esco_occupations.csv",)),
            column("skill_uri", "uri", ("esco_skills.csv",)),
            column("relation", RELATIONS),
        ),
        ("occupation_uri", "skill_uri", "relation"),
    ),
    "mapping": Schema(
        "kldb_esco.csv",
        (
            column("kldb", "kldb", ("kldb_occupations.csv",)),
            column("dkz_id"),
            column("kldb_label_de"),
            column("esco_uri", "uri"),
            column("esco_scope", SCOPES),
            column("note", ("isco_fallback", "")),
        ),
        ("dkz_id", "esco_uri"),
        check_mapped,
    ),
    "isco": Schema(
        "kldb_isco.csv",
        (column("kldb", "kldb", ("kldb_occupations.csv",)), column("isco", "isco"), column("weight", "weight")),
        ("kldb", "isco"),
    ),
    "profile": Schema(
        "kldb_skill_profile.csv.gz",
        (
            column("kldb", "kldb", ("kldb_occupations.csv",)),
            column("skill_uri", "uri", ("esco_skills.csv",)),
            column("weight_essential", "weight"),
            column("weight_optional", "weight"),
        ),
        ("kldb", "skill_uri"),
    ),
}

# The repository's own tables, which count wherever they say something.
OWN_SCHEMAS = {
    "occupations": Schema(
        "data/catalogue/occupations.csv",
        tuple(map(column, ("kldb", "label_de", "label_en", "regulation_family", "helper_of"))),
        ("kldb",),
    ),
    "skills": Schema(
        "data/catalogue/skills.csv", tuple(map(column, ("skill", "label_de", "label_en", "kind"))), ("skill",)
    ),
    "occupation_skills": Schema(
        "data/catalogue/occupation_skills.csv",
        tuple(map(column, ("kldb", "skill", "relation", "weight"))),
        ("kldb", "skill"),
    ),
    "skill_broader": Schema(
        "data/catalogue/skill_broader.csv", tuple(map(column, ("skill", "broader"))), ("skill", "broader")
    ),
    "families": Schema(
        "data/rules/occupation_families.csv",
        (column("kldb", "kldb_prefix"), column("regulation_family", "label"), column("valid_from"), column("valid_to")),
        ("kldb", "valid_from"),
    ),
}

Reference = namedtuple("Reference", list(SCHEMAS))
Own = namedtuple("Own", list(OWN_SCHEMAS))


def read_reference(folder, findings):
    reader = Reader(folder, findings)
    return Reference._make(reader.read(schema) for schema in SCHEMAS.values())


def read_own(root, findings):
    """The repository's tables; of its skills only those with keys of their own, because the rest is made from ESCO."""
    reader = Reader(pathlib.Path(root), findings)
    own = Own._make(reader.read(schema) for schema in OWN_SCHEMAS.values())
    return own._replace(
        skills=[row for row in own.skills if is_own(row.skill)],
        occupation_skills=[row for row in own.occupation_skills if is_own(row.skill)],
        skill_broader=[row for row in own.skill_broader if is_own(row.skill)],
    )


def is_own(skill):
    return "://" not in skill


def by(rows, name):
    """Rows grouped by a column, in their order."""
    out = defaultdict(list)
    for row in rows:
        out[getattr(row, name)].append(row)
    return out
