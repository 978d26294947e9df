#include "core/base/text.hpp"
#include "core/queue/telling.hpp"
#include "shell/run/arrivals.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <fstream>
#include <iterator>

/// Mails as people and servers really send them (tests/core/mail/arrived), and what happens because of them.
namespace followup::run {
namespace {

namespace json = boost::json;
const std::string arrived_folder = FOLLOWUP_SOURCE_DIR "/tests/core/mail/arrived/";

std::string arrived_file(const std::string& name) {
    std::ifstream in{arrived_folder + name, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<json::object> arrived_cases() {
    std::vector<json::object> all;
    for (const auto& line : base::split(arrived_file("expected.jsonl"), '\n'))
        if (!line.empty()) all.push_back(json::parse(line).as_object());
    return all;
}

std::string text_of(const json::object& of, const char* name) {
    const auto* value = of.if_contains(name);
    return value == nullptr ? std::string{} : std::string{value->as_string()};
}

/// One of them, with a story of its own.
class ArrivedCase : public Arrivals, public ::testing::WithParamInterface<std::size_t> {
  protected:
    void deliver(const json::object& of, const Reminder& reminder) {
        std::vector<std::string> names{text_of(of, "case") + ".eml"};
        if (const auto* several = of.if_contains("deliver")) {
            names.clear();
            for (const auto& name : several->as_array())
                names.emplace_back(name.as_string());
        }
        const auto copies = of.contains("copies") ? of.at("copies").as_int64() : 1;
        auto now = monday;
        for (int copy = 1; copy <= copies; ++copy)
            for (const auto& name : names) {
                come(put_in(arrived_file(name), reminder, copy), now);
                now += base::seconds{5};
            }
    }
    /// "nothing", "recorded", "bounce" or "asked".
    std::string outcome(const Reminder& reminder, std::size_t before, const std::string& writer) {
        if (store::came_back(*got(store->mail(reminder.mail.number)))) return "bounce";
        for (const auto& event : events_since(before))
            if (queue::kind(event.body) != "note") return "recorded";
        for (const auto& mail : to_address(out, writer))
            if (const auto words = read_whole(mail);
                words.contains("Nothing has changed yet") || words.contains("Noch hat sich nichts"))
                return "asked";
        return "nothing";
    }
    void expect_recruiter(const json::object& of, const char* field, const Reminder& reminder) {
        const auto* wanted = of.if_contains(field);
        if (wanted == nullptr) return;
        std::string all;
        for (const auto& mail : to_address(out, "pat@glass.example"))
            all += read_whole(mail);
        if (wanted->is_string()) {
            EXPECT_EQ(all, "") << "no mail to the recruiter";
            return;
        }
        EXPECT_NE(all, "");
        for (const auto& words : wanted->as_array()) {
            const auto looked = put_in(std::string{words.as_string()}, reminder, 1);
            EXPECT_TRUE(all.contains(looked)) << looked << "\n--- in:\n" << all;
        }
    }
};

TEST_P(ArrivedCase, ComesToWhatIsExpected) {
    const auto of = arrived_cases().at(GetParam());
    const auto name = text_of(of, "case");
    SCOPED_TRACE(name + ": " + text_of(of, "about"));
    auto address = text_of(of, "address");
    address = address.empty() ? "dana@candidate.example"
                              : base::replaced(base::replaced(address, "bakery@N@", "bakery1"), "@N@", "1");
    const auto reminder = reminded(text_of(of, "answers"), address);
    const auto before = facts();
    deliver(of, reminder);
    const auto writer = name == "40-alias" ? std::string{"reyes.dana@otherhouse.example"} : reminder.mail.to;
    const auto came_to = outcome(reminder, before, writer);
    const auto expected =
        base::replaced(base::replaced(text_of(of, "outcome"), "delay", "nothing"), "ignored", "nothing");
    EXPECT_TRUE(expected.contains(came_to)) << came_to;
    if (came_to == "recorded") {
        std::vector<queue::Event> events = events_since(before);
        std::erase_if(events, [](const queue::Event& event) { return queue::kind(event.body) == "note"; });
        const auto& wanted = of.at("events").as_array();
        EXPECT_EQ(events.size(), wanted.size());
        for (std::size_t n = 0; n < std::min(events.size(), wanted.size()); ++n) {
            EXPECT_EQ(queue::kind(events[n].body), text_of(wanted[n].as_object(), "kind"));
            const auto told = queue::told(events[n], base::Zone::utc(), queue::ForRecruiter{});
            EXPECT_TRUE(told.contains(text_of(wanted[n].as_object(), "words"))) << told;
        }
        if (of.contains("due")) {
            const auto zone = *base::Zone::named("America/Denver");
            EXPECT_EQ(base::iso(zone.date(duty("call", clock).due)), text_of(of, "due"));
        }
    }
    expect_recruiter(of, "recruiter", reminder);
    if (came_to == "nothing") expect_recruiter(of, "recruiter_if_nothing", reminder);
    const auto answers = to_address(out, writer);
    const bool recruiters_own = writer == "pat@glass.example";
    if (text_of(of, "writer") == "told") {
        EXPECT_FALSE(answers.empty()) << "the writer is told";
    }
    if (text_of(of, "writer") == "none" && !recruiters_own) {
        EXPECT_TRUE(answers.empty());
    }
    EXPECT_LE(std::ssize(answers), of.contains("writer_max") ? of.at("writer_max").as_int64() : 10);
    if (const auto header = text_of(of, "writer_header"); !header.empty()) {
        EXPECT_TRUE(answers.front().bytes.contains(header));
    }
    for (const auto& mail : out) {
        const auto* never = of.if_contains("never");
        for (const auto& words : never == nullptr ? json::array{} : never->as_array())
            EXPECT_FALSE(read_whole(mail).contains(words.as_string())) << read_whole(mail);
    }
    if (!of.contains("days")) return;
    std::int64_t later = 0;
    for (auto now = clock + base::minutes{30}; now < clock + base::days{of.at("days").as_int64()};
         now += base::minutes{30})
        later += std::ssize(to_address(sent(now), reminder.mail.to));
    if (of.contains("reader_max")) {
        EXPECT_LE(later, of.at("reader_max").as_int64());
    }
    if (of.contains("reader_min")) {
        EXPECT_GE(later, of.at("reader_min").as_int64());
    }
}

INSTANTIATE_TEST_SUITE_P(Mails, ArrivedCase, ::testing::Range<std::size_t>(0, arrived_cases().size()),
                         [](const auto& which) {
                             auto name = text_of(arrived_cases().at(which.param), "case");
                             std::erase_if(
                                 name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); });
                             return name;
                         });

} // namespace
} // namespace followup::run
