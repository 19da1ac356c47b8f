// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/rng.hpp>
#include <map>
#include "matching_support.hpp"
#include "support/catch.hpp"

using namespace iqmatch;
using explain::Aggregate;
using explain::Count;
using explain::Dimension;

namespace {

constexpr std::size_t at(Count kind) {
    return static_cast<std::size_t>(kind);
}

/// The sums that readers of the published table know: total first, then its parts.
std::vector<std::vector<std::size_t>> sums(const std::vector<Aggregate>& rows) {
    std::map<std::pair<Dimension, std::string>, std::vector<std::size_t>> by_total;
    std::size_t network = 0;
    for (std::size_t r = 0; r < rows.size(); ++r)
        if (rows[r].dimension == Dimension::network) network = r;
    std::vector<std::vector<std::size_t>> out;
    for (const auto dimension : {Dimension::alliance, Dimension::occupation, Dimension::recognition,
                                 Dimension::german, Dimension::waiting, Dimension::employment}) {
        out.push_back({network});
        for (std::size_t r = 0; r < rows.size(); ++r)
            if (rows[r].dimension == dimension) out.back().push_back(r);
    }
    for (std::size_t a = 0; a < rows.size(); ++a) {
        if (rows[a].dimension != Dimension::alliance) continue;
        out.push_back({a});
        for (std::size_t r = 0; r < rows.size(); ++r)
            if (rows[r].dimension == Dimension::district && rows[r].parent == rows[a].key)
                out.back().push_back(r);
    }
    return out;
}

/// Brings the equations between unpublished cells into echelon form by exact fractions over a prime field and
/// says which cells they determine.
std::vector<std::size_t> derivable(const std::vector<Aggregate>& rows, Count kind) {
    constexpr std::int64_t prime = 1'000'003;
    const auto power = [&](std::int64_t base, std::int64_t exponent) {
        std::int64_t out = 1;
        for (; exponent > 0; exponent /= 2, base = base * base % prime)
            if (exponent % 2 != 0) out = out * base % prime;
        return out;
    };
    std::vector<std::vector<std::int64_t>> m;
    for (const auto& sum : sums(rows)) {
        if (sum.size() < 2) continue;
        std::vector<std::int64_t> equation(rows.size(), 0);
        for (std::size_t k = 0; k < sum.size(); ++k)
            if (!rows[sum[k]].count(kind)) equation[sum[k]] = k == 0 ? prime - 1 : 1;
        m.push_back(equation);
    }
    std::size_t rank = 0;
    for (std::size_t c = 0; c < rows.size() && rank < m.size(); ++c) {
        std::size_t pivot = rank;
        while (pivot < m.size() && m[pivot][c] == 0) ++pivot;
        if (pivot == m.size()) continue;
        std::swap(m[pivot], m[rank]);
        const std::int64_t inverse = power(m[rank][c], prime - 2);
        for (auto& value : m[rank]) value = value * inverse % prime;
        for (std::size_t r = 0; r < m.size(); ++r) {
            const std::int64_t factor = r == rank ? 0 : m[r][c];
            for (std::size_t k = 0; factor != 0 && k < rows.size(); ++k)
                m[r][k] = ((m[r][k] - factor * m[rank][k]) % prime + prime) % prime;
        }
        ++rank;
    }
    std::vector<std::size_t> out;
    for (const auto& equation : m) {
        std::size_t cells = 0, cell = 0;
        for (std::size_t c = 0; c < rows.size(); ++c)
            if (equation[c] != 0) ++cells, cell = c;
        if (cells == 1) out.push_back(cell);
    }
    return out;
}

/// A table that adds up, with mostly small groups.
std::vector<Aggregate> random_table(std::uint64_t seed) {
    base::Rng rng(seed);
    std::vector<Aggregate> rows;
    const auto add = [&](Dimension dimension, const std::string& key, const std::string& parent) {
        Aggregate row;
        row.dimension = dimension;
        row.key = key;
        row.parent = parent;
        row.counts.fill(0);
        rows.push_back(row);
    };
    add(Dimension::network, "", "");
    for (int a = 0; a < 3; ++a) add(Dimension::alliance, std::to_string(a), "");
    for (int d = 0; d < 8; ++d) add(Dimension::district, "d" + std::to_string(d), std::to_string(d % 3));
    for (int o = 0; o < 6; ++o) add(Dimension::occupation, "o" + std::to_string(o), "");
    for (const auto dimension :
         {Dimension::recognition, Dimension::german, Dimension::waiting, Dimension::employment})
        for (int k = 0; k < 3; ++k) add(dimension, std::to_string(k), "");
    const std::uint64_t people = 10 + rng.below(120);
    for (std::uint64_t p = 0; p < people; ++p) {
        const std::uint64_t d = rng.below(1 + rng.below(8)), o = rng.below(1 + rng.below(6));
        const bool options = rng.below(3) != 0, assigned = options && rng.below(2) != 0;
        const bool below = assigned && rng.below(4) == 0;
        const std::array<std::uint64_t, 3> last{rng.below(3), rng.below(3), rng.below(3)};
        for (Aggregate& row : rows) {
            const bool in = row.dimension == Dimension::network ||
                            (row.dimension == Dimension::alliance && row.key == std::to_string(d % 3)) ||
                            (row.dimension == Dimension::district && row.key == "d" + std::to_string(d)) ||
                            (row.dimension == Dimension::occupation && row.key == "o" + std::to_string(o)) ||
                            (row.dimension == Dimension::recognition && row.key == std::to_string(last[0])) ||
                            (row.dimension == Dimension::german && row.key == std::to_string(last[1])) ||
                            (row.dimension == Dimension::waiting && row.key == std::to_string(last[2]));
            if (!in) continue;
            *row.counts[at(Count::candidates)] += 1;
            *row.counts[at(Count::with_options)] += options ? 1 : 0;
            *row.counts[at(Count::assigned)] += assigned ? 1 : 0;
            *row.counts[at(Count::below_level)] += below ? 1 : 0;
            *row.counts[at(Count::positions)] += 2;
            *row.counts[at(Count::filled)] += assigned ? 1 : 0;
        }
    }
    return rows;
}

}  // namespace

