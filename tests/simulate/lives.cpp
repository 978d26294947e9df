#include "simulate/lives.hpp"

#include "simulate/pen.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::simulated {
namespace {

using base::days;
using base::hours;
using base::minutes;

/// Somebody who is met, and how others write the name.
struct Name {
    const char* right;
    const char* nearly;
};
constexpr Name people[] = {{"Margaret Chen", "Margret Chen"},
                           {"Luis Ortiz", "Luiz Ortiz"},
                           {"Siobhán O’Neill", "Ms O'Neill"},
                           {"Ruth Adeyemi", "Dr Ruth Adeyemy"},
                           {"José Peña", "Jose Pena"},
                           {"Karl Vogt", "Carl Voigt"},
                           {"Łukasz Wiśniewski", "Lukas Wisniewski"},
                           {"Ivo Brandt", "Ivo Brand"}};
constexpr const char* homes[] = {"America/Denver",      "America/Chicago", "America/New_York",
                                 "America/Los_Angeles", "Europe/London",   "Europe/Berlin",
                                 "Australia/Lord_Howe", "Asia/Kolkata"};
struct Employer {
    const char* name;
    const char* zone;
};
constexpr Employer employers[] = {{"Acme Robotics", "America/Chicago"},
                                  {"Hudson Optics", "America/New_York"},
                                  {"Maschinenbau Vogt", "Europe/Berlin"},
                                  {"Tasman Dairy", "Pacific/Auckland"}};
constexpr const char* recruiters[] = {"pat", "kim", "ana", "lee"};
constexpr const char* positions[] = {"Controls Engineer", "Plant Manager", "Buyer"};

/// One candidate and what becomes of them.
class Course {
  public:
    Course(int number, Instant begins, Dice& dice)
        : x_number(number), x_dice(dice), x_pen(number, dice), x_employer(dice.pick(employers)),
          x_home(dice.pick(homes)), x_recruiter(dice.pick(recruiters)), x_position(dice.pick(positions)),
          x_language(dice.chance(15) ? "de" : "en"),
          x_late(dice.chance(5) ? days{dice.between(8, 40)} : days{0}), x_ended(begins),
          x_name(x_pen.words(Readers::letters, "candidate.name")) {}

    Life live() {
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
        for (int n = x_dice.roll(4); n > 0; --n)
            x_files.push_back({x_files.front().at + hours{x_dice.between(1, 1500)},
                               fmt::format("c{}-1", x_number),
                               {},
                               Fate::either,
                               true});
        std::ranges::stable_sort(x_files, {}, &Arrival::at);
        return {std::move(x_files), x_pen.planted()};
    }

  private:
    [[nodiscard]] std::string id() const { return fmt::format("c{}-{}", x_number, x_round); }
    /// The interview an event is about: mostly the last one.
    [[nodiscard]] std::string some_id() {
        return fmt::format("c{}-{}", x_number, x_dice.chance(85) ? x_round : x_dice.between(1, x_round));
    }

    /// When a file about something arrives: mostly soon, sometimes days later.
    [[nodiscard]] Instant arrival(Instant at) {
        const auto kind = x_dice.roll(100);
        const auto heard = at + x_late;
        if (kind < 60) return heard + minutes{x_dice.between(0, 10)};
        if (kind < 85) return heard + minutes{x_dice.between(10, 300)};
        return heard + hours{x_dice.between(5, kind < 95 ? 48 : 144)};
    }
    void put(Instant at, std::string bytes, Fate fate = Fate::accepted) {
        const auto name = [&] { return fmt::format("{}-{}.toml", id(), x_files.size()); };
        x_files.push_back({at, name(), bytes, fate});
        if (x_dice.chance(5))
            x_files.push_back({at + hours{x_dice.between(0, 72)}, name(), std::move(bytes), fate});
    }
    void write(std::string_view kind, std::string_view keys, Fate fate = Fate::accepted) {
        put(arrival(x_now), Pen::event(kind, some_id(), x_now, keys), fate);
    }

    /// Somebody met, by a name that is right, nearly right or nobody's.
    [[nodiscard]] std::string somebody() {
        const auto kind = x_dice.roll(100);
        if (x_met.empty() || kind < 4) return "the front desk";
        const auto& name = x_met[static_cast<std::size_t>(x_dice.roll(static_cast<int>(x_met.size())))];
        if (kind < 92) return name.right;
        return name.nearly;
    }
    [[nodiscard]] std::string tell(std::string_view of) { return x_pen.maybe("tell", Readers::hers, of, 45); }
    [[nodiscard]] std::string notes(std::string_view of) { return x_pen.maybe("notes", Readers::own, of); }
    [[nodiscard]] std::string reason(std::string_view of) { return x_pen.maybe("reason", Readers::own, of); }

