# SPDX-License-Identifier: Apache-2.0
"""What an unmapped value may mean: a list to pick from. Nothing here ever decides.

Job titles and KldB codes are looked up in the catalogue, names of districts too, residence titles
by the paragraph that they name, other codes by their letters. A score is a likeness of letters from
0 to 1, not a probability.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from . import schema

#: Proposals per value, and the least likeness that is worth showing.
MOST, LEAST = 3, 0.35

#: Everyday words of counselling files and the stems that KldB labels use instead. In own words.
_SYNONYMS = {
    "krankenschwester": "pflegefachkraft",
    "krankenpfleger": "pflegefachkraft",
    "krankenpflegerin": "pflegefachkraft",
    "altenpfleger": "altenpflege pflegefachkraft",
    "altenpflegerin": "altenpflege pflegefachkraft",
    "nurse": "pflegefachkraft",
    "arzt": "medizin humanmedizin",
    "aerztin": "medizin humanmedizin",
    "doctor": "humanmedizin",
    "elektriker": "elektroinstallation betriebselektronik",
    "elektrikerin": "elektroinstallation",
    "electrician": "elektroinstallation",
    "koch": "kochberuf kueche",
    "koechin": "kochberuf kueche",
    "tischler": "tischlerei",
    "schreiner": "tischlerei",
    "kfzmechaniker": "kraftfahrzeugmechatronik",
    "automechaniker": "kraftfahrzeugmechatronik",
    "mechaniker": "industriemechanik",
    "schlosser": "metallbau",
    "schweisser": "schweissfachkraft",
    "welder": "schweissfachkraft",
    "erzieher": "erziehung kinderbetreuung",
    "erzieherin": "erziehung kinderbetreuung",
    "lehrer": "lehramt lehrkraft",
    "lehrerin": "lehramt lehrkraft",
    "fahrer": "berufskraftfahrt",
    "lkwfahrer": "berufskraftfahrt",
    "programmierer": "softwareentwicklung",
    "entwickler": "softwareentwicklung",
    "maurer": "maurerhandwerk",
    "baecker": "baeckerei",
    "fleischer": "fleischverarbeitung",
    "metzger": "fleischverarbeitung",
    "helfer": "hilfskraft",
    "helferin": "hilfskraft",
    "hilfe": "hilfskraft",
    "ingenieur": "ingenieurwesen",
    "ingenieurin": "ingenieurwesen",
    "meister": "meisterkraft",
    "physiotherapeut": "physiotherapie",
    "physiotherapeutin": "physiotherapie",
}
_FOLDS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
#: Endings by which a job title names women and men: "*in", "/-in", "(in)", "(m/w/d)", "*innen".
_ENDINGS = re.compile(
    r"\((?:m|w|d|x|f|[/|,\s])+\)|[*:_/]-?(?:in|innen|frau|r|e)\b|\((?:in|innen|r)\)"
)

_KINDS_OF_PLACE = re.compile(r"\b(?:land)?kreis\b|\blk\b|\bstadt\b", re.IGNORECASE)


class Proposal(NamedTuple):
    """A code that a value may mean."""

    code: str
    label: str
    score: float


class Labels:
    """Labels with their codes, prepared for many look-ups."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self.entries = [
            (code, label, _grams(label), frozenset(_words(label))) for code, label in entries
        ]

    def like(self, text: str) -> list[Proposal]:
        """The most similar labels, best first; of several labels of a code the best counts."""
        words = _words(text)
        more = " ".join(_SYNONYMS.get(word, "") for word in words).split()
        forms = [(_grams(text), frozenset(words))]
        if more:
            forms.append((_grams(" ".join(more)), frozenset(more)))
        best: dict[str, Proposal] = {}
        for code, label, grams, known in self.entries:
            score = max(_score(own, mine, grams, known) for own, mine in forms)
            if score >= LEAST and (code not in best or score > best[code].score):
                best[code] = Proposal(code, label, round(score, 2))
        return sorted(best.values(), key=lambda p: (-p.score, p.code))[:MOST]


def _words(text: str) -> list[str]:
    folded = _ENDINGS.sub("", text.casefold()).translate(_FOLDS)
    return re.findall(r"[a-z0-9]+", folded)


