// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/error.hpp>
#include <iqmatch/domain/extend.hpp>
#include <iqmatch/domain/row_book.hpp>
#include <iqmatch/domain/schema.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/json_value.hpp>
#include <iqmatch/io/network_folder.hpp>
#include <iqmatch/io/replace_folder.hpp>
#include <iqmatch/io/write_file.hpp>
#include <system_error>

namespace iqmatch::inline v0::io {
namespace {

namespace fs = std::filesystem;

void make_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw base::FileError(folder.string(), error.message());
}

void write_tables(const fs::path& folder, const std::vector<base::TextTable>& tables) {
    for (const base::TextTable& table : tables)
        write_file(folder / (table.name() + ".csv"), write_csv(table));
}

void require_free(const fs::path& folder) {
    std::error_code error;
    if (fs::exists(folder, error) && (!fs::is_directory(folder, error) || !fs::is_empty(folder, error)))
        throw base::UsageError(folder.string() +
                               " holds something: a network is written to a new or empty folder");
}

}  // namespace

void write_network_folder(const fs::path& folder, const domain::Network& network) {
    require_free(folder);
    const fs::path fresh = free_sibling(folder, "new");
    make_folder(fresh);
    try {
        const bool builtin =
            network.catalogue().content_hash() == domain::Catalogue::builtin().content_hash();
        JsonValue json = JsonValue::object();
        json.set("format", domain::network_format).set("name", network.name());
        json.set("as_of", network.as_of().iso()).set("catalogue", builtin ? "builtin" : "catalogue");
        if (!builtin) {
            make_folder(fresh / "catalogue");
            write_tables(fresh / "catalogue", domain::text_tables(network.catalogue()));
        }
        write_tables(fresh, domain::RowBook(network).tables());
        write_file(fresh / "network.json", json.dump());
        replace_folder(fresh, folder, require_free);
    } catch (...) {
        std::error_code error;
        fs::remove_all(fresh, error);
        throw;
    }
}

}  // namespace iqmatch::inline v0::io
