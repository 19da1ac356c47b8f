// SPDX-License-Identifier: Apache-2.0
/// @file
/// A file that is promised before the work and written after it.
#pragma once

#include <filesystem>
#include <string_view>

namespace iqmatch::inline v0::io {

/// Finds out at once whether a file can be written, and replaces it as a whole at the end. Until publish()
/// nothing is seen of it but an empty file `.NAME.iqmatch-new-N` beside it, which goes away with the object.
/// A device or a pipe is written to directly.
class PendingFile {
  public:
    /// @throws base::FileError if it is a folder, or cannot be created or replaced where it stands.
    explicit PendingFile(const std::filesystem::path& file);
    ~PendingFile();
    PendingFile(const PendingFile&) = delete;
    PendingFile& operator=(const PendingFile&) = delete;

    /// Writes all bytes to where they wait for publish(); a device or pipe has them from then on.
    /// @throws base::FileError
    void write(std::string_view bytes);
    /// Gives the file its name; does nothing without write(). @throws base::FileError
    void publish();

  private:
    std::filesystem::path file_;     ///< without links
    std::filesystem::path waiting_;  ///< empty for a device or pipe, and after publish()
    bool written_ = false;
};

/// Whether `file` would stand inside `folder`, or be it; links are followed as far as they exist.
/// @throws base::FileError if a path cannot be followed.
[[nodiscard]] bool stands_in(const std::filesystem::path& file, const std::filesystem::path& folder);

}  // namespace iqmatch::inline v0::io
