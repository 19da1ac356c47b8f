// SPDX-License-Identifier: Apache-2.0
/// @file
/// Networks and catalogues from folders.
#pragma once

#include <filesystem>
#include <iqmatch/domain/catalogue.hpp>
#include <iqmatch/domain/network.hpp>
#include <iqmatch/domain/network_builder.hpp>
#include <string>

namespace iqmatch::inline v0::io {

/// Loads the network of a folder: network.json and the CSV tables that the schema knows. `audit.csv` is never
/// opened. Other CSV files are a warning; of them only the header is looked at, for columns that no table may
/// have. Nothing is loaded by halves.
/// @throws base::DataError with all findings about all files; base::FileError where the folder or one of its
/// files cannot be read.
[[nodiscard]] domain::Network load_network(const std::filesystem::path& folder);
/// The same with the findings as a value. @throws base::FileError as above.
[[nodiscard]] domain::NetworkResult try_load_network(const std::filesystem::path& folder);

/// Loads a catalogue from a folder of CSV tables (regions and occupations are required).
/// @param prefix put before file names in findings, such as "catalogue/".
/// @throws base::FileError where the folder or one of its files cannot be read.
[[nodiscard]] domain::CatalogueResult try_load_catalogue(const std::filesystem::path& folder,
                                                         std::string name, const std::string& prefix = {});

}  // namespace iqmatch::inline v0::io
