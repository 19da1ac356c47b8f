// SPDX-License-Identifier: Apache-2.0
/// @file
/// A batch in the numbers of the solver, and what moved by it. Private to the layer.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <span>
#include <utility>
#include <vector>
#include "session_state.hpp"

namespace iqmatch::inline v0::matching::detail {

class Following {
  public:
    Following(Session::State& state, Update update) : state_(state), update_(std::move(update)) {}

    /// Whether the solver can follow. Resources that nobody used before come to it, which changes nothing for
    /// anybody.
    [[nodiscard]] bool fits();
    /// After fits(). Cannot fail.
    void carry_out(SessionBatch& batch, const base::Control& control);

  private:
    struct List {
        std::vector<graph::Use> uses;
        std::vector<SessionOption> options;
    };
    struct Moved {
        HeldBefore before;
        MoveReason reason;
        bool concerned = false;  ///< the person's options are others, though nothing was said about them
    };

    [[nodiscard]] bool fill(const SessionPerson& person);
    /// What the resources of a problem are to the solver; empty where one cannot come.
    [[nodiscard]] const std::vector<graph::Resource>* numbers_of(const SessionPart& part);
    void resize();
    void set_person(PersonUpdate& one, std::size_t list, SessionBatch& batch);
    void tell(graph::Row row, const Moved& moved, SessionBatch& batch);

    Session::State& state_;
    Update update_;
    std::deque<List> lists_;  ///< per person who is there afterwards
    std::map<const tables::SelectionProblem*, std::vector<graph::Resource>> numbers_;
    std::map<graph::Row, Moved> touched_;
};

}  // namespace iqmatch::inline v0::matching::detail
