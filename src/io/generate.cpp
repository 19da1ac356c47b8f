// SPDX-License-Identifier: Apache-2.0
#include <iqmatch/base/error.hpp>
#include <iqmatch/base/sha256.hpp>
#include <iqmatch/io/csv.hpp>
#include <iqmatch/io/detail/resolve.hpp>
#include <iqmatch/io/generate.hpp>
#include <iqmatch/io/network.hpp>
#include <iqmatch/io/result_folder.hpp>

namespace iqmatch::inline v0::io {

namespace {

namespace fs = std::filesystem;

domain::Catalogue catalogue_of(const std::optional<fs::path>& folder) {
    if (!folder) return domain::Catalogue::builtin();
    domain::CatalogueResult result = try_load_catalogue(*folder, folder->filename().string());
    if (!result.catalogue) throw base::DataError(std::move(result.findings));
    return *std::move(result.catalogue);
}

/// The catalogue as network.json names it: the way from the network's folder, so that both can move together.
std::string catalogue_name(const fs::path& folder, const std::optional<fs::path>& catalogue) {
    if (!catalogue) return "builtin";
    return detail::resolve(*catalogue).lexically_proximate(detail::resolve(folder)).generic_string();
}

std::string parameters_hash() {
    base::Sha256 hash;
    for (const base::TextTable& table : synth::parameter_tables())
        hash.field(table.name()).field(write_csv(table));
    return hash.hex();
}

}  // namespace

GeneratedFolder generate_folder(const fs::path& folder, synth::GenerateSettings settings,
                                const std::optional<fs::path>& catalogue, const BeforePublish& before) {
    ResultFolder out(folder, {"generated.json", generated_schema});
    const domain::Catalogue shared = catalogue_of(catalogue);
    settings.whole_catalogue = settings.whole_catalogue || catalogue.has_value();
    const synth::SyntheticNetwork made = synth::generate(shared, settings);

    JsonValue network = JsonValue::object();
    network.set("format", domain::network_format);
    network.set("name", "synthetic network, seed " + std::to_string(settings.seed));
    network.set("as_of", settings.as_of.iso());
    network.set("catalogue", catalogue_name(folder, catalogue));
    out.add_file("network.json", network.dump());
    GeneratedFolder result;
    for (const base::TextTable& table : made.tables) {
        result.rows.emplace_back(table.name(), table.rows());
        const bool needed = table.name() == "candidates" || table.name() == "vacancies";
        if (needed || table.rows() > 0) out.add_file(table.name() + ".csv", write_csv(table));
    }
    out.add_file("audit.csv", write_csv(made.audit));

    JsonValue manifest = JsonValue::object();
    manifest.set("schema", generated_schema);
    manifest.set("notice", "Every person, employer, vacancy and course in this folder is invented.");
    manifest.set("seed", settings.seed);
    manifest.set("candidates", settings.candidates);
    manifest.set("vacancies", settings.vacancies);
    manifest.set("runs", settings.runs);
    manifest.set("as_of", settings.as_of.iso());
    manifest.set("whole_catalogue", settings.whole_catalogue);
    manifest.set("catalogue_hash", shared.content_hash());
    manifest.set("parameters_hash", parameters_hash());
    result.manifest = out.finish(std::move(manifest), before);
    return result;
}

}  // namespace iqmatch::inline v0::io