TEST_CASE("aggregates add up and agree with the assignment", "[explain]") {
    const matching::Options options = iqmatch_test::options_of(iqmatch_test::leer());
    const matching::Assignment result = matching::assign(options);
    const auto rows = explain::aggregates(result, base::Language::de);
    REQUIRE(rows.front().dimension == Dimension::network);
    const auto whole = rows.front().counts;
    CHECK(whole[at(Count::candidates)] == options.network().candidates().size());
    CHECK(whole[at(Count::assigned)] == result.proposals().size());
    CHECK(whole[at(Count::filled)] == result.proposals().size());
    for (const auto& sum : sums(rows)) {
        if (sum.size() < 2) continue;
        for (std::size_t k = 0; k < explain::count_kinds; ++k) {
            if (!rows[sum[1]].counts[k]) continue;  // positions of dimensions about people
            std::uint64_t parts = 0;
            for (std::size_t i = 1; i < sum.size(); ++i) parts += *rows[sum[i]].counts[k];
            CHECK(parts == *rows[sum[0]].counts[k]);
        }
    }
    for (const Aggregate& row : rows) CHECK_FALSE(row.label.empty());
}

TEST_CASE("what is published betrays nothing below five", "[explain]") {
    std::size_t shown = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const auto original = random_table(seed);
        auto rows = original;
        explain::suppress(rows);
        INFO("table " << seed);
        REQUIRE(rows.size() == original.size());
        for (std::size_t k = 0; k < explain::count_kinds; ++k) {
            const auto kind = static_cast<Count>(k);
            for (std::size_t r = 0; r < rows.size(); ++r) {
                if (!rows[r].count(kind)) continue;
                ++shown;
                REQUIRE(*rows[r].count(kind) >= explain::least_published);
                REQUIRE(rows[r].count(kind) == original[r].count(kind));
            }
            REQUIRE(derivable(rows, kind).empty());
            // Nor does the sum of all that a total leaves open.
            for (const auto& sum : sums(rows)) {
                if (!rows[sum[0]].count(kind)) continue;
                std::uint64_t open = 0;
                bool any = false;
                for (std::size_t i = 1; i < sum.size(); ++i)
                    if (!rows[sum[i]].count(kind)) {
                        open += *original[sum[i]].count(kind);
                        any = true;
                    }
                if (any) REQUIRE(open >= explain::least_published);
            }
        }
        for (const Aggregate& row : rows) {
            const auto rest = [&](Count whole, Count part) {
                return row.count(whole) && row.count(part) ? *row.count(whole) - *row.count(part)
                                                           : explain::least_published;
            };
            REQUIRE(rest(Count::candidates, Count::with_options) >= explain::least_published);
            REQUIRE(rest(Count::candidates, Count::assigned) >= explain::least_published);
            REQUIRE(rest(Count::with_options, Count::assigned) >= explain::least_published);
            REQUIRE(rest(Count::assigned, Count::below_level) >= explain::least_published);
        }
    }
    CHECK(shown > 3000);  // else nothing would be left to read
}

