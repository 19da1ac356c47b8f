// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/io/detail/rebuild.hpp>
#include <iqmatch/io/detail/result_files.hpp>
#include <iqmatch/io/read_file.hpp>
#include <system_error>

namespace iqmatch::inline v0::io::detail {

namespace {

namespace fs = std::filesystem;
using Kind = JsonValue::Kind;

/// The files beside summary.json that a result consists of; empty for a command that is not known.
std::vector<std::string> files_of(const std::string& command, const std::string& status) {
    std::vector<std::string> out;
    if (command != "match" && command != "solve") return out;
    out = {"assignment.csv", "prices.csv"};
    if (command == "match") out.emplace_back("unmatched.csv");
    if (status == "infeasible") out.emplace_back("witness.csv");
    return out;
}

/// Which of them only some results have; whether this one does, a look at its inputs tells.
constexpr std::array<std::string_view, 5> only_sometimes{"added.csv", "changes.csv", "decisions.csv",
                                                         "plans.csv", "waiting.csv"};

bool holds(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::string result_hash(const ResultFiles& files) {
    std::string canonical = "iqmatch-result\n";
    for (const auto& [name, bytes] : files.bytes) canonical += name + "\n" + base::sha256_hex(bytes) + "\n";
    return base::sha256_hex(canonical);
}

std::optional<std::string> read_summary_text(const fs::path& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error))
        throw base::FileError(folder.string(), error ? error.message() : "is not a result folder");
    const fs::path file = folder / "summary.json";
    if (fs::status(file, error).type() == fs::file_type::not_found) return std::nullopt;
    return read_file(file);
}

ResultFiles read_result_files(const fs::path& folder, const JsonValue& summary) {
    ResultFiles out;
    const auto refuse = [&](const char* code, const std::string& name) {
        out.refusals.push_back({code, name, ""});
    };
    const JsonValue& files = required(summary, "files", Kind::object);
    const std::vector<std::string> wanted = files_of(required(summary, "command", Kind::text).text(),
                                                     required(summary, "status", Kind::text).text());
    for (const std::string& name : wanted)
        if (files.find(name) == nullptr) refuse("file_missing", name);
    for (const auto& [name, hash] : files.members()) {
        std::error_code error;
        const bool plain = name.find_first_of("/\\") == std::string::npos && name != "summary.json";
        if (!plain || !fs::is_regular_file(folder / name, error)) {
            refuse("file_missing", name);
            continue;
        }
        const bool may_be =
            holds(wanted, "unmatched.csv") &&
            std::find(only_sometimes.begin(), only_sometimes.end(), name) != only_sometimes.end();
        if (!wanted.empty() && !holds(wanted, name) && !may_be) refuse("file_extra", name);
        std::string bytes = read_file(folder / name);
        if (base::sha256_hex(bytes) != hash.text()) refuse("file_changed", name);
        out.bytes.emplace(name, std::move(bytes));
    }
    std::error_code error;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name != "summary.json" && files.find(name) == nullptr) refuse("file_extra", name);
    }
    if (error) throw base::FileError(folder.string(), error.message());
    return out;
}

}  // namespace iqmatch::inline v0::io::detail
