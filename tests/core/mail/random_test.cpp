#include "core/base/text.hpp"
#include "core/mail/message.hpp"
#include "core/mail/parsed.hpp"
#include "core/mail/unsent.hpp"

#include <array>
#include <gtest/gtest.h>
#include <random>

namespace followup::mail {
namespace {

/// Letters of a script, as ranges of code points whose every member is assigned.
struct Script {
    const char* name;
    char32_t first;
    char32_t last;
};
constexpr std::array<Script, 20> scripts = {
    {{"Latin", U'A', U'Z'},        {"Latin with accents", 0xC0, 0xD6},
     {"Greek", 0x3B1, 0x3C1},      {"Cyrillic", 0x410, 0x44F},
     {"Armenian", 0x531, 0x556},   {"Hebrew", 0x5D0, 0x5EA},
     {"Arabic", 0x621, 0x63A},     {"Devanagari", 0x905, 0x939},
     {"Bengali", 0x995, 0x9A8},    {"Tamil", 0xB8E, 0xB90},
     {"Telugu", 0xC05, 0xC0C},     {"Thai", 0xE01, 0xE30},
     {"Georgian", 0x10D0, 0x10F0}, {"Ethiopic", 0x1200, 0x1248},
     {"Khmer", 0x1780, 0x17A2},    {"Hiragana", 0x3041, 0x3096},
     {"Katakana", 0x30A1, 0x30FA}, {"Han", 0x4E00, 0x9FA5},
     {"Hangul", 0xAC00, 0xD7A3},   {"Gothic, beyond 16 bits", 0x10330, 0x1034A}}};
constexpr std::array<const char*, 8> domains = {
    "candidate.example",  "bücher.example",        "例え.example",    "пример.example",
    "παράδειγμα.example", "xn--bcher-kva.example", "a-b.c-d.example", "مثال.example"};

/// The same numbers on every machine; std's distributions are not.
class Dice {
  public:
    explicit Dice(unsigned seed) : x_engine(seed) {}
    std::size_t below(std::size_t count) { return x_engine() % count; }

    std::string word(const Script& script) {
        std::string out;
        for (auto length = 1 + below(12); length > 0; --length)
            base::append_utf8(out,
                              script.first + static_cast<char32_t>(below(script.last - script.first + 1)));
        return out;
    }
    /// Words of one script, now and then with signs that mean something in a header.
    std::string name(const Script& script) {
        auto out = word(script);
        for (auto more = below(below(10) == 0 ? 25 : 4); more > 0; --more)
            out += (below(8) == 0 ? sign() : std::string{" "}) + word(script);
        return out;
    }
    std::string text(const Script& script) {
        std::string out;
        for (auto lines = 1 + below(8); lines > 0; --lines)
            out +=
                std::string(below(6) == 0 ? ".\nFrom " : "") + name(script) + (below(5) == 0 ? " \n" : "\n");
        return out;
    }
    base::MailAddress address() {
        const auto local = "p" + std::to_string(below(1'000'000)) + (below(2) == 0 ? "+tag" : "");
        return *base::MailAddress::parse(local + "@" + domains[below(domains.size())]);
    }

