// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/dynamic_matching.hpp>
#include <string>
#include <utility>
#include "session_solver.hpp"

namespace iqmatch::inline v0::matching::detail {
namespace {

using graph::Column;
using graph::Row;
using tables::OptionIndex;

constexpr std::int64_t most_value = std::int64_t(1) << 35;
constexpr std::size_t most_people = std::size_t(1) << 21;
/// Above every number of people, so that holding something never outweighs a millionth of value.
constexpr auto step = static_cast<std::int64_t>(most_people);

base::Int128 rounded_down(base::Int128 scaled) {
    const base::Int128 quotient = scaled / step;
    return scaled < 0 && quotient * step != scaled ? quotient - 1 : quotient;
}

bool in_range(std::int64_t value) {
    return value < most_value && value > -most_value;
}

bool fits(const tables::SelectionProblem& problem) {
    if (!problem.has_single_uses() || problem.must_assign || problem.candidate_count() >= most_people)
        return false;
    std::vector<tables::ResourceIndex> own;
    for (std::size_t c = 0; c < problem.candidate_count(); ++c) {
        own.assign(problem.uses.begin() + static_cast<std::ptrdiff_t>(problem.offsets[c]),
                   problem.uses.begin() + static_cast<std::ptrdiff_t>(problem.offsets[c + 1]));
        std::sort(own.begin(), own.end());
        if (std::adjacent_find(own.begin(), own.end()) != own.end()) return false;
    }
    return std::all_of(problem.values.begin(), problem.values.end(), in_range);
}

/// Weights are value · 2^21, and what is held counts `keep` · 2^21 + 1 more.
class ExactSession final : public SessionSolver {
  public:
    ExactSession(const tables::SelectionProblem& problem, std::int64_t keep, const SessionStart* start,
                 const base::Control& control)
        : bonus_(keep * step + 1),
          outside_(static_cast<Column>(problem.resource_count())),
          columns_(problem.candidate_count()),
          held_(problem.candidate_count()) {
        std::vector<std::uint32_t> capacities;
        for (const std::uint64_t capacity : problem.capacities) capacities.push_back(room(capacity));
        capacities.push_back(static_cast<std::uint32_t>(most_people));
        graph::BipartiteGraph<std::int64_t> graph(std::move(capacities));
        graph::Matching known;
        known.chosen.assign(problem.candidate_count(), graph::no_edge);
        for (std::size_t c = 0; c < problem.candidate_count(); ++c) {
            for (OptionIndex o = problem.offsets[c]; o < problem.offsets[c + 1]; ++o) {
                const auto resource = problem.uses[o];
                const Column column = resource == tables::no_resource ? outside_ : resource;
                const bool held = start != nullptr && start->held[c] == o;
                if (held) {
                    known.chosen[c] = o;
                    held_[c] = column;
                }
                graph.add_edge(column, problem.values[o] * step + (held ? bonus_ : 0));
                columns_[c].push_back(column);
            }
            graph.finish_row();
        }
        if (start == nullptr) {
            matching_.emplace(graph.view(), control);
            return;
        }
        for (const std::int64_t price : start->prices) known.prices.push_back(price * step);
        known.prices.push_back(0);
        matching_.emplace(graph.view(), known, control);
    }

    bool takes(std::span<const SessionOption> options) const override {
        std::vector<Column> own;
        for (const SessionOption& option : options) {
            if (!in_range(option.value) || option.uses.size() > 1) return false;
            if (!option.uses.empty() && option.uses.front().amount != 1) return false;
            own.push_back(column_of(option));
        }
        std::sort(own.begin(), own.end());
        return std::adjacent_find(own.begin(), own.end()) == own.end();
    }
    Row add(std::span<const SessionOption> options) override {
        const Row row = matching_->add_row(weighted(options, std::nullopt));
        if (row >= held_.size()) {
            held_.resize(row + std::size_t(1));
            columns_.resize(row + std::size_t(1));
        }
        held_[row].reset();
        note(row, options);
        return row;
    }
    void set(Row row, std::span<const SessionOption> options) override {
        matching_->set_row(row, weighted(options, held_.at(row)));
        note(row, options);
    }
    void remove(Row row) override {
        matching_->remove_row(row);
        held_.at(row).reset();
        columns_.at(row).clear();
    }
    std::optional<graph::Resource> add_resource(std::uint64_t capacity, std::uint64_t minimum) override {
        if (minimum > 1) return std::nullopt;
        return resource_of(matching_->add_column(room(capacity), {}));
    }
    void set_capacity(graph::Resource resource, std::uint64_t capacity) override {
        matching_->set_capacity(column_of(resource), room(capacity));
    }

