// SPDX-License-Identifier: Apache-2.0
// What a change costs in a living match, by kind: people who come and go, numbers of positions and seats,
// vacancies that come, go and change, decisions.
//
//   iqmatch_session_changes CANDIDATES VACANCIES RUNS [CHANGES] [plans|today] [FOLDER]
//
// Generates a network (seed 1), opens a session and makes CHANGES of each kind, one per batch. Prints
// percentiles of the CPU time of a batch, of which rules and scores and of which the match, who moved, and
// the gap before and after. At the end the bound is proved again from nothing.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <iqmatch/iqmatch.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace iqmatch;

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

domain::Network generated(std::size_t candidates, std::size_t vacancies, std::size_t runs) {
    const domain::Catalogue catalogue = domain::Catalogue::builtin();
    synth::GenerateSettings settings;
    settings.candidates = candidates;
    settings.vacancies = vacancies;
    settings.runs = runs;
    settings.seed = 1;
    synth::SyntheticNetwork made = synth::generate(catalogue, settings);
    domain::NetworkBuilder builder({"generated", settings.as_of});
    builder.catalogue(catalogue);
    for (base::TextTable& table : made.tables) builder.add(std::move(table));
    return builder.build();
}

struct Sample {
    double total = 0, rules = 0, match = 0;
    std::size_t moved = 0;
    bool anew = false;
};

double at(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    const auto place = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
    return values[place];
}

void print(const char* kind, const std::vector<Sample>& samples) {
    std::vector<double> total, rules, match;
    std::size_t moved = 0, anew = 0;
    for (const Sample& one : samples) {
        if (one.anew) {
            ++anew;
            continue;
        }
        total.push_back(one.total * 1e3);
        rules.push_back(one.rules * 1e3);
        match.push_back(one.match * 1e3);
        moved += one.moved;
    }
    std::printf(
        "%-13s %5zu  p50 %7.2f  p99 %7.2f  max %7.2f ms | rules and scores p50 %7.2f | match p50 %7.3f p99 "
        "%7.2f | "
        "moved %.2f | formed anew %zu\n",
        kind, total.size(), at(total, 0.5), at(total, 0.99), at(total, 1), at(rules, 0.5), at(match, 0.5),
        at(match, 0.99), total.empty() ? 0 : static_cast<double>(moved) / static_cast<double>(total.size()),
        anew);
    std::fflush(stdout);
}

Sample apply(matching::Session& session, std::span<const matching::SessionChange> changes) {
    const double began = cpu_seconds();
    const matching::SessionBatch batch = session.apply(changes);
    return {cpu_seconds() - began, batch.seconds_rules, batch.seconds_solve, batch.moves.size(), batch.anew};
}
Sample apply(matching::Session& session, const matching::SessionChange& change) {
    return apply(session, std::span(&change, 1));
}

matching::SessionChange remove(domain::Entity entity, const std::string& key) {
    matching::SessionChange out;
    out.kind = matching::SessionChange::Kind::remove;
    out.entity = entity;
    out.key = key;
    return out;
}

matching::SessionChange put(const domain::RowBook& book, domain::Entity entity, const std::string& key) {
    matching::SessionChange out;
    out.entity = entity;
    out.key = key;
    const domain::EntityRows* rows[] = {&book.rows(entity, key)};
    out.tables = domain::RowBook::tables(rows);
    return out;
}

matching::SessionChange set(domain::Entity entity, const std::string& key, const char* column,
                            const std::string& text) {
    matching::SessionChange out;
    out.kind = matching::SessionChange::Kind::set;
    out.entity = entity;
    out.key = key;
    base::TextTable table(std::string(domain::table_of(entity)), "", {column});
    table.add_row({text});
    out.tables.push_back(std::move(table));
    return out;
}

/// What it costs beside that to have a batch on the disk, by the clock.
void measure_journal(const domain::Network& network, const domain::RowBook& book,
                     const matching::SessionSettings& settings, const std::filesystem::path& folder,
                     std::size_t changes, const base::Control& control) {
    std::filesystem::create_directories(folder);
    io::write_network_folder(folder / "network", network);
    io::MatchSources sources;
    sources.network = folder / "network";
    io::SessionFolder session =
        io::SessionFolder::open(folder / "session", sources, settings, "2026-11-02T08:00:00Z", control);
    base::Rng rng(11);
    std::vector<double> journal;
    while (journal.size() < changes) {
        const domain::CandidateId id(rng.below(network.candidates().size()));
        const std::string key(network.candidates().key(id));
        const std::string_view unit =
            book.rows(domain::Entity::candidate, key).cell(domain::Entity::candidate, "unit");
        if (!unit.empty() && unit != "none") continue;
        for (const auto& change :
             {remove(domain::Entity::candidate, key), put(book, domain::Entity::candidate, key)}) {
            const auto began = std::chrono::steady_clock::now();
            const auto batch = session.apply(std::span(&change, 1), "2026-11-02T08:00:00Z");
            const std::chrono::duration<double> all = std::chrono::steady_clock::now() - began;
            journal.push_back((all.count() - batch.seconds_rules - batch.seconds_solve) * 1e3);
        }
    }
    std::printf("journal and snapshots %zu  p50 %.2f  p99 %.2f  max %.2f ms by the clock\n", journal.size(),
                at(journal, 0.5), at(journal, 0.99), at(journal, 1));
}

