// SPDX-License-Identifier: Apache-2.0
/// @file
/// A person as drawn, before anything is left out. Private to the layer.
#pragma once

#include <optional>
#include "courses.hpp"

namespace iqmatch::inline v0::synth::detail {

enum class LicenceFact : std::uint8_t { none, held, temporary };

struct Person {
    std::size_t number = 0;  ///< 0, 1, 2, …
    std::string key;

    // For the audit table only.
    bool woman = false;
    int age = 1;     ///< position in age_names
    int origin = 0;  ///< position in origin_names

    std::size_t trade = 0;
    std::size_t group = 0;
    std::size_t town = 0;  ///< of residence; for people abroad, of the office that knows them
    bool abroad = false;
    base::Date arrived, registered, confirmed;

    domain::RecognitionStatus status = domain::RecognitionStatus::not_applied;
    std::optional<base::Date> applied, decided;
    std::int64_t training_months = 36, experience_x100 = 0;
    LicenceFact licence = LicenceFact::none;
    std::optional<base::Date> licence_from, licence_to;

    std::string_view title;               ///< code, or none
    const TitleRow* title_row = nullptr;  ///< empty for eu and none
    base::Date title_from;
    std::optional<base::Date> title_to;  ///< empty = without end
    std::string bound_employer;          ///< empty = not bound

    base::Cefr german = base::Cefr::a0;
    bool care = false;                    ///< hours limited by child care
    std::string unit;                     ///< empty = alone
    std::optional<std::size_t> employer;  ///< where the person works, in this network
    std::size_t job = 0;                  ///< trade of that work
    bool employed = false;
};

inline constexpr std::array age_names{"18_24", "25_34", "35_44", "45_54", "55_plus"};
inline constexpr std::array origin_names{"eu", "europe_non_eu", "asia", "mena", "africa", "america_oceania"};

/// Draws one person after the other. `previous`: the person before, with whom this one may be a couple.
class PeopleMaker {
  public:
    PeopleMaker(const Parameters& parameters, const GenerateSettings& settings, const Jobs& jobs);
    [[nodiscard]] Person next(std::size_t number, const Person* previous) const;

  private:
    void background(Person& p, const Person* previous, Draw& draw) const;
    void couple(Person& p, const Person* previous) const;
    void dates(Person& p, Draw& draw) const;
    void recognition(Person& p, Draw& draw) const;
    void licence(Person& p, Draw& draw) const;
    void stay(Person& p, Draw& draw) const;
    void language(Person& p, Draw& draw) const;
    void work(Person& p, Draw& draw) const;
    [[nodiscard]] std::optional<std::size_t> employer_with(const Person& p, bool own_trade, std::size_t& job,
                                                           Draw& draw) const;

    const Parameters& parameters_;
    const GenerateSettings& settings_;
    const Jobs& jobs_;
    std::size_t digits_;
    Choice age_, origin_, unlisted_;
};

}  // namespace iqmatch::inline v0::synth::detail
