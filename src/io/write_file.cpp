// SPDX-License-Identifier: Apache-2.0
#include <cerrno>
#include <cstdio>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/write_file.hpp>
#include <system_error>

namespace iqmatch::inline v0::io {

void write_file(const std::filesystem::path& file, std::string_view bytes) {
    const auto fail = [&](int reason) {
        throw base::FileError(file.string(), "cannot be written: " + std::generic_category().message(reason));
    };
    errno = 0;
    std::FILE* stream = std::fopen(file.string().c_str(), "wb");
    if (stream == nullptr) fail(errno);
    const bool written = std::fwrite(bytes.data(), 1, bytes.size(), stream) == bytes.size();
    int reason = errno;
    // A full disk may show only when the buffer is flushed.
    if (std::fclose(stream) != 0 && written) {
        reason = errno;
        fail(reason);
    }
    if (!written) fail(reason);
}

}  // namespace iqmatch::inline v0::io
