// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <cerrno>
#include <cstdio>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/replace_folder.hpp>
#include <string>

namespace iqmatch::inline v0::io {

namespace {

namespace fs = std::filesystem;

std::error_code exchange_folders([[maybe_unused]] const fs::path& a, [[maybe_unused]] const fs::path& b) {
#if defined(__linux__) && defined(RENAME_EXCHANGE)
    if (::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0) return {};
    return {errno, std::generic_category()};
#else
    return std::make_error_code(std::errc::function_not_supported);
#endif
}

std::error_code rename_folder(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::rename(from, to, error);
    return error;
}

[[noreturn]] void fail(const fs::path& path, const std::error_code& reason) {
    throw base::FileError(path.string(), "cannot be replaced: " + reason.message());
}

/// Thrown where a way back fails: the earlier folder then stands in `old`.
struct Stranded {
    std::error_code reason;
    fs::path old;
};

/// Undoes a step that succeeded.
void undo(const std::error_code& undone, const fs::path& old) {
    if (undone) throw Stranded{undone, old};
}

/// Whether `check` lets the folder go; if not, `put_back` is called before its exception goes on.
template <class PutBack>
void ask(const FolderCheck& check, const fs::path& old, PutBack put_back) {
    try {
        check(old);
    } catch (...) {
        put_back();
        throw;
    }
}

void remove_quietly(const fs::path& folder) {
    std::error_code ignored;  // a result is in place; what is left beside it harms nobody
    fs::remove_all(folder, ignored);
}

void replace(const fs::path& fresh, const fs::path& folder, const FolderCheck& check,
             const FolderMoves& moves) {
    std::error_code error;
    const fs::file_status status = fs::symlink_status(folder, error);
    if (status.type() == fs::file_type::not_found) {
        // A folder that appears meanwhile and holds something makes this fail.
        if (error = moves.rename(fresh, folder); error) fail(folder, error);
        return;
    }
    if (error) fail(folder, error);
    if (!moves.exchange(fresh, folder)) {
        ask(check, fresh, [&] { undo(moves.exchange(fresh, folder), fresh); });
        remove_quietly(fresh);
        return;
    }
    const fs::path old = free_sibling(folder, "old");
    if (error = moves.rename(folder, old); error) fail(folder, error);
    ask(check, old, [&] { undo(moves.rename(old, folder), old); });
    if (error = moves.rename(fresh, folder); error) {
        undo(moves.rename(old, folder), old);
        fail(folder, error);
    }
    remove_quietly(old);
}

}  // namespace

FolderMoves system_moves() {
    return {exchange_folders, rename_folder};
}

fs::path free_sibling(const fs::path& place, std::string_view purpose) {
    for (int n = 0;; ++n) {
        fs::path path = place.parent_path() / ("." + place.filename().string() + ".iqmatch-" +
                                               std::string(purpose) + "-" + std::to_string(n));
        std::error_code error;
        const fs::file_status status = fs::symlink_status(path, error);
        if (status.type() == fs::file_type::not_found) return path;
        if (error) throw base::FileError(path.string(), error.message());
    }
}

void replace_folder(const fs::path& fresh, const fs::path& folder, const FolderCheck& check,
                    const FolderMoves& moves) {
    try {
        replace(fresh, folder, check, moves);
    } catch (const Stranded& stranded) {
        // Nothing is removed here: `fresh` may be the earlier folder.
        throw base::FileError(folder.string(), "cannot be put back (" + stranded.reason.message() +
                                                   "); the earlier result stands complete in " +
                                                   stranded.old.string());
    } catch (...) {
        remove_quietly(fresh);
        throw;
    }
}

}  // namespace iqmatch::inline v0::io
