// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <iqmatch/io/confirm.hpp>
#include <iqmatch/io/record.hpp>
#include <iqmatch/io/refusal.hpp>
#include <vector>
#include "bind.hpp"

namespace iqmatch_python {

namespace {

namespace base = iqmatch::base;
namespace io = iqmatch::io;
namespace matching = iqmatch::matching;
namespace tables = iqmatch::tables;

py::list refusal_list(const std::vector<tables::Refusal>& refusals) {
    py::list out;
    for (const tables::Refusal& refusal : refusals) {
        py::dict entry;
        entry["code"] = refusal.code;
        entry["where"] = refusal.where;
        entry["what"] = refusal.what;
        entry["message_en"] = io::to_text(refusal, base::Language::en);
        entry["message_de"] = io::to_text(refusal, base::Language::de);
        out.append(std::move(entry));
    }
    return out;
}

/// Columns of what was decided, and what else there is to say.
py::dict confirm(const std::string& folder, const std::string& by, const std::string& time,
                 const std::vector<std::string>& inputs, const py::object& decisions,
                 const std::string& out) {
    io::ConfirmSettings settings{by, time};
    settings.inputs.assign(inputs.begin(), inputs.end());
    if (py::isinstance<py::str>(decisions))
        settings.decisions_file = decisions.cast<std::string>();
    else if (!decisions.is_none())
        settings.decisions =
            text_table("decisions", "decisions", py::reinterpret_borrow<py::dict>(decisions));
    io::ConfirmReport report;
    {
        const py::gil_scoped_release release;
        report = io::confirm_folder(folder, settings, out);
    }
    py::list candidate, option, decision, proposed, reason;
    for (const matching::Decided& decided : report.confirmation.decided) {
        candidate.append(decided.candidate);
        option.append(decided.option);
        decision.append(to_string(decided.kind));
        proposed.append(decided.proposed);
        reason.append(decided.reason);
    }
    py::dict columns;
    columns["candidate"] = std::move(candidate);
    columns["option"] = std::move(option);
    columns["decision"] = std::move(decision);
    columns["proposed"] = std::move(proposed);
    columns["reason"] = std::move(reason);
    py::dict result;
    result["refusals"] = refusal_list(report.certificate.refusals);
    result["decided"] = std::move(columns);
    result["already"] = report.confirmation.already;
    result["open"] = report.confirmation.open;
    result["entries"] = report.entries;
    result["head"] = report.head;
    result["warnings"] = findings_list(report.confirmation.findings);
    return result;
}

/// What holds and what does not, and the entries as columns; payloads as JSON texts, empty where deleted.
py::dict read_record(const std::string& folder, const std::string& head) {
    io::RecordContents contents;
    {
        const py::gil_scoped_release release;
        contents = io::verify_record(folder, head);
    }
    py::list number, kind, time, person, payload, commitment, hash;
    for (const io::RecordEntry& entry : contents.entries) {
        const bool there = entry.payload && !entry.deleted;
        number.append(entry.number);
        kind.append(entry.kind);
        time.append(entry.time);
        person.append(there ? entry.payload->person : std::string());
        payload.append(there ? entry.payload->content.line() : std::string());
        commitment.append(entry.commitment);
        hash.append(entry.hash);
    }
    py::dict columns;
    columns["number"] = std::move(number);
    columns["kind"] = std::move(kind);
    columns["time"] = std::move(time);
    columns["person"] = std::move(person);
    columns["payload"] = std::move(payload);
    columns["commitment"] = std::move(commitment);
    columns["hash"] = std::move(hash);
    py::dict result;
    result["entries"] = std::move(columns);
    result["faults"] = refusal_list(contents.faults);
    result["deleted"] = contents.deleted;
    result["head"] = contents.head();
    result["final"] = io::final_csv(contents);
    return result;
}

std::string export_person(const std::string& folder, const std::string& person) {
    const py::gil_scoped_release release;
    return io::export_person(io::read_record(folder), person).dump();
}

std::pair<std::uint64_t, std::vector<std::uint64_t>> forget_person(const std::string& folder,
                                                                   const std::string& person,
                                                                   const std::string& by,
                                                                   const std::string& reason,
                                                                   const std::string& time) {
    const py::gil_scoped_release release;
    const io::Forgotten gone = io::forget_person(folder, person, by, reason, time);
    return {gone.entries, gone.mentioned};
}

}  // namespace

void bind_confirm(py::module_& module) {
    module.def("confirm", confirm, py::arg("folder"), py::arg("by"), py::arg("time"), py::arg("inputs"),
               py::arg("decisions"), py::arg("out"));
    module.def("read_record", read_record, py::arg("folder"), py::arg("head"));
    module.def("export_person", export_person, py::arg("folder"), py::arg("person"));
    module.def("forget_person", forget_person, py::arg("folder"), py::arg("person"), py::arg("by"),
               py::arg("reason"), py::arg("time"));
}

}  // namespace iqmatch_python
