// SPDX-License-Identifier: Apache-2.0
/// @file
/// What readers of a session see: people in blocks, so that a batch copies only the blocks that it changed.
/// Private to the layer.
#pragma once

#include <array>
#include <cstdint>
#include <iqmatch/matching/session.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::matching {

namespace detail {

/// What an option of a problem is worth, without what keeping an earlier proposal counts. `candidate`: in
/// these options.
[[nodiscard]] std::int64_t value_of(const Options& options, domain::CandidateId candidate,
                                    tables::OptionIndex held);

/// What one person holds, by handles that keep it readable.
struct SeenPerson {
    std::string candidate;  ///< empty: nobody
    std::optional<Options> options{};
    std::uint32_t number = 0;  ///< of the person in these options
    tables::OptionIndex held = tables::no_option;
};

inline constexpr std::size_t people_per_block = 256;
using SeenBlock = std::array<SeenPerson, people_per_block>;

}  // namespace detail

struct SessionView::State {
    std::uint64_t number = 0;
    graph::SolveStatus status = graph::SolveStatus::feasible;
    base::Int128 value = 0, bound = 0;
    std::size_t candidates = 0;
    std::vector<std::shared_ptr<const detail::SeenBlock>> blocks{};
};

namespace detail {

/// The last view, and how the next one is made of it. One thread writes, any may read.
class ViewWriter {
  public:
    [[nodiscard]] std::shared_ptr<const SessionView::State> last() const {
        const std::lock_guard lock(*mutex_);
        return last_;
    }
    void set(std::size_t row, SeenPerson person) {
        SeenBlock& block = writable(row / people_per_block);
        block[row % people_per_block] = std::move(person);
    }
    void clear() {
        blocks_.clear();
        fresh_.clear();
    }
    /// What was set since is seen from now on.
    void publish(SessionView::State view) {
        view.blocks.assign(blocks_.begin(), blocks_.end());
        auto made = std::make_shared<const SessionView::State>(std::move(view));
        fresh_.assign(blocks_.size(), false);
        const std::lock_guard lock(*mutex_);
        last_ = std::move(made);
    }

  private:
    SeenBlock& writable(std::size_t at) {
        while (blocks_.size() <= at) {
            blocks_.push_back(std::make_shared<SeenBlock>());
            fresh_.push_back(true);
        }
        if (!fresh_[at]) {
            blocks_[at] = std::make_shared<SeenBlock>(*blocks_[at]);
            fresh_[at] = true;
        }
        return *blocks_[at];
    }

    std::vector<std::shared_ptr<SeenBlock>> blocks_;
    std::vector<bool> fresh_;  ///< per block: nobody has seen it
    std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
    std::shared_ptr<const SessionView::State> last_;
};

}  // namespace detail

}  // namespace iqmatch::inline v0::matching
