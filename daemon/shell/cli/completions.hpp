#pragma once

#include <string>
#include <vector>

/// Shell completions, made from what the commands say of themselves, so that they cannot drift.
namespace followup::cli {

/// What completes an argument.
enum class Completes { nothing, files, cases, duties, words };

/// An option of a command.
struct OptionTold {
    std::vector<std::string> names; ///< "--config"
    std::string help;
    bool takes_value = false;
    Completes completes = Completes::nothing;
    std::vector<std::string> words; ///< for Completes::words
};

/// A command with its options and its first argument.
struct CommandTold {
    std::string name;
    std::string help;
    std::vector<OptionTold> options;
    Completes argument = Completes::nothing;
    std::vector<std::string> argument_words = {}; ///< for Completes::words
};

/// The script for bash, zsh or fish; empty for another shell.
[[nodiscard]] std::string completions(const std::string& shell, const std::vector<CommandTold>& commands);

} // namespace followup::cli
