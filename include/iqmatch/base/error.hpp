// SPDX-License-Identifier: Apache-2.0
/// @file
/// The kinds of failure. Misuse throws UsageError; bad data throws one DataError with all findings; a file
/// that cannot be read or written throws FileError; the outcome of a solve is a status, never an exception.
#pragma once

#include <iqmatch/base/finding.hpp>
#include <iqmatch/base/internal_error.hpp>
#include <stdexcept>
#include <string>

namespace iqmatch::inline v0::base {

/// A precondition of a call was broken. Program exit code 2.
class UsageError : public std::invalid_argument {
  public:
    using std::invalid_argument::invalid_argument;
};

/// The data has errors. Carries every finding of the load, warnings included. Program exit code 1.
class DataError : public std::runtime_error {
  public:
    explicit DataError(Findings findings);
    [[nodiscard]] const Findings& findings() const noexcept { return *findings_; }

  private:
    std::shared_ptr<const Findings> findings_;  // shared: copying an exception must not throw
};

/// A file cannot be read or written. Program exit code 5.
class FileError : public std::runtime_error {
  public:
    FileError(std::string path, const std::string& why);
    [[nodiscard]] const std::string& path() const noexcept { return *path_; }

  private:
    std::shared_ptr<const std::string> path_;
};

}  // namespace iqmatch::inline v0::base

#if defined(IQMATCH_HEADER_ONLY)
#include <iqmatch/base/impl/error.ipp>
#endif
