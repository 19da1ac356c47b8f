// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/internal_error.hpp>

namespace iqmatch::inline v0::base {

namespace detail {
/// Alphabetical; a code that has been released is never renamed, because scripts of users compare it.
// clang-format off
inline constexpr FindingCode finding_code_table[] = {
    {"amount_unsupported", Severity::error,
     "the amount {value} is not supported yet",
     "die Menge {value} wird noch nicht unterstützt",
     "every option uses exactly one unit of its resource in this version",
     "jede Option verbraucht in dieser Version genau eine Einheit ihrer Ressource"},
    {"amount_zero", Severity::error,
     "the amount {value} is not a whole number of at least 1",
     "die Menge {value} ist keine ganze Zahl ab 1",
     "write resource or resource:amount with an amount of 1 or more",
     "schreiben Sie ressource oder ressource:menge mit einer Menge ab 1"},
    {"card_weight", Severity::error,
     "{value} is not a valid weight: {detail}",
     "{value} ist kein gültiges Gewicht: {detail}",
     "weights are decimal numbers from 0 to 1000 on the card's grid",
     "Gewichte sind Dezimalzahlen von 0 bis 1000 auf dem Raster der Karte"},
    {"catalogue_unknown", Severity::error,
     "the catalogue {value} is not known",
     "der Katalog {value} ist nicht bekannt",
     "network.json may name: {detail}",
     "network.json darf nennen: {detail}"},
    {"code_unknown", Severity::error,
     "{value} is not one of the allowed codes",
     "{value} ist keiner der erlaubten Codes",
     "allowed: {detail}",
     "erlaubt: {detail}"},
    {"column_duplicate", Severity::error,
     "the column {value} stands twice in the header",
     "die Spalte {value} steht zweimal in der Kopfzeile",
     "keep one of them and rename or remove the other",
     "behalten Sie eine davon, benennen Sie die andere um oder entfernen Sie sie"},
    {"column_missing", Severity::error,
     "the required column {value} is missing",
     "die Pflichtspalte {value} fehlt",
     "add the column to the header; found: {detail}",
     "ergänzen Sie die Spalte in der Kopfzeile; vorhanden: {detail}"},
    {"column_outer_space", Severity::error,
     "the column name {value} begins or ends with a space",
     "der Spaltenname {value} beginnt oder endet mit einem Leerzeichen",
     "remove the space from the header",
     "entfernen Sie das Leerzeichen aus der Kopfzeile"},
    {"column_unknown", Severity::warning,
     "the column {value} is not known and is ignored",
     "die Spalte {value} ist nicht bekannt und wird nicht gelesen",
     "check the spelling; did you mean {detail}?",
     "prüfen Sie die Schreibweise; ist {detail} gemeint?"},
    {"control_character", Severity::error,
     "{value} contains a control character",
     "{value} enthält ein Steuerzeichen",
     "remove it; line breaks and tabs are not allowed in this cell",
     "entfernen Sie es; Zeilenumbrüche und Tabulatoren sind in dieser Zelle nicht erlaubt"},
    {"date_impossible", Severity::error,
     "{value} is not a day of the calendar",
     "{value} ist kein Tag des Kalenders",
     "check day and month",
     "prüfen Sie Tag und Monat"},
    {"date_syntax", Severity::error,
     "{value} is not a date of the form YYYY-MM-DD",
     "{value} ist kein Datum der Form JJJJ-MM-TT",
     "write 2026-12-31, not 31.12.2026",
     "schreiben Sie 2026-12-31, nicht 31.12.2026"},
    {"dates_reversed", Severity::error,
     "{value} lies before {detail}",
     "{value} liegt vor {detail}",
     "the end must not lie before the beginning",
     "das Ende darf nicht vor dem Anfang liegen"},
    {"decimal_comma", Severity::error,
     "{value} has a decimal comma",
     "{value} hat ein Dezimalkomma",
     "write a decimal point: {detail}",
     "schreiben Sie einen Dezimalpunkt: {detail}"},
    {"feature_forbidden", Severity::error,
     "{value} may never be a score input",
     "{value} darf nie in eine Bewertung eingehen",
     "protected attributes and legal status do not score; remove the feature",
     "geschützte Merkmale und Aufenthaltsstatus werden nicht bewertet; entfernen Sie das Merkmal"},
    {"feature_missing", Severity::error,
     "the feature {value} is missing",
     "das Merkmal {value} fehlt",
     "a model card names every feature, with weight 0 where it should not count",
     "eine Modellkarte nennt jedes Merkmal, mit Gewicht 0, wo es nicht zählen soll"},
    {"feature_unknown", Severity::error,
     "the feature {value} is not known",
     "das Merkmal {value} ist nicht bekannt",
     "known features: {detail}",
     "bekannte Merkmale: {detail}"},
    {"field_too_large", Severity::error,
     "a field is longer than {detail} bytes",
     "ein Feld ist länger als {detail} Bytes",
     "check for a missing closing quote",
     "prüfen Sie, ob ein schließendes Anführungszeichen fehlt"},
    {"file_empty", Severity::error,
     "the file is empty",
     "die Datei ist leer",
     "it needs at least a header line",
     "sie braucht mindestens eine Kopfzeile"},
    {"format_unsupported", Severity::error,
     "the format {value} is not supported",
     "das Format {value} wird nicht unterstützt",
     "this version reads {detail}",
     "diese Version liest {detail}"},
    {"json_key_missing", Severity::error,
     "the key {value} is missing",
     "der Schlüssel {value} fehlt",
     "add it; expected: {detail}",
     "ergänzen Sie ihn; erwartet: {detail}"},
    {"json_key_unknown", Severity::warning,
     "the key {value} is not known and is ignored",
     "der Schlüssel {value} ist nicht bekannt und wird nicht gelesen",
     "check the spelling; known keys: {detail}",
     "prüfen Sie die Schreibweise; bekannte Schlüssel: {detail}"},
    {"json_syntax", Severity::error,
     "this is not valid JSON: {detail}",
     "das ist kein gültiges JSON: {detail}",
     "check the place named; JSON has no comments and no trailing commas",
     "prüfen Sie die genannte Stelle; JSON kennt keine Kommentare und keine Kommas am Ende"},
    {"json_type", Severity::error,
     "{value} has the wrong type",
     "{value} hat den falschen Typ",
     "expected: {detail}",
     "erwartet: {detail}"},
    {"key_bad_character", Severity::error,
     "the key {value} contains {detail}",
     "der Schlüssel {value} enthält {detail}",
     "remove the character from the key everywhere",
     "entfernen Sie das Zeichen überall aus dem Schlüssel"},
    {"key_duplicate", Severity::error,
     "{value} is already used in {detail}",
     "{value} ist bereits vergeben in {detail}",
     "give every record a key of its own",
     "geben Sie jedem Datensatz einen eigenen Schlüssel"},
    {"key_empty", Severity::error,
     "the key is empty",
     "der Schlüssel ist leer",
     "every record needs a key of 1 to 128 bytes",
     "jeder Datensatz braucht einen Schlüssel von 1 bis 128 Bytes"},
    {"key_outer_space", Severity::error,
     "the key {value} begins or ends with a space",
     "der Schlüssel {value} beginnt oder endet mit einem Leerzeichen",
     "remove the space",
     "entfernen Sie das Leerzeichen"},
    {"key_reserved", Severity::error,
     "{value} is a reserved word and cannot be a key",
     "{value} ist ein reserviertes Wort und kann kein Schlüssel sein",
     "choose another key",
     "wählen Sie einen anderen Schlüssel"},
    {"key_too_long", Severity::error,
     "the key {value} is longer than 128 bytes",
     "der Schlüssel {value} ist länger als 128 Bytes",
     "shorten it",
     "kürzen Sie ihn"},
    {"kldb_malformed", Severity::error,
     "{value} is not a KldB 2010 code of five digits",
     "{value} ist kein fünfstelliger Code der KldB 2010",
     "the fifth digit is the requirement level, 1 to 4",
     "die fünfte Ziffer ist das Anforderungsniveau, 1 bis 4"},
    {"kldb_unknown", Severity::warning,
     "the catalogue does not hold the occupation {value}",
     "der Katalog enthält den Beruf {value} nicht",
     "its level is taken from the fifth digit, its family from the first three",
     "das Niveau kommt aus der fünften Ziffer, die Familie aus den ersten drei"},
    {"knots_unsorted", Severity::error,
     "the knots of {value} are not in rising order",
     "die Stützstellen von {value} sind nicht aufsteigend",
     "order them by their first number, each once",
     "ordnen Sie sie nach der ersten Zahl, jede nur einmal"},
    {"level_unknown", Severity::error,
     "{value} is not a language level",
     "{value} ist kein Sprachniveau",
     "allowed: A0, A1, A2, B1, B2, C1, C2; an empty cell means unknown",
     "erlaubt: A0, A1, A2, B1, B2, C1, C2; eine leere Zelle heißt unbekannt"},
    {"minimum_unsupported", Severity::error,
     "the minimum {value} is not supported yet",
     "das Minimum {value} wird noch nicht unterstützt",
     "leave the column out or write 0 in this version",
     "lassen Sie die Spalte weg oder schreiben Sie in dieser Version 0"},
    {"negative_number", Severity::error,
     "{value} is negative",
     "{value} ist negativ",
     "write a whole number of 0 or more",
     "schreiben Sie eine ganze Zahl ab 0"},
    {"not_a_number", Severity::error,
     "{value} is not a number",
     "{value} ist keine Zahl",
     "write digits with an optional decimal point and exponent, such as 0.75 or 7.5e-1",
     "schreiben Sie Ziffern, wahlweise mit Dezimalpunkt und Exponent, etwa 0.75 oder 7.5e-1"},
    {"not_an_integer", Severity::error,
     "{value} is not a whole number",
     "{value} ist keine ganze Zahl",
     "write digits only, without a decimal point",
     "schreiben Sie nur Ziffern, ohne Dezimalpunkt"},
    {"not_finite", Severity::error,
     "{value} is not a finite number",
     "{value} ist keine endliche Zahl",
     "remove the row or write the value that is meant",
     "entfernen Sie die Zeile oder schreiben Sie den gemeinten Wert"},
    {"not_utf8", Severity::error,
     "the text is not valid UTF-8 at byte {detail}",
     "der Text ist bei Byte {detail} kein gültiges UTF-8",
     "save the file as UTF-8; it may be Windows-1252",
     "speichern Sie die Datei als UTF-8; vielleicht ist sie Windows-1252"},
    {"number_out_of_range", Severity::error,
     "{value} is outside the allowed range",
     "{value} liegt außerhalb des erlaubten Bereichs",
     "allowed: {detail}",
     "erlaubt: {detail}"},
    {"option_duplicate", Severity::error,
     "the option {value} stands twice for this candidate",
     "die Option {value} steht für diese Person zweimal",
     "first in {detail}; give it another name or remove one row",
     "zuerst in {detail}; geben Sie ihr einen anderen Namen oder entfernen Sie eine Zeile"},
    {"option_incomplete", Severity::error,
     "the row has a candidate but only a part of an option",
     "die Zeile hat eine Person, aber nur einen Teil einer Option",
     "fill option and value, or leave option, value and uses empty for a candidate without options; {detail}",
     "füllen Sie option und value, oder lassen Sie option, value und uses für eine Person ohne Optionen leer; {detail}"},
    {"person_name_column", Severity::error,
     "the column {value} may hold names of people",
     "die Spalte {value} kann Namen von Personen enthalten",
     "remove it; people have pseudonymous keys only",
     "entfernen Sie sie; Personen haben nur pseudonyme Schlüssel"},
    {"protected_column", Severity::error,
     "the column {value} holds a protected attribute",
     "die Spalte {value} enthält ein geschütztes Merkmal",
     "remove it; such attributes belong in audit.csv, which matching never opens",
     "entfernen Sie sie; solche Merkmale gehören in audit.csv, das die Vermittlung nie öffnet"},
    {"quote_misplaced", Severity::error,
     "a quote stands inside an unquoted field or text follows a closing quote",
     "ein Anführungszeichen steht in einem Feld ohne Anführungszeichen, oder nach dem schließenden folgt Text",
     "quote the whole field and double the quotes inside it",
     "setzen Sie das ganze Feld in Anführungszeichen und verdoppeln Sie die inneren"},
    {"range_reversed", Severity::error,
     "{value} is smaller than {detail}",
     "{value} ist kleiner als {detail}",
     "the upper limit must not be below the lower one",
     "die Obergrenze darf nicht unter der Untergrenze liegen"},
    {"reference_unknown", Severity::error,
     "{value} does not exist in {detail}",
     "{value} gibt es in {detail} nicht",
     "check the spelling or add the record",
     "prüfen Sie die Schreibweise oder ergänzen Sie den Datensatz"},
    {"region_unknown", Severity::error,
     "the region {value} is not in the catalogue",
     "die Region {value} steht nicht im Katalog",
     "write the AGS of a district as five digits with its leading zero, such as {detail}, or abroad",
     "schreiben Sie den AGS eines Kreises fünfstellig mit führender Null, etwa {detail}, oder abroad"},
    {"resolution_unsupported", Severity::error,
     "the values do not fit on the grid: {detail}",
     "die Werte passen nicht auf das Raster: {detail}",
     "choose a coarser --resolution or auto",
     "wählen Sie ein gröberes --resolution oder auto"},
    {"resource_twice", Severity::error,
     "the resource {value} stands twice in one uses cell",
     "die Ressource {value} steht zweimal in einer uses-Zelle",
     "write it once, with an amount where it is used more than once",
     "schreiben Sie sie einmal, mit einer Menge, wo sie mehrfach verbraucht wird"},
    {"row_width", Severity::error,
     "the row has {value} fields, the header has {detail}",
     "die Zeile hat {value} Felder, die Kopfzeile {detail}",
     "check for a missing or an extra comma, or unquoted commas in a text",
     "prüfen Sie, ob ein Komma fehlt oder zu viel ist oder ein Text mit Komma keine Anführungszeichen hat"},
    {"rule_overlap", Severity::error,
     "{value} overlaps in time with {detail}",
     "{value} überschneidet sich zeitlich mit {detail}",
     "end one row before the other begins",
     "beenden Sie eine Zeile, bevor die andere beginnt"},
    {"rule_row_missing", Severity::error,
     "the rule table has no row for {value}",
     "die Regeltabelle hat keine Zeile für {value}",
     "add the row; needed: {detail}",
     "ergänzen Sie die Zeile; nötig: {detail}"},
    {"rule_table_unknown", Severity::error,
     "{value} is not a rule table",
     "{value} ist keine Regeltabelle",
     "known tables: {detail}",
     "bekannte Tabellen: {detail}"},
    {"semicolon_separated", Severity::error,
     "the header has semicolons instead of commas",
     "die Kopfzeile hat Semikolons statt Kommas",
     "save with commas as separators; German spreadsheets export semicolons",
     "speichern Sie mit Kommas als Trennzeichen; deutsche Tabellenprogramme exportieren Semikolons"},
    {"several_resources", Severity::error,
     "the option uses several resources ({value}), which is not supported yet",
     "die Option verbraucht mehrere Ressourcen ({value}), was noch nicht unterstützt wird",
     "name at most one resource per option in this version",
     "nennen Sie in dieser Version höchstens eine Ressource je Option"},
    {"short_form_disagrees", Severity::error,
     "{value} disagrees with {detail}",
     "{value} widerspricht {detail}",
     "correct one of the two, or leave the short form empty",
     "berichtigen Sie eines von beiden, oder lassen Sie die Kurzform leer"},
    {"stale_record", Severity::warning,
     "the record was last confirmed on {value}, more than {detail} days ago",
     "der Datensatz wurde zuletzt am {value} bestätigt, vor mehr als {detail} Tagen",
     "ask whether it still holds",
     "fragen Sie nach, ob er noch stimmt"},
    {"status_contradiction", Severity::error,
     "the status {value} does not go with {detail}",
     "der Status {value} passt nicht zu {detail}",
     "partial exists in non-regulated occupations only, compensation_required in regulated ones only",
     "partial gibt es nur in nicht reglementierten Berufen, compensation_required nur in reglementierten"},
    {"table_missing", Severity::error,
     "the required file {value} is missing",
     "die Pflichtdatei {value} fehlt",
     "a network folder holds at least {detail}",
     "ein Netzwerkordner enthält mindestens {detail}"},
    {"table_unused", Severity::warning,
     "the file {value} is not read by this version",
     "die Datei {value} wird von dieser Version nicht gelesen",
     "check the name; {detail}",
     "prüfen Sie den Namen; {detail}"},
    {"text_too_long", Severity::error,
     "the text is longer than {detail} bytes",
     "der Text ist länger als {detail} Bytes",
     "shorten it",
     "kürzen Sie ihn"},
    {"unterminated_quote", Severity::error,
     "a quoted field is not closed before the end of the file",
     "ein Feld in Anführungszeichen ist bis zum Dateiende nicht geschlossen",
     "the file may be cut; otherwise add the closing quote",
     "die Datei ist vielleicht abgeschnitten; sonst fehlt das schließende Anführungszeichen"},
    {"uses_syntax", Severity::error,
     "{value} is not a list of resources",
     "{value} ist keine Liste von Ressourcen",
     "write resource or resource:amount, separated by semicolons",
     "schreiben Sie ressource oder ressource:menge, getrennt durch Semikolons"},
    {"value_more_decimals", Severity::warning,
     "{value} values have more decimals than the grid {detail} holds and were rounded",
     "{value} Werte haben mehr Nachkommastellen als das Raster {detail} und wurden gerundet",
     "choose a finer --resolution, or accept the rounding bound in summary.json",
     "wählen Sie ein feineres --resolution, oder nehmen Sie die Rundungsschranke in summary.json hin"},
    {"value_required", Severity::error,
     "a value is required here",
     "hier ist ein Wert nötig",
     "fill the cell; unknown is not allowed in this column",
     "füllen Sie die Zelle; unbekannt ist in dieser Spalte nicht erlaubt"},
};
// clang-format on

/// Puts the finding's fields into a text of the table; unknown braces stay as they are.
inline std::string fill(std::string_view text, const Finding& finding) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view rest = text.substr(i);
        if (rest.starts_with("{value}")) {
            out += finding.value.empty() ? "\"\"" : finding.value;
            i += 6;
        } else if (rest.starts_with("{detail}")) {
            out += finding.detail;
            i += 7;
        } else {
            out += text[i];
        }
    }
    return out;
}
}  // namespace detail

