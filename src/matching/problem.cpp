// SPDX-License-Identifier: Apache-2.0
// The options as a selection: what each uses, how much there is of it, and who decides together.
#include <algorithm>
#include <iqmatch/tables/selection_problem.hpp>
#include <map>
#include <string>
#include <vector>
#include "joint.hpp"
#include "option_prices.hpp"
#include "options_state.hpp"
#include "unit_places.hpp"

namespace iqmatch::inline v0::matching::detail {
namespace {

using domain::CandidateId;
using domain::VacancyId;
using tables::ResourceIndex;

constexpr std::string_view vacancy_key = "vacancy:", tranche_mark = "tranche:", employer_key = "employer:";

std::string tranche_key(const domain::Network& network, VacancyId vacancy, const domain::Tranche& tranche) {
    return std::string(tranche_mark) + std::string(network.vacancies().key(vacancy)) + "@" +
           tranche.start_from.iso();
}

std::uint64_t places_of(const domain::Tranche& tranche) {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, tranche.positions));
}

constexpr std::uint64_t everybody = 1'000'000'000;

/// Empty where nobody recorded how many seats there are and the run needs nobody: nothing to share out.
std::optional<Supply> supply_of(const planning::Planner& planner, const planning::Seat& seat) {
    const auto capacity = planner.capacity(seat);
    const std::int64_t minimum = seat.kind == planning::SeatKind::run ? planner.minimum(seat.run) : 0;
    if (!capacity && minimum <= 1) return std::nullopt;
    return Supply{capacity ? static_cast<std::uint64_t>(std::max<std::int64_t>(0, *capacity)) : everybody,
                  static_cast<std::uint64_t>(std::max<std::int64_t>(0, minimum))};
}

/// Adds resources when an option first uses them, and those of all vacancies at once unless only what is used
/// is asked for.
template <class Builder>
class Resources {
  public:
    Resources(const Options::State& state, Builder& builder) : Resources(state, builder, state) {
        for (std::size_t v = 0; v < vacancies_.size(); ++v) (void)vacancy(VacancyId(v));
    }
    /// `whole`: knows how much there is of what these people could use.
    Resources(const Options::State& state, Builder& builder, const Options::State& whole)
        : builder_(builder),
          network_(state.network),
          whole_(whole),
          vacancies_(network_.vacancies().size(), tables::no_resource) {}

    void of(Notes notes, const Option& option, std::vector<graph::Use>& out) {
        out.clear();
        if (!option.alone) position(option, out);
        if (!option.planned()) return;
        const WayNote& way = notes.ways[option.way];
        if (way.bridged) position(way.work, out);
        for (const planning::Seat& seat : notes.plans[way.plan].seats)
            if (const auto resource = find(seat)) out.push_back({*resource, 1});
    }

  private:
    ResourceIndex add(std::string key) {
        const Supply supply = supply_of(whole_, key);
        return builder_.add_resource(std::move(key), supply.capacity, supply.minimum);
    }

    /// Work until then and the job afterwards are two positions, never one.
    void position(const Option& option, std::vector<graph::Use>& out) {
        if (!option.kept) {
            out.push_back({vacancy(option.vacancy), 1});
            if (option.tranche != no_tranche) out.push_back({tranche(option), 1});
        }
        if (option.limited) employer(option.vacancy, out);
    }

    ResourceIndex vacancy(VacancyId id) {
        ResourceIndex& known = vacancies_[id.index()];
        if (known == tables::no_resource)
            known = add(std::string(vacancy_key) + std::string(network_.vacancies().key(id)));
        return known;
    }

    ResourceIndex tranche(const Option& option) {
        const auto [at, fresh] =
            tranches_.try_emplace({option.vacancy.index(), option.tranche}, ResourceIndex{});
        if (fresh) {
            const domain::Tranche& one = network_.tranches_of(option.vacancy)[option.tranche];
            at->second = add(tranche_key(network_, option.vacancy, one));
        }
        return at->second;
    }

