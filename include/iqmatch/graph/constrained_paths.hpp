// SPDX-License-Identifier: Apache-2.0
/// @file
/// Shortest paths with several resources: every path that no other path beats, by label setting.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace iqmatch::inline v0::graph {

enum class PathStatus : std::uint8_t {
    complete,  ///< the front is whole
    limit      ///< the limit of labels was reached; what was found until then is there
};

struct PathLimits {
    /// Labels settled at most, over all nodes.
    std::uint64_t labels = 1'000'000;
    /// A label is dropped where so many others with other identities dominate it. 1 gives the Pareto front;
    /// k keeps every label that fewer than k others beat, which holds the k best of any criterion.
    std::uint32_t layers = 1;
};

/// Label setting over labels that the caller defines (Martins 1984; Irnich and Desaulniers 2005). `Model`
/// has these members, all const, deterministic and without side effects:
///
///   std::uint64_t place(const Label&)            labels are compared within one place only
///   bool before(const Label& a, const Label& b)  a strict total order of different labels; a successor never
///                                                comes before its parent, and of two labels of one place
///                                                that differ, one that dominates the other comes before it
///   bool dominates(const Label& a, const Label& b)  a is at least as good in every respect, and whatever b
///                                                can do a can do at least as well (reflexive, transitive)
///   bool same(const Label& a, const Label& b)    both have one identity; with one layer never asked
///   bool target(const Label&)                    a path may end here; it may also go on
///   void successors(const Label&, std::uint32_t index, Emit emit)  calls emit(Label) for each extension
///
/// Returns the labels settled at targets, in the order of `before`, and every settled label so that a caller
/// can follow parents by index (the label itself holds its parent; `index` is the place in `settled`).
/// O(labels · (labels of one place + log labels)).
template <class Label>
struct LabelResult {
    std::vector<Label> settled;
    std::vector<std::uint32_t> targets;  ///< places in `settled`
    PathStatus status = PathStatus::complete;
};
template <class Label, class Model>
[[nodiscard]] LabelResult<Label> set_labels(const Model& model, std::span<const Label> start,
                                            const PathLimits& limits = {});

/// An arc of an explicit graph.
struct PathArc {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
};

/// One path of the front: its arcs in order, and what it has used.
template <class Resources>
struct ParetoPath {
    std::vector<std::uint32_t> arcs;
    Resources resources;
};
template <class Resources>
struct ParetoPaths {
    std::vector<ParetoPath<Resources>> paths;  ///< in the order of the resources, then of the arcs
    PathStatus status = PathStatus::complete;
};

/// All Pareto-optimal paths from `source` to `target` in a directed graph; a path of no arcs where both are
/// the same. `Resources` is totally ordered by <, and dominance implies that order.
/// @param extend bool extend(std::uint32_t arc, const Resources& from, Resources& to): what is used behind
/// the arc, never less in the order than before it; false where a constraint forbids the arc.
/// @param dominates bool dominates(const Resources& a, const Resources& b), for labels of one node.
/// Of paths with equal resources one stays, with the fewest arcs.
/// @throws base::UsageError for an arc beyond `nodes`.
template <class Resources, class Extend, class Dominates>
[[nodiscard]] ParetoPaths<Resources> constrained_paths(std::uint32_t nodes, std::span<const PathArc> arcs,
                                                       std::uint32_t source, std::uint32_t target,
                                                       const Resources& start, const Extend& extend,
                                                       const Dominates& dominates,
                                                       const PathLimits& limits = {});

}  // namespace iqmatch::inline v0::graph

#include <iqmatch/graph/impl/constrained_paths.ipp>
