#include "simulate/lives.hpp"

#include "simulate/dice.hpp"
#include "simulate/markers.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace followup::simulated {
namespace {

using base::days;
using base::hours;
using base::minutes;

constexpr const char* people[] = {"Margaret Chen", "Luis Ortiz", "Siobhán O’Neill", "Ruth Adeyemi",
                                  "José Peña",     "Karl Vogt",  "Wu Xiuying",      "Ivo Brandt"};
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
constexpr const char* phrases[] = {
    "a week from Monday", "Thursday next week", "in 3 business days", "Monday",
    "tomorrow afternoon", "Friday at 10am",     "early next week",    "in two weeks",
    "end of next week",   "tomorrow at 8:30pm", "by Tuesday at noon", "Monday at 2:30am"};
constexpr const char* dates[] = {"Friday", "end of next week", "in two weeks", "Tuesday of next week"};
constexpr const char* times[] = {"in 2 weeks at 10am", "Tuesday next week at 2pm", "in 9 days",
                                 "Friday next week"};
constexpr const char* reasons[] = {"two more candidates", "", "he is on leave", "the budget is not signed"};

/// One candidate and what becomes of them.
class Life {
  public:
    Life(int number, Instant begins, Dice& dice, std::vector<Arrival>& files)
        : x_number(number), x_dice(dice), x_files(files), x_employer(x_dice.pick(employers)),
          x_home(x_dice.pick(homes)), x_recruiter(x_dice.pick(recruiters)),
          x_position(x_dice.pick(positions)), x_ended(begins) {}

    void live() {
        interview(1, x_ended);
        debriefings();
        letters();
        if (x_dice.chance(20)) amend();
        calls();
        const auto end = news();
        by_hand();
        if (x_dice.chance(5))
            write(x_ended + hours{x_dice.between(3, 200)}, "withdrawn",
                  fmt::format("reason = \"{}\"\n", private_words("another offer for")));
        if (end && x_dice.chance(30)) {
            x_ended = *end;
            interview(2, x_ended);
            debriefings();
            letters();
        }
        // Most cases are closed some day; what is not stays in the digest for ever.
        if (x_dice.chance(90))
            write(
                x_ended + hours{x_dice.between(400, 1200)}, x_dice.chance(50) ? "withdrawn" : "closed",
                fmt::format("reason = \"{}\"\n{}", private_words("the position was filled without"), tell()));
    }

  private:
    [[nodiscard]] std::string id() const { return fmt::format("c{}-{}", x_number, x_round); }

    /// When a file about something arrives: mostly soon, sometimes days later.
    [[nodiscard]] Instant arrival(Instant at) {
        const auto kind = x_dice.roll(100);
        if (kind < 60) return at + minutes{x_dice.between(0, 10)};
        if (kind < 85) return at + minutes{x_dice.between(10, 300)};
        return at + hours{x_dice.between(5, kind < 95 ? 48 : 144)};
    }

    void put(Instant at, std::string bytes, bool good = true) {
        const auto name = [&] { return fmt::format("{}-{}.toml", id(), x_files.size()); };
        x_files.push_back({at, name(), bytes, good});
        if (x_dice.chance(5))
            x_files.push_back({at + hours{x_dice.between(0, 72)}, name(), std::move(bytes), good});
    }

    void write(Instant at, std::string_view kind, std::string_view keys) {
        const auto notes = kind == "called" || kind == "heard" || kind == "debriefed" ? notes_text() : "";
        put(arrival(at), fmt::format("[[{}]]\ninterview = \"{}\"\nat = {}\n{}{}", kind, id(),
                                     base::rfc3339(at), notes, keys));
    }

    /// Words that may be told of this candidate only.
    [[nodiscard]] std::string own(std::string_view words) const {
        return fmt::format("{} {}", words, marker(x_number));
    }
    /// Words of the recruiter's own about this candidate.
    [[nodiscard]] std::string private_words(std::string_view words) const {
        return fmt::format("{} {}", own(words), secret);
    }
    /// Words for the candidate, or none.
    [[nodiscard]] std::string tell() {
        return x_dice.chance(40) ? fmt::format("tell = \"{}\"\n", own("They wrote to")) : std::string{};
    }
    [[nodiscard]] std::string notes_text() const {
        return fmt::format("notes = \"{}\"\n", private_words("Notes on"));
    }
    [[nodiscard]] std::string words_text() const {
        return fmt::format("problem = \"{}\"\nstrengths = [\"{}\"]\nprojects = [\"{}\"]\nobjections = "
                           "[\"{}\"]\nplace = \"{}\"\n",
                           own("They lose orders to"), own("Has done"), own("Line"), own("Too young for"),
                           own("Room"));
    }

