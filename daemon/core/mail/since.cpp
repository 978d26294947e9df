#include "core/mail/since.hpp"

#include "core/base/text.hpp"
#include "core/mail/losing.hpp"
#include "core/mail/markup.hpp"
#include "core/mail/wording.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::mail {
namespace {

using queue::Teller;

/// The phrase for each kind of event and what it names; without one there is nothing to be told of it.
struct Telling {
    const ledger::Case& known;
    const plan::Plan& plan;
    const Tongue& tongue;

    [[nodiscard]] std::string say(const std::string& phrase, const std::string& what = {}) const {
        return tongue.phrase("since-" + phrase,
                             Values{}.text("what", what).text("employer", known.employer.name));
    }
    /// A duty by its id, as it is called.
    [[nodiscard]] std::string called(const std::string& id) const {
        const auto duty = std::ranges::find(plan.duties, id, &plan::Duty::id);
        return duty == plan.duties.end() ? id : summary(*duty, known, tongue);
    }

    std::string operator()(const queue::Interview& said) const { return say("interview", said.position); }
    std::string operator()(const queue::Debriefed& said) const {
        return say(said.with == queue::Debriefed::With::candidate ? "debriefed" : "client-debriefed");
    }
    std::string operator()(const queue::Letter& said) const { return say("letter", said.to); }
    std::string operator()(const queue::Called& said) const {
        return say("called-" + dashed(queue::word(said.result)), said.whom);
    }
    std::string operator()(const queue::Heard& said) const {
        return say("heard", tongue.phrase("news-" + dashed(queue::word(said.news))));
    }
    std::string operator()(const queue::Pushed& said) const {
        return say("pushed", said.whom.contains('/') ? called(said.whom) : said.whom);
    }
    std::string operator()(const queue::Closing& said) const {
        return say(std::string{queue::word(said.act)}, called(said.duty));
    }
    std::string operator()(const queue::Withdrawn& /*said*/) const { return say("withdrawn"); }
    std::string operator()(const queue::CaseClosed& /*said*/) const { return say("closed"); }
    std::string operator()(const queue::Answered& said) const {
        return say(std::string{queue::word(said.answer)});
    }
    std::string operator()(const queue::Cancelled& /*said*/) const { return say("cancelled"); }
    std::string operator()(const queue::Told& /*said*/) const { return say("told"); }
    std::string operator()(const queue::ReopenedCase& /*said*/) const { return say("case-reopened"); }
    std::string operator()(const queue::Noted& /*said*/) const { return say("noted"); }
    std::string operator()(const queue::Mails& said) const {
        if (!said.wanted) return {};
        return say("mails-" + dashed(queue::word(*said.wanted)));
    }
    std::string operator()(const queue::Struck& /*said*/) const { return {}; } // what it took away says so
    std::string operator()(const queue::StandIn& /*said*/) const { return {}; }
    std::string operator()(const queue::Forget& /*said*/) const { return {}; }
};

/// Whether the recruiter has a mail of it: it was news, or set a date.
bool told_at_once(std::int64_t fact, const plan::Plan& plan) {
    const auto is_news = [fact](const plan::News& news) {
        return news.origin.fact == fact && news.origin.teller == Teller::candidate;
    };
    const auto named = [fact](const plan::Revision& date) {
        return date.said && date.said->fact == fact && date.said->teller == Teller::candidate;
    };
    return std::ranges::any_of(plan.news, is_news)
           || std::ranges::any_of(plan.duties, [&named](const plan::Duty& duty) {
                  return std::ranges::any_of(duty.dates, named);
              });
}

/// The case before that fact and after it; nothing when there was none before.
std::vector<ledger::Loss> lost_by(std::size_t fact, const ledger::History& history,
                                  const plan::Person& reader) {
    const auto until = [&history](std::size_t count) {
        ledger::History part{history.id, {}, history.candidate};
        const auto facts = std::span{history.facts}.first(count);
        part.facts.assign(facts.begin(), facts.end());
        return part;
    };
    const auto before = until(fact);
    const bool begun = std::ranges::any_of(before.facts, [](const ledger::Fact& each) {
        return std::holds_alternative<queue::Interview>(each.event.body);
    });
    if (!begun) return {};
    auto lost = ledger::losses(ledger::fold(before), ledger::fold(until(fact + 1)), plan::eyes(reader));
    std::erase_if(lost, [](const ledger::Loss& loss) { return loss.what == ledger::Loss::What::ended; });
    return lost;
}

/// What the lines of one case have in common.
class Lines {
  public:
    Lines(const ledger::Case& known, const plan::Person& reader, const Tongue& tongue)
        : x_known(known), x_reader(reader), x_tongue(tongue) {}

