// SPDX-License-Identifier: Apache-2.0
/// @file
/// Networks of some of what a session's rows say. Private to the layer.
#pragma once

#include <iqmatch/domain/network.hpp>
#include <iqmatch/domain/network_builder.hpp>
#include <iqmatch/domain/row_book.hpp>
#include <span>
#include <string>
#include <vector>

namespace iqmatch::inline v0::matching::detail {

/// Where vacancies and measures come from.
enum class OffersFrom : std::uint8_t {
    known,      ///< all as in a network that is known
    vacancies,  ///< vacancies as the rows say, the rest as in that network
    rows        ///< everything as the rows say
};

/// The offers, with these people and the units they belong to. Who is not there is left out.
[[nodiscard]] domain::NetworkResult network_of(const domain::RowBook& book, const domain::Network& known,
                                               OffersFrom offers, std::span<const std::string> people);

/// Some vacancies alone, with these people, of whom nothing is said about other vacancies.
/// @param known whose employers and measures these are.
[[nodiscard]] domain::NetworkResult network_of_vacancies(const domain::RowBook& book,
                                                         const domain::Network& known,
                                                         std::span<const std::string> vacancies,
                                                         std::span<const std::string> people);

}  // namespace iqmatch::inline v0::matching::detail
