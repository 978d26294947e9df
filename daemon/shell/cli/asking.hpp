#pragma once

#include "shell/cli/command.hpp"

#include <expected>

/// What the commands of recruiters share: asking the daemon, and printing what it says.
namespace followup::cli {

/// Options that every one of them has.
struct Asking {
    std::string config = default_config;
    bool as_json = false;
};
void add_asking(CLI::App& command, Asking& asking);

/// "json", "text", or "colour" when standard output is a terminal and NO_COLOR is not set.
[[nodiscard]] std::string wanted_form(const Asking& asking);

/// The problems of a reply that is not 200, and the choices it gives; its code.
[[nodiscard]] int complain_of_choices(const web::Reply& reply);

/// Asks for a listing ("/v1/agenda?person=pat", without its form) and prints it.
[[nodiscard]] int print_answer(const Asking& asking, const std::string& target);

/// Whether somebody sits there who can be asked and answer.
[[nodiscard]] bool at_a_terminal();
/// Whether somebody at a terminal types y or yes to the question. Without a terminal: no.
[[nodiscard]] bool agreed(const std::string& question);
/// What event files would take away, as the daemon foresees it, in lines to be read back; empty when they
/// take nothing, or it is nobody's to ask.
/// @return  the daemon's answer, when they would be refused
[[nodiscard]] std::expected<std::string, web::Reply>
would_take(const config::Config& config, const std::string& name, std::string_view bytes);

} // namespace followup::cli