def _grams(text: str) -> frozenset[str]:
    joined = f"  {' '.join(_words(text))} "
    return frozenset(joined[i : i + 3] for i in range(len(joined) - 2))


def _score(
    own: frozenset[str], words: frozenset[str], grams: frozenset[str], known: frozenset[str]
) -> float:
    if not own or not grams:
        return 0.0
    dice = 2 * len(own & grams) / (len(own) + len(grams))
    # A word that stands in the label, or begins one of its words, says more than its share of
    # letters.
    hits = sum(
        any(k.startswith(w) or (len(k) > 4 and w.startswith(k)) for k in known)
        for w in words
        if len(w) > 3
    )
    return min(1.0, 0.6 * dice + 0.4 * (hits / max(1, len(words)))) if hits else dice


class Proposer:
    """Proposals for every kind of column, from one catalogue."""

    def __init__(
        self, occupations: Sequence[tuple[str, str, str]], regions: Sequence[tuple[str, str]]
    ) -> None:
        self._known: dict[tuple[str, str, str], list[Proposal]] = {}
        self._kldb = {code: german for code, german, _ in occupations}
        entries = [(code, german) for code, german, _ in occupations]
        entries += [(code, english) for code, _, english in occupations if english]
        self._occupations, self._regions = Labels(entries), Labels(regions)

    def propose(self, table: str, column: str, value: str) -> list[Proposal]:
        """At most `MOST` proposals, best first."""
        key = (table, column, value)
        if key not in self._known:
            self._known[key] = self._propose(*key)
        return self._known[key]

    def _propose(self, table: str, column: str, value: str) -> list[Proposal]:
        kind = schema.tables()[table][column].type
        if kind == "kldb":
            return self._occupation(value)
        if kind == "region":
            return self._regions.like(_KINDS_OF_PLACE.sub(" ", value))
        allowed = schema.codes().get((table, column), ())
        if (table, column) in schema.TITLES:
            return _titles(value, allowed)
        return Labels((code, code.replace("_", " ")) for code in allowed).like(value) or [
            Proposal(code, "", 0.0) for code in allowed if len(allowed) <= MOST
        ]

    def _occupation(self, value: str) -> list[Proposal]:
        digits = "".join(c for c in value if c.isascii() and c.isdigit())
        if not any(c.isalpha() for c in value) and 3 <= len(digits) <= 5:
            starts = (digits, "0" + digits)
            near = [code for code in sorted(self._kldb) if code.startswith(starts)]
            return [
                Proposal(code, self._kldb[code], round(len(digits) / 6, 2)) for code in near[:MOST]
            ]
        return self._occupations.like(value)


def _titles(value: str, allowed: Sequence[str]) -> list[Proposal]:
    """Residence titles by the paragraph that a text names, or by a word that has one meaning."""
    found: list[Proposal] = []
    text = value.casefold()
    if f"iq_{value}" in allowed:
        found.append(Proposal(f"iq_{value}", "list of IQ counselling", 0.5))
    match = re.search(r"(?:§+\s*)?(\d{1,3}\s?[a-g]?)\b(?:\s*(?:abs\.?|absatz|\()\s*(\d))?", text)
    if match and not value.isdigit():
        paragraph, section = match[1].replace(" ", ""), match[2] or ""
        forms = [f"{paragraph}_{section}", f"{paragraph}{section}"] if section else [paragraph]
        found = [
            Proposal(code, f"§ {match[0].strip('§ ')}", 0.9) for code in forms if code in allowed
        ]
        if not found:
            close = [code for code in allowed if re.fullmatch(rf"{paragraph}(_?\d)?", code)]
            found = [Proposal(code, "", 0.5) for code in close]
    words = {
        "duldung": "duld",
        "gestattung": "gest",
        "niederlassungserlaubnis": "ne",
        "fiktion": "fikt",
        "blaue karte": "18g",
        "chancenkarte": "20a",
        "famil": "fam",
        "freizügig": "eu",
        "deutsch": "de",
        "ausbildungsduldung": "60c",
        "beschäftigungsduldung": "60d",
        "unionsbürger": "eu",
    }
    known = {p.code for p in found}
    more = [code for word, code in words.items() if word in text and code in allowed]
    return [*found, *(Proposal(c, "", 0.5) for c in dict.fromkeys(more) if c not in known)][:MOST]
