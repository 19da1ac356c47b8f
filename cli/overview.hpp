// SPDX-License-Identifier: Apache-2.0
/// @file
/// A result from above, as a terminal shows it.
#pragma once

#include <cstdint>
#include <iqmatch/explain/aggregates.hpp>
#include <iqmatch/matching/questions.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>
#include "command.hpp"

namespace iqmatch_cli {

/// A count, or a dash for one that is not told.
[[nodiscard]] std::string figure(const std::optional<std::uint64_t>& count);
/// Columns set flush: the first to the left, the others to the right.
void print_table(const std::vector<std::vector<std::string>>& rows);
/// One line per group of the dimension: people, with a proposal, positions, filled, the best price of one
/// more.
void print_groups(const Context& context, std::span<const iqmatch::explain::Aggregate> rows,
                  iqmatch::explain::Dimension dimension);
/// The questions whose answers open most options, at most `limit`.
void print_questions(const Context& context, std::span<const iqmatch::matching::OpenQuestion> questions,
                     std::size_t limit);

}  // namespace iqmatch_cli