    void add(base::Instant at, const std::string& what, const std::string& by = {}) {
        if (what.empty()) return;
        DigestLine line;
        line.part = DigestLine::Part::since;
        line.due = at;
        line.case_id = x_known.id;
        line.who = x_tongue.phrase(
            "since-who",
            Values{}.text("candidate", x_known.candidate.name).text("employer", x_known.employer.name));
        line.what =
            by.empty() ? what : x_tongue.phrase("since-by", Values{}.text("what", what).text("name", by));
        line.when = x_tongue.moment(at, x_reader.zone);
        x_lines.push_back(std::move(line));
    }
    [[nodiscard]] std::vector<DigestLine> in_order() && {
        std::ranges::stable_sort(x_lines, {}, &DigestLine::due);
        return std::move(x_lines);
    }

  private:
    const ledger::Case& x_known;
    const plan::Person& x_reader;
    const Tongue& x_tongue;
    std::vector<DigestLine> x_lines;
};

void add_facts(Lines& lines, const ledger::History& history, const Telling& telling,
               const plan::Person& reader, const ledger::Agency& agency, const Beside& beside,
               base::Instant now) {
    const auto* ended = telling.known.ended();
    for (std::size_t n = 0; n < history.facts.size(); ++n) {
        const auto& fact = history.facts[n];
        if (fact.accepted < beside.since || fact.accepted >= now) continue;
        if (ended != nullptr && ended->origin.fact != fact.number) continue;
        const auto teller = beside.tellers.find(fact.number);
        const bool hers = fact.event.teller == Teller::candidate;
        const bool others = !hers && teller != beside.tellers.end();
        if (!hers && !others) continue;
        std::string by;
        if (others && !teller->second.empty()) {
            const auto* recruiter = agency.recruiter(teller->second);
            by = recruiter == nullptr ? teller->second : recruiter->name;
        }
        const bool whole = hers ? !told_at_once(fact.number, telling.plan) : !by.empty();
        if (whole) lines.add(fact.accepted, std::visit(telling, fact.event.body), by);
        for (const auto& loss : lost_by(n, history, reader))
            lines.add(fact.accepted, telling.say("lost", loss_words(loss, telling.tongue)), by);
    }
}

} // namespace

std::string what_happened(const queue::Event& event, const ledger::Case& known, const plan::Plan& plan,
                          const Tongue& tongue) {
    return std::visit(Telling{known, plan, tongue}, event.body);
}

std::vector<DigestLine> since_lines(const ledger::History& history, const ledger::Case& known,
                                    const plan::Plan& plan, const plan::Person& reader,
                                    const ledger::Agency& agency, const Style& style, const Beside& beside,
                                    base::Instant now) {
    const auto& tongue = style.tongue(reader.language);
    const Telling telling{known, plan, tongue};
    Lines lines{known, reader, tongue};
    add_facts(lines, history, telling, reader, agency, beside, now);
    for (const auto& mail : beside.undelivered)
        if (mail.at >= beside.since && mail.at < now)
            lines.add(mail.at,
                      tongue.phrase("since-undelivered", Values{}.text("to", mail.to).text("why", mail.why)));
    if (known.ended() == nullptr)
        for (const auto& duty : plan.duties)
            if (duty.state == plan::State::expired && duty.closed && *duty.closed >= beside.since
                && *duty.closed < now)
                lines.add(*duty.closed, telling.say("expired", summary(duty, known, tongue)));
    return std::move(lines).in_order();
}

} // namespace followup::mail
