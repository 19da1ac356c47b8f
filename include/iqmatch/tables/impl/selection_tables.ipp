// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <iqmatch/base/config.hpp>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/graph/b_matching.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <iqmatch/tables/detail/options_reader.hpp>
#include <iqmatch/tables/detail/resources_reader.hpp>
#include <iqmatch/tables/detail/table_checks.hpp>
#include <iqmatch/tables/selection_tables.hpp>

namespace iqmatch::inline v0::tables {

namespace detail {

inline constexpr std::size_t longest_key = 128;

/// Whether the solver takes values of that size.
inline bool solvable(const SelectionProblem& problem, base::Int128 largest) {
    if (largest > largest_units) return false;
    if (!problem.has_single_uses()) return true;  // graph::pack takes anything below 2^58
    const auto weight = static_cast<std::int64_t>(largest);
    try {
        // Only the number of rows and the weights count.
        graph::require_solvable(graph::BipartiteView<std::int64_t>{
            problem.offsets, {}, std::span<const std::int64_t>(&weight, 1), {}, problem.must_assign});
    } catch (const base::UsageError&) {
        return false;
    }
    return true;
}

inline base::Int128 coarser(base::Int128 fine, int decimals) {
    for (int k = max_decimals; k > decimals; --k) fine = fine / 10 + (fine % 10 != 0 ? 1 : 0);
    return fine;
}

inline std::string resources_content(const SelectionProblem& problem) {
    base::Sha256 sha;
    sha.field("iqmatch-resources-1").number(static_cast<std::int64_t>(problem.resource_count()));
    for (std::size_t r = 0; r < problem.resource_count(); ++r)
        sha.field(problem.resources[r])
            .number(static_cast<std::int64_t>(problem.capacities[r]))
            .number(problem.minima.empty() ? 0 : static_cast<std::int64_t>(problem.minima[r]));
    return sha.hex();
}

}  // namespace detail

IQMATCH_INLINE std::optional<Resolution> Resolution::parse(std::string_view text) {
    if (text == "auto") return Resolution{0, true};
    Decimal number;
    if (Decimal::read(text, number) != Decimal::Fault::none) return std::nullopt;
    for (int decimals = 0; decimals <= max_decimals; ++decimals) {
        const Decimal::OnGrid value = number.on_grid(decimals);
        if (value.exact && value.units == 1) return Resolution{decimals, false};
    }
    return std::nullopt;
}

IQMATCH_INLINE std::string Resolution::text() const {
    return automatic ? "auto" : grid_text(1, decimals);
}

IQMATCH_INLINE std::optional<base::Finding> key_finding(std::string_view key) {
    std::string_view code;
    std::string detail;
    if (key.empty()) {
        code = "key_empty";
    } else if (const std::size_t bad = base::utf8_error(key); bad != std::string_view::npos) {
        code = "not_utf8";
        detail = std::to_string(bad + 1);
    } else if (key.size() > detail::longest_key) {
        code = "key_too_long";
    } else if (key.front() == ' ' || key.back() == ' ') {
        code = "key_outer_space";
    } else {
        for (const char c : key) {
            const auto byte = static_cast<unsigned char>(c);
            if (c != ';' && byte >= 0x20 && byte != 0x7f) continue;
            code = "key_bad_character";
            constexpr std::string_view hex = "0123456789ABCDEF";
            detail = c == ';' ? "\";\"" : std::string("U+00") + hex[byte >> 4] + hex[byte & 15U];
            break;
        }
    }
    if (code.empty()) return std::nullopt;
    base::Finding finding = base::make_finding(code);
    finding.value = base::shorten(key);
    finding.detail = std::move(detail);
    return finding;
}

IQMATCH_INLINE std::optional<SelectionInput> try_read_selection(const base::TextTable& options,
                                                                const base::TextTable& resources,
                                                                const Resolution& resolution,
                                                                bool must_assign, base::Findings& findings) {
    if (!resolution.automatic && (resolution.decimals < 0 || resolution.decimals > max_decimals))
        throw base::UsageError("the resolution must be a power of ten from 1 to 1e-9");
    SelectionBuilder builder(resolution.automatic ? 0 : resolution.decimals, must_assign);
    detail::OptionsReader reader(options, resources.file(), resolution, builder);
    base::Findings of_resources;  // RESOURCES must be known first, but OPTIONS is reported first
    for (const base::Finding& finding : findings.items()) of_resources.add(finding);
    const std::size_t before = findings.items().size();
    detail::ResourcesReader(resources, builder).read(of_resources);
    reader.read(findings);
    for (std::size_t i = before; i < of_resources.items().size(); ++i) findings.add(of_resources.items()[i]);

    SelectionInput out;
    out.problem = std::move(reader.built().problem);
    SelectionProblem& problem = out.problem;
    detail::TableChecks checks(options);
    if (findings.ok()) {
        int decimals = resolution.automatic ? max_decimals : resolution.decimals;
        const auto fits = [&] {
            return detail::solvable(problem, detail::coarser(reader.largest(), decimals));
        };
        while (resolution.automatic && decimals > 0 && !fits()) --decimals;
        if (!fits())
            checks.add("resolution_unsupported", 0, "value", {},
                       grid_text(1, decimals) + ", max |value| " +
                           grid_text(detail::coarser(reader.largest(), decimals), decimals) +
                           ", --must-assign, n = " + std::to_string(problem.candidate_count()));
        problem.decimals = decimals;
        checks.hand_over(findings);
    }
    if (!findings.ok()) return std::nullopt;

    base::Sha256 sha;
    sha.field("iqmatch-options-table-1").number(static_cast<std::int64_t>(problem.candidate_count()));
    const std::size_t value_column = *options.column("value");
    std::uint64_t rounded = 0;
    for (std::size_t c = 0; c < problem.candidate_count(); ++c) {
        sha.field(problem.candidates[c])
            .number(static_cast<std::int64_t>(problem.offsets[c + 1] - problem.offsets[c]));
        for (OptionIndex o = problem.offsets[c]; o < problem.offsets[c + 1]; ++o) {
            out.option_rows.push_back(reader.rows()[reader.built().sources[o]]);
            Decimal number;
            (void)Decimal::read(options.cell(out.option_rows.back(), value_column), number);
            const Decimal::OnGrid value = number.on_grid(problem.decimals);
            problem.values[o] = static_cast<std::int64_t>(value.units);
            rounded += value.exact ? 0U : 1U;
            sha.field(problem.options[o]).field(number.canonical());
            std::int64_t uses = 0;
            problem.for_each_use(o, [&](const graph::Use&) { ++uses; });
            sha.number(uses);
            problem.for_each_use(o, [&](const graph::Use& use) {
                sha.field(problem.resources[use.resource]).number(use.amount);
            });
        }
    }
    out.options_content = sha.hex();
    out.resources_content = detail::resources_content(problem);
    if (rounded != 0)
        checks.add("value_more_decimals", 0, "value", std::to_string(rounded),
                   grid_text(1, problem.decimals));
    checks.hand_over(findings);
    return out;
}

IQMATCH_INLINE SelectionInput read_selection(const base::TextTable& options, const base::TextTable& resources,
                                             const Resolution& resolution, bool must_assign) {
    base::Findings findings;
    auto input = try_read_selection(options, resources, resolution, must_assign, findings);
    if (!input) throw base::DataError(std::move(findings));
    return std::move(*input);
}

IQMATCH_INLINE std::string original_total(const base::TextTable& options, const SelectionInput& input,
                                          std::span<const OptionIndex> chosen) {
    const auto column = options.column("value");
    if (!column) throw base::UsageError("the OPTIONS table has no column value");
    ExactSum sum;
    for (const OptionIndex option : chosen) {
        if (option == no_option) continue;
        if (option >= input.option_rows.size())
            throw base::UsageError("an option that does not exist was chosen");
        Decimal number;
        if (Decimal::read(options.cell(input.option_rows[option], *column), number) != Decimal::Fault::none)
            throw base::UsageError("the OPTIONS table is not the one that was read");
        sum.add(number);
    }
    return sum.text();
}

}  // namespace iqmatch::inline v0::tables