    void set_minimum(graph::Resource, std::uint64_t) override {}  // there are none to follow

    std::vector<Row> settle(const base::Control& control) override {
        status_ = matching_->resolve(control);
        const bool proved = status_ == graph::SolveStatus::optimal;
        value_ = rounded_down(matching_->value());
        bound_ = proved ? value_ : rounded_down(matching_->matching().bound);
        std::vector<Row> moved;
        for (Row row = 0; row < held_.size(); ++row) {
            const auto now = matching_->column_of(row);
            if (now == held_[row]) continue;
            moved.push_back(row);
            weigh(row, held_[row], -bonus_);
            weigh(row, now, bonus_);
            held_[row] = now;
        }
        // The same match is optimal for what is held now: all that is chosen counts alike more.
        if (!moved.empty() && proved) status_ = matching_->resolve(control);
        return moved;
    }

    graph::SolveStatus status() const override { return status_; }
    base::Int128 value() const override { return value_; }
    base::Int128 bound() const override { return bound_; }
    std::optional<std::uint32_t> held(Row row) const override {
        if (!held_.at(row)) return std::nullopt;
        const auto at = std::find(columns_[row].begin(), columns_[row].end(), *held_[row]);
        return static_cast<std::uint32_t>(at - columns_[row].begin());
    }
    std::vector<std::int64_t> prices() const override {
        std::vector<std::int64_t> out;
        for (Column column = 0; column < matching_->column_count(); ++column)
            if (column != outside_) out.push_back(matching_->price(column) / step);
        return out;
    }

  private:
    static std::uint32_t room(std::uint64_t capacity) {
        return static_cast<std::uint32_t>(std::min<std::uint64_t>(capacity, most_people));
    }
    /// Resources that come get the columns after outside_.
    [[nodiscard]] Column column_of(graph::Resource resource) const {
        return resource < outside_ ? resource : resource + 1;
    }
    [[nodiscard]] graph::Resource resource_of(Column column) const {
        return column < outside_ ? column : column - 1;
    }
    [[nodiscard]] Column column_of(const SessionOption& option) const {
        return option.uses.empty() ? outside_ : column_of(option.uses.front().resource);
    }
    void note(Row row, std::span<const SessionOption> options) {
        columns_[row].clear();
        for (const SessionOption& option : options) columns_[row].push_back(column_of(option));
    }
    [[nodiscard]] std::vector<graph::RowEdge<std::int64_t>> weighted(std::span<const SessionOption> options,
                                                                     std::optional<Column> held) const {
        std::vector<graph::RowEdge<std::int64_t>> out;
        out.reserve(options.size());
        for (const SessionOption& option : options) {
            const Column column = column_of(option);
            out.push_back({column, option.value * step + (held == column ? bonus_ : 0)});
        }
        return out;
    }
    void weigh(Row row, std::optional<Column> column, std::int64_t more) {
        if (!column) return;
        if (const auto weight = matching_->weight(row, *column))
            matching_->set_weight(row, *column, *weight + more);
    }

    std::int64_t bonus_ = 0;  ///< what is held counts so much more
    Column outside_ = 0;      ///< of options that use nothing
    std::optional<graph::DynamicMatching<std::int64_t>> matching_;
    std::vector<std::vector<Column>> columns_;  ///< per row and option
    std::vector<std::optional<Column>> held_;   ///< per row
    graph::SolveStatus status_ = graph::SolveStatus::feasible;
    base::Int128 value_ = 0, bound_ = 0;  ///< as found, before new places counted as held
};

}  // namespace

std::unique_ptr<SessionSolver> exact_session(const tables::SelectionProblem& problem, std::int64_t keep,
                                             const SessionStart* start, const base::Control& control) {
    if (!fits(problem)) return nullptr;
    if (keep < 0 || keep >= most_value)
        throw base::UsageError("what keeping a proposal counts must be 0 or more and below " +
                               std::to_string(most_value / 1'000'000));
    return std::make_unique<ExactSession>(problem, keep, start, control);
}

}  // namespace iqmatch::inline v0::matching::detail
