#include "shell/cli/command.hpp"

#include "core/base/text.hpp"
#include "core/web/layout.hpp"
#include "shell/cli/adding.hpp"
#include "shell/cli/asking.hpp"
#include "shell/cli/monitoring.hpp"
#include "shell/cli/tables.hpp"
#include "shell/files/files.hpp"
#include "shell/run/checkup.hpp"
#include "shell/run/outlook.hpp"
#include "shell/run/setup.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fmt/format.h>
#include <iostream>
#include <unistd.h>

namespace followup::cli {
namespace {

struct OnlineOptions {
    std::string config = default_config;
    bool as_json = false;
    bool wait = false;
    bool yes = false;
    std::vector<std::string> arguments;
};

struct CheckOptions {
    std::string config = default_config;
    std::string mail;
    bool no_dns = false;
    bool monitor = false;
};

std::shared_ptr<OnlineOptions> options_of(CLI::App& command, bool with_json) {
    auto options = std::make_shared<OnlineOptions>();
    command.add_option("--config", options->config, "The configuration file")->capture_default_str();
    if (with_json) command.add_flag("--json", options->as_json, "Print JSON");
    return options;
}

/// Prints the daemon's JSON as it is, or as a table for people.
template <class Table>
int listing(const OnlineOptions& options, const http::Asked& asked, Table table) {
    const auto config = reachable(options.config);
    const auto reply = ask_daemon(*config, asked);
    if (!reply) return no_daemon(*config, reply.error());
    if (reply->status != 200) return complain(*reply);
    std::cout << (options.as_json ? reply->body : table(reply->body));
    return done;
}

int add_one(const config::Config& config, const std::string& path, const OnlineOptions& options) {
    const auto bytes = files::read(path, 64 * 1024);
    if (!bytes) return complain(bytes.error(), refused);
    return add_bytes(config, path, *bytes, options.wait, options.yes ? ReadBack::told : ReadBack::asked);
}

int add_command(const OnlineOptions& options) {
    const auto config = options.arguments.empty() ? configuration(options.config) : reachable(options.config);
    if (!config) return bad_configuration;
    if (options.arguments.empty()) return add_by_form(config, options.wait);
    int code = done;
    for (const auto& path : options.arguments)
        code = std::max(code, add_one(*config, path, options));
    return code;
}

void print(const run::Checked& checked) {
    using Kind = mail::Finding::Kind;
    std::cout << checked.about << "\n";
    for (const auto& found : checked.findings) {
        const auto* mark = found.kind == Kind::bad ? "WRONG" : found.kind == Kind::hint ? "hint" : "ok";
        std::cout << web::wrapped(fmt::format("{:<6} {}", mark, found.what), 2, 9);
        if (!found.mend.empty()) std::cout << web::wrapped(found.mend, 9, 9);
    }
}

bool well(const run::Checked& checked) {
    return std::ranges::none_of(
        checked.findings, [](const mail::Finding& found) { return found.kind == mail::Finding::Kind::bad; });
}

/// One test mail by way of each relay, and what was seen on the way.
int check_mail(const config::Config& config, const std::string& address, bool ask_dns) {
    const auto to = base::MailAddress::parse(address);
    if (!to) return complain({"--mail", to.error().what, to.error().mend}, usage);
    if (config.mail.relays.empty()) {
        std::cout << "there is no relay: mails become files in " << run::maildir_path(config) << "\n";
        return done;
    }
    bool good = true;
    for (const auto& relay : run::check_relays(config, *to, now())) {
        print(relay);
        good = good && well(relay);
    }
    const auto domain = run::check_domain(config, ask_dns);
    print(domain);
    return good && well(domain) ? done : refused;
}

int check_command(const CheckOptions& options) {
    if (options.monitor) return check_for_monitor(options.config);
    const auto config = configuration(options.config);
    if (!config) return bad_configuration;
    const auto found = run::outlook(*config, options.config, false);
    for (const auto* warnings : {&config->warnings, &found.warnings})
        for (const auto& warning : *warnings)
            std::fprintf(stderr, "warning: %s\n", warning.c_str());
    complain(found.problems);
    if (!found.problems.empty()) return bad_configuration;
    std::cout << options.config << ": good\n";
    std::cout << "mail goes to " << run::first_route(*config) << "\n";
    if (!found.certificate.empty()) std::cout << found.certificate << "\n";
    std::cout << (found.running ? "the daemon is running\n" : "the daemon is not running\n");
    for (const auto& each : found.unreadable)
        std::cout << web::wrapped(each, 0, 2);
    if (!found.unreadable.empty()) return refused;
    if (!options.mail.empty()) return check_mail(*config, options.mail, !options.no_dns);
    return done;
}

} // namespace

void add_add(CLI::App& app, Result& result) {
    auto* command = app.add_subcommand("add", "Add event files: what happened in an interview, and since");
    auto options = options_of(*command, false);
    command->add_option("files", options->arguments,
                        "Event files; without one, on a terminal, the questions of an interview are asked");
    command->add_flag("--wait", options->wait, "Return when the ledger has them, even with the daemon down");
    command->add_flag("--yes,-y", options->yes, "Ask nothing back when they take something away");
    command->callback([options, &result] {
        const bool terminal = at_a_terminal();
        if (options->arguments.empty() && !terminal) throw CLI::RequiredError("files");
        result.code = add_command(*options);
    });
}

void add_status(CLI::App& app, Result& result) {
    auto* command = app.add_subcommand("status", "What is due next, what is unsent, the relay, the disk");
    auto options = options_of(*command, true);
    // It waits for nothing that takes long, and a monitor wants to hear soon that nobody answers.
    command->callback([options, &result] {
        result.code = listing(*options, {.method = "GET", .target = "/v1/status"}, status_table);
    });
}

void add_check(CLI::App& app, Result& result) {
    auto* command = app.add_subcommand("check", "Check the configuration and what it names");
    auto options = std::make_shared<CheckOptions>();
    command->add_option("--config", options->config, "The configuration file")->capture_default_str();
    auto* mail =
        command->add_option("--mail", options->mail,
                            "Send a test mail to this ADDRESS by way of each relay, and say what is wrong");
    command->add_flag("--no-dns", options->no_dns, "Do not look up SPF and DMARC")->needs(mail);
    command
        ->add_flag("--monitor", options->monitor,
                   "As a monitoring plug-in: ask the daemon how it is; one line, and 0, 1, 2 or 3")
        ->excludes(mail);
    command->callback([options, &result] { result.code = check_command(*options); });
}

} // namespace followup::cli
