// SPDX-License-Identifier: Apache-2.0
/// @file
/// Inside of the work-permission rule: one title of a person and the constraints that it may carry.
#pragma once

#include <array>
#include <initializer_list>
#include <iqmatch/rules/eligibility.hpp>
#include <optional>
#include <string_view>

namespace iqmatch::inline v0::rules::detail {

/// Up to four salary floors without allocation.
class FloorList {
  public:
    void push_back(std::string_view floor) {
        for (const auto& known : *this)
            if (known == floor) return;
        if (count_ < floors_.size()) floors_[count_++] = floor;
    }
    [[nodiscard]] const std::string_view* begin() const { return floors_.data(); }
    [[nodiscard]] const std::string_view* end() const { return floors_.data() + count_; }

  private:
    std::array<std::string_view, 4> floors_{};
    std::size_t count_ = 0;
};

/// Whether a person works for the vacancy's employer already.
struct Inside {
    enum class Work {
        none,   ///< or nobody recorded it
        same,   ///< this very work, to which the title is tied
        other,  ///< other work, or the title is not tied to it: a permission as for a change
        unclear
    } work = Work::none;
    std::string_view asks;  ///< of what is unclear: the column to fill
};

struct TitleCase {
    const Case& pair;
    const domain::Title& title;
    Eligibility& out;
    /// The title as entered; "none" where the person is known to hold none, empty where unknown.
    std::string_view code = title.code.has_value() ? *title.code
                            : title.code.is_none() ? std::string_view("none")
                                                   : std::string_view();
    FloorList floors{};

    /// A yes/no fact; `region_abroad` comes from the person's region.
    [[nodiscard]] std::optional<bool> answer(std::string_view fact) const;
    /// A date fact.
    [[nodiscard]] std::optional<base::Date> since(std::string_view fact) const;
    /// The employer to whom the document binds: as it prints, else where the person's work is recorded as
    /// tied to the title.
    [[nodiscard]] domain::Maybe<std::string_view> bound_employer() const;
    /// The document binds the person to the vacancy's employer.
    [[nodiscard]] bool bound_here() const {
        const auto bound = bound_employer();
        return bound.has_value() && *bound == pair.vacancy.employer;
    }
    /// What the person does for the vacancy's employer already.
    [[nodiscard]] Inside inside() const;
    /// Other work with the same employer: what the table says of the title, else a permission as for any job.
    void change_inside(const TitleRow& row);
    /// The question that is left where nobody can tell whether it is other work.
    void ask_inside(std::string_view column);
    /// Adds a reason that needs a permission: `first` are its parameters before the authority and the days
    /// that it takes, counted from the day of the question. Where no row of `procedures` covers the day
    /// nobody can say how long it takes, and the pair is unknown; `authority` is whom to ask then. A title
    /// without a procedure of its own takes that of a document whose title nobody knows.
    void need(ReasonCode why, const Row* row, std::string_view procedure, std::string_view authority,
              std::initializer_list<Parameter> first);
};

/// Hours, kind of work, binding, pay. `row` empty = the document's own constraints only.
void apply_constraints(TitleCase& c, const TitleRow* row);
/// Renewal or end. An end date alone never excludes; an end that is not recorded asks.
void apply_end_date(TitleCase& c, const TitleRow* row);

}  // namespace iqmatch::inline v0::rules::detail
