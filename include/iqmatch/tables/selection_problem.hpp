// SPDX-License-Identifier: Apache-2.0
/// @file
/// Who may choose what, what it is worth and what it uses up: options with keys, on an integer grid.
#pragma once

#include <cstdint>
#include <functional>
#include <iqmatch/base/hash.hpp>
#include <iqmatch/tables/shared_text_list.hpp>
#include <iqmatch/tables/text_list.hpp>
#include <limits>
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

    [[nodiscard]] std::size_t candidate_count() const { return candidates.size(); }
    [[nodiscard]] std::size_t resource_count() const { return resources.size(); }
    [[nodiscard]] OptionIndex option_count() const { return values.size(); }

    /// SHA-256 over grid, must_assign, resources, candidates and options in canonical order. O(bytes).
    [[nodiscard]] std::string hash() const;
};

/// Puts a SelectionProblem together in any order. Keys are taken as they are; what makes a good key is up to
/// the caller.
class SelectionBuilder {
  public:
    /// @param decimals the grid, 0 to 9. @throws base::UsageError
    SelectionBuilder(int decimals, bool must_assign);

    /// Adds a resource; returns its handle for add_option. @throws base::UsageError for a key used before.
    ResourceIndex add_resource(std::string_view key, std::uint64_t capacity);
    /// The handle of a candidate, added if new: a candidate without options counts too.
    CandidateIndex add_candidate(std::string_view key);
    /// Adds an option. `resource` may be no_resource. @throws base::UsageError for handles that do not exist.
    void add_option(CandidateIndex candidate, std::string_view key, std::int64_t value,
                    ResourceIndex resource);

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
    std::vector<ResourceIndex> uses_;
};

}  // namespace iqmatch::inline v0::tables

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/tables/impl/selection_problem.ipp>
#endif
