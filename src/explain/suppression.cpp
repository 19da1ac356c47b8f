// SPDX-License-Identifier: Apache-2.0
// Primary and secondary suppression of the table of aggregates, per column over the tree
// network → alliance → district, network → every other group.
#include <algorithm>
#include <iqmatch/explain/aggregates.hpp>
#include <tuple>
#include <utility>

namespace iqmatch::inline v0::explain {
namespace {

constexpr std::size_t at(Count kind) {
    return static_cast<std::size_t>(kind);
}

/// A total and the rows that sum up to it.
struct Relation {
    std::size_t total;
    std::vector<std::size_t> parts;
};

std::vector<Relation> relations(const std::vector<Aggregate>& rows) {
    std::vector<Relation> out;
    const auto find = [&](Dimension dimension, std::string_view key) {
        return static_cast<std::size_t>(
            std::find_if(rows.begin(), rows.end(),
                         [&](const Aggregate& row) { return row.dimension == dimension && row.key == key; }) -
            rows.begin());
    };
    const auto add = [&](std::size_t total, auto&& belongs) {
        Relation relation{total, {}};
        for (std::size_t r = 0; r < rows.size(); ++r)
            if (belongs(rows[r])) relation.parts.push_back(r);
        if (!relation.parts.empty() && total < rows.size()) out.push_back(std::move(relation));
    };
    const std::size_t network = find(Dimension::network, "");
    for (const Dimension dimension : {Dimension::alliance, Dimension::occupation, Dimension::recognition,
                                      Dimension::german, Dimension::waiting, Dimension::employment})
        add(network, [&](const Aggregate& row) { return row.dimension == dimension; });
    for (const Aggregate& alliance : rows)
        if (alliance.dimension == Dimension::alliance)
            add(find(Dimension::alliance, alliance.key), [&](const Aggregate& row) {
                return row.dimension == Dimension::district && row.parent == alliance.key;
            });
    return out;
}

/// Counts and what they are part of: 12 of 14 assigned says that 2 are not.
constexpr std::array<std::pair<Count, Count>, 4> parts_and_wholes{{{Count::with_options, Count::candidates},
                                                                   {Count::assigned, Count::candidates},
                                                                   {Count::assigned, Count::with_options},
                                                                   {Count::below_level, Count::assigned}}};

class Column {
  public:
    Column(std::vector<Aggregate>& rows, const std::vector<Relation>& relations, Count kind)
        : rows_(rows), relations_(relations), kind_(kind) {
        for (const Aggregate& row : rows_) values_.push_back(row.count(kind));
        hidden_.resize(rows_.size());
    }

    void hide_small(const std::vector<Aggregate>& original) {
        for (std::size_t r = 0; r < rows_.size(); ++r) {
            if (!values_[r]) continue;
            hidden_[r] = *values_[r] < least_published;
            for (const auto& [part, whole] : parts_and_wholes) {
                const auto& of = original[r].count(whole);
                if (part == kind_ && of && *of - *values_[r] < least_published) hidden_[r] = true;
            }
        }
    }

    /// Until every relation keeps its secret: it hides nothing at all, or two parts or more that sum up to
    /// enough. A hidden total needs the same of its own parts, else its sum with another hidden total would
    /// betray them.
    void hide_derivable() {
        for (bool again = true; again;) {
            again = false;
            for (const Relation& relation : relations_) again = settle(relation) || again;
        }
    }

    void write() {
        for (std::size_t r = 0; r < rows_.size(); ++r)
            if (hidden_[r]) rows_[r].counts[at(kind_)].reset();
    }
    [[nodiscard]] bool hidden(std::size_t row) const { return hidden_[row]; }

  private:
    /// Hides one more row where the relation needs it; true if it did.
    bool settle(const Relation& relation) {
        if (!values_[relation.total]) return false;
        std::size_t count = 0;
        std::uint64_t sum = 0;
        std::optional<std::size_t> smallest;
        for (const std::size_t r : relation.parts) {
            if (hidden_[r]) {
                ++count;
                sum += *values_[r];
            } else if (!smallest || std::tuple(*values_[r], r) < std::tuple(*values_[*smallest], *smallest)) {
                smallest = r;
            }
        }
        if (count == 0 && !hidden_[relation.total]) return false;
        if (count > 1 && sum >= least_published) return false;
        if (smallest)
            hidden_[*smallest] = true;
        else if (!hidden_[relation.total])
            hidden_[relation.total] = true;
        else
            return false;
        return true;
    }

    std::vector<Aggregate>& rows_;
    const std::vector<Relation>& relations_;
    Count kind_;
    std::vector<std::optional<std::uint64_t>> values_;
    std::vector<bool> hidden_;
};

}  // namespace

void suppress(std::vector<Aggregate>& rows) {
    const std::vector<Aggregate> original = rows;
    const std::vector<Relation> sums = relations(original);
    for (std::size_t k = 0; k < count_kinds; ++k) {
        Column column(rows, sums, static_cast<Count>(k));
        column.hide_small(original);
        column.hide_derivable();
        column.write();
    }
    for (Aggregate& row : rows)
        if (!row.count(Count::positions) || !row.count(Count::filled)) row.best_price.reset();
}

}  // namespace iqmatch::inline v0::explain
