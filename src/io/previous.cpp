// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/utf8.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/detail/rebuild.hpp>
#include <iqmatch/io/detail/result_files.hpp>
#include <iqmatch/io/previous.hpp>
#include <iqmatch/io/refusal.hpp>
#include <iqmatch/io/result_folder.hpp>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace iqmatch::inline v0::io {

namespace {

namespace fs = std::filesystem;
using Kind = JsonValue::Kind;

class Reader {
  public:
    explicit Reader(const fs::path& folder) : folder_(folder) {}

    PreviousResult read() {
        const auto text = detail::read_summary_text(folder_);
        try {
            if (!text)
                refuse({"file_missing", "summary.json", ""});
            else
                read_result(*text);
        } catch (const detail::Malformed& malformed) {
            refuse({"summary_malformed", "summary.json", malformed.what});
        }
        return std::move(out_);
    }

  private:
    void refuse(const tables::Refusal& refusal, std::uint64_t row = 0) {
        base::Finding finding = base::make_finding("previous_damaged");
        finding.file = (folder_ / refusal.where).string();
        finding.row = row;
        finding.value = refusal.code;
        for (const RefusalCode& known : refusal_codes())
            if (known.code == refusal.code) finding.detail = known.text_en;
        if (!refusal.what.empty()) finding.detail += ": " + base::shorten(refusal.what, 200);
        out_.findings.add(std::move(finding));
    }

    void read_result(const std::string& text) {
        base::Findings unread;
        const auto summary = parse_json(text, "summary.json", unread);
        if (!summary) throw detail::Malformed{unread.items().front().detail};
        if (detail::required(*summary, "schema", Kind::text).text() != summary_schema)
            throw detail::Malformed{"schema"};
        const std::string& command = detail::required(*summary, "command", Kind::text).text();
        if (command != "match") {
            base::Finding finding = base::make_finding("previous_not_match");
            finding.file = folder_.string();
            finding.value = command;
            out_.findings.add(std::move(finding));
            return;
        }
        const detail::ResultFiles files = detail::read_result_files(folder_, *summary);
        for (const tables::Refusal& refusal : files.refusals) refuse(refusal);
        if (!out_.findings.ok()) return;
        out_.hash = detail::result_hash(files);
        read_proposals(files.bytes.at("assignment.csv"));
        read_unmatched(files.bytes.at("unmatched.csv"));
        if (out_.findings.ok())
            out_.result =
                std::make_shared<matching::EarlierResult>(std::move(proposals_), std::move(unmatched_));
    }

    /// The table, if it can be read and has these columns.
    std::optional<base::TextTable> table(const char* name, const std::string& bytes,
                                         std::initializer_list<std::string_view> columns) {
        base::Findings unread;
        base::TextTable out = parse_csv(bytes, name, name, unread);
        for (const base::Finding& finding : unread.items())
            refuse({"table_malformed", name, base::message(finding, base::Language::en)}, finding.row);
        if (!unread.ok()) return std::nullopt;
        for (const std::string_view column : columns)
            if (!out.column(column)) {
                refuse({"table_malformed", name, std::string(column)}, 1);
                return std::nullopt;
            }
        return out;
    }

    void read_proposals(const std::string& bytes) {
        const auto rows = table("assignment.csv", bytes, {"candidate", "option"});
        for (std::size_t row = 0; rows && row < rows->rows(); ++row) {
            const std::string candidate(rows->cell(row, *rows->column("candidate")));
            const std::string_view option = rows->cell(row, *rows->column("option"));
            auto read = parse(option);
            if (!read || !add(candidate)) {
                refuse({"table_malformed", "assignment.csv", candidate + ", " + std::string(option)},
                       rows->number(row));
                continue;
            }
            read->candidate = candidate;
            proposals_.push_back(std::move(*read));
        }
    }

    void read_unmatched(const std::string& bytes) {
        const auto rows = table("unmatched.csv", bytes, {"candidate"});
        for (std::size_t row = 0; rows && row < rows->rows(); ++row) {
            std::string candidate(rows->cell(row, *rows->column("candidate")));
            if (add(candidate))
                unmatched_.push_back(std::move(candidate));
            else
                refuse({"table_malformed", "unmatched.csv", candidate}, rows->number(row));
        }
    }

    /// False for a person without a key or who was there before.
    bool add(const std::string& candidate) { return !candidate.empty() && people_.insert(candidate).second; }

    /// "vacancy:KEY@DATE" or several steps joined by "+", of which the last is the job if there is one; keys
    /// hold neither @ nor +.
    static std::optional<matching::EarlierProposal> parse(std::string_view option) {
        const std::size_t plus = option.rfind('+');
        const std::string_view last = plus == std::string_view::npos ? option : option.substr(plus + 1);
        std::optional<matching::EarlierProposal> out =
            last.starts_with("run:") ? parse_run(last) : parse_vacancy(last);
        if (out) out->steps = option;
        return out;
    }

    /// The last step of a plan without a position.
    static std::optional<matching::EarlierProposal> parse_run(std::string_view step) {
        const std::size_t at = step.find('@');
        if (at == std::string_view::npos) return std::nullopt;
        const auto start = base::Date::parse(step.substr(at + 1));
        return start ? std::optional(matching::EarlierProposal{{}, {}, *start}) : std::nullopt;
    }

    static std::optional<matching::EarlierProposal> parse_vacancy(std::string_view option) {
        constexpr std::string_view kind = "vacancy:";
        const std::size_t at = option.find('@');
        if (!option.starts_with(kind) || at == std::string_view::npos || at == kind.size())
            return std::nullopt;
        const auto start = base::Date::parse(option.substr(at + 1));
        if (!start) return std::nullopt;
        return matching::EarlierProposal{
            {}, std::string(option.substr(kind.size(), at - kind.size())), *start};
    }

    const fs::path& folder_;
    PreviousResult out_;
    std::set<std::string> people_;
    std::vector<matching::EarlierProposal> proposals_;
    std::vector<std::string> unmatched_;
};

}  // namespace

PreviousResult try_load_previous(const fs::path& folder) {
    return Reader(folder).read();
}

PreviousResult load_previous(const fs::path& folder) {
    PreviousResult out = try_load_previous(folder);
    if (!out.findings.ok()) throw base::DataError(std::move(out.findings));
    return out;
}

}  // namespace iqmatch::inline v0::io
