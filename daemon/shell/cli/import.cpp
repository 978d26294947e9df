#include "shell/cli/command.hpp"

#include "core/base/text.hpp"
#include "core/calendar/invite.hpp"
#include "shell/cli/adding.hpp"
#include "shell/files/files.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <iostream>

namespace followup::cli {
namespace {

struct ImportOptions {
    std::string file;
    calendar::Said said;
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

int add_draft(const config::Config& config, const ImportOptions& options, const calendar::Invitation& read,
              const std::string& text) {
    base::Problems lacking;
    for (const auto& draft : read.drafts)
        for (const auto& each : calendar::missing(draft))
            lacking.push_back({options.file, each + " is missing; nothing was added",
                               "write the draft with --out FILE, fill it in, then: followup add FILE"});
    if (!lacking.empty()) {
        complain(lacking);
        return refused;
    }
    return add_bytes(config, options.file, text);
}

int import_command(const ImportOptions& options) {
    const auto config = configuration(options.config);
    if (!config) return bad_configuration;
    const auto bytes = files::read(options.file, calendar::invitation_bytes_max);
    if (!bytes) return complain(bytes.error(), refused);
    auto said = options.said;
    said.own = own_recruiter(*config);
    const auto read = calendar::read_invitation(*bytes, options.file, config->rules.agency, said);
    if (!read) {
        complain(read.error());
        return refused;
    }
    for (const auto& warning : read->warnings)
        std::fprintf(stderr, "warning: %s\n", warning.c_str());
    const auto text = calendar::event_file(read->drafts, config->rules.agency);
    if (options.add) return add_draft(*config, options, *read, text);
    if (!options.out.empty()) return write_draft(options.out, text);
    std::cout << text;
    return done;
}

} // namespace

void add_import(CLI::App& app, Result& result) {
    auto options = std::make_shared<ImportOptions>();
    auto* command =
        app.add_subcommand("import", "Make a draft of an event file from an interview invitation (.ics)");
    command->add_option("invitation", options->file, "The invitation, as Outlook, Google or Apple sent it")
        ->required();
    command->add_option("--recruiter", options->said.recruiter, "The ID of the candidate's recruiter");
    command->add_option("--candidate", options->said.candidate,
                        "The candidate's ADDRESS among those invited");
    command->add_option("--employer", options->said.employer, "The NAME of the employer");
    command->add_option("--position", options->said.position, "The position");
    auto* out = command->add_option("--out", options->out, "Write the draft to this new FILE");
    command->add_flag("--add", options->add, "Add it at once, when nothing is missing")->excludes(out);
    command->add_option("--config", options->config, "The configuration file")->capture_default_str();
    command->callback([options, &result] { result.code = import_command(*options); });
}

} // namespace followup::cli