    void meet(std::string& text, std::string_view table, Told told, int most) {
        for (int n = x_dice.between(0, most); n > 0; --n) {
            const auto& name = x_dice.pick(people);
            const auto known =
                std::ranges::find(x_met, std::string_view{name.right}, &Name::right) != x_met.end();
            if (text.contains(name.right)) continue;
            if (!known) x_met.push_back(name);
            text += x_pen.met(table, name.right, known && x_dice.chance(10) ? name.nearly : name.right, told);
        }
    }

    /// What every interview says, with only what is required or with all there is.
    [[nodiscard]] std::string parties(bool all) {
        auto text =
            fmt::format("[[interview]]\nid = \"{}\"\nrecruiter = \"{}\"\nposition = \"{}\"\nended = {}\n",
                        id(), x_recruiter, x_position, base::rfc3339(x_ended));
        text +=
            fmt::format("candidate = {{ name = \"{}\", email = \"c{}@candidate.example\"", x_name, x_number);
        if (all) text += fmt::format(", zone = \"{}\", language = \"{}\"", x_home, x_language);
        if (all && x_dice.chance(40))
            text += fmt::format(", phone = \"{}\"", x_pen.words(Readers::letters, "candidate.phone"));
        text += fmt::format(" }}\nemployer = {{ name = \"{}\"", x_employer.name);
        if (all) text += fmt::format(", zone = \"{}\"", x_employer.zone);
        if (all && x_dice.chance(40))
            text += fmt::format(", address = \"{}\"", x_pen.words(Readers::letters, "employer.address"));
        if (all && x_dice.chance(40))
            text += fmt::format(", phone = \"{}\"", x_pen.words(Readers::hers, "employer.phone"));
        return text + " }\n";
    }
    [[nodiscard]] std::string learned(std::string_view of, std::string_view table, Told told) {
        std::string text;
        if (x_dice.chance(40)) text += fmt::format("decision = \"{}\"\n", date_to_come(x_dice));
        text += x_pen.matter(of, told, x_met.empty() ? "" : x_met.front().right) + notes(of);
        meet(text, table, told, table == "interview" ? 4 : 1);
        for (int n = x_dice.roll(3); n > 0; --n)
            text += x_pen.promise(table, x_met.empty() ? "the front desk" : x_met.front().right, told);
        if (x_dice.chance(30)) text += x_pen.next(table, told, x_dice.chance(30));
        return text;
    }

    void interview() {
        const bool bare = x_round > 1 && x_dice.chance(50);
        auto text = parties(!bare);
        if (!bare) {
            text += x_pen.maybe("place", Readers::hers, fmt::format("interview/{}", id()));
            text += learned(fmt::format("interview/{}", id()), "interview", Told::by_candidate);
        }
        if (x_dice.chance(2))
            put(x_ended + x_late,
                fmt::format("[[interview]]\nid = \"{}\"\nrecruter = \"pat\"\n{}", id(),
                            x_pen.text("notes", Readers::own, "refused")),
                Fate::refused);
        x_ahead = x_round > 1 || x_dice.chance(12);
        const auto before = x_ended - hours{x_dice.between(1, 200)};
        // What one knows of a round to come is not known before the last one was.
        put(x_ahead ? std::max(before, x_now) + minutes{1} : arrival(x_ended), std::move(text),
            x_renamed ? Fate::either : Fate::accepted);
    }

