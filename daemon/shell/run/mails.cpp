#include "core/plan/post.hpp"
#include "shell/run/bookkeeper.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

/// The nudges of the plan that the due rows stand for; rows whose nudge is not wanted any more are left out.
std::vector<plan::Nudge> wanted(const plan::Plan& plan, const std::vector<plan::KeptNudge>& rows) {
    std::vector<plan::Nudge> nudges;
    for (const auto& nudge : plan.nudges) {
        const auto identity = plan::identity(nudge);
        if (std::ranges::any_of(rows, [&](const auto& row) { return row.identity() == identity; }))
            nudges.push_back(nudge);
    }
    return nudges;
}

std::vector<std::int64_t> rows_of(const plan::Posting& posting, const std::vector<plan::KeptNudge>& rows) {
    std::vector<std::int64_t> numbers;
    for (const auto& nudge : posting.nudges) {
        const auto identity = plan::identity(nudge);
        for (const auto& row : rows)
            if (row.identity() == identity) numbers.push_back(row.row);
    }
    return numbers;
}

} // namespace

base::Result<Bookkeeper::NewMail> Bookkeeper::new_mail(Instant now) {
    const auto number = x_store.next_mail_number();
    if (!number) return std::unexpected(number.error());
    NewMail blank{.number = *number, .occasion = {}};
    blank.occasion.mail_id = fmt::format("mail {}", *number);
    blank.occasion.now = now;
    return blank;
}

base::Result<store::MailRow> Bookkeeper::write_mail(const plan::Posting& posting, const Planned& of,
                                                    const std::vector<std::int64_t>& rows, Instant now) {
    auto blank = new_mail(now);
    if (!blank) return std::unexpected(blank.error());
    auto& [number, occasion] = *blank;
    const auto before = x_store.has_mail(of.row.number, posting.to.id);
    if (!before) return std::unexpected(before.error());
    occasion.first = !*before;
    const auto& agency = x_config->rules.agency;
    if (occasion.first && !agency.public_url.empty()) {
        const auto address = feed_address(posting.to.id, now);
        if (!address) return std::unexpected(address.error());
        if (!address->ended) occasion.feed_url = web::feed_url(agency.public_url, address->token);
    }
    std::vector<std::string> duties;
    for (const auto& nudge : posting.nudges)
        duties.push_back(nudge.duty);
    occasion.pages = pages_of(*of.plan, duties, of.row.number, posting.to.id, now);
    for (const auto& duty : of.plan->duties)
        if (const auto page = occasion.pages.find(duty.id);
            duty.kind == plan::Kind::letter && page != occasion.pages.end())
            occasion.letters[duty.id] = {page->second + "/letter", page->second + "/letter.eml"};
    occasion.unsubscribe_url = unsubscribe_url(of.row.number, posting.to.id);
    if (const auto& replies = x_config->mail.replies; !replies.empty())
        occasion.answers = web::tagged(replies, web::mail_tag(link_keys(), web::Purpose::reply, number));
    const auto away = stand_ins();
    if (!away) return std::unexpected(away.error());
    if (const auto reader = (*away)->reader(of.known->recruiter, agency, now); reader != of.known->recruiter)
        occasion.absence = {reader, (*away)->absence(of.known->recruiter, now)->until};
    auto row = rendered(mail::compose(posting, *of.known, *of.plan, agency, mail_style(), occasion), number);
    if (!row) return row;
    row->case_number = of.row.number;
    row->person = posting.to.id;
    row->due = posting.due;
    row->claimed = now;
    const auto stopped = wants_no_mails(posting.to.id);
    if (!stopped) return std::unexpected(stopped.error());
    if (*stopped) {
        // Written down all the same: it is seen in the outbox, and is not planned again.
        row->state = mail::State::moot;
        row->reply = "not sent: its reader asked for no more mails";
        row->settled = now;
    }
    if (auto inserted = x_store.insert(*row, rows); !inserted) return std::unexpected(inserted.error());
    return row;
}

