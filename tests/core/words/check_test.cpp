#include "core/words/check.hpp"

#include "core/base/problem.hpp"
#include "core/words/built_in.hpp"

#include <gtest/gtest.h>

namespace followup::words {
namespace {

TEST(Check, FindsNothingWrongWithOurOwn) {
    for (const auto& file : built_in()) {
        const std::string path{file.path};
        EXPECT_EQ(base::text(faults(path, file.text, path)), "");
    }
}

TEST(Check, NamesWhatATemplateOfAnAdministratorDoesWrong) {
    const struct {
        const char* path;
        const char* text;
        const char* problem;
    } cases[] = {
        {"en/call.md", "{{summary}}\n{{emploier}}\n",
         "f:2:1: nothing is called 'emploier' here; did you mean 'employer'?\n"},
        {"en/call.md", "{{#fone}}x{{/fone}}\n",
         "f:1:1: nothing is called 'fone' here; did you mean 'phone'?\n"
         "f:1:11: nothing is called 'fone' here; did you mean 'phone'?\n"},
        {"en/nudge.md", "{{#sections}}{{section}}{{/sections}}\n",
         "f:1:14: 'section' is ready as it is; write {{{section}}}\n"},
        {"en/call.md", "{{{because}}}\n",
         "f:1:1: 'because' are people's words, which must be escaped; write {{because}}\n"},
        {"en/call.md", "{{#phone}}\n",
         "f:1:1: the section 'phone' is not closed; write {{/phone}} where it ends\n"},
        {"fr/cal.md", "", "f: no text has this name; did you mean 'LANGUAGE/call.md'?\n"},
        {"en/words.md", "sumary-call: x\n",
         "f:1:1: no phrase is called 'sumary-call'; did you mean 'summary-call'?\n"},
        {"en/words.md", "\nsummary-call: Ring {{who}}\n",
         "f:2:20: nothing is called 'who' here; did you mean 'whom'?\n"},
        {"en/call.md", "\xff", "f: the text is not UTF-8 or holds control characters; save it as UTF-8\n"},
    };
    for (const auto& each : cases)
        EXPECT_EQ(base::text(faults(each.path, each.text, "f")), each.problem) << each.path;
}

TEST(Check, LetsALanguageHaveZonesAndDoubtsOfItsOwn) {
    EXPECT_EQ(base::text(faults("fr/words.md", "zone-CET: HNEC\nfirst-a: j'ai\n", "f")), "");
}

TEST(Check, LetsADateBeSaidWithAnyOfItsParts) {
    EXPECT_EQ(base::text(faults("en/words.md", "letter-day: {{day}} {{month}} {{weekday}}\n", "f")), "");
}

} // namespace
} // namespace followup::words
