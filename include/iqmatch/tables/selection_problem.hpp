// SPDX-License-Identifier: Apache-2.0
/// @file
/// Who may choose what, what it is worth and what it uses up: options with keys, on an integer grid.
#pragma once

#include <cstdint>
#include <functional>
#include <iqmatch/base/hash.hpp>
#include <iqmatch/graph/packing.hpp>
#include <iqmatch/tables/shared_text_list.hpp>
#include <iqmatch/tables/text_list.hpp>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::tables {

/// Positions in a SelectionProblem; like all indexes they never leave the program.
using CandidateIndex = std::uint32_t;
using ResourceIndex = std::uint32_t;
using OptionIndex = std::uint64_t;
inline constexpr ResourceIndex no_resource = std::numeric_limits<ResourceIndex>::max();
inline constexpr OptionIndex no_option = std::numeric_limits<OptionIndex>::max();

/// Choose at most one option per candidate, use no resource more often than its capacity, and gain most.
///
/// The form is canonical: candidates and resources ascend by the bytes of their keys, and so do the options
/// of a candidate. Two problems with the same content are equal however they were put together.
/// SelectionBuilder makes it.
///
/// There are two forms. Where no option uses more than one unit of one resource, no resource has a minimum
/// and nobody decides together, `uses` is all there is: 4 bytes per option, solved exactly. Otherwise `uses`
/// is empty and what follows it says more.
struct SelectionProblem {
    TextList candidates;                  ///< keys
    std::vector<OptionIndex> offsets{0};  ///< candidate c owns the options offsets[c] .. offsets[c + 1] - 1
    SharedTextList options;               ///< keys, unique within a candidate
    std::vector<std::int64_t> values;     ///< per option, on the grid
    std::vector<ResourceIndex> uses;  ///< per option: the resource of which it uses one unit, or no_resource
    TextList resources;               ///< keys
    std::vector<std::uint64_t> capacities;  ///< per resource
    int decimals = 6;                       ///< the grid is 10^-decimals, 0 to 9
    bool must_assign = false;  ///< every candidate must get an option, even one of negative value

    // The general form.
    /// options + 1 entries: what option o uses stands at use_offsets[o] .. use_offsets[o + 1] - 1. Empty in
    /// the simple form.
    std::vector<std::uint64_t> use_offsets{};
    std::vector<graph::Use> use_lists{};  ///< ascending by resource within an option, each once
    /// Per resource: used not at all or at least so often; 0 where it has none. Empty = none has one. A
    /// minimum of 1 says nothing and is not kept.
    std::vector<std::uint64_t> minima{};
    std::vector<graph::PackingUnit> units{};  ///< rows are candidates; ascending by their first
    /// Per option where it takes place; kept for candidates of units with a reach only, numbered in order of
    /// first use. Empty = no_place throughout.
    std::vector<graph::Place> places{};
    std::vector<std::uint32_t> distances{};  ///< place_count × place_count, symmetric, row-major
    std::size_t place_count = 0;

    [[nodiscard]] bool has_single_uses() const { return use_offsets.empty(); }
    /// Calls use(graph::Use) for everything that an option uses, in either form.
    template <class Function>
    void for_each_use(OptionIndex option, const Function& use) const {
        if (has_single_uses()) {
            if (uses[option] != no_resource) use(graph::Use{uses[option], 1});
            return;
        }
        for (std::uint64_t k = use_offsets[option]; k < use_offsets[option + 1]; ++k) use(use_lists[k]);
    }

    [[nodiscard]] std::size_t candidate_count() const { return candidates.size(); }
    [[nodiscard]] std::size_t resource_count() const { return resources.size(); }
    [[nodiscard]] OptionIndex option_count() const { return values.size(); }

    /// SHA-256 over everything above in canonical order. O(bytes).
    [[nodiscard]] std::string hash() const;
};