IQMATCH_INLINE void Findings::add(Finding finding) {
    if (finding.severity == Severity::error) ++errors_;
    items_.push_back(std::move(finding));
}

IQMATCH_INLINE void Findings::append(const Findings& other) {
    items_.insert(items_.end(), other.items_.begin(), other.items_.end());
    errors_ += other.errors_;
}

IQMATCH_INLINE std::span<const FindingCode> finding_codes() {
    return detail::finding_code_table;
}

IQMATCH_INLINE const FindingCode* find_finding_code(std::string_view code) {
    const auto codes = finding_codes();
    const auto at =
        std::lower_bound(codes.begin(), codes.end(), code,
                         [](const FindingCode& entry, std::string_view name) { return entry.code < name; });
    return at != codes.end() && at->code == code ? &*at : nullptr;
}

IQMATCH_INLINE Finding make_finding(std::string_view code) {
    const FindingCode* entry = find_finding_code(code);
    if (entry == nullptr) throw InternalError("undocumented finding code: " + std::string(code));
    Finding finding;
    finding.severity = entry->severity;
    finding.code = std::string(code);
    return finding;
}

IQMATCH_INLINE std::string message(const Finding& finding, Language language) {
    const FindingCode* entry = find_finding_code(finding.code);
    if (entry == nullptr) return finding.code + ": " + finding.value;
    return detail::fill(language == Language::de ? entry->message_de : entry->message_en, finding);
}

IQMATCH_INLINE std::string hint(const Finding& finding, Language language) {
    const FindingCode* entry = find_finding_code(finding.code);
    if (entry == nullptr) return finding.detail;
    return detail::fill(language == Language::de ? entry->hint_de : entry->hint_en, finding);
}

IQMATCH_INLINE std::string to_text(const Finding& finding, Language language) {
    std::string place = finding.file;
    if (finding.row != 0) place += ":" + std::to_string(finding.row);
    if (!finding.column.empty()) place += (place.empty() ? "" : ": ") + finding.column;
    if (!place.empty()) place += ": ";
    return place + message(finding, language) + " (" + finding.code + "); " + hint(finding, language);
}

}  // namespace iqmatch::inline v0::base
