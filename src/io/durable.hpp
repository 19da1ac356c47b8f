// SPDX-License-Identifier: Apache-2.0
/// @file
/// Files that outlive a crash: what has returned from here is on the disk. Private to the layer.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace iqmatch::inline v0::io::detail {

/// A file that is read as a whole, appended to and cut; closed, and unlocked, with the object.
/// Every function throws base::FileError with the path and the system's reason.
class DurableFile {
  public:
    enum class Mode : std::uint8_t {
        read,    ///< it must be there
        append,  ///< it must be there
        create   ///< as append; empty where it was not there
    };
    DurableFile(std::filesystem::path file, Mode mode);
    ~DurableFile();
    DurableFile(const DurableFile&) = delete;
    DurableFile& operator=(const DurableFile&) = delete;

    /// Waits until nobody else holds a lock on the file; with Mode::read until nobody writes. The system
    /// takes the lock away from a process that ends, however it ends.
    void lock();
    [[nodiscard]] std::string bytes() const;
    [[nodiscard]] std::uint64_t size() const;
    /// Writes at the end and waits for the disk. Where it fails the file is as long as before, as far as that
    /// is possible.
    void append(std::string_view bytes);
    /// Shortens the file and waits for the disk.
    void cut(std::uint64_t size);

  private:
    [[noreturn]] void fail(const char* what) const;
    std::filesystem::path file_;
    Mode mode_;
    int descriptor_ = -1;
};

/// Waits until the names in a folder are on the disk. @throws base::FileError
void sync_folder(const std::filesystem::path& folder);

/// Where the next content of a file waits: `.NAME.iqmatch-new` beside it. One writer at a time.
[[nodiscard]] std::filesystem::path staged_name(const std::filesystem::path& file);
/// Writes the next content of a file to where it waits, with the permissions of the file, onto the disk.
/// @throws base::FileError
void stage_file(const std::filesystem::path& file, std::string_view bytes);
/// Lets what waits take the place of the file, for good. @throws base::FileError
void publish_staged(const std::filesystem::path& file);
/// Removes what waits, if anything does.
void discard_staged(const std::filesystem::path& file);

/// 32 bytes that nobody can guess, as 64 hexadecimal digits. @throws base::FileError
[[nodiscard]] std::string random_hex();

}  // namespace iqmatch::inline v0::io::detail
