// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/packing_chains.hpp>

namespace iqmatch::inline v0::graph::detail {

namespace packing_chains {
/// Losses along a chain only decide how far it goes, so that they may be rounded, but must not overflow.
inline double worth(std::int64_t regret) {
    return static_cast<double>(regret);
}
}  // namespace packing_chains
using packing_chains::worth;

IQMATCH_INLINE PackingChains::PackingChains(const PackingModel& model, const PackingCore& core,
                                            PackingState& state, PackingBudget& budget)
    : model_(model),
      core_(core),
      state_(state),
      budget_(budget),
      moved_(model.rows(), 0),
      failed_(model.rows(), 0),
      changed_(model.resources(), 1),
      fruitless_(model.resources(), 0) {}

IQMATCH_INLINE void PackingChains::count(std::uint64_t options) {
    spent_ += options;
    (void)budget_.spend(options);
}

IQMATCH_INLINE void PackingChains::begin() {
    ++chain_;
    moves_.clear();
    pending_.clear();
    nodes_ = 0;
    value_before_ = state_.value();
    placed_before_ = state_.placed();
    short_before_ = state_.short_of_minimum();
    missing_before_ = state_.missing();
}

IQMATCH_INLINE bool PackingChains::gained() const {
    if (filling_) return state_.missing() < missing_before_;
    if (state_.short_of_minimum() > short_before_) return false;
    if (model_.must() && state_.placed() != placed_before_) return state_.placed() > placed_before_;
    return state_.value() > value_before_;
}

IQMATCH_INLINE void PackingChains::put(Row row, EdgeIndex option) {
    moves_.push_back({row, state_.held(row)});
    state_.put(row, option);
}

IQMATCH_INLINE void PackingChains::undo(std::size_t to) {
    while (moves_.size() > to) {
        state_.put(moves_.back().row, moves_.back().before);
        moves_.pop_back();
    }
}

/// A chain that gained something: whoever it touched may move on.
IQMATCH_INLINE void PackingChains::keep() {
    ++clock_;
    for (const Move& move : moves_)
        for (const EdgeIndex o : {move.before, state_.held(move.row)})
            if (o != no_edge)
                for (const Use& use : model_.uses(o)) changed_[use.resource] = clock_;
}

/// Nothing near has changed since the row was tried last.
IQMATCH_INLINE bool PackingChains::hopeless(Row row) const {
    if (failed_[row] == 0) return false;
    int looked = 0;
    for (const PackingCore::Entry& entry : core_.entries(row)) {
        if (++looked > widest) break;
        for (const Use& use : model_.uses(entry.option))
            if (changed_[use.resource] > failed_[row]) return false;
    }
    return true;
}

/// Everybody pending is placed, or stays out; then what became free draws somebody in.
IQMATCH_INLINE bool PackingChains::settle(int depth, double loss) {
    if (pending_.empty()) return gained() || draw_in(depth, loss);
    if (depth >= deepest || ++nodes_ > most_nodes || exhausted()) return false;
    const Row row = pending_.back();
    pending_.pop_back();
    int tried = 0;
    // Only a chain that begins with a unit has rows of one pending.
    const std::uint32_t unit = model_.unit_of(row);
    const bool stays_in = model_.must() || (unit != no_unit && model_.problem().units[unit].all);
    const double out = worth(stays_in ? PackingCore::no_limit : core_.regret(row, no_edge));
    std::uint64_t looked = 1;
    for (const PackingCore::Entry& entry : core_.entries(row)) {
        ++looked;
        const double regret = worth(entry.regret);
        if (regret > out || loss + regret > hope_ || tried >= widest) break;
        bool closed = false, full = false;
        for (const Use& use : model_.uses(entry.option)) {
            closed = closed || state_.closed(use.resource) || use.amount > model_.capacity(use.resource);
            full = full || use.amount > state_.room(use.resource);
        }
        if (closed || (unit != no_unit && !state_.near_its_unit(row, entry.option))) continue;
        ++tried;
        const std::size_t mark = moves_.size();
        const std::vector<Row> rest = pending_;
        if (full ? make_way(row, entry.option, depth, loss + regret)
                 : (put(row, entry.option), settle(depth + 1, loss + regret)))
            return true;
        undo(mark);
        pending_ = rest;
        if (nodes_ > most_nodes) break;
    }
    count(looked);
    if (!stays_in && loss + out <= hope_ && nodes_ <= most_nodes) {
        const std::size_t mark = moves_.size();
        const std::vector<Row> rest = pending_;
        if (settle(depth + 1, loss + out)) return true;
        undo(mark);
        pending_ = rest;
    }
    pending_.push_back(row);
    return false;
}

/// The row takes a full option: for each resource in the way somebody leaves, whoever has the best way out.
IQMATCH_INLINE bool PackingChains::make_way(Row row, EdgeIndex option, int depth, double loss) {
    struct Way {
        double loss;
        Row row;
    };
    Resource full = model_.resources();
    std::uint32_t amount = 0;
    for (const Use& use : model_.uses(option))
        if (use.amount > state_.room(use.resource)) {
            full = use.resource;
            amount = use.amount;
            break;
        }
    if (full == model_.resources()) {
        put(row, option);
        return settle(depth + 1, loss);
    }
    if (depth >= deepest) return false;
    std::vector<Way> ways;
    std::uint64_t looked = 0;
    for (const PackingState::Holder& holder : state_.holders(full)) {
        if (!may_move(holder.row)) continue;
        const EdgeIndex now = state_.held(holder.row);
        std::int64_t next = model_.must() ? PackingCore::no_limit : core_.regret(holder.row, no_edge);
        for (const PackingCore::Entry& entry : core_.entries(holder.row)) {
            ++looked;
            if (entry.regret >= next) break;
            if (entry.option == now) continue;
            const auto uses = model_.uses(entry.option);
            if (std::any_of(uses.begin(), uses.end(), [&](const Use& use) { return use.resource == full; }))
                continue;
            next = entry.regret;
            break;
        }
        const double change = worth(next) - worth(core_.regret(holder.row, now));
        if (loss + change <= hope_) ways.push_back({change, holder.row});
    }
    count(looked);
    std::sort(ways.begin(), ways.end(),
              [](const Way& a, const Way& b) { return a.loss != b.loss ? a.loss < b.loss : a.row < b.row; });
    int tried = 0;
    for (std::size_t k = 0; k < ways.size() && tried < 3; ++k, ++tried) {
        if (++nodes_ > most_nodes) return false;
        const std::size_t mark = moves_.size();
        const std::vector<Row> rest = pending_;
        std::vector<Row> left;
        double freed = 0;
        // Several leave if one is not enough.
        for (std::size_t j = k; j < ways.size() && amount > state_.room(full); ++j) {
            freed += worth(core_.regret(ways[j].row, state_.held(ways[j].row)));
            put(ways[j].row, no_edge);
            moved_[ways[j].row] = chain_;
            pending_.push_back(ways[j].row);
            left.push_back(ways[j].row);
        }
        const bool done = amount <= state_.room(full) && make_way(row, option, depth + 1, loss - freed);
        if (done) return true;
        undo(mark);
        pending_ = rest;
        for (const Row one : left) moved_[one] = 0;
    }
    return false;
}

/// The dearest resource that the chain left free takes the row that loses least by coming.
IQMATCH_INLINE bool PackingChains::draw_in(int depth, double loss) {
    if (depth >= deepest || ++nodes_ > most_nodes) return false;
    Resource dearest = model_.resources();
    for (const Move& move : moves_) {
        if (move.before == no_edge) continue;
        for (const Use& use : model_.uses(move.before))
            if (state_.room(use.resource) > 0 && core_.prices()[use.resource] > 0 &&
                (dearest == model_.resources() || core_.prices()[use.resource] > core_.prices()[dearest]))
                dearest = use.resource;
    }
    if (dearest == model_.resources()) return false;
    struct Way {
        double loss;
        Row row;
        EdgeIndex option;
    };
    std::vector<Way> ways;
    std::uint64_t looked = 0;
    for (const PackingCore::User& user : core_.users(dearest)) {
        if (++looked > 200 || loss + worth(user.regret) > hope_ + worth(core_.prices()[dearest])) break;
        if (!may_move(user.row) || state_.held(user.row) == user.option) continue;
        const EdgeIndex now = state_.held(user.row);
        const double change = worth(user.regret) - worth(core_.regret(user.row, now));
        if (loss + change <= hope_) ways.push_back({change, user.row, user.option});
    }
    count(looked);
    std::sort(ways.begin(), ways.end(), [](const Way& a, const Way& b) {
        if (a.loss != b.loss) return a.loss < b.loss;
        return a.option < b.option;
    });
    if (ways.size() > 4) ways.resize(4);
    for (const Way& way : ways) {
        const std::size_t mark = moves_.size();
        put(way.row, no_edge);
        bool done = false;
        if (state_.fits(way.option)) {
            put(way.row, way.option);
            moved_[way.row] = chain_;
            done = settle(depth + 1, loss + way.loss);
            if (!done) moved_[way.row] = 0;
        }
        if (done) return true;
        undo(mark);
        pending_.clear();
    }
    return false;
}

IQMATCH_INLINE bool PackingChains::from_row(Row row) {
    begin();
    const std::int64_t regret = core_.regret(row, state_.held(row));
    put(row, no_edge);
    moved_[row] = chain_;
    pending_.push_back(row);
    if (settle(0, -worth(regret))) {
        keep();
        return true;
    }
    undo(0);
    failed_[row] = clock_;
    return false;
}

/// All of a unit look for something at once.
IQMATCH_INLINE bool PackingChains::from_unit(const PackingUnit& unit) {
    begin();
    double regret = 0;
    for (const Row row : unit.rows) {
        regret += worth(core_.regret(row, state_.held(row)));
        put(row, no_edge);
        moved_[row] = chain_;
        pending_.push_back(row);
    }
    if (settle(0, -regret)) {
        keep();
        return true;
    }
    undo(0);
    for (const Row row : unit.rows) failed_[row] = clock_;
    return false;
}

IQMATCH_INLINE bool PackingChains::from_resource(Resource r) {
    struct Way {
        double loss;
        Row row;
        EdgeIndex option;
    };
    std::vector<Way> ways;
    std::uint64_t looked = 0;
    for (const PackingCore::User& user : core_.users(r)) {
        if (++looked > 400 || worth(user.regret) > hope_) break;
        if (model_.unit_of(user.row) != no_unit || state_.held(user.row) == user.option) continue;
        const double change = worth(user.regret) - worth(core_.regret(user.row, state_.held(user.row)));
        if (change <= hope_) ways.push_back({change, user.row, user.option});
    }
    count(looked + 1);
    std::sort(ways.begin(), ways.end(), [](const Way& a, const Way& b) {
        if (a.loss != b.loss) return a.loss < b.loss;
        return a.option < b.option;
    });
    if (ways.size() > widest) ways.resize(widest);
    for (const Way& way : ways) {
        begin();
        put(way.row, no_edge);
        moved_[way.row] = chain_;
        if (make_way(way.row, way.option, 0, way.loss)) {
            keep();
            return true;
        }
        undo(0);
    }
    return false;
}

IQMATCH_INLINE bool PackingChains::fill(Resource r, std::uint64_t most) {
    most_ = most;
    spent_ = 0;
    filling_ = true;
    hope_ = worth(PackingCore::no_limit) / 4;
    bool moved = true;
    while (moved && state_.falls_short(r) && !exhausted()) moved = from_resource(r);
    filling_ = false;
    return state_.load(r) > 0 && !state_.falls_short(r);
}

IQMATCH_INLINE void PackingChains::run(std::uint64_t most, base::Int128 enough) {
    most_ = most;
    enough_ = enough;
    spent_ = 0;
    bool again = true;
    while (again && !exhausted()) {
        again = false;
        hope_ = 0;
        std::vector<Resource> free;
        for (Resource r = 0; r < model_.resources(); ++r)
            if (core_.prices()[r] > 0 && state_.room(r) > 0) {
                hope_ = std::max(hope_, worth(core_.prices()[r]));
                free.push_back(r);
            }
        std::vector<std::pair<std::int64_t, Row>> order;
        for (Row row = 0; row < model_.rows(); ++row) {
            if (model_.unit_of(row) != no_unit) continue;
            const EdgeIndex held = state_.held(row);
            std::int64_t regret = core_.regret(row, held);
            if (model_.must() && held == no_edge) regret = PackingCore::no_limit;
            if (regret > 0) order.emplace_back(regret, row);
        }
        count(model_.rows() / 8 + 1);
        std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first > b.first : a.second < b.second;
        });
        const double slack_hope = hope_;
        for (const auto& [regret, row] : order) {
            if (exhausted()) break;
            if (hopeless(row)) continue;
            hope_ = model_.must() && state_.held(row) == no_edge ? worth(PackingCore::no_limit) : slack_hope;
            again = from_row(row) || again;
        }
        for (const PackingUnit& unit : model_.problem().units) {
            if (exhausted()) break;
            const auto left_out = [&](Row row) { return model_.must() && state_.held(row) == no_edge; };
            const auto content = [&](Row row) {
                return (core_.regret(row, state_.held(row)) == 0 && !left_out(row)) || hopeless(row);
            };
            if (std::all_of(unit.rows.begin(), unit.rows.end(), content)) continue;
            const bool any_out = std::any_of(unit.rows.begin(), unit.rows.end(), left_out);
            hope_ = any_out ? worth(PackingCore::no_limit) : slack_hope;
            again = from_unit(unit) || again;
        }
        hope_ = slack_hope;
        std::sort(free.begin(), free.end(), [&](Resource a, Resource b) {
            const auto& prices = core_.prices();
            return prices[a] != prices[b] ? prices[a] > prices[b] : a < b;
        });
        for (const Resource r : free) {
            if (exhausted()) break;
            if (fruitless_[r] == clock_) continue;
            while (state_.room(r) > 0 && !exhausted() && from_resource(r)) again = true;
            fruitless_[r] = clock_;
        }
    }
}

}  // namespace iqmatch::inline v0::graph::detail
