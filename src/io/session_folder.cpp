// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/model_card.hpp>
#include <iqmatch/io/read_file.hpp>
#include <iqmatch/io/replace_folder.hpp>
#include <iqmatch/io/rule_tables.hpp>
#include <iqmatch/io/session_folder.hpp>
#include <iqmatch/io/session_snapshot.hpp>
#include <iqmatch/io/write_file.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <limits>
#include <optional>
#include <utility>
#include "durable.hpp"
#include "session_journal.hpp"

namespace iqmatch::inline v0::io {
namespace {

namespace fs = std::filesystem;
using matching::Session;
using matching::SessionBatch;
using matching::SessionSettings;

/// Batches that restore() has to follow, at most, before the next snapshot is written.
constexpr std::uint64_t batches_per_snapshot = 64;

fs::path settings_file(const fs::path& folder) {
    return folder / "session.json";
}
fs::path snapshot_file(const fs::path& folder) {
    return folder / "snapshot.bin";
}
fs::path journal_folder(const fs::path& folder) {
    return folder / "journal";
}

JsonValue settings_json(const SessionSettings& settings, const MatchInputs& inputs, bool own_rules,
                        std::string_view time) {
    JsonValue out = JsonValue::object();
    out.set("schema", session_schema).set("opened", time);
    if (settings.options.date) out.set("date", settings.options.date->iso());
    out.set("plans", settings.options.plans).set("seed", settings.assign.seed);
    out.set("keep", settings.keep).set("gap_e9", settings.assign.gap_e9);
    out.set("model_hash", inputs.card.content_hash()).set("rules", own_rules);
    out.set("rules_hash", inputs.rules.content_hash());
    return out;
}

/// What session.json says.
struct Stated {
    SessionSettings settings;
    std::string model_hash, rules_hash;
    bool own_rules = false;
};

Stated read_settings(const fs::path& folder) {
    const std::string file = settings_file(folder).string();
    base::Findings findings;
    const auto json = parse_json(read_file(settings_file(folder)), file, findings);
    if (!json) throw base::DataError(std::move(findings));
    const auto text = [&](std::string_view name) {
        const JsonValue* value = json->find(name);
        if (value == nullptr) detail::refuse_session(file, std::string(name));
        return value->text();
    };
    const auto count = [&](std::string_view name) {
        const JsonValue* value = json->find(name);
        if (value == nullptr || !value->count()) detail::refuse_session(file, std::string(name));
        return *value->count();
    };
    if (text("schema") != session_schema) {
        base::Finding other = base::make_finding("session_version");
        other.file = other.value = file;
        other.detail = text("schema");
        findings.add(std::move(other));
        throw base::DataError(std::move(findings));
    }
    Stated out;
    if (json->find("date") != nullptr) {
        out.settings.options.date = base::Date::parse(text("date"));
        if (!out.settings.options.date) detail::refuse_session(file, "date");
    }
    out.settings.options.plans = text("plans") == "true";
    out.settings.assign.seed = count("seed");
    const std::uint64_t keep = count("keep");
    if (keep > static_cast<std::uint64_t>(matching::most_keep)) detail::refuse_session(file, "keep");
    out.settings.keep = static_cast<std::int64_t>(keep);
    out.settings.assign.gap_e9 = count("gap_e9");
    out.model_hash = text("model_hash");
    out.rules_hash = text("rules_hash");
    out.own_rules = text("rules") == "true";
    return out;
}

/// Copies of the tables that replace built-in ones.
void copy_rules(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::create_directory(to, error);
    if (error) throw base::FileError(to.string(), error.message());
    for (const fs::directory_entry& entry : fs::directory_iterator(from))
        if (entry.path().extension() == ".csv")
            write_file(to / entry.path().filename(), read_file(entry.path()));
}

JournalBatch noted(const SessionBatch& batch) {
    JournalBatch out;
    out.number = batch.number;
    out.status = graph::to_string(batch.status);
    out.value = tables::grid_text(batch.value, 6);
    out.bound = tables::grid_text(batch.bound, 6);
    out.moves = batch.moves;
    return out;
}

matching::SessionStep step_of(const JournalBatch& batch) {
    matching::SessionStep out;
    out.undo = batch.undo;
    out.changes = batch.changes;
    for (const matching::SessionMove& move : batch.moves) out.moved.push_back({move.candidate, move.after});
    return out;
}

}  // namespace

struct SessionFolder::State {
    fs::path folder;
    Session session;
    Record journal;
    base::Findings warnings;
    std::uint64_t since_snapshot = 0;
    bool broken = false;  ///< the journal does not have what the session did

