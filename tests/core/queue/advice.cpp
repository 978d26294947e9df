#include "core/queue/advice.hpp"

#include "core/base/text.hpp"
#include "core/queue/desk.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <rapidcheck/gtest.h>
#include <regex>

namespace followup::queue {
namespace {

namespace json = boost::json;

const std::string folder = std::string{FOLLOWUP_SOURCE_DIR} + "/tests/core/queue/mistakes/";

std::string bytes_of(const std::string& name) {
    std::ifstream in{folder + name, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// As the mistakes are read: an agency in Chicago with one recruiter, on the Monday after.
Context monday(const std::string& file) {
    auto context = desk::context();
    context.file = file;
    context.arrived = desk::instant("2026-11-30T15:00:00Z");
    context.recruiters = {"pat"};
    return context;
}

std::vector<std::string> words(const json::value& list) {
    std::vector<std::string> all;
    for (const auto& each : list.as_array())
        all.emplace_back(each.as_string());
    return all;
}

bool says(const std::string& text, const json::value& patterns) {
    return std::ranges::all_of(words(patterns), [&](const std::string& pattern) {
        return std::regex_search(text, std::regex{pattern, std::regex::icase});
    });
}

/// The words of the parser, which are no help.
bool speaks_as_the_parser(const std::string& text) {
    constexpr std::array<std::string_view, 5> words{"could not determine", "cannot redefine",
                                                    "unicode scalar", "saw '", "TOML"};
    return std::ranges::any_of(words, [&](std::string_view each) { return text.contains(each); });
}

TEST(Mistakes, AreAnsweredWithWhatARecruiterCanDo) {
    std::ifstream list{folder + "expected.jsonl"};
    int cases = 0;
    for (std::string line; std::getline(list, line); ++cases) {
        const auto wanted = json::parse(line).as_object();
        const std::string name{wanted.at("file").as_string()};
        const auto file = read(bytes_of(name), monday(name));
        const auto text = file ? base::joined(file->warnings, "\n") : base::text(file.error());
        const bool accepted = wanted.contains("accepted");
        const bool may_be = accepted || wanted.contains("or_accepted");
        EXPECT_EQ(file.has_value(), accepted || (may_be && file.has_value())) << name << ": " << text;
        EXPECT_FALSE(speaks_as_the_parser(text)) << text;
        if (const auto* never = wanted.if_contains("never")) {
            EXPECT_FALSE(text.contains(words(*never).front())) << name;
        }
        // Whether a promise is meant for somebody who was met is known when the case is folded.
        if ((file && !accepted) || name.starts_with("15-")) continue;
        EXPECT_TRUE(says(text, wanted.at("says"))) << name << ": " << text;
        const auto* lines = wanted.if_contains("line");
        if (file || lines == nullptr) continue;
        const auto stands_in = [&](const json::value& number) {
            return text.starts_with(name + ":" + std::to_string(number.as_int64()) + ":");
        };
        EXPECT_TRUE(std::any_of(lines->as_array().begin(), lines->as_array().end(), stands_in)) << text;
    }
    EXPECT_EQ(cases, 25);
}

/// The advice for a file in which an interview has this line.
std::string advised(std::string_view line) {
    return desk::problems(desk::interview(std::string{line} + "\n"));
}

TEST(Mistakes, InALineAreToldByItsLooks) {
    const struct {
        std::string_view line;
        std::string_view says;
    } cases[] = {
        {"notes: \"x\"", "write '=' in the place of the ':'"},
        {"notes \"x\"", "a line is KEY = \"VALUE\""},
        {"notes =", "nothing stands behind the '='"},
        {"notes = # later", "nothing stands behind the '='"},
        {"said_at = 15:30", "add the seconds: 15:30:00"},
        {"said_at = 2026-11-20 15:30", "add the seconds"},
        {"said_at = 20.11.2026", "the year first"},
        {"said_at = 2026-13-40T15:30:00", "does not exist"},
        {"said_at = yesterday at 5", "a text needs quotes"},
        {"decision = a week from Monday", "a text needs quotes"},
        {"notes = \"he said \"yes\" to it\"", "a quote inside of the quotes"},
        {"notes = 'I don't know'", "a quote inside of the quotes"},
        {"notes = \"a\" b", "something stands behind the text"},
        {"notes = \"C:\\temp\\\"", "single quotes"},
        {"notes = \"never closed", "close the quote"},
        {"strengths = [\"a\" \"b\"]", "with a comma"},
        {"strengths = [\"a\", b]", "needs quotes"},
        {"-- a comment", "begin a comment with #"},
        {"notes = „so“", "straight quotes"},
        {"[[interview.met]", "two brackets on each side"},
        {"[interview.met]\nname = 'A'\n[interview.met]", "[[interview.met]]"},
        {"notes\xC2\xA0= \"x\"", "invisible character, U+00A0,"},
        {"\xE2\x80\x8Bnotes = \"x\"", "invisible character, U+200B,"},
        {"strengths = [\"a\",", "the file ends in the middle"},
        {"notes = \"\"\"open", "the file ends in the middle"},
        {"notes = +1 312", "needs quotes"},
        {"notes = 1\nnotes = 2", "this key stands twice"},
        {"place = { a = 1,", "one line"},
    };
    for (const auto& each : cases) {
        const auto text = advised(each.line);
        EXPECT_TRUE(text.contains(each.says)) << each.line << "\n" << text;
        EXPECT_FALSE(speaks_as_the_parser(text)) << text;
    }
}

RC_GTEST_PROP(Mistakes, OfAnyKindAtAnyPlaceAreAnsweredWithoutQuotingThem,
              (const std::string& bytes, std::uint8_t line, std::uint8_t column)) {
    const auto flaw = advice(bytes, {line, column});
    RC_ASSERT(!flaw.what.empty());
    RC_ASSERT(!flaw.mend.empty());
}

TEST(Mistakes, QuoteNothingOfTheLine) {
    const std::string canary = "kanarienvogel";
    for (const auto* before :
         {"notes = ", "notes = \"a\" ", "notes = \"", "", "[", "[[", "said_at = 2026-11-20T1 ", "notes = { ",
          "// ", "strengths = [", "notes = “"}) {
        const auto text = advised(before + canary + " " + canary);
        EXPECT_NE(text, "") << before;
        EXPECT_FALSE(text.contains(canary)) << text;
    }
}

} // namespace
} // namespace followup::queue
