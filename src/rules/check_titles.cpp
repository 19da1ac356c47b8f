// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/rules/check_titles.hpp>
#include <set>
#include <string>

namespace iqmatch::inline v0::rules {
namespace {

bool known_title(const RuleTables& tables, std::string_view code) {
    for (const TitleRow& row : tables.titles())
        if (row.title == code) return true;
    return false;
}

/// Titles and professions that measures ask for.
void check_requirements(const domain::Network& network, const RuleTables& tables, base::Findings& out) {
    const auto& table = network.table("measure_requires");
    const auto complain = [&](const domain::MeasureRequirement& one, std::string codes) {
        auto finding = table.finding("code_unknown", one.row, "value");
        finding.value = std::string(one.value);
        finding.detail = std::move(codes);
        out.add(std::move(finding));
    };
    for (std::size_t i = 0; i < network.measures().size(); ++i)
        for (const domain::MeasureRequirement& one : network.requirements_of(domain::MeasureId(i))) {
            if (one.kind == domain::RequirementKind::title && !known_title(tables, one.value))
                complain(one, tables.title_codes());
            if (one.kind == domain::RequirementKind::licence &&
                !tables.family(one.value, network.as_of()).known)
                complain(one, tables.family_codes());
        }
}

/// One warning per name, at its first row. A fact that a measure asks for is read by the rule about runs.
void check_facts(const domain::Network& network, const RuleTables& tables, base::Findings& out) {
    const auto& facts = network.table("legal_facts");
    const domain::Column& names = facts.column("fact");
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < network.measures().size(); ++i)
        for (const domain::MeasureRequirement& one : network.requirements_of(domain::MeasureId(i)))
            if (one.kind == domain::RequirementKind::fact) seen.insert(one.value);
    for (std::size_t row = 0; row < facts.rows(); ++row) {
        const std::string_view name = names.text(row);
        if (!seen.insert(name).second || tables.reads_fact(name)) continue;
        auto finding = facts.finding("fact_unread", row, "fact");
        finding.detail = tables.fact_names();
        out.add(std::move(finding));
    }
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
    check_requirements(network, tables, out);
    check_facts(network, tables, out);
    return out;
}

}  // namespace iqmatch::inline v0::rules