    void tell_something() {
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

    void debriefed() {
        write("debriefed", "with = \"candidate\"\n" + tell("debriefed")
                               + learned("debriefed", "debriefed", Told::by_candidate));
    }
    void debriefed_by_employer() {
        write("debriefed", "with = \"client\"\n" + tell("debriefed")
                               + learned("employer", "debriefed", Told::by_employer));
    }
    void one_concern() {
        write("debriefed", "with = \"candidate\"\n" + x_pen.concern("debriefed", Told::by_candidate, {}));
    }
    void letter() {
        const auto sent = x_now - minutes{x_dice.roll(600)};
        write("letter", fmt::format("to = \"{}\"\nsent_at = {}\n{}", somebody(), base::rfc3339(sent),
                                    x_dice.chance(50) ? "by = \"post\"\n" : ""));
    }
    void called() {
        constexpr const char* results[] = {"spoke", "voicemail", "no answer"};
        const auto next = x_dice.chance(25) ? fmt::format("next = \"{}\"\n", date_to_come(x_dice)) : "";
        write("called", fmt::format("whom = \"{}\"\nresult = \"{}\"\n{}{}", somebody(), x_dice.pick(results),
                                    next, notes("called")));
    }
    void pushed() {
        constexpr const char* duties[] = {"step/1", "step/2", "next", "decision", "answer"};
        const auto whom = x_dice.chance(60) ? somebody() : fmt::format("{}/{}", id(), x_dice.pick(duties));
        write("pushed", fmt::format("whom = \"{}\"\nto = \"{}\"\n{}{}", whom, date_to_come(x_dice),
                                    reason("pushed"), tell("pushed")));
    }
    void heard_of(std::string_view news, std::string_view date) {
        write("heard",
              fmt::format("news = \"{}\"\n{}{}{}{}", news, date, x_pen.maybe("from", Readers::own, "heard"),
                          notes("heard"), tell("heard")));
    }
    void heard() {
        const auto date = fmt::format("date = \"{}\"\n", date_to_come(x_dice));
        const auto kind = x_dice.roll(100);
        if (kind < 30) return heard_of("acknowledged", "");
        if (kind < 50) return heard_of("asked", "");
        if (kind < 75) return heard_of("new date", date);
        heard_of("second interview", x_dice.chance(80) ? date : "");
    }
    void offered() {
        heard_of("offer", x_dice.chance(60) ? fmt::format("date = \"{}\"\n", date_to_come(x_dice)) : "");
    }
    void answered() {
        write("answered", fmt::format("answer = \"{}\"\n{}", x_dice.chance(60) ? "accepted" : "declined",
                                      notes("answered")));
    }
    void rejected() { heard_of("rejected", ""); }
    void told() { write("told", tell("told")); }
    void amended() {
        x_now = std::max(x_now, x_ended);
        if (x_dice.chance(40)) x_ended += minutes{x_dice.between(-120, 300)};
        auto text = parties(x_dice.chance(50));
        if (x_dice.chance(70))
            text += learned(fmt::format("interview/{}", id()), "interview", Told::by_candidate);
        // Known again by its end it may lie behind what was said of it.
        put(std::max(arrival(x_now), x_ended), std::move(text), Fate::either);
    }
    void renamed() {
        const auto was = x_name;
        x_renamed = true;
        x_name = x_pen.words(Readers::letters, "candidate.name");
        auto text = parties(false);
        const auto at = text.find("email = ");
        text.insert(at, fmt::format("was = \"{}\", ", was));
        put(arrival(std::max(x_now, x_ended)), std::move(text), Fate::either);
    }
    void next_round() {
        ++x_round;
        x_ended = x_now + hours{x_dice.between(10, 300)};
        interview();
        if (x_dice.chance(70)) x_now = x_ended;
    }
    void cancelled() {
        // Off before it was held; told afterwards it is refused.
        const bool held = x_now >= x_ended;
        write("cancelled", reason("cancelled") + tell("cancelled"), held ? Fate::refused : Fate::either);
    }
    void struck() {
        std::string what;
        if (!x_pen.last_listed().empty() && x_dice.chance(40))
            what = fmt::format("{} = \"{}\"\n", x_pen.last_list(), x_pen.last_listed());
        else if (x_dice.chance(50))
            what = fmt::format("met = \"{}\"\n", somebody());
        else if (x_dice.chance(50))
            what = fmt::format("promise = \"{}\"\n", somebody());
        else
            what = x_dice.chance(50) ? fmt::format("next = \"{}/step/1\"\n", id()) : "next = \"test\"\n";
        write("struck", what + reason("struck"));
    }
    void by_hand() {
        constexpr const char* acts[] = {"done", "dropped", "reopened"};
        constexpr const char* duties[] = {"decision", "debrief", "client-debrief", "step/1",
                                          "names/1",  "next",    "answer"};
        put(arrival(x_now), fmt::format("[[{}]]\nduty = \"{}/{}\"\nat = {}\nreason = \"{}\"\n",
                                        x_dice.pick(acts), some_id(), x_dice.pick(duties),
                                        base::rfc3339(x_now), x_pen.words(Readers::own, "by hand.reason")));
    }
    void mails() {
        constexpr const char* wishes[] = {"wanted = \"last call\"\n", "wanted = \"all\"\n",
                                          "wanted = \"all\"\n",       "wanted = \"none\"\n",
                                          "subject = \"neutral\"\n",  "subject = \"full\"\n"};
        write("mails", fmt::format("to = \"c{}@candidate.example\"\n{}", x_number, x_dice.pick(wishes)));
    }
    void opened_again() { put(arrival(x_now), Pen::event("reopened", some_id(), x_now, reason("reopened"))); }
    void end() {
        const auto* how = x_dice.chance(50) ? "withdrawn" : "closed";
        write(how, reason(how) + tell(how));
    }

    int x_number;
    Dice& x_dice;
    Pen x_pen;
    Employer x_employer;
    const char* x_home;
    const char* x_recruiter;
    const char* x_position;
    const char* x_language;
    days x_late; ///< so long after it happened everything is told
    Instant x_ended;
    Instant x_now; ///< what is told next happens then
    std::string x_name;
    std::vector<Name> x_met;
    bool x_ahead = false;
    bool x_renamed = false;
    int x_round = 1;
    std::vector<Arrival> x_files;
};

} // namespace

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
