// SPDX-License-Identifier: Apache-2.0
/// @file
/// Which missing facts concern how many pairs, noted while all pairs are looked at. Private to the layer.
#pragma once

#include <iqmatch/matching/questions.hpp>
#include <iqmatch/rules/eligibility.hpp>
#include <string_view>
#include <vector>

namespace iqmatch::inline v0::matching::detail {

/// Sums per question. There are a few dozen kinds of question, so that looking one up is a short walk.
class QuestionCount {
  public:
    /// Starts a person.
    void begin() { ++person_; }
    /// A pair that is worth proposing, or would be if an answer let it through.
    void add(const rules::Eligibility& pair);
    /// Adds what others counted.
    void add(const QuestionCount& other);
    /// All questions, as open_questions() orders them.
    [[nodiscard]] std::vector<OpenQuestion> sorted() const;

  private:
    struct Entry {
        std::string_view asks;  ///< of a reason code or a rule table
        OpenQuestion sums{};
        std::uint64_t touched_by = 0;  ///< the last person who has such a pair
        std::uint64_t opened_by = 0;   ///< and the last for whom an answer opens one
    };
    [[nodiscard]] Entry& entry(std::string_view asks);

    std::vector<Entry> entries_;
    struct Asked {
        std::string_view what;
        bool may_open = false;
    };
    std::vector<Asked> of_pair_;
    std::uint64_t person_ = 0;
};

}  // namespace iqmatch::inline v0::matching::detail
