#include "core/base/suggest.hpp"
#include "core/base/text.hpp"
#include "shell/cli/telling.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace followup::cli {
namespace {

/// What the commands are told, all together; each uses its part.
struct Told : TellingOptions {
    std::string about;
    std::string whom;
    std::vector<std::string> words; ///< a result, news or a phrase, in one word or several
    std::string with = "candidate";
    std::string by;
    std::string date;
    std::string next;
    std::string from;
    std::string notes;
    std::string reason;
    std::string tell;
    bool dropped = false;
};

std::shared_ptr<Told> told(CLI::App& command) {
    auto options = std::make_shared<Told>();
    add_telling(command, *options);
    return options;
}

void add_case(CLI::App& command, Told& options) {
    command
        .add_option("case", options.about,
                    "The case: its id, or a name in it (candidate, employer, person met)")
        ->required();
}

void add_person(CLI::App& command, Told& options, const char* who) {
    command.add_option("person", options.whom, who)->required();
}

void add_duty(CLI::App& command, Told& options) {
    command.add_option("duty", options.about, "The duty: its id, or words of it such as \"letter chen\"")
        ->required();
}

void add_words_for_her(CLI::App& command, Told& options) {
    command.add_option("--tell", options.tell, "What the candidate is told of it, in these words");
}

/// "no-answer" and "No answer" as a file says it: "no answer".
std::string as_word(const std::vector<std::string>& words) {
    auto word = base::ascii_lower(base::joined(words, " "));
    std::ranges::replace(word, '-', ' ');
    return word;
}

/// One of the words of an enumeration; a wrong one is explained.
template <class Enum>
std::expected<std::string, int> chosen(const std::vector<std::string>& words) {
    const auto word = as_word(words);
    if (queue::from_word<Enum>(word)) return word;
    std::vector<std::string> known;
    for (int n = 0; n < 16; ++n)
        if (const auto each = queue::word(static_cast<Enum>(n)); !each.empty()) known.emplace_back(each);
    return std::unexpected(complain(
        {base::joined(words, " "), "is none of the words that are known here", base::suggest(word, known)},
        usage));
}

int debriefed_command(const Told& options) {
    return tell(options, {"debriefed", "debriefed", "case", options.about, "", [&](const Subject& of) {
                              return std::vector<queue::Entry>{{"interview", of.interview},
                                                               {"with", options.with},
                                                               {"notes", options.notes},
                                                               {"tell", options.tell}};
                          }});
}

int sent_command(const Told& options) {
    return tell(options, {"sent", "letter", "letter", options.about, options.whom, [&](const Subject& of) {
                              return std::vector<queue::Entry>{
                                  {"interview", of.interview}, {"to", of.whom}, {"by", options.by}};
                          }});
}

int called_command(const Told& options) {
    const auto result = chosen<queue::Called::Outcome>(options.words);
    if (!result) return result.error();
    return tell(options, {"called", "called", "call", options.about, options.whom, [&](const Subject& of) {
                              return std::vector<queue::Entry>{{"interview", of.interview},
                                                               {"whom", of.whom},
                                                               {"result", *result},
                                                               {"next", options.next},
                                                               {"notes", options.notes}};
                          }});
}

int heard_command(const Told& options) {
    const auto news = chosen<queue::Heard::News>(options.words);
    if (!news) return news.error();
    if (*news == "new date" && options.date.empty())
        return complain(
            {"followup heard", "a new date needs the date", "say it with --date \"Thursday next week\""},
            usage);
    return tell(options,
                {"heard", "heard", options.from.empty() ? "case" : "news", options.about, options.from,
                 [&](const Subject& of) {
                     return std::vector<queue::Entry>{
                         {"interview", of.interview}, {"from", of.whom},        {"news", *news},
                         {"date", options.date},      {"notes", options.notes}, {"tell", options.tell}};
                 }});
}

int push_command(const Told& options) {
    return tell(options, {"push", "pushed", "call", options.about, options.whom, [&](const Subject& of) {
                              return std::vector<queue::Entry>{{"interview", of.interview},
                                                               {"whom", of.whom},
                                                               {"to", base::joined(options.words, " ")},
                                                               {"reason", options.reason},
                                                               {"tell", options.tell}};
                          }});
}

/// A duty that is closed, or opened again.
int close_command(const Told& options, const char* command, const char* event, const char* kind) {
    return tell(options,
                {command, event, kind, options.about, "", [&](const Subject& of) {
                     // With the daemon down the words stand for a duty, whatever they are.
                     const auto& duty = of.duty.empty() ? options.about : of.duty;
                     return std::vector<queue::Entry>{
                         {"duty", duty}, {"by", of.by}, {"reason", options.reason}, {"tell", options.tell}};
                 }});
}

int done_command(const Told& options) {
    if (options.dropped && options.reason.empty())
        return complain(
            {"followup done", "why it is dropped has to be said", "add --reason \"she left the company\""},
            usage);
    if (!options.dropped && !options.tell.empty())
        return complain({"followup done", "what is done is not told to the candidate",
                         "--tell belongs to --dropped, or to followup undo"},
                        usage);
    return close_command(options, "done", options.dropped ? "dropped" : "done", "open");
}

int withdraw_command(const Told& options) {
    return tell(options, {"withdraw", "withdrawn", "case", options.about, "", [&](const Subject& of) {
                              return std::vector<queue::Entry>{{"interview", of.interview},
                                                               {"reason", options.reason},
                                                               {"tell", options.tell}};
                          }});
}

} // namespace

