// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fstream>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/detail/network_json.hpp>
#include <iqmatch/io/network.hpp>
#include <iqmatch/io/read_file.hpp>
#include <system_error>
#include <vector>

namespace iqmatch::inline v0::io {

namespace {

namespace fs = std::filesystem;

/// File names of the CSV files of a folder, sorted by bytes.
std::vector<std::string> csv_files(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) throw base::FileError(folder.string(), "not a folder");
    std::vector<std::string> out;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        std::string extension = entry->path().extension().string();
        std::transform(extension.begin(), extension.end(), extension.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        std::error_code unseen;
        if (extension == ".csv" && !entry->is_directory(unseen))
            out.push_back(entry->path().filename().string());
    }
    if (error) throw base::FileError(folder.string(), error.message());
    std::sort(out.begin(), out.end());
    return out;
}

bool holds(const std::vector<std::string>& files, std::string_view name) {
    return std::find(files.begin(), files.end(), name) != files.end();
}

/// A table of the schema. Where its header cannot be used, it comes back without columns, which tells the
/// builder that everything about it has been said.
base::TextTable read_table(const fs::path& file, std::string name, const std::string& shown,
                           base::Findings& findings) {
    const std::size_t before = findings.items().size();
    base::TextTable table = read_csv(file, name, findings, shown);
    const auto& items = findings.items();
    const bool bad_header =
        std::any_of(items.begin() + static_cast<std::ptrdiff_t>(before), items.end(), [](const auto& f) {
            return f.code == "file_empty" || f.code == "semicolon_separated" ||
                   f.code == "column_duplicate" || f.code == "column_outer_space";
        });
    if (bad_header) return base::TextTable(std::move(name), shown, {});
    return table;
}

/// The header of a file that no table of this version is read from; empty where there is none to be had.
std::vector<std::string> header_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string start(std::size_t(1) << 16, '\0');
    in.read(start.data(), static_cast<std::streamsize>(start.size()));
    start.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
    if (const std::size_t semicolon = start.find(';');
        semicolon < start.find('\n') && start.find(',') > start.find('\n'))
        std::replace(start.begin(), start.end(), ';', ',');
    base::Findings unheard;
    return parse_csv(start, {}, {}, unheard).header();
}

const domain::TableSchema* schema_of(const std::string& file) {
    if (!file.ends_with(".csv")) return nullptr;
    return domain::find_table_schema(file.substr(0, file.size() - 4));
}

/// One load: everything that is found wrong comes together in one list.
class Loader {
  public:
    explicit Loader(const fs::path& folder) : folder_(folder), files_(csv_files(folder)) {}

    domain::NetworkResult load() {
        const detail::NetworkJson json = read_json();
        domain::NetworkSettings settings;
        settings.name = json.name;
        // Without a date nothing is stale; without a date there is an error already.
        settings.as_of = json.as_of.value_or(base::Date(std::chrono::year(1900) / 1 / 1));
        if (json.stale_after_days) settings.stale_after_days = *json.stale_after_days;
        domain::NetworkBuilder builder(settings);
        read_catalogue(json.catalogue, builder);
        for (const std::string& file : files_) read_file_of(file, json.catalogue == "embedded", builder);
        return builder.note(findings_).try_build();
    }

  private:
    detail::NetworkJson read_json() {
        const fs::path file = folder_ / "network.json";
        std::error_code error;
        if (fs::status(file, error).type() != fs::file_type::not_found)
            return detail::parse_network_json(read_file(file), "network.json", findings_);
        base::Finding missing = base::make_finding("table_missing");
        missing.file = missing.value = "network.json";
        missing.detail = "network.json, candidates.csv, vacancies.csv";
        findings_.add(std::move(missing));
        detail::NetworkJson unknown;
        if (holds(files_, "regions.csv") && holds(files_, "occupations.csv")) unknown.catalogue = "embedded";
        return unknown;
    }

    void read_catalogue(const std::string& name, domain::NetworkBuilder& builder) {
        if (name == "builtin") return;
        const bool embedded = name == "embedded";
        const fs::path place = embedded ? folder_ : folder_ / fs::path(name);
        std::error_code error;
        if (name.empty() || !fs::is_directory(place, error)) {
            base::Finding unknown = base::make_finding("catalogue_unknown");
            unknown.file = "network.json";
            unknown.column = "catalogue";
            unknown.value = name;
            unknown.detail = "builtin, embedded, DIR/";
            findings_.add(std::move(unknown));
            builder.catalogue_unreadable();
            return;
        }
        domain::CatalogueResult result =
            try_load_catalogue(place, name, embedded ? std::string() : name + "/");
        findings_.append(result.findings);
        if (result.catalogue)
            builder.catalogue(*std::move(result.catalogue));
        else
            builder.catalogue_unreadable();
    }

    void read_file_of(const std::string& file, bool embedded, domain::NetworkBuilder& builder) {
        if (file == "audit.csv") return;
        const domain::TableSchema* schema = schema_of(file);
        if (schema == nullptr && domain::is_binding_table(file)) {
            builder.add(read_table(folder_ / file, file, file, findings_));
        } else if (schema == nullptr) {
            builder.add(base::TextTable(file, file, header_of(folder_ / file)));
        } else if (schema->kind != domain::TableKind::catalogue) {
            builder.add(read_table(folder_ / file, std::string(schema->name), file, findings_));
        } else if (!embedded) {
            base::Finding unused = base::make_finding("table_unused");
            unused.file = unused.value = file;
            unused.detail = "network.json: \"catalogue\": \"embedded\"";
            findings_.add(std::move(unused));
        }
    }

    fs::path folder_;
    std::vector<std::string> files_;
    base::Findings findings_;
};

}  // namespace

domain::CatalogueResult try_load_catalogue(const fs::path& folder, std::string name,
                                           const std::string& prefix) {
    base::Findings findings;
    std::vector<base::TextTable> tables;
    for (const std::string& file : csv_files(folder)) {
        const domain::TableSchema* schema = schema_of(file);
        if (schema != nullptr && schema->kind == domain::TableKind::catalogue)
            tables.push_back(read_table(folder / file, std::string(schema->name), prefix + file, findings));
    }
    domain::CatalogueResult result = domain::Catalogue::try_from_tables(std::move(name), tables);
    findings.append(result.findings);
    if (!findings.ok()) result.catalogue.reset();
    result.findings = std::move(findings);
    return result;
}

domain::NetworkResult try_load_network(const fs::path& folder) {
    return Loader(folder).load();
}

domain::Network load_network(const fs::path& folder) {
    domain::NetworkResult result = try_load_network(folder);
    if (!result.network) throw base::DataError(std::move(result.findings));
    return *std::move(result.network);
}

}  // namespace iqmatch::inline v0::io
