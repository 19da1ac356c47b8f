// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/detail/resolve.hpp>
#include <iqmatch/io/pending_file.hpp>
#include <iqmatch/io/replace_folder.hpp>
#include <iqmatch/io/write_file.hpp>
#include <system_error>

namespace iqmatch::inline v0::io {

namespace fs = std::filesystem;

namespace {
[[noreturn]] void fail(const fs::path& file, const std::string& reason) {
    throw base::FileError(file.string(), "cannot be written: " + reason);
}
std::string reason_of(int code) {
    return std::generic_category().message(code);
}
}  // namespace

PendingFile::PendingFile(const fs::path& file) : file_(file) {
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    const bool missing = status.type() == fs::file_type::not_found;
    if (error && !missing) fail(file, error.message());
    if (fs::is_directory(status)) fail(file, "it is a folder");
    if (!missing && ::access(file.c_str(), W_OK) != 0) fail(file, reason_of(errno));
    if (!missing && !fs::is_regular_file(status)) return;  // a device, a pipe
    file_ = detail::resolve(file);
    if (!file.has_filename()) fail(file, "it has no file name");
    fs::path waiting = free_sibling(file_, "new");
    errno = 0;
    std::FILE* stream = std::fopen(waiting.c_str(), "wbx");
    if (stream == nullptr) fail(file, reason_of(errno));
    std::fclose(stream);
    waiting_ = std::move(waiting);
    if (!missing)
        fs::permissions(waiting_, status.permissions(), error);  // as it was, where that is possible
}

PendingFile::~PendingFile() {
    std::error_code ignored;
    if (!waiting_.empty()) fs::remove(waiting_, ignored);
}

void PendingFile::write(std::string_view bytes) {
    write_file(waiting_.empty() ? file_ : waiting_, bytes);
    written_ = true;
}

void PendingFile::publish() {
    if (!written_ || waiting_.empty()) return;
    std::error_code error;
    fs::rename(waiting_, file_, error);
    if (error) fail(file_, error.message());
    waiting_.clear();
}

bool stands_in(const fs::path& file, const fs::path& folder) {
    const fs::path inner = detail::resolve(file), outer = detail::resolve(folder);
    return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

}  // namespace iqmatch::inline v0::io
