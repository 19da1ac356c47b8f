// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iqmatch/explain/aggregates.hpp>
#include <iqmatch/explain/texts.hpp>
#include <map>
#include <utility>

namespace iqmatch::inline v0::explain {
namespace {

using domain::CandidateId;
using domain::RecognitionStatus;
using domain::VacancyId;

constexpr std::string_view unknown = "unknown";

/// From the farthest to the nearest; of several qualifications the one that ranks highest counts.
constexpr std::array<RecognitionStatus, 8> recognition_order{RecognitionStatus::negative,
                                                             RecognitionStatus::not_applied,
                                                             RecognitionStatus::in_procedure,
                                                             RecognitionStatus::compensation_required,
                                                             RecognitionStatus::statement_of_comparability,
                                                             RecognitionStatus::partial,
                                                             RecognitionStatus::not_required,
                                                             RecognitionStatus::full};

std::string_view recognition_of(const domain::Network& network, CandidateId candidate) {
    auto best = recognition_order.end();
    for (const domain::Qualification& own : network.qualifications_of(candidate)) {
        if (!own.status) continue;
        const auto rank = std::find(recognition_order.begin(), recognition_order.end(), *own.status);
        if (rank != recognition_order.end() && (best == recognition_order.end() || rank > best)) best = rank;
    }
    return best == recognition_order.end() ? unknown : domain::to_string(*best);
}

std::string_view german_of(const domain::Network& network, CandidateId candidate) {
    const auto level = network.german(candidate).level(domain::LanguageSkill::overall);
    return level ? base::to_string(*level) : unknown;
}

std::string_view waiting_of(const domain::Network& network, CandidateId candidate, base::Date day) {
    const auto since = network.candidates().registered_on(candidate);
    if (!since) return unknown;
    const auto days = day.days() - since->days();
    return days < 90 ? "000-089" : days < 180 ? "090-179" : days < 365 ? "180-364" : "365+";
}

/// The occupation of the first qualification that names one.
std::string occupation_of(const domain::Network& network, CandidateId candidate) {
    for (const domain::Qualification& own : network.qualifications_of(candidate))
        if (own.kldb) return own.kldb->text();
    return std::string(unknown);
}

/// Whether the work lies below the level of every qualification whose level is known.
bool below_level(const domain::Network& network, CandidateId candidate, VacancyId vacancy) {
    bool below = false;
    const int job = network.vacancies().kldb(vacancy).level();
    for (const domain::Qualification& own : network.qualifications_of(candidate)) {
        if (!own.level) continue;
        if (*own.level <= job) return false;
        below = true;
    }
    return below;
}

class Table {
  public:
    Table(const matching::Assignment& result, base::Language language)
        : result_(result), network_(result.options().network()), language_(language) {}

    std::vector<Aggregate> fill() {
        for (std::size_t c = 0; c < network_.candidates().size(); ++c) person(CandidateId(c));
        for (std::size_t v = 0; v < network_.vacancies().size(); ++v) vacancy(VacancyId(v));
        std::vector<Aggregate> out;
        for (auto& [key, row] : rows_) out.push_back(std::move(row));
        return out;
    }

  private:
    Aggregate& row(Dimension dimension, std::string_view key, std::string_view label,
                   std::string_view parent) {
        const auto [at, fresh] = rows_.try_emplace({dimension, std::string(key)});
        if (fresh) {
            at->second.dimension = dimension;
            at->second.key = key;
            at->second.label = label;
            at->second.parent = parent;
            for (const Count kind :
                 {Count::candidates, Count::with_options, Count::assigned, Count::below_level})
                at->second.counts[static_cast<std::size_t>(kind)] = 0;
            if (dimension <= Dimension::occupation)
                for (const Count kind : {Count::positions, Count::filled})
                    at->second.counts[static_cast<std::size_t>(kind)] = 0;
        }
        return at->second;
    }
    static void add(Aggregate& to, Count kind, std::uint64_t number) {
        auto& count = to.counts[static_cast<std::size_t>(kind)];
        count = *count + number;
    }
    [[nodiscard]] std::string label(std::string_view prefix, std::string_view key) const {
        return word(std::string(prefix) + "." + std::string(key), language_, key);
    }

    /// The groups that people and vacancies share.
    void groups(std::optional<domain::RegionId> region, const std::string& occupation,
                std::vector<Aggregate*>& out) {
        out.clear();
        out.push_back(&row(Dimension::network, "", label("aggregate", "network"), ""));
        std::string_view alliance = unknown, district = unknown, name = unknown;
        if (region) {
            const domain::Region& found = network_.catalogue().region(*region);
            district = found.ags;
            name = found.abroad() ? found.ags : found.name;
            alliance = found.alliance.has_value() ? *found.alliance : found.abroad() ? found.ags : "outside";
        }
        out.push_back(&row(Dimension::alliance, alliance, label("aggregate", alliance), ""));
        out.push_back(&row(Dimension::district, district, label("aggregate", name), alliance));
        const auto kldb = domain::Kldb::parse(occupation);
        out.push_back(
            &row(Dimension::occupation, occupation,
                 kldb ? network_.catalogue().label(*kldb, language_) : label("aggregate", occupation), ""));
    }

    void person(CandidateId id) {
        std::vector<Aggregate*> all;
        groups(network_.candidates().region(id), occupation_of(network_, id), all);
        const auto status = recognition_of(network_, id);
        all.push_back(&row(Dimension::recognition, status, label("status", status), ""));
        const auto german = german_of(network_, id);
        all.push_back(&row(Dimension::german, german, label("aggregate", german), ""));
        const auto waiting = waiting_of(network_, id, result_.options().date());
        all.push_back(&row(Dimension::waiting, waiting, label("aggregate", waiting), ""));
        const auto employed = network_.candidates().employment_status(id);
        const std::string_view employment = employed ? domain::to_string(*employed) : unknown;
        all.push_back(&row(Dimension::employment, employment, label("employment", employment), ""));
        const matching::Proposal* proposal = result_.find(id);
        const bool below = proposal != nullptr && !proposal->option.alone &&
                           below_level(network_, id, proposal->option.vacancy);
        for (Aggregate* one : all) {
            add(*one, Count::candidates, 1);
            add(*one, Count::with_options, result_.options().of(id).empty() ? 0 : 1);
            add(*one, Count::assigned, proposal != nullptr ? 1 : 0);
            add(*one, Count::below_level, below ? 1 : 0);
        }
    }

    void vacancy(VacancyId id) {
        std::vector<Aggregate*> all;
        groups(network_.vacancies().region(id), network_.vacancies().kldb(id).text(), all);
        const bool optimal = result_.status() == graph::SolveStatus::optimal;
        for (Aggregate* one : all) {
            add(*one, Count::positions,
                static_cast<std::uint64_t>(network_.vacancies().positions(id)) -
                    result_.options().taken_positions(id));
            add(*one, Count::filled, result_.filled(id));
            if (optimal && !result_.several_capacities())
                one->best_price = std::max(one->best_price.value_or(0), result_.price(id));
        }
    }

    const matching::Assignment& result_;
    const domain::Network& network_;
    base::Language language_;
    std::map<std::pair<Dimension, std::string>, Aggregate> rows_;
};

}  // namespace

std::vector<Aggregate> aggregates(const matching::Assignment& result, base::Language language) {
    return Table(result, language).fill();
}

}  // namespace iqmatch::inline v0::explain