double gap(const matching::SessionView& view) {
    return static_cast<double>(view.bound() - view.value()) /
           static_cast<double>(std::max<base::Int128>(view.value(), 1));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        std::fprintf(stderr, "usage: %s CANDIDATES VACANCIES RUNS [CHANGES] [plans|today] [FOLDER]\n",
                     argv[0]);
        return 2;
    }
    const auto number = [&](int place) {
        return static_cast<std::size_t>(std::strtoull(argv[place], nullptr, 10));
    };
    const std::size_t changes = argc > 4 ? number(4) : 200;
    const domain::Network network = generated(number(1), number(2), number(3));
    const domain::RowBook book(network);
    matching::SessionSettings settings;
    settings.options.plans = argc <= 5 || std::string_view(argv[5]) == "plans";
    base::Control control;
    control.threads = 2;
    const double began = cpu_seconds();
    matching::Session session(network, rules::RuleTables::builtin(), scoring::ModelCard::builtin(), settings,
                              control);
    std::printf("%zu x %zu x %zu %s: opened in %.1f s of CPU time, gap %.6f\n", number(1), number(2),
                number(3), settings.options.plans ? "with plans" : "today", cpu_seconds() - began,
                gap(session.view()));

    base::Rng rng(7);
    const auto person = [&] { return domain::CandidateId(rng.below(network.candidates().size())); };
    const auto vacancy = [&] { return domain::VacancyId(rng.below(network.vacancies().size())); };
    const auto key_of = [&](domain::VacancyId id) { return std::string(network.vacancies().key(id)); };
    const auto named = [&](const std::string& key) {
        const auto speaks = [&](const char* table) {
            const auto& targets = network.table(table).column("target");
            for (std::size_t row = 0; row < network.table(table).rows(); ++row)
                if (targets.text(row) == "vacancy:" + key) return true;
            return false;
        };
        return speaks("participations") || speaks("decisions");
    };
    std::vector<Sample> left, came, positions, seats, closed, opened, other, pins;
    while (left.size() < changes) {
        const std::string key(network.candidates().key(person()));
        const std::string_view unit =
            book.rows(domain::Entity::candidate, key).cell(domain::Entity::candidate, "unit");
        if (!unit.empty() && unit != "none") continue;  // households cannot come back one by one
        left.push_back(apply(session, remove(domain::Entity::candidate, key)));
        came.push_back(apply(session, put(book, domain::Entity::candidate, key)));
    }
    print("departure", left);
    print("arrival", came);
    while (positions.size() < changes) {
        const domain::VacancyId id = vacancy();
        const std::int64_t now = network.vacancies().positions(id);
        const std::int64_t then = rng.chance(1, 2) ? now + 1 : std::max<std::int64_t>(0, now - 1);
        positions.push_back(
            apply(session, set(domain::Entity::vacancy, key_of(id), "positions", std::to_string(then))));
    }
    print("positions", positions);
    while (seats.size() < changes / 2 && settings.options.plans) {
        const domain::RunId run(rng.below(network.runs().size()));
        const auto now = network.runs().seats(run);
        if (!now) continue;
        seats.push_back(apply(session, set(domain::Entity::run, std::string(network.runs().key(run)), "seats",
                                           std::to_string(*now + rng.between(1, 3)))));
    }
    if (settings.options.plans) print("seats", seats);
    const std::size_t few = std::max<std::size_t>(1, changes / 10);
    while (closed.size() < few) {
        const std::string key = key_of(vacancy());
        if (named(key)) continue;
        closed.push_back(apply(session, remove(domain::Entity::vacancy, key)));
        opened.push_back(apply(session, put(book, domain::Entity::vacancy, key)));
        other.push_back(apply(session, set(domain::Entity::vacancy, key, "start_from", "2027-01-04")));
    }
    print("vacancy gone", closed);
    print("new vacancy", opened);
    print("vacancy other", other);
    while (pins.size() < few) {
        matching::SessionChange pin;
        pin.kind = matching::SessionChange::Kind::decide;
        pin.key = network.candidates().key(person());
        if (!session.view().find(pin.key)) continue;
        const std::string held = session.view().find(pin.key)->option;
        const std::size_t at = held.rfind("vacancy:");
        if (at == std::string::npos) continue;
        pin.decision = "pin";
        pin.target = held.substr(at, held.rfind('@') - at);
        pin.author = "K. Meyer";
        pin.reason = "agreed";
        try {
            pins.push_back(apply(session, pin));
        } catch (const base::DataError&) {
        }
    }
    print("pin", pins);
    const auto view = session.view();
    std::printf("gap after %zu batches %.6f\n", static_cast<std::size_t>(view.number()), gap(view));
    if (argc > 6) measure_journal(network, book, settings, argv[6], changes, control);
    if (number(1) > 5000) return 0;
    const matching::Assignment proved = session.assignment(control);
    if (!proved.certify().empty() || proved.value() > view.bound() || proved.bound() < view.value()) {
        std::fprintf(stderr, "the match does not hold: %s\n", proved.certify().c_str());
        return 1;
    }
    return 0;
}
