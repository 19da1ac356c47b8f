// SPDX-License-Identifier: Apache-2.0
// Plans of tiny random networks against every sequence of courses, counted by code that shares nothing with
// the planner; and what must hold between the plans of two networks.
#include "support/planning.hpp"
#include <functional>
#include <iqmatch/base/rng.hpp>
#include <set>
#include <tuple>
#include "support/catch.hpp"

using namespace iqmatch_test;

namespace {

constexpr int today = 20759;  // 2026-11-02
constexpr int paper_days = 42;

struct Part {
    int field = 0, start = 0, end = 0, hours = 0;
};
struct Course {
    std::string kind;
    std::set<int> fields;
    int to_level = 0, from_level = 0;  ///< of German, 2 = A2
    int needs = -1;                    ///< another course of the list
    int start = 0, end = 0, hours = 0, week = 0, cost = 0;
    bool continuous = false;
    std::vector<Part> parts;
};
struct Case {
    int german = 4;
    std::vector<int> demanded;  ///< hours per field
    std::vector<Course> courses;
};

std::string iso(int day) {
    return base::Date(day).iso();
}
std::string level(int n) {
    return std::string(base::cefr_names[static_cast<std::size_t>(n)]);
}

Case random_case(base::Rng& rng) {
    Case out;
    out.german = static_cast<int>(rng.between(2, 4));
    const int fields = static_cast<int>(rng.between(1, 3));
    for (int f = 0; f < fields; ++f) out.demanded.push_back(static_cast<int>(rng.between(1, 9)) * 10);
    const auto date = [&](Course& one, int least, int most) {
        one.start = today + static_cast<int>(rng.between(0, 300));
        one.end = one.start + static_cast<int>(rng.between(least, most));
        one.cost = static_cast<int>(rng.between(0, 4)) * 100;
        one.hours = static_cast<int>(rng.between(1, 9)) * 10;
        one.week = static_cast<int>(rng.between(1, 3)) * 10;
    };
    const int count = static_cast<int>(rng.between(4, 8));
    for (int i = 0; i < count; ++i) {
        Course one;
        const auto pick = rng.below(10);
        if (pick < 4) {
            one.kind = "adaptation_course";
            for (int f = 0; f < fields; ++f)
                if (rng.chance(1, 2)) one.fields.insert(f);
            one.from_level = static_cast<int>(rng.between(2, 3));
            date(one, 20, 150);
            one.continuous = rng.chance(1, 4);
            if (!one.continuous && rng.chance(1, 2))
                for (const int f : one.fields) {
                    const int from = one.start + static_cast<int>(rng.between(0, 10));
                    one.parts.push_back({f, from, from + static_cast<int>(rng.between(0, one.end - from)),
                                         static_cast<int>(rng.between(1, 9)) * 10});
                }
        } else if (pick < 8) {
            one.kind = "language_course";
            one.from_level = static_cast<int>(rng.between(2, 3));
            one.to_level = one.from_level + 1;
            date(one, 20, 120);
        } else {
            one.kind = "exam";
            one.from_level = static_cast<int>(rng.between(2, 4));
            date(one, 0, 0);
        }
        if (i > 0 && rng.chance(1, 5)) one.needs = static_cast<int>(rng.below(static_cast<std::uint64_t>(i)));
        // What others demand is taken as a whole: then parts would make the count another problem.
        if (one.needs >= 0 && !out.courses[static_cast<std::size_t>(one.needs)].fields.empty())
            one.needs = -1;
        out.courses.push_back(one);
    }
    return out;
}

CourseNetwork network_of(const Case& of) {
    CourseNetwork out;
    out.limits.alternatives = 1;
    out.limits.later_entries = 0;
    out.swap("candidates", "yes,unemployed", "yes,");  // then no funding is sure to be possible
    out.set("languages",
            "candidate,language,skill,level,certificate\np1,de,overall," + level(of.german) + ",telc\n");
    std::string deficits = "notice,deficit,kind,field,hours,skill,closed_by,hours_done\n";
    for (std::size_t f = 0; f < of.demanded.size(); ++f)
        deficits += "n1,d" + std::to_string(f) + ",theory,f" + std::to_string(f) + "," +
                    std::to_string(of.demanded[f]) + ",none,adaptation_course;exam,\n";
    out.set("deficits", deficits);
    std::string measures = "measure,provider,kind,mode,target_group,cost_cents,pay_cents,hours,hosted_by\n";
    std::string requires_ = "measure,kind,value,skill\n",
                closes = "measure,kind,field,skill,level,authority,accepted\n";
    std::string runs = "run,measure,site,start,end,continuous,seats,status,hours_week\n";
    std::string parts = "run,part,kind,field,site,start,end,hours,seats\n";
    for (std::size_t i = 0; i < of.courses.size(); ++i) {
        const Course& one = of.courses[i];
        const std::string m = "m" + std::to_string(i), r = "r" + std::to_string(i);
        measures += m + ",k1," + one.kind + ",virtual,none," + std::to_string(one.cost) + ",none," +
                    std::to_string(one.hours) + ",none\n";
        requires_ += m + ",german," + level(one.from_level) + ",none\n";
        if (one.needs >= 0) requires_ += m + ",measure,m" + std::to_string(one.needs) + ",none\n";
        for (const int f : one.fields) closes += m + ",deficit,f" + std::to_string(f) + ",none,,none,yes\n";
        if (one.to_level > 0) closes += m + ",german,none,none," + level(one.to_level) + ",none,yes\n";
        if (one.kind == "exam") closes += m + ",licence,nursing,none,,none,yes\n";
        runs += r + "," + m + ",none," + iso(one.start) + "," + (one.continuous ? "none" : iso(one.end)) +
                "," + (one.continuous ? "yes" : "no") + ",9,confirmed," + std::to_string(one.week) + "\n";
        for (const Part& part : one.parts)
            parts += r + ",p" + std::to_string(part.field) + ",theory,f" + std::to_string(part.field) +
                     ",none," + iso(part.start) + "," + iso(part.end) + "," + std::to_string(part.hours) +
                     ",\n";
    }
    out.set("measures", measures).set("measure_requires", requires_).set("measure_closes", closes);
    return out.set("course_runs", runs).set("run_parts", parts);
}

/// Way, ready, cost, hours.
using Value = std::tuple<int, int, int, int>;

bool beats(const Value& a, const Value& b) {
    return std::get<0>(a) == std::get<0>(b) && std::get<1>(a) <= std::get<1>(b) &&
           std::get<2>(a) <= std::get<2>(b) && std::get<3>(a) <= std::get<3>(b);
}

std::set<Value> front(const std::set<Value>& all) {
    std::set<Value> out;
    for (const Value& one : all) {
        bool best = true;
        for (const Value& other : all) best = best && (other == one || !beats(other, one));
        if (best) out.insert(one);
    }
    return out;
}

/// Every order of courses.
std::set<Value> all_plans(const Case& of) {
    std::set<Value> out;
    const std::size_t n = of.courses.size();
    std::vector<bool> taken(n);
    bool exam_dated = false;
    for (const Course& one : of.courses) exam_dated = exam_dated || one.kind == "exam";
    struct State {
        std::set<int> open;
        int german, way, free, done, cost, hours;
    };
    const std::function<void(const State&)> go = [&](const State& now) {
        if (now.open.empty() && now.german >= 4) {
            out.insert({now.way, now.done + 1 + paper_days, now.cost, now.hours});
            return;
        }
        for (std::size_t i = 0; i < n; ++i) {
            const Course& one = of.courses[i];
            if (taken[i] || now.german < one.from_level) continue;
            if (one.needs >= 0 && !taken[static_cast<std::size_t>(one.needs)]) continue;
            State next = now;
            std::set<int> closing;
            const int way = one.kind == "exam" ? 2 : one.kind == "adaptation_course" ? 1 : 0;
            if (one.kind == "exam") closing = now.open;
            for (const int f : one.fields)
                if (now.open.contains(f)) closing.insert(f);
            if (way != 0 && !closing.empty()) {
                if (now.way != 0 && now.way != way) continue;
                next.way = way;
            } else if (!one.parts.empty()) {
                continue;  // no part of it is needed, and nobody demands it
            }
            int start = one.start, end = one.end, hours = one.hours;
            if (one.continuous) {
                int demanded = 0;
                for (const int f : closing) demanded += of.demanded[static_cast<std::size_t>(f)];
                hours = std::min(hours, demanded);
                start = std::max(start, now.free);
                end = start + std::max(1, (hours + one.week - 1) / one.week) * 7 - 1;
            } else if (!one.parts.empty()) {
                start = 1'000'000;
                end = hours = 0;
                for (const Part& part : one.parts) {
                    if (!closing.contains(part.field)) continue;
                    start = std::min(start, part.start);
                    end = std::max(end, part.end);
                    hours += std::min(part.hours, of.demanded[static_cast<std::size_t>(part.field)]);
                }
            }
            if (start < now.free || start < today) continue;
            // The exam closes everything in one go.
            for (const int f : closing) next.open.erase(f);
            next.german = std::max(next.german, one.to_level);
            next.free = end + 1;
            next.done = std::max(next.done, end);
            next.cost += one.cost;
            next.hours += hours;
            taken[i] = true;
            go(next);
            taken[i] = false;
        }
        if (!exam_dated && !now.open.empty() && now.way != 1) {  // the table's waiting time
            State next = now;
            next.open.clear();
            next.way = 2;
            next.done = now.free + 92 - 1;
            next.free = next.done + 1;
            go(next);
        }
    };
    State first{{}, of.german, 0, today, today - 1, 0, 0};
    for (std::size_t f = 0; f < of.demanded.size(); ++f) first.open.insert(static_cast<int>(f));
    go(first);
    return out;
}

std::set<Value> planned(const Case& of) {
    std::set<Value> out;
    const Planned p(network_of(of));
    REQUIRE(p.set.status == planning::PlanStatus::complete);
    for (const planning::Plan& plan : p.set.plans) {
        // What an exam of the authority costs, nobody has recorded: it adds nothing here.
        std::int64_t cost = 0;
        for (const planning::Step& step : plan.steps) cost += step.cost_cents.value_or(0);
        if (plan.own_cost_cents) REQUIRE(*plan.own_cost_cents == cost);
        out.insert({static_cast<int>(plan.way), plan.ready.days(), static_cast<int>(cost),
                    static_cast<int>(plan.hours_x100 / 100)});
    }
    return out;
}

bool as_good(const std::set<Value>& better, const std::set<Value>& worse) {
    return std::all_of(worse.begin(), worse.end(), [&](const Value& one) {
        return std::any_of(better.begin(), better.end(),
                           [&](const Value& other) { return beats(other, one); });
    });
}

}  // namespace