    void employer(VacancyId vacancy, std::vector<graph::Use>& out) {
        const auto id = network_.vacancies().employer(vacancy);
        if (!id || !network_.employers().max_in_recognition(*id).has_value()) return;
        const auto [at, fresh] = employers_.try_emplace(id->index(), ResourceIndex{});
        if (fresh) at->second = add(std::string(employer_key) + std::string(network_.employers().key(*id)));
        // Whoever works for one employer before and after takes one place there, not two.
        const bool there = std::any_of(out.begin(), out.end(),
                                       [&](const graph::Use& use) { return use.resource == at->second; });
        if (!there) out.push_back({at->second, 1});
    }

    /// Empty where nobody recorded how many seats there are: that asks, it does not forbid.
    std::optional<ResourceIndex> find(const planning::Seat& seat) {
        const auto [at, fresh] = seats_.try_emplace(seat, std::nullopt);
        if (!fresh) return at->second;
        const auto supply = supply_of(*whole_.planner, seat);
        if (!supply) return std::nullopt;
        at->second =
            builder_.add_resource(planning::resource_key(seat, network_), supply->capacity, supply->minimum);
        return at->second;
    }

    Builder& builder_;
    const domain::Network& network_;
    const Options::State& whole_;
    std::vector<ResourceIndex> vacancies_;  ///< no_resource until used
    std::map<std::pair<std::size_t, TrancheIndex>, ResourceIndex> tranches_;
    std::map<std::size_t, ResourceIndex> employers_;
    std::map<planning::Seat, std::optional<ResourceIndex>> seats_;
};

}  // namespace

std::string key_of(const domain::Network& network, Notes notes, const Option& option) {
    const auto vacancies = network.vacancies();
    const auto work = [&](VacancyId vacancy, base::Date start) {
        return option_key(vacancies.key(vacancy), start);
    };
    std::string out;
    const auto join = [&](std::string_view step) {
        if (step.empty()) return;
        if (!out.empty()) out += '+';
        out += step;
    };
    if (option.planned()) {
        const WayNote& way = notes.ways[option.way];
        if (way.bridged) join(work(way.work.vacancy, way.work.start));
        join(notes.plans[way.plan].key);
    }
    if (!option.alone) join(work(option.vacancy, option.start));
    return out;
}

namespace {

tables::SelectionBuilder::Built build(const Options::State& state, bool with_plans,
                                      const Options::State* whole = nullptr) {
    tables::SelectionBuilder builder(6, false);
    const auto candidates = state.network.candidates();
    builder.reserve(state.listed.size());
    Resources resources = whole == nullptr ? Resources(state, builder) : Resources(state, builder, *whole);
    UnitPlaces places(state);
    std::vector<graph::Use> uses;
    for (std::size_t c = 0; c < candidates.size(); ++c) {
        const auto row = builder.add_candidate(candidates.key(CandidateId(c)));
        const bool together = places.needed(CandidateId(c));
        for (std::uint64_t k = state.offsets[c]; k < state.offsets[c + 1]; ++k) {
            const Option& option = state.listed[k];
            if (option.planned() && !with_plans) continue;
            resources.of(state.notes(), option, uses);
            builder.add_option(row, key_of(state, option), option.value, uses,
                               together && !option.alone ? places.of(option.vacancy) : graph::no_place);
        }
    }
    places.add_units(builder);
    return builder.build();
}

}  // namespace

namespace {

/// Takes resources as a SelectionBuilder does.
struct UseTaker {
    UseTable table;
    ResourceIndex add_resource(std::string key, std::uint64_t capacity, std::uint64_t = 0) {
        table.names.push_back(std::move(key));
        table.capacities.push_back(capacity);
        return static_cast<ResourceIndex>(table.names.size() - 1);
    }
};

}  // namespace

