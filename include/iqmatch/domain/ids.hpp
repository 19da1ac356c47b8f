// SPDX-License-Identifier: Apache-2.0
/// @file
/// Dense indexes of the entities of a network, and the occupation code.
#pragma once

#include <compare>
#include <cstdint>
#include <iqmatch/base/id.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::domain {

/// Indexes live inside one Network (or Catalogue) and follow the byte order of the keys, so that the order of
/// rows in a file never matters. Files and results hold keys only.
using CandidateId = base::Id<struct CandidateTag>;
using EmployerId = base::Id<struct EmployerTag>;
using SiteId = base::Id<struct SiteTag>;
using VacancyId = base::Id<struct VacancyTag>;
using RegionId = base::Id<struct RegionTag>;
using SkillId = base::Id<struct SkillTag>;
using OccupationId = base::Id<struct OccupationTag>;
using ProviderId = base::Id<struct ProviderTag>;
using MeasureId = base::Id<struct MeasureTag>;
using RunId = base::Id<struct RunTag>;
using NoticeId = base::Id<struct NoticeTag>;

/// A KldB 2010 code: five digits, of which the first three name the occupational family and the fifth the
/// requirement level. It need not be in the catalogue.
class Kldb {
  public:
    constexpr Kldb() = default;
    /// `code` as a number, leading zeros dropped: 11102, or 1104 for "01104".
    constexpr explicit Kldb(std::int64_t code) : code_(static_cast<std::int32_t>(code)) {}

    /// Reads five digits whose last is 1 to 4; empty for anything else.
    [[nodiscard]] static constexpr std::optional<Kldb> parse(std::string_view text) {
        if (text.size() != 5 || text[4] < '1' || text[4] > '4') return std::nullopt;
        std::int32_t code = 0;
        for (const char c : text) {
            if (c < '0' || c > '9') return std::nullopt;
            code = code * 10 + (c - '0');
        }
        return Kldb(code);
    }

    [[nodiscard]] constexpr std::int32_t code() const { return code_; }
    /// 1 helper, 2 skilled worker, 3 specialist, 4 expert.
    [[nodiscard]] constexpr int level() const { return code_ % 10; }
    /// The first three digits as a number, 813 for "81302".
    [[nodiscard]] constexpr int family() const { return code_ / 100; }
    /// The first two digits as a number, 81 for "81302".
    [[nodiscard]] constexpr int main_group() const { return code_ / 1000; }
    /// Five digits.
    [[nodiscard]] std::string text() const {
        std::string out(5, '0');
        std::int32_t rest = code_;
        for (std::size_t i = 5; i-- > 0; rest /= 10) out[i] = static_cast<char>('0' + rest % 10);
        return out;
    }
    friend constexpr auto operator<=>(const Kldb&, const Kldb&) = default;

  private:
    std::int32_t code_ = 0;
};

}  // namespace iqmatch::inline v0::domain
