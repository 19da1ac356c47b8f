# SPDX-License-Identifier: Apache-2.0
"""Findings of the importer: what is wrong, where, and what to do, in English and German."""

from __future__ import annotations

import os
import pathlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from .expected import GERMAN

Finding = dict[str, Any]

#: Cells are shortened to this many characters in findings.
SHOWN = 80
#: And details, such as the names of all columns, to so many.
SHOWN_DETAIL = 400


class Text(NamedTuple):
    """What a code says; `{value}` and `{detail}` are filled in."""

    severity: str
    message_en: str
    message_de: str
    hint_en: str
    hint_de: str


#: One code per line of thought; released codes are never renamed.
CODES: dict[str, Text] = {
    "import_column_duplicate": Text(
        "error",
        "the column {value} stands twice in the header",
        "die Spalte {value} steht zweimal in der Kopfzeile",
        "rename one of them in the export; which one is meant cannot be told",
        "benennen Sie eine davon im Export um; welche gemeint ist, ist nicht zu erkennen",
    ),
    "import_column_missing": Text(
        "error",
        "the file has no column {value}",
        "die Datei hat keine Spalte {value}",
        "correct the mapping; found: {detail}",
        "berichtigen Sie die Zuordnung; vorhanden: {detail}",
    ),
    "import_column_reused": Text(
        "warning",
        "the column {value} fills several columns of one table",
        "die Spalte {value} füllt mehrere Spalten einer Tabelle",
        "check that this is meant: {detail}",
        "prüfen Sie, ob das gemeint ist: {detail}",
    ),
    "import_column_unused": Text(
        "warning",
        "the column {value} is neither mapped nor ignored and was not read",
        "die Spalte {value} ist weder zugeordnet noch unter ignore genannt und wurde nicht gelesen",
        "map it, or list it under ignore",
        "ordnen Sie sie zu, oder nennen Sie sie unter ignore",
    ),
    "import_date": Text(
        "error",
        "{value} is not a date in one of the formats of this file",
        "{value} ist kein Datum in einem der Formate dieser Datei",
        "formats: {detail}",
        "Formate: {detail}",
    ),
    "import_date_impossible": Text(
        "error",
        "{value} is not a day of the calendar",
        "{value} ist kein Tag des Kalenders",
        "check day and month",
        "prüfen Sie Tag und Monat",
    ),
    "import_duplicate": Text(
        "warning",
        "{value} may be the same record as {detail}",
        "{value} ist vielleicht derselbe Datensatz wie {detail}",
        "ask both partners; nothing was merged",
        "fragen Sie beide Einrichtungen; nichts wurde zusammengeführt",
    ),
    "import_encoding": Text(
        "error",
        "the file is not text in the encoding {value} ({detail})",
        "die Datei ist kein Text in der Kodierung {value} ({detail})",
        'write encoding = "cp1252", "utf-8" or "utf-16" into the mapping',
        'schreiben Sie encoding = "cp1252", "utf-8" oder "utf-16" in die Zuordnung',
    ),
    "import_encoding_guessed": Text(
        "warning",
        "the file is not UTF-8 and was read as Windows-1252",
        "die Datei ist kein UTF-8 und wurde als Windows-1252 gelesen",
        'check the umlauts and write encoding = "cp1252" into the mapping',
        'prüfen Sie die Umlaute und schreiben Sie encoding = "cp1252" in die Zuordnung',
    ),
    "import_error_cell": Text(
        "warning",
        "cells show an error such as #REF! and count as unknown (cells: {value})",
        "Zellen zeigen einen Fehler wie #BEZUG! und gelten als unbekannt (Zellen: {value})",
        "correct the formulas in the spreadsheet; first in row {detail}",
        "berichtigen Sie die Formeln in der Tabelle; zuerst in Zeile {detail}",
    ),
    "import_excel_damaged": Text(
        "error",
        "the file is not a readable spreadsheet ({detail})",
        "die Datei ist keine lesbare Tabelle ({detail})",
        "open it in the spreadsheet program and save it as .xlsx",
        "öffnen Sie sie im Tabellenprogramm und speichern Sie sie als .xlsx",
    ),
    "import_file_ambiguous": Text(
        "error",
        "several [[file]] entries of the mapping match this file: {detail}",
        "mehrere Einträge [[file]] der Zuordnung passen zu dieser Datei: {detail}",
        "make the patterns under match exclude each other, or name a sheet in each",
        "wählen Sie die Muster unter match so, dass nur eines passt, oder nennen Sie je ein Blatt",
    ),
    "import_file_empty": Text(
        "error",
        "the file holds no header",
        "die Datei enthält keine Kopfzeile",
        "export it again; check header_row in the mapping",
        "exportieren Sie sie neu; prüfen Sie header_row in der Zuordnung",
    ),
    "import_file_unmatched": Text(
        "error",
        "no [[file]] entry of the mapping matches this file",
        "kein Eintrag [[file]] der Zuordnung passt zu dieser Datei",
        "patterns under match: {detail}",
        "Muster unter match: {detail}",
    ),
    "import_file_unused": Text(
        "warning",
        "no file was given for the pattern {value}",
        "zum Muster {value} wurde keine Datei angegeben",
        "what comes from it is missing in the network",
        "was daraus stammt, fehlt im Netzwerk",
    ),
    "import_formula_uncached": Text(
        "warning",
        "cells hold a formula without a stored value and count as unknown (cells: {value})",
        "Zellen enthalten eine Formel ohne gespeicherten Wert und gelten als unbekannt "
        "(Zellen: {value})",
        "open and save the file in the spreadsheet program; first in row {detail}",
        "öffnen und speichern Sie die Datei im Tabellenprogramm; zuerst in Zeile {detail}",
    ),
    "import_ignore_missing": Text(
        "warning",
        "the column {value} under ignore does not exist in the file",
        "die Spalte {value} unter ignore gibt es in der Datei nicht",
        "check the spelling; found: {detail}",
        "prüfen Sie die Schreibweise; vorhanden: {detail}",
    ),
    "import_ignored_used": Text(
        "error",
        "the column {value} is ignored and mapped as well",
        "die Spalte {value} ist unter ignore genannt und zugleich zugeordnet",
        "keep one of the two: {detail}",
        "lassen Sie eines von beiden stehen: {detail}",
    ),
    "import_key_parts": Text(
        "error",
        "the key cannot be made: {detail} is empty",
        "der Schlüssel lässt sich nicht bilden: {detail} ist leer",
        "fill the cell, or take other columns for the key",
        "füllen Sie die Zelle, oder bilden Sie den Schlüssel aus anderen Spalten",
    ),
    "import_map_key": Text(
        "error",
        "the mapping has an unknown key {value}",
        "die Zuordnung enthält einen unbekannten Schlüssel {value}",
        "known here: {detail}",
        "hier bekannt: {detail}",
    ),
    "import_map_missing": Text(
        "error",
        "the mapping lacks {value}",
        "in der Zuordnung fehlt {value}",
        "{detail}",
        "{detail}",
    ),
    "import_map_syntax": Text(
        "error",
        "the mapping is not valid TOML: {detail}",
        "die Zuordnung ist kein gültiges TOML: {detail}",
        "check the place named; texts stand in quotes, and no key stands twice",
        "prüfen Sie die genannte Stelle; Texte stehen in Anführungszeichen, kein Schlüssel "
        "steht zweimal",
    ),
    "import_map_type": Text(
        "error",
        "{value} has the wrong type",
        "{value} hat den falschen Typ",
        "expected: {detail}",
        "erwartet: {detail}",
    ),
    "import_map_value": Text(
        "error",
        "{value} is not possible here",
        "{value} ist hier nicht möglich",
        "expected: {detail}",
        "erwartet: {detail}",
    ),
    "import_no_rows": Text(
        "warning",
        "the file has a header but no rows",
        "die Datei hat eine Kopfzeile, aber keine Zeilen",
        "check whether the export was cut or filtered",
        "prüfen Sie, ob der Export abgeschnitten oder gefiltert war",
    ),
    "import_number": Text(
        "error",
        "{value} is not a number as this file writes them",
        "{value} ist keine Zahl, wie diese Datei sie schreibt",
        "{detail}",
        "{detail}",
    ),
    "import_personal_column": Text(
        "error",
        "the column {value} may hold names, addresses or contacts of people",
        "die Spalte {value} kann Namen, Anschriften oder Kontaktdaten von Personen enthalten",
        "list it under ignore; a network holds pseudonymous keys only",
        "nennen Sie sie unter ignore; ein Netzwerk enthält nur pseudonyme Schlüssel",
    ),
    "import_protected_column": Text(
        "error",
        "the column {value} holds a protected attribute",
        "die Spalte {value} enthält ein geschütztes Merkmal",
        "list it under ignore; it is dropped then, and the summary says so",
        "nennen Sie sie unter ignore; dann wird sie weggelassen, und der Bericht sagt es",
    ),
    "import_quote": Text(
        "error",
        "the table is broken here: {detail}",
        "die Tabelle ist hier beschädigt: {detail}",
        "check quotes and separators of the export",
        "prüfen Sie Anführungszeichen und Trennzeichen des Exports",
    ),
    "import_repaired": Text(
        "warning",
        "values were repaired: {detail} (cells: {value})",
        "Werte wurden repariert: {detail} (Zellen: {value})",
        "look at the examples in import.json",
        "sehen Sie sich die Beispiele in import.json an",
    ),
    "import_row_width": Text(
        "error",
        "the row has {value} fields, the header has {detail}",
        "die Zeile hat {value} Felder, die Kopfzeile {detail}",
        "check for a line break or a separator inside a text without quotes",
        "prüfen Sie, ob ein Text ohne Anführungszeichen einen Umbruch oder ein Trennzeichen hat",
    ),
    "import_rows_disagree": Text(
        "error",
        "two rows about one record say different things: {value} and {detail}",
        "zwei Zeilen über einen Datensatz widersprechen sich: {value} und {detail}",
        "correct the export; records are merged only where nothing disagrees",
        "berichtigen Sie den Export; zusammengefasst wird nur, was sich nicht widerspricht",
    ),
    "import_sheet_missing": Text(
        "error",
        "the spreadsheet has no sheet {value}",
        "die Tabelle hat kein Blatt {value}",
        "sheets: {detail}",
        "Blätter: {detail}",
    ),
    "import_sheets_unread": Text(
        "warning",
        "the spreadsheet has sheets that were not read: {value}",
        "die Tabelle hat Blätter, die nicht gelesen wurden: {value}",
        "write a [[file]] entry with sheet for each that holds records",
        "schreiben Sie je einen Eintrag [[file]] mit sheet, wenn sie Datensätze enthalten",
    ),
    "import_time": Text(
        "error",
        "{value} is not a time of day",
        "{value} ist keine Uhrzeit",
        "write HH:MM, for example 08:30",
        "schreiben Sie HH:MM, zum Beispiel 08:30",
    ),
    "import_unmapped": Text(
        "warning",
        "values are not in the mapping and count as unknown ({value})",
        "Werte stehen nicht in der Zuordnung und gelten als unbekannt ({value})",
        "add them under values: {detail}",
        "ergänzen Sie sie unter values: {detail}",
    ),
    "import_unmapped_required": Text(
        "error",
        "{value} is not in the mapping, and the column may not be unknown",
        "{value} steht nicht in der Zuordnung, und die Spalte darf nicht unbekannt sein",
        "add it under values; to choose from: {detail}",
        "ergänzen Sie es unter values; zur Auswahl: {detail}",
    ),
}


