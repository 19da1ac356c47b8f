// SPDX-License-Identifier: Apache-2.0
/// @file
/// Stable matchings of rows and columns with capacities, with ties as a decision of the caller.
#pragma once

#include <cstdint>
#include <iqmatch/base/stop.hpp>
#include <iqmatch/graph/bipartite.hpp>
#include <iqmatch/graph/matching.hpp>
#include <iqmatch/graph/preferences.hpp>
#include <span>
#include <vector>

namespace iqmatch::inline v0::graph {

/// What equal scores mean.
enum class TieRule : std::uint8_t {
    /// The keys decide, as if they were part of the scores: preferences are strict. The result is the one
    /// stable matching that is best for every row, and it always places the same rows; but with many ties an
    /// unlucky order of keys can leave out many who could have been placed.
    by_key,
    /// Equal means indifferent. Looks for a matching that is stable and places many rows: at least 2/3 of the
    /// most that any weakly stable matching places. (To find the most is NP-hard: Manlove et al. 2002.)
    /// Keys only decide what the method leaves open.
    place_more,
};

/// The decision about ties, which has no default.
struct Ties {
    TieRule rule;
    /// Per row its priority where a column likes rows equally, and per column where a row likes columns
    /// equally: the smaller key goes first, of equal keys the smaller index. Seeded numbers make it a
    /// lottery. Empty: indexes alone.
    std::span<const std::uint64_t> row_keys{};
    std::span<const std::uint64_t> column_keys{};
};

/// Who is held by whom.
struct StableMatching {
    /// `optimal`: the matching is stable. time_limit, work_limit, cancelled: what was held when it stopped,
    /// within capacities, but pairs may block.
    SolveStatus status = SolveStatus::feasible;
    std::vector<EdgeIndex> chosen;  ///< per row its edge, or no_edge
    std::uint64_t placed = 0;       ///< rows with an edge
    std::uint64_t proposals = 0;
    std::uint64_t work = 0;  ///< work units spent: edges put in order, and proposals
};

/// Deferred acceptance, rows propose (Gale & Shapley, "College admissions and the stability of marriage", Am.
/// Math. Monthly 69, 1962). Before returning, a finished matching is checked by blocking_pairs.hpp, which
/// shares no code with it; base::InternalError if a pair blocks.
///
/// by_key: the row-optimal stable matching. Every stable matching of these strict preferences places the same
/// rows and fills every column equally (Roth 1986).
///
/// place_more: Király's method ("Linear time local approximation algorithm for maximum stable marriage",
/// Algorithms 6, 2013), ties on either side or both, each column being as many equal ones of capacity 1.
/// Of columns that a row likes equally it goes to those with room first, and gives way while another has
/// room; a row that everybody refused asks all a second time, and then is preferred among equals. No pair
/// blocks, and the matching has at least 2/3 of the size of a largest weakly stable one.
///
/// Lists are put in order as far as their rows get; columns keep a heap of whom they hold. O(edges ·
/// log degree) for the order, O(edges · log capacity) for at most one proposal per edge (two rounds of at
/// most two with place_more). Memory: 4 bytes per edge with place_more, less with
/// by_key; 16 to 160 per row and 12 to 20 per place. One thread; the result
/// depends on nothing but the arguments.
/// @throws base::UsageError for a malformed graph, keys of the wrong number, or zero threads; whatever a
/// callback throws.
template <class W>
[[nodiscard]] StableMatching deferred_acceptance(const PreferenceView<W>& graph, const Ties& ties,
                                                 const base::Control& control = {});

}  // namespace iqmatch::inline v0::graph

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/deferred_acceptance.ipp>
#endif
