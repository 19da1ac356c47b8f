// SPDX-License-Identifier: Apache-2.0
// Work permission by title: what the tables say, what a document prints, and what a missing fact does.
#include <string>
#include <support/catch.hpp>
#include <unit/rules_pair.hpp>

using namespace iqmatch_test;

namespace {

Pair with_title(std::string_view code) {
    Pair pair;
    pair.title().code = code;
    pair.title().renewable = true;
    return pair;
}

Pair tolerated(std::string_view since) {
    Pair pair = with_title("duld");
    pair.fact("safe_country_of_origin", false);
    pair.fact("lives_in_reception_centre", false);
    pair.since("unbroken_stay_since", day(since));
    return pair;
}

}  // namespace

TEST_CASE("a pair with nothing in its way is possible and certain enough", "[rules]") {
    Pair pair;
    const auto answer = pair.ask();
    CHECK(answer.outcome == Outcome::possible);
    CHECK(answer.open_questions == 0);
    CHECK(answer.start == day("2026-12-01"));
    CHECK(answer.permission_authority.empty());
    CHECK(answer.permission_lead_days == 0);
    CHECK_FALSE(answer.renewal_by.has_value());
}

TEST_CASE("titles: the outcome that the table states", "[rules]") {
    struct Row {
        std::string_view code;
        int kldb;
        Outcome outcome;
        ReasonCode code_expected;
    };
    const Row rows[] = {
        {"de", 26212, Outcome::possible, ReasonCode::work_allowed},
        {"eu", 26212, Outcome::possible, ReasonCode::work_allowed},
        {"fam", 26212, Outcome::possible, ReasonCode::work_allowed},
        {"25_2", 26212, Outcome::possible, ReasonCode::work_allowed},
        {"24", 26212, Outcome::possible, ReasonCode::work_allowed},
        {"25b", 26212, Outcome::possible, ReasonCode::work_allowed},
        {"104c", 26212, Outcome::possible, ReasonCode::work_allowed},
        {"20", 26212, Outcome::possible, ReasonCode::work_allowed},
        {"18a", 26212, Outcome::permission, ReasonCode::work_permission},
        {"18b", 26212, Outcome::permission, ReasonCode::work_permission},
        {"19c2", 26212, Outcome::permission, ReasonCode::work_permission},
        {"16d3", 26212, Outcome::permission, ReasonCode::work_permission},
        {"16d5", 26212, Outcome::impossible, ReasonCode::work_not_allowed},
        {"60b", 26212, Outcome::impossible, ReasonCode::work_not_allowed},
        {"16d6", 26212, Outcome::unknown, ReasonCode::work_title_unclear},
        {"fikt", 26212, Outcome::unknown, ReasonCode::work_title_unclear},
        {"none", 26212, Outcome::unknown, ReasonCode::work_title_unclear},
        {"iq_1", 26212, Outcome::unknown, ReasonCode::work_title_unclear},
        {"iq_5", 26212, Outcome::possible, ReasonCode::work_title_unclear},
        {"iq_7", 26212, Outcome::possible, ReasonCode::work_title_unclear},
        {"iq_8", 26212, Outcome::possible, ReasonCode::work_allowed},
        {"iq_10", 26212, Outcome::possible, ReasonCode::work_allowed},
        {"no_such_title", 26212, Outcome::unknown, ReasonCode::work_title_unknown},
    };
    for (const Row& row : rows) {
        CAPTURE(row.code);
        Pair pair = with_title(row.code);
        pair.occupation(row.kldb);
        const auto answer = pair.ask();
        CHECK(answer.outcome == row.outcome);
        REQUIRE(has(answer, row.code_expected));
        CHECK(parameter<std::string_view>(*find(answer, row.code_expected), ParameterKey::title) == row.code);
    }
}

TEST_CASE("a missing title blocks and names the cell to fill", "[rules]") {
    Pair pair;
    pair.titles.clear();
    const auto nothing = pair.ask();
    CHECK(nothing.outcome == Outcome::unknown);
    REQUIRE(has(nothing, ReasonCode::work_title_missing));
    CHECK(find(nothing, ReasonCode::work_title_missing)->asks == "titles.title");

    Pair unnamed;
    unnamed.title().code = {};
    CHECK(unnamed.ask().outcome == Outcome::unknown);
    unnamed.title().printed_employment = domain::PrintedEmployment::permitted;
    CHECK(unnamed.ask().outcome == Outcome::possible);
    unnamed.title().printed_employment = domain::PrintedEmployment::with_permission;
    const auto permission = unnamed.ask();
    CHECK(permission.outcome == Outcome::permission);
    CHECK(permission.permission_authority == "foreigners_authority");
}