    void require_whole() const {
        if (broken)
            throw base::UsageError(
                "the last batch could not be written: restore the session from its folder");
    }
    void note(JournalBatch batch, std::string_view time) {
        broken = true;
        journal.append(detail::journal_items(batch), time);
        broken = false;
        ++since_snapshot;
    }
};

SessionFolder::SessionFolder(std::unique_ptr<State> state) : state_(std::move(state)) {}
SessionFolder::~SessionFolder() = default;
SessionFolder::SessionFolder(SessionFolder&&) noexcept = default;
SessionFolder& SessionFolder::operator=(SessionFolder&&) noexcept = default;

SessionFolder SessionFolder::open(const fs::path& folder, const MatchSources& sources,
                                  SessionSettings settings, std::string_view time,
                                  const base::Control& control) {
    require_time(time);
    std::error_code error;
    if (fs::exists(folder, error) && (!fs::is_directory(folder, error) || !fs::is_empty(folder, error)))
        throw base::UsageError(folder.string() +
                               " holds something: a session begins in a new or empty folder");
    const MatchInputs inputs = load_match_inputs(sources);
    Session session(inputs.network, inputs.rules, inputs.card, settings, control);
    // All of it under another name first: a folder with session.json is whole.
    const fs::path fresh = free_sibling(folder, "new");
    fs::create_directories(fresh, error);
    if (error) throw base::FileError(fresh.string(), error.message());
    try {
        if (sources.rules) copy_rules(*sources.rules, fresh / "rules");
        write_file(fresh / "model.json", write_model_card(inputs.card));
        detail::stage_file(snapshot_file(fresh), io::write_snapshot(session.snapshot()));
        detail::publish_staged(snapshot_file(fresh));
        {
            Record journal(journal_folder(fresh));
            JournalBatch opening;
            const auto view = session.view();
            opening.status = graph::to_string(view.status());
            opening.value = tables::grid_text(view.value(), 6);
            opening.bound = tables::grid_text(view.bound(), 6);
            journal.append(detail::journal_items(opening), time);
        }
        const JsonValue stated = settings_json(settings, inputs, sources.rules.has_value(), time);
        detail::stage_file(settings_file(fresh), stated.dump());
        detail::publish_staged(settings_file(fresh));
        replace_folder(fresh, folder, [](const fs::path& old) {
            if (!fs::is_empty(old)) throw base::UsageError(old.string() + " holds something by now");
        });
    } catch (...) {
        fs::remove_all(fresh, error);
        throw;
    }
    return SessionFolder(std::unique_ptr<State>(
        new State{folder, std::move(session), Record(journal_folder(folder)), inputs.warnings, 0, false}));
}

SessionFolder SessionFolder::restore(const fs::path& folder, const base::Control& control) {
    const Stated stated = read_settings(folder);
    Record journal(journal_folder(folder));  // nobody else writes from here on
    journal.repair();
    const scoring::ModelCard card = load_model_card(folder / "model.json");
    const rules::RuleTables rules =
        stated.own_rules ? load_rules(folder / "rules") : rules::RuleTables::builtin();
    if (card.content_hash() != stated.model_hash)
        detail::refuse_session((folder / "model.json").string(), "SHA-256");
    if (rules.content_hash() != stated.rules_hash)
        detail::refuse_session((folder / "rules").string(), "SHA-256");
    const std::string file = snapshot_file(folder).string();
    const matching::SessionSnapshot snapshot = read_snapshot(read_file(snapshot_file(folder)), file);
    std::vector<matching::SessionStep> steps;
    std::uint64_t last = 0;
    for (const JournalBatch& batch :
         detail::journal_batches(journal.contents(), snapshot.number, journal_folder(folder).string())) {
        last = std::max(last, batch.number);
        if (batch.number <= snapshot.number) continue;
        if (batch.improve) {  // no batch of its own: what it moved belongs to the one before
            if (steps.empty()) continue;
            for (const matching::SessionMove& move : batch.moves)
                steps.back().moved.push_back({move.candidate, move.after});
            continue;
        }
        if (batch.number != snapshot.number + steps.size() + 1) detail::refuse_session(file, "number");
        steps.push_back(step_of(batch));
    }
    if (last < snapshot.number) detail::refuse_session(journal_folder(folder).string(), "number");
    base::Findings warnings = card.warnings();
    Session session = Session::resume(snapshot, steps, rules, card, stated.settings, control);
    return SessionFolder(std::unique_ptr<State>(
        new State{folder, std::move(session), std::move(journal), std::move(warnings), steps.size(), false}));
}

const Session& SessionFolder::session() const {
    return state_->session;
}
const base::Findings& SessionFolder::warnings() const {
    return state_->warnings;
}

SessionBatch SessionFolder::apply(std::span<const matching::SessionChange> changes, std::string_view time,
                                  const base::Control& control) {
    require_time(time);
    state_->require_whole();
    SessionBatch out = state_->session.apply(changes, control);
    JournalBatch batch = noted(out);
    batch.changes.assign(changes.begin(), changes.end());
    state_->note(std::move(batch), time);
    if (state_->since_snapshot >= batches_per_snapshot) write_snapshot();
    return out;
}

SessionBatch SessionFolder::undo(std::string_view time, const base::Control& control) {
    require_time(time);
    state_->require_whole();
    SessionBatch out = state_->session.undo(control);
    JournalBatch batch = noted(out);
    batch.undo = true;
    state_->note(std::move(batch), time);
    return out;
}

SessionBatch SessionFolder::improve(std::string_view time, const base::Control& control) {
    require_time(time);
    state_->require_whole();
    SessionBatch out = state_->session.improve(control);
    JournalBatch batch = noted(out);
    batch.improve = true;
    state_->note(std::move(batch), time);
    // The journal alone would lead a restore back to the match before.
    write_snapshot();
    return out;
}

void SessionFolder::write_snapshot() {
    const fs::path file = snapshot_file(state_->folder);
    detail::stage_file(file, io::write_snapshot(state_->session.snapshot()));
    detail::publish_staged(file);
    state_->since_snapshot = 0;
}

std::vector<JournalBatch> read_journal(const fs::path& folder) {
    (void)read_settings(folder);
    return detail::journal_batches(read_record(journal_folder(folder)),
                                   std::numeric_limits<std::uint64_t>::max(),
                                   journal_folder(folder).string());
}

}  // namespace iqmatch::inline v0::io