TEST_CASE("the plans are those that no sequence of courses beats", "[oracle][planning]") {
    std::size_t several = 0, courses = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        base::Rng rng(seed);
        const Case of = random_case(rng);
        CAPTURE(seed);
        const std::set<Value> plans = planned(of);
        REQUIRE(plans == front(all_plans(of)));
        several += plans.size() > 1 ? 1 : 0;
        for (const Value& one : plans) courses += std::get<0>(one) == 1 ? 1 : 0;
    }
    CHECK(several > 50);
    CHECK(courses > 50);
}

TEST_CASE("one more course never makes the plans worse, one need less never later", "[oracle][planning]") {
    for (std::uint64_t seed = 1000; seed < 1150; ++seed) {
        base::Rng rng(seed);
        const Case of = random_case(rng);
        CAPTURE(seed);
        const std::set<Value> plans = planned(of);
        Case fewer = of;
        // Without its last course of a kind of which others remain: the waiting time for an exam stands in
        // only where no date is known.
        if (fewer.courses.back().kind != "exam") {
            fewer.courses.pop_back();
            REQUIRE(as_good(plans, planned(fewer)));
        }
        if (of.demanded.size() > 1) {
            Case less = of;
            less.demanded.pop_back();
            const int field = static_cast<int>(less.demanded.size());
            for (Course& one : less.courses) {
                one.fields.erase(field);
                std::erase_if(one.parts, [&](const Part& part) { return part.field == field; });
            }
            const std::set<Value> sooner = planned(less);
            for (const Value& one : plans)
                REQUIRE(std::any_of(sooner.begin(), sooner.end(), [&](const Value& other) {
                    return std::get<0>(other) == std::get<0>(one) && std::get<1>(other) <= std::get<1>(one);
                }));
        }
    }
}

