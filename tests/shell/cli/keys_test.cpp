#include "core/queue/bodies.hpp"
#include "core/queue/reader.hpp"
#include "shell/cli/command.hpp"

#include "core/base/text.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <set>

/// Whatever a file can say of an event, its command can.
namespace followup::cli {
namespace {

/// The keys that the reader of event files knows of a table, as it lists them where one is unknown.
std::set<std::string> keys_of(std::string_view event, const std::string& named) {
    queue::Context context;
    context.file = "keys.toml";
    context.arrived = base::parse_instant("2026-12-01T16:00:00Z").value();
    context.agency_zone = base::Zone::utc();
    const auto file = queue::read(fmt::format("[[{}]]\n{}\nqqqqqqqqqqqq = 1\n", event, named), context);
    constexpr std::string_view list = "its keys are ";
    std::set<std::string> keys;
    if (file) return keys;
    for (const auto& problem : file.error()) {
        const auto at = problem.mend.find(list);
        if (at == std::string::npos) continue;
        const auto quoted = base::split(problem.mend.substr(at), '\'');
        for (std::size_t n = 1; n < quoted.size(); n += 2)
            keys.insert(std::string{quoted[n]});
    }
    return keys;
}

/// The names under which a command takes words: "case", "notes", …
std::set<std::string> words_of(const std::string& command) {
    CLI::App app;
    Result result;
    for (const auto add :
         {add_debriefed, add_sent, add_called, add_heard, add_push, add_done, add_undo, add_withdraw,
          add_answered, add_cancel, add_close, add_reopen, add_strike, add_told, add_note})
        add(app, result);
    std::set<std::string> words;
    for (const auto* option : app.get_subcommand(command)->get_options())
        words.insert(option->get_name().substr(option->get_name().find_first_not_of('-')));
    return words;
}

struct Row {
    const char* command;
    const char* event;
    /// Keys of the event that the command takes under another name, or finds out.
    std::map<std::string, std::string> as;
    /// Keys that it deliberately leaves to files: a table of its own each, or a fact of the interview.
    std::set<std::string> absent = {};
    const char* named = "";
};

const std::set<std::string> facts{"decision",   "problem", "strengths", "projects",
                                  "objections", "met",     "promise",   "next"};

const std::vector<Row> rows{{"debriefed", "debriefed", {{"interview", "case"}}, facts},
                            {"sent", "letter", {{"interview", "case"}, {"to", "person"}, {"sent_at", "at"}}},
                            {"called", "called", {{"interview", "case"}, {"whom", "person"}}},
                            {"heard", "heard", {{"interview", "case"}}},
                            {"push", "pushed", {{"interview", "case"}, {"whom", "person"}, {"to", "date"}}},
                            {"done", "done", {{"by", ""}}},
                            {"done", "dropped", {{"by", ""}}},
                            {"undo", "reopened", {{"by", ""}}},
                            {"reopen", "reopened", {{"interview", "case"}}, {}, "interview = 'a'"},
                            {"withdraw", "withdrawn", {{"interview", "case"}}},
                            {"answered", "answered", {{"interview", "case"}}},
                            {"cancel", "cancelled", {{"interview", "case"}}},
                            {"close", "closed", {{"interview", "cases"}}},
                            {"told", "told", {{"interview", "case"}}},
                            {"note", "note", {{"interview", "case"}}},
                            {"strike",
                             "struck",
                             {{"interview", "case"},
                              {"met", "which"},
                              {"promise", "which"},
                              {"next", "which"},
                              {"objection", "which"},
                              {"project", "which"},
                              {"strength", "which"},
                              {"note", "which"}}}};

TEST(Commands, TakeEveryKeyOfTheirEventOrLeaveItToFilesOnPurpose) {
    for (const auto& [command, event, as, absent, named] : rows) {
        const auto keys = keys_of(event, named);
        const auto words = words_of(command);
        EXPECT_GE(keys.size(), 2U) << event << ": the reader lists no keys";
        for (const auto& key : keys) {
            if (absent.contains(key)) continue;
            const auto other = as.find(key);
            const auto& word = other == as.end() ? key : other->second;
            EXPECT_TRUE(word.empty() || words.contains(word))
                << "followup " << command << " cannot say '" << key << "' of [[" << event << "]]";
        }
        for (const auto& key : absent)
            EXPECT_TRUE(keys.contains(key)) << event << " has no '" << key << "' to leave out";
    }
}

TEST(Commands, HaveARowForEveryEventThatIsTold) {
    // Who is away, wants fewer mails or is to be forgotten is told otherwise.
    const std::set<std::string_view> others{"stand_in", "forget", "mails"};
    for (const auto& kind : queue::other_kinds) {
        const bool told = std::ranges::any_of(rows, [&](const Row& row) { return row.event == kind.name; });
        EXPECT_NE(told, others.contains(kind.name)) << kind.name;
    }
}

} // namespace
} // namespace followup::cli
