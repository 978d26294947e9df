#include "core/base/text.hpp"
#include "core/mail/incoming.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <map>
#include <set>

/// Mails as people and servers really send them (`arrived/`), and what has to come of each.
namespace followup::mail {
namespace {

const std::string folder = FOLLOWUP_SOURCE_DIR "/tests/core/mail/arrived/";

std::string read_file(const std::string& name) {
    std::ifstream in{folder + name, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::string filled(std::string text) {
    const std::pair<const char*, const char*> signs[] = {
        {"@TAG@", "12-1-abc"},          {"@BTAG@", "12-2-abc"}, {"@MSGID@", "abc@glass.example"},
        {"@SUBJECT@", "Call Margaret"}, {"@N@", "1"},           {"@TO@", "dana@candidate.example"}};
    for (const auto& [sign, words] : signs)
        text = base::replaced(text, sign, words);
    return text;
}

/// What a mail may be taken for, so that its outcome is the one that is expected; what follows of it is
/// decided where the case is known.
std::set<Sort> sorts_of(const std::string& outcome) {
    static const std::map<std::string, std::set<Sort>> all{
        {"recorded", {Sort::command}}, {"nothing", {Sort::letter}}, {"asked", {Sort::command, Sort::letter}},
        {"bounce", {Sort::bounce}},    {"delay", {Sort::notice}},   {"ignored", {Sort::machine}}};
    std::set<Sort> sorts;
    for (const auto& one : base::split(base::replaced(outcome, " or ", "|"), '|'))
        sorts.merge(std::set<Sort>{all.at(one)});
    return sorts;
}

/// Of these the outcome depends on what is known of the case, or of the sender.
const std::set<std::string> decided_later{"00-heard-nothing", "40-alias", "47-loop"};

std::vector<boost::json::object> cases() {
    std::vector<boost::json::object> all;
    for (const auto& line : base::split(read_file("expected.jsonl"), '\n'))
        if (!line.empty()) all.push_back(boost::json::parse(line).as_object());
    return all;
}

TEST(ArrivedMails, AreTakenForWhatTheyAre) {
    EXPECT_GT(cases().size(), 70U);
    for (const auto& each : cases()) {
        const std::string name{each.at("case").as_string()};
        const auto mail = filled(read_file(name + ".eml"));
        ASSERT_FALSE(mail.empty()) << name;
        if (decided_later.contains(name)) continue;
        const auto came = sorted(mail);
        if (name == "55-complaint" || name == "56-challenge") {
            EXPECT_EQ(came.sort, name == "55-complaint" ? Sort::complaint : Sort::challenge);
            continue;
        }
        EXPECT_TRUE(sorts_of(std::string{each.at("outcome").as_string()}).contains(came.sort))
            << name << ": " << static_cast<int>(came.sort) << ": " << base::escaped(came.text);
    }
}

TEST(ArrivedMails, ThatAreBouncesSayOfWhichMail) {
    for (const auto& each : cases()) {
        const std::string name{each.at("case").as_string()};
        if (each.at("outcome").as_string() != "bounce") continue;
        const auto came = sorted(filled(read_file(name + ".eml")));
        const bool by_id = std::ranges::find(came.returned, "abc@glass.example") != came.returned.end();
        EXPECT_TRUE(tag_in(came.to, "bounces@glass.example") || by_id) << name;
        EXPECT_FALSE(came.reason.empty()) << name;
        EXPECT_EQ(came.code >= 500, !name.starts_with("19-") && !name.starts_with("27c-")) << name;
    }
}

TEST(ArrivedMails, ShowWhatTheirCharacterSetMeans) {
    for (const auto& each : cases()) {
        if (each.at("group").as_string() != "charsets" || !each.contains("recruiter")) continue;
        const std::string name{each.at("case").as_string()};
        const auto came = sorted(filled(read_file(name + ".eml")));
        for (const auto& words : each.at("recruiter").as_array())
            EXPECT_NE(came.text.find(words.as_string()), std::string::npos) << name << ": " << came.text;
        for (const auto& words : each.at("never").as_array())
            EXPECT_EQ(came.text.find(words.as_string()), std::string::npos) << name << ": " << came.text;
    }
}

} // namespace
} // namespace followup::mail
