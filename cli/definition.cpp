// SPDX-License-Identifier: Apache-2.0
#include "definition.hpp"
#include <array>
#include <iostream>
#include <memory>
#include <string_view>
#include "command.hpp"

namespace iqmatch_cli {

namespace {

/// From "LANG:{de,en}" the name and the values behind it.
void read_value(const std::string& text, Argument& argument) {
    const std::size_t begin = text.find(":{");
    argument.value = text.substr(0, begin);
    if (begin == std::string::npos || text.back() != '}') return;
    std::string word;
    for (const char c : std::string_view(text).substr(begin + 2)) {
        if (c != ',' && c != '}') {
            word += c;
            continue;
        }
        argument.choices.push_back(word);
        word.clear();
    }
}

/// Help names what a value is; the name of a positional argument says it, too.
ValueKind kind_of(const Argument& argument, const std::string& word) {
    if (!argument.choices.empty()) return ValueKind::choice;
    for (const char* name : {"DIR", "FINAL", "NETWORK"})
        if (word == name) return ValueKind::folder;
    for (const char* name : {"CARD", "FILE", "OPTIONS", "PATH", "RESOURCES"})
        if (word == name) return ValueKind::file;
    return ValueKind::text;
}

Argument define(const CLI::Option& option) {
    Argument out;
    out.description = option.get_description();
    out.required = option.get_required();
    if (option.get_positional()) {
        out.names.push_back(option.get_name(true));
        read_value(option.get_type_name(), out);
        out.value = out.names.front();
        out.kind = kind_of(out, out.names.front());
    } else {
        for (const std::string& name : option.get_snames()) out.names.push_back("-" + name);
        for (const std::string& name : option.get_lnames()) out.names.push_back("--" + name);
        if (option.get_type_size() != 0) {
            read_value(option.get_type_name(), out);
            out.kind = kind_of(out, out.value);
        }
    }
    out.many = option.get_items_expected_max() > 1;
    return out;
}

void define(const CLI::App& app, std::vector<Argument>& options, std::vector<Argument>* positionals) {
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_group().empty()) continue;
        if (!option->get_positional())
            options.push_back(define(*option));
        else if (positionals != nullptr)
            positionals->push_back(define(*option));
    }
}

}  // namespace

std::string Argument::value_text() const {
    std::string out;
    for (const std::string& choice : choices) out += (out.empty() ? "" : "|") + choice;
    if (out.empty()) out = value;
    return many ? out + "..." : out;
}

std::string Command::usage() const {
    std::string out = name + " [OPTIONS]";
    for (const Argument& option : options)
        if (option.required) out += " " + option.names.back() + " " + option.value_text();
    for (const Argument& positional : positionals)
        out += positional.required ? " " + positional.value : " [" + positional.value + "]";
    return out;
}

Definition define(const CLI::App& program) {
    Definition out;
    out.description = program.get_description();
    define(program, out.options, nullptr);
    for (const CLI::App* app : program.get_subcommands([](const CLI::App*) { return true; })) {
        if (app->get_group().empty()) continue;
        Command& command = out.commands.emplace_back();
        command.name = app->get_name();
        command.description = app->get_description();
        define(*app, command.options, &command.positionals);
    }
    return out;
}

void add_definition(CLI::App& program, Context& context) {
    const auto shell = std::make_shared<std::string>();
    CLI::App& completion =
        *program.add_subcommand("completion", "Print the completion script of a shell")->group("");
    completion.add_option("SHELL", *shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    completion.callback([&program, &context, shell] {
        context.run = [&program, shell] {
            std::cout << completion_script(define(program), *shell);
            return done;
        };
    });

    const auto markdown = std::make_shared<bool>(false);
    CLI::App& man = *program.add_subcommand("man", "Print the manual page")->group("");
    man.add_flag("--markdown", *markdown, "As Markdown, one section per command");
    man.callback([&program, &context, markdown] {
        context.run = [&program, markdown] {
            std::cout << (*markdown ? command_reference(define(program)) : man_page(define(program)));
            return done;
        };
    });
}

}  // namespace iqmatch_cli
