// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/io/certify.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/detail/certified.hpp>
#include <iqmatch/io/detail/rebuild.hpp>
#include <iqmatch/io/detail/result_files.hpp>
#include <iqmatch/io/result_folder.hpp>
#include <iqmatch/io/result_summary.hpp>
#include <iqmatch/matching/changes.hpp>
#include <iqmatch/tables/certify_kept.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <map>
#include <optional>
#include <utility>

namespace iqmatch::inline v0::io {

namespace {

namespace fs = std::filesystem;
using Kind = JsonValue::Kind;

/// Commands whose results can be rebuilt.
constexpr std::array<std::pair<std::string_view, detail::Rebuild>, 2> rebuilders{
    {{"match", &detail::rebuild_match}, {"solve", &detail::rebuild_solve}}};

class FolderChecker {
  public:
    explicit FolderChecker(fs::path folder) : folder_(std::move(folder)) {}

    detail::CertifiedFolder check(const std::vector<fs::path>& moved) {
        const auto text = detail::read_summary_text(folder_);
        try {
            if (text) {
                read_summary(*text);
                read_files();
                check_selection(moved);
            } else {
                refuse("file_missing", "summary.json", "");
            }
        } catch (const detail::Malformed& malformed) {
            refuse("summary_malformed", "summary.json", malformed.what);
        }
        kept_.report = std::move(out_);
        return std::move(kept_);
    }

  private:
    void refuse(std::string_view code, std::string where, std::string what) {
        out_.refusals.push_back({std::string(code), std::move(where), base::shorten(what, 200)});
    }

