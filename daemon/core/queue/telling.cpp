#include "core/queue/telling.hpp"

#include "core/base/text.hpp"

#include <fmt/format.h>

namespace followup::queue {
namespace {

std::string with(std::string_view before, const std::string& text) {
    return text.empty() ? std::string{} : std::string{before} + text;
}

/// All that an interview or a debriefing tells, for those eyes.
class Facts {
  public:
    /// `confided`: the employer told it, so it is the recruiter's own but for names and dates.
    Facts(const Eyes& eyes, bool confided)
        : x_eyes(eyes), x_hidden(confided && !std::holds_alternative<ForRecruiter>(eyes)) {}

    [[nodiscard]] std::string of(const auto& said) const {
        std::vector<std::string> people;
        for (const auto& each : said.met)
            people.push_back(met(each));
        auto text = with("; met ", base::joined(people, ", "));
        if (said.decision) text += "; they decide " + told(*said.decision);
        for (const auto& each : said.promises)
            text += promise(each);
        for (const auto& each : said.next)
            text += next(each);
        text += with("; their problem: ", said.problem.read(x_eyes));
        text += listed("; strengths: ", said.strengths) + listed("; projects: ", said.projects);
        for (const auto& each : said.objections)
            text += concern(each);
        return text + with("; ", said.notes.read(x_eyes));
    }

  private:
    [[nodiscard]] std::string own(const std::string& text) const { return x_hidden ? std::string{} : text; }
    template <class... Readers>
    [[nodiscard]] std::string own(const TextFor<Readers...>& text) const {
        return own(text.read(x_eyes));
    }

    /// "Luis Ortiz (Plant Manager; tel. …)".
    [[nodiscard]] std::string met(const Met& each) const {
        std::vector<std::string> particulars;
        const auto add = [&](std::string_view before, const std::string& text) {
            if (!text.empty()) particulars.push_back(std::string{before} + text);
        };
        add("", own(each.title));
        add("tel. ", own(each.phone));
        add("", own(each.email ? each.email->text() : std::string{}));
        add("", own(each.address));
        add("they talked about ", own(each.talked_about));
        add("formerly ", each.was);
        return particulars.empty() ? each.name
                                   : fmt::format("{} ({})", each.name, base::joined(particulars, "; "));
    }
    [[nodiscard]] std::string promise(const Promise& each) const {
        const auto said = own(each.said);
        return fmt::format("; promised to call {} {}{}{}", each.call, told(each.on),
                           said.empty() ? "" : fmt::format(", saying “{}”", said),
                           with(", tel. ", own(each.phone)));
    }
    [[nodiscard]] std::string next(const Next& each) const {
        return fmt::format("; next: {}{}{}{}", word(each.what), each.when ? " " + told(*each.when) : "",
                           with(" with ", base::joined(each.with, ", ")), with(": ", own(each.note)));
    }
    [[nodiscard]] std::string listed(std::string_view before, const auto& texts) const {
        std::vector<std::string> all;
        for (const auto& each : texts)
            if (const auto& text = each.read(x_eyes); !text.empty()) all.push_back(text);
        return with(before, base::joined(all, ", "));
    }
    template <class Text>
    [[nodiscard]] std::string concern(const Concern<Text>& each) const {
        const auto& text = each.text.read(x_eyes);
        if (text.empty()) return {};
        return fmt::format("; a concern{}: {}{}", with(" of ", each.by), text,
                           with("; the answer: ", each.answer.read(x_eyes)));
    }

    const Eyes& x_eyes;
    bool x_hidden;
};

/// Puts each kind of event into words.
struct Sentence {
    const Event& event;
    const base::Zone& reader;
    const Eyes& eyes;

    /// What a person wrote, for whoever may read it.
    template <class... Readers>
    [[nodiscard]] std::string with(std::string_view before, const TextFor<Readers...>& text) const {
        return queue::with(before, text.read(eyes));
    }
    static std::string with(std::string_view before, const std::string& text) {
        return queue::with(before, text);
    }
    /// What the candidate was told, behind everything else.
    [[nodiscard]] std::string told_her(const Shared& tell) const {
        return with("; the candidate is told: ", tell);
    }

