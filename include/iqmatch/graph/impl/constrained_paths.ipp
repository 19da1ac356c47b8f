// SPDX-License-Identifier: Apache-2.0
// Label setting by a heap. A label is tested when it leaves the heap, not when it enters: by then all that
// may dominate it are settled, because they come before it.
#pragma once

#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/graph/constrained_paths.hpp>
#include <string>
#include <unordered_map>
#include <utility>

namespace iqmatch::inline v0::graph {

template <class Label, class Model>
LabelResult<Label> set_labels(const Model& model, std::span<const Label> start, const PathLimits& limits) {
    LabelResult<Label> out;
    std::vector<Label> heap;
    const auto later = [&](const Label& a, const Label& b) { return model.before(b, a); };
    for (const Label& label : start) {
        heap.push_back(label);
        std::push_heap(heap.begin(), heap.end(), later);
    }
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> places;
    while (!heap.empty()) {
        std::pop_heap(heap.begin(), heap.end(), later);
        Label label = std::move(heap.back());
        heap.pop_back();
        auto& here = places[model.place(label)];
        std::uint32_t better = 0;
        for (const std::uint32_t one : here) {
            const Label& other = out.settled[one];
            if (!model.dominates(other, label)) continue;
            better = limits.layers > 1 && model.same(other, label) ? limits.layers : better + 1;
            if (better >= limits.layers) break;
        }
        if (better >= limits.layers) continue;
        if (out.settled.size() >= limits.labels) {
            out.status = PathStatus::limit;
            break;
        }
        const auto index = static_cast<std::uint32_t>(out.settled.size());
        here.push_back(index);
        if (model.target(label)) out.targets.push_back(index);
        model.successors(label, index, [&](Label next) {
            heap.push_back(std::move(next));
            std::push_heap(heap.begin(), heap.end(), later);
        });
        out.settled.push_back(std::move(label));
    }
    return out;
}

namespace detail {

inline constexpr std::uint32_t no_label = 0xffffffffU;

template <class Resources>
struct ArcLabel {
    std::uint32_t node = 0;
    std::uint32_t parent = no_label;
    std::uint32_t arc = no_label;
    std::uint32_t steps = 0;
    Resources resources;
};

/// The arcs of each node, and the labels over them.
template <class Resources, class Extend, class Dominates>
class ArcModel {
  public:
    using Label = ArcLabel<Resources>;
    ArcModel(std::uint32_t nodes, std::span<const PathArc> arcs, std::uint32_t target, const Extend& extend,
             const Dominates& dominates)
        : arcs_(arcs),
          target_(target),
          extend_(extend),
          dominates_(dominates),
          first_(nodes + 1),
          order_(arcs.size()) {
        for (const PathArc& arc : arcs) {
            if (arc.from >= nodes || arc.to >= nodes)
                throw base::UsageError("constrained_paths: an arc names a node that the graph lacks");
            ++first_[arc.from + 1];
        }
        for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
        auto next = first_;
        for (std::uint32_t a = 0; a < arcs.size(); ++a) order_[next[arcs[a].from]++] = a;
    }

    [[nodiscard]] std::uint64_t place(const Label& label) const { return label.node; }
    [[nodiscard]] bool before(const Label& a, const Label& b) const {
        if (a.resources < b.resources) return true;
        if (b.resources < a.resources) return false;
        if (a.steps != b.steps) return a.steps < b.steps;
        if (a.node != b.node) return a.node < b.node;
        return a.parent != b.parent ? a.parent < b.parent : a.arc < b.arc;
    }
    [[nodiscard]] bool dominates(const Label& a, const Label& b) const {
        return dominates_(a.resources, b.resources);
    }
    [[nodiscard]] bool same(const Label& a, const Label& b) const {
        return !(a.resources < b.resources) && !(b.resources < a.resources);
    }
    [[nodiscard]] bool target(const Label& label) const { return label.node == target_; }
    template <class Emit>
    void successors(const Label& label, std::uint32_t index, Emit emit) const {
        for (std::uint32_t i = first_[label.node]; i < first_[label.node + 1]; ++i) {
            const std::uint32_t arc = order_[i];
            Label next{arcs_[arc].to, index, arc, label.steps + 1, label.resources};
            if (extend_(arc, label.resources, next.resources)) emit(std::move(next));
        }
    }

  private:
    std::span<const PathArc> arcs_;
    std::uint32_t target_;
    const Extend& extend_;
    const Dominates& dominates_;
    std::vector<std::uint32_t> first_, order_;
};

}  // namespace detail

template <class Resources, class Extend, class Dominates>
ParetoPaths<Resources> constrained_paths(std::uint32_t nodes, std::span<const PathArc> arcs,
                                         std::uint32_t source, std::uint32_t target, const Resources& start,
                                         const Extend& extend, const Dominates& dominates,
                                         const PathLimits& limits) {
    using Label = detail::ArcLabel<Resources>;
    if (source >= nodes || target >= nodes)
        throw base::UsageError("constrained_paths: source or target is no node of the graph");
    const detail::ArcModel<Resources, Extend, Dominates> model(nodes, arcs, target, extend, dominates);
    const Label first{source, detail::no_label, detail::no_label, 0, start};
    const auto found = set_labels<Label>(model, std::span(&first, 1), limits);
    ParetoPaths<Resources> out;
    out.status = found.status;
    for (const std::uint32_t at : found.targets) {
        ParetoPath<Resources> path;
        path.resources = found.settled[at].resources;
        for (std::uint32_t i = at; found.settled[i].parent != detail::no_label; i = found.settled[i].parent)
            path.arcs.push_back(found.settled[i].arc);
        std::reverse(path.arcs.begin(), path.arcs.end());
        out.paths.push_back(std::move(path));
    }
    return out;
}

}  // namespace iqmatch::inline v0::graph
