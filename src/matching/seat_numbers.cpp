// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/hash.hpp>
#include <iqmatch/matching/seat_numbers.hpp>
#include <tuple>
#include <vector>

namespace iqmatch::inline v0::matching {

SeatNumbers::SeatNumbers(const Assignment& assignment) {
    const Options& options = assignment.options();
    if (options.planner() == nullptr) return;
    const domain::Network& network = options.network();
    std::map<domain::RunId, std::vector<domain::CandidateId>> takers;
    for (const Proposal& proposal : assignment.proposals())
        for (const planning::Seat& seat : options.seats(proposal.option))
            if (seat.kind == planning::SeatKind::run) takers[seat.run].push_back(proposal.candidate);
    const auto order = [&](domain::CandidateId candidate) {
        const auto since = network.candidates().registered_on(candidate);
        const std::string_view key = network.candidates().key(candidate);
        return std::tuple(!since, since.value_or(base::Date()),
                          base::key_hash(assignment.settings().seed, key), key);
    };
    for (auto& [run, people] : takers) {
        const auto seats = network.runs().seats(run);
        const auto free = options.planner()->capacity({planning::SeatKind::run, run, 0, 0});
        if (!seats || !free) continue;
        std::sort(people.begin(), people.end(),
                  [&](domain::CandidateId a, domain::CandidateId b) { return order(a) < order(b); });
        const auto taken = static_cast<std::uint64_t>(std::max<std::int64_t>(0, *seats - *free));
        for (std::size_t k = 0; k < people.size(); ++k)
            numbers_[{run, people[k]}] = {taken + k + 1, static_cast<std::uint64_t>(*seats)};
    }
}

std::optional<SeatNumber> SeatNumbers::of(domain::CandidateId candidate, domain::RunId run) const {
    const auto at = numbers_.find({run, candidate});
    return at == numbers_.end() ? std::nullopt : std::optional(at->second);
}

}  // namespace iqmatch::inline v0::matching
