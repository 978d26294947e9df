#include "core/mail/sections.hpp"
#include "core/web/subscribing.hpp"
#include "shell/run/dead_letters.hpp"
#include "shell/run/morning.hpp"
#include "shell/run/reached.hpp"
#include "shell/run/tidings.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

/// How long a mail waits for its case to be mended before it is looked at again.
constexpr base::seconds unread_waits = base::hours{1};
constexpr base::seconds told_at_once = base::minutes{1};

} // namespace

base::Result<NewMail> Bookkeeper::new_mail(Instant now) {
    const auto number = x_store.next_mail_number();
    if (!number) return std::unexpected(number.error());
    NewMail blank{.number = *number, .occasion = {}};
    blank.occasion.mail_id = fmt::format("mail {}", *number);
    blank.occasion.now = now;
    return blank;
}

base::Result<mail::Occasion> Bookkeeper::occasion_of(const DuePosting& due, const NewMail& blank,
                                                     Instant now) {
    const auto& of = due.of;
    const auto& posting = due.posting;
    auto occasion = blank.occasion;
    const auto before = x_store.last_mail(of.row.number, posting.to.id);
    if (!before) return std::unexpected(before.error());
    occasion.before = *before;
    occasion.first = !*before;
    occasion.neutral = due.wishes.neutral;
    const auto& agency = x_config->rules.agency;
    if (occasion.first && !agency.public_url.empty()) {
        const auto address = feed_address({posting.to.id, posting.to.role}, now);
        if (!address) return std::unexpected(address.error());
        if (!address->ended) occasion.feed_url = web::feed_page_url(agency.public_url, address->token);
    }
    std::vector<std::string> duties;
    for (const auto& nudge : posting.nudges)
        duties.push_back(nudge.duty);
    occasion.pages = pages_of(*of.plan, duties, of.row.number, posting.to.id, now);
    for (const auto& duty : of.plan->duties)
        if (const auto page = occasion.pages.find(duty.id);
            duty.kind == plan::Kind::letter && page != occasion.pages.end())
            occasion.letters[duty.id] = {page->second + "/letter", page->second + "/letter.eml"};
    if (posting.to.role == plan::Role::recruiter) {
        auto reached = reached_in(x_store, of.row.number, *of.plan);
        if (!reached) return std::unexpected(reached.error());
        occasion.reached = std::move(*reached);
    }
    if (mail::points_to_drafts(posting, *of.plan)) {
        auto drafted = x_store.drafts_sent(of.row.number);
        if (!drafted) return std::unexpected(drafted.error());
        occasion.drafted = mail::drafts_before(posting, std::move(*drafted));
    }
    occasion.unsubscribe_url = unsubscribe_url(of.row.number, posting.to.id);
    occasion.answers = answers_to(blank.number);
    const auto away = stand_ins();
    if (!away) return std::unexpected(away.error());
    if (const auto reader = (*away)->reader(of.known->recruiter, agency, now); reader != of.known->recruiter)
        occasion.absence = {reader, (*away)->absence(of.known->recruiter, now)->until};
    return occasion;
}

base::Result<void> Bookkeeper::draft(DuePosting due, Instant now, Drafts& drafts) {
    const auto blank = new_mail(now);
    if (!blank) return std::unexpected(blank.error());
    auto occasion = occasion_of(due, *blank, now);
    if (!occasion) return std::unexpected(occasion.error());
    auto sealer = x_store.mail_sealer(due.of.row.number);
    if (!sealer) return std::unexpected(sealer.error());
    x_ready.wrote_to(due.posting.to.id);
    const auto words = std::make_shared<const Words>(std::move(due), std::move(*occasion));
    drafts.push_back({.number = blank->number,
                      .posting = words->due.posting,
                      .rows = words->due.rows,
                      .unsent = words->due.unsent,
                      .row = Later<base::Result<store::MailRow>>{
                          x_helper, [this, words, number = blank->number, sealer = *sealer] {
                              const auto& of = words->due.of;
                              const auto& posting = words->due.posting;
                              auto row =
                                  rendered(mail::compose(posting, *of.known, *of.plan, x_config->rules.agency,
                                                         x_style, words->occasion),
                                           number);
                              if (!row) return row;
                              row->case_number = of.row.number;
                              row->person = posting.to.id;
                              row->due = posting.due;
                              sealer.seal(*row);
                              return row;
                          }}});
    return {};
}