    [[nodiscard]] std::string met(std::string_view table) const {
        std::string text;
        for (const auto& name : x_met)
            text += fmt::format("\n[[{}.met]]\nname = \"{}\"\ntitle = \"{}\"\n", table, name, own("Head of"));
        return text;
    }

    [[nodiscard]] std::string interview_text() const {
        auto text =
            fmt::format("[[interview]]\nid = \"{}\"\nrecruiter = \"{}\"\nposition = \"{}\"\nround = {}\n"
                        "candidate = {{ name = \"{}\", email = \"c{}@candidate.example\", "
                        "zone = \"{}\" }}\nemployer = {{ name = \"{}\", zone = \"{}\" }}\nended = {}\n{}{}",
                        id(), x_recruiter, x_position, x_round, own("Candidate"), x_number, x_home,
                        x_employer.name, x_employer.zone, base::rfc3339(x_ended), x_more, words_text());
        return text + met("interview") + x_tables;
    }

    void interview(int round, Instant ended) {
        x_round = round;
        x_met.clear();
        x_promised.clear();
        x_tables.clear();
        x_more = x_dice.chance(60) ? fmt::format("decision = \"{}\"\n", x_dice.pick(dates)) : "";
        for (int n = x_dice.between(0, 4); n > 0; --n)
            if (const std::string name = x_dice.pick(people); std::ranges::find(x_met, name) == x_met.end())
                x_met.push_back(name);
        for (int n = x_dice.between(0, 2); n > 0; --n) {
            const std::string whom = x_met.empty() || x_dice.chance(20) ? "the front desk" : x_met.front();
            x_promised.push_back(whom);
            x_tables +=
                fmt::format("\n[[interview.promise]]\ncall = \"{}\"\non = \"{}\"\nunless = \"{}\"\nsaid = "
                            "\"{}\"\n",
                            whom, x_dice.pick(phrases), x_dice.chance(80) ? "heard" : "never",
                            own("I will call you about"));
        }
        if (x_dice.chance(40))
            x_tables += fmt::format("\n[[interview.next]]\nwhat = \"{}\"\nwhen = \"{}\"\nnote = \"{}\"\n",
                                    x_dice.chance(70) ? "second interview" : "test", x_dice.pick(times),
                                    own("Bring"));
        const bool ahead = x_dice.chance(10);
        if (x_dice.chance(2))
            put(ended, fmt::format("[[interview]]\nid = \"{}\"\nrecruter = \"pat\"\n", id()), false);
        const auto before = ended - hours{x_dice.between(1, 200)};
        put(ahead ? before : arrival(ended), interview_text());
        if (ahead && x_dice.chance(30) && before + hours{10} < ended)
            write(before + hours{5}, "cancelled",
                  fmt::format("reason = \"{}\"\n{}", private_words("They are ill at"), tell()));
    }

    void debriefings() {
        if (x_dice.chance(90)) {
            std::string learned;
            if (x_dice.chance(20)) {
                x_met.push_back(fmt::format("Late Guest {}", x_number));
                learned = fmt::format("\n[[debriefed.met]]\nname = \"{}\"\n", x_met.back());
            }
            write(x_ended + minutes{x_dice.between(5, 400)}, "debriefed", "with = \"candidate\"\n" + learned);
        }
        if (x_dice.chance(80))
            write(x_ended + minutes{x_dice.between(30, 1500)}, "debriefed",
                  fmt::format("with = \"client\"\nproblem = \"{}\"\nobjections = [\"{}\"]\n",
                              private_words("They fear for"), private_words("Too quiet")));
    }

    void letters() {
        for (const auto& name : x_met)
            if (x_dice.chance(75)) {
                const auto at = x_ended + minutes{x_dice.between(60, 3000)};
                put(arrival(at),
                    fmt::format("[[letter]]\ninterview = \"{}\"\nto = \"{}\"\nsent_at = {}\nby = "
                                "\"email\"\n",
                                id(), name, base::rfc3339(at)));
            }
    }

    void amend() {
        const auto at = x_ended + hours{x_dice.between(1, 60)};
        if (x_dice.chance(50)) x_ended += minutes{x_dice.between(-120, 300)};
        if (x_dice.chance(30) && !x_met.empty()) x_met.pop_back();
        if (x_dice.chance(30)) x_met.push_back(fmt::format("Newly Named {}", x_number));
        x_more += fmt::format("notes = \"{}\"\n", private_words("corrected for"));
        put(std::max(at, x_ended), interview_text());
    }

