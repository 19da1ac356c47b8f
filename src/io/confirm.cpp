// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/confirm.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/detail/certified.hpp>
#include <iqmatch/io/pending_file.hpp>
#include <system_error>
#include "durable.hpp"
#include "final_table.hpp"

namespace iqmatch::inline v0::io {

namespace fs = std::filesystem;

namespace {

/// The record must change neither the result, which certify has to find as it was, nor its inputs, of which
/// final.csv would become a table.
void require_elsewhere(const fs::path& out, const fs::path& folder, const std::vector<fs::path>& inputs) {
    const auto refuse = [&](const fs::path& other) {
        throw base::UsageError(other.string() + " must stay as it is; choose another folder than " +
                               out.string() + " for the decisions");
    };
    if (stands_in(out, folder) || stands_in(folder, out)) refuse(folder);
    for (const fs::path& input : inputs)
        if (stands_in(out, input) || stands_in(input, out)) refuse(input);
}

bool has_record(const fs::path& folder) {
    std::error_code error;
    return fs::is_regular_file(folder / record_file, error);
}

/// Refuses a final.csv that says what the record does not: rewriting it would hide that.
void require_table(const Record& record, const detail::FinalTable& table) {
    if (table.fault_of(detail::final_bytes(record.folder()), record.contents()) != "record_table_wrong")
        return;
    base::Finding finding = base::make_finding("record_damaged");
    finding.file = (record.folder() / final_file).string();
    finding.value = "record_table_wrong";
    finding.detail = final_file;
    base::Findings findings;
    findings.add(std::move(finding));
    throw base::DataError(std::move(findings));
}

void write_table(const fs::path& folder, const std::string& bytes) {
    if (detail::final_bytes(folder) == bytes) return;
    detail::stage_file(folder / final_file, bytes);
    detail::publish_staged(folder / final_file);
}

/// A record whose table says nothing wrong.
Record open_final(const fs::path& folder) {
    Record record(folder);
    detail::discard_staged(record.folder() / final_file);  // what a crash has left
    const detail::FinalTable table(record.contents());
    require_table(record, table);
    return record;
}

/// What the rules say and what the network counts already, for a result of `match`.
matching::Decidable decidable_of(const detail::CertifiedFolder& certified) {
    const detail::RebuiltProblem& rebuilt = certified.rebuilt;
    matching::Decidable out{rebuilt.problem, certified.chosen};
    if (!rebuilt.options) return out;
    out.outcome = [&options = *rebuilt.options](tables::OptionIndex index) {
        return options.at(index).outcome;
    };
    out.settled = [&rebuilt](tables::CandidateIndex index) {
        const domain::Network& network = rebuilt.options->network();
        const auto candidate = network.candidates().find(rebuilt.problem.candidates[index]);
        if (!candidate) return false;
        for (const domain::Participation& p : network.participations_of(*candidate))
            if (p.target.kind == domain::TargetKind::vacancy &&
                (p.state == domain::ParticipationState::placed ||
                 p.state == domain::ParticipationState::started))
                return true;
        return false;
    };
    return out;
}

class Decider {
  public:
    Decider(const detail::CertifiedFolder& certified, const ConfirmSettings& settings)
        : decidable_(decidable_of(certified)) {
        if (settings.decisions) table_ = settings.decisions;
        if (settings.decisions_file) table_ = read_csv(*settings.decisions_file, "decisions", reading_);
    }
    /// @throws base::DataError with all findings.
    [[nodiscard]] matching::Confirmation decide(const std::vector<matching::Decided>& final) const {
        matching::Confirmation out = matching::confirm(decidable_, table_ ? &*table_ : nullptr, final);
        base::Findings all = reading_;
        all.append(out.findings);
        if (!all.ok()) throw base::DataError(std::move(all));
        out.findings = std::move(all);
        return out;
    }

  private:
    matching::Decidable decidable_;
    std::optional<base::TextTable> table_{};
    base::Findings reading_{};
};

/// The table is ready before the record is added to, so that little can fail afterwards.
void enter(Record& record, const std::vector<RecordItem>& items, const std::string& time) {
    detail::FinalTable table(record.contents());
    std::uint64_t number = record.next_number();
    for (const RecordItem& item : items) {
        RecordEntry entry;
        entry.number = number++;
        entry.kind = item.kind;
        entry.time = time;
        entry.payload = {item.person, {}, item.payload};
        table.add(entry);
    }
    const fs::path file = record.folder() / final_file;
    detail::stage_file(file, table.bytes());
    try {
        record.append(items, time);
    } catch (...) {
        detail::discard_staged(file);
        throw;
    }
    detail::publish_staged(file);
}

}  // namespace

ConfirmReport confirm_folder(const fs::path& folder, const ConfirmSettings& settings, const fs::path& out) {
    require_readable(settings.by, "the name of the person who confirms");
    require_time(settings.time);
    require_elsewhere(out, folder, settings.inputs);
    detail::CertifiedFolder certified = detail::certify_and_keep(folder, settings.inputs);
    ConfirmReport report{std::move(certified.report)};
    if (!report.certificate.holds()) return report;
    require_elsewhere(out, folder, report.certificate.inputs);
    const Decider decider(certified, settings);
    // No record is begun for decisions that are no good. Whoever comes first decides, so it is asked again.
    if (!has_record(out)) (void)decider.decide({});
    Record record = open_final(out);
    report.confirmation = decider.decide(decided_in(record.contents()));
    std::vector<RecordItem> items;
    for (const matching::Decided& decided : report.confirmation.decided)
        items.push_back(detail::decision_item(decided, settings.by, certified.hash));
    enter(record, items, settings.time);
    report.entries = record.contents().entries.size();
    report.head = record.contents().head();
    return report;
}

RecordContents verify_record(const fs::path& folder, std::string_view head) {
    detail::DurableFile file(folder / record_file, detail::DurableFile::Mode::read);
    file.lock();  // so that record and table are of one time
    RecordContents out = read_record(folder, head);
    const std::string_view fault = detail::FinalTable(out).fault_of(detail::final_bytes(folder), out);
    if (!fault.empty()) out.faults.push_back({std::string(fault), std::string(final_file), {}});
    return out;
}

Forgotten forget_person(const fs::path& folder, std::string_view person, std::string_view by,
                        std::string_view reason, std::string_view time) {
    if (!has_record(folder)) throw base::FileError((folder / record_file).string(), "is not there");
    Record record = open_final(folder);
    const bool has_table = !detail::final_bytes(record.folder()).empty();
    if (has_table) write_table(record.folder(), final_csv(record.contents()));
    const Forgotten out = record.forget(person, by, reason, time);
    if (has_table) write_table(record.folder(), final_csv(record.contents()));
    return out;
}

}  // namespace iqmatch::inline v0::io