base::Result<void> Bookkeeper::put(Drafts& drafts, Instant now, Claimed& claimed) {
    for (auto& each : drafts) {
        auto row = each.row.take();
        if (!row) return std::unexpected(row.error());
        row->claimed = now;
        if (each.unsent != Unsent::no) {
            // Written down all the same: it is seen in the outbox, and is not planned again.
            row->state = mail::State::moot;
            row->reply = words(each.unsent);
            row->settled = now;
        }
        if (auto inserted = x_store.insert(*row, each.rows); !inserted) return inserted;
        if (each.unsent != Unsent::no) {
            if (each.unsent == Unsent::nothing_before) continue; // nobody misses it
            if (auto told = Tidings{*this}.unwanted(*row, each.posting, each.unsent == Unsent::nobody, now);
                !told)
                return told;
            continue;
        }
        tell_nudged(each.posting, each.number, now);
        row->box.clear();
        claimed.push_back(std::move(*row));
    }
    drafts.clear();
    return {};
}

base::Result<store::MailRow> Bookkeeper::rendered(const mail::Message& message, std::int64_t number) const {
    auto bytes = mail::rendered(message);
    if (!bytes) return std::unexpected(bytes.error());
    store::MailRow row;
    row.number = number;
    row.message_id = message.message_id;
    const auto& bounces = x_config->mail.bounces;
    row.from = bounces.empty()
                   ? x_config->mail.from.address.ascii()
                   : web::tagged(bounces, web::mail_tag(link_keys(), web::Purpose::bounce, number));
    row.to = message.to.address.ascii();
    row.sha256 = base::hex(base::sha256(*bytes));
    row.bytes = std::move(*bytes);
    return row;
}

base::Result<Fate> Bookkeeper::fate(const store::MailRow& mail, Instant now) {
    const auto& rules = x_config->rules;
    const auto duties = x_store.duties_of_mail(mail.number);
    if (!duties) return std::unexpected(duties.error());
    if (duties->empty()) {
        // A refused file, and a note about a case whatever becomes of its duties, is told at once; what
        // waited longer does not wake its reader either, nor does a digest that a restart kept back.
        const bool waited = mail.tries + mail.doubts + mail.crashes > 0 || mail.claimed + told_at_once < now;
        const auto* recruiter = mail.case_number == 0 ? rules.agency.recruiter(mail.person) : nullptr;
        if (recruiter != nullptr) {
            const auto reader = plan::as_person(*recruiter, rules.agency);
            const auto settled = Mornings{*this}.settled(reader, mail, now);
            if (!settled) return std::unexpected(settled.error());
            const auto at = waited ? rules.window.next(now, reader.zone) : now;
            return Fate{.ended = *settled, .settled = *settled, .at = at};
        }
        return Fate{.at = waited ? rules.window.next(now, rules.agency.zone_of(mail.person)) : now};
    }
    const auto cases = x_store.cases_of_mail(mail.number);
    if (!cases) return std::unexpected(cases.error());
    Fate result{.wanted = false, .at = now};
    if (rules.agency.recruiter(mail.person) != nullptr)
        result.at = rules.window.next(now, rules.agency.zone_of(mail.person));
    const auto concerns = [&](const plan::Duty& duty) {
        return duty.state == plan::State::open && std::ranges::find(*duties, duty.id) != duties->end();
    };
    const auto tells = [&](const plan::News& news) {
        return std::ranges::find(*duties, news.id) != duties->end();
    };
    const auto settled = [&](const plan::Duty& duty) {
        return duty.state != plan::State::open && std::ranges::find(*duties, duty.id) != duties->end();
    };
    for (const auto number : *cases) {
        const auto of = planned(number, now);
        if (!of && x_store.is_set_aside(number)) {
            result.unread = true;
            continue;
        }
        if (!of) return std::unexpected(of.error());
        const bool no_more = std::ranges::any_of(of->plan->duties, settled);
        result.settled = result.settled || no_more;
        result.ended = result.ended || (no_more && of->known->ended() != nullptr);
        result.wanted = result.wanted || std::ranges::any_of(of->plan->duties, concerns)
                        || std::ranges::any_of(of->plan->news, tells);
        for (const auto& nudge : of->plan->nudges)
            if (nudge.to.id == mail.person) result.at = rules.window.next(now, nudge.to.zone);
    }
    return result;
}

