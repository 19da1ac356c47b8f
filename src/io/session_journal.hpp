// SPDX-License-Identifier: Apache-2.0
/// @file
/// Batches of a session as entries of a record. Private to the layer.
#pragma once

#include <iqmatch/io/session_folder.hpp>
#include <vector>

namespace iqmatch::inline v0::io::detail {

/// A batch, its changes and its moves, each as an entry of the person whom it is about.
[[nodiscard]] std::vector<RecordItem> journal_items(const JournalBatch& batch);
/// @throws base::DataError (session_damaged) where entries do not fit together, or one of them that is needed
/// was deleted: those after batch `from` are needed.
[[nodiscard]] std::vector<JournalBatch> journal_batches(const RecordContents& record, std::uint64_t from,
                                                        const std::string& file);
/// Throws session_damaged.
[[noreturn]] void refuse_session(const std::string& file, std::string detail);

}  // namespace iqmatch::inline v0::io::detail
