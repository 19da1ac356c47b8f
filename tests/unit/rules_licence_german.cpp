// SPDX-License-Identifier: Apache-2.0
// Licensed professions and German for the job.
#include <support/catch.hpp>
#include <unit/rules_pair.hpp>

using namespace iqmatch_test;
using domain::RecognitionStatus;

namespace {

Pair nurse(std::optional<RecognitionStatus> status) {
    Pair pair;
    pair.occupation(81302, "nursing");
    pair.qualification(81302, status, "nursing");
    return pair;
}

}  // namespace

TEST_CASE("licence: full equivalence alone is not enough, and each status has its outcome", "[rules]") {
    struct Row {
        std::optional<RecognitionStatus> status;
        Outcome outcome;
        ReasonCode code;
    };
    const Row rows[] = {
        {RecognitionStatus::full, Outcome::after, ReasonCode::licence_missing},
        {RecognitionStatus::compensation_required, Outcome::after, ReasonCode::licence_compensation},
        {RecognitionStatus::partial, Outcome::after, ReasonCode::licence_compensation},
        {RecognitionStatus::in_procedure, Outcome::after, ReasonCode::licence_recognition},
        {RecognitionStatus::not_applied, Outcome::after, ReasonCode::licence_recognition},
        {RecognitionStatus::statement_of_comparability, Outcome::after, ReasonCode::licence_recognition},
        {RecognitionStatus::negative, Outcome::impossible, ReasonCode::licence_negative},
        {RecognitionStatus::not_required, Outcome::unknown, ReasonCode::licence_status_unknown},
        {std::nullopt, Outcome::unknown, ReasonCode::licence_status_unknown},
    };
    for (const Row& row : rows) {
        Pair pair = nurse(row.status);
        CAPTURE(rules::to_string(row.code));
        CHECK(pair.ask().outcome == row.outcome);
        CHECK(has(pair.ask(), row.code));
        pair.licence("nursing");  // a licence settles it, whatever the notice says
        CHECK(pair.ask().outcome == Outcome::possible);
        CHECK(has(pair.ask(), ReasonCode::licence_valid));
        pair.licences.front().regulation_family = "medicine";  // but only one for this profession
        CHECK(pair.ask().outcome == row.outcome);
        pair.licences.front().regulation_family = "nursing";
        pair.licences.front().kind = domain::Maybe<domain::LicenceKind>::none();
        CHECK(pair.ask().outcome == row.outcome);
    }
}

TEST_CASE("licence: a temporary permission is not called the full licence", "[rules]") {
    Pair pair = nurse(RecognitionStatus::in_procedure);
    pair.licence("nursing").valid_to = day("2028-01-01");
    for (std::size_t k = 0; k < domain::licence_kind_names.size(); ++k) {
        pair.licences.front().kind = static_cast<domain::LicenceKind>(k);
        const auto answer = pair.ask();
        REQUIRE(has(answer, ReasonCode::licence_valid));
        CHECK(parameter<std::string_view>(*find(answer, ReasonCode::licence_valid), ParameterKey::kind) ==
              domain::licence_kind_names[k]);
    }
}

TEST_CASE("licence: it must cover the start, on both ends inclusive", "[rules]") {
    Pair pair = nurse(RecognitionStatus::in_procedure);
    auto& permit = pair.licence("nursing");
    permit.kind = domain::LicenceKind::temporary_permit;
    permit.valid_to = day("2026-12-01");
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(pair.ask().renewal_by == day("2026-12-01"));
    pair.licences.front().valid_to = day("2026-11-30");
    CHECK(pair.ask().outcome == Outcome::after);
    CHECK(has(pair.ask(), ReasonCode::licence_expired));
    pair.licences.front().valid_to = day("2028-12-31");
    pair.licences.front().valid_from = day("2027-01-07");
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(pair.ask().start == day("2027-01-07"));
    pair.licences.front().restrictions = "under supervision"sv;
    CHECK(has(pair.ask(), ReasonCode::licence_restricted));
    pair.licences.front().kind = {};
    CHECK(pair.ask().outcome == Outcome::unknown);
    CHECK(has(pair.ask(), ReasonCode::licence_kind_unknown));
}

