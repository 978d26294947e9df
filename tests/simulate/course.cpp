#include "simulate/course.hpp"

#include <algorithm>

namespace followup::simulated {
namespace {

using base::hours;
using base::minutes;

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
constexpr EmployerNamed employers[] = {{"Acme Robotics", "America/Chicago"},
                                       {"Hudson Optics", "America/New_York"},
                                       {"Maschinenbau Vogt", "Europe/Berlin"},
                                       {"Tasman Dairy", "Pacific/Auckland"}};
constexpr const char* recruiters[] = {"pat", "kim", "ana", "lee"};
constexpr const char* positions[] = {"Controls Engineer", "Plant Manager", "Buyer"};

} // namespace

Course::Course(int number, Instant begins, Dice& dice)
    : x_number(number), x_dice(dice), x_pen(number, dice), x_employer(dice.pick(employers)),
      x_alone(dice.chance(50)), x_home(dice.pick(homes)), x_recruiter(dice.pick(recruiters)),
      x_position(dice.pick(positions)), x_language(dice.chance(15) ? "de" : "en"),
      x_late(dice.chance(5) ? days{dice.between(8, 40)} : days{0}), x_ended(begins),
      x_name(x_pen.words(Readers::letters, "candidate.name")) {}

std::string Course::some_id() {
    return fmt::format("c{}-{}", x_number, x_dice.chance(85) ? x_round : x_dice.between(1, x_round));
}

Instant Course::arrival(Instant at) {
    const auto kind = x_dice.roll(100);
    const auto heard = at + x_late;
    if (kind < 60) return heard + minutes{x_dice.between(0, 10)};
    if (kind < 85) return heard + minutes{x_dice.between(10, 300)};
    return heard + hours{x_dice.between(5, kind < 95 ? 48 : 144)};
}

void Course::put(Instant at, std::string bytes, Fate fate) {
    const auto name = [&] { return fmt::format("{}-{}.toml", id(), x_files.size()); };
    x_files.push_back({at, name(), bytes, fate});
    if (x_dice.chance(5))
        x_files.push_back({at + hours{x_dice.between(0, 72)}, name(), std::move(bytes), fate});
}

void Course::write(std::string_view kind, std::string_view keys, Fate fate) {
    put(arrival(x_now), Pen::event(kind, some_id(), x_now, keys), fate);
}

std::string Course::somebody() {
    const auto kind = x_dice.roll(100);
    if (x_met.empty() || kind < 4) return "the front desk";
    const auto& name = x_met[static_cast<std::size_t>(x_dice.roll(static_cast<int>(x_met.size())))];
    if (kind < 92) return name.right;
    return name.nearly;
}

void Course::meet(std::string& text, std::string_view table, Told told, int most) {
    for (int n = x_dice.between(0, most); n > 0; --n) {
        const auto& name = x_dice.pick(people);
        const auto known =
            std::ranges::find(x_met, std::string_view{name.right}, &Name::right) != x_met.end();
        if (text.contains(name.right) || text.contains(name.nearly)) continue;
        if (!known) x_met.push_back(name);
        text += x_pen.met(table, name.right, known && x_dice.chance(10) ? name.nearly : name.right, told);
    }
}

std::string Course::parties(bool all) {
    auto text = fmt::format("[[interview]]\nid = \"{}\"\nrecruiter = \"{}\"\nposition = \"{}\"\nended = {}\n",
                            id(), x_recruiter, x_position, base::rfc3339(x_ended));
    text += fmt::format("candidate = {{ name = \"{}\", email = \"c{}@candidate.example\"", x_name, x_number);
    if (all) text += fmt::format(", zone = \"{}\", language = \"{}\"", x_home, x_language);
    // Told once, it is theirs: later rounds leave it out.
    if (all && x_round < 2 && !person_numbered(x_number).contains('@'))
        text += fmt::format(", id = \"{}\"", person_numbered(x_number));
    if (all && x_dice.chance(40))
        text += fmt::format(", phone = \"{}\"", x_pen.words(Readers::letters, "candidate.phone"));
    text += fmt::format(" }}\nemployer = {{ name = \"{}{}\"", x_employer.name,
                        x_alone ? fmt::format(" {}", x_number) : std::string{});
    if (all) text += fmt::format(", zone = \"{}\"", x_employer.zone);
    // What one says of an employer that several know becomes the default for all of them: it is nobody's
    // word.
    if (all && x_alone && x_dice.chance(60))
        text += fmt::format(", address = \"{}\"", x_pen.words(Readers::letters, "employer.address"));
    if (all && x_alone && x_dice.chance(60))
        text += fmt::format(", phone = \"{}\"", x_pen.words(Readers::hers, "employer.phone"));
    return text + " }\n";
}

std::string Course::learned(std::string_view of, std::string_view table, Told told) {
    std::string text;
    if (x_dice.chance(40)) text += fmt::format("decision = \"{}\"\n", date_to_come(x_dice));
    text += x_pen.matter(of, told, x_met.empty() ? "" : x_met.front().right) + notes(of);
    meet(text, table, told, table == "interview" ? 4 : 1);
    for (int n = x_dice.roll(3); n > 0; --n)
        text += x_pen.promise(table, x_met.empty() ? "the front desk" : x_met.front().right, told);
    if (x_dice.chance(30)) text += x_pen.next(table, told, x_dice.chance(30));
    return text;
}

void Course::interview() {
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

} // namespace followup::simulated
