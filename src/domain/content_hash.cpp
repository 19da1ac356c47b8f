// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/domain/detail/content_hash.hpp>

namespace iqmatch::inline v0::domain::detail {

void hash_tables(base::Sha256& hash, std::span<const Table> all) {
    for (const Table& table : all) {
        if (table.rows() == 0) continue;
        hash.field(table.name()).number(static_cast<std::int64_t>(table.rows()));
        for (std::size_t row = 0; row < table.rows(); ++row) {
            for (const Column& column : table.columns()) {
                const CellState state = column.state(row);
                if (state == CellState::unknown) continue;
                hash.field(column.schema().name).number(static_cast<std::int64_t>(state));
                hash.field(column.canonical(row));
            }
            hash.field({});  // no column has an empty name: the row ends here
        }
    }
}

}  // namespace iqmatch::inline v0::domain::detail