TEST_CASE("licence: the permission's lead time may outlast a licence", "[rules]") {
    Pair pair = nurse(RecognitionStatus::in_procedure);
    pair.title().code = "18a"sv;
    pair.person.available_from = pair.date;
    pair.job.start_from = pair.date;
    pair.licence("nursing").valid_to = day("2026-11-29");  // the permission takes until 11-30
    CHECK(pair.ask().outcome == Outcome::after);
    pair.licences.front().valid_to = day("2026-11-30");
    CHECK(pair.ask().outcome == Outcome::permission);
}

TEST_CASE("licence: the vacancy's own word overrides the table", "[rules]") {
    Pair pair = nurse(RecognitionStatus::compensation_required);
    pair.job.regulated_activity = false;
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(has(pair.ask(), ReasonCode::licence_not_regulated));

    Pair free;
    free.job.regulated_activity = true;  // regulated, but nobody knows which licence
    CHECK(free.ask().outcome == Outcome::unknown);
    CHECK(has(free.ask(), ReasonCode::licence_family_unknown));
}

TEST_CASE("licence: protected titles and crafts leave employees free", "[rules]") {
    for (const std::string_view family : {"engineering_title", "crafts_master"}) {
        Pair pair;
        pair.occupation(25104, family);
        CAPTURE(family);
        CHECK(pair.ask().outcome == Outcome::possible);
        CHECK(has(pair.ask(), ReasonCode::licence_not_regulated));
    }
}

TEST_CASE("licence: helpers need none, registered assistants do", "[rules]") {
    Pair pair = nurse(RecognitionStatus::compensation_required);
    pair.occupation(81301);
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(has(pair.ask(), ReasonCode::licence_helper));
    CHECK(pair.ask().certainty == rules::Certainty::unverified);

    pair.job.regulated_activity = true;  // the registered assistant
    const auto assistant = pair.ask();
    CHECK(assistant.outcome == Outcome::unknown);  // a nurse in recognition: ask, do not exclude
    pair.licence("nursing_assistance");
    const auto before = pair.ask();
    CHECK(before.outcome == Outcome::possible);
    CHECK(find(before, ReasonCode::licence_valid)->row->id == "family-nursing_assistance-state");
    pair.person.available_from = day("2027-01-01");  // federal from that day
    CHECK(find(pair.ask(), ReasonCode::licence_valid)->row->id == "family-nursing_assistance-federal");
    pair.person.available_from = day("2026-12-31");
    CHECK(find(pair.ask(), ReasonCode::licence_valid)->row->id == "family-nursing_assistance-state");
}

TEST_CASE("licence: another profession is excluded, an unknown one asks", "[rules]") {
    Pair pair = nurse(RecognitionStatus::full);
    pair.qualification(29302, RecognitionStatus::full);
    CHECK(pair.ask().outcome == Outcome::impossible);
    CHECK(has(pair.ask(), ReasonCode::licence_no_qualification));
    pair.person.qualifications.front().kldb = {};
    CHECK(pair.ask().outcome == Outcome::unknown);
    CHECK(find(pair.ask(), ReasonCode::licence_qualification_unknown)->asks == "qualifications.kldb");
    pair.person.qualifications.clear();
    pair.person.qualifications_complete = std::nullopt;
    CHECK(pair.ask().outcome == Outcome::unknown);
    CHECK(has(pair.ask(), ReasonCode::licence_qualification_unknown));
    pair.person.qualifications_complete = true;  // known to have none at all
    CHECK(pair.ask().outcome == Outcome::impossible);
}

TEST_CASE("licence: one unrelated qualification excludes only where no other can be missing", "[rules]") {
    Pair pair = nurse(RecognitionStatus::full);
    pair.qualification(29302, RecognitionStatus::full);
    for (const auto complete : {std::optional<bool>(), std::optional<bool>(false)}) {
        pair.person.qualifications_complete = complete;
        const auto answer = pair.ask();
        CHECK(answer.outcome == Outcome::unknown);
        REQUIRE(has(answer, ReasonCode::licence_qualifications_incomplete));
        CHECK(find(answer, ReasonCode::licence_qualifications_incomplete)->asks ==
              "candidates.qualifications_complete");
    }
    pair.person.qualifications_complete = true;
    CHECK(pair.ask().outcome == Outcome::impossible);
}