mail::Style Bookkeeper::mail_style() const {
    return {.from = x_config->mail.from,
            .id_key = x_keys.mail_ids,
            .texts = x_config->texts,
            .letter_due = x_config->rules.policy.letter_due,
            .call_pushes = x_config->rules.policy.call_pushes,
            .transit = x_config->transit,
            .calendar = x_config->rules.calendar};
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

base::Result<int> Bookkeeper::write_mails(const store::DueCase& due, Instant now,
                                          std::vector<store::MailRow>& claimed) {
    // Is it still open? Planned again in the same transaction in which the mail is claimed.
    const auto replanned = replan(std::span{&due.case_number, 1}, now);
    if (!replanned) return std::unexpected(replanned.error());
    const auto& of = replanned->front();
    const auto current = x_store.nudges(due.case_number);
    if (!current) return std::unexpected(current.error());
    std::vector<plan::KeptNudge> rows;
    for (const auto& row : *current)
        if (row.planned && row.at <= now) rows.push_back(row);
    int written = 0;
    const auto away = stand_ins();
    if (!away) return std::unexpected(away.error());
    const auto nudges = wanted(*of.plan, rows);
    for (const auto& posting : plan::post(of.known->id, nudges, **away, x_config->rules.agency, now)) {
        const auto opening = x_config->rules.window.next(now, posting.to.zone);
        if (opening > now) {
            // We were down, or the relay was, when it should have gone out: not in the middle of the night
            // now.
            plan::Difference later;
            for (const auto row : rows_of(posting, rows))
                later.moved.emplace_back(row, opening);
            if (auto kept = x_store.keep(due.case_number, *of.plan, later, x_rules_version); !kept)
                return std::unexpected(kept.error());
            continue;
        }
        auto mail = write_mail(posting, of, rows_of(posting, rows), now);
        if (!mail) return std::unexpected(mail.error());
        if (mail->state == mail::State::moot) continue;
        for (auto nudge : posting.nudges) {
            nudge.to = posting.to; // who reads it: a stand-in, perhaps
            x_untold.emplace_back([this, now, id = of.known->id, nudge, number = mail->number] {
                x_witness.nudged(now, id, nudge, number);
            });
        }
        claimed.push_back(std::move(*mail));
        ++written;
    }
    return written;
}

base::Result<std::vector<store::MailRow>> Bookkeeper::claim(Instant now, int mails_max) {
    std::vector<store::MailRow> claimed;
    if (mails_max <= 0) return claimed;
    const auto due = x_store.due_nudges(now, mails_max);
    if (!due) return std::unexpected(due.error());
    if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
    for (const auto& each : *due) {
        if (std::ssize(claimed) >= mails_max) break;
        if (auto written = write_mails(each, now, claimed); !written) return give_up(written.error());
    }
    if (auto written = write_digests(now, mails_max, claimed); !written) return give_up(written.error());
    if (auto again = claim_again(now, mails_max - static_cast<int>(claimed.size()), claimed); !again)
        return give_up(again.error());
    if (auto committed = commit(); !committed) return std::unexpected(committed.error());
    return claimed;
}

base::Result<Bookkeeper::Fate> Bookkeeper::fate(const store::MailRow& mail, Instant now) {
    const auto& rules = x_config->rules;
    auto duties = base::Result<std::vector<std::string>>{};
    if (mail.case_number != 0) duties = x_store.duties_of_mail(mail.number);
    if (!duties) return std::unexpected(duties.error());
    if (duties->empty()) {
        // A refused file, and a note about a case whatever becomes of its duties, is told at once; what
        // waited longer does not wake its reader either.
        const bool waited = mail.tries + mail.doubts + mail.crashes > 0;
        return Fate{true, waited ? rules.window.next(now, rules.agency.zone_of(mail.person)) : now};
    }
    const auto of = planned(mail.case_number, now);
    if (!of) return std::unexpected(of.error());
    const auto concerns = [&](const plan::Duty& duty) {
        return duty.state == plan::State::open && std::ranges::find(*duties, duty.id) != duties->end();
    };
    Fate result{.wanted = std::ranges::any_of(of->plan->duties, concerns), .at = now};
    if (rules.agency.recruiter(mail.person) != nullptr)
        result.at = rules.window.next(now, rules.agency.zone_of(mail.person));
    for (const auto& nudge : of->plan->nudges)
        if (nudge.to.id == mail.person) result.at = rules.window.next(now, nudge.to.zone);
    return result;
}

base::Result<void> Bookkeeper::claim_again(Instant now, int mails_max, std::vector<store::MailRow>& claimed) {
    if (mails_max <= 0) return {};
    auto waiting = x_store.waiting_mails(now, mails_max);
    if (!waiting) return std::unexpected(waiting.error());
    const auto& intervals = x_config->mail.intervals;
    for (auto& mail : *waiting) {
        const auto from = mail.state;
        const auto then = fate(mail, now);
        if (!then) return std::unexpected(then.error());
        const bool poison = mail.crashes >= intervals.crashes_max || mail.doubts >= intervals.doubts_max;
        mail.wait_until.reset();
        if (!then->wanted)
            mail.state = mail::State::moot;
        else if (poison)
            mail.state = mail::State::parked;
        else if (now - mail.claimed > intervals.give_up)
            mail.state = mail::State::expired;
        else if (then->at > now)
            mail.wait_until = then->at; // its reader's sending window is closed
        else
            mail.state = mail::State::claimed;
        const bool settled = mail.state != mail::State::claimed && !mail.wait_until;
        if (settled) mail.settled = now;
        const auto written = x_store.update(mail, from, now);
        if (!written) return std::unexpected(written.error());
        if (*written && mail.state == mail::State::claimed) claimed.push_back(std::move(mail));
    }
    return {};
}

} // namespace followup::run