TEST_CASE("a question whose answer rarely opens anything promises nothing", "[matching]") {
    // Recorded is a midwife; whether a nursing degree hides behind it blocks the nurse's job, but who has
    // one?
    base::TextTable people("candidates", "candidates.csv",
                           {"candidate", "region", "occupation", "german", "recognition_status", "title"});
    people.add_row({"midwife", "03457", "81353", "B2", "full", "ne"});
    people.add_row({"nameless", "03457", "81302", "B2", "full", ""});
    base::TextTable jobs("vacancies", "vacancies.csv", {"vacancy", "region", "kldb", "positions", "german"});
    jobs.add_row({"ward", "03457", "81302", "1", "B1"});
    jobs.add_row({"helper", "03457", "81301", "1", "B1"});
    const matching::Options options = iqmatch_test::options_of(
        domain::NetworkBuilder({"t", *base::Date::parse("2026-11-02")}).add(people).add(jobs).build());
    const auto questions = matching::open_questions(options);
    const auto hidden = std::find_if(questions.begin(), questions.end(), [](const auto& question) {
        return question.asks == "candidates.qualifications_complete";
    });
    for (const auto& one : questions) UNSCOPED_INFO(one.asks << " " << one.opens << " " << one.blocks);
    REQUIRE(hidden != questions.end());
    CHECK(hidden->blocks > 0);
    CHECK(hidden->opens == 0);
    CHECK(hidden->opens_candidates == 0);
    for (auto after = hidden; after != questions.end(); ++after) CHECK(after->opens == 0);
    CHECK(rules::info(rules::ReasonCode::licence_qualifications_incomplete).answer_rarely_opens);
    CHECK_FALSE(rules::info(rules::ReasonCode::licence_qualification_unknown).answer_rarely_opens);
}

TEST_CASE("a question that opens options does so when it is answered", "[matching]") {
    const matching::Options options = iqmatch_test::options_of(iqmatch_test::small_network());
    const auto questions = matching::open_questions(options);
    base::Control two;
    two.threads = 2;
    const matching::Options same = matching::options(options.network(), options.rules(), options.card(),
                                                     iqmatch_test::without_plans(), two);
    CHECK(std::ranges::equal(matching::open_questions(same), questions));
    const auto title = std::find_if(questions.begin(), questions.end(),
                                    [](const auto& question) { return question.asks == "titles.title"; });
    REQUIRE(title != questions.end());
    CHECK(title->opens == 3);  // e lacks a title and nothing else for v, w and z
    CHECK(title->opens_candidates == 1);
    CHECK(title->blocks >= title->opens);
}