TEST_CASE("licence: that none is recorded does not say that there is none", "[rules]") {
    Pair pair = nurse(RecognitionStatus::full);
    CHECK(pair.ask().outcome == Outcome::after);
    CHECK(find(pair.ask(), ReasonCode::licence_proof_unknown)->asks == "licences.kind");
    pair.licence("nursing").kind = domain::Maybe<domain::LicenceKind>::none();
    CHECK(has(pair.ask(), ReasonCode::licence_missing));
    CHECK_FALSE(has(pair.ask(), ReasonCode::licence_proof_unknown));
}

TEST_CASE("licence: an unknown end is asked for, and blocks a temporary permit", "[rules]") {
    Pair pair = nurse(RecognitionStatus::in_procedure);
    pair.licence("nursing").valid_to = {};
    const auto licence = pair.ask();
    CHECK(licence.outcome == Outcome::possible);
    CHECK(licence.open_questions == 1);
    CHECK(find(licence, ReasonCode::licence_end_unknown)->asks == "licences.valid_to");
    pair.licences.front().kind = domain::LicenceKind::temporary_permit;
    CHECK(pair.ask().outcome == Outcome::unknown);
    CHECK_FALSE(has(pair.ask(), ReasonCode::licence_valid));
    pair.licences.front().valid_to = domain::Maybe<base::Date>::none();
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(pair.ask().open_questions == 0);
}

TEST_CASE("licence: the best one counts, in whatever order they are recorded", "[rules]") {
    for (const bool permit_first : {true, false}) {
        Pair pair = nurse(RecognitionStatus::full);
        domain::Licence& permit = pair.licence("nursing");
        permit.kind = domain::LicenceKind::temporary_permit;
        permit.restrictions = "under supervision"sv;
        permit.valid_from = day("2026-01-01");
        pair.licence("nursing").valid_from = day("2026-12-15");  // after the day on which the permit would do
        pair.licences.back().valid_to = day("2028-12-31");       // and it ends, the permit does not
        if (!permit_first) std::swap(pair.licences.front(), pair.licences.back());
        auto& full = permit_first ? pair.licences.back() : pair.licences.front();
        CAPTURE(permit_first);
        const auto answer = pair.ask();
        CHECK(answer.outcome == Outcome::possible);
        CHECK_FALSE(has(answer, ReasonCode::licence_restricted));
        CHECK(answer.start == day("2026-12-15"));
        full.valid_from = day("2027-03-02");  // too late for the vacancy: what is held today may do, ask
        CHECK(pair.ask().outcome == Outcome::possible);
        CHECK(has(pair.ask(), ReasonCode::licence_restricted));
    }
}

TEST_CASE("licence: one profession's licence does not open another one", "[rules]") {
    struct Profession {
        int kldb;
        std::string_view family;
    };
    const domain::Catalogue catalogue = domain::Catalogue::builtin();
    const Profession professions[] = {{81713, "physiotherapy"},     {81723, "occupational_therapy"},
                                      {81733, "speech_therapy"},    {81212, "medical_laboratory"},
                                      {81232, "medical_radiology"}, {81302, "nursing"},
                                      {81712, "massage"},           {81222, "medical_functional_diagnostics"},
                                      {81242, "medical_veterinary"}};
    for (const Profession& held : professions)
        for (const Profession& job : professions) {
            CAPTURE(held.family, job.family);
            Pair pair;
            pair.job.kldb = domain::Kldb(job.kldb);
            pair.job.regulation_family = catalogue.regulation_family(pair.job.kldb);
            pair.qualification(held.kldb, RecognitionStatus::full, held.family);
            pair.licence(held.family);
            const bool same = held.kldb == job.kldb;
            CHECK(pair.ask().outcome == (same ? Outcome::possible : Outcome::impossible));
            CHECK(has(pair.ask(), same ? ReasonCode::licence_valid : ReasonCode::licence_no_qualification));
        }
    // Care of the sick and of the old is one profession (PflBG).
    Pair care = nurse(RecognitionStatus::full);
    care.licence("nursing");
    care.job.kldb = domain::Kldb(82102);
    care.job.regulation_family = catalogue.regulation_family(care.job.kldb);
    CHECK(care.ask().outcome == Outcome::possible);
}

TEST_CASE("licence: of several qualifications the one that has come farthest counts", "[rules]") {
    Pair pair = nurse(RecognitionStatus::negative);
    pair.person.qualifications.push_back(pair.person.qualifications.front());
    pair.person.qualifications.back().status = RecognitionStatus::in_procedure;
    CHECK(pair.ask().outcome == Outcome::after);
    pair.person.qualifications.back().status = std::nullopt;  // an unknown one may be better than refused
    CHECK(pair.ask().outcome == Outcome::unknown);
}

