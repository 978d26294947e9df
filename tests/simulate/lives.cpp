#include "simulate/lives.hpp"

#include "simulate/course.hpp"

#include <algorithm>

namespace followup::simulated {

using base::hours;
using base::minutes;

namespace {

/// The id that a file names, of or for an interview.
std::string_view interview_in(const Arrival& file) {
    const std::string_view text{file.bytes};
    for (const std::string_view key : {"\nid = \"", "\ninterview = \""})
        if (const auto at = text.find(key); at != std::string_view::npos) {
            const auto id = text.substr(at + key.size());
            return id.substr(0, id.find('"'));
        }
    return {};
}

} // namespace

bool Course::known_before(const Arrival& file) const {
    return std::ranges::any_of(x_files, [&](const Arrival& each) {
        return each.bytes.starts_with("[[interview]]") && each.fate == Fate::accepted && each.at < file.at
               && interview_in(each) == interview_in(file);
    });
}

Life Course::live() {
    interview();
    if (!x_dice.chance(8)) { // else nobody tells anything more
        x_now = x_ended;
        for (int n = x_dice.between(3, 22); n > 0; --n) {
            x_now += x_dice.chance(50) ? minutes{x_dice.between(5, 600)} : hours{x_dice.between(5, 110)};
            tell_something();
        }
        // Most cases are closed some day; what is not stays in the digest for ever.
        x_now += hours{x_dice.between(10, 900)};
        if (x_dice.chance(88)) end();
        for (int n = x_dice.chance(25) ? x_dice.between(1, 4) : 0; n > 0; --n) {
            x_now += hours{x_dice.between(1, 300)};
            tell_something();
        }
    }
    // What arrives before, or long after, the file that says so is refused.
    for (auto& file : x_files)
        if (x_renamed && file.fate == Fate::accepted && file.bytes.starts_with("[[interview]]"))
            file.fate = Fate::either;
    // What is called off before its interview is known waits for it.
    for (auto& file : x_files)
        if (file.fate == Fate::refused && file.bytes.starts_with("[[cancelled]]") && !known_before(file))
            file.fate = Fate::either;
    for (int n = x_dice.roll(4); n > 0; --n)
        x_files.push_back({x_files.front().at + hours{x_dice.between(1, 1500)},
                           fmt::format("c{}-1", x_number),
                           {},
                           Fate::either,
                           true});
    std::ranges::stable_sort(x_files, {}, &Arrival::at);
    return {std::move(x_files), x_pen.planted()};
}

void Course::tell_something() {
    struct Kind {
        int weight;
        void (Course::*tell)();
    };
    static constexpr Kind kinds[] = {{14, &Course::debriefed}, {8, &Course::debriefed_by_employer},
                                     {16, &Course::letter},    {12, &Course::called},
                                     {9, &Course::pushed},     {8, &Course::amended},
                                     {9, &Course::heard},      {2, &Course::offered},
                                     {4, &Course::answered},   {2, &Course::rejected},
                                     {3, &Course::told},       {5, &Course::struck},
                                     {3, &Course::cancelled},  {3, &Course::next_round},
                                     {2, &Course::renamed},    {6, &Course::by_hand},
                                     {3, &Course::mails},      {2, &Course::opened_again},
                                     {1, &Course::end},        {2, &Course::one_concern}};
    int all = 0;
    for (const auto& kind : kinds)
        all += kind.weight;
    auto drawn = x_dice.roll(all);
    for (const auto& kind : kinds)
        if ((drawn -= kind.weight) < 0) return (this->*kind.tell)();
}

void Course::debriefed() {
    write("debriefed", "with = \"candidate\"\n" + tell("debriefed")
                           + learned("debriefed", "debriefed", Told::by_candidate));
}

void Course::debriefed_by_employer() {
    write("debriefed",
          "with = \"client\"\n" + tell("debriefed") + learned("employer", "debriefed", Told::by_employer));
}

void Course::one_concern() {
    write("debriefed", "with = \"candidate\"\n" + x_pen.concern("debriefed", Told::by_candidate, {}));
}

void Course::letter() {
    const auto sent = x_now - minutes{x_dice.roll(600)};
    write("letter", fmt::format("to = \"{}\"\nsent_at = {}\n{}", somebody(), base::rfc3339(sent),
                                x_dice.chance(50) ? "by = \"post\"\n" : ""));
}

void Course::called() {
    constexpr const char* results[] = {"spoke", "voicemail", "no answer"};
    const auto next = x_dice.chance(25) ? fmt::format("next = \"{}\"\n", date_to_come(x_dice)) : "";
    write("called", fmt::format("whom = \"{}\"\nresult = \"{}\"\n{}{}", somebody(), x_dice.pick(results),
                                next, notes("called")));
}

void Course::pushed() {
    constexpr const char* duties[] = {"step/1", "step/2", "next", "decision", "answer"};
    const auto whom = x_dice.chance(60) ? somebody() : fmt::format("{}/{}", id(), x_dice.pick(duties));
    write("pushed", fmt::format("whom = \"{}\"\nto = \"{}\"\n{}{}", whom, date_to_come(x_dice),
                                reason("pushed"), tell("pushed")));
}

void Course::heard_of(std::string_view news, std::string_view date) {
    write("heard", fmt::format("news = \"{}\"\n{}{}{}{}", news, date,
                               x_pen.maybe("from", Readers::own, "heard"), notes("heard"), tell("heard")));
}

void Course::heard() {
    const auto date = fmt::format("date = \"{}\"\n", date_to_come(x_dice));
    const auto kind = x_dice.roll(100);
    if (kind < 30) return heard_of("acknowledged", "");
    if (kind < 50) return heard_of("asked", "");
    if (kind < 75) return heard_of("new date", date);
    heard_of("second interview", x_dice.chance(80) ? date : "");
}

void Course::offered() {
    heard_of("offer", x_dice.chance(60) ? fmt::format("date = \"{}\"\n", date_to_come(x_dice)) : "");
}

void Course::answered() {
    write("answered",
          fmt::format("answer = \"{}\"\n{}", x_dice.chance(60) ? "accepted" : "declined", notes("answered")));
}

void Course::amended() {
    x_now = std::max(x_now, x_ended);
    if (x_dice.chance(40)) x_ended += minutes{x_dice.between(-120, 300)};
    auto text = parties(x_dice.chance(50));
    if (x_dice.chance(70))
        text += learned(fmt::format("interview/{}", id()), "interview", Told::by_candidate);
    // Known again by its end it may lie behind what was said of it.
    put(std::max(arrival(x_now), x_ended), std::move(text), Fate::either);
}

void Course::renamed() {
    const auto was = x_name;
    x_renamed = true;
    x_name = x_pen.words(Readers::letters, "candidate.name");
    auto text = parties(false);
    const auto at = text.find("email = ");
    text.insert(at, fmt::format("was = \"{}\", ", was));
    put(arrival(std::max(x_now, x_ended)), std::move(text), Fate::either);
}

void Course::next_round() {
    ++x_round;
    x_ended = x_now + hours{x_dice.between(10, 300)};
    interview();
    if (x_dice.chance(70)) x_now = x_ended;
}

void Course::cancelled() {
    // Off before it was held; told afterwards it is refused, unless a file that moves it is still to come, or
    // the interview itself was refused for its candidate's new name.
    const bool held = x_now >= x_ended + hours{6} && !x_renamed;
    write("cancelled", reason("cancelled") + tell("cancelled"), held ? Fate::refused : Fate::either);
}

void Course::struck() {
    std::string what;
    if (!x_pen.last_listed().empty() && x_dice.chance(40))
        what = fmt::format("{} = \"{}\"\n", x_pen.last_list(), x_pen.last_listed());
    else if (x_dice.chance(50))
        what = fmt::format("met = \"{}\"\n", somebody());
    else if (x_dice.chance(50))
        what = fmt::format("promise = \"{}\"\n", somebody());
    else
        what = (x_dice.chance(50) ? fmt::format("next = \"{}/step/1\"\n", id()) : "next = \"test\"\n")
               + tell("struck");
    write("struck", what + reason("struck"));
}

void Course::by_hand() {
    constexpr const char* acts[] = {"done", "dropped", "reopened"};
    constexpr const char* duties[] = {"decision", "debrief", "client-debrief", "step/1",
                                      "names/1",  "next",    "answer"};
    put(arrival(x_now),
        fmt::format("[[{}]]\nduty = \"{}/{}\"\nat = {}\nreason = \"{}\"\n", x_dice.pick(acts), some_id(),
                    x_dice.pick(duties), base::rfc3339(x_now), x_pen.words(Readers::own, "by hand.reason")));
}

void Course::mails() {
    constexpr const char* wishes[] = {"wanted = \"last call\"\n", "wanted = \"all\"\n",
                                      "wanted = \"all\"\n",       "wanted = \"none\"\n",
                                      "subject = \"neutral\"\n",  "subject = \"full\"\n"};
    write("mails", fmt::format("to = \"c{}@candidate.example\"\n{}", x_number, x_dice.pick(wishes)));
}

void Course::end() {
    const auto* how = x_dice.chance(50) ? "withdrawn" : "closed";
    write(how, reason(how) + tell(how));
}
Life life(int candidate, Instant begins, Dice& dice) {
    return Course{candidate, begins, dice}.live();
}

Years lives(const Extent& extent, std::uint64_t seed) {
    Dice dice{seed};
    Years years;
    for (int n = 1; n <= extent.candidates; ++n) {
        const auto begins = extent.from + days{dice.roll(extent.days)} + minutes{dice.roll(24 * 60)};
        auto one = life(n, begins, dice);
        std::ranges::move(one.files, std::back_inserter(years.files));
        years.words.push_back(std::move(one.words));
    }
    std::ranges::stable_sort(years.files, {}, &Arrival::at);
    return years;
}

} // namespace followup::simulated
