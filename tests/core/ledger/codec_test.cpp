#include "core/ledger/codec.hpp"

#include "core/base/text.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <limits>
#include <rapidcheck/gtest.h>

namespace followup::ledger {
namespace {

using namespace queue;

/// Texts as people and their enemies write them: valid UTF-8, anything else goes.
std::string hostile() {
    static const std::vector<std::string> bits{
        "\"",   "\\", "\n",      "\t",        "\x01",   "\x7F", "é", "’", "\U0001F600", "{", "}",    "[",
        "null", ":",  "\\u0041", "</script>", "\u2028", "'",    ",", "/", "\u202E",     " ", "Dana", "0"};
    std::string text;
    for (const auto bit :
         *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, bits.size())))
        text += bits[bit];
    // A NUL cannot come out of the queue, but it must not shorten what is stored.
    if (*rc::gen::inRange(0, 10) == 0) text += std::string(1, '\0') + "after";
    return text;
}

int below(int count) {
    return *rc::gen::inRange(0, count);
}
Instant moment() {
    return Instant{base::seconds{*rc::gen::inRange<std::int64_t>(-62135596800, 253402300799)}};
}
base::Date day() {
    return base::Date{base::days{*rc::gen::inRange(-719162, 2932896)}};
}

template <class T, class Make>
std::vector<T> some(Make make) {
    std::vector<T> list;
    for (int i = below(3); i > 0; --i)
        list.push_back(make());
    return list;
}

template <class Make>
auto perhaps(Make make) -> std::optional<decltype(make())> {
    if (below(2) == 0) return std::nullopt;
    return make();
}

MailAddress address() {
    static const std::vector<std::string> known{"Dana@candidate.example", "jürgen@bücher.example",
                                                "a+b@x.example"};
    return *MailAddress::parse(known[static_cast<std::size_t>(below(3))]);
}

when::Value value() {
    switch (below(4)) {
    case 0: return day();
    case 1: return when::DateRange{day(), day()};
    case 2: return moment();
    default: return when::Window{moment(), moment()};
    }
}

Spoken spoken() {
    Spoken it;
    it.words = hostile();
    it.value = value();
    it.by = below(2) == 1;
    it.warnings = some<when::Warning>(
        [] { return when::Warning{static_cast<when::WarningCode>(below(15)), hostile()}; });
    it.because = hostile();
    it.zone = hostile();
    it.said = moment();
    it.closed = some<when::ClosedDay>([] { return when::ClosedDay{day(), hostile()}; });
    return it;
}

Met met() {
    return {hostile(),        hostile(), hostile(), static_cast<Role>(below(4)),
            perhaps(address), hostile(), hostile(), hostile(),
            hostile(),        hostile()};
}
Promise promise() {
    const auto unless = [] { return static_cast<Unless>(below(2)); };
    return {hostile(), spoken(), hostile(), perhaps(unless), hostile()};
}
Next next() {
    return {static_cast<NextKind>(below(5)), perhaps(spoken), some<std::string>(hostile), hostile()};
}

template <class Text>
Concern<Text> concern() {
    return {hostile(), hostile(), below(2) == 1, hostile()};
}

template <class Text>
void fill_facts(auto& it) {
    it.decision = perhaps(spoken);
    it.problem = hostile();
    it.strengths = some<Text>(hostile);
    it.projects = some<Text>(hostile);
    it.objections = some<Concern<Text>>(concern<Text>);
    it.notes = hostile();
    it.met = some<Met>(met);
    it.promises = some<Promise>(promise);
    it.next = some<Next>(next);
}

Body interview() {
    Interview it;
    it.id = hostile();
    it.recruiter = hostile();
    it.case_id = hostile();
    it.candidate = {hostile(), hostile(), address(), hostile(), hostile(), hostile(), hostile(), hostile()};
    it.employer = {hostile(), hostile(), hostile(), hostile(), hostile()};
    it.position = hostile();
    it.round = perhaps([] { return below(1000); });
    it.place = hostile();
    it.began = perhaps(moment);
    it.ended = moment();
    it.said_at = perhaps(moment);
    it.position_was = hostile();
    fill_facts<Shared>(it);
    return it;
}

Body debriefed() {
    Debriefed it;
    it.interview = hostile();
    it.with = static_cast<Debriefed::With>(below(2));
    it.tell = hostile();
    fill_facts<Own>(it);
    return it;
}

Revision revision() {
    return {below(9), perhaps(moment)};
}

