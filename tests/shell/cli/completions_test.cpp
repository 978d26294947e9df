#include "shell/cli/completions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace followup::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::vector<CommandTold> commands{
    {"add",
     "Add event files: what's new",
     {{{"--config"}, "The file", true, Completes::files, {}}},
     Completes::files},
    {"debriefed",
     "Tell [it]",
     {{{"--with"}, "Who: candidate or client", true, Completes::words, {"candidate", "client"}},
      {{"--json"}, "Print JSON", false, Completes::nothing, {}}},
     Completes::cases},
    {"done", "Tell that it is done", {}, Completes::duties}};

TEST(Completions, BashKnowsCommandsOptionsWordsAndIds) {
    const auto script = completions("bash", commands);
    EXPECT_THAT(script, HasSubstr("compgen -W 'add debriefed done' -- \"$cur\""));
    EXPECT_THAT(script, HasSubstr("debriefed) options='--help --with --json' ;;"));
    EXPECT_THAT(script,
                HasSubstr("debriefed:--with) COMPREPLY=($(compgen -W 'candidate client' -- \"$cur\"))"));
    EXPECT_THAT(script, HasSubstr("done) [ \"$COMP_CWORD\" -ne 2 ] || "
                                  "COMPREPLY=($(compgen -W \"$(followup complete duties 2>/dev/null)\""));
    EXPECT_THAT(script, Not(HasSubstr("debriefed:--json")));
}

TEST(Completions, ZshEscapesWhatItsArgumentsWouldRead) {
    const auto script = completions("zsh", commands);
    EXPECT_THAT(script, HasSubstr("#compdef followup"));
    EXPECT_THAT(script, HasSubstr(R"('add:Add event files\: what'\''s new')"));
    EXPECT_THAT(script, HasSubstr(R"('--with[Who\: candidate or client]:with:(candidate client)')"));
    EXPECT_THAT(script, HasSubstr("'1:argument:_followup_cases'"));
}

TEST(Completions, FishSaysEachOnALine) {
    const auto script = completions("fish", commands);
    EXPECT_THAT(script, HasSubstr(R"(-n __fish_use_subcommand -a add -d 'Add event files: what\'s new')"));
    EXPECT_THAT(script, HasSubstr("from debriefed' -l with -x -a 'candidate client' -d"));
    EXPECT_THAT(script, HasSubstr("from add' -l config -r -F -d"));
}

TEST(Completions, AnotherShellHasNone) {
    EXPECT_EQ(completions("tcsh", commands), "");
}

} // namespace
} // namespace followup::cli
