// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/graph/detail/packing_core.hpp>
#include <map>
#include <optional>

namespace iqmatch::inline v0::graph::detail {

IQMATCH_INLINE PackingCore::PackingCore(const PackingModel& model, std::vector<std::int64_t> prices,
                                        std::int64_t limit, const PackingPattern& pattern)
    : model_(model), prices_(std::move(prices)), limit_(std::min(limit, no_limit)), pattern_(pattern) {
    std::vector<base::Int128> nets;
    std::vector<EdgeIndex> offered;
    std::vector<std::size_t> count(model.resources() + std::size_t(1), 0);
    first_.push_back(0);
    for (Resource r = 0; r < model.resources(); ++r) bound_ += pattern.cost(model, r, prices_[r]);
    for (Row row = 0; row < model.rows(); ++row) {
        nets.clear();
        offered.clear();
        for (EdgeIndex o = model.begin(row); o < model.end(row); ++o) {
            if (pattern.bans(o)) continue;
            nets.push_back(model.net(o, prices_));
            offered.push_back(o);
        }
        base::Int128 best = 0;
        if (!nets.empty()) best = *std::max_element(nets.begin(), nets.end());
        if (!model.must()) best = std::max(best, base::Int128(0));
        best_.push_back(best);
        bound_ += best;
        for (std::size_t k = 0; k < nets.size(); ++k)
            if (best - nets[k] <= limit_)
                entries_.push_back({static_cast<std::int64_t>(best - nets[k]), offered[k]});
        std::sort(entries_.begin() + static_cast<std::ptrdiff_t>(first_.back()), entries_.end(),
                  [](const Entry& a, const Entry& b) {
                      return a.regret != b.regret ? a.regret < b.regret : a.option < b.option;
                  });
        first_.push_back(entries_.size());
    }
    for (const Entry& entry : entries_)
        for (const Use& use : model.uses(entry.option)) ++count[use.resource + std::size_t(1)];
    for (Resource r = 0; r < model.resources(); ++r) count[r + std::size_t(1)] += count[r];
    first_user_ = count;
    users_.resize(count.back());
    for (Row row = 0; row < model.rows(); ++row)
        for (const Entry& entry : entries(row))
            for (const Use& use : model.uses(entry.option))
                users_[count[use.resource]++] = {entry.regret, row, entry.option};
    for (Resource r = 0; r < model.resources(); ++r)
        std::sort(users_.begin() + static_cast<std::ptrdiff_t>(first_user_[r]),
                  users_.begin() + static_cast<std::ptrdiff_t>(first_user_[r + std::size_t(1)]),
                  [](const User& a, const User& b) {
                      return a.regret != b.regret ? a.regret < b.regret : a.option < b.option;
                  });
}

IQMATCH_INLINE std::int64_t PackingCore::regret(Row row, EdgeIndex o) const {
    const base::Int128 net = o == no_edge ? base::Int128(0) : model_.net(o, prices_);
    return static_cast<std::int64_t>(std::min<base::Int128>(best_[row] - net, no_limit));
}

namespace packing_bound {

inline base::Int128 net(const PackingView& problem, std::span<const std::int64_t> prices, EdgeIndex o) {
    base::Int128 sum = problem.weights[o];
    for (const Use& use : problem.uses_of(o))
        sum -= static_cast<base::Int128>(prices[use.resource]) * use.amount;
    return sum;
}

/// The best joint choice of a unit. Rows are gone through in turn; every choice of one narrows the places of
/// those after it.
class JointChoice {
  public:
    JointChoice(const PackingView& problem, const PackingUnit& unit, std::span<const std::int64_t> prices)
        : problem_(problem), unit_(unit), may_stay_(!problem.must_assign && !unit.all) {
        for (const Row row : unit.rows) {
            std::map<Place, base::Int128> best;
            for (EdgeIndex o = problem.offsets[row]; o < problem.offsets[row + 1]; ++o) {
                const Place place = bounded() ? problem.places[o] : no_place;
                const base::Int128 one = net(problem, prices, o);
                const auto [at, fresh] = best.emplace(place, one);
                if (!fresh) at->second = std::max(at->second, one);
            }
            if (may_stay_) {
                const auto [at, fresh] = best.emplace(no_place, base::Int128(0));
                if (!fresh) at->second = std::max(at->second, base::Int128(0));
            }
            rows_.emplace_back(best.begin(), best.end());
        }
    }
    [[nodiscard]] base::Int128 value() {
        if (!problem_.must_assign) found_ = 0;
        explore(0, 0, rows_);
        return found_.value_or(0);
    }

  private:
    using Offers = std::vector<std::pair<Place, base::Int128>>;
    [[nodiscard]] bool bounded() const {
        return !problem_.places.empty() && unit_.reach != std::numeric_limits<std::uint32_t>::max();
    }
    [[nodiscard]] static base::Int128 most(const Offers& offers) {
        base::Int128 best = offers.front().second;
        for (const auto& offer : offers) best = std::max(best, offer.second);
        return best;
    }
    void explore(std::size_t next, base::Int128 sum, const std::vector<Offers>& rows) {
        if (next == rows.size()) {
            if (!found_ || sum > *found_) found_ = sum;
            return;
        }
        base::Int128 hope = sum;
        for (std::size_t k = next; k < rows.size(); ++k) {
            if (rows[k].empty()) return;
            hope += most(rows[k]);
        }
        if (found_ && hope <= *found_) return;
        Offers offers = rows[next];
        std::sort(offers.begin(), offers.end(), [](const auto& a, const auto& b) {
            return a.second != b.second ? a.second > b.second : a.first < b.first;
        });
        for (const auto& [place, one] : offers) {
            if (place == no_place) {
                explore(next + 1, sum + one, rows);
                continue;
            }
            std::vector<Offers> narrowed(rows.size());
            for (std::size_t k = next + 1; k < rows.size(); ++k)
                for (const auto& offer : rows[k])
                    if (offer.first == no_place ||
                        problem_.distances[std::size_t(place) * problem_.place_count + offer.first] <=
                            unit_.reach)
                        narrowed[k].push_back(offer);
            explore(next + 1, sum + one, narrowed);
        }
    }

    const PackingView& problem_;
    const PackingUnit& unit_;
    bool may_stay_;
    std::vector<Offers> rows_;
    std::optional<base::Int128> found_;
};

}  // namespace packing_bound

IQMATCH_INLINE base::Int128 proved_packing_bound(const PackingView& problem,
                                                 std::span<const std::int64_t> prices) {
    base::Int128 bound = 0;
    for (std::size_t r = 0; r < prices.size(); ++r)
        bound += static_cast<base::Int128>(problem.capacities[r]) * prices[r];
    std::vector<bool> alone(problem.row_count(), true);
    for (const PackingUnit& unit : problem.units) {
        for (const Row row : unit.rows) alone[row] = false;
        bound += packing_bound::JointChoice(problem, unit, prices).value();
    }
    for (Row row = 0; row < problem.row_count(); ++row) {
        if (!alone[row]) continue;
        const EdgeIndex from = problem.offsets[row], to = problem.offsets[row + 1];
        if (from == to) continue;
        base::Int128 best = problem.must_assign ? packing_bound::net(problem, prices, from) : base::Int128(0);
        for (EdgeIndex o = from; o < to; ++o) best = std::max(best, packing_bound::net(problem, prices, o));
        bound += best;
    }
    return bound;
}

}  // namespace iqmatch::inline v0::graph::detail