Body any_body() {
    switch (below(18)) {
    case 0: return interview();
    case 1: return debriefed();
    case 2: return Letter{hostile(), hostile(), moment(), static_cast<Letter::By>(below(4))};
    case 3:
        return Called{hostile(), hostile(), static_cast<Called::Outcome>(below(3)), perhaps(spoken),
                      hostile()};
    case 4:
        return Heard{hostile(),       hostile(), static_cast<Heard::News>(below(6)),
                     perhaps(spoken), hostile(), hostile()};
    case 5: return Pushed{hostile(), hostile(), spoken(), hostile(), hostile()};
    case 6: return Closing{static_cast<Closing::Act>(below(3)), hostile(), hostile(), hostile(), hostile()};
    case 7: return Withdrawn{hostile(), hostile(), hostile()};
    case 11: return CaseClosed{hostile(), hostile(), hostile()};
    case 12: return Answered{hostile(), static_cast<Answered::Answer>(below(2)), hostile()};
    case 13: return Cancelled{hostile(), hostile(), hostile(), perhaps(revision)};
    case 14:
        return Struck{hostile(), static_cast<Struck::What>(below(7)), hostile(), perhaps(spoken), hostile(),
                      hostile()};
    case 15: return Told{hostile(), hostile(), hostile()};
    case 16: return ReopenedCase{hostile(), hostile()};
    case 17: return Noted{hostile(), hostile()};
    case 8: return StandIn{hostile(), hostile(), moment(), moment()};
    case 9:
        return Mails{hostile(), hostile(), perhaps([] { return static_cast<Mails::Wanted>(below(3)); }),
                     perhaps([] { return static_cast<Mails::Subject>(below(2)); })};
    default: return Forget{hostile()};
    }
}

Event any_event() {
    return {moment(), hostile(), hostile(), {}, any_body()};
}

/// Addresses compare without case; what is stored keeps it.
std::string addresses(const Body& body) {
    const auto* it = std::get_if<Interview>(&body);
    return it == nullptr ? std::string{} : it->candidate.email.text();
}

RC_GTEST_PROP(Codec, GivesBackEveryEventAsItWas, ()) {
    const auto event = any_event();
    const auto text = encoded(event);
    const auto again = decoded(text);
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == event);
    RC_ASSERT(addresses(again->body) == addresses(event.body));
    RC_ASSERT(encoded(*again) == text);
}

RC_GTEST_PROP(Codec, WritesTextThatAnyJsonReaderReads, ()) {
    boost::system::error_code error;
    const auto value = boost::json::parse(encoded(any_event()), error);
    RC_ASSERT(!error);
    RC_ASSERT(value.is_object());
}

RC_GTEST_PROP(Codec, NeverTakesACutTextForAnEvent, ()) {
    const auto text = encoded(any_event());
    const auto size = *rc::gen::inRange<std::size_t>(0, text.size());
    RC_ASSERT(!decoded(std::string_view{text}.substr(0, size)));
}

Event withdrawn() {
    return {Instant{base::seconds{1795210200}},
            "America/Chicago",
            "d1",
            {},
            Withdrawn{"dana-acme-1", "moved away"}};
}

TEST(Codec, WritesCompactlyInAFixedOrder) {
    EXPECT_EQ(encoded(withdrawn()),
              R"({"v":2,"kind":"withdrawn","at":1795210200,"zone":"America/Chicago","digest":"d1",)"
              R"("body":{"interview":"dana-acme-1","reason":"moved away"}})");
}

TEST(Codec, ForgetsWhereAnEventStoodInItsFile) {
    auto event = withdrawn();
    event.where = "e.toml:1:1";
    EXPECT_EQ(decoded(encoded(event)).value(), withdrawn());
}

TEST(Codec, PassesOverKeysItDoesNotKnow) {
    auto text = encoded(withdrawn());
    text.insert(1, R"("later":[1,{"x":null}],)");
    text.insert(text.find(R"("reason")"), R"("mood":"good",)");
    EXPECT_EQ(decoded(text).value(), withdrawn());
}

TEST(Codec, TellsWhatIsWrongWithADamagedText) {
    const auto what = [](std::string_view text) {
        const auto event = decoded(text);
        return event ? "read" : event.error().what;
    };
    const std::string damaged = "a stored event cannot be read: ";
    EXPECT_EQ(what("[]"), damaged + "it is no object");
    EXPECT_EQ(what("{}"), damaged + "it has no version");
    EXPECT_EQ(what(R"({"v":1})"), damaged + "it lacks its kind, time or body");
    EXPECT_EQ(what(R"({"v":3,"kind":"x"})"), "a stored event has version 3; this program reads up to 2");
    EXPECT_EQ(what(R"({"v":1,"kind":"x","at":1,"body":{}})"), damaged + "its kind is unknown");
    EXPECT_EQ(what(R"({"v":1,"kind":"forget","at":"1","body":{}})"), damaged + "'at' is wrong");
    EXPECT_EQ(what(R"({"v":1,"kind":"forget","at":1,"body":{"candidate":1}})"),
              damaged + "'candidate' is wrong");
    EXPECT_EQ(what(R"({"v":1,"kind":"heard","at":1,"body":{"news":"nothing"}})"),
              damaged + "'news' is wrong");
    EXPECT_EQ(what(R"({"v":1,"kind":"pushed","at":1,"body":{"to":{"value":{"span":[1]}}}})"),
              damaged + "'to' is wrong");
    EXPECT_EQ(what(R"({"v":1,"kind":"interview","at":1,"body":{"round":1.5}})"),
              damaged + "'round' is wrong");
    EXPECT_NE(what("{"), "read");
    EXPECT_NE(what("{\"v\":1,\"kind\":\"\xFF\"}"), "read");
}

} // namespace
} // namespace followup::ledger
