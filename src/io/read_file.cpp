// SPDX-License-Identifier: Apache-2.0
#include <cerrno>
#include <cstdio>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/read_file.hpp>
#include <memory>
#include <system_error>

namespace iqmatch::inline v0::io {

std::string read_file(const std::filesystem::path& file) {
    const auto fail = [&](int reason) {
        throw base::FileError(file.string(), "cannot be read: " + std::generic_category().message(reason));
    };
    errno = 0;
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> stream(std::fopen(file.string().c_str(), "rb"),
                                                                 &std::fclose);
    if (stream == nullptr) fail(errno);
    std::string bytes;
    // The size is only a guess: pipes have none, and a file may grow.
    std::error_code no_size;
    const auto size = std::filesystem::file_size(file, no_size);
    std::size_t want = no_size ? std::size_t(1) << 16 : static_cast<std::size_t>(size) + 1;
    for (;;) {
        const std::size_t filled = bytes.size();
        bytes.resize(filled + want);
        const std::size_t got = std::fread(bytes.data() + filled, 1, want, stream.get());
        bytes.resize(filled + got);
        if (got < want) break;
        want = std::size_t(1) << 20;
    }
    if (std::ferror(stream.get()) != 0) fail(errno);
    return bytes;
}

}  // namespace iqmatch::inline v0::io
