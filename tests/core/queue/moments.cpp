#include "core/base/text.hpp"
#include "core/queue/dates.hpp"
#include "core/words/in_english.hpp"
#include "core/words/texts.hpp"

#include <fstream>
#include <gtest/gtest.h>

namespace followup::queue {
namespace {

when::Context context(const std::string& reference, const std::string& zone, const std::string& holidays) {
    when::Context out;
    out.said = base::parse_instant(reference).value();
    out.zone = base::Zone::named(zone).value();
    for (const auto& item : base::split(holidays, ';')) {
        if (item.starts_with("interview="))
            out.interview = base::parse_instant(item.substr(10)).value();
        else
            out.closed.push_back(
                {base::parse_date(item.substr(0, 10)).value(), item.size() > 11 ? item.substr(11) : ""});
    }
    return out;
}

/// Of an error the code alone: its place is one of words that nobody wrote.
std::string shown(const when::Outcome& outcome, const base::Zone& zone) {
    return outcome ? when::porcelain(outcome, zone)
                   : "error:" + std::string{when::name(outcome.error().code)};
}

/// Reads each phrase of a table as files, commands, forms and pages read it; gives their number.
std::size_t all_of(const std::string& file) {
    std::ifstream in{std::string{FOLLOWUP_SOURCE_DIR} + "/tests/core/queue/" + file};
    const auto in_english = [](std::string_view phrase) {
        return words::in_english(phrase, words::texts_built_in());
    };
    std::size_t count = 0;
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        const auto fields = base::split(line, '\t');
        EXPECT_GE(fields.size(), 6U) << line;
        if (fields.size() < 6) continue;
        ++count;
        const auto against = context(fields[2], fields[3], fields[4]);
        const auto expected =
            fields[5].starts_with("error:") ? fields[5].substr(0, fields[5].find('@')) : fields[5];
        EXPECT_EQ(shown(read_phrase(fields[0], against, in_english), against.zone), expected)
            << "'" << fields[0] << "': " << base::joined(in_english(fields[0]), " | ");
    }
    return count;
}

TEST(Moments, OfGermansAreReadAsTheirEnglishTwins) {
    EXPECT_EQ(all_of("phrases-de.tsv"), 43U);
}

TEST(Moments, OfGermansHaveIdioms) {
    EXPECT_GT(all_of("idioms-de.tsv"), 70U);
}

} // namespace
} // namespace followup::queue