TEST_CASE("what the document prints overrides the table", "[rules]") {
    Pair forbidden = with_title("ne");
    forbidden.title().printed_employment = domain::PrintedEmployment::forbidden;
    CHECK(forbidden.ask().outcome == Outcome::impossible);
    CHECK(has(forbidden.ask(), ReasonCode::work_forbidden_printed));

    Pair permitted = with_title("16d5");
    permitted.title().printed_employment = domain::PrintedEmployment::permitted;
    CHECK(permitted.ask().outcome == Outcome::possible);
    CHECK(has(permitted.ask(), ReasonCode::work_permitted_printed));

    Pair asked = with_title("ne");
    asked.title().printed_employment = domain::PrintedEmployment::with_permission;
    CHECK(asked.ask().outcome == Outcome::permission);

    Pair table = with_title("16d5");
    table.title().printed_employment = domain::PrintedEmployment::as_table;
    CHECK(table.ask().outcome == Outcome::impossible);

    // "Permitted" lifts the table's constraints, not those that the document itself states.
    Pair capped = with_title("16b");
    capped.title().printed_employment = domain::PrintedEmployment::permitted;
    CHECK(capped.ask().outcome == Outcome::possible);
    capped.title().max_hours_x100 = 2000;
    CHECK(has(capped.ask(), ReasonCode::work_hours_exceeded));
}

TEST_CASE("a permission moves the start by its lead time, counted from the day of the question", "[rules]") {
    Pair pair = with_title("18a");
    pair.person.available_from = pair.date;
    pair.job.start_from = pair.date;
    const auto answer = pair.ask();
    CHECK(answer.outcome == Outcome::permission);
    CHECK(answer.permission_authority == "foreigners_authority");
    CHECK(answer.permission_lead_days == 28);
    CHECK(answer.start == pair.date.plus_days(28));
    CHECK(answer.certainty == rules::Certainty::assumed);  // nobody publishes lead times

    pair.person.available_from = day("2027-02-01");  // later than the permission: it costs nothing
    CHECK(pair.ask().start == day("2027-02-01"));
}

TEST_CASE("hours: the cap binds from the first hundredth above it", "[rules]") {
    Pair pair = with_title("16b");
    pair.person.hours_min_x100 = 1000;
    pair.job.hours_min_x100 = 2000;
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(has(pair.ask(), ReasonCode::work_hours_cap));
    pair.job.hours_min_x100 = 2001;
    CHECK(pair.ask().outcome == Outcome::impossible);
    CHECK(has(pair.ask(), ReasonCode::work_hours_exceeded));
    pair.job.hours_min_x100 = std::nullopt;
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(find(pair.ask(), ReasonCode::work_hours_unknown)->asks == "vacancies.hours_min");
    // The document's own number comes before the table's.
    pair.job.hours_min_x100 = 2001;
    pair.title().max_hours_x100 = 2500;
    CHECK(pair.ask().outcome == Outcome::possible);
    // No cap printed is no cap lifted (H3): the law's holds.
    pair.title().max_hours_x100 = domain::Maybe<std::int64_t>::none();
    CHECK(pair.ask().outcome == Outcome::impossible);
    CHECK(has(pair.ask(), ReasonCode::work_hours_exceeded));
    pair.job.hours_min_x100 = 2000;
    CHECK(has(pair.ask(), ReasonCode::work_hours_cap));
}

TEST_CASE("what a document does not print lifts no binding of the law", "[rules]") {
    Pair partner = with_title("16d3");
    partner.title().bound_employer = domain::Maybe<std::string_view>::none();
    CHECK(has(partner.ask(), ReasonCode::work_employer_unknown));
    Pair training = with_title("60c");
    training.title().bound_employer = "e-1"sv;
    training.title().bound_occupation = domain::Maybe<domain::Kldb>::none();
    CHECK(has(training.ask(), ReasonCode::work_occupation_unknown));
    Pair free = with_title("ne");
    free.title().bound_employer = domain::Maybe<std::string_view>::none();
    free.title().bound_occupation = domain::Maybe<domain::Kldb>::none();
    CHECK_FALSE(has(free.ask(), ReasonCode::work_employer_unknown));
    CHECK_FALSE(has(free.ask(), ReasonCode::work_occupation_unknown));
}