base::Result<void> Bookkeeper::claim_again(store::MailRow mail, const Fate& then, Instant now,
                                           Claimed& claimed) {
    const auto from = mail.state;
    const auto& intervals = x_config->mail.intervals;
    const bool poison = mail.crashes >= intervals.crashes_max || mail.doubts >= intervals.doubts_max;
    mail.wait_until.reset();
    const auto whose = base::MailAddress::parse(mail.to);
    const auto nobody = whose ? nobody_since(*this, *whose) : base::Result<std::optional<Instant>>{};
    if (!nobody) return std::unexpected(nobody.error());
    // It told of somebody who was forgotten while it was with the relay.
    if (mail.bytes.empty())
        mail.state = mail::State::moot;
    else if (!then.wanted && then.unread)
        mail.wait_until = now + unread_waits; // nobody can tell whether it is
    else if (!then.wanted)
        mail.state = mail::State::moot;
    else if (poison)
        mail.state = mail::State::parked;
    else if (now - mail.claimed > intervals.give_up)
        mail.state = mail::State::expired;
    else if (*nobody)
        mail.wait_until = now + dead_for;
    else if (then.at > now)
        mail.wait_until = then.at; // its reader's sending window is closed
    else
        mail.state = mail::State::claimed;
    const bool settled = mail.state != mail::State::claimed && !mail.wait_until;
    if (settled) mail.settled = now;
    const auto written = x_store.update(mail, from, now);
    if (!written) return std::unexpected(written.error());
    if (*written && mail.state == mail::State::expired)
        if (auto told = Tidings{*this}.unreached(
                mail, {.why = mail::Unreached::Why::given_up, .whom = {}, .reply = mail.reply}, now);
            !told)
            return told;
    if (*written && mail.state == mail::State::claimed) claimed.push_back(std::move(mail));
    return {};
}

base::Result<bool> Bookkeeper::claim_again(Instant now, int mails_max, Claimed& claimed) {
    if (mails_max <= 0) return false;
    auto waiting = x_store.waiting_mails(now, mails_max);
    if (!waiting) return std::unexpected(waiting.error());
    bool anew = false;
    std::set<std::int64_t> touched;
    for (auto& mail : *waiting) {
        if (mail.case_number == 0 && mail.reply == told_together) {
            if (auto merged = merge_refusals(mail, now, claimed); !merged)
                return std::unexpected(merged.error());
            continue;
        }
        const auto then = fate(mail, now);
        if (!then) return std::unexpected(then.error());
        // What may have arrived goes out as it was, so that it can be known for a copy; but nobody is
        // reminded of what has ended.
        const bool stale = mail.state == mail::State::in_doubt ? then->ended : then->settled;
        anew = anew || (then->wanted && stale);
        const auto done = then->wanted && stale ? take_back(std::move(mail), Stale::settled, now, touched)
                                                : claim_again(std::move(mail), *then, now, claimed);
        if (!done) return std::unexpected(done.error());
    }
    const std::vector<std::int64_t> cases{touched.begin(), touched.end()};
    if (auto planned_again = replan(cases, now); !planned_again)
        return std::unexpected(planned_again.error());
    return anew;
}

} // namespace followup::run
