// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/demand.hpp>
#include <iqmatch/io/employers.hpp>
#include <iqmatch/io/unlock.hpp>
#include <iqmatch/tables/decimal.hpp>
#include <tuple>
#include "bind.hpp"

namespace iqmatch_python {

namespace {

namespace base = iqmatch::base;
namespace io = iqmatch::io;
namespace matching = iqmatch::matching;

base::Control control_of(unsigned threads, std::optional<double> time_limit = std::nullopt) {
    return make_control(threads, time_limit, std::nullopt, py::none());
}

/// unlock.csv, unlock_steps.csv and the JSON.
std::tuple<std::string, std::string, std::string> unlock(const matching::Options& options,
                                                         const matching::Assignment* result,
                                                         unsigned threads) {
    const base::Control control = control_of(threads);
    const py::gil_scoped_release release;
    const matching::Unlocked unlocked = matching::unlock(options, result, control);
    return {io::unlock_csv(unlocked, options.network(), result != nullptr), io::unlock_steps_csv(unlocked),
            io::unlock_json(unlocked, options, result != nullptr).dump()};
}

/// demand.csv, demand_regions.csv, new_runs.csv and the JSON.
std::tuple<std::string, std::string, std::string, std::string> demand(
    const matching::Assignment& result, std::optional<std::uint32_t> runs,
    const std::optional<std::string>& budget, std::uint32_t min_per_alliance, std::uint32_t tries,
    bool publish, const std::string& language, unsigned threads, std::optional<double> time_limit) {
    if (language != "de" && language != "en")
        throw base::UsageError("lang must be 'de' or 'en', not '" + language + "'");
    if (result.options().planner() == nullptr) throw base::UsageError("demand() needs options with plans");
    matching::NewRunSettings settings;
    settings.most = runs;
    settings.min_per_alliance = min_per_alliance;
    settings.tries = tries;
    if (budget) {
        const auto cents = iqmatch::tables::read_grid(*budget, 2);
        constexpr std::int64_t most = 1'000'000'000'000'000;
        if (!cents || *cents < 0 || *cents > most)
            throw base::UsageError(
                "budget must be an amount in euros of at least 0 with at most two decimals, not '" + *budget +
                "'");
        settings.budget_cents = static_cast<std::int64_t>(*cents);
    }
    if (min_per_alliance > 0 && !runs && !budget)
        throw base::UsageError("min_per_alliance needs runs or budget");
    const base::Control control = control_of(threads, time_limit);
    const py::gil_scoped_release release;
    io::DemandReport report =
        io::demand_report(result, language == "de" ? base::Language::de : base::Language::en, publish);
    if (runs || budget) report.runs = matching::choose_runs(result, settings, control);
    const auto& network = result.options().network();
    return {io::demand_csv(report, network), io::demand_regions_csv(report),
            io::new_runs_csv(report, network), io::demand_json(report, result).dump()};
}

/// employers.csv, duties.csv, relaxations.csv and the JSON.
std::tuple<std::string, std::string, std::string, std::string> employers(const matching::Assignment& result,
                                                                         unsigned threads) {
    const base::Control control = control_of(threads);
    const py::gil_scoped_release release;
    const matching::Employers all = matching::employers(result, control);
    const auto& network = result.options().network();
    return {io::employers_csv(all, result), io::duties_csv(all, network), io::relaxations_csv(all, network),
            io::employers_json(all, result).dump()};
}

}  // namespace

void bind_demand(py::module_& module) {
    module.def(
        "unlock",
        [](const PyOptions& options, unsigned threads) { return unlock(options.options, nullptr, threads); },
        py::arg("options"), py::arg("threads"));
    module.def(
        "unlock",
        [](const matching::Assignment& result, unsigned threads) {
            return unlock(result.options(), &result, threads);
        },
        py::arg("assignment"), py::arg("threads"));
    module.def("demand", demand, py::arg("assignment"), py::arg("runs"), py::arg("budget"),
               py::arg("min_per_alliance"), py::arg("tries"), py::arg("publish"), py::arg("language"),
               py::arg("threads"), py::arg("time_limit"));
    module.def("employers", employers, py::arg("assignment"), py::arg("threads"));
}

}  // namespace iqmatch_python
