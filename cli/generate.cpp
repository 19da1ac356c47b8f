// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <iqmatch/base/error.hpp>
#include <iqmatch/io/generate.hpp>
#include <memory>
#include "command.hpp"

namespace iqmatch_cli {

namespace {

namespace io = iqmatch::io;

struct GenerateArguments {
    std::string folder, catalogue, date;
    std::uint64_t candidates = 0, vacancies = 0, runs = 0;
};

int generate(Context& context, const GenerateArguments& arguments) {
    iqmatch::synth::GenerateSettings settings;
    settings.candidates = arguments.candidates;
    settings.vacancies = arguments.vacancies;
    settings.runs = arguments.runs;
    settings.seed = context.seed.value_or(0);
    if (!arguments.date.empty()) {
        const auto day = iqmatch::base::Date::parse(arguments.date);
        if (!day) throw iqmatch::base::UsageError("--date is a day such as 2026-12-31");
        settings.as_of = *day;
    }
    std::optional<std::filesystem::path> catalogue;
    if (!arguments.catalogue.empty()) catalogue = arguments.catalogue;
    std::vector<std::string> inputs;
    if (catalogue) inputs.push_back(arguments.catalogue);
    open_json(context, {arguments.folder}, inputs);
    const io::GeneratedFolder made =
        io::generate_folder(arguments.folder, settings, catalogue,
                            [&](std::string_view manifest) { stage_json(context, manifest); });
    publish_json(context);
    if (context.talks()) {
        for (const auto& [table, rows] : made.rows)
            if (rows > 0) std::cout << table << "  " << rows << "\n";
        std::cout << context.pick("All of it is invented. Written to ",
                                  "Alles ist erfunden. Geschrieben nach ")
                  << arguments.folder << "\n";
    }
    return done;
}

}  // namespace

void add_generate(CLI::App& program, Context& context) {
    const auto arguments = std::make_shared<GenerateArguments>();
    CLI::App& command =
        *program.add_subcommand("generate", "Write a network of invented people, for trials and tests");
    command
        .add_option("DIR", arguments->folder,
                    "Folder for the network: new, empty, or an earlier generated one")
        ->required();
    constexpr std::uint64_t most = iqmatch::synth::most_generated;
    add_count_option(command, "--candidates", "How many people", most, arguments->candidates)->required();
    add_count_option(command, "--vacancies", "How many vacancies", most, arguments->vacancies)->required();
    add_count_option(command, "--runs", "How many course runs (default 0)", most, arguments->runs);
    add_seed_option(command, context, "Another seed, another network (default 0)");
    command.add_option("--date", arguments->date, "Day that the network describes (default 2026-11-02)")
        ->type_name("YYYY-MM-DD");
    command
        .add_option("--catalogue", arguments->catalogue,
                    "Folder of a catalogue whose occupations are all used (default: the built-in sample)")
        ->type_name("DIR");
    add_output_options(command, context);
    command.callback([&context, arguments] {
        context.run = [&context, arguments] { return generate(context, *arguments); };
    });
}

}  // namespace iqmatch_cli
