// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <initializer_list>
#include <iqmatch/base/config.hpp>
#include <iqmatch/base/int128.hpp>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/tables/certify_selection.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <iqmatch/tables/detail/bound_at_prices.hpp>

namespace iqmatch::inline v0::tables {

namespace detail {

/// Position of a key in an ascending list, or its size.
template <class List>
std::size_t find_key(const List& keys, std::size_t begin, std::size_t end, std::string_view key) {
    std::size_t low = begin, high = end;
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (keys[middle] < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && keys[low] == key ? low : end;
}

class SelectionChecker {
  public:
    SelectionChecker(const SelectionProblem& problem, const SelectionClaim& claim)
        : problem_(problem), claim_(claim) {
        out_.chosen.assign(problem.candidate_count(), no_option);
    }

    CheckedSelection check() {
        agree("count_wrong", "summary.json", "candidates", std::to_string(claim_.candidates),
              std::to_string(problem_.candidate_count()));
        agree("count_wrong", "summary.json", "options", std::to_string(claim_.options),
              std::to_string(problem_.option_count()));
        used_.assign(problem_.resource_count(), 0);
        read_assignment();
        agree("count_wrong", "summary.json", "assigned", std::to_string(claim_.assigned),
              std::to_string(assigned_));
        if (claim_.status == "infeasible") {
            check_infeasible();
        } else if (claim_.status == "optimal" || claim_.status == "feasible" ||
                   claim_.status == "time_limit" || claim_.status == "work_limit" ||
                   claim_.status == "cancelled") {
            if (problem_.must_assign && !claim_.none_found)
                for (std::size_t c = 0; c < problem_.candidate_count(); ++c)
                    if (out_.chosen[c] == no_option)
                        refuse("candidate_left_out", "assignment.csv", problem_.candidates[c]);
            check_units();
            read_prices();
            check_totals();
            // Only in the simple form are the least prices unique, and what one more unit is worth.
            if (claim_.status == "optimal" && problem_.has_single_uses() && out_.refusals.empty())
                check_least_prices();
            out_.prices.assign(prices_.begin(), prices_.end());
        } else {
            refuse("status_unknown", "summary.json", claim_.status);
        }
        return std::move(out_);
    }

  private:
    /// Above any honest total: 2^32 candidates times values below 2^58.
    static constexpr base::Int128 far = base::Int128(1) << 96;

    void refuse(std::string_view code, std::string where, std::string_view what) {
        out_.refusals.push_back({std::string(code), std::move(where), base::shorten(what, 200)});
    }
    void agree(std::string_view code, std::string where, std::string_view name, const std::string& stated,
               const std::string& found) {
        if (stated != found)
            refuse(code, std::move(where), std::string(name) + ": stated " + stated + ", found " + found);
    }
    static std::string place(const base::TextTable& table, std::size_t row) {
        return table.file() + ":" + std::to_string(table.number(row));
    }
    /// Positions of columns; empty after a refusal if one is missing.
    std::vector<std::size_t> columns(const base::TextTable* table, std::string file,
                                     std::initializer_list<std::string_view> names) {
        std::vector<std::size_t> out;
        for (const std::string_view name : names) {
            const auto column = table == nullptr ? std::nullopt : table->column(name);
            if (!column) {
                refuse("table_malformed", std::move(file), name);
                return {};
            }
            out.push_back(*column);
        }
        return out;
    }

    void read_assignment() {
        const auto column =
            columns(claim_.assignment, "assignment.csv", {"candidate", "option", "value", "state"});
        if (column.empty()) return;
        const base::TextTable& table = *claim_.assignment;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            const auto cell = [&](std::size_t k) { return table.cell(row, column[k]); };
            if (cell(3) != "proposal") refuse("state_wrong", place(table, row), cell(3));
            const std::size_t c = find_key(problem_.candidates, 0, problem_.candidate_count(), cell(0));
            if (c == problem_.candidate_count()) {
                refuse("candidate_unknown", place(table, row), cell(0));
                continue;
            }
            const OptionIndex end = problem_.offsets[c + 1];
            const OptionIndex option = find_key(problem_.options, problem_.offsets[c], end, cell(1));
            if (option == end) {
                refuse("option_unknown", place(table, row),
                       std::string(cell(0)) + ", " + std::string(cell(1)));
                continue;
            }
            if (out_.chosen[c] != no_option) {
                refuse("candidate_twice", place(table, row), cell(0));
                continue;
            }
            out_.chosen[c] = option;
            ++assigned_;
            const std::int64_t worth = problem_.values[option];
            if (read_grid(cell(2), problem_.decimals) != base::Int128(worth))
                refuse("value_wrong", place(table, row),
                       "stated " + std::string(cell(2)) + ", found " + grid_text(worth, problem_.decimals));
            if (worth <= 0 && !problem_.must_assign) refuse("worthless_option", place(table, row), cell(1));
            value_ += worth;
            problem_.for_each_use(option, [&](const graph::Use& use) { used_[use.resource] += use.amount; });
        }
        for (std::size_t r = 0; r < used_.size(); ++r) {
            if (used_[r] > problem_.capacities[r])
                refuse("capacity_exceeded", table.file(),
                       std::string(problem_.resources[r]) + ": " + std::to_string(used_[r]) + " > " +
                           std::to_string(problem_.capacities[r]));
            if (!problem_.minima.empty() && used_[r] != 0 && used_[r] < problem_.minima[r])
                refuse("minimum_missed", table.file(),
                       std::string(problem_.resources[r]) + ": " + std::to_string(used_[r]) + " < " +
                           std::to_string(problem_.minima[r]));
        }
    }

    /// Those who decide together: all of them or none, and within reach of one another.
    void check_units() {
        for (const graph::PackingUnit& unit : problem_.units) {
            std::size_t placed = 0;
            bool apart = false;
            for (const graph::Row a : unit.rows) {
                if (out_.chosen[a] == no_option) continue;
                ++placed;
                for (const graph::Row b : unit.rows) apart = apart || (b < a && too_far(a, b, unit.reach));
            }
            if (apart || (unit.all && placed != 0 && placed != unit.rows.size()))
                refuse("unit_broken", "assignment.csv", problem_.candidates[unit.rows.front()]);
        }
    }
    [[nodiscard]] bool too_far(graph::Row a, graph::Row b, std::uint32_t reach) const {
        if (problem_.places.empty() || out_.chosen[b] == no_option) return false;
        const graph::Place here = problem_.places[out_.chosen[a]], there = problem_.places[out_.chosen[b]];
        return here != graph::no_place && there != graph::no_place &&
               problem_.distances[here * problem_.place_count + there] > reach;
    }

    void read_prices() {
        prices_.assign(problem_.resource_count(), 0);
        const auto column = columns(claim_.prices, "prices.csv", {"resource", "capacity", "used", "price"});
        if (column.empty()) return;
        const base::TextTable& table = *claim_.prices;
        const auto minimum = table.column("minimum");
        if (minimum.has_value() != !problem_.minima.empty())
            refuse("table_malformed", table.file(), "minimum");
        std::vector<bool> seen(prices_.size(), false);
        for (std::size_t row = 0; row < table.rows(); ++row) {
            const auto cell = [&](std::size_t k) { return table.cell(row, column[k]); };
            const std::size_t r = find_key(problem_.resources, 0, problem_.resource_count(), cell(0));
            if (r == prices_.size() || seen[r]) {
                refuse(r == prices_.size() ? "resource_unknown" : "resource_twice", place(table, row),
                       cell(0));
                continue;
            }
            seen[r] = true;
            agree("capacity_wrong", place(table, row), "capacity", std::string(cell(1)),
                  std::to_string(problem_.capacities[r]));
            agree("used_wrong", place(table, row), "used", std::string(cell(2)), std::to_string(used_[r]));
            if (minimum && !problem_.minima.empty())
                agree("minimum_wrong", place(table, row), "minimum", std::string(table.cell(row, *minimum)),
                      std::to_string(problem_.minima[r]));
            const auto price = read_grid(cell(3), problem_.decimals);
            // Far above any price; with it and `far`, no sum leaves 128 bits whatever a file states.
            if (!price || *price > (base::Int128(1) << 62))
                refuse("price_malformed", place(table, row), cell(3));
            else if (*price < 0)
                refuse("price_negative", place(table, row), cell(3));
            else
                prices_[r] = *price;
        }
        for (std::size_t r = 0; r < seen.size(); ++r)
            if (!seen[r]) refuse("resource_missing", table.file(), problem_.resources[r]);
    }

    void check_totals() {
        base::Int128 bound = claim_.unlisted;
        for (std::size_t r = 0; r < prices_.size(); ++r) {
            bound += base::Int128(problem_.capacities[r]) * prices_[r];
            if (bound > far) {
                refuse("bound_wrong", "prices.csv", problem_.resources[r]);
                return;
            }
        }
        const GainAtPrices gains(problem_, prices_);
        std::vector<bool> together(problem_.units.empty() ? 0 : problem_.candidate_count(), false);
        for (const graph::PackingUnit& unit : problem_.units) {
            for (const graph::Row row : unit.rows) together[row] = true;
            bound += gains.of_unit(unit);
        }
        for (std::size_t c = 0; c < problem_.candidate_count(); ++c)
            if (together.empty() || !together[c]) bound += gains.of_candidate(c);
        agree("bound_wrong", "summary.json", "bound", claim_.bound.value_or("null"),
              grid_text(bound, problem_.decimals));
        if (claim_.none_found) {
            check_none_found();
            return;
        }
        agree("total_wrong", "summary.json", "value", claim_.value.value_or("null"),
              grid_text(value_, problem_.decimals));
        if (claim_.search_bound) check_search_bound(bound);
        if (claim_.status == "optimal" && value_ != bound)
            refuse("not_optimal", "summary.json",
                   "value " + grid_text(value_, problem_.decimals) + ", bound " +
                       grid_text(bound, problem_.decimals));
        check_gap(bound);
    }
    /// What a search proved cannot be checked without repeating it, but it lies between two numbers that can.
    void check_search_bound(base::Int128 bound) {
        const auto stated = read_grid(*claim_.search_bound, problem_.decimals);
        if (!stated || *stated < value_ || *stated >= bound || problem_.has_single_uses())
            refuse("statement_wrong", "summary.json", "certificate.search_bound: " + *claim_.search_bound);
    }
    /// Everybody must be assigned, and no such assignment was found before a limit: then none is stated.
    void check_none_found() {
        if (claim_.value || claim_.gap) refuse("total_wrong", "summary.json", "value, gap");
        if (assigned_ != 0 || !problem_.must_assign || problem_.has_single_uses() ||
            (claim_.status != "time_limit" && claim_.status != "work_limit" && claim_.status != "cancelled"))
            refuse("statement_wrong", "summary.json", "certificate.assignment");
    }
    /// Optimal prices are the least ones if no set of them can fall together. A price cannot fall below 0,
    /// nor below what somebody who holds nothing of the set would pay: who stays out, or holds something
    /// whose own price cannot fall. Whatever such chains do not reach could fall.
    void check_least_prices() {
        const auto net = [&](OptionIndex o) {
            return base::Int128(problem_.values[o]) -
                   (problem_.uses[o] == no_resource ? base::Int128(0) : prices_[problem_.uses[o]]);
        };
        std::vector<bool> fixed(prices_.size());
        std::vector<ResourceIndex> reached;
        std::vector<std::vector<std::uint32_t>> holders(prices_.size());
        const auto fix = [&](ResourceIndex r) {
            if (!fixed[r]) reached.push_back(r);
            fixed[r] = true;
        };
        // Who is indifferent between what they hold, or staying out, and a resource keeps its price up.
        const auto fix_rivals = [&](std::size_t c) {
            const base::Int128 now = out_.chosen[c] == no_option ? base::Int128(0) : net(out_.chosen[c]);
            for (OptionIndex o = problem_.offsets[c]; o < problem_.offsets[c + 1]; ++o)
                if (problem_.uses[o] != no_resource && net(o) == now) fix(problem_.uses[o]);
        };
        for (ResourceIndex r = 0; r < prices_.size(); ++r)
            if (prices_[r] == 0) fix(r);
        for (std::size_t c = 0; c < problem_.candidate_count(); ++c) {
            const OptionIndex held = out_.chosen[c];
            if (held == no_option || problem_.uses[held] == no_resource)
                fix_rivals(c);
            else
                holders[problem_.uses[held]].push_back(static_cast<std::uint32_t>(c));
        }
        while (!reached.empty()) {
            const ResourceIndex r = reached.back();
            reached.pop_back();
            for (const std::uint32_t c : holders[r]) fix_rivals(c);
        }
        for (std::size_t r = 0; r < fixed.size(); ++r)
            if (!fixed[r]) refuse("price_not_least", claim_.prices->file(), problem_.resources[r]);
    }
    /// gap is (bound − value) / max(|value|, unit), rounded up at the ninth place.
    void check_gap(base::Int128 bound) {
        const auto gap = claim_.gap ? read_grid(*claim_.gap, 9) : std::nullopt;
        constexpr base::Int128 unit = 1'000'000'000;
        const base::Int128 size = std::max<base::Int128>(value_ < 0 ? -value_ : value_, 1),
                           missing = bound - value_;
        bool holds = gap && missing >= 0 && missing < far && size < far;
        if (holds) {
            const base::Int128 rest = missing % size * unit;
            holds = *gap == missing / size * unit + rest / size + (rest % size == 0 ? 0 : 1);
        }
        if (!holds) refuse("gap_wrong", "summary.json", claim_.gap.value_or("null"));
    }

    void check_infeasible() {
        if (claim_.value || claim_.bound || claim_.gap)
            refuse("total_wrong", "summary.json", "value, bound, gap");
        if (!problem_.must_assign) refuse("witness_wrong", "summary.json", "must_assign");
        if (assigned_ != 0) refuse("statement_wrong", "assignment.csv", "infeasible");
        const auto column = columns(claim_.witness, "witness.csv", {"kind", "key", "capacity"});
        if (column.empty()) return;
        const base::TextTable& table = *claim_.witness;
        std::vector<bool> person(problem_.candidate_count(), false), named(problem_.resource_count(), false);
        base::Int128 needed = 0, room = 0;
        for (std::size_t row = 0; row < table.rows(); ++row) {
            const std::string_view kind = table.cell(row, column[0]), key = table.cell(row, column[1]);
            const bool is_candidate = kind == "candidate";
            const TextList& keys = is_candidate ? problem_.candidates : problem_.resources;
            std::vector<bool>& seen = is_candidate ? person : named;
            const std::size_t at = find_key(keys, 0, keys.size(), key);
            if ((!is_candidate && kind != "resource") || at == keys.size() || seen[at]) {
                refuse("witness_wrong", place(table, row), std::string(kind) + ", " + std::string(key));
                continue;
            }
            seen[at] = true;
            room += is_candidate ? base::Int128(0) : base::Int128(problem_.capacities[at]);
            if (!is_candidate)
                agree("capacity_wrong", place(table, row), "capacity",
                      std::string(table.cell(row, column[2])), std::to_string(problem_.capacities[at]));
        }
        if (claim_.searched) {
            // Whether there is no assignment only repeating the search could show.
            if (problem_.has_single_uses() || table.rows() != 0)
                refuse("witness_wrong", table.file(), "certificate.proved_by");
            return;
        }
        if (problem_.has_single_uses()) check_all_use(person, named);
        bool enough = false;  // somebody has no option at all
        for (std::size_t c = 0; c < person.size(); ++c) {
            if (!person[c]) continue;
            const auto least = least_use(c, named);
            enough = enough || !least;
            needed += least.value_or(0);
        }
        if (!enough && room >= needed)
            refuse("witness_wrong", table.file(), base::to_string(needed) + " <= " + base::to_string(room));
    }
    /// In the simple form a witness names nobody who could do without the resources.
    void check_all_use(const std::vector<bool>& person, const std::vector<bool>& named) {
        for (std::size_t c = 0; c < person.size(); ++c)
            for (OptionIndex o = problem_.offsets[c]; person[c] && o < problem_.offsets[c + 1]; ++o)
                if (problem_.uses[o] == no_resource || !named[problem_.uses[o]])
                    refuse("witness_wrong", claim_.witness->file(),
                           std::string(problem_.candidates[c]) + ", " + std::string(problem_.options[o]));
    }
    /// The fewest units of the resources named with which the candidate can do; empty without an option.
    [[nodiscard]] std::optional<base::Int128> least_use(std::size_t c, const std::vector<bool>& named) const {
        std::optional<base::Int128> least;
        for (OptionIndex o = problem_.offsets[c]; o < problem_.offsets[c + 1]; ++o) {
            base::Int128 units = 0;
            problem_.for_each_use(o, [&](const graph::Use& use) {
                if (named[use.resource]) units += use.amount;
            });
            least = least ? std::min(*least, units) : units;
        }
        return least;
    }

    const SelectionProblem& problem_;
    const SelectionClaim& claim_;
    CheckedSelection out_;
    std::uint64_t assigned_ = 0;
    base::Int128 value_ = 0;
    std::vector<std::uint64_t> used_;
    std::vector<base::Int128> prices_;
};

}  // namespace detail

IQMATCH_INLINE CheckedSelection certify_selection(const SelectionProblem& problem,
                                                  const SelectionClaim& claim) {
    return detail::SelectionChecker(problem, claim).check();
}

}  // namespace iqmatch::inline v0::tables
