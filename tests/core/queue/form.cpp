#include "core/queue/form.hpp"

#include "core/base/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace followup::queue {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Context context(std::vector<std::string> recruiters = {"pat"}) {
    Context fixed;
    fixed.file = "form.toml";
    fixed.arrived = *base::parse_instant("2026-11-20T21:35:20Z");
    fixed.agency_zone = *base::Zone::named("America/Chicago");
    fixed.recruiters = std::move(recruiters);
    fixed.recruiter = [](std::string_view) -> std::optional<std::string> { return ""; };
    fixed.interview = [](std::string_view) -> std::optional<Known> { return std::nullopt; };
    return fixed;
}

Form form(const std::vector<std::string>& answers, std::vector<std::string> recruiters = {"pat"}) {
    Form form{{.context = context(std::move(recruiters)), .recruiter = {}}};
    for (const auto& each : answers) {
        const auto reply = form.answer(each);
        EXPECT_TRUE(reply.taken) << each << ": " << reply.text;
    }
    return form;
}

const std::vector<std::string> up_to_the_end = {
    "Dana Reyes", "dana@candidate.example", "America/Denver", "Acme Robotics", "", "Controls Engineer"};

std::vector<std::string> with(std::vector<std::string> answers, const std::vector<std::string>& more) {
    answers.insert(answers.end(), more.begin(), more.end());
    return answers;
}

const std::vector<std::string> all_answers =
    with(up_to_the_end, {"2026-11-20 15:30", "Margaret Chen", "VP Engineering", "Siobhán \"Shiv\" O’Neill",
                         "", "", "chen", "a week from Monday", "I will call you a week from Monday.", "",
                         "sec", "December 8 at 10am", "", "end of next week", "the line loses an hour a day",
                         "vision retrofit of line 3", "", "small teams so far", ""});

TEST(Form, MakesAnEventFileOfItsAnswers) {
    const auto filled = form(all_answers);
    EXPECT_FALSE(filled.question());
    const auto file = read(filled.text(), context());
    ASSERT_TRUE(file.has_value()) << base::text(file.error()) << filled.text();
    ASSERT_EQ(file->events.size(), 1u);
    const auto interview = std::get<Interview>(file->events.front().body);
    EXPECT_EQ(interview.id, "dana-reyes-acme-robotics-20261120");
    EXPECT_EQ(interview.recruiter, "pat");
    EXPECT_EQ(interview.candidate.zone, "America/Denver");
    EXPECT_EQ(interview.employer.zone, "America/Chicago");
    EXPECT_EQ(interview.ended, *base::parse_instant("2026-11-20T21:30:00Z"));
    ASSERT_EQ(interview.met.size(), 2u);
    EXPECT_EQ(interview.met[0].title, "VP Engineering");
    EXPECT_EQ(interview.met[1].name, "Siobhán \"Shiv\" O’Neill");
    ASSERT_EQ(interview.promises.size(), 1u);
    EXPECT_EQ(interview.promises[0].call, "Margaret Chen");
    EXPECT_EQ(interview.promises[0].on.words, "a week from Monday");
    ASSERT_EQ(interview.next.size(), 1u);
    EXPECT_EQ(interview.next[0].what, NextKind::second_interview);
    EXPECT_EQ(interview.decision->words, "end of next week");
    EXPECT_EQ(interview.problem, "the line loses an hour a day");
    EXPECT_THAT(interview.projects, ElementsAre("vision retrofit of line 3"));
    EXPECT_THAT(interview.objections, ElementsAre(Concern<Shared>{"small teams so far", {}, false, {}}));
}

TEST(Form, AsksForTheRecruiterOnlyWhenThereAreSeveral) {
    EXPECT_EQ(form({}).question(), "Candidate's name");
    EXPECT_EQ(form({}, {"pat", "kim"}).question(), "Recruiter (pat, kim)");
    auto two = form({}, {"pat", "kim"});
    EXPECT_THAT(two.answer("pta").text, HasSubstr("did you mean 'pat'?"));
    EXPECT_TRUE(two.answer("kim").taken);
    EXPECT_THAT(two.text(), HasSubstr("recruiter = \"kim\""));
}

