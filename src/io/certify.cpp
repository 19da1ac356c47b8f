// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/io/certify.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/detail/rebuild.hpp>
#include <iqmatch/io/read_file.hpp>
#include <iqmatch/io/result_folder.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

namespace iqmatch::inline v0::io {

namespace detail {

const JsonValue& required(const JsonValue& object, std::string_view key, JsonValue::Kind kind) {
    const JsonValue* found = object.find(key);
    if (found == nullptr || !found->is(kind)) throw Malformed{std::string(key)};
    return *found;
}

}  // namespace detail

namespace {

namespace fs = std::filesystem;
using Kind = JsonValue::Kind;

/// Commands whose results can be rebuilt.
constexpr std::array<std::pair<std::string_view, detail::Rebuild>, 2> rebuilders{
    {{"match", &detail::rebuild_match}, {"solve", &detail::rebuild_solve}}};

class FolderChecker {
  public:
    explicit FolderChecker(fs::path folder) : folder_(std::move(folder)) {}

    CertifyReport check(const std::vector<fs::path>& moved) {
        std::error_code error;
        if (!fs::is_directory(folder_, error))
            throw base::FileError(folder_.string(), "is not a result folder");
        try {
            if (!read_summary()) return std::move(out_);
            read_files();
            check_selection(moved);
        } catch (const detail::Malformed& malformed) {
            refuse("summary_malformed", "summary.json", malformed.what);
        }
        return std::move(out_);
    }

  private:
    void refuse(std::string_view code, std::string where, std::string what) {
        out_.refusals.push_back({std::string(code), std::move(where), base::shorten(what, 200)});
    }

    bool read_summary() {
        std::error_code error;
        if (!fs::exists(folder_ / "summary.json", error)) {
            refuse("file_missing", "summary.json", "");
            return false;
        }
        base::Findings findings;
        auto summary = parse_json(read_file(folder_ / "summary.json"), "summary.json", findings);
        if (!summary) throw detail::Malformed{findings.items().front().detail};
        summary_ = std::move(*summary);
        if (detail::required(summary_, "schema", Kind::text).text() != summary_schema)
            throw detail::Malformed{"schema"};
        if (detail::required(summary_, "state", Kind::text).text() != "proposal")
            throw detail::Malformed{"state"};
        out_.command = detail::required(summary_, "command", Kind::text).text();
        out_.status = detail::required(summary_, "status", Kind::text).text();
        out_.value = literal("value").value_or("");
        out_.bound = literal("bound").value_or("");
        out_.gap = literal("gap").value_or("");
        out_.candidates = count("candidates");
        out_.assigned = count("assigned");
        out_.options = count("options");
        return true;
    }
    /// A number's literal; empty for null.
    std::optional<std::string> literal(std::string_view key) {
        const JsonValue* found = summary_.find(key);
        if (found == nullptr || !(found->is(Kind::number) || found->is(Kind::null)))
            throw detail::Malformed{std::string(key)};
        return found->is(Kind::null) ? std::nullopt : std::optional(found->text());
    }
    std::uint64_t count(std::string_view key) {
        const auto number = detail::required(summary_, key, Kind::number).count();
        if (!number) throw detail::Malformed{std::string(key)};
        return *number;
    }

    /// Compares the folder with the list in the summary and reads the tables.
    void read_files() {
        const JsonValue& files = detail::required(summary_, "files", Kind::object);
        for (const auto& [name, hash] : files.members()) {
            std::error_code error;
            const bool plain = name.find_first_of("/\\") == std::string::npos && name != "summary.json";
            if (!plain || !fs::is_regular_file(folder_ / name, error)) {
                refuse("file_missing", name, "");
                continue;
            }
            const std::string bytes = read_file(folder_ / name);
            if (base::sha256_hex(bytes) != hash.text()) refuse("file_changed", name, "");
            if (!name.ends_with(".csv")) continue;
            base::Findings findings;
            tables_.emplace(name, parse_csv(bytes, name, name, findings));
            for (const base::Finding& finding : findings.items())
                refuse("table_malformed", name + ":" + std::to_string(finding.row),
                       base::message(finding, base::Language::en));
        }
        for (const fs::directory_entry& entry : fs::directory_iterator(folder_)) {
            const std::string name = entry.path().filename().string();
            if (name != "summary.json" && files.find(name) == nullptr) refuse("file_extra", name, "");
        }
    }
    [[nodiscard]] const base::TextTable* table(const std::string& name) const {
        const auto found = tables_.find(name);
        return found == tables_.end() ? nullptr : &found->second;
    }

