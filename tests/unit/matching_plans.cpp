// SPDX-License-Identifier: Apache-2.0
// Options that lead through plans: what becomes one, what it is worth, what it uses, who waits.
#include <algorithm>
#include <iqmatch/explain/way_text.hpp>
#include <iqmatch/io/network.hpp>
#include <iqmatch/matching/plan_gain.hpp>
#include <iqmatch/matching/seat_numbers.hpp>
#include <iqmatch/matching/waiting.hpp>
#include <set>
#include <string>
#include "matching_support.hpp"
#include "support/catch.hpp"
#include "support/data.hpp"
#include "support/planning.hpp"

using namespace iqmatch;
using domain::CandidateId;
using iqmatch_test::CourseNetwork;
using iqmatch_test::on;
using iqmatch_test::options_with_plans;
using iqmatch_test::solved_with_plans;

namespace {

/// The nurse of the small network, and as many more as asked for, who only differ in their key and the day
/// of their registration.
CourseNetwork nurses(int count, const std::string& also = "") {
    CourseNetwork of;
    of.set("candidates",
           "candidate,region,available_from,hours_max,travel_max_min,travel_modes,relocate,"
           "availability_complete,income_min_cents,qualifications_complete,employment_status,registered_on," +
               std::string("accepts_below_level\n"));
    of.set("qualifications", "candidate,qualification,kldb,recognition_status\n");
    of.set("languages", "candidate,language,skill,level,certificate\n");
    of.set("titles", "candidate,title,valid_to\n");
    of.set("notices",
           "notice,qualification,decision,authority,ways_open,chosen_way,waiver,deficits_complete\n");
    of.set("deficits", "notice,deficit,kind,field,hours,skill,closed_by,hours_done\n");
    for (int i = 1; i <= count; ++i) {
        const std::string n = std::to_string(i);
        std::string person = "p" + n;
        of.add("candidates", person.append(",03457,2026-11-02,40,60,car,no,no,,yes,unemployed,2026-0")
                                 .append(std::to_string(10 - i))
                                 .append("-01,")
                                 .append(also)
                                 .append("\n"));
        of.add("qualifications",
               std::string("p").append(n).append(",q").append(n).append(",81302,compensation_required\n"));
        of.add("languages", std::string("p").append(n).append(",de,overall,B2,telc\n"));
        of.add("titles", std::string("p").append(n).append(",fam,none\n"));
        of.add("notices", std::string("n").append(n).append(",q").append(n).append(
                              ",compensation_required,ls_lueneburg,course,course,no,yes\n"));
        of.add("deficits",
               std::string("n").append(n).append(",d1,theory,care,120,none,adaptation_course,\n"));
        of.add("deficits",
               std::string("n").append(n).append(",d2,practice,surgery,200,none,adaptation_course,\n"));
    }
    return of;
}

std::set<std::string> keys(const matching::Options& options, CandidateId candidate) {
    std::set<std::string> out;
    for (const matching::Option& option : options.of(candidate)) out.insert(options.key(option));
    return out;
}

/// The parts of an option add up to its value, and its plan can be made again.
void check_detail(const matching::Options& options, CandidateId candidate, const matching::Option& option) {
    const matching::OptionDetail detail = options.detail(candidate, option);
    INFO(options.key(option));
    CHECK(detail.plan.has_value() == option.planned());
    CHECK(detail.bridge.has_value() == options.bridge(option).has_value());
    CHECK(detail.kept_part == 0);
    CHECK(option.value ==
          detail.score.value + detail.plan_parts.sum() + detail.alone_part + detail.bridge_part);
    if (!detail.plan) return;
    CHECK(std::equal(detail.plan->seats.begin(), detail.plan->seats.end(), options.seats(option).begin(),
                     options.seats(option).end()));
    CHECK((option.alone ? option.start == detail.plan->ready : option.start >= detail.plan->ready));
    CHECK(detail.eligibility.outcome <= rules::Outcome::permission);
}

}  // namespace

TEST_CASE("A nurse is proposed the course and then the ward", "[matching][plans]") {
    CourseNetwork of = nurses(1);
    of.swap("course_runs", "no,10,4,6,confirmed,35", "no,10,4,,confirmed,35");
    const domain::Network network = of.network();
    CHECK(iqmatch_test::options_of(network).size() == 0);
    const matching::Assignment result = solved_with_plans(network);
    REQUIRE(result.proposals().size() == 1);
    const matching::Proposal& proposal = result.proposals()[0];
    const std::string key = result.options().key(proposal.option);
    CHECK(key.starts_with("run:r-adapt@2027-03-01+vacancy:v1@2027-"));
    check_detail(result.options(), proposal.candidate, proposal.option);
    const auto detail = result.options().detail(proposal.candidate, proposal.option);
    CHECK(detail.plan->steps.back().kind == planning::StepKind::licence_paper);
    CHECK(proposal.option.start > detail.plan->steps.back().end);
    CHECK(result.used(domain::VacancyId(0)) == 1);
    CHECK(result.several_capacities());

    const matching::SeatNumbers seats(result);
    const auto seat = seats.of(proposal.candidate, domain::RunId(*network.runs().find("r-adapt")));
    REQUIRE(seat);
    CHECK(seat->number == 5);  // four are taken
    CHECK(seat->seats == 10);
    const auto text = explain::way_text(result.options(), proposal.candidate, proposal.option, detail, seats,
                                        base::Language::en);
    CHECK(text.sentence().find("seat 5 of 10") != std::string::npos);
    CHECK(text.sentence().find("start as") != std::string::npos);
}

