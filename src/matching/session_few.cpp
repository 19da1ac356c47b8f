// SPDX-License-Identifier: Apache-2.0
// Changes that concern single people or numbers of positions: the options of these people are formed beside
// those of everybody else.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <iqmatch/base/error.hpp>
#include <iqmatch/domain/network_builder.hpp>
#include <iqmatch/domain/schema.hpp>
#include "session_state.hpp"

namespace iqmatch::inline v0::matching {
namespace {

using detail::Edit;
using detail::SessionPerson;
using domain::Entity;
using domain::EntityRows;
using domain::VacancyId;
using graph::Row;

std::size_t column(std::string_view table, std::string_view name) {
    return domain::find_table_schema(table)->column(name);
}

/// Whether an employer limits how many people in recognition work there: then who works there matters to
/// others.
bool limited_employer(const domain::Network& network, std::string_view key) {
    const auto employer = network.employers().find(key);
    return employer && network.employers().max_in_recognition(*employer).has_value();
}
bool limited_vacancy(const domain::Network& network, std::string_view key) {
    const auto vacancy = network.vacancies().find(key);
    if (!vacancy) return false;
    const auto employer = network.vacancies().employer(*vacancy);
    return employer && network.employers().max_in_recognition(*employer).has_value();
}

/// Whether the person counts where an employer limits how many are in recognition.
bool in_recognition(const EntityRows& rows) {
    const auto under_way = [](std::string_view status) {
        return status == to_string(domain::RecognitionStatus::in_procedure) ||
               status == to_string(domain::RecognitionStatus::compensation_required);
    };
    if (under_way(rows.cell(Entity::candidate, "recognition_status"))) return true;
    const std::size_t at = column("qualifications", "recognition_status");
    const auto own = rows.table("qualifications");
    return std::any_of(own.begin(), own.end(), [&](const auto& row) { return under_way(row[at]); });
}

/// Whether what is said about a person changes what others may have, beyond a place of one vacancy.
bool reaches_further(const domain::Network& network, const EntityRows& rows, bool resized) {
    constexpr std::string_view vacancy = "vacancy:";
    if (rows.empty()) return false;
    const std::string_view unit = rows.cell(Entity::candidate, "unit");
    if (!unit.empty() && unit != "none") return true;
    const bool counts = in_recognition(rows);
    for (const auto& row : rows.table("employments"))
        if (counts && limited_employer(network, row[column("employments", "employer")])) return true;
    for (const auto& row : rows.table("participations")) {
        const std::string_view target = row[column("participations", "target")];
        if (resized || !target.starts_with(vacancy) ||
            (counts && limited_vacancy(network, target.substr(vacancy.size()))))
            return true;
    }
    for (const auto& row : rows.table("decisions")) {
        if (row[column("decisions", "kind")] == "forbid") continue;
        if (resized || !row[column("decisions", "target")].starts_with(vacancy)) return true;
    }
    return false;
}

/// The positions of a vacancy where nothing else about it changes.
std::optional<std::int64_t> other_positions(const EntityRows& before, const EntityRows& after) {
    if (before.empty() || after.empty()) return std::nullopt;
    const std::string text(after.cell(Entity::vacancy, "positions"));
    if (after != before.with_cell(Entity::vacancy, "positions", text)) return std::nullopt;
    std::int64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole && out >= 0 && out <= 1'000'000 ? std::optional(out) : std::nullopt;
}

/// Edits sorted by what they touch, if they reach no further.
struct Few {
    std::vector<const Edit*> people;
    std::vector<std::pair<VacancyId, std::int64_t>> positions;  ///< how many more
};

std::optional<Few> sort_out(const Session::State& state, const std::vector<Edit>& edits) {
    const domain::Network& network = state.whole->network();
    Few out;
    for (const Edit& edit : edits) {
        const EntityRows& before = state.book.rows(edit.entity, edit.key);
        if (edit.entity == Entity::candidate) {
            if (reaches_further(network, before, state.resized) ||
                reaches_further(network, edit.rows, state.resized))
                return std::nullopt;
            out.people.push_back(&edit);
            continue;
        }
        if (edit.entity != Entity::vacancy) return std::nullopt;
        const auto positions = other_positions(before, edit.rows);
        const auto vacancy = network.vacancies().find(edit.key);
        const auto now = positions ? other_positions(before, before) : std::nullopt;
        if (!positions || !vacancy || !now) return std::nullopt;
        out.positions.emplace_back(*vacancy, *positions - *now);
    }
    return out;
}

/// Whether a record of these people is somebody else's already: whoever forms everything says so.
bool keys_taken(const Session::State& state, const std::vector<const Edit*>& people) {
    for (const Edit* edit : people)
        for (const std::string& key : detail::record_keys_of(edit->rows)) {
            const auto at = state.record_keys.find(key);
            if (at != state.record_keys.end() && at->second != edit->key) return true;
        }
    return false;
}

/// The options of people who are there after the edits; empty where they cannot be formed beside the others'.
std::optional<Options> form_beside(const Session::State& state, const std::vector<const Edit*>& people,
                                   SessionBatch& batch, const base::Control& control) {
    std::vector<const EntityRows*> rows;
    for (const Edit* edit : people)
        if (!edit->rows.empty()) rows.push_back(&edit->rows);
    const domain::Network& network = state.whole->network();
    domain::NetworkBuilder builder({network.name(), network.as_of()});
    builder.offers_of(network);
    for (base::TextTable& table : domain::RowBook::tables(rows)) builder.add(std::move(table));
    domain::NetworkResult built = builder.try_build();
    if (!built.network) throw base::DataError(std::move(built.findings));
    detail::require_known_titles(*built.network, state.rules);
    batch.warnings.append(built.findings);
    base::Control unlimited;
    unlimited.threads = control.threads;
    unlimited.simd = control.simd;
    return options_beside(*state.whole, *built.network, unlimited);
}

/// Vacancies with a place of the person's own.
std::vector<VacancyId> kept_by(const Options& options, std::size_t candidate) {
    const auto* person = options.state().steering.person(domain::CandidateId(candidate));
    return person == nullptr ? std::vector<VacancyId>() : person->kept;
}

/// The options of people who come, in the numbers of the solver.
class OptionLists {
  public:
    /// False where the solver cannot follow them. Resources that nobody used before come to the solver, which
    /// changes nothing for anybody.
    bool fill(Session::State& state, const tables::SelectionProblem& problem) {
        std::vector<graph::Resource> numbers;
        for (std::size_t r = 0; r < problem.resource_count(); ++r) {
            const std::string key(problem.resources[r]);
            auto at = state.resource_of.find(key);
            if (at == state.resource_of.end()) {
                const std::uint64_t minimum = problem.minima.empty() ? 0 : problem.minima[r];
                const auto number = state.solver->add_resource(problem.capacities[r], minimum);
                if (!number) return false;
                at = state.resource_of.emplace(key, *number).first;
            }
            numbers.push_back(at->second);
        }
        offsets_ = problem.offsets;
        std::vector<std::size_t> begins{0};
        for (tables::OptionIndex o = 0; o < problem.option_count(); ++o) {
            problem.for_each_use(o, [&](const graph::Use& use) {
                uses_.push_back({numbers[use.resource], use.amount});
            });
            begins.push_back(uses_.size());
        }
        for (tables::OptionIndex o = 0; o < problem.option_count(); ++o)
            options_.push_back(
                {problem.values[o], std::span(uses_).subspan(begins[o], begins[o + 1] - begins[o])});
        for (std::size_t c = 0; c < problem.candidate_count(); ++c)
            if (!state.solver->takes(of(c))) return false;
        return true;
    }
    [[nodiscard]] std::span<const detail::SessionOption> of(std::size_t candidate) const {
        return std::span(options_).subspan(offsets_[candidate],
                                           offsets_[candidate + 1] - offsets_[candidate]);
    }

