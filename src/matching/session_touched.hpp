// SPDX-License-Identifier: Apache-2.0
/// @file
/// What edits change beyond single people. Private to the layer.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>
#include "session_networks.hpp"
#include "session_state.hpp"

namespace iqmatch::inline v0::matching::detail {

/// Edits sorted by what they touch.
struct Touched {
    std::vector<const Edit*> people;
    std::set<std::string> gone, fresh;  ///< vacancies that are no longer as they were, and that are other now
    std::set<std::string> runs, measures;  ///< that come, change or leave
    bool vacancies = false;                ///< their tables change
    bool rest = false;                     ///< other tables than those of people and vacancies change
    bool employers = false;                ///< employers or sites come

    [[nodiscard]] OffersFrom offers() const {
        return rest ? OffersFrom::rows : vacancies ? OffersFrom::vacancies : OffersFrom::known;
    }
    [[nodiscard]] bool same_vacancies() const { return gone.empty() && fresh.empty() && !employers; }
};

/// Empty where everything has to be formed anew.
[[nodiscard]] std::optional<Touched> touched_by(const domain::RowBook& book, const std::vector<Edit>& edits);

/// Whether somebody speaks of what is no longer there: whoever forms everything says who.
[[nodiscard]] bool spoken_of(const domain::RowBook& book, const std::vector<Edit>& edits);

/// An employer who has reached the limit of people in recognition, or no longer has, is another one to all
/// who are: adds their vacancies.
void add_limits(const domain::Network& before, const domain::Network& after, Touched& out);

/// Runs with which other plans can be made than before: that have free seats now and had none, or the other
/// way round, and those that come, change or leave.
[[nodiscard]] std::vector<std::string> changed_runs(const Options& before, const Options& after,
                                                    const Touched& touched);

}  // namespace iqmatch::inline v0::matching::detail
