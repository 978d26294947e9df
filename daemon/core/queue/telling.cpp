#include "core/queue/telling.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

namespace followup::queue {
namespace {

std::string with(std::string_view before, const std::string& text) {
    return text.empty() ? std::string{} : std::string{before} + text;
}

std::string names(const std::vector<Met>& met) {
    std::vector<std::string> list;
    for (const auto& each : met)
        list.push_back(each.title.empty() ? each.name : fmt::format("{} ({})", each.name, each.title));
    return base::joined(list, ", ");
}

/// What an interview or a debriefing says of the time to come.
std::string facts(const auto& said) {
    auto text = with("; met ", names(said.met));
    if (said.decision) text += "; they decide " + told(*said.decision);
    for (const auto& promise : said.promises)
        text += fmt::format("; promised to call {} {}", promise.call, told(promise.on));
    for (const auto& next : said.next)
        text += fmt::format("; next: {}{}", word(next.what), next.when ? " " + told(*next.when) : "");
    return text + with("; ", said.notes);
}

/// Puts each kind of event into words.
struct Teller {
    const Event& event;
    const base::Zone& reader;

    std::string operator()(const Interview& said) const {
        const auto until = said.ended == event.at ? "" : ", which ended " + base::spoken(said.ended, reader);
        return fmt::format("{} had an interview with {} ({}){}{}", said.candidate.name, said.employer.name,
                           said.position, until, facts(said));
    }
    std::string operator()(const Debriefed& said) const {
        const auto* who = said.with == Debriefed::With::candidate ? "The candidate" : "The employer";
        return fmt::format("{} told how it went{}", who, facts(said));
    }
    std::string operator()(const Letter& said) const {
        const auto when = said.sent_at == event.at ? "" : " " + base::spoken(said.sent_at, reader);
        return fmt::format("A letter to {} was sent{}{}", said.to, when,
                           with(" by ", std::string{word(said.by)}));
    }
    std::string operator()(const Called& said) const {
        return fmt::format("{} was called: {}{}{}", said.whom, word(said.result),
                           said.next ? "; again " + told(*said.next) : "", with("; ", said.notes));
    }
    std::string operator()(const Heard& said) const {
        return fmt::format("{} was heard of: {}{}{}", said.from.empty() ? "The employer" : said.from,
                           word(said.news), said.date ? " " + told(*said.date) : "", with("; ", said.notes));
    }
    std::string operator()(const Pushed& said) const {
        return fmt::format("The call to {} was moved to {}{}", said.whom, told(said.to),
                           with(": ", said.reason));
    }
    std::string operator()(const Closing& said) const {
        const auto* done = said.act == Closing::Act::done      ? "is done"
                           : said.act == Closing::Act::dropped ? "is dropped"
                                                               : "is open again";
        return fmt::format("{} {}{}{}", said.duty, done, with(", says ", said.by), with(": ", said.reason));
    }
    std::string operator()(const Withdrawn& said) const {
        return "The candidate withdrew" + with(": ", said.reason);
    }
    std::string operator()(const StandIn& said) const {
        return fmt::format("{} stands in for {} from {} until {}", said.by, said.absent,
                           base::spoken(said.from, reader), base::spoken(said.until, reader));
    }
    std::string operator()(const Forget& said) const { return said.candidate + " asked to be forgotten"; }
    std::string operator()(const Mails& said) const {
        return fmt::format("{} wants {}", said.to,
                           said.wanted == Mails::Wanted::none ? "no more mails" : "mails again");
    }
};

} // namespace

std::string told(const Event& event, const base::Zone& reader) {
    return std::visit(Teller{event, reader}, event.body);
}

std::string told(const Spoken& spoken) {
    const auto zone = base::Zone::named(spoken.zone).value_or(base::Zone::utc());
    const auto means = when::in_words(spoken.value, zone);
    const bool written = !spoken.words.empty() && spoken.words.front() >= '0' && spoken.words.front() <= '9'
                         && spoken.words.find_first_not_of("0123456789-T:.Z+") == std::string::npos;
    return written ? means : fmt::format("“{}” ({})", spoken.words, means);
}

} // namespace followup::queue