TEST_CASE("Without a position the course is still worth something", "[matching][plans]") {
    CourseNetwork of = nurses(2);
    const matching::Assignment result = solved_with_plans(of.network());
    REQUIRE(result.proposals().size() == 2);
    const auto alone = std::count_if(result.proposals().begin(), result.proposals().end(),
                                     [](const auto& one) { return one.option.alone; });
    CHECK(alone == 1);
    CHECK(result.filled(domain::VacancyId(0)) == 1);
    const matching::PlanGain gain = matching::plan_gain(result);
    CHECK(gain.planned == 1);
    CHECK(gain.alone == 1);
    CHECK(gain.value_today == 0);
    CHECK(gain.assigned_today == 0);
    for (std::size_t c = 0; c < 2; ++c)
        for (const auto& option : result.options().of(CandidateId(c)))
            check_detail(result.options(), CandidateId(c), option);
}

TEST_CASE("Who finds no seat waits in the order of registration", "[matching][plans]") {
    CourseNetwork of = nurses(4);
    of.swap("course_runs", "no,10,4,6,confirmed,35", "no,10,9,0,confirmed,35");
    of.swap("vacancies", "81302,1,B2", "81302,9,B2");
    const matching::Assignment result = solved_with_plans(of.network());
    CHECK(result.proposals().size() == 1);
    const auto waiting = matching::waiting_lists(result);
    REQUIRE(waiting.size() == 3);
    for (std::size_t k = 0; k < waiting.size(); ++k) {
        CHECK(waiting[k].position == k + 1);
        CHECK(waiting[k].reason == matching::WaitingReason::full);
        CHECK((k == 0 || *waiting[k - 1].since < *waiting[k].since));
    }
    CHECK(result.price("run:r-adapt") > 0);
}

TEST_CASE("A course opens with enough people or not at all", "[matching][plans]") {
    for (const int people : {1, 2, 3}) {
        CourseNetwork of = nurses(people);
        of.swap("course_runs", "no,10,4,6,confirmed,35", "no,10,0,2,confirmed,35");
        of.swap("vacancies", "81302,1,B2", "81302,9,B2");
        const matching::Assignment result = solved_with_plans(of.network());
        INFO("people: " << people);
        CHECK(result.proposals().size() == static_cast<std::size_t>(people == 1 ? 0 : people));
        if (people > 1) continue;
        const auto waiting = matching::waiting_lists(result);
        REQUIRE(waiting.size() == 1);
        CHECK(waiting[0].reason == matching::WaitingReason::below_minimum);
    }
}

TEST_CASE("Decisions about course runs are obeyed", "[matching][plans]") {
    CourseNetwork of = nurses(1);
    of.add("course_runs", "r-adapt-2,adapt,s1,2027-05-03,2027-10-29,no,10,0,,confirmed,35,2027-04-01,\n");
    const auto runs = [](const domain::Network& network) {
        std::set<std::string> out;
        const matching::Options options = options_with_plans(network);
        for (const std::string& key : keys(options, CandidateId(0))) out.insert(key.substr(0, key.find('@')));
        return out;
    };
    CHECK(runs(of.network()) == std::set<std::string>{"run:r-adapt", "run:r-adapt-2"});
    of.set("decisions", "candidate,target,kind\np1,run:r-adapt,forbid\n");
    CHECK(runs(of.network()) == std::set<std::string>{"run:r-adapt-2"});
    of.set("decisions", "candidate,target,kind\np1,run:r-adapt-2,pin\n");
    CHECK(runs(of.network()) == std::set<std::string>{"run:r-adapt-2"});
}

TEST_CASE("Work until the plan is done is for those who said that it is welcome", "[matching][plans]") {
    // A nursing assistant for a few hours, beside a virtual course of German.
    const auto bridged = [](const std::string& accepts) {
        CourseNetwork of = nurses(1, accepts);
        of.set("notices", "notice,qualification,decision,deficits_complete\n");
        of.set("deficits", "notice,deficit,kind\n");
        of.set("qualifications", "candidate,qualification,kldb,recognition_status\np1,q1,81302,full\n");
        of.set("languages", "candidate,language,skill,level,certificate\np1,de,overall,B1,telc\n");
        of.add("measure_closes", "b2,licence,nursing,none,,none,no\n");
        of.set("vacancies",
               "vacancy,employer,region,kldb,positions,german,start_from,hours_min,hours_max\n"
               "v1,e1,03457,81302,1,B2,2026-12-01,20,40\nhelp,e1,03457,81301,1,A2,2026-12-01,10,15\n");
        const matching::Options options = options_with_plans(of.network());
        for (const auto& option : options.of(CandidateId(0))) check_detail(options, CandidateId(0), option);
        const auto own = keys(options, CandidateId(0));
        return std::any_of(own.begin(), own.end(), [](const std::string& key) {
            return key.starts_with("vacancy:help@") && key.find("+vacancy:v1@") != std::string::npos;
        });
    };
    CHECK(bridged("yes"));
    CHECK(bridged("only_with_plan"));
    CHECK_FALSE(bridged("no"));
    CHECK_FALSE(bridged(""));
}

