// SPDX-License-Identifier: Apache-2.0
// Sites, notices, units and wishes: what one cell alone cannot tell.
#include <iqmatch/domain/detail/cells.hpp>
#include <iqmatch/domain/detail/network_state.hpp>
#include <iqmatch/domain/detail/schema_data.hpp>
#include <map>
#include "collected_findings.hpp"

namespace iqmatch::inline v0::domain::detail {

namespace {

void check_site_owners(const Network::State& state, Collected& found) {
    const Table& sites = state.table("sites");
    const Column& employer = sites.column(at("sites", "employer"));
    const Column& provider = sites.column(at("sites", "provider"));
    for (std::size_t row = 0; row < sites.rows(); ++row)
        if (employer.number(row) && provider.number(row))
            found.add(sites, "site_two_owners", row, "provider", employer.canonical(row));
}

/// At most one notice about a qualification is current, and a notice is replaced by another one about the
/// same qualification.
void check_notices(const Network::State& state, Collected& found) {
    const Table& notices = state.table("notices");
    const Column& about = notices.column(at("notices", "qualification"));
    const Column& replaced = notices.column(at("notices", "superseded_by"));
    std::map<std::int64_t, std::size_t> current;
    for (std::size_t row = 0; row < notices.rows(); ++row) {
        const auto qualification = about.number(row);
        if (!qualification) continue;
        if (replaced.state(row) == CellState::value) {
            const auto by = notices.find(replaced.text(row));
            if (!by || *by == row || (about.number(*by) && about.number(*by) != qualification))
                found.add(notices, "reference_unknown", row, "superseded_by", notices.file());
            continue;
        }
        const auto [first, added] = current.emplace(*qualification, row);
        if (!added)
            found.add(notices, "notice_not_current", row, "qualification",
                      notices.column(0).canonical(first->second) + ", " + notices.column(0).canonical(row));
    }
}

/// Where the table of units is given, it lists every unit.
void check_units(const Network::State& state, Collected& found) {
    const Table& units = state.table("units");
    const Table& people = state.table("candidates");
    const Column& unit = people.column(at("candidates", "unit"));
    if (units.rows() == 0) return;
    for (std::size_t row = 0; row < people.rows(); ++row)
        if (unit.state(row) == CellState::value && !units.find(unit.text(row)))
            found.add(people, "reference_unknown", row, "unit", units.file());
}

void check_wishes(const Network::State& state, Collected& found, base::Findings& findings) {
    const Table& wishes = state.table("wishes");
    std::size_t routes = 0;
    for (const Wish& wish : state.wishes.records) {
        Wish again = wish;
        const bool whole = wishes.column(at("wishes", "kind")).state(wish.origin.row) == CellState::value;
        if (whole && !wish.value.empty() && !read_wish(state, again))
            found.add(wishes, "wish_value", wish.origin.row, "value", std::string(wish_form(wish.kind)));
        routes += wish.kind == WishKind::route && wish.strength == WishStrength::prefer ? 1 : 0;
    }
    found.flush(findings);
    const auto unread = [&](std::string_view column, std::string value, std::size_t rows) {
        if (rows == 0) return;
        base::Finding finding = base::make_finding("column_unused");
        finding.file = wishes.file();
        finding.column = std::string(column);
        finding.value = std::move(value);
        finding.detail = std::to_string(rows);
        findings.add(std::move(finding));
    };
    unread("kind", "kind = route, strength = prefer", routes);
}

}  // namespace

void check_records(const Network::State& state, base::Findings& findings) {
    Collected found;
    if (!state.offers_shared) check_site_owners(state, found);
    found.flush(findings);
    check_notices(state, found);
    found.flush(findings);
    check_units(state, found);
    found.flush(findings);
    check_wishes(state, found, findings);
}

}  // namespace iqmatch::inline v0::domain::detail
