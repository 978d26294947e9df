#include "shell/cli/completions.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

namespace followup::cli {
namespace {

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

/// Inside single quotes of a POSIX shell.
std::string for_shell(const std::string& text) {
    return replaced(text, "'", R"('\'')");
}

/// Inside the brackets of zsh's _arguments, within single quotes.
std::string for_zsh(const std::string& text) {
    auto escaped = replaced(text, "\\", "\\\\");
    for (const auto* each : {"[", "]", ":"})
        escaped = replaced(escaped, each, fmt::format("\\{}", each));
    return for_shell(escaped);
}

std::string for_fish(const std::string& text) {
    return replaced(replaced(text, "\\", "\\\\"), "'", "\\'");
}

std::string ids(Completes what) {
    return fmt::format("followup complete {} 2>/dev/null", what == Completes::cases ? "cases" : "duties");
}

bool asks_daemon(Completes what) {
    return what == Completes::cases || what == Completes::duties;
}

std::string bash_reply(const std::string& option) {
    return fmt::format("COMPREPLY=($(compgen {} -- \"$cur\"))", option);
}

std::string bash_value(const OptionTold& option) {
    if (option.completes == Completes::files) return bash_reply("-f");
    if (option.completes == Completes::words)
        return bash_reply(fmt::format("-W '{}'", base::joined(option.words, " ")));
    return "COMPREPLY=()";
}

std::string bash(const std::vector<CommandTold>& commands) {
    std::vector<std::string> names;
    std::string values;
    std::string options;
    std::string arguments;
    for (const auto& command : commands) {
        names.push_back(command.name);
        std::vector<std::string> all{"--help"};
        for (const auto& option : command.options) {
            all.insert(all.end(), option.names.begin(), option.names.end());
            if (!option.takes_value) continue;
            for (const auto& name : option.names)
                values += fmt::format("    {}:{}) {}; return ;;\n", command.name, name, bash_value(option));
        }
        options += fmt::format("    {}) options='{}' ;;\n", command.name, base::joined(all, " "));
        if (command.argument == Completes::files)
            arguments += fmt::format("    {}) {} ;;\n", command.name, bash_reply("-f"));
        if (command.argument == Completes::words)
            arguments +=
                fmt::format("    {}) [ \"$COMP_CWORD\" -ne 2 ] || {} ;;\n", command.name,
                            bash_reply(fmt::format("-W '{}'", base::joined(command.argument_words, " "))));
        if (asks_daemon(command.argument))
            arguments += fmt::format("    {}) [ \"$COMP_CWORD\" -ne 2 ] || {} ;;\n", command.name,
                                     bash_reply(fmt::format("-W \"$({})\"", ids(command.argument))));
    }
    return fmt::format(R"(# Completions of followup for bash; made by `followup completions bash`.
_followup() {{
    local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD - 1]}} command=${{COMP_WORDS[1]}} options=
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        {}
        return
    fi
    case $command:$prev in
{}    esac
    case $command in
{}    esac
    if [[ $cur == -* ]]; then
        {}
        return
    fi
    case $command in
{}    esac
}}
complete -F _followup followup
)",
                       bash_reply(fmt::format("-W '{}'", base::joined(names, " "))), values, options,
                       bash_reply("-W \"$options\""), arguments);
}

std::string zsh_action(Completes what, const std::vector<std::string>& words) {
    if (what == Completes::files) return "_files";
    if (what == Completes::cases) return "_followup_cases";
    if (what == Completes::duties) return "_followup_duties";
    if (what == Completes::words) return fmt::format("({})", base::joined(words, " "));
    return " ";
}

std::string zsh(const std::vector<CommandTold>& commands) {
    std::string names;
    std::string cases;
    for (const auto& command : commands) {
        names += fmt::format("    '{}:{}'\n", command.name, for_shell(replaced(command.help, ":", "\\:")));
        cases += fmt::format("  {})\n    _arguments \\\n", command.name);
        for (const auto& option : command.options)
            for (const auto& name : option.names)
                cases +=
                    fmt::format("      '{}[{}]{}' \\\n", name, for_zsh(option.help),
                                option.takes_value ? fmt::format(":{}:{}", name.substr(2),
                                                                 zsh_action(option.completes, option.words))
                                                   : "");
        if (command.argument == Completes::files)
            cases += "      '*:file:_files'\n";
        else
            cases += fmt::format("      '1:argument:{}' '*:argument: '\n",
                                 zsh_action(command.argument, command.argument_words));
        cases += "    ;;\n";
    }
    return fmt::format(R"zsh(#compdef followup
# Completions of followup for zsh; made by `followup completions zsh`.
_followup_cases() {{ local -a ids=(${{(f)"$({})"}}); compadd -a ids }}
_followup_duties() {{ local -a ids=(${{(f)"$({})"}}); compadd -a ids }}
_followup() {{
  local -a commands=(
{}  )
  if (( CURRENT == 2 )); then
    _describe -t commands command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
{}  esac
}}
_followup "$@"
)zsh",
                       ids(Completes::cases), ids(Completes::duties), names, cases);
}

std::string fish_value(const OptionTold& option) {
    if (!option.takes_value) return {};
    if (option.completes == Completes::files) return " -r -F";
    if (option.completes == Completes::words)
        return fmt::format(" -x -a '{}'", base::joined(option.words, " "));
    return " -x";
}

std::string fish(const std::vector<CommandTold>& commands) {
    std::string text = "# Completions of followup for fish; made by `followup completions fish`.\n"
                       "complete -c followup -f\n";
    for (const auto& command : commands)
        text += fmt::format("complete -c followup -n __fish_use_subcommand -a {} -d '{}'\n", command.name,
                            for_fish(command.help));
    for (const auto& command : commands) {
        const auto seen = fmt::format("__fish_seen_subcommand_from {}", command.name);
        for (const auto& option : command.options)
            for (const auto& name : option.names)
                text += fmt::format("complete -c followup -n '{}' -l {}{} -d '{}'\n", seen, name.substr(2),
                                    fish_value(option), for_fish(option.help));
        if (command.argument == Completes::files)
            text += fmt::format("complete -c followup -n '{}' -F\n", seen);
        if (command.argument == Completes::words)
            text += fmt::format("complete -c followup -n '{}; and test (count (commandline -opc)) -eq 2' "
                                "-a '{}'\n",
                                seen, base::joined(command.argument_words, " "));
        if (asks_daemon(command.argument))
            text += fmt::format("complete -c followup -n '{}; and test (count (commandline -opc)) -eq 2' "
                                "-a '({})'\n",
                                seen, ids(command.argument));
    }
    return text;
}

} // namespace

std::string completions(const std::string& shell, const std::vector<CommandTold>& commands) {
    if (shell == "bash") return bash(commands);
    if (shell == "zsh") return zsh(commands);
    if (shell == "fish") return fish(commands);
    return {};
}

} // namespace followup::cli