  private:
    std::string sign() {
        constexpr std::array<const char*, 12> signs = {", ", "\"", "\\",       " (", ") ", "’",
                                                       "; ", "<",  "=?utf-8?", "?=", "@",  ": "};
        return signs[below(signs.size())];
    }
    std::mt19937 x_engine;
};

Message random_message(Dice& dice, const Script& script) {
    Message made;
    made.from = {dice.name(script), dice.address()};
    made.to = {dice.name(script), dice.address()};
    if (dice.below(2) == 0) made.reply_to = Mailbox{dice.name(script), dice.address()};
    made.subject = dice.name(script) + ": " + dice.name(script);
    made.date = base::Instant{base::seconds{static_cast<long>(1'700'000'000 + dice.below(400'000'000))}};
    made.message_id = "m" + std::to_string(dice.below(1'000'000'000)) + "@glass.example";
    for (auto count = dice.below(5); count > 0; --count)
        made.references.push_back("r" + std::to_string(dice.below(1'000'000'000)) + "@glass.example");
    if (dice.below(2) == 0)
        made.unsubscribe_url = "https://f.example/u/" + std::to_string(dice.below(1'000'000'000));
    made.language = dice.below(2) == 0 ? "en" : "de";
    made.text = dice.text(script);
    made.html = "<p>" + dice.text(script) + "</p>\n";
    return made;
}

std::string shaped(const std::string& ids) {
    return base::joined(base::split(ids, '\n'), "");
}

void expect_read_back(const Message& made, const Parsed& read) {
    EXPECT_EQ(only(read, "from.name"), made.from.name);
    EXPECT_EQ(only(read, "from.address"), made.from.address.ascii());
    EXPECT_EQ(only(read, "to.name"), made.to.name);
    EXPECT_EQ(only(read, "to.address"), made.to.address.ascii());
    EXPECT_EQ(read.contains("reply-to.name"), made.reply_to.has_value());
    if (made.reply_to) {
        EXPECT_EQ(only(read, "reply-to.name"), made.reply_to->name);
        EXPECT_EQ(only(read, "reply-to.address"), made.reply_to->address.ascii());
    }
    EXPECT_EQ(only(read, "subject"), made.subject);
    EXPECT_EQ(only(read, "date"), date_header(made.date));
    EXPECT_EQ(only(read, "message-id"), "<" + made.message_id + ">");
    if (!made.references.empty()) {
        EXPECT_EQ(shaped(only(read, "references")), "<" + base::joined(made.references, "> <") + ">");
        EXPECT_EQ(only(read, "in-reply-to"), "<" + made.references.back() + ">");
    }
    EXPECT_EQ(only(read, "content-language"), made.language);
    EXPECT_EQ(read.contains("list-unsubscribe"), !made.unsubscribe_url.empty());
    if (!made.unsubscribe_url.empty()) {
        EXPECT_EQ(only(read, "list-unsubscribe"), "<" + made.unsubscribe_url + ">");
        EXPECT_EQ(only(read, "list-unsubscribe-post"), "List-Unsubscribe=One-Click");
    }
    EXPECT_EQ(only(read, "auto-submitted"), "auto-generated");
    EXPECT_EQ(only(read, "type"), "multipart/alternative");
    EXPECT_EQ(read.at("part.type"), (std::vector<std::string>{"text/plain;utf-8", "text/html;utf-8"}));
    EXPECT_EQ(read.at("part.text"), (std::vector<std::string>{made.text, made.html}));
    EXPECT_FALSE(read.contains("defect"));
}

TEST(RandomMails, AThousandInTwentyScriptsComeBackFieldByField) {
    constexpr std::size_t mails = 1000;
    Dice dice{20261122};
    std::vector<Message> made;
    std::vector<std::string> wires;
    for (std::size_t n = 0; n < mails; ++n) {
        made.push_back(random_message(dice, scripts[n % scripts.size()]));
        wires.push_back(rendered(made.back()).value());
        EXPECT_EQ(wires.back(), rendered(made.back()).value());
        for (const auto& line : base::split(wires.back(), '\n')) {
            ASSERT_LE(line.size(), 79U) << line; // 78 and the CR
            for (const char c : line)
                ASSERT_TRUE((c >= ' ' && c <= '~') || c == '\r' || c == '\t') << line;
        }
    }
    const auto read = parsed(wires);
    for (std::size_t n = 0; n < mails && !HasFailure(); ++n) {
        SCOPED_TRACE(std::string{scripts[n % scripts.size()].name} + "\n" + wires[n].substr(0, 600));
        expect_read_back(made[n], read[n]);
    }
}

TEST(RandomMails, DraftsOfLettersComeBackToo) {
    Dice dice{7};
    std::vector<letter::Draft> made;
    std::vector<std::string> wires;
    for (const auto& script : scripts) {
        letter::Draft draft;
        draft.language = "en";
        draft.sender = {dice.name(script)};
        draft.from = dice.address();
        draft.name = dice.name(script);
        if (dice.below(4) != 0) draft.to = dice.address();
        draft.subject = dice.name(script);
        draft.body = dice.text(script);
        wires.push_back(unsent(draft).value());
        made.push_back(std::move(draft));
    }
    const auto read = parsed(wires);
    for (std::size_t n = 0; n < wires.size(); ++n) {
        EXPECT_EQ(only(read[n], "x-unsent"), "1");
        EXPECT_EQ(only(read[n], "from.name"), made[n].sender.front());
        EXPECT_EQ(read[n].contains("to.address"), made[n].to.has_value());
        if (made[n].to) {
            EXPECT_EQ(only(read[n], "to.name"), made[n].name);
        }
        EXPECT_EQ(only(read[n], "subject"), made[n].subject);
        EXPECT_EQ(only(read[n], "type"), "text/plain");
        EXPECT_EQ(only(read[n], "text"), made[n].body + "\n");
        EXPECT_FALSE(read[n].contains("message-id")) << "the sender's program gives it";
        EXPECT_FALSE(read[n].contains("defect"));
    }
}

} // namespace
} // namespace followup::mail