    void calls() {
        for (const auto& whom : x_promised) {
            auto at = x_ended + hours{x_dice.between(8, 100)};
            for (int n = x_dice.roll(4); n > 0; --n, at += hours{x_dice.between(5, 120)})
                write(at, "pushed",
                      fmt::format("whom = \"{}\"\nto = \"{}\"\nreason = \"{}\"\n{}", whom,
                                  x_dice.pick(phrases), private_words(x_dice.pick(reasons)), tell()));
            for (int n = x_dice.roll(3); n > 0; --n, at += hours{x_dice.between(5, 120)})
                write(at, "called",
                      fmt::format("whom = \"{}\"\nresult = \"{}\"\n{}", whom,
                                  x_dice.chance(50) ? "voicemail" : "no answer",
                                  x_dice.chance(25) ? "next = \"tomorrow at 10am\"\n" : ""));
            if (x_dice.chance(60))
                write(at, "called", fmt::format("whom = \"{}\"\nresult = \"spoke\"\n", whom));
        }
    }

    /// What the employer says; a second interview gives its end.
    std::optional<Instant> news() {
        auto at = x_ended + hours{x_dice.between(20, 400)};
        for (int n = x_dice.roll(3); n > 0; --n, at += hours{x_dice.between(5, 150)}) {
            if (x_dice.chance(50))
                write(at, "heard",
                      fmt::format("news = \"{}\"\n", x_dice.chance(50) ? "acknowledged" : "asked"));
            else
                write(at, "heard", fmt::format("news = \"new date\"\ndate = \"{}\"\n", x_dice.pick(dates)));
        }
        const auto verdict = x_dice.roll(100);
        if (verdict < 25) write(at, "heard", "news = \"rejected\"\n" + tell());
        if (verdict >= 25 && verdict < 40) offer(at);
        if (verdict < 40 && x_dice.chance(50)) write(at + hours{x_dice.between(1, 60)}, "told", tell());
        if (verdict < 40 || verdict >= 75) return std::nullopt;
        write(at, "heard", fmt::format("news = \"second interview\"\ndate = \"{}\"\n", x_dice.pick(times)));
        return at + hours{x_dice.between(100, 300)};
    }

    void offer(Instant at) {
        const auto date =
            x_dice.chance(60) ? fmt::format("date = \"{}\"\n", x_dice.pick(dates)) : std::string{};
        write(at, "heard", "news = \"offer\"\n" + date + tell());
        if (x_dice.chance(60))
            write(at + hours{x_dice.between(10, 200)}, "answered",
                  fmt::format("answer = \"{}\"\nnotes = \"{}\"\n",
                              x_dice.chance(60) ? "accepted" : "declined",
                              private_words("It is enough for")));
    }

    void by_hand() {
        if (!x_dice.chance(20)) return;
        constexpr const char* duties[] = {"decision", "debrief", "client-debrief", "step/1", "names/1"};
        const auto duty = fmt::format("{}/{}", id(), x_dice.pick(duties));
        auto at = x_ended + hours{x_dice.between(1, 300)};
        for (const auto* act : {"done", "reopened", "dropped"}) {
            put(arrival(at), fmt::format("[[{}]]\nduty = \"{}\"\nat = {}\nreason = \"{}\"\n", act, duty,
                                         base::rfc3339(at), private_words("by hand for")));
            if (!x_dice.chance(50)) return;
            at += hours{x_dice.between(1, 100)};
        }
    }

    int x_number;
    Dice& x_dice;
    std::vector<Arrival>& x_files;
    Employer x_employer;
    const char* x_home;
    const char* x_recruiter;
    const char* x_position;
    Instant x_ended;
    int x_round = 1;
    std::vector<std::string> x_met;
    std::vector<std::string> x_promised;
    std::string x_more;   ///< keys of the interview
    std::string x_tables; ///< its promises and steps
};

} // namespace

std::vector<Arrival> lives(const Extent& extent, std::uint64_t seed) {
    Dice dice{seed};
    std::vector<Arrival> files;
    for (int n = 1; n <= extent.candidates; ++n) {
        const auto day = days{dice.roll(extent.days)};
        Life{n, extent.from + day + minutes{dice.roll(24 * 60)}, dice, files}.live();
    }
    std::ranges::stable_sort(files, {}, &Arrival::at);
    return files;
}

} // namespace followup::simulated
