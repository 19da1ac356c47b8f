# SPDX-License-Identifier: Apache-2.0
"""The words of plots in English and German. Names of parts, steps and regions come from the library's texts."""

from __future__ import annotations

from .. import _format, _needs

_WORDS = {
    "value": ("Value (points of the model card)", "Wert (Punkte der Modellkarte)"),
    "waterfall": ("What the value is made of: {candidate} and {vacancy}", "Woraus sich der Wert zusammensetzt: {candidate} und {vacancy}"),
    "if_possible": ("value if it were possible", "Wert, wenn es möglich wäre"),
    "total": ("Value", "Wert"),
    "waterfall.plan": (
        "What the value is made of: {candidate}, with a plan, and {vacancy}",
        "Woraus sich der Wert zusammensetzt: {candidate}, mit einem Plan, und {vacancy}",
    ),
    "waterfall.alone": (
        "What the value is made of: {candidate}, a plan alone",
        "Woraus sich der Wert zusammensetzt: {candidate}, ein Plan allein",
    ),
    "part.effort": ("Effort of the plan: course hours, own costs, weeks away", "Aufwand des Plans: Kursstunden, eigene Kosten, Wochen auswärts"),
    "part.chance": ("Chance that the plan does not succeed", "Möglichkeit, dass der Plan misslingt"),
    "part.discount": ("Time that the plan takes", "Dauer des Plans"),
    "part.alone": ("The plan alone, without a position", "Der Plan allein, ohne Stelle"),
    "part.until_then": ("Work below the own level until then", "Arbeit unter dem eigenen Niveau bis dahin"),
    "side.candidate": ("Person", "Person"),
    "side.employer": ("Employer", "Betrieb"),
    "side.region": ("Region", "Region"),
    "side.plan": ("Plan", "Plan"),
    "unknown_input": ("hatched: input unknown, stand-in value", "schraffiert: Angabe unbekannt, Ersatzwert"),
    "zeros": ("Parts of value 0, not shown: {count}", "Bestandteile mit Wert 0, nicht gezeigt: {count}"),
    "bound": ("Value and proven bound", "Wert und bewiesene Schranke"),
    "bound.value": ("value found", "gefundener Wert"),
    "bound.bound": ("bound: no assignment is worth more", "Schranke: keine Zuordnung ist mehr wert"),
    "bound.gap": ("gap {gap}", "Lücke {gap}"),
    "bound.work": ("Work (options looked at)", "Aufwand (betrachtete Möglichkeiten)"),
    "bound.total": ("Total value (points of the model card)", "Gesamtwert (Punkte der Modellkarte)"),
    "bound.none": ("no assignment", "keine Zuordnung"),
    "run": ("Run {number}", "Lauf {number}"),
    "map.filled": ("Positions filled by proposals", "Durch Vorschläge besetzte Plätze"),
    "map.filled.label": ("Filled positions (% of all positions)", "Besetzte Plätze (% aller Plätze)"),
    "map.filled.note": ("In each tile: positions filled / all positions.", "In jeder Kachel: besetzte Plätze / alle Plätze."),
    "map.prices": ("What one more position would be worth", "Was ein weiterer Platz wert wäre"),
    "map.prices.highest": ("Where prices of positions are highest", "Wo Preise von Plätzen am höchsten sind"),
    "map.prices.label": ("Price of a position (points of the model card)", "Preis eines Platzes (Punkte der Modellkarte)"),
    "map.prices.note": ("The vacancy with the highest price counts.", "Es zählt die Stelle mit dem höchsten Preis."),
    "map.prices.at_most": (
        "The highest price of a vacancy: it proves the bound; one more position need not be worth as much.",
        "Der höchste Preis einer Stelle: er beweist die Schranke; ein weiterer Platz muss nicht so viel wert sein.",
    ),
    "map.demand": ("People whom a course is missing for: {need}", "Personen, denen ein Kurs fehlt: {need}"),
    "map.demand.label": ("People (number)", "Personen (Anzahl)"),
    "map.none": ("no figure", "keine Angabe"),
    "map.hidden": ("no figure, or below 5 and not told", "keine Angabe oder unter 5 und nicht genannt"),
    "map.outside": ("Not on the map: {list}.", "Nicht auf der Karte: {list}."),
    "map.abroad": ("abroad", "Ausland"),
    "map.outside_state": ("outside of Lower Saxony", "außerhalb Niedersachsens"),
    "map.unknown": ("unknown", "unbekannt"),
    "map.more": ("{count} more", "{count} weitere"),
    "map.schematic": ("One tile per district, not to scale.", "Eine Kachel je Kreis, nicht maßstäblich."),
    "gantt": ("Plan of {candidate}", "Plan von {candidate}"),
    "gantt.course": ("course or exam", "Kurs oder Prüfung"),
    "gantt.office": ("offices and waiting for dates", "Ämter und Warten auf Termine"),
    "gantt.late": ("if an attempt fails or offices are slow", "wenn ein Versuch misslingt oder Ämter länger brauchen"),
    "gantt.waiting": ("time until the step begins", "Zeit bis zum Beginn des Schritts"),
    "gantt.today": ("as of {date}", "Stand {date}"),
    "gantt.ready": ("Everything is held", "Alles liegt vor"),
    "gantt.work": ("Work begins: {vacancy}", "Arbeit beginnt: {vacancy}"),
    "gantt.apply": ("apply before this day", "vor diesem Tag beantragen"),
    "gantt.axis": ("Date (month)", "Datum (Monat)"),
    "gantt.ends": ("until {end}, late {late}", "bis {end}, spät {late}"),
    "gantt.ends_same": ("until {end}", "bis {end}"),
    "gantt.on": ("{end}, late {late}", "{end}, spät {late}"),
    "demand": ("Courses that are missing or full", "Kurse, die fehlen oder voll sind"),
    "demand.known": ("people known today only", "nur heute bekannte Personen"),
    "demand.people": ("People (number)", "Personen (Anzahl)"),
    "demand.opens": ("Vacancies that ask for it, over these people (number)", "Stellen, die es verlangen, über diese Personen (Anzahl)"),
    "demand.no_run": ("People without any run (number)", "Personen ganz ohne Kurs (Anzahl)"),
    "demand.no_seat": ("People for whom every run is full (number)", "Personen, für die jeder Kurs voll ist (Anzahl)"),
    "demand.out_of_reach": ("People too far from every run (number)", "Personen, für die jeder Kurs zu weit ist (Anzahl)"),
    "demand.hours": ("People whose hours do not fit (number)", "Personen, deren Zeiten nicht passen (Anzahl)"),
    "demand.dates": ("People for whom the dates do not fit (number)", "Personen, für die die Termine nicht passen (Anzahl)"),
    "demand.waiting": ("People on waiting lists (number)", "Personen auf Wartelisten (Anzahl)"),
    "demand.left_out": ("Further needs, not shown: {count}.", "Weitere Bedarfe, nicht gezeigt: {count}."),
    "demand.hidden": ("Needs without a figure that may be told: {count}.", "Bedarfe ohne Zahl, die genannt werden darf: {count}."),
    "demand.nothing": ("Nothing to show", "Nichts zu zeigen"),
    "sensitivity": ("How many proposals change with one weight", "Wie viele Vorschläge sich mit einem Gewicht ändern"),
    "sensitivity.axis": ("Changed proposals (people)", "Geänderte Vorschläge (Personen)"),
    "sensitivity.down": ("weight lower", "Gewicht niedriger"),
    "sensitivity.up": ("weight higher", "Gewicht höher"),
    "sensitivity.down.by": ("weight {share} lower", "Gewicht {share} niedriger"),
    "sensitivity.up.by": ("weight {share} higher", "Gewicht {share} höher"),
    "sensitivity.other": ("weight {direction}", "Gewicht {direction}"),
}  # fmt: skip


def word(code: str, lang: str, **values: object) -> str:
    """The text of a code, with its values."""
    return _WORDS[code][_format.LANGUAGES.index(lang)].format(**values)


def need(code: str, lang: str) -> str:
    """A need of `demand` as the name of a bar."""
    text = _needs.need(code, lang)
    return text[:1].upper() + text[1:]
