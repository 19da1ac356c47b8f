// SPDX-License-Identifier: Apache-2.0
#include "durable.hpp"
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <iqmatch/base/error.hpp>
#include <system_error>
#include <utility>

namespace iqmatch::inline v0::io::detail {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail_durably(const fs::path& file, const char* what) {
    throw base::FileError(file.string(), std::string(what) + ": " + std::generic_category().message(errno));
}

/// Calls again what a signal has interrupted.
template <class Call>
auto uninterrupted(const Call& call) {
    auto result = call();
    while (result == -1 && errno == EINTR) result = call();
    return result;
}

/// False where the disk, or the system, did not take all of it.
bool write_whole(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = uninterrupted([&] { return ::write(descriptor, bytes.data(), bytes.size()); });
        if (written < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return uninterrupted([&] { return ::fsync(descriptor); }) == 0;
}

int open_flags(DurableFile::Mode mode) {
    if (mode == DurableFile::Mode::read) return O_RDONLY | O_CLOEXEC;
    return O_RDWR | O_APPEND | O_CLOEXEC | (mode == DurableFile::Mode::create ? O_CREAT : 0);
}

}  // namespace

DurableFile::DurableFile(fs::path file, Mode mode) : file_(std::move(file)), mode_(mode) {
    descriptor_ = uninterrupted([&] { return ::open(file_.c_str(), open_flags(mode), 0666); });
    if (descriptor_ < 0) fail(mode == Mode::read ? "cannot be read" : "cannot be written");
}

DurableFile::~DurableFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void DurableFile::fail(const char* what) const {
    fail_durably(file_, what);
}

void DurableFile::lock() {
    const int kind = mode_ == Mode::read ? LOCK_SH : LOCK_EX;
    if (uninterrupted([&] { return ::flock(descriptor_, kind); }) != 0) fail("cannot be locked");
}

std::uint64_t DurableFile::size() const {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) fail("cannot be read");
    return static_cast<std::uint64_t>(status.st_size);
}

std::string DurableFile::bytes() const {
    std::string out(size(), '\0');
    std::size_t filled = 0;
    while (filled < out.size()) {
        const auto got = uninterrupted([&] {
            return ::pread(descriptor_, out.data() + filled, out.size() - filled, static_cast<off_t>(filled));
        });
        if (got < 0) fail("cannot be read");
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    out.resize(filled);
    return out;
}

void DurableFile::append(std::string_view bytes) {
    const std::uint64_t before = size();
    if (write_whole(descriptor_, bytes)) return;
    const int reason = errno;
    (void)!::ftruncate(descriptor_, static_cast<off_t>(before));
    errno = reason;
    fail("cannot be written");
}

void DurableFile::cut(std::uint64_t size) {
    if (uninterrupted([&] { return ::ftruncate(descriptor_, static_cast<off_t>(size)); }) != 0 ||
        uninterrupted([&] { return ::fsync(descriptor_); }) != 0)
        fail("cannot be written");
}

void sync_folder(const fs::path& folder) {
    const int descriptor =
        uninterrupted([&] { return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
    if (descriptor < 0) fail_durably(folder, "cannot be written");
    const int synced = uninterrupted([&] { return ::fsync(descriptor); });
    const int reason = errno;
    ::close(descriptor);
    errno = reason;
    // Some file systems know no such thing; what they promise instead is theirs to say.
    if (synced != 0 && reason != EINVAL) fail_durably(folder, "cannot be written");
}

fs::path staged_name(const fs::path& file) {
    return file.parent_path() / ("." + file.filename().string() + ".iqmatch-new");
}

void stage_file(const fs::path& file, std::string_view bytes) {
    const fs::path staged = staged_name(file);
    struct stat status {};
    const bool there = ::stat(file.c_str(), &status) == 0;
    const int descriptor =
        uninterrupted([&] { return ::open(staged.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666); });
    if (descriptor < 0) fail_durably(file, "cannot be written");
    // Where that is not allowed, the usual permissions do.
    if (there) (void)!::fchmod(descriptor, status.st_mode & 07777U);
    const bool written = write_whole(descriptor, bytes);
    const int reason = errno;
    ::close(descriptor);
    if (written) return;
    discard_staged(file);
    errno = reason;
    fail_durably(file, "cannot be written");
}

void publish_staged(const fs::path& file) {
    const fs::path staged = staged_name(file);
    if (::rename(staged.c_str(), file.c_str()) != 0) fail_durably(file, "cannot be replaced");
    sync_folder(file.parent_path());
}

void discard_staged(const fs::path& file) {
    ::unlink(staged_name(file).c_str());
}

std::string random_hex() {
    const fs::path source = "/dev/urandom";
    const int descriptor = uninterrupted([&] { return ::open(source.c_str(), O_RDONLY | O_CLOEXEC); });
    if (descriptor < 0) fail_durably(source, "cannot be read");
    std::array<unsigned char, 32> noise{};
    std::size_t filled = 0;
    while (filled < noise.size()) {
        const auto got =
            uninterrupted([&] { return ::read(descriptor, noise.data() + filled, noise.size() - filled); });
        if (got <= 0) break;
        filled += static_cast<std::size_t>(got);
    }
    const int reason = errno;
    ::close(descriptor);
    errno = reason;
    if (filled < noise.size()) fail_durably(source, "cannot be read");
    std::string out;
    for (const unsigned byte : noise) {
        out += "0123456789abcdef"[byte >> 4U];
        out += "0123456789abcdef"[byte & 15U];
    }
    return out;
}

}  // namespace iqmatch::inline v0::io::detail