TEST_CASE("Work until a plan is done keeps to the employer's limit and to tranches", "[matching][plans]") {
    const auto bridges = [](const std::string& most, const std::string& tranches) {
        CourseNetwork of = nurses(2, "yes");
        of.swap("course_runs", "confirmed,35,2027-02-01", "confirmed,20,2027-02-01");
        of.set("employers", std::string("employer,accepts_in_recognition,max_in_recognition\ne1,yes,")
                                .append(most)
                                .append("\n"));
        of.set("vacancies",
               "vacancy,employer,region,kldb,positions,german,start_from,hours_min,hours_max\n"
               "v1,e1,03457,81302,9,B2,2026-12-01,20,40\nhelp,e1,03457,81301,9,A2,2026-12-01,10,15\n");
        if (!tranches.empty())
            of.set("vacancy_tranches",
                   std::string("vacancy,start_from,start_to,positions\nhelp,").append(tranches).append("\n"));
        const matching::Assignment result = solved_with_plans(of.network());
        std::size_t count = 0;
        for (const auto& proposal : result.proposals())
            count += result.options().bridge(proposal.option) ? 1U : 0U;
        return count;
    };
    CHECK(bridges("none", "") == 2);
    CHECK(bridges("1", "") == 1);
    CHECK(bridges("0", "") == 0);
    CHECK(bridges("none", "2026-12-01,2026-12-31,1") == 1);
}

TEST_CASE("A cost that nobody knows is not taken for none", "[matching][plans]") {
    const auto value = [](const std::string& cost) {
        CourseNetwork of = nurses(1);
        of.swap("course_runs", "no,10,4,6,confirmed,35", "no,10,4,,confirmed,35");
        of.swap("measures", "adaptation_course,presence,yes,none,100000",
                std::string("adaptation_course,presence,no,none,").append(cost));
        const matching::Options options = options_with_plans(of.network());
        std::int64_t best = 0;
        for (const auto& option : options.of(CandidateId(0))) {
            check_detail(options, CandidateId(0), option);
            best = std::max(best, option.value);
        }
        return best;
    };
    CHECK(value("") < value("0"));
    CHECK(value("") > 0);
}

TEST_CASE("In the small sample every option adds up and its plan is made again the same",
          "[matching][plans]") {
    const domain::Network network = io::load_network(iqmatch_test::source_path("data/samples/leer"));
    const matching::Options options = options_with_plans(network);
    std::size_t planned = 0;
    for (std::size_t c = 0; c < network.candidates().size(); ++c) {
        const auto scores = options.scores(CandidateId(c));
        REQUIRE(scores.size() == options.of(CandidateId(c)).size());
        auto score = scores.begin();
        for (const auto& option : options.of(CandidateId(c))) {
            check_detail(options, CandidateId(c), option);
            planned += option.planned() ? 1 : 0;
            const auto detail = options.detail(CandidateId(c), option);
            CHECK(score->sum() == option.value);
            CHECK(score->score.value == detail.score.value);
            CHECK(score->plan_parts == detail.plan_parts);
            CHECK(score->bridge_part == detail.bridge_part);
            CHECK(scoring::score(options.card(), score->inputs).value == score->score.value);
            ++score;
        }
    }
    CHECK(planned > 0);
    // What is possible today does not depend on plans, but for work below the own level.
    const matching::Options today = iqmatch_test::options_of(network);
    for (std::size_t c = 0; c < network.candidates().size(); ++c) {
        std::set<std::string> now;
        for (const auto& option : options.of(CandidateId(c)))
            if (!option.planned()) now.insert(options.key(option));
        CHECK(now == keys(today, CandidateId(c)));
    }
}

TEST_CASE("Options and assignment do not depend on threads", "[matching][plans]") {
    const domain::Network network = io::load_network(iqmatch_test::source_path("data/samples/leer"));
    base::Control many;
    many.threads = 3;
    const auto one = options_with_plans(network);
    const auto other =
        matching::options(network, rules::RuleTables::builtin(), scoring::ModelCard::builtin(), {}, many);
    CHECK(one.hash() == other.hash());
    const auto a = matching::assign(one), b = matching::assign(other, {}, many);
    CHECK(a.selection().chosen == b.selection().chosen);
    CHECK(a.selection().prices == b.selection().prices);
}