UseTable uses_of(const Options::State& state) {
    UseTaker taker;
    Resources resources(state, taker);
    std::vector<graph::Use> uses;
    for (const Option& option : state.listed) {
        resources.of(state.notes(), option, uses);
        taker.table.uses.insert(taker.table.uses.end(), uses.begin(), uses.end());
        taker.table.offsets.push_back(taker.table.uses.size());
    }
    return std::move(taker.table);
}

namespace {

/// Takes resources as a SelectionBuilder does, for what they cost by their keys.
struct PriceTaker {
    const tables::SelectionProblem& problem;
    std::span<const std::int64_t> by_resource;
    std::vector<std::int64_t> prices{};
    ResourceIndex add_resource(std::string_view key, std::uint64_t, std::uint64_t = 0) {
        std::size_t low = 0, high = problem.resource_count();
        while (low < high) {
            const std::size_t middle = (low + high) / 2;
            if (problem.resources[middle] < key)
                low = middle + 1;
            else
                high = middle;
        }
        const bool there = low < problem.resource_count() && problem.resources[low] == key;
        prices.push_back(there ? by_resource[low] : 0);
        return static_cast<ResourceIndex>(prices.size() - 1);
    }
};

class PricesByKey final : public OptionPrices::Impl {
  public:
    PricesByKey(const Options::State& state, std::span<const std::int64_t> prices)
        : taker_{state.problem, prices}, resources_(state, taker_) {}
    base::Int128 net(Notes notes, const Option& option) override {
        resources_.of(notes, option, uses_);
        base::Int128 out = option.value;
        for (const graph::Use& use : uses_) out -= base::Int128(taker_.prices[use.resource]) * use.amount;
        return out;
    }

  private:
    PriceTaker taker_;
    Resources<PriceTaker> resources_;
    std::vector<graph::Use> uses_{};
};

}  // namespace

OptionPrices::OptionPrices(const Options::State& state, std::span<const std::int64_t> prices)
    : impl_(std::make_unique<PricesByKey>(state, prices)) {}
OptionPrices::~OptionPrices() = default;
OptionPrices::OptionPrices(OptionPrices&&) noexcept = default;

base::Int128 OptionPrices::net(Notes notes, const Option& option) {
    return impl_->net(notes, option);
}

tables::SelectionProblem problem_today(const Options::State& state) {
    return build(state, false).problem;
}

void make_problem(Options::State& state) {
    auto built = build(state, true);
    state.problem = std::move(built.problem);
    state.sources = std::move(built.sources);
    state.hash.clear();
}

void make_problem_beside(Options::State& state, const Options::State& whole) {
    auto built = build(state, true, &whole);
    state.problem = std::move(built.problem);
    state.sources = std::move(built.sources);
}

Supply supply_of(const Options::State& state, std::string_view resource) {
    const domain::Network& network = state.network;
    const auto after = [&](std::string_view mark) { return resource.substr(mark.size()); };
    if (resource.starts_with(vacancy_key)) {
        const auto vacancy = network.vacancies().find(after(vacancy_key));
        return {vacancy ? state.steering.open(*vacancy) : 0, 0};
    }
    if (resource.starts_with(tranche_mark)) {
        const auto vacancy = network.vacancies().find(
            after(tranche_mark).substr(0, resource.rfind('@') - tranche_mark.size()));
        if (vacancy)
            for (const domain::Tranche& one : network.tranches_of(*vacancy))
                if (tranche_key(network, *vacancy, one) == resource) return {places_of(one), 0};
        return {};
    }
    if (resource.starts_with(employer_key)) {
        const auto employer = network.employers().find(after(employer_key));
        const auto places = employer ? places_in_recognition(network, *employer) : std::nullopt;
        return {places.value_or(0), 0};
    }
    const auto seat = state.planner ? planning::find_seat(resource, network) : std::nullopt;
    return seat ? supply_of(*state.planner, *seat).value_or(Supply{everybody, 0}) : Supply{};
}

}  // namespace iqmatch::inline v0::matching::detail