def file_name(path: str | os.PathLike[str]) -> str:
    """The name of a file without its folders; bytes that are no text are replaced."""
    return pathlib.Path(path).name.encode("utf-8", "replace").decode("utf-8")


def shorten(value: object, most: int = SHOWN) -> str:
    """A cell for a finding: one line, not too long."""
    text = " ".join(str(value).split())
    return text if len(text) <= most else text[: most - 1] + "…"


def make(
    code: str,
    *,
    file: str,
    row: int = 0,
    column: str = "",
    value: object = "",
    detail: object = "",
    entity: str = "",
    severity: str = "",
) -> Finding:
    """One finding in the form of `iqmatch.DataError.findings`, with `detail`."""
    text = CODES[code]
    shown, more = shorten(value), shorten(detail, SHOWN_DETAIL)

    more_de = GERMAN.get(more, more)

    def fill(template: str, detail: str = more) -> str:
        # Not str.format: cells may hold braces.
        return "".join(
            {"{value}": shown, "{detail}": detail}.get(part, part) for part in _split(template)
        )

    return {
        "severity": severity or text.severity,
        "code": code,
        "entity": entity,
        "file": file,
        "row": row,
        "column": shorten(column),
        "value": shown,
        "detail": more,
        "message_en": fill(text.message_en),
        "message_de": fill(text.message_de, more_de),
        "hint_en": fill(text.hint_en),
        "hint_de": fill(text.hint_de, more_de),
    }


def _split(template: str) -> Iterator[str]:
    rest = template
    while rest:
        places = [p for p in (rest.find("{value}"), rest.find("{detail}")) if p >= 0]
        if not places:
            yield rest
            return
        at = min(places)
        end = rest.index("}", at) + 1
        yield rest[:at]
        yield rest[at:end]
        rest = rest[end:]


def errors(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding["severity"] == "error"]


def message(findings: list[Finding]) -> str:
    """The text of a `DataError` about these findings."""
    wrong = errors(findings)
    first = line(wrong[0]) if wrong else ""
    return f"{len(wrong)} error(s), {len(findings) - len(wrong)} warning(s); first: {first}"


def line(finding: Finding, lang: str = "en") -> str:
    """A finding on one line, for a terminal."""
    place = [finding["file"], str(finding["row"]) if finding["row"] else "", finding["column"]]
    where = ": ".join(part for part in place if part)
    text = f"{where}: {finding['message_' + lang]} ({finding['code']})"
    hint = finding["hint_" + lang]
    return f"{text}; {hint}" if hint else text
