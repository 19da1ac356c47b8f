// SPDX-License-Identifier: Apache-2.0
/// @file
/// A result as a folder: complete or not there at all.
#pragma once

#include <filesystem>
#include <functional>
#include <iqmatch/io/json_value.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::io {

/// The value of `schema` in every summary.json.
inline constexpr std::string_view summary_schema = "iqmatch-summary-1";

/// Called with the bytes of summary.json when everything is written but not yet in its place. What it throws
/// goes on, and nothing of the result remains.
using BeforePublish = std::function<void(std::string_view)>;

/// By what an earlier folder of the same kind is known: a file that lists all others under `files`.
struct FolderKind {
    std::string_view manifest = "summary.json";
    std::string_view schema = summary_schema;  ///< the value of its key `schema`
    std::string_view command{};  ///< the value of its key `command`; empty = any: what may be replaced
};

/// Collects the files of a result and writes them all at once.
///
/// The folder may be new, empty, or hold an earlier result, which is replaced as a whole: a manifest
/// (summary.json) of our schema and no file that it does not list. Anything else is refused and left alone.
/// The files are written into a folder beside it, the manifest last; then that folder takes the place of the
/// old one (see replace_folder).
class ResultFolder {
  public:
    /// Looks at the folder; writes nothing. @throws base::UsageError if it must not be replaced,
    /// base::FileError if it cannot be looked at or its parent is no folder.
    explicit ResultFolder(std::filesystem::path folder, FolderKind kind = {});

    /// @throws base::UsageError for a name that is no plain file name, is the manifest or was added before.
    void add_file(std::string name, std::string bytes);

    /// Adds `files` (name: SHA-256) to the summary, in its place if it has that key, and writes everything.
    /// @return the bytes of the manifest. @throws as the constructor; then the folder is as it was.
    std::string finish(JsonValue summary, const BeforePublish& before = {});

  private:
    std::filesystem::path folder_;
    FolderKind kind_;
    std::vector<std::pair<std::string, std::string>> files_;
};

}  // namespace iqmatch::inline v0::io