TEST_CASE("licence: codes that the catalogue lacks are judged by their first digits", "[rules]") {
    Pair listed = nurse(RecognitionStatus::full);
    listed.occupation(81303);
    listed.job.regulation_family = {};  // 8130: nursing
    CHECK(listed.ask().outcome == Outcome::after);
    listed.occupation(81383);  // a group of the same area that no row names
    listed.job.regulation_family = {};
    CHECK(listed.ask().outcome == Outcome::unknown);
    Pair unlisted;
    unlisted.occupation(99992);
    unlisted.job.regulation_family = {};
    CHECK(unlisted.ask().outcome == Outcome::possible);
    CHECK(has(unlisted.ask(), ReasonCode::licence_regulated_unknown));
}

TEST_CASE("licence: where recognition itself may do, full equivalence asks", "[rules]") {
    Pair pair;
    pair.occupation(83113, "early_education");
    pair.qualification(83113, RecognitionStatus::full, "early_education");
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(has(pair.ask(), ReasonCode::licence_proof_unknown));
    pair.licence("early_education").kind = domain::Maybe<domain::LicenceKind>::none();
    CHECK(pair.ask().outcome == Outcome::after);
    pair.licences.front().kind = domain::LicenceKind::state_recognition;
    CHECK(pair.ask().outcome == Outcome::possible);
}

TEST_CASE("german: every level against every demand", "[rules]") {
    for (int needed = 0; needed < 7; ++needed)
        for (int known = 0; known < 7; ++known) {
            Pair pair;
            pair.job.german[0] = static_cast<base::Cefr>(needed);
            pair.person.german.overall = static_cast<base::Cefr>(known);
            CAPTURE(needed, known);
            CHECK(pair.ask().outcome == (known >= needed ? Outcome::possible : Outcome::after));
            CHECK(has(pair.ask(), known >= needed ? ReasonCode::german_enough : ReasonCode::german_below));
        }
}

TEST_CASE("german: an unknown level asks, and only where something is demanded", "[rules]") {
    Pair pair;
    pair.person.german = {};
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(find(pair.ask(), ReasonCode::german_unknown)->asks == "languages.level");
    pair.job.german[0] = base::Cefr::a0;
    CHECK_FALSE(has(pair.ask(), ReasonCode::german_unknown));
}

TEST_CASE("german: demands of single skills", "[rules]") {
    Pair pair;
    pair.job.german[5] = base::Cefr::c1;  // writing
    const auto below = pair.ask();
    CHECK(below.outcome == Outcome::after);
    CHECK(parameter<std::string_view>(*find(below, ReasonCode::german_below), ParameterKey::skill) ==
          "writing");
    pair.person.german.skills[5] = base::Cefr::c1;
    CHECK(pair.ask().outcome == Outcome::possible);
    pair.person.german.skills[5] = base::Cefr::b2;
    CHECK(pair.ask().outcome == Outcome::after);
}

TEST_CASE("german: a default that is no law asks, a legal one closes", "[rules]") {
    Pair pair;
    pair.title().code = "25_2"sv;
    pair.job.german[0] = std::nullopt;
    pair.person.german.overall = base::Cefr::b1;  // level 2 usually needs B1
    CHECK(has(pair.ask(), ReasonCode::german_enough_default));
    CHECK(pair.ask().certainty == rules::Certainty::assumed);
    pair.person.german.overall = base::Cefr::a2;
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(find(pair.ask(), ReasonCode::german_below_default)->asks == "vacancies.german");
    pair.person.german = {};
    CHECK(has(pair.ask(), ReasonCode::german_unknown));

    Pair licensed = nurse(RecognitionStatus::full);
    licensed.licence("nursing");
    licensed.job.german[0] = std::nullopt;
    licensed.person.german.overall = base::Cefr::b1;
    CHECK(licensed.ask().outcome == Outcome::after);
    licensed.person.german.overall = base::Cefr::b2;
    CHECK(licensed.ask().outcome == Outcome::possible);
    licensed.occupation(81301);  // helpers have the default of their level
    licensed.person.german.overall = base::Cefr::a2;
    CHECK(has(licensed.ask(), ReasonCode::german_enough_default));
}
