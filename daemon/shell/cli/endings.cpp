#include "core/base/text.hpp"
#include "shell/cli/telling.hpp"

#include <CLI/CLI.hpp>
#include <array>

/// How a case ends, or goes on: an answer, a cancelled interview, an end, what does not hold any more.
namespace followup::cli {
namespace {

struct EndingOptions : TellingOptions {
    std::string about;
    std::string what;
    std::string which;
    std::string when;
    std::string notes;
    std::string reason;
    std::string tell;
};

/// The command with its case; the keys of its event are what was given of these.
std::shared_ptr<EndingOptions> ending(CLI::App& command) {
    auto options = std::make_shared<EndingOptions>();
    add_telling(command, *options);
    command
        .add_option("case", options->about,
                    "The case: its id, or a name in it (candidate, employer, person met)")
        ->required();
    return options;
}

void add_reason(CLI::App& command, EndingOptions& options) {
    command.add_option("--reason", options.reason, "Why: for yourself and whoever may see the case");
}

void add_tell(CLI::App& command, EndingOptions& options) {
    command.add_option("--tell", options.tell, "What the candidate is told, in these words");
}

void add_when_of_step(CLI::App& command, EndingOptions& options) {
    command.add_option("--when", options.when, "The date of the step, where there are several of its kind");
}

int told_as(const EndingOptions& options, const char* command, const char* event,
            std::vector<queue::Entry> keys) {
    return tell(options, {command, event, "case", options.about, "", [&](const Subject& of) {
                              std::vector<queue::Entry> entries{{"interview", of.interview}};
                              entries.insert(entries.end(), keys.begin(), keys.end());
                              return entries;
                          }});
}

} // namespace

void add_answered(CLI::App& app, Result& result) {
    auto* command = app.add_subcommand("answered", "Tell how the candidate answered an offer");
    auto options = ending(*command);
    command->add_option("answer", options->what, "accepted or declined")
        ->required()
        ->check(CLI::IsMember({"accepted", "declined"}));
    command->add_option("--notes", options->notes, "What was said");
    command->callback([options, &result] {
        result.code =
            told_as(*options, "answered", "answered", {{"answer", options->what}, {"notes", options->notes}});
    });
}

namespace {

/// "dana-acme-1" of "dana-acme-1/step/1": a step's id says which case it is of.
std::string case_named(const std::string& about) {
    return about.substr(0, about.find('/'));
}

/// An interview that is off, or a step of its case: that is taken back as a fact is.
int cancel_command(EndingOptions options) {
    const bool by_id = options.what.empty() && options.about.contains("/step/");
    if (by_id) options.what = options.about;
    options.about = case_named(options.about);
    if (options.what.empty() && !options.when.empty())
        return complain({"followup cancel", "--when says which of several steps, and no step is named",
                         "followup cancel acme \"second interview\" --when \"December 8\""},
                        usage);
    if (options.what.empty())
        return told_as(options, "cancel", "cancelled", {{"reason", options.reason}, {"tell", options.tell}});
    return told_as(
        options, "cancel", "struck",
        {{"next", options.what}, {"when", options.when}, {"reason", options.reason}, {"tell", options.tell}});
}

} // namespace

void add_cancel(CLI::App& app, Result& result) {
    auto* command =
        app.add_subcommand("cancel", "Tell that an interview or a step to come is off; the case goes on");
    auto options = ending(*command);
    command->add_option("step", options->what,
                        "A step of it that is off: its id, or its kind such as \"second interview\"");
    add_when_of_step(*command, *options);
    add_reason(*command, *options);
    add_tell(*command, *options);
    command->callback([options, &result] { result.code = cancel_command(*options); });
}

void add_reopen(CLI::App& app, Result& result) {
    auto* command = app.add_subcommand("reopen", "Go on with a case that had ended");
    auto options = ending(*command);
    add_reason(*command, *options);
    command->callback([options, &result] {
        result.code = told_as(*options, "reopen", "reopened", {{"reason", options->reason}});
    });
}

void add_told(CLI::App& app, Result& result) {
    auto* command =
        app.add_subcommand("told", "Say that you have told the candidate of a no, or of an offer");
    auto options = ending(*command);
    add_tell(*command, *options);
    command->add_option("--notes", options->notes, "How they took it: for yourself");
    command->callback([options, &result] {
        result.code = told_as(*options, "told", "told", {{"tell", options->tell}, {"notes", options->notes}});
    });
}

void add_note(CLI::App& app, Result& result) {
    auto* command = app.add_subcommand("note", "Keep words of your own with a case; nobody else reads them");
    auto options = ending(*command);
    command->add_option("notes", options->notes, "What is to be remembered")->required();
    command->callback(
        [options, &result] { result.code = told_as(*options, "note", "note", {{"notes", options->notes}}); });
}

void add_strike(CLI::App& app, Result& result) {
    static const std::vector<std::string> kinds{"met",     "promise",  "next", "objection",
                                                "project", "strength", "note"};
    auto* command = app.add_subcommand("strike", "Take back a fact that does not hold");
    auto options = ending(*command);
    command->add_option("what", options->what, "met, promise, next, objection, project, strength or note")
        ->required()
        ->check(CLI::IsMember(kinds));
    command->add_option("which", options->which, "The name, the text, or the step: its id or kind")
        ->required();
    add_when_of_step(*command, *options);
    add_reason(*command, *options);
    add_tell(*command, *options);
    command->callback([options, &result] {
        result.code = told_as(*options, "strike", "struck",
                              {{options->what, options->which},
                               {"when", options->when},
                               {"reason", options->reason},
                               {"tell", options->tell}});
    });
}

} // namespace followup::cli
