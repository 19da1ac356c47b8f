// SPDX-License-Identifier: Apache-2.0
/// @file
/// What the commands on a NETWORK share.
#pragma once

#include <CLI/CLI.hpp>
#include <iqmatch/base/date.hpp>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/match.hpp>
#include <optional>
#include <string>
#include <vector>

namespace iqmatch_cli {

struct NetworkArguments {
    std::string network, rules, card, date;

    [[nodiscard]] iqmatch::io::MatchSources sources() const {
        iqmatch::io::MatchSources out{network};
        if (!rules.empty()) out.rules = rules;
        if (!card.empty()) out.card = card;
        return out;
    }
    /// Where it is read from, empty texts for what is compiled in.
    [[nodiscard]] std::vector<std::string> paths() const { return {network, rules, card}; }
    /// --date. @throws UsageError if it is no date.
    [[nodiscard]] std::optional<iqmatch::base::Date> day() const {
        if (date.empty()) return std::nullopt;
        const auto parsed = iqmatch::base::Date::parse(date);
        if (!parsed) throw iqmatch::base::UsageError("--date is a day such as 2026-12-31");
        return parsed;
    }
};

/// NETWORK, --date, --model, --rules.
inline void add_network_arguments(CLI::App& command, NetworkArguments& arguments) {
    command.add_option("NETWORK", arguments.network, "Folder with network.json and its tables")->required();
    command
        .add_option("--date", arguments.date, "Day for which rules are asked (default: as_of of the network)")
        ->type_name("YYYY-MM-DD");
    command.add_option("--model", arguments.card, "Model card (default: the one compiled in)")
        ->type_name("CARD");
    command
        .add_option("--rules", arguments.rules,
                    "Folder whose tables replace the built-in rule tables by name")
        ->type_name("DIR");
}

}  // namespace iqmatch_cli
