// SPDX-License-Identifier: Apache-2.0
// From the tables of a network to the inputs about skills, recognition and the employer.
#include "matching_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using domain::CandidateId;

namespace {

using Rows = std::vector<std::vector<std::string>>;

base::TextTable table(const std::string& name, const std::vector<std::string>& header, const Rows& rows) {
    base::TextTable out(name, name + ".csv", header);
    for (const auto& row : rows) out.add_row(std::vector<std::string_view>(row.begin(), row.end()));
    return out;
}

/// One vacancy for nurses that asks for wound care and medication and would like blood samples.
struct Given {
    std::string complete{};
    std::string recognition = "full";
    Rows listed{};
    Rows notices{};
    Rows deficits{};
};

scoring::FeatureInputs inputs(const Given& given) {
    domain::NetworkBuilder builder({"skills", *base::Date::parse("2026-11-02")});
    builder.add(
        table("candidates", {"candidate", "region", "skills_complete"}, {{"a", "03457", given.complete}}));
    builder.add(table("qualifications", {"candidate", "qualification", "kldb", "recognition_status"},
                      {{"a", "q", "81302", given.recognition}}));
    builder.add(
        table("employers", {"employer", "accepts_in_recognition", "language_support"}, {{"e", "yes", "no"}}));
    builder.add(table("vacancies", {"vacancy", "employer", "region", "kldb", "positions"},
                      {{"v", "e", "03457", "81302", "1"}}));
    builder.add(table("vacancy_skills", {"vacancy", "skill", "relation"},
                      {{"v", "s-wound-care", "essential"},
                       {"v", "s-medication", "essential"},
                       {"v", "s-blood-samples", "optional"}}));
    if (!given.listed.empty()) builder.add(table("candidate_skills", {"candidate", "skill"}, given.listed));
    if (!given.notices.empty())
        builder.add(table("notices", {"notice", "qualification", "superseded_by"}, given.notices));
    if (!given.deficits.empty())
        builder.add(table("deficits", {"notice", "deficit", "skill", "hours", "hours_done"}, given.deficits));
    const domain::Network network = builder.build();
    const matching::PairScorer scorer(network, rules::RuleTables::builtin(), scoring::ModelCard::builtin(),
                                      network.as_of());
    return scorer.inputs(CandidateId(0), domain::VacancyId(0));
}

using Share = std::optional<std::int64_t>;

}  // namespace

