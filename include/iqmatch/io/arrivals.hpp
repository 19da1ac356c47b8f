// SPDX-License-Identifier: Apache-2.0
/// @file
/// People who are expected, added to those who are known.
#pragma once

#include <filesystem>
#include <iqmatch/domain/network.hpp>

namespace iqmatch::inline v0::io {

/// A network with the people of another one added: of the folder `arrivals` the tables about people are
/// taken. Left out are what they have begun or been promised there (`participations`, `decisions`,
/// `entry_tests`, `employments`) and wishes for an employer, because they name records of that network. Where
/// a key is taken already, all their keys get `arrival-` in front.
/// @throws base::DataError with all findings of the folder or of the whole; base::FileError for what cannot
/// be read.
[[nodiscard]] domain::Network with_arrivals(const domain::Network& network,
                                            const std::filesystem::path& arrivals);

}  // namespace iqmatch::inline v0::io
