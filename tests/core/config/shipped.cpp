#include "core/config/node.hpp"
#include "reading.hpp"

#include <gmock/gmock.h>

#include <set>

namespace followup::config {
namespace {

/// The commented file in its three readings: as it stands, with every `#key` line uncommented, and with the
/// values of its "For example:" lines.
enum class As { written, defaults, examples };

std::string shipped(As as) {
    constexpr std::string_view example = "# For example: ";
    std::istringstream lines{file("config/followupd.toml")};
    std::string text;
    std::string given;
    for (std::string line; std::getline(lines, line);) {
        if (as == As::examples && line.starts_with(example)) {
            text += line.substr(example.size()) + "\n";
            given = line.substr(example.size(), line.find(' ', example.size()) - example.size());
        } else if (line.starts_with('#') && line.size() > 1 && line[1] != ' ') {
            const auto key = line.substr(1, line.find(' ') - 1);
            if (as == As::defaults || (as == As::examples && key != given)) text += line.substr(1) + "\n";
        } else if (!line.starts_with('#')) {
            text += line + "\n";
        }
    }
    return text;
}

void collect(const Node& table, const std::string& path, std::set<std::string>& keys) {
    for (const auto& each : table.items) {
        const auto name = table.kind == Node::Kind::array ? path
                          : path.empty()                  ? each.key
                                                          : path + "." + each.key;
        if (table.kind == Node::Kind::table) keys.insert(name);
        if (each.kind == Node::Kind::table || each.kind == Node::Kind::array) collect(each, name, keys);
    }
}

std::set<std::string> keys_of(std::string_view text) {
    const auto root = parse(text, "config/followupd.toml");
    EXPECT_TRUE(root) << base::text(root.error());
    std::set<std::string> keys;
    if (root) collect(*root, "", keys);
    return keys;
}

TEST(TheShippedFile, NamesEveryKeyThatTheReaderKnowsAndNoOther) {
    EXPECT_EQ(keys_of(shipped(As::examples)), keys());
}

TEST(TheShippedFile, StandsAtTheDefaults) {
    const auto written = good(shipped(As::written));
    const auto config = good(shipped(As::defaults));
    EXPECT_EQ(config.rules.policy, plan::Policy{});
    EXPECT_EQ(config.transit, letter::Transit{});
    EXPECT_EQ(config.rules.window, hours::SendingWindow{});
    EXPECT_TRUE(config.rules.calendar.closed().empty());
    EXPECT_EQ(config.rules.opening.opens, written.rules.opening.opens);
    EXPECT_EQ(config.rules.opening.closes, written.rules.opening.closes);
    EXPECT_EQ(config.order, written.order);
    EXPECT_EQ(config.queue, written.queue);
    EXPECT_EQ(config.state, written.state);
    EXPECT_EQ(config.ledger_url, written.ledger_url);
    EXPECT_TRUE(config.tls.listen.empty());
    EXPECT_EQ(config.tls.certificate + config.tls.key, "");
    ASSERT_EQ(config.listen.size(), 1U);
    EXPECT_EQ(config.listen[0].host, written.listen[0].host);
    EXPECT_EQ(config.listen[0].port, written.listen[0].port);
    const auto& agency = config.rules.agency;
    EXPECT_FALSE(agency.email);
    EXPECT_EQ(agency.public_url, "");
    EXPECT_EQ(agency.language, written.rules.agency.language);
    EXPECT_EQ(agency.recruiters[0].phone + agency.recruiters[0].zone + agency.recruiters[0].login
                  + agency.recruiters[0].language,
              "");
    EXPECT_TRUE(config.warnings.empty());
}

TEST(TheShippedFile, StandsAtTheDefaultsOfMail) {
    const auto mail = good(shipped(As::defaults)).mail;
    const mail::Intervals wanted;
    EXPECT_EQ(mail.replies + mail.bounces + mail.maildir + mail.helo, "");
    EXPECT_TRUE(mail.relays.empty());
    EXPECT_EQ(mail.intervals.doubt_wait, wanted.doubt_wait);
    EXPECT_EQ(mail.intervals.doubts_max, wanted.doubts_max);
    EXPECT_EQ(mail.intervals.crashes_max, wanted.crashes_max);
    EXPECT_EQ(mail.intervals.retry, wanted.retry);
    EXPECT_EQ(mail.intervals.greylist_wait, wanted.greylist_wait);
    EXPECT_EQ(mail.intervals.recipient_wait, wanted.recipient_wait);
    EXPECT_EQ(mail.intervals.reject_repeat, wanted.reject_repeat);
    EXPECT_EQ(mail.intervals.give_up, wanted.give_up);
    EXPECT_EQ(mail.intervals.probe, wanted.probe);
    EXPECT_EQ(mail.intervals.breaker_failures, wanted.breaker_failures);
    EXPECT_EQ(mail.intervals.connect_timeout, wanted.connect_timeout);
    EXPECT_EQ(mail.intervals.reply_timeout, wanted.reply_timeout);
    EXPECT_EQ(mail.intervals.total_timeout, wanted.total_timeout);
    EXPECT_EQ(mail.intervals.sessions, wanted.sessions);
    EXPECT_EQ(mail.intervals.policy_repeat, wanted.policy_repeat);
    EXPECT_EQ(mail.intervals.per_minute, wanted.per_minute);
}

TEST(TheShippedFile, HasExamplesThatAreRight) {
    const auto us = files({{"/usr/share/followupd/holidays/us.ics",
                            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n"}});
    const auto config = good(shipped(As::examples), us);
    EXPECT_EQ(config.mail.relays.size(), 1U);
    EXPECT_EQ(config.rules.calendar.closed().size(), 9U);
}

TEST(TheExampleFile, IsReadWithoutProblems) {
    const auto config = good(file("config/examples/followupd.toml"));
    EXPECT_EQ(config.rules.agency.name, "Glass Recruiters");
    EXPECT_EQ(config.rules.agency.recruiters.at(0).phone, "+1 312 555 0100");
    EXPECT_TRUE(config.warnings.empty());
}

} // namespace
} // namespace followup::config
