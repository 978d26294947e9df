#include "simulate/rehearsal.hpp"

#include <algorithm>
#include <array>

namespace followup::simulated {
namespace {

constexpr std::array<std::string_view, 8> plant_words{"none",       "eyes",   "first", "undated",
                                                      "never_ends", "silent", "sure",  "forgetful"};

ledger::Recruiter recruiter(std::string id, std::string name, std::string zone) {
    const auto email = base::MailAddress::parse(id + "@glass.example").value();
    return {.id = std::move(id),
            .name = std::move(name),
            .email = email,
            .phone = {},
            .zone = std::move(zone),
            .login = {},
            .language = {},
            .inherits = {}};
}

} // namespace

std::optional<Plant> plant_named(std::string_view word) {
    const auto at = std::ranges::find(plant_words, word);
    if (at == plant_words.end()) return std::nullopt;
    return static_cast<Plant>(at - plant_words.begin());
}

web::Press press_of(const plan::Duty& duty, Dice& dice) {
    const auto acts = web::acts_for(duty);
    web::Press press{.act = acts[static_cast<std::size_t>(dice.roll(static_cast<int>(acts.size())))]};
    if (press.act == web::Act::heard) {
        press.news = static_cast<queue::Heard::News>(dice.roll(6));
        using enum queue::Heard::News;
        if (press.news == new_date || press.news == second_interview) press.date = "in 4 business days";
    }
    if (press.act == web::Act::push) press.date = "in 3 business days";
    return press;
}

Tally& Tally::operator+=(const Tally& other) {
    findings += other.findings;
    files += other.files;
    refused += other.refused;
    events += other.events;
    pressed += other.pressed;
    turns += other.turns;
    mails += other.mails;
    texts += other.texts;
    return *this;
}

Office office() {
    using base::Date;
    using std::chrono::year;
    Office made;
    auto& rules = made.rules;
    rules.calendar = hours::Calendar{{{Date{year{2027} / 5 / 31}, "Memorial Day"},
                                      {Date{year{2027} / 11 / 25}, "Thanksgiving Day"},
                                      {Date{year{2027} / 12 / 24}, "Christmas Day, observed"}}};
    rules.agency.name = "Glass Recruiters";
    rules.agency.zone = base::Zone::named("America/Chicago").value();
    rules.agency.domain = "glass.example";
    rules.agency.recruiters = {recruiter("pat", "Pat Moreno", ""),
                               recruiter("kim", "Kim Ostrander", "Europe/London"),
                               recruiter("ana", "Ana Sousa", "America/Sao_Paulo"),
                               recruiter("lee", "Lee Hayashi", "Pacific/Auckland")};
    made.style.from = {"Glass Recruiters", base::MailAddress::parse("followups@glass.example").value()};
    made.style.id_key = base::sha256("rehearsed cases");
    made.style.calendar = rules.calendar;
    return made;
}

} // namespace followup::simulated