TEST_CASE("alternatives use other seats and are beaten by few", "[oracle][planning]") {
    std::size_t more = 0;
    for (std::uint64_t seed = 2000; seed < 2150; ++seed) {
        base::Rng rng(seed);
        const Case of = random_case(rng);
        CourseNetwork network = network_of(of);
        CAPTURE(seed);
        const Planned best(network);
        network.limits.alternatives = 3;
        const Planned p(network);
        std::set<std::string> keys;
        for (const planning::Plan& plan : p.set.plans) {
            REQUIRE(keys.insert(plan.key + (plan.way == planning::Way::exam ? " exam" : "")).second);
            std::size_t better = 0;
            for (const planning::Plan& other : p.set.plans)
                better += &other != &plan && other.way == plan.way && other.ready <= plan.ready &&
                                  other.own_cost_cents <= plan.own_cost_cents &&
                                  other.hours_x100 <= plan.hours_x100
                              ? 1
                              : 0;
            REQUIRE(better <= 3);
            for (std::size_t i = 1; i < plan.steps.size(); ++i) {
                REQUIRE(plan.steps[i - 1].end < plan.steps[i].start);
                REQUIRE(plan.ready > plan.steps[i].end);
            }
        }
        const std::vector<std::string> all = p.keys();
        for (const std::string& key : best.keys()) REQUIRE(std::count(all.begin(), all.end(), key) > 0);
        more += p.set.plans.size() > best.set.plans.size() ? 1 : 0;
    }
    CHECK(more > 20);
}