TEST_CASE("an employer that nobody recorded is asked for, never called another one", "[rules]") {
    Pair partner = with_title("16d3");
    auto answer = partner.ask();
    CHECK(answer.outcome == Outcome::permission);
    CHECK(has(answer, ReasonCode::work_permission));
    CHECK(has(answer, ReasonCode::work_employer_unknown));
    CHECK_FALSE(has(answer, ReasonCode::work_employer_change));
    CHECK_FALSE(has(answer, ReasonCode::work_employer_change_unclear));  // the permission covers the change
    Pair employed = with_title("60d");
    answer = employed.ask();
    CHECK(answer.outcome == Outcome::permission);
    CHECK(has(answer, ReasonCode::work_employer_unknown));
    CHECK(has(answer, ReasonCode::work_employer_change_unclear));
    CHECK_FALSE(has(answer, ReasonCode::work_employer_change));
}

TEST_CASE("nothing speaks in favour of a job that the title excludes", "[rules]") {
    for (const std::string_view code : {"16d3", "18a", "19c2"}) {
        CAPTURE(code);
        Pair helper = with_title(code);
        helper.title().bound_employer = "e-9"sv;
        helper.title().bound_occupation = domain::Kldb(41104);
        helper.occupation(26301);
        const auto answer = helper.ask();
        CHECK(answer.outcome == Outcome::impossible);
        CHECK(has(answer, ReasonCode::work_only_qualified));
        for (const rules::Reason& reason : answer.reasons)
            if (reason.rule() == rules::Rule::work_permission) {
                CHECK(reason.effect != Effect::permission);
                CHECK(reason.effect != Effect::possible);
            }
        CHECK(answer.permission_authority.empty());
        CHECK(answer.permission_lead_days == 0);
    }
    Pair student = with_title("16b");
    student.job.hours_min_x100 = 3000;
    CHECK(has(student.ask(), ReasonCode::work_hours_exceeded));
    CHECK_FALSE(has(student.ask(), ReasonCode::work_allowed));
}

TEST_CASE("a title that counselling records as a group asks about helper work", "[rules]") {
    Pair pair = with_title("iq_5");  // §§18a, 18b and 19c(2) exclude it, other members do not
    CHECK_FALSE(has(pair.ask(), ReasonCode::work_only_qualified_unclear));
    pair.occupation(26301);
    CHECK(has(pair.ask(), ReasonCode::work_only_qualified_unclear));
    CHECK(pair.ask().outcome == Outcome::possible);
}

TEST_CASE("citizens have no authority to ask and no document to show", "[rules]") {
    const auto german = with_title("de").ask();
    REQUIRE(has(german, ReasonCode::work_allowed));
    CHECK(find(german, ReasonCode::work_allowed)->row->authority.empty());
    CHECK(find(german, ReasonCode::work_allowed)->row->certainty == rules::Certainty::secondary);
    CHECK(german.open_questions == 0);
    CHECK(find(with_title("eu").ask(), ReasonCode::work_allowed)->row->authority.empty());
    CHECK(find(with_title("iq_14").ask(), ReasonCode::work_allowed)->row->authority.empty());
    Pair fact = with_title("16d5");
    fact.fact("eu_eea_citizen", true);
    CHECK(find(fact.ask(), ReasonCode::work_allowed_by_fact)->row->authority.empty());
}

TEST_CASE("hours: work related to the recognition may be free of the cap", "[rules]") {
    Pair pair = with_title("16d1");
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(has(pair.ask(), ReasonCode::work_hours_related));
    pair.qualification(81302, domain::RecognitionStatus::compensation_required, "nursing");
    CHECK(pair.ask().outcome == Outcome::impossible);
    pair.person.qualifications.front().kldb = {};
    CHECK(pair.ask().outcome == Outcome::possible);  // nobody knows whether it is related
}