    void read_summary(const std::string& text) {
        base::Findings findings;
        auto summary = parse_json(text, "summary.json", findings);
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
        files_ = detail::read_result_files(folder_, summary_);
        out_.refusals.insert(out_.refusals.end(), files_.refusals.begin(), files_.refusals.end());
        for (const auto& [name, bytes] : files_.bytes) {
            if (!name.ends_with(".csv")) continue;
            base::Findings findings;
            tables_.emplace(name, parse_csv(bytes, name, name, findings));
            for (const base::Finding& finding : findings.items())
                refuse("table_malformed", name + ":" + std::to_string(finding.row),
                       base::message(finding, base::Language::en));
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
        const std::vector<detail::RecordedInput> paths = detail::recorded_inputs(audit, moved);
        for (const detail::RecordedInput& input : paths)
            if (input.path) out_.inputs.push_back(*input.path);
        detail::RebuiltProblem rebuilt;
        try {
            rebuilt = rebuilder->second(summary_, paths, tables_);
        } catch (const base::DataError& error) {
            refuse("input_changed", error.findings().items().front().file, error.what());
            return;
        }
        for (std::size_t i = 0; i < paths.size(); ++i)
            if (i >= rebuilt.input_hashes.size() ||
                detail::required(inputs.items()[i], "hash", Kind::text).text() != rebuilt.input_hashes[i])
                refuse("input_changed", paths[i].path ? paths[i].path->string() : std::string(builtin_input),
                       paths[i].role);
        if (detail::required(audit, "options_hash", Kind::text).text() != rebuilt.problem.hash())
            refuse("options_changed", "summary.json", "");
        check_statements(audit, rebuilt);
        check_change_counts();
        kept_.chosen = check_claim(rebuilt);
        kept_.rebuilt = std::move(rebuilt);
        kept_.hash = detail::result_hash(files_);
    }

    std::vector<tables::OptionIndex> check_claim(const detail::RebuiltProblem& rebuilt) {
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
        claim.unlisted = rebuilt.unlisted;
        const JsonValue& certificate = detail::required(summary_, "certificate", Kind::object);
        claim.searched = certificate.find("witness") != nullptr;
        claim.none_found = certificate.find("assignment") != nullptr;
        if (const JsonValue* found = certificate.find("search_bound")) {
            if (!found->is(Kind::number)) throw detail::Malformed{"certificate.search_bound"};
            claim.search_bound = found->text();
        }
        tables::CheckedSelection checked = tables::certify_selection(rebuilt.problem, claim);
        // The prices have to be read before anything can be priced at them.
        if (rebuilt.unlisted_at && checked.prices.size() == rebuilt.problem.resource_count()) {
            claim.unlisted += rebuilt.unlisted_at(checked.prices);
            checked = tables::certify_selection(rebuilt.problem, claim);
        }
        out_.refusals.insert(out_.refusals.end(), checked.refusals.begin(), checked.refusals.end());
        check_derived(rebuilt, checked);
        // Whether another optimum keeps more can only be seen from the prices in the simple form.
        if (out_.status == "optimal" && !rebuilt.wanted.empty() && out_.refusals.empty() &&
            rebuilt.problem.has_single_uses() &&
            !tables::keeps_most(rebuilt.problem, checked.chosen, checked.prices, rebuilt.wanted))
            refuse("kept_not_most", "assignment.csv", "");
        // Only a selection that holds can be asked what else follows from it.
        if (rebuilt.tables && out_.refusals.empty()) check_tables(rebuilt, checked);
        return checked.chosen;
    }

    /// What the summary says about the way to the result.
    void check_statements(const JsonValue& audit, const detail::RebuiltProblem& rebuilt) {
        for (const auto& [key, found] : rebuilt.counts)
            if (const std::uint64_t stated = count(key); stated != found)
                refuse("count_wrong", "summary.json",
                       key + ": stated " + std::to_string(stated) + ", found " + std::to_string(found));
        const JsonValue& settings = detail::required(audit, "settings", Kind::object);
        const std::string& policy = detail::required(summary_, "policy", Kind::text).text();
        if (policy != detail::required(settings, "policy", Kind::text).text())
            refuse("statement_wrong", "summary.json", "policy: " + policy);
        const JsonValue& certificate = detail::required(summary_, "certificate", Kind::object);
        check_proof(certificate, settings, rebuilt.problem);
        const std::string& scope = detail::required(certificate, "scope", Kind::text).text();
        const JsonValue* dropped = certificate.find("dropped");
        const bool listed = rebuilt.scope == "listed";
        const bool stopped = out_.status == "time_limit" || out_.status == "cancelled";
        if ((certificate.find("not_examined") != nullptr) != (scope == "examined") ||
            (scope == "examined" && !stopped))
            refuse("statement_wrong", "summary.json", "certificate.not_examined");
        if (scope != rebuilt.scope || (dropped != nullptr) != listed ||
            (listed && dropped->text() != std::to_string(rebuilt.dropped)))
            refuse("statement_wrong", "summary.json", "certificate.scope: " + scope);
        check_cut(certificate, settings, rebuilt);
    }

    /// What is said about options that are not listed.
    void check_cut(const JsonValue& certificate, const JsonValue& settings,
                   const detail::RebuiltProblem& rebuilt) {
        const JsonValue* cut = certificate.find("cut");
        if ((cut != nullptr) != rebuilt.cut.has_value() ||
            (cut != nullptr && cut->dump() != rebuilt.cut->dump()))
            refuse("statement_wrong", "summary.json", "certificate.cut");
        const JsonValue* pricing = certificate.find("pricing");
        if ((pricing != nullptr) != rebuilt.added.has_value() ||
            (pricing != nullptr &&
             detail::required(*pricing, "added", Kind::number).count() != rebuilt.added))
            refuse("statement_wrong", "summary.json", "certificate.pricing");
        // Only a limit leaves unpriced what was to be priced.
        if (rebuilt.cut && detail::recorded_all_pairs(settings) && rebuilt.scope == "listed" &&
            (out_.status == "optimal" || out_.status == "feasible"))
            refuse("statement_wrong", "summary.json", "certificate.scope: listed");
    }

    /// How the status is shown to be right, and that `feasible` is as near to the bound as was asked for.
    void check_proof(const JsonValue& certificate, const JsonValue& settings,
                     const tables::SelectionProblem& problem) {
        const std::string& proof = detail::required(certificate, "proved_by", Kind::text).text();
        out_.proved_by = proof;
        const bool infeasible = out_.status == "infeasible";
        const bool by_search = certificate.find(infeasible ? "witness" : "search_bound") != nullptr;
        if (proof != (by_search ? "search" : infeasible ? "witness" : "prices"))
            refuse("statement_wrong", "summary.json", "certificate.proved_by: " + proof);
        if (certificate.find(infeasible ? "search_bound" : "witness") != nullptr)
            refuse("statement_wrong", "summary.json", "certificate");
        for (const char* const key : {"witness", "assignment"})
            if (const JsonValue* found = certificate.find(key);
                found != nullptr && (!found->is(Kind::text) || found->text() != not_found))
                refuse("statement_wrong", "summary.json", std::string("certificate.") + key);
        const JsonValue* gap = settings.find("gap");
        if ((gap != nullptr) == problem.has_single_uses())
            refuse("statement_wrong", "summary.json", "audit.settings.gap");
        if (gap == nullptr || out_.status != "feasible" ||
            detail::required(settings, "policy", Kind::text).text() != "optimal")
            return;
        const auto wanted = gap->is(Kind::number) ? tables::parse_gap(gap->text()) : std::nullopt;
        const auto value = tables::read_grid(out_.value, problem.decimals),
                   proved = tables::read_grid(
                       by_search ? certificate.find("search_bound")->text() : out_.bound, problem.decimals);
        if (!wanted || !value || !proved || !tables::gap_reached(*value, *proved, *wanted))
            refuse("statement_wrong", "summary.json", "feasible, gap " + gap->text());
    }

    /// The counts of `changes`, which are those of changes.csv; both are there or neither.
    void check_change_counts() {
        const JsonValue* stated = summary_.find("changes");
        const base::TextTable* changes = table("changes.csv");
        if (stated == nullptr && changes == nullptr) return;
        std::map<std::string, std::uint64_t> found;
        for (const std::string_view name : matching::change_names) found[std::string(name)] = 0;
        const auto column = changes != nullptr ? changes->column("change") : std::nullopt;
        for (std::size_t row = 0; column && row < changes->rows(); ++row)
            ++found[std::string(changes->cell(row, *column))];
        JsonValue wanted = JsonValue::object();
        for (const std::string_view name : matching::change_names)
            wanted.set(std::string(name), found[std::string(name)]);
        if (stated == nullptr || changes == nullptr || stated->dump() != wanted.dump())
            refuse("count_wrong", "summary.json", "changes");
    }

    /// Whether each line is that of one text or of the other.
    static bool mixed_of(std::string_view text, std::string_view a, std::string_view b) {
        const auto line = [](std::string_view& rest) {
            const std::string_view first = rest.substr(0, std::min(rest.find('\n'), rest.size() - 1) + 1);
            rest.remove_prefix(first.size());
            return first;
        };
        while (!text.empty() && !a.empty() && !b.empty()) {
            const std::string_view now = line(text), one = line(a), other = line(b);
            if (now != one && now != other) return false;
        }
        return text.empty() && a.empty() && b.empty();
    }

    /// Every table as the program writes it for this selection, byte for byte.
    void check_tables(const detail::RebuiltProblem& rebuilt, const tables::CheckedSelection& checked) {
        tables::Selection selection;
        for (int k = 0; k <= static_cast<int>(graph::SolveStatus::cancelled); ++k)
            if (const auto status = static_cast<graph::SolveStatus>(k);
                graph::to_string(status) == out_.status)
                selection.status = status;
        selection.chosen = checked.chosen;
        selection.prices = checked.prices;
        selection.assigned = out_.assigned;
        selection.value = tables::read_grid(out_.value, rebuilt.problem.decimals).value_or(0);
        selection.bound = tables::read_grid(out_.bound, rebuilt.problem.decimals).value_or(0);
        const auto all = rebuilt.tables(selection);
        for (const auto& [name, table] : tables_)
            if (all.find(name) == all.end()) refuse("file_extra", name, "");
        for (const auto& [name, wanted] : all) {
            const auto found = files_.bytes.find(name);
            if (found == files_.bytes.end()) refuse("file_missing", name, "");
            if (found == files_.bytes.end() || found->second == wanted.bytes) continue;
            if (wanted.bare && mixed_of(found->second, wanted.bytes, *wanted.bare)) continue;
            base::Findings unheard;
            const std::string differs =
                first_difference(tables_.at(name), parse_csv(wanted.bytes, name, name, unheard));
            refuse("table_wrong", name, differs);
        }
    }
    /// "row 5, outcome: stated a, found b"; where all cells agree, only the bytes differ.
    static std::string first_difference(const base::TextTable& stated, const base::TextTable& found) {
        if (stated.header() != found.header()) return "columns";
        for (std::size_t row = 0; row < std::min(stated.rows(), found.rows()); ++row)
            for (std::size_t c = 0; c < stated.columns(); ++c)
                if (stated.cell(row, c) != found.cell(row, c))
                    return "row " + std::to_string(row + 2) + ", " + stated.header()[c] + ": stated " +
                           std::string(stated.cell(row, c)) + ", found " + std::string(found.cell(row, c));
        return stated.rows() != found.rows() ? "rows: stated " + std::to_string(stated.rows()) + ", found " +
                                                   std::to_string(found.rows())
                                             : "written in another form";
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
        const JsonValue& certificate = detail::required(summary_, "certificate", Kind::object);
        if (out_.status == "infeasible" || certificate.find("assignment") != nullptr) {
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
    detail::CertifiedFolder kept_;
    JsonValue summary_;
    detail::ResultFiles files_;
    std::map<std::string, base::TextTable> tables_;
};

}  // namespace

detail::CertifiedFolder detail::certify_and_keep(const fs::path& folder,
                                                 const std::vector<fs::path>& inputs) {
    return FolderChecker(folder).check(inputs);
}

CertifyReport certify_folder(const fs::path& folder, const std::vector<fs::path>& inputs) {
    return FolderChecker(folder).check(inputs).report;
}

}  // namespace iqmatch::inline v0::io
