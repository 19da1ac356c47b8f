# SPDX-License-Identifier: Apache-2.0
"""What a course or a step would close, in words. Sentences come from the library's texts."""

from __future__ import annotations

import functools

from . import _core

# Networks say in words of their own what a difference of a notice is about. These are the words of generated networks and
# of the samples; others are shown as they stand in the network.
_FIELDS = {
    "births-attended": "betreute Geburten",
    "building-law": "Baurecht",
    "building-systems": "Gebäudetechnik",
    "care-in-all-stages-of-life": "Pflege in allen Lebensphasen",
    "care-process": "Pflegeprozess",
    "child-protection-law": "Recht des Kinderschutzes",
    "clinical-pharmacy": "klinische Pharmazie",
    "clinical-practice": "klinische Praxis",
    "communication-and-counselling": "Kommunikation und Beratung",
    "conservative-dentistry": "Zahnerhaltung",
    "core-subjects": "Kernfächer",
    "didactics": "Didaktik",
    "driver-qualification": "Berufskraftfahrerqualifikation",
    "early-education": "frühkindliche Bildung",
    "emergency-medicine": "Notfallmedizin",
    "equipment-and-protection": "Geräte und Schutzmaßnahmen",
    "general-practice": "Allgemeinmedizin",
    "german-commercial-law": "deutsches Handelsrecht",
    "german-safety-standards": "deutsche Sicherheitsnormen",
    "german-social-law": "deutsches Sozialrecht",
    "hygiene-rules": "Hygienevorschriften",
    "internal-medicine": "Innere Medizin",
    "kitchen-practice": "Küchenpraxis",
    "laboratory-practice": "Laborpraxis",
    "machine-practice": "Maschinenpraxis",
    "materials-and-rules": "Werkstoffe und Vorschriften",
    "medication-and-law": "Arzneimittel und Recht",
    "newborn-care": "Versorgung von Neugeborenen",
    "outpatient-care": "ambulante Pflege",
    "pharmaceutical-law": "Arzneimittelrecht",
    "practice-in-a-kindergarten": "Praxis in einer Kindertagesstätte",
    "practice-in-a-public-office": "Praxis in einer Behörde",
    "practice-in-an-office": "Büropraxis",
    "practice-in-the-trade": "Praxis im Gewerk",
    "practice-on-site": "Baustellenpraxis",
    "practice-organisation": "Praxisorganisation",
    "production-practice": "Produktionspraxis",
    "prosthetics": "Zahnersatz",
    "salon-practice": "Salonpraxis",
    "second-subject": "zweites Fach",
    "surgery": "Chirurgie",
    "teaching-practice": "Unterrichtspraxis",
    "technical-drawing": "technisches Zeichnen",
    "treatment-methods": "Behandlungsmethoden",
    "warehouse-practice": "Lagerpraxis",
}
# Kinds of difference, which stand where the notice names no field.
_KINDS = {
    "theory": ("theory", "Theorie"),
    "practice": ("practice", "Praxis"),
    "length": ("length of the training", "Dauer der Ausbildung"),
}


@functools.cache
def _texts(table: str, lang: str) -> dict[str, str]:
    return dict(_core.texts(table, lang))


def field(code: str, lang: str) -> str:
    """What a difference is about."""
    if code in _KINDS:
        return _KINDS[code][lang == "de"]
    if code not in _FIELDS:
        return code
    return _FIELDS[code] if lang == "de" else code.replace("-", " ")


def need(code: str, lang: str) -> str:
    """A need such as `german:B2:writing` or `deficit:care-process` for reading; what has no words stays a code."""
    kind, _, value = code.partition(":")
    words = _texts("words", lang)
    if kind == "deficit" and not value.isdigit():
        difference = "Unterschied" if lang == "de" else "difference"
        return f"{difference}: {field(value, lang)}" if value else difference
    if kind in ("compensation", "recognition") and value:
        value = words.get(f"family.{value}", value)
        return f"{_texts('plans', lang)[f'need.{kind}']} ({value})"
    if f"need.{kind}" not in _texts("plans", lang):
        return code
    if kind == "german":
        level, _, skill = value.partition(":")
        value = f"{level}, {words[f'skill.{skill}']}" if f"skill.{skill}" in words else value
    elif kind == "licence":
        value = words.get(f"family.{value}", value)
    return _texts("plans", lang)[f"need.{kind}"].replace("{value}", value)
