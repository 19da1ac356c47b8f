// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/rules/check_titles.hpp>
#include <string>

namespace iqmatch::inline v0::rules {
namespace {

bool known_title(const RuleTables& tables, std::string_view code) {
    for (const TitleRow& row : tables.titles())
        if (row.title == code) return true;
    return false;
}

}  // namespace

base::Findings check_titles(const domain::Network& network, const RuleTables& tables) {
    base::Findings out;
    const auto people = network.candidates();
    for (std::size_t i = 0; i < people.size(); ++i) {
        const domain::CandidateId candidate(i);
        for (const domain::Title& title : network.titles_of(candidate)) {
            if (!title.code.has_value() || known_title(tables, *title.code)) continue;
            const auto& table = network.table(title.origin.short_form ? "candidates" : "titles");
            auto finding = table.finding("code_unknown", title.origin.row, "title");
            finding.value = std::string(*title.code);
            finding.detail = tables.title_codes();
            out.add(std::move(finding));
        }
        for (const domain::Licence& licence : network.licences_of(candidate)) {
            const auto found = tables.family(licence.regulation_family, network.as_of());
            if (found || found.known) continue;
            auto finding =
                network.table("licences").finding("code_unknown", licence.origin.row, "regulation_family");
            finding.value = std::string(licence.regulation_family);
            finding.detail = tables.family_codes();
            out.add(std::move(finding));
        }
    }
    return out;
}

}  // namespace iqmatch::inline v0::rules