void add_debriefed(CLI::App& app, Result& result) {
    auto* command =
        app.add_subcommand("debriefed", "Tell that the candidate, or the employer, was talked to");
    auto options = told(*command);
    add_case(*command, *options);
    command->add_option("--with", options->with, "Who was talked to: candidate or client")
        ->check(CLI::IsMember({"candidate", "client"}))
        ->capture_default_str();
    command->add_option("--notes", options->notes, "What was said: for yourself");
    add_words_for_her(*command, *options);
    command->callback([options, &result] { result.code = debriefed_command(*options); });
}

void add_sent(CLI::App& app, Result& result) {
    auto* command = app.add_subcommand("sent", "Tell that a letter is on its way");
    auto options = told(*command);
    add_case(*command, *options);
    add_person(*command, *options, "Whom it goes to: a name, or a part of it");
    command->add_option("--by", options->by, "How it travels: post, email or courier")
        ->check(CLI::IsMember({"post", "email", "courier"}));
    command->callback([options, &result] { result.code = sent_command(*options); });
}

void add_called(CLI::App& app, Result& result) {
    auto* command = app.add_subcommand("called", "Tell that the promised call was made, or tried");
    auto options = told(*command);
    add_case(*command, *options);
    add_person(*command, *options, "Who was called: a name, or a part of it");
    command->add_option("result", options->words, "What came of it: spoke, voicemail or \"no answer\"")
        ->required()
        ->expected(1, 2);
    command->add_option("--next", options->next, "When it will be tried again, as it was said");
    command->add_option("--notes", options->notes, "What was said");
    command->callback([options, &result] { result.code = called_command(*options); });
}

void add_heard(CLI::App& app, Result& result) {
    auto* command = app.add_subcommand("heard", "Tell what was heard from the employer");
    auto options = told(*command);
    add_case(*command, *options);
    command
        ->add_option("news", options->words,
                     "acknowledged, asked, \"new date\", \"second interview\", offer or rejected")
        ->required()
        ->expected(1, 2);
    command->add_option("--date", options->date, "The date they named, as it was said");
    command->add_option("--from", options->from, "Who said it: a name, or a part of it");
    command->add_option("--notes", options->notes, "What else was said: for yourself");
    add_words_for_her(*command, *options);
    command->callback([options, &result] { result.code = heard_command(*options); });
}

void add_push(CLI::App& app, Result& result) {
    auto* command =
        app.add_subcommand("push", "Move a promised call, a step or the next date to another one");
    auto options = told(*command);
    add_case(*command, *options);
    add_person(*command, *options,
               "Who is to be called: a name, or a part of it; the id of a step; next: the next date");
    command->add_option("date", options->words, "The new date, as it was said: Thursday next week")
        ->required();
    command->add_option("--reason", options->reason, "Why: for yourself");
    add_words_for_her(*command, *options);
    command->callback([options, &result] { result.code = push_command(*options); });
}

void add_done(CLI::App& app, Result& result) {
    auto* command = app.add_subcommand("done", "Tell that a duty is done");
    auto options = told(*command);
    add_duty(*command, *options);
    command->add_flag("--dropped", options->dropped, "It will not be done; needs --reason");
    command->add_option("--reason", options->reason, "How, or why not");
    add_words_for_her(*command, *options);
    command->callback([options, &result] { result.code = done_command(*options); });
}

void add_undo(CLI::App& app, Result& result) {
    auto* command = app.add_subcommand("undo", "Open a duty again that was closed in error");
    auto options = told(*command);
    add_duty(*command, *options);
    command->add_option("--reason", options->reason, "Why: for yourself");
    add_words_for_her(*command, *options);
    command->callback(
        [options, &result] { result.code = close_command(*options, "undo", "reopened", "closed"); });
}

void add_withdraw(CLI::App& app, Result& result) {
    auto* command = app.add_subcommand("withdraw", "Tell that the candidate withdrew: everything is dropped");
    auto options = told(*command);
    add_case(*command, *options);
    command->add_option("--reason", options->reason, "Why: for yourself");
    add_words_for_her(*command, *options);
    command->callback([options, &result] { result.code = withdraw_command(*options); });
}

} // namespace followup::cli
