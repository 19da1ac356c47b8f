// SPDX-License-Identifier: Apache-2.0
#include "overview.hpp"
#include <algorithm>
#include <iostream>
#include <iqmatch/explain/texts.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <string>
#include <vector>

namespace iqmatch_cli {
namespace {

namespace explain = iqmatch::explain;
namespace matching = iqmatch::matching;

/// Characters, not bytes.
std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

}  // namespace

std::string figure(const std::optional<std::uint64_t>& count) {
    return count ? std::to_string(*count) : "–";
}

void print_table(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows)
        for (std::size_t c = 0; c < row.size(); ++c) {
            if (widths.size() <= c) widths.push_back(0);
            widths[c] = std::max(widths[c], width(row[c]));
        }
    for (const auto& row : rows) {
        std::string line = "  ";
        for (std::size_t c = 0; c < row.size(); ++c) {
            const std::string space(widths[c] - width(row[c]), ' ');
            line += c == 0 ? row[c] + space : "  " + space + row[c];
        }
        std::cout << line << "\n";
    }
}

void print_groups(const Context& context, std::span<const explain::Aggregate> rows,
                  explain::Dimension dimension) {
    const auto pick = [&](const char* en, const char* de) { return std::string(context.pick(en, de)); };
    std::vector<std::vector<std::string>> lines{
        {"", pick("people", "Personen"), pick("proposals", "Vorschläge"), pick("positions", "Plätze"),
         pick("filled", "besetzt"), pick("best price of one more", "höchster Preis eines weiteren")}};
    for (const explain::Aggregate& row : rows) {
        if (row.dimension != dimension) continue;
        lines.push_back(
            {row.label, figure(row.count(explain::Count::candidates)),
             figure(row.count(explain::Count::assigned)), figure(row.count(explain::Count::positions)),
             figure(row.count(explain::Count::filled)),
             row.best_price ? context.number(iqmatch::tables::grid_text(*row.best_price, 6)) : "–"});
    }
    print_table(lines);
}

void print_questions(const Context& context, std::span<const matching::OpenQuestion> questions,
                     std::size_t limit) {
    std::vector<std::vector<std::string>> lines;
    for (const matching::OpenQuestion& question : questions) {
        if (question.opens == 0 || lines.size() == limit) break;
        const bool one = question.opens_candidates == 1;
        const explain::Text* text = explain::find_text("asks", question.asks);
        lines.push_back({text == nullptr ? question.asks
                                         : std::string(text->in(context.lang())) + " (" + question.asks + ")",
                         std::to_string(question.opens),
                         std::to_string(question.opens_candidates) +
                             std::string(one ? context.pick(" person", " Person")
                                             : context.pick(" people", " Personen"))});
    }
    if (lines.empty()) return;
    std::cout << context.pick("answers that would open most (options, for whom):\n",
                              "Antworten, die am meisten öffnen würden (Möglichkeiten, für wen):\n");
    print_table(lines);
}

}  // namespace iqmatch_cli
