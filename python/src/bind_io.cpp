// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <iqmatch/base/error.hpp>
#include <iqmatch/domain/network_builder.hpp>
#include <iqmatch/io/generate.hpp>
#include <iqmatch/io/network.hpp>
#include "bind.hpp"

namespace iqmatch_python {

namespace {

namespace io = iqmatch::io;
namespace domain = iqmatch::domain;
namespace synth = iqmatch::synth;

synth::GenerateSettings settings_of(std::size_t candidates, std::size_t vacancies, std::size_t runs,
                                    std::uint64_t seed, const std::string& as_of) {
    const auto day = iqmatch::base::Date::parse(as_of);
    if (!day) throw iqmatch::base::UsageError("as_of must be a date such as 2026-11-02, not '" + as_of + "'");
    return {candidates, vacancies, runs, seed, *day, false};
}

domain::Network generate_network(std::size_t candidates, std::size_t vacancies, std::size_t runs,
                                 std::uint64_t seed, const std::string& as_of,
                                 const std::optional<std::string>& catalogue) {
    synth::GenerateSettings settings = settings_of(candidates, vacancies, runs, seed, as_of);
    const py::gil_scoped_release release;
    domain::Catalogue shared = domain::Catalogue::builtin();
    if (catalogue) {
        domain::CatalogueResult result = io::try_load_catalogue(*catalogue, *catalogue);
        if (!result.catalogue) throw iqmatch::base::DataError(result.findings);
        shared = *result.catalogue;
        settings.whole_catalogue = true;
    }
    synth::SyntheticNetwork made = synth::generate(shared, settings);
    domain::NetworkBuilder builder({"synthetic network, seed " + std::to_string(seed), settings.as_of,
                                    domain::NetworkSettings{}.stale_after_days});
    builder.catalogue(shared);
    for (iqmatch::base::TextTable& table : made.tables) builder.add(std::move(table));
    return builder.build();
}

}  // namespace

void bind_io(py::module_& module) {
    module.def("load_network", [](const std::string& folder) {
        const py::gil_scoped_release release;
        return io::load_network(folder);
    });
    module.def("generate_network", generate_network);
    module.def("generate_folder",
               [](const std::string& folder, std::size_t candidates, std::size_t vacancies, std::size_t runs,
                  std::uint64_t seed, const std::string& as_of, const std::optional<std::string>& catalogue) {
                   const auto settings = settings_of(candidates, vacancies, runs, seed, as_of);
                   const py::gil_scoped_release release;
                   std::optional<std::filesystem::path> shared;
                   if (catalogue) shared = *catalogue;
                   io::generate_folder(folder, settings, shared);
               });
}

}  // namespace iqmatch_python
