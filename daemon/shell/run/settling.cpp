#include "shell/run/tidings.hpp"
#include "shell/run/unreadable.hpp"

#include <fmt/format.h>

namespace followup::run {

base::Result<std::optional<mail::Verdict>> Bookkeeper::record_handed(store::MailRow mail, Instant now) {
    if (mail.state != mail::State::claimed) return std::nullopt;
    mail.state = mail::State::handed;
    mail.handed = now;
    const auto written = x_store.update(mail, mail::State::claimed, now);
    if (!written) return std::unexpected(written.error());
    if (!*written) return std::nullopt;
    return mail::Verdict{.state = mail::State::handed};
}

base::Result<std::optional<mail::Verdict>> Bookkeeper::record_reply(store::MailRow mail,
                                                                    const SenderReport& report, Instant now) {
    const auto from = mail.state;
    auto told = *report.reply;
    told.handed = from == mail::State::handed;
    // Greylisting is no reason to believe the first refusal that comes after it.
    const int earlier = mail.code / 100 == told.code / 100 ? mail.tries : 0;
    if (told.code >= 400) {
        // Whose address it is was left out until now: mostly nobody has to know.
        const auto whole = x_store.mail(mail.number);
        if (!whole && !x_store.is_mail_set_aside(mail.number)) return std::unexpected(whole.error());
        if (whole && *whole) mail.to = (*whole)->to;
    }
    const auto verdict = x_relays.judge(mail, told, earlier, report.relay);
    const int refused = x_relays.refusals(mail.number, report.relay);
    if (auto noted = x_relays.note(mail, told, verdict, report.relay); !noted)
        return std::unexpected(noted.error());
    const auto& intervals = x_config->mail.intervals;
    const int tries_before = mail.tries;
    const bool again = verdict.state == mail::State::in_doubt || verdict.state == mail::State::deferred;
    const auto kept = again ? x_store.mail(mail.number) : base::Result<std::optional<store::MailRow>>{};
    // What it told is forgotten: it does not go out again, and that is settled at the next claim.
    const bool emptied = again && kept && *kept && (*kept)->bytes.empty();
    mail.state = verdict.state;
    mail.code = told.code;
    mail.reply = told.text;
    mail.relay = report.relay;
    if (verdict.counts_as_try && verdict.state != mail::State::sent) ++mail.tries;
    if (verdict.state == mail::State::in_doubt) {
        ++mail.doubts;
        mail.wait_until = now + intervals.doubt_wait;
    } else if (verdict.state == mail::State::deferred) {
        const auto spread = static_cast<double>(mail.number % 21 - 10) / 10.0;
        // Longer each time, or the probes of a relay that refuses us would all be of this one mail.
        const int tries = verdict.blame == mail::Blame::sender ? refused : tries_before;
        mail.wait_until = mail::retry_at(now, told, tries, intervals, spread, verdict.blame);
    } else {
        mail.settled = now;
        mail.wait_until.reset();
    }
    if (emptied) mail.wait_until = now;
    if (const auto written = x_store.update(mail, from, now); !written)
        return std::unexpected(written.error());
    if (told.code >= 500)
        if (auto heard = Tidings{*this}.refused(mail.number, verdict, earlier, now); !heard)
            return std::unexpected(heard.error());
    return verdict;
}

base::Result<std::optional<mail::Verdict>> Bookkeeper::record_one(const SenderReport& report, Instant now) {
    auto mail = x_store.mail_standing(report.mail);
    if (!mail) return std::unexpected(mail.error());
    if (!*mail) return base::problem("outbox", fmt::format("there is no mail {}", report.mail), {});
    return report.reply ? record_reply(std::move(**mail), report, now)
                        : record_handed(std::move(**mail), now);
}

base::Result<Turn> Bookkeeper::turn(Instant now, int mails_max, const Reports& reports) {
    std::optional<std::span<const SenderReport>> told;
    return without_unreadable(x_store, [&]() -> base::Result<Turn> {
        Turn done;
        if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
        if (mails_max > 0)
            if (auto claimed = claim_within(now, mails_max, done.claimed); !claimed)
                return give_up(claimed.error());
        // Only now: what came in while mails were written goes along. It is given once.
        if (!told) told = reports();
        for (const auto& report : *told) {
            auto recorded = record_one(report, now);
            if (!recorded) return give_up(recorded.error());
            done.verdicts.push_back(*recorded);
        }
        if (auto committed = commit(); !committed) return std::unexpected(committed.error());
        return done;
    });
}

base::Result<Verdicts> Bookkeeper::record(std::span<const SenderReport> reports, Instant now) {
    auto done = turn(now, 0, [reports] { return reports; });
    if (!done) return std::unexpected(done.error());
    return std::move(done->verdicts);
}

base::Result<bool> Bookkeeper::handed(std::int64_t number, Instant now) {
    const SenderReport report{.mail = number, .reply = {}, .relay = {}};
    const auto recorded = record(std::span{&report, 1}, now);
    if (!recorded) return std::unexpected(recorded.error());
    return recorded->front().has_value();
}

base::Result<mail::Verdict> Bookkeeper::settle(std::int64_t number, const mail::Reply& reply,
                                               const std::string& relay, Instant now) {
    const SenderReport report{.mail = number, .reply = reply, .relay = relay};
    const auto recorded = record(std::span{&report, 1}, now);
    if (!recorded) return std::unexpected(recorded.error());
    return *recorded->front();
}

base::Result<void> Bookkeeper::give_back(std::int64_t number, Instant now, Instant until) {
    auto mail = x_store.mail_standing(number);
    if (!mail) return std::unexpected(mail.error());
    if (!*mail || (*mail)->state != mail::State::claimed) return {};
    (*mail)->state = mail::State::deferred;
    (*mail)->wait_until = until;
    if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
    if (const auto written = x_store.update(**mail, mail::State::claimed, now); !written)
        return give_up(written.error());
    return commit();
}

base::Result<std::pair<int, int>> Bookkeeper::recover(Instant now) {
    return x_store.recover(now, now + x_config->mail.intervals.doubt_wait);
}

} // namespace followup::run
