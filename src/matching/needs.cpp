// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/cefr.hpp>
#include <iqmatch/matching/needs.hpp>

namespace iqmatch::inline v0::matching {
namespace {

using planning::Need;
using planning::NeedKind;

/// Whether a measure that leads to one level leads to another one as well.
bool leads_to(base::Cefr taught, std::string_view level) {
    return level.substr(0, 2) == base::to_string(taught);
}

bool closes(const domain::MeasureClosure& closure, std::string_view kind, std::string_view value,
            const domain::Network& network) {
    if (closure.accepted == domain::Accepted::no) return false;
    switch (closure.kind) {
        case domain::ClosureKind::german:
            return kind == "german" && closure.level && leads_to(*closure.level, value);
        case domain::ClosureKind::skill:
            return kind == "skill" && closure.skill && network.catalogue().skill(*closure.skill).key == value;
        case domain::ClosureKind::licence:
            return kind == "compensation" && closure.field.has_value() && *closure.field == value;
        case domain::ClosureKind::deficit:
            return kind == "deficit" && (!closure.field.has_value() || *closure.field == value);
    }
    return false;
}

}  // namespace

std::string shared_need(const Need& need, const domain::Network& network) {
    if (need.kind != NeedKind::deficit) return planning::to_text(need, network);
    const domain::Table& deficits = network.table("deficits");
    std::string out = "deficit";
    if (need.deficit_row >= deficits.rows()) return out;
    for (const std::string_view column : {"field", "kind"}) {
        const domain::Column& cells = deficits.column(column);
        if (cells.state(need.deficit_row) == domain::CellState::value)
            return out + ":" + cells.canonical(need.deficit_row);
    }
    return out;
}

std::vector<domain::MeasureId> measures_for(std::string_view need, const domain::Network& network) {
    const std::size_t colon = need.find(':');
    const std::string_view kind = need.substr(0, colon);
    const std::string_view value =
        colon == std::string_view::npos ? std::string_view() : need.substr(colon + 1);
    std::vector<domain::MeasureId> out;
    for (std::size_t m = 0; m < network.measures().size(); ++m)
        for (const domain::MeasureClosure& closure : network.closures_of(domain::MeasureId(m)))
            if (closes(closure, kind, value, network)) {
                out.emplace_back(m);
                break;
            }
    return out;
}

}  // namespace iqmatch::inline v0::matching
