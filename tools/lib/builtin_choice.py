# SPDX-License-Identifier: Apache-2.0
"""Which ESCO skills the built-in catalogue holds. ESCO knows some 13 essential skills per occupation and 13,900 in all;
compiled in are a few per occupation, half of them shared with other occupations (they tell who could change), half of
them its own (they tell occupations apart). docs/reference/catalogue.md describes the rule.
"""

from collections import Counter

from csv_tables import MILLION

LONGEST_LABEL = 60
GENERAL, SPECIFIC = 60, 20  # essential in more ESCO occupations than GENERAL says little; up to SPECIFIC it says much
SHARED, ITS_OWN, MOST_ESSENTIAL, OPTIONAL, AT_LEAST = 2, 2, 6, 2, 4
STRONG = 3 * MILLION // 4


class Choice:
    """`needs`: code -> skill -> Need; `skip(code, skill)`: whether a skill of the repository's own says the same."""

    def __init__(self, needs, reference, skip):
        self.frequency = Counter(row.skill_uri for row in reference.needs if row.relation == "essential")
        short = {
            row.uri
            for row in reference.skills
            if row.label_de and len(row.label_de) <= LONGEST_LABEL and len(row.label_en) <= LONGEST_LABEL
        }
        self.needs = {
            code: {skill: need for skill, need in found.items() if skill in short and not skip(code, skill)}
            for code, found in needs.items()
        }
        self.neighbours = Counter(
            skill for found in self.needs.values() for skill, need in found.items() if need.relation == "essential"
        )
        self.essential = {code: self.core(code) for code in self.needs}
        self.chosen = {skill for found in self.essential.values() for skill in found}
        for code in self.needs:
            self.essential[code] += self.more(code)
        self.optional = {code: self.side(code) for code in self.needs}

    def of(self, code):
        """(skill, Need) of a code, essential ones first."""
        return [(skill, self.needs[code][skill]) for skill in self.essential[code] + self.optional[code]]

    def all_with(self, code, relation):
        return [skill for skill, need in self.needs[code].items() if need.relation == relation]

    def core(self, code):
        """The skills that most other occupations of the catalogue need too, then the rarest ones."""
        found, needs = self.all_with(code, "essential"), self.needs[code]

        def shared(skill):
            rare = self.frequency[skill] > GENERAL, needs[skill].weight < STRONG
            return (*rare, -self.neighbours[skill], -needs[skill].profile, skill)

        def its_own(skill):
            common = self.frequency[skill] > SPECIFIC, needs[skill].weight < STRONG
            return (*common, -needs[skill].profile, self.frequency[skill], skill)

        first = sorted(found, key=shared)[:SHARED]
        return first + sorted((skill for skill in found if skill not in first), key=its_own)[:ITS_OWN]

    def more(self, code):
        """Further essential skills, as far as the catalogue holds them anyway."""
        left = [s for s in self.all_with(code, "essential") if s in self.chosen and s not in self.essential[code]]
        left.sort(key=lambda s: (-self.needs[code][s].weight, self.frequency[s], s))
        return left[: MOST_ESSENTIAL - len(self.essential[code])]

    def side(self, code):
        """Optional skills, first those that another occupation needs; more where essential ones are few."""
        needs = self.needs[code]
        left = [s for s in self.all_with(code, "optional") if self.frequency[s] <= GENERAL]
        left.sort(key=lambda s: (s not in self.chosen, -needs[s].weight, -needs[s].profile, self.frequency[s], s))
        return left[: max(OPTIONAL, AT_LEAST - len(self.essential[code]))]
