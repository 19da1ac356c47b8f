// SPDX-License-Identifier: Apache-2.0
/// @file
/// A proximal bundle for a convex function of prices >= 0.
#pragma once

#include <cstddef>
#include <vector>

namespace iqmatch::inline v0::graph::detail {

/// Keeps planes that lie below the function, and proposes where the largest of them, plus a penalty for going
/// far from the centre, is least. Only + − × ÷ in a fixed order.
class PackingBundle {
  public:
    /// `scale`: the unit of each coordinate in the penalty; `weight`: a penalty that suited before, or 0.
    void start(const std::vector<double>& scale, const std::vector<double>& centre, double value,
               double weight = 0);
    /// The function at `at` has this value and slope; `tag` is for the caller to know the plane by.
    void add(const std::vector<double>& at, double value, const std::vector<double>& slope,
             std::size_t tag = 0);
    /// Where to ask next. predicted() then says how much lower than at the centre the planes let it be.
    /// `negligible`: differences that do not matter.
    [[nodiscard]] const std::vector<double>& propose(double negligible);
    [[nodiscard]] double predicted() const { return predicted_; }
    /// Takes the answer at the proposal, after add(): moves the centre there if enough was gained.
    void judge(double value) { judge(value, proposal_); }
    /// The same where the question was a little off the proposal.
    void judge(double value, const std::vector<double>& at);
    /// The mean slope of the planes that carry the proposal.
    [[nodiscard]] const std::vector<double>& mix() const { return mix_; }
    [[nodiscard]] bool started() const { return !centre_.empty(); }
    /// Whether the proposal is as good as the planes say; otherwise it is only on the way there.
    [[nodiscard]] bool settled() const { return settled_; }
    template <class See>
    void see_shares(See&& see) const {
        for (const Plane& plane : planes_)
            if (plane.share > 0) see(plane.tag, plane.share);
    }
    [[nodiscard]] std::size_t size() const { return planes_.size(); }
    void set_turns(int turns) { turns_ = turns; }  ///< how long a proposal is improved at most
    [[nodiscard]] double weight() const { return weight_; }

  private:
    struct Plane {
        std::vector<double> slope;
        double height = 0;  ///< at the origin
        double share = 0;
        std::size_t unused = 0, tag = 0;
    };
    void move_to_shares();
    [[nodiscard]] static double at(const Plane& plane, const std::vector<double>& point);
    void set_first_weight();
    void forget();

    std::vector<Plane> planes_;
    std::vector<double> scale_, centre_, proposal_, mix_, heights_;
    double value_ = 0, weight_ = 0, predicted_ = 0;
    int nulls_ = 0, turns_ = 300;
    bool settled_ = false;
};

}  // namespace iqmatch::inline v0::graph::detail

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/graph/impl/packing_bundle.ipp>
#endif
