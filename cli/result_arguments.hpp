// SPDX-License-Identifier: Apache-2.0
/// @file
/// What commands share that look at a result of match, or match first where none is named.
#pragma once

#include <CLI/CLI.hpp>
#include <iqmatch/io/match.hpp>
#include <iqmatch/matching/assignment.hpp>
#include <iqmatch/tables/selection.hpp>
#include <optional>
#include <string>
#include "command.hpp"
#include "network_arguments.hpp"

namespace iqmatch_cli {

struct ResultArguments {
    NetworkArguments network;
    std::string result, out;
    std::uint64_t gap_e9 = iqmatch::tables::usual_gap_e9;

    /// Everything that is read and must stay as it is.
    [[nodiscard]] std::vector<std::string> paths() const {
        std::vector<std::string> all = network.paths();
        all.push_back(result);
        return all;
    }
};

/// NETWORK with its options, --result, --out, --gap, limits, --json and the like.
void add_result_arguments(CLI::App& command, Context& context, ResultArguments& arguments);

/// The assignment of --result, checked, or else one made now with plans. Empty where the result is none of
/// these inputs: that has been said, and the exit code is certificate_fails.
[[nodiscard]] std::optional<iqmatch::matching::Assignment> obtain(Context& context,
                                                                  const ResultArguments& arguments,
                                                                  const iqmatch::io::MatchInputs& inputs,
                                                                  const iqmatch::base::Control& control);

/// `stopped` where the match that was made for the command ended at a limit, else `done`. A result that was
/// named is taken as it is.
[[nodiscard]] int exit_code_of(const ResultArguments& arguments,
                               const iqmatch::matching::Assignment& assignment);

}  // namespace iqmatch_cli
