// SPDX-License-Identifier: Apache-2.0
// The program's definition as completion scripts. They need nothing but the shell itself.
#include <algorithm>
#include <string_view>
#include "definition.hpp"

namespace iqmatch_cli {

namespace {

std::string joined(const std::vector<std::string>& words, std::string_view between) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : std::string(between)) + word;
    return out;
}

/// In single quotes, as every of these shells reads them.
std::string in_quotes(std::string_view text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

/// The kind that completes all positional arguments of a command: files include folders.
ValueKind positional_kind(const Command& command) {
    ValueKind out = ValueKind::none;
    for (const Argument& argument : command.positionals)
        if (argument.kind == ValueKind::file || argument.kind == ValueKind::folder)
            out = out == ValueKind::file ? out : argument.kind;
    return out;
}

// ---- bash

std::string bash_values(const Argument& argument) {
    switch (argument.kind) {
        case ValueKind::choice:
            return "_iqmatch_words " + in_quotes(joined(argument.choices, " "));
        case ValueKind::file:
            return "_iqmatch_paths -f";
        case ValueKind::folder:
            return "_iqmatch_paths -d";
        case ValueKind::none:
        case ValueKind::text:
            break;
    }
    return ":";
}

/// What completes the arguments of a command.
std::string bash_command(const Command& command) {
    std::string out = "        " + command.name + ")\n            case $previous in\n";
    std::vector<std::string> names;
    for (const Argument& option : command.options) {
        names.insert(names.end(), option.names.begin(), option.names.end());
        if (option.kind != ValueKind::none)
            out += "                " + joined(option.names, " | ") + ") " + bash_values(option) +
                   " && return ;;\n";
    }
    out += "            esac\n            if [[ $word == -* ]]; then\n                _iqmatch_words " +
           in_quotes(joined(names, " ")) + "\n";
    const ValueKind kind = positional_kind(command);
    if (kind != ValueKind::none)
        out += "            else\n                _iqmatch_paths " +
               std::string(kind == ValueKind::file ? "-f" : "-d") + "\n";
    return out + "            fi\n            ;;\n";
}

std::string bash(const Definition& definition) {
    std::vector<std::string> names, commands;
    for (const Argument& option : definition.options)
        names.insert(names.end(), option.names.begin(), option.names.end());
    for (const Command& command : definition.commands) commands.push_back(command.name);
    std::string out =
        "# bash completion of iqmatch, printed by `iqmatch completion bash`\n"
        "_iqmatch_words() { mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$word\"); }\n"
        "_iqmatch_paths() {\n"
        "    compopt -o filenames 2>/dev/null\n"
        "    mapfile -t COMPREPLY < <(compgen \"$1\" -- \"$word\")\n"
        "}\n"
        "_iqmatch() {\n"
        "    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command= i\n"
        "    COMPREPLY=()\n"
        "    # --lang=de arrives as three words.\n"
        "    if [[ $word == = ]]; then\n"
        "        word=\n"
        "    elif [[ $previous == = ]]; then\n"
        "        previous=${COMP_WORDS[COMP_CWORD - 2]}\n"
        "    fi\n"
        "    for ((i = 1; i < COMP_CWORD; ++i)); do\n"
        "        if [[ ${COMP_WORDS[i]} != -* ]]; then\n"
        "            command=${COMP_WORDS[i]}\n"
        "            break\n"
        "        fi\n"
        "    done\n"
        "    case $command in\n";
    out += "        '')\n            _iqmatch_words " +
           in_quotes(joined(commands, " ") + " " + joined(names, " ")) + "\n            ;;\n";
    for (const Command& command : definition.commands) out += bash_command(command);
    return out + "    esac\n}\ncomplete -F _iqmatch iqmatch\n";
}

// ---- zsh

/// A description inside the brackets of a specification of _arguments.
std::string zsh_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

std::string zsh_values(const Argument& argument) {
    switch (argument.kind) {
        case ValueKind::choice:
            return "(" + joined(argument.choices, " ") + ")";
        case ValueKind::file:
            return "_files";
        case ValueKind::folder:
            return "_files -/";
        case ValueKind::none:
        case ValueKind::text:
            break;
    }
    return " ";
}

std::string zsh_option(const Argument& option, std::string_view indent) {
    std::string out;
    const std::string others = option.names.size() > 1 ? "(" + joined(option.names, " ") + ")" : "";
    for (const std::string& name : option.names) {
        out += std::string(indent) +
               in_quotes(others + name + "[" + zsh_text(option.description) + "]" +
                         (option.kind == ValueKind::none
                              ? ""
                              : ":" + zsh_text(option.value) + ":" + zsh_values(option))) +
               " \\\n";
    }
    return out;
}

std::string zsh(const Definition& definition) {
    std::string out =
        "#compdef iqmatch\n# zsh completion of iqmatch, printed by `iqmatch completion zsh`\n_iqmatch() {\n"
        "    local curcontext=\"$curcontext\" state line\n    typeset -A opt_args\n    local -a commands\n"
        "    commands=(\n";
    for (const Command& command : definition.commands)
        out += "        " + in_quotes(command.name + ":" + zsh_text(command.description)) + "\n";
    out += "    )\n    _arguments -C \\\n";
    for (const Argument& option : definition.options) out += zsh_option(option, "        ");
    out +=
        "        '1: :->command' '*:: :->arguments'\n    case $state in\n"
        "        command) _describe -t commands command commands ;;\n"
        "        arguments)\n            case $line[1] in\n";
    for (const Command& command : definition.commands) {
        out += "                " + command.name + ")\n                    _arguments \\\n";
        for (const Argument& option : command.options) out += zsh_option(option, "                        ");
        for (const Argument& argument : command.positionals)
            out += "                        " +
                   in_quotes(":" + zsh_text(argument.value) + ":" + zsh_values(argument)) + " \\\n";
        out += "                        && return\n                    ;;\n";
    }
    return out +
           "            esac\n            ;;\n    esac\n}\n"
           "if [ \"$funcstack[1]\" = _iqmatch ]; then _iqmatch \"$@\"; else compdef _iqmatch iqmatch; fi\n";
}

// ---- fish

/// In single quotes, where a backslash counts as well.
std::string fish_quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out + "'";
}

