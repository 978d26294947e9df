#include "shell/cli/adding.hpp"
#include "shell/cli/command.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cstdio>
#include <iostream>

namespace followup::cli {
namespace {

void print_warnings(const web::Reply& reply) {
    boost::system::error_code failure;
    const auto body = boost::json::parse(reply.body, failure);
    const auto* list = failure || !body.is_object() ? nullptr : body.as_object().if_contains("warnings");
    if (list == nullptr || !list->is_array()) return;
    for (const auto& each : list->as_array())
        if (each.is_string()) std::fprintf(stderr, "warning: %s\n", each.as_string().c_str());
}

/// The file that the daemon was started with is read, not the one that is named here: this one only leads to
/// its socket, and may be bad.
int reload_command(const std::string& file) {
    const auto config = reachable(file);
    const auto reply = ask_daemon(*config, "POST", "/v1/reload");
    if (!reply) return no_daemon(*config, reply.error());
    if (reply->status == 422) {
        static_cast<void>(complain(*reply));
        return bad_configuration;
    }
    if (reply->status != 200) return complain(*reply);
    print_warnings(*reply);
    std::cout << "the new configuration is in force\n";
    return done;
}

} // namespace

void add_reload(CLI::App& app, Result& result) {
    auto config = std::make_shared<std::string>(default_config);
    auto* command =
        app.add_subcommand("reload", "Have the daemon read its configuration again, or say why not");
    command->add_option("--config", *config, "The configuration file")->capture_default_str();
    command->callback([config, &result] { result.code = reload_command(*config); });
}

} // namespace followup::cli
