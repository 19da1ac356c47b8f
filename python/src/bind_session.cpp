// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/model_card.hpp>
#include <iqmatch/io/rule_tables.hpp>
#include <iqmatch/io/session_changes.hpp>
#include <iqmatch/io/session_folder.hpp>
#include <iqmatch/matching/session.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <memory>
#include <mutex>
#include <utility>
#include "bind.hpp"

namespace iqmatch_python {

namespace {

namespace base = iqmatch::base;
namespace io = iqmatch::io;
namespace matching = iqmatch::matching;
namespace tables = iqmatch::tables;

/// A session in memory or in a folder. One call at a time writes; others wait without the GIL.
struct PySession {
    std::optional<matching::Session> memory{};
    std::optional<io::SessionFolder> folder{};
    base::Findings warnings{};
    std::mutex writing{};

    [[nodiscard]] const matching::Session& session() const { return folder ? folder->session() : *memory; }
};

matching::SessionSettings settings_of(const std::optional<std::string>& date, bool plans,
                                      const std::string& keep, std::uint64_t seed, const std::string& gap) {
    matching::SessionSettings out;
    if (date) {
        out.options.date = base::Date::parse(*date);
        if (!out.options.date)
            throw base::UsageError("date must be a day such as 2026-11-02, not '" + *date + "'");
    }
    out.options.plans = plans;
    const auto kept = tables::read_grid(keep, 6);
    if (!kept || *kept < 0 || *kept > matching::most_keep)
        throw base::UsageError("keep must be a number of at least 0 with at most six decimals, not '" + keep +
                               "'");
    out.keep = static_cast<std::int64_t>(*kept);
    out.assign.seed = seed;
    const auto good_enough = tables::parse_gap(gap);
    if (!good_enough) throw base::UsageError("gap must be a number of 0 or more with at most nine decimals");
    out.assign.gap_e9 = *good_enough;
    return out;
}

std::unique_ptr<PySession> begin(const iqmatch::domain::Network& network,
                                 const std::optional<std::string>& rules, const PyCard* model,
                                 const std::optional<std::string>& date, bool plans, const std::string& keep,
                                 std::uint64_t seed, const std::string& gap, unsigned threads,
                                 const py::object& progress) {
    const matching::SessionSettings settings = settings_of(date, plans, keep, seed, gap);
    const base::Control control = make_control(threads, std::nullopt, std::nullopt, progress);
    const py::gil_scoped_release release;
    auto out = std::make_unique<PySession>();
    const auto tables = rules ? io::load_rules(*rules) : iqmatch::rules::RuleTables::builtin();
    out->warnings.append(network.warnings());
    if (model != nullptr) out->warnings.append(model->findings);
    out->memory.emplace(network, tables,
                        model != nullptr ? model->card : iqmatch::scoring::ModelCard::builtin(), settings,
                        control);
    return out;
}

std::unique_ptr<PySession> open_folder(const std::string& folder, const std::string& network,
                                       const std::optional<std::string>& rules,
                                       const std::optional<std::string>& card,
                                       const std::optional<std::string>& date, bool plans,
                                       const std::string& keep, std::uint64_t seed, const std::string& gap,
                                       unsigned threads, const std::string& time,
                                       const py::object& progress) {
    const matching::SessionSettings settings = settings_of(date, plans, keep, seed, gap);
    io::MatchSources sources{network};
    if (rules) sources.rules = *rules;
    if (card) sources.card = *card;
    const base::Control control = make_control(threads, std::nullopt, std::nullopt, progress);
    const py::gil_scoped_release release;
    auto out = std::make_unique<PySession>();
    out->folder.emplace(io::SessionFolder::open(folder, sources, settings, time, control));
    out->warnings = out->folder->warnings();
    return out;
}

std::unique_ptr<PySession> restore_folder(const std::string& folder, unsigned threads,
                                          const py::object& progress) {
    const base::Control control = make_control(threads, std::nullopt, std::nullopt, progress);
    const py::gil_scoped_release release;
    auto out = std::make_unique<PySession>();
    out->folder.emplace(io::SessionFolder::restore(folder, control));
    out->warnings = out->folder->warnings();
    return out;
}

py::dict batch_dict(const matching::SessionBatch& batch) {
    py::dict out, moves;
    py::list candidate, before, after, value_before, value_after, reason;
    for (const matching::SessionMove& move : batch.moves) {
        candidate.append(move.candidate);
        before.append(move.before);
        after.append(move.after);
        value_before.append(move.value_before);
        value_after.append(move.value_after);
        reason.append(to_string(move.reason));
    }
    moves["candidate"] = candidate;
    moves["before"] = before;
    moves["after"] = after;
    moves["value_before"] = value_before;
    moves["value_after"] = value_after;
    moves["reason"] = reason;
    out["number"] = batch.number;
    out["status"] = iqmatch::graph::to_string(batch.status);
    out["value"] = tables::grid_text(batch.value, 6);
    out["bound"] = tables::grid_text(batch.bound, 6);
    out["moves"] = moves;
    out["warnings"] = findings_list(batch.warnings);
    out["anew"] = batch.anew;
    return out;
}

/// Calls one that writes, on whichever there is.
template <class InMemory, class InFolder>
py::dict write(PySession& self, unsigned threads, const py::object& progress, const InMemory& in_memory,
               const InFolder& in_folder) {
    const base::Control control = make_control(threads, std::nullopt, std::nullopt, progress);
    matching::SessionBatch batch;
    {
        const py::gil_scoped_release release;
        const std::lock_guard lock(self.writing);
        batch = self.folder ? in_folder(*self.folder, control) : in_memory(*self.memory, control);
    }
    return batch_dict(batch);
}

py::dict apply(PySession& self, const std::string& changes, const std::string& time, unsigned threads,
               const py::object& progress) {
    const auto read = io::parse_changes(changes, "changes");
    return write(
        self, threads, progress,
        [&](matching::Session& session, const base::Control& control) {
            return session.apply(read, control);
        },
        [&](io::SessionFolder& folder, const base::Control& control) {
            return folder.apply(read, time, control);
        });
}

py::dict undo(PySession& self, const std::string& time, unsigned threads, const py::object& progress) {
    return write(
        self, threads, progress,
        [&](matching::Session& session, const base::Control& control) { return session.undo(control); },
        [&](io::SessionFolder& folder, const base::Control& control) { return folder.undo(time, control); });
}

py::dict improve(PySession& self, const std::string& time, unsigned threads, const py::object& progress) {
    return write(
        self, threads, progress,
        [&](matching::Session& session, const base::Control& control) { return session.improve(control); },
        [&](io::SessionFolder& folder, const base::Control& control) {
            return folder.improve(time, control);
        });
}

/// The match of one batch in numbers.
py::dict state(const PySession& self) {
    const matching::SessionView seen = self.session().view();
    py::dict out;
    out["number"] = seen.number();
    out["status"] = iqmatch::graph::to_string(seen.status());
    out["value"] = tables::grid_text(seen.value(), 6);
    out["bound"] = tables::grid_text(seen.bound(), 6);
    out["gap"] = tables::gap_text(seen.value(), seen.bound());
    out["candidates"] = seen.candidates();
    return out;
}

py::dict proposals(const PySession& self) {
    const matching::SessionView seen = self.session().view();
    py::dict out;
    py::list candidate, option, units;
    for (const auto& one : seen.proposals()) {
        candidate.append(one.candidate);
        option.append(one.option);
        units.append(one.value);
    }
    out["candidate"] = candidate;
    out["option"] = option;
    out["units"] = units;
    return out;
}

iqmatch::domain::Network network(PySession& self) {
    const py::gil_scoped_release release;
    const std::lock_guard lock(self.writing);
    return self.session().network();
}

std::pair<matching::Assignment, PyOptions> assignment(PySession& self, unsigned threads,
                                                      const py::object& progress) {
    const base::Control control = make_control(threads, std::nullopt, std::nullopt, progress);
    const py::gil_scoped_release release;
    const std::lock_guard lock(self.writing);
    matching::Assignment made = self.session().assignment(control);
    matching::Options options = made.options();
    return {std::move(made), PyOptions{std::move(options), self.warnings}};
}

void write_snapshot(PySession& self) {
    const py::gil_scoped_release release;
    const std::lock_guard lock(self.writing);
    if (self.folder) self.folder->write_snapshot();
}

}  // namespace

void bind_session(py::module_& module) {
    py::class_<PySession>(module, "Session")
        .def("apply", apply, py::arg("changes"), py::arg("time"), py::arg("threads"), py::arg("progress"))
        .def("undo", undo, py::arg("time"), py::arg("threads"), py::arg("progress"))
        .def("improve", improve, py::arg("time"), py::arg("threads"), py::arg("progress"))
        .def("state", state)
        .def("proposals", proposals)
        .def("network", network)
        .def("assignment", assignment, py::arg("threads"), py::arg("progress"))
        .def("write_snapshot", write_snapshot)
        .def_property_readonly("keeps",
                               [](const PySession& self) { return self.session().settings().keep > 0; })
        .def_property_readonly("plans",
                               [](const PySession& self) { return self.session().settings().options.plans; })
        .def_property_readonly("can_undo", [](const PySession& self) { return self.session().can_undo(); })
        .def_property_readonly("warnings",
                               [](const PySession& self) { return findings_list(self.warnings); });
    module.def("begin_session", begin, py::arg("network"), py::arg("rules"), py::arg("model"),
               py::arg("date"), py::arg("plans"), py::arg("keep"), py::arg("seed"), py::arg("gap"),
               py::arg("threads"), py::arg("progress"));
    module.def("open_session", open_folder, py::arg("folder"), py::arg("network"), py::arg("rules"),
               py::arg("card"), py::arg("date"), py::arg("plans"), py::arg("keep"), py::arg("seed"),
               py::arg("gap"), py::arg("threads"), py::arg("time"), py::arg("progress"));
    module.def("restore_session", restore_folder, py::arg("folder"), py::arg("threads"), py::arg("progress"));
}

}  // namespace iqmatch_python