TEST(Form, RefusesWhatCannotBeAndAsksAgain) {
    const auto ended = with(up_to_the_end, {"15:30"});
    const auto met = with(ended, {"Margaret Chen", "", "Luis Chen", ""});
    const struct {
        std::vector<std::string> before;
        std::string answer;
        std::string why;
    } cases[] = {
        {{}, "", "this is needed"},
        {{}, "\x1b[31m", "a sign that cannot be in a name"},
        {{}, "\xff", "a sign that cannot be in a name"},
        {{}, std::string(201, 'x'), "at most 200 bytes"},
        {{"Dana"}, "dana", "is not an e-mail address"},
        {{"Dana", "d@x.example"}, "Chicgo/America", "no zone is named"},
        {{"Dana", "d@x.example"}, "America/Chicgo", "did you mean 'America/Chicago'?"},
        {up_to_the_end, "", "this is needed"},
        {up_to_the_end, "today", "lacks the time of day"},
        {up_to_the_end, "soon", "soon"},
        {met, "margaret CHEN", "already among the people met"},
        {with(met, {""}), "chen", "'Margaret Chen' or 'Luis Chen'"},
        {with(met, {"", "Luis"}), "", "never without a date"},
        {with(met, {"", "Luis"}), "the Friday after next", "two readings"},
        {with(met, {"", "Luis"}), "yesterday", "before now"},
        {with(met, {"", ""}), "dinner", "that is none of them"},
        {all_answers, "more", "all is answered"},
    };
    for (const auto& each : cases) {
        auto asked = form(each.before);
        const auto question = asked.question();
        const auto text = asked.text();
        const auto reply = asked.answer(each.answer);
        EXPECT_FALSE(reply.taken) << each.answer;
        EXPECT_THAT(reply.text, HasSubstr(each.why));
        EXPECT_EQ(asked.question(), question);
        EXPECT_EQ(asked.text(), text);
    }
}

TEST(Form, ReadsBackWhatItUnderstood) {
    const struct {
        std::vector<std::string> before;
        std::string answer;
        std::string text;
    } cases[] = {
        {{"Dana", "d@x.example"}, "new york", "America/New_York"},
        {{"Dana", "d@x.example"}, "America/New_York", ""},
        {up_to_the_end, "now", "Fri 20 Nov 2026, 15:35 Chicago"},
        {up_to_the_end, "3:30pm", "Fri 20 Nov 2026, 15:30 Chicago"},
        {up_to_the_end, "today at 15:30", "Fri 20 Nov 2026, 15:30 Chicago"},
        {up_to_the_end, "Yesterday at 4pm", "Thu 19 Nov 2026, 16:00 Chicago"},
        {up_to_the_end, "2026-11-18T09:00", "Wed 18 Nov 2026, 09:00 Chicago"},
        {up_to_the_end, "2026-11-18T09:00:00Z", "Wed 18 Nov 2026, 03:00 Chicago"},
        {up_to_the_end, "17:00", "Fri 20 Nov 2026, 17:00 Chicago; this lies ahead, so all is planned ahead"},
        {with(up_to_the_end, {"15:30", ""}), "Ms Chen",
         "Ms Chen is not among the people met; taken as a name"},
        {with(up_to_the_end, {"15:30", "", "Ms Chen"}), "a week from Monday",
         "Mon 30 Nov 2026, 17:00 Chicago"},
        {with(up_to_the_end, {"15:30", "", "Ms Chen"}), "tomorrow at 3pm",
         "Sat 21 Nov 2026, 15:00 Chicago\nlook: "},
        {with(up_to_the_end, {"15:30", "", "", ""}), "Friday", "Fri 27 Nov 2026\nlook: "},
    };
    for (const auto& each : cases) {
        auto asked = form(each.before);
        const auto reply = asked.answer(each.answer);
        EXPECT_TRUE(reply.taken) << each.answer;
        EXPECT_TRUE(each.text.ends_with("look: ") ? reply.text.starts_with(each.text)
                                                  : reply.text == each.text)
            << reply.text;
    }
}

TEST(Form, KeepsWhatWasAnsweredAtAnyPoint) {
    for (std::size_t count = 0; count <= all_answers.size(); ++count) {
        const auto asked =
            form({all_answers.begin(), all_answers.begin() + static_cast<std::ptrdiff_t>(count)});
        const auto file = read(asked.text(), context());
        if (file) continue;
        for (const auto& each : file.error())
            EXPECT_THAT(each.what, HasSubstr(" lacks ")) << asked.text();
        EXPECT_THAT(asked.text(), HasSubstr("# missing: ")) << asked.text();
    }
}

TEST(Form, GoesBackOneAnswerAtATime) {
    auto asked = form(all_answers);
    for (auto count = all_answers.size(); count > 0; --count) {
        EXPECT_TRUE(asked.back());
        const auto same =
            form({all_answers.begin(), all_answers.begin() + static_cast<std::ptrdiff_t>(count - 1)});
        EXPECT_EQ(asked.text(), same.text());
        EXPECT_EQ(asked.question(), same.question());
    }
    EXPECT_FALSE(asked.back());
}

RC_GTEST_PROP(Form, TakesAnythingThatIsTyped, (const std::vector<std::string>& lines)) {
    auto asked = form(up_to_the_end);
    asked.answer("15:30");
    for (const auto& line : lines)
        asked.answer(line);
    const auto file = read(asked.text(), context());
    if (!file)
        for (const auto& each : file.error())
            RC_ASSERT(!each.mend.contains("the rest of the file"));
}

} // namespace
} // namespace followup::queue
