// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/hash.hpp>
#include <iqmatch/matching/waiting.hpp>
#include <map>
#include <set>
#include <tuple>

namespace iqmatch::inline v0::matching {
namespace {

using domain::CandidateId;
using domain::RunId;

std::optional<base::Date> first_deadline(const domain::Network& network, CandidateId candidate) {
    std::optional<base::Date> out;
    const auto take = [&](const domain::Maybe<base::Date>& day) {
        if (day.has_value() && (!out || *day < *out)) out = *day;
    };
    for (const domain::Title& title : network.titles_of(candidate)) take(title.valid_to);
    for (const domain::Notice& notice : network.notices_of(candidate))
        if (notice.current) take(notice.deadline);
    return out;
}

std::set<RunId> runs_of(const Options& options, const Option& option) {
    std::set<RunId> out;
    for (const planning::Seat& seat : options.seats(option)) out.insert(seat.run);
    return out;
}

/// How many of the seats and parts that options use are taken by the proposals.
class SeatUse {
  public:
    explicit SeatUse(const Assignment& assignment) : planner_(*assignment.options().planner()) {
        for (const Proposal& proposal : assignment.proposals())
            for (const planning::Seat& seat : assignment.options().seats(proposal.option)) ++used_[seat];
    }
    /// Empty where the seat is there for somebody more.
    [[nodiscard]] std::optional<WaitingReason> reason(const planning::Seat& seat) const {
        const auto at = used_.find(seat);
        const std::int64_t used = at == used_.end() ? 0 : at->second;
        const auto capacity = planner_.capacity(seat);
        if (capacity && used >= *capacity) return WaitingReason::full;
        if (seat.kind == planning::SeatKind::run && used < planner_.minimum(seat.run))
            return WaitingReason::below_minimum;
        return std::nullopt;
    }

  private:
    const planning::Planner& planner_;
    std::map<planning::Seat, std::int64_t> used_;
};

}  // namespace

std::vector<Waiting> waiting_lists(const Assignment& assignment) {
    const Options& options = assignment.options();
    if (options.planner() == nullptr) return {};
    const domain::Network& network = options.network();
    const SeatUse use(assignment);
    std::map<std::pair<RunId, CandidateId>, WaitingReason> waiting;
    for (std::size_t c = 0; c < network.candidates().size(); ++c) {
        const CandidateId candidate(c);
        const Proposal* proposal = assignment.find(candidate);
        const std::int64_t today = proposal == nullptr ? 0 : proposal->option.value;
        const std::set<RunId> own =
            proposal == nullptr ? std::set<RunId>() : runs_of(options, proposal->option);
        for (const Option& option : options.of(candidate)) {
            if (!option.planned() || option.value <= today) continue;
            for (const planning::Seat& seat : options.seats(option)) {
                if (own.count(seat.run) != 0) continue;
                // Of several seats of a run the one that says most.
                const auto reason = use.reason(seat);
                if (!reason) continue;
                const auto [at, fresh] = waiting.try_emplace({seat.run, candidate}, *reason);
                at->second = std::min(at->second, *reason);
            }
        }
    }
    std::vector<Waiting> out;
    for (const auto& [who, reason] : waiting)
        out.push_back({who.first, who.second, 0, network.candidates().registered_on(who.second),
                       first_deadline(network, who.second), reason});
    const std::uint64_t seed = assignment.settings().seed;
    const auto order = [&](const Waiting& one) {
        const std::string_view key = network.candidates().key(one.candidate);
        return std::tuple(one.run, !one.since, one.since.value_or(base::Date()), !one.deadline,
                          one.deadline.value_or(base::Date()), base::key_hash(seed, key), key);
    };
    std::sort(out.begin(), out.end(),
              [&](const Waiting& a, const Waiting& b) { return order(a) < order(b); });
    for (std::size_t k = 0; k < out.size(); ++k)
        out[k].position = k > 0 && out[k - 1].run == out[k].run ? out[k - 1].position + 1 : 1;
    return out;
}

}  // namespace iqmatch::inline v0::matching
