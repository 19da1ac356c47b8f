// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/rule_tables.hpp>
#include <system_error>
#include <vector>

namespace iqmatch::inline v0::io {

namespace fs = std::filesystem;

rules::RuleTables load_rules(const fs::path& folder, std::string_view display_name) {
    auto result = try_load_rules(folder, display_name);
    if (!result.tables) throw base::DataError(std::move(result.findings));
    return std::move(*result.tables);
}

rules::RuleTablesResult try_load_rules(const fs::path& folder, std::string_view display_name) {
    const std::string shown = display_name.empty() ? folder.string() : std::string(display_name);
    std::error_code error;
    std::vector<fs::path> files;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (entry->path().extension() == ".csv") files.push_back(entry->path());
    if (error) throw base::FileError(shown, error.message());
    if (files.empty()) throw base::FileError(shown, "the folder holds no rule table (*.csv)");
    std::sort(files.begin(), files.end());

    base::Findings read;
    std::vector<base::TextTable> tables;
    for (const fs::path& file : files)
        tables.push_back(read_csv(file, file.stem().string(), read, shown + "/" + file.filename().string()));
    auto result = rules::RuleTables::try_from_tables(tables);
    read.append(result.findings);
    if (!read.ok()) result.tables.reset();
    result.findings = std::move(read);
    return result;
}

}  // namespace iqmatch::inline v0::io
