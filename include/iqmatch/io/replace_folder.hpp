// SPDX-License-Identifier: Apache-2.0
/// @file
/// Puts a finished folder where another one may stand, so that at no moment data can be lost.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>
#include <system_error>

namespace iqmatch::inline v0::io {

/// The steps of which a replacement consists. Replaceable, so that tests can make any of them fail.
struct FolderMoves {
    using Path = std::filesystem::path;
    /// Exchanges two folders in one step, or says why it cannot.
    std::function<std::error_code(const Path&, const Path&)> exchange;
    /// Renames a folder to a name that is free.
    std::function<std::error_code(const Path&, const Path&)> rename;
};

/// What the system offers. Where it has no exchange, that step says function_not_supported.
[[nodiscard]] FolderMoves system_moves();

/// Throws if the folder holds something that must not go.
using FolderCheck = std::function<void(const std::filesystem::path&)>;

/// Gives `fresh` the name `folder`; both have the same parent. Where `folder` exists, the two are exchanged
/// in one step. File systems that cannot do so get two renamings: for that moment the old folder stands
/// beside its place as `.NAME.iqmatch-old-N`, and comes back if the second renaming fails. The old folder is
/// removed only after `check` has been asked about it once more, in a place where nobody looks for it any
/// more.
/// @throws base::FileError if a step fails, or what `check` throws. Then `folder` is as it was and `fresh` is
/// removed; or, where even the way back failed, nothing is removed and the error says where the old folder
/// stands.
void replace_folder(const std::filesystem::path& fresh, const std::filesystem::path& folder,
                    const FolderCheck& check, const FolderMoves& moves = system_moves());

/// A name beside `place` that is not taken: ".NAME.iqmatch-PURPOSE-N".
[[nodiscard]] std::filesystem::path free_sibling(const std::filesystem::path& place,
                                                 std::string_view purpose);

}  // namespace iqmatch::inline v0::io
