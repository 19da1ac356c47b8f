// SPDX-License-Identifier: Apache-2.0
#include "parameters.hpp"
#include "rows.hpp"

namespace iqmatch::inline v0::synth::detail {

void Parameters::read_sectors() {
    const Rows rows("sectors"), jobs("sector_occupations");
    for (std::size_t r = 0; r < rows.size(); ++r) {
        Sector s;
        s.key = rows.text(r, "key");
        s.language_reason = rows.text(r, "language_reason");
        s.vacancies = rows.number(r, "vacancies");
        for (const char* size : {"micro", "small", "medium", "large"})
            s.size.add(positive(rows.number(r, size)));
        s.sites_most = rows.number(r, "sites_most");
        for (std::size_t j = 0; j < jobs.size(); ++j) {
            if (jobs.text(j, "sector") != rows.text(r, "sector")) continue;
            const auto kldb = domain::Kldb::parse(jobs.text(j, "kldb"));
            const std::size_t at = kldb ? trade_of(*kldb) : trades.size();
            if (at == trades.size()) continue;
            s.trades.push_back(at);
            s.trade.add(positive(jobs.number(j, "weight")));
        }
        if (s.trade.total() > 0) sectors.push_back(std::move(s));
    }
}

void Parameters::read_measures() {
    const Rows rows("measures");
    for (std::size_t r = 0; r < rows.size(); ++r) {
        MeasureKind m;
        m.key = rows.text(r, "key");
        m.kind = rows.text(r, "kind");
        m.group = rows.text(r, "group");
        m.mode = rows.text(r, "mode");
        m.german = rows.text(r, "german");
        m.months_low = rows.number(r, "months_low");
        m.months_high = rows.number(r, "months_high");
        m.seats_low = rows.number(r, "seats_low");
        m.seats_high = rows.number(r, "seats_high");
        m.minimum = rows.number(r, "minimum");
        m.weight = rows.number(r, "weight");
        m.hours_week = rows.number(r, "hours_week");
        m.cost_cents = rows.number(r, "cost_cents");
        const std::string_view closes = rows.text(r, "closes");
        m.closes_deficit = closes.find("deficit") != std::string_view::npos;
        m.closes_skill = closes.find("skill") != std::string_view::npos;
        m.closes_german = closes.find("german") != std::string_view::npos;
        m.closes_licence = closes.find("licence") != std::string_view::npos;
        m.continuous = rows.text(r, "continuous") == "yes";
        m.entry_test = rows.text(r, "entry_test") == "yes";
        m.hosted = rows.text(r, "hosted") == "yes";
        if (rows.text(r, "after") != "none") m.after = rows.text(r, "after");
        m.waiting_days = rows.number(r, "waiting_days");
        measures.push_back(m);
    }
    const Rows calendar_rows("calendar");
    for (std::size_t r = 0; r < calendar_rows.size(); ++r) {
        CalendarRow row;
        while (row.kind < measures.size() && measures[row.kind].key != calendar_rows.text(r, "measure"))
            ++row.kind;
        while (row.town < towns.size() && (towns[row.town].ags != calendar_rows.text(r, "ags") ||
                                           towns[row.town].name != calendar_rows.text(r, "town")))
            ++row.town;
        row.starts_in_months = calendar_rows.number(r, "starts_in_months");
        row.months = calendar_rows.number(r, "months");
        row.seats = calendar_rows.number(r, "seats");
        row.taken = calendar_rows.number(r, "taken");
        // A catalogue of one's own may lack the district.
        if (row.kind < measures.size() && row.town < towns.size()) calendar.push_back(row);
    }
}

}  // namespace iqmatch::inline v0::synth::detail
