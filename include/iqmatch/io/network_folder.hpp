// SPDX-License-Identifier: Apache-2.0
/// @file
/// A network as a folder.
#pragma once

#include <filesystem>
#include <iqmatch/domain/network.hpp>

namespace iqmatch::inline v0::io {

/// Writes network.json and a CSV file per table that has rows, `candidates` and `vacancies` in any case; a
/// catalogue that is not the built-in one as a folder `catalogue` beside them. load_network() reads an equal
/// network. Nothing is seen of it until all is written.
/// @throws base::UsageError for a folder that holds anything; base::FileError.
void write_network_folder(const std::filesystem::path& folder, const domain::Network& network);

}  // namespace iqmatch::inline v0::io