TEST_CASE("skills of a person: listed, assumed, or known to be missing", "[matching]") {
    const auto silent = inputs({});
    CHECK(silent.skills_essential_micro == Share());
    CHECK(silent.skills_optional_micro == Share());
    CHECK(silent.skills_assumed_micro == 1'000'000);
    CHECK(silent.occupation_similarity_micro == 1'000'000);
    CHECK(silent.recognition == 7);
    CHECK(silent.readiness == 3);  // yes, no, not recorded

    // A list that nobody called complete: the other skill stays assumed.
    const auto some = inputs({.listed = {{"a", "s-wound-care"}}});
    CHECK(some.skills_essential_micro == 500'000);
    CHECK(some.skills_assumed_micro == 500'000);
    CHECK(some.skills_optional_micro == 0);

    const auto whole =
        inputs({.complete = "yes", .listed = {{"a", "s-wound-care"}, {"a", "s-blood-samples"}}});
    CHECK(whole.skills_essential_micro == 500'000);
    CHECK(whole.skills_assumed_micro == 0);
    CHECK(whole.skills_optional_micro == 1'000'000);
    const auto none = inputs({.complete = "yes"});
    CHECK(none.skills_essential_micro == 0);
    CHECK(none.skills_assumed_micro == 0);

    // A refusal says that the training differs, not in what: nothing is assumed, nothing denied.
    const auto refused = inputs({.recognition = "negative"});
    CHECK(refused.recognition == 0);
    CHECK(refused.skills_assumed_micro == Share());
    CHECK(inputs({.recognition = ""}).recognition == Share());
}

TEST_CASE("what a current notice still misses is not assumed", "[matching]") {
    if (domain::find_table_schema("deficits") == nullptr) {
        WARN("SKIP: this version's schema has no table deficits");
        return;
    }
    const auto assumed = [](const Rows& notices, const Rows& deficits) {
        return inputs({.recognition = "compensation_required", .notices = notices, .deficits = deficits})
            .skills_assumed_micro;
    };
    const Rows notice{{"n", "q", ""}};
    CHECK(assumed(notice, {{"n", "1", "s-wound-care", "", ""}}) == 500'000);
    CHECK(assumed(notice, {{"n", "1", "s-wound-care", "100", "40"}}) == 500'000);
    CHECK(assumed(notice, {{"n", "1", "s-wound-care", "100", ""}}) == 500'000);
    CHECK(assumed(notice, {{"n", "1", "s-wound-care", "100", "100"}}) == 1'000'000);
    CHECK(assumed(notice, {{"n", "1", "none", "100", ""}}) == 1'000'000);
    CHECK(assumed({{"m", "q", "n"}, {"n", "q", ""}}, {{"m", "1", "s-wound-care", "", ""}}) == 1'000'000);
}

TEST_CASE("preferences: the share of what a person would rather have", "[matching]") {
    const auto share = [](const Rows& wishes, const std::string& day = "") {
        domain::NetworkBuilder builder({"wishes", *base::Date::parse("2026-11-02")});
        builder.add(table("candidates", {"candidate", "region"}, {{"a", "03457"}, {"b", "03457"}}));
        builder.add(table("employers", {"employer"}, {{"e"}, {"f"}}));
        builder.add(table("vacancies",
                          {"vacancy", "employer", "region", "kldb", "positions", "shifts", "start_from"},
                          {{"v", "e", "03457", "81302", "1", "early;late", day}}));
        if (!wishes.empty()) builder.add(table("wishes", {"candidate", "kind", "value", "strength"}, wishes));
        const domain::Network network = builder.build();
        const matching::PairScorer scorer(network, rules::RuleTables::builtin(),
                                          scoring::ModelCard::builtin(), network.as_of());
        return scorer.inputs(CandidateId(0), domain::VacancyId(0)).preferences_micro;
    };
    CHECK(share({}) == Share());
    CHECK(share({{"b", "employer", "e", "prefer"}}) == Share());  // somebody else's
    CHECK(share({{"a", "employer", "e", "must"}}) == Share());    // a rule
    CHECK(share({{"a", "route", "exam", "prefer"}}) == Share());  // no matter of a job
    CHECK(share({{"a", "employer", "e", "prefer"}}) == 1'000'000);
    CHECK(share({{"a", "employer", "f", "prefer"}}) == 0);
    // Several values of one kind are alternatives; of shifts, the work must include no other.
    CHECK(share({{"a", "employer", "e", "prefer"}, {"a", "employer", "f", "prefer"}}) == 1'000'000);
    CHECK(share({{"a", "shift", "early", "prefer"}}) == 0);
    CHECK(share({{"a", "shift", "early", "prefer"}, {"a", "shift", "late", "prefer"}}) == 1'000'000);
    CHECK(share({{"a", "employer", "f", "prefer"}, {"a", "region", "03457", "prefer"}}) == 500'000);
    // The vacancy does not tell its hours: half, beside something that it tells; unknown alone.
    CHECK(share({{"a", "hours", "20-30", "prefer"}}) == Share());
    CHECK(share({{"a", "hours", "20-30", "prefer"}, {"a", "occupation", "813", "prefer"}}) == 750'000);
    CHECK(share({{"a", "earliest_start", "2027-01-01", "prefer"}}) == 0);
    CHECK(share({{"a", "earliest_start", "2027-01-01", "prefer"}}, "2027-02-01") == 1'000'000);
}