std::string fish_values(const Argument& argument) {
    switch (argument.kind) {
        case ValueKind::choice:
            return " -x -a " + fish_quoted(joined(argument.choices, " "));
        case ValueKind::file:
            return " -r -F";
        case ValueKind::folder:
            return " -x -a '(__fish_complete_directories)'";
        case ValueKind::text:
            return " -x";
        case ValueKind::none:
            break;
    }
    return "";
}

std::string fish_option(const Argument& option, const std::string& condition) {
    std::string out = "complete -c iqmatch -n " + fish_quoted(condition);
    for (const std::string& name : option.names)
        out += name.rfind("--", 0) == 0 ? " -l " + name.substr(2) : " -s " + name.substr(1);
    return out + fish_values(option) + " -d " + fish_quoted(option.description) + "\n";
}

std::string fish(const Definition& definition) {
    std::string out =
        "# fish completion of iqmatch, printed by `iqmatch completion fish`\ncomplete -c iqmatch -f\n";
    for (const Argument& option : definition.options) out += fish_option(option, "__fish_use_subcommand");
    for (const Command& command : definition.commands) {
        out += "complete -c iqmatch -n __fish_use_subcommand -a " + command.name + " -d " +
               fish_quoted(command.description) + "\n";
        const std::string seen = "__fish_seen_subcommand_from " + command.name;
        for (const Argument& option : command.options) out += fish_option(option, seen);
        switch (positional_kind(command)) {
            case ValueKind::file:
                out += "complete -c iqmatch -n " + fish_quoted(seen) + " -F\n";
                break;
            case ValueKind::folder:
                out +=
                    "complete -c iqmatch -n " + fish_quoted(seen) + " -a '(__fish_complete_directories)'\n";
                break;
            default:
                break;
        }
    }
    return out;
}

}  // namespace

std::string completion_script(const Definition& definition, const std::string& shell) {
    if (shell == "zsh") return zsh(definition);
    return shell == "fish" ? fish(definition) : bash(definition);
}

}  // namespace iqmatch_cli