    void check_selection(const std::vector<fs::path>& moved) {
        const auto rebuilder = std::find_if(rebuilders.begin(), rebuilders.end(),
                                            [&](const auto& entry) { return entry.first == out_.command; });
        if (rebuilder == rebuilders.end()) throw detail::Malformed{"command"};
        const JsonValue& audit = detail::required(summary_, "audit", Kind::object);
        const JsonValue& inputs = detail::required(audit, "inputs", Kind::array);
        std::vector<fs::path> paths;
        for (const JsonValue& input : inputs.items())
            paths.emplace_back(detail::required(input, "path", Kind::text).text());
        if (!moved.empty()) {
            if (moved.size() != paths.size())
                throw base::UsageError("the result has " + std::to_string(paths.size()) +
                                       " inputs, --inputs names " + std::to_string(moved.size()));
            paths = moved;
        }
        detail::RebuiltProblem rebuilt;
        try {
            rebuilt = rebuilder->second(audit, paths);
        } catch (const base::DataError& error) {
            refuse("input_changed", error.findings().items().front().file, error.what());
            return;
        }
        for (std::size_t i = 0; i < paths.size(); ++i)
            if (i >= rebuilt.input_hashes.size() ||
                detail::required(inputs.items()[i], "hash", Kind::text).text() != rebuilt.input_hashes[i])
                refuse("input_changed", paths[i].string(), "");
        if (detail::required(audit, "options_hash", Kind::text).text() != rebuilt.problem.hash())
            refuse("options_changed", "summary.json", "");
        check_claim(rebuilt);
    }

    void check_claim(const detail::RebuiltProblem& rebuilt) {
        tables::SelectionClaim claim;
        claim.status = out_.status;
        claim.assignment = table("assignment.csv");
        claim.prices = table("prices.csv");
        claim.witness = table("witness.csv");
        claim.value = literal("value");
        claim.bound = literal("bound");
        claim.gap = literal("gap");
        claim.candidates = out_.candidates;
        claim.assigned = out_.assigned;
        claim.options = out_.options;
        const tables::CheckedSelection checked = tables::certify_selection(rebuilt.problem, claim);
        out_.refusals.insert(out_.refusals.end(), checked.refusals.begin(), checked.refusals.end());
        check_derived(rebuilt, checked);
    }

    /// What follows from the selection: the sum of original values, the grid, the rounding bound.
    void check_derived(const detail::RebuiltProblem& rebuilt, const tables::CheckedSelection& checked) {
        const tables::SelectionProblem& problem = rebuilt.problem;
        const auto agree = [&](std::string_view code, std::string_view key, const std::string& found) {
            const std::string stated = literal(key).value_or("null");
            if (stated != found)
                refuse(code, "summary.json", std::string(key) + ": stated " + stated + ", found " + found);
        };
        agree("resolution_wrong", "resolution", tables::grid_text(1, problem.decimals));
        if (out_.status == "infeasible") {
            agree("total_wrong", "value_original", "null");
            agree("rounding_bound_wrong", "rounding_bound", "null");
            return;
        }
        base::Int128 sum = 0;
        std::uint64_t with_options = 0;
        for (std::size_t c = 0; c < problem.candidate_count(); ++c) {
            if (checked.chosen[c] != tables::no_option) sum += problem.values[checked.chosen[c]];
            with_options += problem.offsets[c + 1] > problem.offsets[c] ? 1U : 0U;
        }
        agree("total_wrong", "value_original",
              rebuilt.original_total ? rebuilt.original_total(checked.chosen)
                                     : tables::grid_text(sum, problem.decimals));
        // How many can be placed at most is not proved here, but it lies between two numbers that are.
        const auto assignable = tables::read_grid(literal("rounding_bound").value_or(""), problem.decimals);
        if (!assignable || *assignable < base::Int128(out_.assigned) ||
            *assignable > base::Int128(with_options))
            refuse("rounding_bound_wrong", "summary.json", literal("rounding_bound").value_or("null"));
    }

    fs::path folder_;
    CertifyReport out_;
    JsonValue summary_;
    std::map<std::string, base::TextTable> tables_;
};

}  // namespace

CertifyReport certify_folder(const fs::path& folder, const std::vector<fs::path>& inputs) {
    return FolderChecker(folder).check(inputs);
}

}  // namespace iqmatch::inline v0::io
