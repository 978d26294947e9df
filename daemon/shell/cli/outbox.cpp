#include "shell/cli/adding.hpp"
#include "shell/cli/asking.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <iostream>

namespace followup::cli {
namespace {

struct OutboxOptions : Asking {
    std::string what = "list";
    std::vector<std::string> mails;
    std::string state;
    bool all = false;
    bool bytes = false;
};

/// The message alone, as it is on the wire: for a file, or another program.
int print_bytes(const OutboxOptions& options, const std::string& mail) {
    const auto config = reachable(options.config);
    const auto reply = ask_daemon(*config, "GET", "/v1/mail?number=" + encoded(mail));
    if (!reply) return no_daemon(*config, reply.error());
    if (reply->status != 200) return complain_of_choices(*reply);
    boost::system::error_code failure;
    const auto body = boost::json::parse(reply->body, failure);
    const auto* all = failure ? nullptr : body.if_object();
    const auto* bytes = all == nullptr ? nullptr : all->if_contains("bytes");
    if (bytes == nullptr || !bytes->is_string())
        return complain({"", "the daemon's answer cannot be read", ""}, refused);
    std::cout << std::string_view{bytes->as_string()};
    return done;
}

int order(const OutboxOptions& options, const std::string& mail) {
    const auto config = reachable(options.config);
    const auto target = fmt::format("/v1/mail?number={}&order={}&form={}", encoded(mail), options.what,
                                    options.as_json ? "json" : "text");
    const auto reply = ask_daemon(*config, "POST", target);
    if (!reply) return no_daemon(*config, reply.error());
    if (reply->status != 200) return complain_of_choices(*reply);
    const auto* became = options.what == "hold"      ? "is held until it is released"
                         : options.what == "release" ? "goes out now"
                                                     : "is tried again now";
    if (options.as_json)
        std::cout << reply->body;
    else if (mail == "all" && options.what == "retry")
        std::cout << "all mails that wait are tried again now\n";
    else if (mail == "all")
        std::cout << "everything that was held goes out now\n";
    else
        std::cout << fmt::format("mail {} {}\n", mail, became);
    return done;
}

int outbox_command(const OutboxOptions& options) {
    if (options.what == "list") {
        if (!options.mails.empty())
            return complain({"followup outbox", "a list takes no number of a mail",
                             "one mail is shown by: followup outbox show NUMBER"},
                            usage);
        return print_answer(options, fmt::format("/v1/outbox?state={}&all={}", encoded(options.state),
                                                 options.all ? "1" : ""));
    }
    if (options.mails.empty())
        return complain({"followup outbox " + options.what, "which mail is missing",
                         "its number, as followup outbox lists it"},
                        usage);
    int code = done;
    for (const auto& mail : options.mails) {
        const int one = options.what != "show" ? order(options, mail)
                        : options.bytes        ? print_bytes(options, mail)
                                               : print_answer(options, "/v1/mail?number=" + encoded(mail));
        code = std::max(code, one);
    }
    return code;
}

} // namespace

void add_outbox(CLI::App& app, Result& result) {
    auto options = std::make_shared<OutboxOptions>();
    auto* command =
        app.add_subcommand("outbox", "List the mails, show one with its life, hold, release or retry it");
    command
        ->add_option("what", options->what,
                     "list: what waits, is in trouble, or went out last; show: one mail with its life and "
                     "bytes; hold: it does not go out; release: a held one does; retry: try it now")
        ->check(CLI::IsMember({"list", "show", "hold", "release", "retry"}));
    command->add_option(
        "mail", options->mails,
        "The numbers of the mails; \"release all\" lets go what the storm guard holds, \"retry all\" "
        "tries everything that waits once a relay was mended");
    command->add_option("--state", options->state, "List only those in this state")
        ->check(CLI::IsMember({"claimed", "handed", "sent", "deferred", "in_doubt", "rejected", "merged",
                               "expired", "moot", "parked"}));
    command->add_flag("--all", options->all, "List all, however old");
    command->add_flag("--bytes", options->bytes, "Show only the message, as it is on the wire");
    add_asking(*command, *options);
    command->callback([options, &result] { result.code = outbox_command(*options); });
}

} // namespace followup::cli