  private:
    std::vector<tables::OptionIndex> offsets_;
    std::vector<graph::Use> uses_;
    std::vector<detail::SessionOption> options_;
};

}  // namespace

bool Session::State::edit_few(const std::vector<Edit>& edits, SessionBatch& batch,
                              const base::Control& control) {
    if (!solver || (!exact && settings.keep > 0)) return false;
    const auto few = sort_out(*this, edits);
    if (!few || keys_taken(*this, few->people)) return false;
    const auto began = std::chrono::steady_clock::now();
    const bool anybody = std::any_of(few->people.begin(), few->people.end(),
                                     [](const Edit* edit) { return !edit->rows.empty(); });
    std::optional<Options> beside;
    if (anybody) {
        beside = form_beside(*this, few->people, batch, control);
        if (!beside) return false;
    }
    const auto formed = std::chrono::steady_clock::now();

    // Who comes, and how many positions are open afterwards: looked at before anything is touched.
    std::vector<SessionPerson> fresh;
    std::map<std::string, std::size_t> fresh_of;
    std::map<std::size_t, std::int64_t> more;  // positions per vacancy
    for (const auto& [vacancy, positions] : few->positions) more[vacancy.index()] += positions;
    for (std::size_t c = 0; beside && c < beside->problem().candidate_count(); ++c) {
        SessionPerson person;
        person.key = beside->problem().candidates[c];
        person.options = beside;
        person.candidate = static_cast<std::uint32_t>(c);
        person.kept = kept_by(*beside, c);
        for (const VacancyId vacancy : person.kept) --more[vacancy.index()];
        fresh.push_back(std::move(person));
    }
    for (std::size_t k = 0; k < fresh.size(); ++k) fresh_of[fresh[k].key] = k;
    for (const Edit* edit : few->people)
        if (const auto at = row_of.find(edit->key); at != row_of.end())
            for (const VacancyId vacancy : people[at->second].kept) ++more[vacancy.index()];
    for (const auto& [vacancy, change] : more)
        if (open[vacancy] + change < 0) return false;
    OptionLists lists;
    if (beside && !lists.fill(*this, beside->problem())) return false;

    // From here on nothing can fail.
    undo.push_back(write(edits));
    resized = resized || !few->positions.empty();
    for (const auto& [vacancy, change] : more) {
        if (change == 0) continue;
        open[vacancy] += change;
        const std::string key(whole->network().vacancies().key(VacancyId(vacancy)));
        solver->set_capacity(resource_of.at("vacancy:" + key), static_cast<std::uint64_t>(open[vacancy]));
    }
    std::map<Row, std::pair<detail::HeldBefore, MoveReason>> touched;
    for (const Edit* edit : few->people) {
        const auto at = row_of.find(edit->key);
        const bool was = at != row_of.end();
        const detail::HeldBefore before =
            was ? detail::HeldBefore{people[at->second].option_key(), people[at->second].value()}
                : detail::HeldBefore{};
        if (edit->rows.empty()) {
            if (!was) continue;
            const Row row = at->second;
            if (!before.option.empty())
                batch.moves.push_back({edit->key, before.option, {}, before.value, 0, MoveReason::left});
            solver->remove(row);
            people[row] = {};
            row_of.erase(at);
            show(row);
            continue;
        }
        SessionPerson& person = fresh[fresh_of.at(edit->key)];
        const auto own = lists.of(person.candidate);
        Row row = was ? at->second : Row{};
        if (was)
            solver->set(row, own);
        else
            row = solver->add(own);
        if (people.size() <= row) people.resize(row + std::size_t(1));
        people[row] = std::move(person);
        row_of[edit->key] = row;
        touched[row] = {before, was ? MoveReason::own_change : MoveReason::arrived};
    }
    for (const Row row : solver->settle(control)) {
        const SessionPerson& person = people[row];
        if (person.key.empty() || touched.count(row) != 0) continue;
        touched[row] = {{person.option_key(), person.value()}, MoveReason::improved};
    }
    selection.reset();
    for (const auto& [row, was] : touched) {
        SessionPerson& person = people[row];
        const auto held = solver->held(row);
        person.held = held ? person.problem().offsets[person.candidate] + *held : tables::no_option;
        show(row);
        const auto& [before, reason] = was;
        SessionMove move{person.key,   before.option,  person.option_key(),
                         before.value, person.value(), reason};
        if (move.before == move.after) continue;
        if (reason == MoveReason::improved && move.value_after <= move.value_before)
            move.reason = MoveReason::displaced;
        batch.moves.push_back(std::move(move));
    }
    batch.status = solver->status();
    batch.value = solver->value();
    batch.bound = solver->bound();
    const auto ended = std::chrono::steady_clock::now();
    batch.seconds_rules = std::chrono::duration<double>(formed - began).count();
    batch.seconds_solve = std::chrono::duration<double>(ended - formed).count();
    return true;
}

}  // namespace iqmatch::inline v0::matching
