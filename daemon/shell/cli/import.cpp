#include "shell/cli/command.hpp"

#include "core/base/text.hpp"
#include "core/base/zone_names.hpp"
#include "core/calendar/invite.hpp"
#include "shell/cli/adding.hpp"
#include "shell/cli/asking.hpp"
#include "shell/files/files.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <iostream>

namespace followup::cli {
namespace {

struct ImportOptions {
    std::string file;
    calendar::Said said;
    std::vector<std::string> names; ///< "ADDRESS=NAME"
    std::string out;
    std::string config = default_config;
    bool add = false;
};

int write_draft(const std::string& path, const std::string& text) {
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored))
        return complain({path, "there is a file of this name already", "take another name"}, refused);
    if (auto put = files::write(path, text); !put) return complain(put.error(), refused);
    std::cout << path << ": the draft; fill in what is marked \"missing\", then: followup add " << path
              << "\n";
    return done;
}

/// What the running daemon knows; empty while it is down, or tells the caller nothing.
calendar::Ledger ledger_of(const config::Config& config) {
    const auto ask = [&config](const calendar::Asked& asked) {
        return ask_daemon(config, "POST", "/v1/invited", calendar::as_json(asked));
    };
    if (const auto reply = ask({}); !reply || reply->status != 200) return {};
    return [ask](const calendar::Asked& asked) -> calendar::Knows {
        const auto reply = ask(asked);
        if (!reply || reply->status != 200) return {};
        return calendar::knows_from_json(reply->body);
    };
}

std::vector<calendar::Lack> lacks_of(const calendar::Invitation& read) {
    std::vector<calendar::Lack> lacks;
    for (const auto& draft : read.drafts)
        for (auto& each : calendar::missing(draft))
            lacks.push_back(std::move(each));
    for (const auto& each : read.questions)
        lacks.push_back({calendar::Lack::What::question, each, {}});
    return lacks;
}

/// How it is said on the command line.
std::string mend_of(const calendar::Lack& lack) {
    using What = calendar::Lack::What;
    const std::string by_hand = "write the draft with --out FILE, fill it in, then: followup add FILE";
    switch (lack.what) {
    case What::candidate: return "say who it is with --candidate ADDRESS; or " + by_hand;
    case What::zone: return "say it with --zone ZONE; or " + by_hand;
    case What::ended: return "say it with --ended 15:30; or " + by_hand;
    case What::name:
        return fmt::format("say it with --name \"{}=NAME\", without a name if nobody is met; or {}",
                           lack.whom.empty() ? "ADDRESS" : lack.whom, by_hand);
    case What::question: return "nothing is added before somebody has decided";
    default: return by_hand;
    }
}

int stop(const std::string& file, const std::vector<calendar::Lack>& lacks) {
    base::Problems problems;
    for (const auto& each : lacks) {
        const bool question = each.what == calendar::Lack::What::question;
        problems.push_back(
            {file, each.words + (question ? "; nothing was added" : " is missing; nothing was added"),
             mend_of(each)});
    }
    complain(problems);
    return refused;
}

/// Puts an answer where it belongs; false when it is none.
bool put_answer(calendar::Said& said, const calendar::Lack& lack, const std::string& answer) {
    using What = calendar::Lack::What;
    switch (lack.what) {
    case What::recruiter: said.recruiter = answer; return true;
    case What::candidate: said.candidate = answer; return true;
    case What::employer: said.employer = answer; return true;
    case What::position: said.position = answer; return true;
    case What::ended: said.ended = answer; return true;
    case What::name: said.names[lack.whom] = answer == "-" ? "" : answer; return true;
    case What::zone: {
        const auto zone = base::zone_typed(answer);
        if (zone) said.zone = zone->name();
        if (!zone) complain({zone.error()});
        return zone.has_value();
    }
    case What::address:
    case What::question: break;
    }
    return false;
}

/// Asks on the terminal for the first thing that is missing; false when nobody can or will answer.
bool ask_first(calendar::Said& said, const std::vector<calendar::Lack>& lacks) {
    using What = calendar::Lack::What;
    const auto askable = std::ranges::find_if(lacks, [](const calendar::Lack& each) {
        return each.what != What::address && each.what != What::question;
    });
    if (!at_a_terminal() || askable == lacks.end()) return false;
    std::cout << "Missing: " << askable->words << "\n";
    for (;;) {
        const auto* hint = askable->what == What::candidate ? "the candidate's address"
                           : askable->what == What::name    ? "as in a letter, - if nobody is met"
                           : askable->what == What::ended   ? "such as 15:30"
                                                            : "nothing: stop";
        std::cout << "  (" << hint << "): " << std::flush;
        std::string line;
        if (!std::getline(std::cin, line)) return false;
        const auto answer = std::string{base::trimmed(line)};
        if (answer.empty()) return false;
        if (put_answer(said, *askable, answer)) return true;
    }
}

