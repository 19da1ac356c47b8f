// SPDX-License-Identifier: Apache-2.0
/// @file
/// People who use places or seats, or for whom some are kept: what is said about them changes what others may
/// have. Private to the layer.
#pragma once

#include <iqmatch/domain/row_book.hpp>

namespace iqmatch::inline v0::matching::detail {

/// Whether anything is used by or kept for the person.
[[nodiscard]] bool takes_place(const domain::RowBook& book, const domain::EntityRows& candidate);
/// Whether that is more than places of single vacancies: a seat, or one of the places that an employer has
/// for people in recognition.
[[nodiscard]] bool takes_more(const domain::RowBook& book, const domain::EntityRows& candidate);
/// The unit that the person belongs to; empty for none.
[[nodiscard]] std::string_view unit_of(const domain::EntityRows& candidate);
/// Whether any row of the person speaks of an employer, vacancy or run.
[[nodiscard]] bool speaks_of(const domain::EntityRows& candidate, domain::Entity entity,
                             std::string_view key);

}  // namespace iqmatch::inline v0::matching::detail
