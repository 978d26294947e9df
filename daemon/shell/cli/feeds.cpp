#include "core/base/text.hpp"
#include "shell/cli/adding.hpp"
#include "shell/cli/asking.hpp"
#include "shell/cli/feeds_text.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

namespace followup::cli {
namespace {

struct FeedsOptions : Asking {
    std::vector<std::string> person;
    std::string privacy;
    bool rotate = false;
    bool revoke = false;
    bool code = false;
};

int feeds_command(const FeedsOptions& options) {
    const auto config = reachable(options.config);
    const auto person = base::joined(options.person, " ");
    std::string target = "/v1/feeds?privacy=" + options.privacy;
    if (!person.empty()) target += "&person=" + encoded(person);
    if (options.rotate) target += "&do=rotate";
    if (options.revoke) target += "&do=revoke";
    const bool changes = options.rotate || options.revoke;
    const auto reply = ask_daemon(*config, changes ? "POST" : "GET", target);
    if (!reply) return no_daemon(*config, reply.error());
    if (reply->status != 200) return complain(*reply);
    const FeedsShown how{
        .steps = !person.empty(), .code = options.code, .colour = wanted_form(options) == "colour"};
    std::cout << (options.as_json ? reply->body : feeds_text(reply->body, how));
    return done;
}

} // namespace

void add_feeds(CLI::App& app, Result& result) {
    auto options = std::make_shared<FeedsOptions>();
    auto* command = app.add_subcommand("feeds", "List the calendar feeds that people subscribe to");
    auto* person = command->add_option("person", options->person,
                                       "Only theirs: recruiter id, e-mail address, name or 'team'");
    command
        ->add_option("--privacy", options->privacy,
                     "Addresses of feeds that tell less: 'initials' instead of names, or only 'busy'")
        ->check(CLI::IsMember({"full", "initials", "busy"}));
    auto* rotate =
        command->add_flag("--rotate", options->rotate,
                          "Take the address of PERSON (id or e-mail address) out of use and make a new one");
    auto* revoke = command->add_flag(
        "--revoke", options->revoke,
        "Take the addresses of PERSON out of use, or the one of --privacy, and make no new one");
    auto* code = command->add_flag("--qr", options->code,
                                   "Show the address of PERSON's page as a QR code for a phone");
    for (auto* each : {rotate, revoke, code})
        each->needs(person);
    revoke->excludes(rotate)->excludes(code);
    add_asking(*command, *options);
    command->callback([options, &result] { result.code = feeds_command(*options); });
}

} // namespace followup::cli