/// Puts a SelectionProblem together in any order. Keys are taken as they are; what makes a good key is up to
/// the caller.
class SelectionBuilder {
  public:
    /// @param decimals the grid, 0 to 9. @throws base::UsageError
    SelectionBuilder(int decimals, bool must_assign);

    /// Adds a resource; returns its handle for add_option. @param minimum used not at all or at least so
    /// often. @throws base::UsageError for a key used before.
    ResourceIndex add_resource(std::string_view key, std::uint64_t capacity, std::uint64_t minimum = 0);
    /// The handle of a candidate, added if new: a candidate without options counts too.
    CandidateIndex add_candidate(std::string_view key);
    /// Adds an option. `resource` may be no_resource. @throws base::UsageError for handles that do not exist.
    void add_option(CandidateIndex candidate, std::string_view key, std::int64_t value,
                    ResourceIndex resource);
    /// Adds an option that uses these resources, in any order. @param place where it takes place, an index of
    /// set_distances. @throws base::UsageError also for a resource twice, and amounts but 1 to 2^31 - 1.
    void add_option(CandidateIndex candidate, std::string_view key, std::int64_t value,
                    std::span<const graph::Use> uses, graph::Place place = graph::no_place);
    /// Candidates who decide together; see graph::PackingUnit. @throws base::UsageError for fewer than two,
    /// handles that do not exist, and candidates of another unit.
    void add_unit(std::vector<CandidateIndex> members, bool all,
                  std::uint32_t reach = std::numeric_limits<std::uint32_t>::max());
    /// place_count × place_count, symmetric, row-major. @throws base::UsageError otherwise.
    void set_distances(std::vector<std::uint32_t> distances, std::size_t place_count);

    /// The handle of a resource, or no_resource.
    [[nodiscard]] ResourceIndex find_resource(std::string_view key) const;
    [[nodiscard]] OptionIndex option_count() const { return values_.size(); }
    /// Makes room for so many options.
    void reserve(OptionIndex options);

    /// A problem and, per option of it, which add_option call it came from (counted from 0).
    struct Built {
        SelectionProblem problem;
        std::vector<OptionIndex> sources;
    };
    /// An option whose candidate already has one with the same key; counted as add_option calls, from 0.
    struct Duplicate {
        OptionIndex repeated;
        OptionIndex first;
    };
    /// Sorts everything. O(options · log options).
    /// @param duplicates where to list repeated options, which are then left out. Without it they throw
    /// base::UsageError.
    [[nodiscard]] Built build(std::vector<Duplicate>* duplicates = nullptr) const;

  private:
    int decimals_;
    bool must_assign_;
    TextNumbers candidates_;
    TextNumbers resources_;
    std::vector<std::uint64_t> capacities_;
    std::vector<CandidateIndex> owners_;
    TextNumbers keys_;                    ///< of options
    std::vector<std::uint32_t> options_;  ///< numbers of keys
    std::vector<std::int64_t> values_;
    std::vector<ResourceIndex> uses_;  ///< `many` where several_ has more
    // What goes beyond the simple form.
    static constexpr ResourceIndex many = no_resource - 1;
    [[nodiscard]] std::span<const graph::Use> several_of(OptionIndex option) const;
    void add_units(const std::vector<std::uint32_t>& candidate_order, SelectionProblem& problem) const;
    void add_places(const std::vector<OptionIndex>& sources, SelectionProblem& problem) const;
    std::vector<OptionIndex> several_;  ///< options that use more than one unit, ascending
    std::vector<std::uint64_t> several_offsets_{0};
    std::vector<graph::Use> several_uses_;
    std::vector<std::uint64_t> minima_;  ///< per resource
    bool any_minimum_ = false;
    std::vector<graph::PackingUnit> units_;  ///< rows are handles
    std::vector<bool> in_unit_;
    std::vector<graph::Place> places_;  ///< per option as far as somebody has a place
    std::vector<std::uint32_t> distances_;
    std::size_t place_count_ = 0;
};

}  // namespace iqmatch::inline v0::tables

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/tables/impl/selection_problem.ipp>
#endif