TEST_CASE("hours: a cap on unrelated work is told from one on all work", "[rules]") {
    Pair pair = with_title("16d1");
    pair.person.hours_min_x100 = 1000;
    pair.job.hours_min_x100 = 2000;
    REQUIRE(has(pair.ask(), ReasonCode::work_hours_cap_unrelated));
    CHECK_FALSE(has(pair.ask(), ReasonCode::work_hours_cap));
    CHECK(find(pair.ask(), ReasonCode::work_hours_cap_unrelated)->row->id == "title-16d1");
    pair.title().max_hours_x100 = 2000;  // the same number in the document is the same cap
    CHECK(has(pair.ask(), ReasonCode::work_hours_cap_unrelated));
    pair.job.hours_min_x100 = pair.job.hours_max_x100 = std::nullopt;
    CHECK(has(pair.ask(), ReasonCode::work_hours_unknown_unrelated));
    Pair student = with_title("16b");
    student.person.hours_min_x100 = 1000;
    student.job.hours_min_x100 = 2000;
    CHECK(has(student.ask(), ReasonCode::work_hours_cap));
    CHECK_FALSE(has(student.ask(), ReasonCode::work_hours_cap_unrelated));
}

TEST_CASE("only qualified work starts at the second requirement level", "[rules]") {
    Pair pair = with_title("18a");
    pair.occupation(26212);
    CHECK(pair.ask().outcome == Outcome::permission);
    pair.occupation(26301);
    CHECK(pair.ask().outcome == Outcome::impossible);
    CHECK(has(pair.ask(), ReasonCode::work_only_qualified));
    pair.title().code = "20a"sv;
    pair.job.hours_min_x100 = 1500;
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(has(pair.ask(), ReasonCode::work_only_qualified_unclear));
}

TEST_CASE("a title for non-regulated work excludes licensed professions only", "[rules]") {
    Pair pair = with_title("19c2");
    pair.job.pay_cents = 5'000'000;
    pair.occupation(81302, "nursing");
    pair.qualification(81302, domain::RecognitionStatus::full, "nursing");
    pair.licence("nursing");
    CHECK(has(pair.ask(), ReasonCode::work_only_non_regulated));
    pair.occupation(25104, "engineering_title");
    CHECK_FALSE(has(pair.ask(), ReasonCode::work_only_non_regulated));
}

TEST_CASE("titles bound to an employer: staying needs nothing, changing needs a step", "[rules]") {
    Pair pair = with_title("16d3");
    pair.title().bound_employer = "e-1"sv;
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(has(pair.ask(), ReasonCode::work_same_employer));
    pair.title().bound_employer = "e-2"sv;
    const auto change = pair.ask();
    CHECK(change.outcome == Outcome::permission);
    REQUIRE(has(change, ReasonCode::work_employer_change));
    CHECK(parameter<std::string_view>(*find(change, ReasonCode::work_employer_change),
                                      ParameterKey::employer) == "e-2");
    pair.title().bound_employer = {};
    CHECK(has(pair.ask(), ReasonCode::work_employer_unknown));
    CHECK_FALSE(has(pair.ask(), ReasonCode::work_employer_change));

    Pair training = with_title("60c");
    training.title().bound_employer = "e-1"sv;
    training.title().bound_occupation = domain::Kldb(26212);
    CHECK(training.ask().outcome == Outcome::possible);
    training.occupation(26252);
    CHECK(has(training.ask(), ReasonCode::work_occupation_change));
    CHECK(training.ask().outcome == Outcome::permission);
}

TEST_CASE("the binding of the EU Blue Card ends after a year", "[rules]") {
    Pair pair = with_title("18g");
    pair.job.pay_cents = 6'000'000;
    pair.title().bound_employer = {};
    pair.title().valid_from = day("2025-12-02");
    // Applying takes until the day on which the binding ends: then nothing has to be applied for.
    CHECK_FALSE(has(pair.ask(), ReasonCode::work_employer_change_unclear));
    CHECK(pair.ask().start == day("2026-12-02"));
    pair.title().valid_from = day("2025-12-03");
    CHECK(has(pair.ask(), ReasonCode::work_employer_change_unclear));
    CHECK(pair.ask().start == day("2026-12-02"));
    pair.title().valid_from = day("2025-12-01");  // the start is 2026-12-01
    CHECK_FALSE(has(pair.ask(), ReasonCode::work_employer_change_unclear));
}

