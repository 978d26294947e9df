#include "simulate/pen.hpp"

#include <fmt/format.h>

namespace followup::simulated {
namespace {

constexpr const char* phrases[] = {
    "a week from Monday", "Thursday next week", "in 3 business days", "Monday",
    "tomorrow afternoon", "Friday at 10am",     "early next week",    "in two weeks",
    "end of next week",   "tomorrow at 8:30pm", "by Tuesday at noon", "Monday at 2:30am"};
constexpr const char* times[] = {"in 2 weeks at 10am", "Tuesday next week at 2pm", "in 9 days",
                                 "Friday next week"};
constexpr const char* steps[] = {"second interview", "second interview", "test",
                                 "physical",         "reference check",  "other"};
/// How texts begin; some turn into "I have …" in a letter.
constexpr const char* openings[] = {"They fear for",   "has led", "Line",    "Too young for",
                                    "Größe der Halle", "has not", "Second, "};

} // namespace

std::string date_to_come(Dice& dice) {
    return dice.pick(phrases);
}

std::string Pen::words(Readers readers, std::string field) {
    return fmt::format("{} {}", x_dice.pick(openings), x_canaries.plant(readers, std::move(field)));
}

std::string Pen::text(std::string_view key, Readers readers, std::string_view of) {
    return fmt::format("{} = \"{}\"\n", key, words(readers, fmt::format("{}.{}", of, key)));
}

std::string Pen::maybe(std::string_view key, Readers readers, std::string_view of, int percent) {
    return x_dice.chance(percent) ? text(key, readers, of) : std::string{};
}

std::string Pen::event(std::string_view kind, std::string_view interview, std::optional<Instant> at,
                       std::string_view keys) {
    const auto when = at ? fmt::format("at = {}\n", base::rfc3339(*at)) : std::string{};
    return fmt::format("[[{}]]\ninterview = \"{}\"\n{}{}", kind, interview, when, keys);
}

std::string Pen::met(std::string_view table, std::string_view name, std::string_view written, Told told) {
    const bool own = told == Told::by_employer;
    const auto particular = [&](std::string_view key, Readers readers) {
        if (!x_dice.chance(50)) return std::string{};
        const auto field = fmt::format("met.{}/{}", key, name);
        return fmt::format("{} = \"{}\"\n", key, words(own ? Readers::own : readers, field));
    };
    auto text = fmt::format("\n[[{}.met]]\nname = \"{}\"\n", table, written);
    text += particular("title", Readers::letters);
    text += particular("phone", Readers::letters);
    text += particular("address", Readers::letters);
    text += particular("talked_about", Readers::letters);
    if (x_dice.chance(30)) text += fmt::format("role = \"{}\"\n", x_dice.chance(50) ? "main" : "manager");
    return text;
}

std::string Pen::promise(std::string_view table, std::string_view whom, Told told) {
    const auto readers = told == Told::by_employer ? Readers::own : Readers::hers;
    auto text =
        fmt::format("\n[[{}.promise]]\ncall = \"{}\"\non = \"{}\"\n", table, whom, date_to_come(x_dice));
    if (x_dice.chance(50)) text += fmt::format("unless = \"{}\"\n", x_dice.chance(70) ? "heard" : "never");
    const auto of = fmt::format("promise/{}", whom);
    return text + maybe("said", readers, of) + maybe("phone", readers, of, 30);
}

std::string Pen::next(std::string_view table, Told told, bool names) {
    auto text = fmt::format("\n[[{}.next]]\nwhat = \"{}\"\n", table, x_dice.pick(steps));
    if (x_dice.chance(80)) text += fmt::format("when = \"{}\"\n", x_dice.pick(times));
    if (names) text += "with = [\"Ruth Adeyemi, CTO\"]\n";
    return text + maybe("note", told == Told::by_employer ? Readers::own : Readers::hers, "next");
}

std::string Pen::concern(std::string_view of, Told told, std::string_view by) {
    const bool share = told == Told::by_employer && x_dice.chance(30);
    const auto readers = told == Told::by_employer && !share ? Readers::own : Readers::hers;
    x_list = "objection";
    x_listed = words(readers, fmt::format("{}.objection", of));
    if (x_dice.chance(40) && !share) return fmt::format("objections = [\"{}\"]\n", x_listed);
    // An answer to a concern that she has not heard of is prepared by nobody but the recruiter.
    const auto answer = readers == Readers::own ? Readers::own : Readers::letters;
    auto table = fmt::format("text = \"{}\"", x_listed);
    if (!by.empty() && x_dice.chance(50)) table += fmt::format(", by = \"{}\"", by);
    if (share) table += ", share = true";
    if (x_dice.chance(60))
        table += fmt::format(", answer = \"{}\"", words(answer, fmt::format("{}.answer", of)));
    return fmt::format("objections = [{{ {} }}]\n", table);
}

std::string Pen::matter(std::string_view of, Told told, std::string_view by) {
    const auto readers = told == Told::by_employer ? Readers::own : Readers::letters;
    // One problem, and what one side says of it replaces what that side said.
    auto text = maybe("problem", readers, told == Told::by_employer ? "employer" : "candidate", 50);
    for (const auto* key : {"strengths", "projects"}) {
        if (!x_dice.chance(50)) continue;
        x_list = std::string_view{key}.substr(0, std::string_view{key}.size() - 1);
        x_listed = words(readers, fmt::format("{}.{}", of, key));
        text += fmt::format("{} = [\"{}\", \"{}\"]\n", key, words(readers, fmt::format("{}.{}", of, key)),
                            x_listed);
    }
    return x_dice.chance(50) ? text + concern(of, told, by) : text;
}

} // namespace followup::simulated
