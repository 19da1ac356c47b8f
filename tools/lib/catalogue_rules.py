# SPDX-License-Identifier: Apache-2.0
"""The rules by which a catalogue is made from the classifications; docs/reference/catalogue.md tells them to users.

Everything is counted in whole millionths, so that the same tables give the same bytes everywhere.
"""

from collections import namedtuple

from csv_tables import MILLION, micro
from reference import SCOPES, by

# Weights in millionths; `profile` is the part of the mapped occupations that need the skill essentially.
Need = namedtuple("Need", "relation weight profile")

HALF = MILLION // 2


def mapped_occupations(mapping):
    """ESCO occupations of every code with the nearest scope that one of its titles has, without ISCO groups."""
    out = {}
    for row in mapping:
        if row.note:
            continue
        scopes = out.setdefault(row.kldb, {})
        before = scopes.get(row.esco_uri)
        if before is None or SCOPES.index(row.esco_scope) < SCOPES.index(before):
            scopes[row.esco_uri] = row.esco_scope
    return out


def counterparts(scopes):
    """The ESCO occupations that are the same as the code; where there is none, those close to it."""
    for wanted in ("same", "close"):
        found = sorted(uri for uri, scope in scopes.items() if scope == wanted)
        if found:
            return found
    return []


def needs_of(profile_rows, opposite, essential):
    """What a code needs: skill -> Need.

    A skill is essential if at least half of the ESCO occupations mapped to the code need it (the profile), or at least
    half of its counterparts; the greater share is the weight. Other skills of the profile are optional; their weight
    is the share of the occupations that need it at all.
    """
    count = {}
    for occupation in opposite:
        for skill in essential.get(occupation, ()):
            count[skill] = count.get(skill, 0) + 1
    out = {}
    for row in profile_rows:
        must, may = micro(row.weight_essential), micro(row.weight_optional)
        if must + may > 0:
            out[row.skill_uri] = Need("optional", min(MILLION, must + may), must)
    for skill in set(out) | set(count):
        profile = out[skill].profile if skill in out else 0
        share = (count.get(skill, 0) * MILLION + len(opposite) // 2) // len(opposite) if opposite else 0
        weight = max(profile, share)
        if weight >= HALF:
            out[skill] = Need("essential", min(MILLION, weight), profile)
    return out


def all_needs(reference):
    """Code -> skill -> Need, for every code that has a profile or a counterpart."""
    essential = {}
    for row in reference.needs:
        if row.relation == "essential":
            essential.setdefault(row.occupation_uri, []).append(row.skill_uri)
    profiles, mapped = by(reference.profile, "kldb"), mapped_occupations(reference.mapping)
    return {
        code: needs_of(profiles.get(code, []), counterparts(mapped.get(code, {})), essential)
        for code in sorted(set(profiles) | set(mapped))
    }


def helper_of(code, codes):
    """The skilled occupation that a helper assists: the same four digits with level 2, else the only code of level 2
    in the same group of three digits, else unknown. `none` for everything that is no helper."""
    if code[4] != "1":
        return "none"
    if code[:4] + "2" in codes:
        return code[:4] + "2"
    group = [other for other in codes if other[:3] == code[:3] and other[4] == "2"]
    return group[0] if len(group) == 1 else ""


def english_labels(reference):
    """Code -> English label of the ESCO occupation that is the same as the job title which names the code in German;
    of several the shortest, then the first in the alphabet."""
    titles = {row.kldb: row.label_de for row in reference.kldb}
    labels = {row.uri: row.label_en for row in reference.esco}
    out = {}
    for row in reference.mapping:
        if row.note or row.esco_scope != "same" or row.kldb_label_de != titles.get(row.kldb):
            continue
        label = labels[row.esco_uri]
        if row.kldb not in out or (len(label), label) < (len(out[row.kldb]), out[row.kldb]):
            out[row.kldb] = label
    return out


def family_of(code, families):
    """The family that the rules assume for a code, by its longest prefix whose row has no end; else unknown."""
    open_ended = {row.kldb: row.regulation_family for row in families if row.valid_to == "none"}
    for digits in range(5, 0, -1):
        if code[:digits] in open_ended:
            return open_ended[code[:digits]]
    return ""
