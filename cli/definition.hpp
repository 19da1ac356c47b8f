// SPDX-License-Identifier: Apache-2.0
/// @file
/// What the program offers, read from its own parser: the one source of shell completion, man page and
/// reference.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace iqmatch_cli {

/// What a value is, as far as a shell can complete it.
enum class ValueKind : std::uint8_t { none, text, choice, file, folder };

/// One option, flag or positional argument.
struct Argument {
    std::vector<std::string> names;    ///< "-h", "--help"; of a positional argument its name alone
    std::string value;                 ///< what help calls its value: DIR; empty for flags
    std::vector<std::string> choices;  ///< all values there are; empty where any text may be one
    std::string description;
    ValueKind kind = ValueKind::none;
    bool required = false;
    bool many = false;  ///< takes several values

    /// The value with its choices: `en|de`, else DIR; empty for flags.
    [[nodiscard]] std::string value_text() const;
};

struct Command {
    std::string name, description;
    std::vector<Argument> options, positionals;

    /// "iqmatch solve [OPTIONS] --out DIR OPTIONS RESOURCES", without the program's name.
    [[nodiscard]] std::string usage() const;
};

struct Definition {
    std::string description;
    std::vector<Argument> options;  ///< of the program itself
    std::vector<Command> commands;  ///< in the order of help; hidden ones are left out
};

[[nodiscard]] Definition define(const CLI::App& program);

/// The completion script. @param shell bash, zsh or fish.
[[nodiscard]] std::string completion_script(const Definition& definition, const std::string& shell);
/// The manual page, in the man(7) language.
[[nodiscard]] std::string man_page(const Definition& definition);
/// The reference of all commands in Markdown.
[[nodiscard]] std::string command_reference(const Definition& definition);

}  // namespace iqmatch_cli