TEST_CASE("salary floors: exact to the cent, by year, and never from missing pay", "[rules]") {
    Pair pair = with_title("18g");
    pair.title().valid_from = day("2024-01-01");
    const auto outcome = [&](std::int64_t cents) {
        pair.job.pay_cents = cents;
        return pair.ask().outcome;
    };
    CHECK(outcome(5'070'000) == Outcome::possible);
    CHECK(outcome(5'069'999) == Outcome::permission);
    CHECK(has(pair.ask(), ReasonCode::work_salary_reduced));
    CHECK(outcome(4'593'420) == Outcome::permission);
    CHECK(outcome(4'593'419) == Outcome::impossible);
    CHECK(has(pair.ask(), ReasonCode::work_salary_below));
    pair.job.pay_cents = std::nullopt;
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(find(pair.ask(), ReasonCode::work_salary_unknown)->asks == "vacancies.pay_cents");

    pair.job.pay_per = domain::PayPer::month;
    CHECK(outcome(422'500) == Outcome::possible);  // × 12 = 5,070,000
    CHECK(outcome(422'499) == Outcome::permission);
    pair.job.pay_per = domain::PayPer::hour;
    pair.job.hours_max_x100 = 4000;
    CHECK(outcome(2'438) == Outcome::possible);  // × 40 × 52 = 5,071,040
    CHECK(outcome(2'437) == Outcome::permission);
    pair.job.hours_max_x100 = std::nullopt;
    CHECK(has(pair.ask(), ReasonCode::work_salary_unknown));

    pair.job.pay_per = domain::PayPer::year;
    pair.person.available_from = day("2027-01-01");  // the table ends with 2026: nobody can tell
    CHECK(outcome(1) == Outcome::unknown);
    CHECK(has(pair.ask(), ReasonCode::work_salary_gap));
    pair.person.available_from = day("2026-12-31");
    CHECK(outcome(1) == Outcome::impossible);

    Pair experienced = with_title("19c2");
    experienced.job.pay_cents = 4'562'999;
    CHECK(experienced.ask().outcome == Outcome::permission);
    CHECK(has(experienced.ask(), ReasonCode::work_salary_below_ask));
    experienced.job.pay_cents = 4'563'000;
    CHECK_FALSE(has(experienced.ask(), ReasonCode::work_salary_below_ask));

    Pair older = with_title("18a");
    older.job.pay_cents = 5'576'999;
    CHECK_FALSE(has(older.ask(), ReasonCode::work_salary_below_ask));
    older.fact("first_title_at_45_or_older", true);
    CHECK(has(older.ask(), ReasonCode::work_salary_below_ask));
    older.job.pay_cents = 5'577'000;
    CHECK_FALSE(has(older.ask(), ReasonCode::work_salary_below_ask));
}

TEST_CASE("an end date alone never excludes", "[rules]") {
    Pair pair = with_title("fam");
    pair.title().valid_to = day("2026-11-15");  // before the start
    const auto renew = pair.ask();
    CHECK(renew.outcome == Outcome::possible);
    CHECK(renew.renewal_by == day("2026-11-15"));
    CHECK(has(renew, ReasonCode::work_renewal));

    pair.title().renewable = std::nullopt;
    pair.title().code = "25_2"sv;
    CHECK(pair.ask().outcome == Outcome::possible);

    pair.title().renewable = false;
    CHECK(pair.ask().outcome == Outcome::impossible);
    CHECK(has(pair.ask(), ReasonCode::work_title_ends));
    pair.title().valid_to = day("2026-12-01");  // the day of the start belongs to the title
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(has(pair.ask(), ReasonCode::work_ends_on));

    // A table row that nobody has checked does not exclude by its "not renewable".
    Pair chance = with_title("104c");
    chance.title().renewable = std::nullopt;
    chance.title().valid_to = day("2026-11-15");
    CHECK(chance.ask().outcome == Outcome::possible);
    CHECK(has(chance.ask(), ReasonCode::work_renewal_unknown));
    CHECK(chance.ask().open_questions == 1);
}

TEST_CASE("asylum: waiting periods move the start and end on their day", "[rules]") {
    Pair pair = tolerated("2026-10-15");
    const auto waiting = pair.ask();
    CHECK(waiting.outcome == Outcome::permission);
    CHECK(waiting.start == day("2027-01-15"));
    CHECK(has(waiting, ReasonCode::work_waiting));
    pair = tolerated("2026-09-01");  // three months end on the day of the start
    CHECK_FALSE(has(pair.ask(), ReasonCode::work_waiting));
    pair = tolerated("2026-09-02");
    CHECK(has(pair.ask(), ReasonCode::work_waiting));

    Pair centre = with_title("gest");
    centre.fact("safe_country_of_origin", false);
    centre.fact("lives_in_reception_centre", true);
    centre.since("unbroken_stay_since", day("2026-08-01"));
    CHECK(centre.ask().start == day("2027-02-01"));  // six months
    CHECK(centre.ask().permission_lead_days == 42);

    // Not known where the person lives: three months hold in any case, six are asked about while they run.
    Pair unclear = with_title("gest");
    unclear.fact("safe_country_of_origin", false);
    unclear.since("unbroken_stay_since", day("2026-08-01"));
    const auto asked = unclear.ask();
    CHECK(asked.outcome == Outcome::permission);
    REQUIRE(has(asked, ReasonCode::work_fact_missing));
    CHECK(find(asked, ReasonCode::work_fact_missing)->asks == "legal_facts.lives_in_reception_centre");
    unclear.facts.back().since = day("2026-05-01");
    CHECK_FALSE(has(unclear.ask(), ReasonCode::work_fact_missing));
}

TEST_CASE("asylum: after four years one authority fewer is asked", "[rules]") {
    Pair before = tolerated("2022-12-15");
    before.job.start_from = day("2026-12-01");
    CHECK(before.ask().start == day("2026-12-14"));
    CHECK(before.ask().permission_lead_days == 42);
    Pair after = tolerated("2022-12-01");
    CHECK(after.ask().permission_lead_days == 28);
    CHECK(after.ask().outcome == Outcome::permission);  // never silently free
}

TEST_CASE("asylum: safe countries of origin", "[rules]") {
    Pair pair = with_title("gest");
    pair.fact("safe_country_of_origin", true);
    pair.fact("lives_in_reception_centre", false);
    pair.since("unbroken_stay_since", day("2024-01-01"));
    CHECK(pair.ask().outcome == Outcome::impossible);
    CHECK(has(pair.ask(), ReasonCode::work_banned_by_fact));
    pair.facts.front().value = false;
    CHECK(pair.ask().outcome == Outcome::permission);
    pair.facts.front().value = std::nullopt;  // it decides everything: blocks
    CHECK(pair.ask().outcome == Outcome::unknown);
    CHECK(find(pair.ask(), ReasonCode::work_fact_missing)->asks == "legal_facts.safe_country_of_origin");

    pair.title().code = "duld"sv;  // a ban only under further conditions
    pair.facts.front().value = true;
    CHECK(pair.ask().outcome == Outcome::unknown);
    CHECK(has(pair.ask(), ReasonCode::work_fact_unclear));
}

TEST_CASE("internships and training of asylum seekers skip the agency's consent", "[rules]") {
    Pair pair = tolerated("2025-01-01");
    CHECK(pair.ask().permission_lead_days == 42);
    pair.job.kind = domain::VacancyKind::internship;
    CHECK(pair.ask().permission_lead_days == 28);
    pair.job.kind = domain::VacancyKind::apprenticeship;
    CHECK(pair.ask().permission_lead_days == 28);
    pair.job.kind = std::nullopt;  // counts as a job
    CHECK(pair.ask().permission_lead_days == 42);
}

TEST_CASE("freedom of movement makes the title irrelevant", "[rules]") {
    Pair pair = with_title("16d5");
    pair.fact("eu_eea_citizen", true);
    CHECK(pair.ask().outcome == Outcome::possible);
    CHECK(has(pair.ask(), ReasonCode::work_allowed_by_fact));
    pair.titles.clear();
    CHECK(pair.ask().outcome == Outcome::possible);
    pair.facts.front().value = false;
    CHECK(pair.ask().outcome == Outcome::unknown);
}

TEST_CASE("no title: abroad it is a visa, at home a question", "[rules]") {
    Pair pair;
    pair.title().code = domain::Maybe<std::string_view>::none();
    CHECK(pair.ask().outcome == Outcome::unknown);
    pair.person.place.abroad = true;
    pair.job.start_to = day("2027-06-01");
    pair.person.place.point = std::nullopt;
    const auto visa = pair.ask();
    CHECK(visa.outcome == Outcome::after);  // arrival, planned elsewhere
    CHECK(visa.permission_authority == "german_mission");
    CHECK(has(visa, ReasonCode::work_permission));
    CHECK(has(visa, ReasonCode::reach_arrival));
}

TEST_CASE("several titles: the one that allows most, but not one that has ended", "[rules]") {
    Pair pair = with_title("16d5");
    pair.titles.push_back(pair.titles.front());
    pair.titles.back().code = "18a"sv;
    CHECK(pair.ask().outcome == Outcome::permission);
    pair.titles.back().code = "fam"sv;
    CHECK(pair.ask().outcome == Outcome::possible);
    pair.titles.back().valid_to = day("2026-11-01");  // ended the day before
    CHECK(pair.ask().outcome == Outcome::impossible);
    pair.titles.back().valid_to = day("2026-11-02");
    CHECK(pair.ask().outcome == Outcome::possible);
    pair.titles.back().code = {};  // a second title that nobody named may allow it
    CHECK(pair.ask().outcome == Outcome::unknown);
}

TEST_CASE("a title that begins later moves the start", "[rules]") {
    Pair pair = with_title("fam");
    pair.title().valid_from = day("2027-01-10");
    CHECK(pair.ask().start == day("2027-01-10"));
    CHECK(has(pair.ask(), ReasonCode::work_title_starts));
}

TEST_CASE("an unknown end of a title is asked for, none and titles without end are not", "[rules]") {
    Pair pair = with_title("fam");
    CHECK(pair.ask().open_questions == 0);  // none = without end
    pair.title().valid_to = {};
    const auto answer = pair.ask();
    CHECK(answer.outcome == Outcome::possible);
    CHECK(answer.open_questions == 1);
    REQUIRE(has(answer, ReasonCode::work_title_end_unknown));
    CHECK(find(answer, ReasonCode::work_title_end_unknown)->asks == "titles.valid_to");
    pair.title().printed_employment = domain::PrintedEmployment::permitted;
    CHECK(has(pair.ask(), ReasonCode::work_title_end_unknown));
    for (const std::string_view code : {"ne", "18c", "eu", "de", "iq_10"}) {
        CAPTURE(code);
        Pair settled = with_title(code);
        settled.title().valid_to = {};
        CHECK_FALSE(has(settled.ask(), ReasonCode::work_title_end_unknown));
    }
    Pair two = with_title("fam");  // of two titles that allow the same, the one that leaves nothing to ask
    two.title().valid_to = {};
    two.titles.push_back(with_title("25_2").title());
    CHECK(two.ask().open_questions == 0);
}

TEST_CASE("hours: the job's longest hours below the cap leave nothing to ask", "[rules]") {
    Pair pair = with_title("16b");
    pair.job.hours_min_x100 = std::nullopt;
    pair.job.hours_max_x100 = 2000;
    CHECK(has(pair.ask(), ReasonCode::work_hours_cap));
    pair.job.hours_max_x100 = 2001;
    CHECK(has(pair.ask(), ReasonCode::work_hours_unknown));
}

TEST_CASE("hours: a related qualification may be missing from the list", "[rules]") {
    Pair pair = with_title("16d1");
    pair.qualification(81302, domain::RecognitionStatus::compensation_required, "nursing");
    CHECK(has(pair.ask(), ReasonCode::work_hours_exceeded));
    pair.person.qualifications_complete = std::nullopt;
    CHECK(has(pair.ask(), ReasonCode::work_hours_related));
}

TEST_CASE("a binding without a procedure of its own takes the one of an unknown document", "[rules]") {
    Pair pair = with_title("ne");
    pair.title().printed_employment = domain::PrintedEmployment::permitted;
    pair.title().bound_employer = "e-2"sv;
    const auto answer = pair.ask();
    CHECK(answer.outcome == Outcome::permission);
    CHECK(answer.permission_lead_days == 42);  // never 0 because nobody wrote it down
    CHECK(answer.permission_authority == "foreigners_authority");
}

TEST_CASE("consent refused: other partners' vacancies are out, the own ones are not", "[rules]") {
    Pair pair;
    pair.job.owner = "partner-2";
    pair.person.consent_network = true;
    CHECK(pair.ask().outcome == Outcome::possible);
    pair.person.consent_network = false;
    CHECK(pair.ask().outcome == Outcome::impossible);
    CHECK(has(pair.ask(), ReasonCode::consent_refused));
    pair.job.owner = {};
    CHECK(pair.ask().outcome == Outcome::unknown);
    CHECK(find(pair.ask(), ReasonCode::consent_owner_unknown)->asks == "vacancies.owner");
    pair.person.owner = {};
    CHECK(find(pair.ask(), ReasonCode::consent_owner_unknown)->asks == "candidates.owner");
    pair.job.owner = pair.person.owner = "partner-1";
    CHECK(pair.ask().outcome == Outcome::possible);
}
