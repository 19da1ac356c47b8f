// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/io/refusal.hpp>

namespace iqmatch::inline v0::io {

namespace {
// clang-format off
constexpr RefusalCode codes[] = {
    {"bound_wrong", "the bound is not what the prices prove", "die Schranke ist nicht die, die die Preise beweisen"},
    {"candidate_left_out", "everybody had to be assigned, this candidate is not", "alle mussten eine Option erhalten, diese Person hat keine"},
    {"candidate_twice", "the candidate has two options", "die Person hat zwei Optionen"},
    {"candidate_unknown", "the candidate does not exist in the inputs", "die Person gibt es in den Eingaben nicht"},
    {"capacity_exceeded", "a resource is used more often than it has capacity", "eine Ressource wird öfter verbraucht, als ihre Kapazität erlaubt"},
    {"capacity_wrong", "the capacity stated is not that of the inputs", "die genannte Kapazität ist nicht die der Eingaben"},
    {"count_wrong", "a number in the summary is wrong", "eine Anzahl in der Zusammenfassung ist falsch"},
    {"file_changed", "the file was changed since it was written", "die Datei wurde nach dem Schreiben geändert"},
    {"file_extra", "the file does not belong to the result", "die Datei gehört nicht zum Ergebnis"},
    {"file_missing", "a file of the result is missing", "eine Datei des Ergebnisses fehlt"},
    {"gap_wrong", "the gap does not follow from value and bound", "der Abstand folgt nicht aus Wert und Schranke"},
    {"input_changed", "the input has other content than the one solved", "die Eingabe hat einen anderen Inhalt als die gelöste"},
    {"kept_not_most", "another optimal assignment keeps more of the earlier proposals", "eine andere optimale Zuordnung behält mehr der früheren Vorschläge bei"},
    {"minimum_missed", "a resource is used, but less often than its minimum", "eine Ressource wird genutzt, aber seltener als ihr Minimum"},
    {"minimum_wrong", "the minimum stated is not that of the inputs", "das genannte Minimum ist nicht das der Eingaben"},
    {"not_optimal", "called optimal, but value and bound differ", "als optimal bezeichnet, aber Wert und Schranke sind verschieden"},
    {"option_unknown", "the candidate has no such option", "die Person hat keine solche Option"},
    {"options_changed", "the options rebuilt from the inputs are not those solved", "die aus den Eingaben neu gebildeten Optionen sind nicht die gelösten"},
    {"price_malformed", "the price is not a number on the grid", "der Preis ist keine Zahl auf dem Raster"},
    {"price_negative", "a price is negative", "ein Preis ist negativ"},
    {"price_not_least", "a price proves the bound, but is more than one more unit is worth", "ein Preis beweist die Schranke, ist aber höher als der Wert einer weiteren Einheit"},
    {"record_chain_broken", "the entry is not the one that was written, or not in its place", "der Eintrag ist nicht der geschriebene, oder nicht an seinem Platz"},
    {"record_cut", "no entry has this hash: the end of the record is missing, or it is another record", "kein Eintrag hat diesen Hash: Das Ende des Nachweises fehlt, oder es ist ein anderer Nachweis"},
    {"record_malformed", "the line is not one that is written there", "die Zeile ist keine, die dort geschrieben wird"},
    {"record_payload_changed", "what the entry says is not what was written", "was der Eintrag besagt, ist nicht das Geschriebene"},
    {"record_payload_missing", "what the entry says is gone, and no entry says that it was deleted", "was der Eintrag besagt, fehlt, und kein Eintrag sagt, dass es gelöscht wurde"},
    {"record_table_wrong", "the table of decisions is not the one that follows from the record", "die Tabelle der Entscheidungen ist nicht die, die aus dem Nachweis folgt"},
    {"record_unfinished", "an addition or deletion was interrupted, or the end was cut off; the next one clears it away", "ein Zusatz oder eine Löschung wurde unterbrochen, oder das Ende abgeschnitten; der nächste Zusatz räumt es auf"},
    {"resolution_wrong", "the grid stated is not the one that the settings give", "das genannte Raster ist nicht das der Einstellungen"},
    {"resource_missing", "a resource of the inputs has no price", "eine Ressource der Eingaben hat keinen Preis"},
    {"resource_twice", "the resource stands twice", "die Ressource steht zweimal"},
    {"resource_unknown", "the resource does not exist in the inputs", "die Ressource gibt es in den Eingaben nicht"},
    {"rounding_bound_wrong", "the rounding bound cannot be right", "die Rundungsschranke kann nicht stimmen"},
    {"state_wrong", "a row is not marked as a proposal", "eine Zeile ist nicht als Vorschlag gekennzeichnet"},
    {"statement_wrong", "the summary states something about the solve that is not so", "die Zusammenfassung sagt etwas Falsches über die Lösung"},
    {"status_unknown", "the status is not known", "der Status ist nicht bekannt"},
    {"summary_malformed", "the summary lacks something or has it in a wrong form", "der Zusammenfassung fehlt etwas, oder es hat eine falsche Form"},
    {"table_malformed", "the table cannot be read as it must be", "die Tabelle lässt sich nicht wie vorgesehen lesen"},
    {"table_wrong", "the table is not the one that follows from the inputs and the selection", "die Tabelle ist nicht die, die aus den Eingaben und der Auswahl folgt"},
    {"total_wrong", "a total is not the sum of the chosen options", "eine Summe ist nicht die der gewählten Optionen"},
    {"unit_broken", "people who stay together are torn apart", "Personen, die zusammenbleiben, werden getrennt"},
    {"used_wrong", "the use stated is not that of the assignment", "der genannte Verbrauch ist nicht der der Zuordnung"},
    {"value_wrong", "the value stated is not that of the option", "der genannte Wert ist nicht der der Option"},
    {"witness_wrong", "the witness does not show that too little capacity exists", "der Beleg zeigt nicht, dass die Kapazität zu klein ist"},
    {"worthless_option", "an option worth 0 or less was chosen", "eine Option mit Wert 0 oder weniger wurde gewählt"},
};
// clang-format on
}  // namespace

std::span<const RefusalCode> refusal_codes() {
    return codes;
}

std::string to_text(const tables::Refusal& refusal, base::Language language) {
    const auto known = std::find_if(std::begin(codes), std::end(codes),
                                    [&](const RefusalCode& entry) { return entry.code == refusal.code; });
    std::string out = refusal.where + ": ";
    if (known != std::end(codes)) out += language == base::Language::de ? known->text_de : known->text_en;
    out += " (" + refusal.code + ")";
    if (!refusal.what.empty()) out += ": " + refusal.what;
    return out;
}

}  // namespace iqmatch::inline v0::io