int add_draft(const config::Config& config, const ImportOptions& options, const calendar::Invitation& read) {
    if (const auto lacks = lacks_of(read); !lacks.empty()) return stop(options.file, lacks);
    for (const auto& note : read.notes)
        std::cout << "Read: " << note << "\n";
    return add_bytes(config, options.file, calendar::event_file(read, config.rules.agency));
}

/// Puts what the options say beside each other; a problem when one of them cannot be read.
base::Result<calendar::Said> said_of(const ImportOptions& options, const config::Config& config) {
    auto said = options.said;
    said.own = own_recruiter(config);
    if (!said.zone.empty()) {
        const auto zone = base::zone_typed(said.zone);
        if (!zone) return base::problem("--zone", zone.error().what, zone.error().mend);
        said.zone = zone->name();
    }
    for (const auto& each : options.names) {
        const auto equals = each.find('=');
        const auto address = std::string{base::trimmed(each.substr(0, equals))};
        if (equals == std::string::npos || !address.contains('@'))
            return base::problem("--name", fmt::format("'{}' names nobody", base::escaped(each, 80)),
                                 "write it as ADDRESS=NAME");
        said.names[base::ascii_lower(address)] = base::trimmed(each.substr(equals + 1));
    }
    return said;
}

int import_command(const ImportOptions& options) {
    const auto config = configuration(options.config);
    if (!config) return bad_configuration;
    const auto bytes = files::read(options.file, calendar::invitation_mail_bytes_max);
    if (!bytes) return complain(bytes.error(), refused);
    auto said = said_of(options, *config);
    if (!said) return complain(said.error(), usage);
    const auto ledger = ledger_of(*config);
    const auto& agency = config->rules.agency;
    auto read = calendar::read_invitation(*bytes, options.file, agency, *said, ledger);
    // Each answer may raise another question, or settle several.
    constexpr int answers_max = 100;
    for (int n = 0; options.add && read && n < answers_max; ++n) {
        if (const auto lacks = lacks_of(*read); lacks.empty() || !ask_first(*said, lacks)) break;
        read = calendar::read_invitation(*bytes, options.file, agency, *said, ledger);
    }
    if (!read) {
        complain(read.error());
        return refused;
    }
    for (const auto& warning : read->warnings)
        std::fprintf(stderr, "warning: %s\n", warning.c_str());
    if (options.add) return add_draft(*config, options, *read);
    const auto text = calendar::event_file(*read, agency);
    if (!options.out.empty()) return write_draft(options.out, text);
    std::cout << text;
    return done;
}

} // namespace

void add_import(CLI::App& app, Result& result) {
    auto options = std::make_shared<ImportOptions>();
    auto* command = app.add_subcommand(
        "import", "Make a draft of an event file from an interview invitation (.ics, or a mail with one)");
    command->add_option("invitation", options->file, "The invitation, as Outlook, Google or Apple sent it")
        ->required();
    command->add_option("--recruiter", options->said.recruiter, "The ID of the candidate's recruiter");
    command->add_option("--candidate", options->said.candidate,
                        "The candidate's ADDRESS among those invited");
    command->add_option("--employer", options->said.employer, "The NAME of the employer");
    command->add_option("--position", options->said.position, "The position");
    command->add_option("--zone", options->said.zone, "The ZONE of times that name none that is known");
    command->add_option("--ended", options->said.ended, "When it ends, such as 15:30, if it does not say");
    command->add_option("--name", options->names,
                        "ADDRESS=NAME: how somebody's name is written; without a name they are not met");
    auto* out = command->add_option("--out", options->out, "Write the draft to this new FILE");
    command->add_flag("--add", options->add, "Add it at once, when nothing is missing or in doubt")
        ->excludes(out);
    command->add_option("--config", options->config, "The configuration file")->capture_default_str();
    command->callback([options, &result] { result.code = import_command(*options); });
}

} // namespace followup::cli
