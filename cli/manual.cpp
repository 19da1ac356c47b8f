// SPDX-License-Identifier: Apache-2.0
// The program's definition as a manual page and as Markdown.
#include <array>
#include <iqmatch/base/version.hpp>
#include <string_view>
#include <utility>
#include "command.hpp"
#include "definition.hpp"

namespace iqmatch_cli {

namespace {

constexpr std::array<std::pair<ExitCode, std::string_view>, 8> meanings{{
    {done, "Done."},
    {data_errors, "The data has errors; all of them are listed."},
    {wrong_usage, "Wrong usage."},
    {stopped, "Stopped by a limit or by the user; the best result so far is written and marked."},
    {certificate_fails, "A certificate does not hold."},
    {file_error, "A file cannot be read or written."},
    {infeasible, "Infeasible; the reason is written beside the result."},
    {our_defect, "A defect of the program; please report it."},
}};

/// Text that roff prints as it is.
std::string roff(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else if ((c == '.' || c == '\'') && out.empty())
            out += std::string("\\&") + c;
        else
            out += c;
    }
    return out;
}

/// An entry of a list of options: its names in bold, its value in italics, what it means.
std::string roff_entry(const Argument& argument) {
    std::string out = ".TP\n";
    for (std::size_t i = 0; i < argument.names.size(); ++i)
        out += (i == 0 ? "" : ", ") + ("\\fB" + roff(argument.names[i])) + "\\fR";
    const bool positional = argument.names.front().front() != '-';
    if (!positional && !argument.value.empty()) out += " \\fI" + roff(argument.value_text()) + "\\fR";
    return out + "\n" + roff(argument.description) + (argument.required && !positional ? " (required)" : "") +
           ".\n";
}

/// Text in a cell of a Markdown table.
std::string cell(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '|' || c == '<' || c == '*') out += '\\';
        out += c;
    }
    return out;
}

std::string code(const std::string& text) {
    std::string out = "`";
    for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
    return out + "`";
}

std::string table(const std::vector<Argument>& arguments, std::string_view head) {
    if (arguments.empty()) return {};
    std::string out = "| " + std::string(head) + " | meaning |\n|---|---|\n";
    for (const Argument& argument : arguments) {
        std::string names;
        for (const std::string& name : argument.names) names += (names.empty() ? "" : ", ") + name;
        if (argument.names.front().front() == '-' && !argument.value.empty())
            names += " " + argument.value_text();
        out += "| " + code(names) + " | " + cell(argument.description) +
               (argument.required ? " (required)" : "") + " |\n";
    }
    return out + "\n";
}

}  // namespace

std::string man_page(const Definition& definition) {
    std::string out = ".TH IQMATCH 1 \"\" \"iqmatch " + std::string(iqmatch::base::version) +
                      "\" \"User Commands\"\n.SH NAME\niqmatch \\- " + roff(definition.description) +
                      "\n.SH SYNOPSIS\n.B iqmatch\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR] \\fIARGUMENTS\\fR\n";
    out +=
        ".SH DESCRIPTION\nThe program proposes; a person decides. Every command has the option "
        "\\fB\\-\\-help\\fR.\n";
    for (const Argument& option : definition.options) out += roff_entry(option);
    out += ".SH COMMANDS\n";
    for (const Command& command : definition.commands) {
        out += ".SS \"iqmatch " + roff(command.usage()) + "\"\n" + roff(command.description) + ".\n";
        for (const Argument& positional : command.positionals) out += roff_entry(positional);
        for (const Argument& option : command.options)
            if (option.names.back() != "--help") out += roff_entry(option);
    }
    out += ".SH EXIT STATUS\n";
    for (const auto& [code, meaning] : meanings)
        out += ".TP\n.B " + std::to_string(code) + "\n" + roff(meaning) + "\n";
    return out;
}

std::string command_reference(const Definition& definition) {
    std::string out =
        "# Command line\n\n" + definition.description +
        ". This page is made from the program itself; `iqmatch COMMAND --help` says the same.\n\n";
    out += table(definition.options, "option");
    for (const Command& command : definition.commands) {
        out += "## iqmatch " + command.name + "\n\n" + command.description + ".\n\n```text\niqmatch " +
               command.usage() + "\n```\n\n";
        out += table(command.positionals, "argument") + table(command.options, "option");
    }
    out += "## Exit codes\n\n| code | meaning |\n|---|---|\n";
    for (const auto& [code, meaning] : meanings)
        out += "| " + std::to_string(code) + " | " + std::string(meaning) + " |\n";
    return out;
}

}  // namespace iqmatch_cli