    std::string operator()(const Interview& said) const {
        const auto until = said.ended == event.at ? "" : ", which ended " + base::spoken(said.ended, reader);
        return fmt::format(
            "{} had an interview with {} ({}){}{}{}{}{}{}{}{}{}", said.candidate.name, said.employer.name,
            said.position, until, with("; the candidate was called ", said.candidate.was),
            with("; the employer was called ", said.employer.was),
            with("; the position was called ", said.position_was), with("; place: ", said.place),
            with("; the candidate's telephone: ", said.candidate.phone),
            with("; the employer's address: ", said.employer.address),
            with("; the employer's telephone: ", said.employer.phone), Facts{eyes, false}.of(said));
    }
    std::string operator()(const Debriefed& said) const {
        const bool client = said.with == Debriefed::With::client;
        return fmt::format("{} told how it went{}{}", client ? "The employer" : "The candidate",
                           Facts{eyes, client}.of(said), told_her(said.tell));
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
        return fmt::format("{} was heard of: {}{}{}{}",
                           said.from.read(eyes).empty() ? "The employer" : said.from.read(eyes),
                           word(said.news), said.date ? " " + told(*said.date) : "", with("; ", said.notes),
                           told_her(said.tell));
    }
    std::string operator()(const Pushed& said) const {
        const bool duty = said.whom.contains('/');
        return fmt::format("{}{} was moved to {}{}{}", duty ? "" : "The call to ", said.whom, told(said.to),
                           with(": ", said.reason), told_her(said.tell));
    }
    std::string operator()(const Closing& said) const {
        const auto* done = said.act == Closing::Act::done      ? "is done"
                           : said.act == Closing::Act::dropped ? "is dropped"
                                                               : "is open again";
        return fmt::format("{} {}{}{}{}", said.duty, done, with(", says ", said.by), with(": ", said.reason),
                           told_her(said.tell));
    }
    std::string operator()(const Withdrawn& said) const {
        return "The candidate withdrew" + with(": ", said.reason) + told_her(said.tell);
    }
    std::string operator()(const CaseClosed& said) const {
        return "The case was closed" + with(": ", said.reason) + told_her(said.tell);
    }
    std::string operator()(const Answered& said) const {
        return fmt::format("The offer was {}{}", word(said.answer), with("; ", said.notes));
    }
    std::string operator()(const Cancelled& said) const {
        return fmt::format("The interview {} is off{}{}", said.interview, with(": ", said.reason),
                           told_her(said.tell));
    }
    std::string operator()(const Struck& said) const {
        return fmt::format("Struck from {}: the {} “{}”{}{}{}", said.interview, word(said.what),
                           said.which.read(eyes), said.when ? " of " + told(*said.when) : "",
                           with(": ", said.reason), told_her(said.tell));
    }
    std::string operator()(const Told& said) const {
        return "The candidate has been told of the outcome" + with(": ", said.tell) + with("; ", said.notes);
    }
    std::string operator()(const ReopenedCase& said) const {
        return "The case is open again" + with(": ", said.reason);
    }
    std::string operator()(const Noted& said) const { return "Noted" + with(": ", said.notes); }
    std::string operator()(const StandIn& said) const {
        return fmt::format("{} stands in for {} from {} until {}", said.by, said.absent,
                           base::spoken(said.from, reader), base::spoken(said.until, reader));
    }
    std::string operator()(const Forget& said) const {
        return (said.met.empty() ? said.candidate : said.met) + " asked to be forgotten";
    }
    std::string operator()(const Mails& said) const {
        std::vector<std::string> wants;
        if (said.wanted) {
            using enum Mails::Wanted;
            wants.emplace_back(*said.wanted == none        ? "no more mails"
                               : *said.wanted == last_call ? "only mails about what is due within a day"
                                                           : "mails again");
        }
        if (said.subject)
            wants.emplace_back(*said.subject == Mails::Subject::neutral ? "subjects that say nothing"
                                                                        : "subjects that say what is owed");
        return fmt::format("{} wants {}", said.to, base::joined(wants, " and "));
    }
};

} // namespace

std::string told(const Event& event, const base::Zone& reader, const Eyes& eyes) {
    return std::visit(Sentence{event, reader, eyes}, event.body);
}

std::string told(const Spoken& spoken) {
    const auto zone = base::Zone::named(spoken.zone).value_or(base::Zone::utc());
    const auto means = when::in_words(spoken.value, zone);
    const bool written = !spoken.words.empty() && spoken.words.front() >= '0' && spoken.words.front() <= '9'
                         && spoken.words.find_first_not_of("0123456789-T:.Z+") == std::string::npos;
    return written ? means : fmt::format("“{}” ({})", spoken.words, means);
}

} // namespace followup::queue
