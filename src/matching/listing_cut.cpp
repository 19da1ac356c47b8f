// SPDX-License-Identifier: Apache-2.0
#include "listing_cut.hpp"
#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

namespace iqmatch::inline v0::matching::detail {
namespace {

using domain::CandidateId;

/// Renumbers what is still needed and drops the rest; plans may serve several ways.
void drop_unused(Block& block, const BlockBegin& begin) {
    std::vector<std::uint32_t> ways(block.ways.size() - begin.ways, no_way);
    std::vector<std::uint32_t> plans(block.plans.size() - begin.plans, no_way);
    for (std::size_t k = begin.listed; k < block.listed.size(); ++k) {
        if (!block.listed[k].planned()) continue;
        const std::size_t way = block.listed[k].way - begin.ways;
        ways[way] = 0;
        plans[block.ways[begin.ways + way].plan - begin.plans] = 0;
    }
    const auto squeeze = [](auto& all, std::size_t first, std::vector<std::uint32_t>& numbers) {
        std::size_t to = first;
        for (std::size_t k = 0; k < numbers.size(); ++k) {
            if (numbers[k] == no_way) continue;
            if (to != first + k) all[to] = std::move(all[first + k]);
            numbers[k] = static_cast<std::uint32_t>(to++);
        }
        all.erase(all.begin() + static_cast<std::ptrdiff_t>(to), all.end());
    };
    squeeze(block.plans, begin.plans, plans);
    squeeze(block.ways, begin.ways, ways);
    for (std::size_t w = begin.ways; w < block.ways.size(); ++w)
        block.ways[w].plan = plans[block.ways[w].plan - begin.plans];
    for (std::size_t k = begin.listed; k < block.listed.size(); ++k)
        if (block.listed[k].planned()) block.listed[k].way = ways[block.listed[k].way - begin.ways];
}

/// What stays out, where options of one vacancy stand beside each other. A plan without a position is no
/// pair.
LeftOut left_out(std::span<const Option> options, const std::vector<ListedBy>& marks) {
    LeftOut out;
    for (std::size_t k = 0; k < options.size();) {
        bool position = false, listed = false;
        const domain::VacancyId vacancy = options[k].vacancy;
        for (; k < options.size() && options[k].vacancy == vacancy; ++k) {
            const bool marked = marks[k] != ListedBy::nobody;
            position = position || !options[k].alone;
            listed = listed || (marked && !options[k].alone);
            if (marked) continue;
            ++out.options;
            out.best = std::max(out.best, options[k].value);
        }
        out.pairs += position && !listed ? 1 : 0;
    }
    return out;
}

}  // namespace

void keep_listed(Block& block, const BlockBegin& begin, const std::vector<ListedBy>& marks,
                 bool keep_left_out) {
    block.left_out.push_back(left_out(std::span(block.listed).subspan(begin.listed), marks));
    std::size_t to = begin.listed;
    for (std::size_t k = 0; k < marks.size(); ++k) {
        if (marks[k] == ListedBy::nobody) {
            if (!keep_left_out) continue;
            block.rest.options.push_back(block.listed[begin.listed + k]);
            block.rest.ordinals.push_back(static_cast<std::uint32_t>(k));
            continue;
        }
        block.listed[to++] = block.listed[begin.listed + k];
        block.ordinals.push_back(static_cast<std::uint32_t>(k));
        block.added.push_back(marks[k] == ListedBy::request);
    }
    if (keep_left_out) block.rest.offsets.push_back(block.rest.options.size());
    if (to == block.listed.size()) return;
    block.listed.erase(block.listed.begin() + static_cast<std::ptrdiff_t>(to), block.listed.end());
    if (!keep_left_out) drop_unused(block, begin);
}

OptionCut::OptionCut(const Options::State& state) : state_(state) {
    together_.resize(state.network.candidates().size());
    for (const domain::Unit& unit : state.network.units())
        if (unit.rule && unit.members.size() > 1)
            for (const CandidateId member : unit.members) together_[member.index()] = true;
}

void OptionCut::apply(CandidateId candidate, Block& block, const BlockBegin& begin) const {
    std::vector<ListedBy> marks(block.listed.size() - begin.listed, ListedBy::nobody);
    mark_best(block, begin, marks);
    mark_always(candidate, block, begin, marks);
    mark_also(candidate, block, begin, marks);
    keep_listed(block, begin, marks, state_.settings.keep_left_out);
}

void OptionCut::mark_best(const Block& block, const BlockBegin& begin, std::vector<ListedBy>& marks) const {
    const std::size_t most = *state_.settings.max_options;
    if (marks.size() <= most) return marks.assign(marks.size(), ListedBy::rank);
    std::vector<std::uint32_t> ranks(marks.size());
    std::iota(ranks.begin(), ranks.end(), 0U);
    const auto value = [&](std::uint32_t k) { return block.listed[begin.listed + k].value; };
    std::nth_element(
        ranks.begin(), ranks.begin() + static_cast<std::ptrdiff_t>(most), ranks.end(),
        [&](std::uint32_t a, std::uint32_t b) { return std::pair(-value(a), a) < std::pair(-value(b), b); });
    for (std::size_t r = 0; r < most; ++r) marks[ranks[r]] = ListedBy::rank;
}

void OptionCut::mark_always(CandidateId candidate, const Block& block, const BlockBegin& begin,
                            std::vector<ListedBy>& marks) const {
    const Notes notes{block.plans, block.ways};
    for (std::size_t k = 0; k < marks.size(); ++k) {
        const Option& option = block.listed[begin.listed + k];
        if (together_[candidate.index()] || option.kept || keeps_earlier(state_, notes, candidate, option))
            marks[k] = ListedBy::rank;
    }
}

void OptionCut::mark_also(CandidateId candidate, const Block& block, const BlockBegin& begin,
                          std::vector<ListedBy>& marks) const {
    if (!state_.settings.also) return;
    const std::string_view key = state_.network.candidates().key(candidate);
    const auto& also = *state_.settings.also;
    auto wanted =
        std::lower_bound(also.begin(), also.end(), key,
                         [](const NamedOption& one, std::string_view who) { return one.candidate < who; });
    if (wanted == also.end() || wanted->candidate != key) return;
    std::vector<std::string_view> keys;
    for (; wanted != also.end() && wanted->candidate == key; ++wanted) keys.push_back(wanted->option);
    for (std::size_t k = 0; k < marks.size(); ++k)
        if (marks[k] == ListedBy::nobody &&
            std::binary_search(
                keys.begin(), keys.end(),
                key_of(state_.network, {block.plans, block.ways}, block.listed[begin.listed + k])))
            marks[k] = ListedBy::request;
}

}  // namespace iqmatch::inline v0::matching::detail
