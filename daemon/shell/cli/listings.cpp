#include "core/base/text.hpp"
#include "shell/cli/asking.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace followup::cli {
namespace {

struct AgendaOptions : Asking {
    std::vector<std::string> person;
    bool today = false;
    bool overdue = false;
    bool all = false;
    bool undated = false;
    bool score = false;
    std::string from;
    std::string until;
};

int agenda_command(const AgendaOptions& options) {
    const auto person = encoded(base::joined(options.person, " "));
    if (options.score)
        return print_answer(options, fmt::format("/v1/score?person={}&from={}&until={}", person,
                                                 encoded(options.from), encoded(options.until)));
    const auto* span = options.today     ? "today"
                       : options.overdue ? "overdue"
                       : options.all     ? "all"
                       : options.undated ? "undated"
                                         : "open";
    return print_answer(options, fmt::format("/v1/agenda?span={}&person={}", span, person));
}

struct AboutOptions : Asking {
    std::vector<std::string> about;
};

void add_about(CLI::App& app, Result& result, const char* name, const char* help, const char* what,
               const char* what_help) {
    auto options = std::make_shared<AboutOptions>();
    auto* command = app.add_subcommand(name, help);
    command->add_option(what, options->about, what_help)->required();
    add_asking(*command, *options);
    command->callback([options, &result, target = fmt::format("/v1/{}?about=", name)] {
        result.code = print_answer(*options, target + encoded(base::joined(options->about, " ")));
    });
}

} // namespace

void add_show(CLI::App& app, Result& result) {
    add_about(app, result, "show",
              "Tell the story of a case: what was said, owed, done and mailed, what is next", "case",
              "The case: its id, or a name in it (candidate, employer, person met)");
}

void add_why(CLI::App& app, Result& result) {
    add_about(app, result, "why",
              "Explain a duty: what it follows from, its dates and reminders, step by step", "duty",
              "The duty: its id, or words of it such as \"letter chen\"");
}

void add_agenda(CLI::App& app, Result& result) {
    auto options = std::make_shared<AgendaOptions>();
    auto* command = app.add_subcommand("agenda", "List what is owed: yours, or a person's");
    command->add_option("person", options->person,
                        "Whose: a recruiter or candidate, also by a part of the name; 'team' is everybody");
    auto* today = command->add_flag("--today", options->today, "Only what is overdue or due today");
    auto* overdue = command->add_flag("--overdue", options->overdue, "Only what is overdue");
    auto* all = command->add_flag("--all", options->all, "Also what is done, dropped or expired");
    auto* undated =
        command->add_flag("--undated", options->undated, "Only open cases in which nothing has a date");
    auto* score = command->add_flag("--score", options->score, "How promises were kept, for each person");
    command->add_option("--from", options->from, "The first DATE of the score (default: 90 days ago)")
        ->needs(score);
    command->add_option("--until", options->until, "The last DATE of the score (default: today)")
        ->needs(score);
    score->excludes(today)->excludes(overdue)->excludes(all)->excludes(undated);
    today->excludes(overdue)->excludes(all)->excludes(undated);
    overdue->excludes(all)->excludes(undated);
    all->excludes(undated);
    add_asking(*command, *options);
    command->callback([options, &result] { result.code = agenda_command(*options); });
}

} // namespace followup::cli
