#include "shell/store/outbox.hpp"

#include <algorithm>

namespace followup::store {
namespace {

using mail::State;

constexpr Query<In<std::int64_t, std::int64_t, std::string, std::string, Instant, std::string, std::string,
                   std::int64_t, std::int64_t, std::int64_t, std::optional<Instant>, std::string,
                   std::int64_t, Bytes, Instant, std::optional<Instant>, std::optional<Instant>>>
    add_mail{
        "INSERT INTO mail (no, case_no, person, state, due, message_id, sha256, tries, doubts, crashes, "
        "wait_until, relay, code, reply, claimed, handed, settled) "
        "VALUES (:no, :case, :person, :state, :due, :id, :sha, :tries, :doubts, :crashes, :wait, :relay, "
        ":code, :reply, :claimed, :handed, :settled)"};
constexpr Query<In<std::int64_t, Bytes>> add_text{
    "INSERT INTO mail_text (mail_no, sealed) VALUES (:no, :sealed)"};
constexpr Query<In<std::int64_t, std::int64_t>> put_nudge{
    "UPDATE nudge SET state = 'mailed', mail_no = :mail WHERE no = :no AND state = 'planned'"};
constexpr Query<In<std::int64_t>, Out<std::string>> duties_in_mail{
    "SELECT DISTINCT duty FROM nudge WHERE mail_no = :mail ORDER BY duty"};
// Without `claimed`: SQLite would write its indexes again, whether it changes or not.
constexpr Query<
    In<std::string, std::int64_t, std::int64_t, std::int64_t, std::optional<Instant>, std::string,
       std::int64_t, Bytes, std::optional<Instant>, std::optional<Instant>, std::int64_t, std::string>>
    step_mail{"UPDATE mail SET state = :state, tries = :tries, doubts = :doubts, crashes = :crashes, "
              "wait_until = :wait, relay = :relay, code = :code, reply = :reply, "
              "handed = :handed, settled = :settled WHERE no = :no AND state = :before"};
constexpr Query<In<Instant, std::int64_t>> claim_anew{"UPDATE mail SET claimed = :at WHERE no = :no"};
constexpr Query<In<std::int64_t, Instant, std::string, std::int64_t, std::string, Bytes>> log_step{
    "INSERT INTO mail_log (mail_no, at, state, code, relay, reply) "
    "VALUES (:mail, :at, :state, :code, :relay, :reply)"};
constexpr Query<In<std::int64_t>, Out<Instant, std::string, std::int64_t, std::string, Bytes>> read_log{
    "SELECT at, state, code, relay, reply FROM mail_log WHERE mail_no = :mail ORDER BY no"};
constexpr Query<In<Instant, std::int64_t>> park_mail{
    "UPDATE mail SET state = 'parked', wait_until = NULL, settled = :at WHERE no = :no AND state <> 'sent'"};
constexpr Query<In<std::int64_t>, Out<std::int64_t>> case_of_mail{
    "SELECT case_no FROM mail WHERE no = :mail"};

constexpr Query<In<Instant>> log_claimed{
    "INSERT INTO mail_log (mail_no, at, state, code, relay) "
    "SELECT no, :at, 'deferred', 0, relay FROM mail WHERE state = 'claimed' ORDER BY no"};
constexpr Query<In<Instant>> log_handed{
    "INSERT INTO mail_log (mail_no, at, state, code, relay) "
    "SELECT no, :at, 'in_doubt', 0, relay FROM mail WHERE state = 'handed' ORDER BY no"};
constexpr Query<In<Instant>> free_claimed{
    "UPDATE mail SET state = 'deferred', crashes = crashes + 1, wait_until = :now WHERE state = 'claimed'"};
constexpr Query<In<Instant>> doubt_handed{
    "UPDATE mail SET state = 'in_doubt', doubts = doubts + 1, wait_until = :wait WHERE state = 'handed'"};

constexpr Query<In<std::int64_t>, Out<std::int64_t>> case_of_nudge{
    "SELECT case_no FROM nudge WHERE no = :no"};
constexpr Query<In<>, Out<std::int64_t>> mails_under_way{
    "SELECT no FROM mail WHERE state IN ('claimed', 'handed') ORDER BY no"};
// Another row with the same number: one that breaks a rule of its table takes no change of any column.
constexpr Query<In<std::int64_t>> mend_mail{
    "INSERT OR REPLACE INTO mail (no, case_no, person, state, due, message_id, sha256, tries, doubts, "
    "crashes, "
    "wait_until, relay, code, reply, claimed, handed, settled) SELECT no, "
    "CASE WHEN typeof(case_no) = 'integer' AND case_no >= 0 THEN case_no ELSE 0 END, "
    "CASE WHEN typeof(person) = 'text' THEN person ELSE '' END, "
    "CASE WHEN state IN ('planned', 'claimed', 'handed', 'sent', 'deferred', 'in_doubt', 'rejected', "
    "'merged', "
    "'expired', 'moot') THEN state ELSE 'parked' END, "
    "CASE WHEN typeof(due) = 'integer' THEN due ELSE 0 END, "
    "CASE WHEN typeof(message_id) = 'text' AND message_id <> '' THEN message_id ELSE 'lost-' || no END, "
    "CASE WHEN typeof(sha256) = 'text' AND length(sha256) = 64 THEN sha256 ELSE printf('%064d', 0) END, "
    "CASE WHEN typeof(tries) = 'integer' AND tries >= 0 THEN tries ELSE 0 END, "
    "CASE WHEN typeof(doubts) = 'integer' AND doubts >= 0 THEN doubts ELSE 0 END, "
    "CASE WHEN typeof(crashes) = 'integer' AND crashes >= 0 THEN crashes ELSE 0 END, "
    "CASE WHEN state NOT IN ('deferred', 'in_doubt') THEN NULL "
    "WHEN typeof(wait_until) = 'integer' THEN wait_until ELSE 0 END, "
    "CASE WHEN typeof(relay) = 'text' THEN relay ELSE '' END, "
    "CASE WHEN typeof(code) = 'integer' THEN code ELSE 0 END, "
    "CASE WHEN typeof(reply) = 'blob' THEN reply END, "
    "CASE WHEN typeof(claimed) = 'integer' THEN claimed ELSE 0 END, "
    "CASE WHEN typeof(handed) = 'integer' THEN handed END, "
    "CASE WHEN typeof(settled) = 'integer' THEN settled END FROM mail WHERE no = :no"};

/// Changes a mail's row; once more when it has to be made one first that can be changed.
template <class F>
auto changed_or_mended(Connection& session, std::int64_t number, F change) {
    try {
        return change();
    } catch (const DatabaseError& error) {
        if (!session.breaks_a_rule(error)) throw;
    }
    session.set_aside({Unreadable::Kind::of_mail, number}, bound("mail", number));
    session.run(mend_mail, number);
    return change();
}

/// Puts a nudge into a mail. One whose row cannot be changed sets its case aside.
void put_into(Connection& session, std::int64_t mail, std::int64_t nudge) {
    std::int64_t changed = 0;
    try {
        changed = session.run(put_nudge, mail, nudge);
    } catch (const DatabaseError& error) {
        const bool damaged = session.breaks_a_rule(error);
        if (const auto of = session.one(case_of_nudge, nudge); damaged && of)
            session.set_aside({Unreadable::Kind::of_case, std::get<0>(*of)}, bound("nudge", nudge));
        throw;
    }
    if (changed != 1)
        throw Refused{bound("nudge", nudge), "the nudge is in a mail already, or not wanted any more", {}};
}

/// wait_until as the row's CHECK wants it: there in the two waiting states (at once when it was not said),
/// else not.
std::optional<Instant> waits(const MailRow& mail, Instant at) {
    if (mail.state != State::deferred && mail.state != State::in_doubt) return std::nullopt;
    return mail.wait_until.value_or(at);
}

Bytes sealed_reply(Connection& session, const MailRow& mail) {
    if (mail.reply.empty()) return {};
    try {
        return {seal(session.key_of(mail.case_number), mail.reply, bound("reply", mail.number))};
    } catch (const Damaged&) { // the key is lost: what became of the mail is written down all the same
        return {};
    }
}

std::string sealed_texts(const Bytes32& key, const MailRow& mail) {
    return seal(key, packed({mail.person, mail.from, mail.to, mail.bytes}), bound("mail", mail.number));
}

} // namespace

void MailSealer::seal(MailRow& mail) const {
    mail.box = sealed_texts(x_key, mail);
}

base::Result<MailSealer> Store::mail_sealer(std::int64_t case_number) {
    return x_session->about_case(case_number, [&] { return MailSealer{x_session->key_of(case_number)}; });
}

bool may_follow(State from, State to) {
    using enum State;
    switch (from) {
    case sent: return to == sent;
    // The final dot may have gone out: only what the server said, or doubt, can come next.
    case handed: return to != claimed && to != planned && to != moot && to != merged && to != expired;
    case planned:
    case claimed:
    case deferred:
    case in_doubt:
    case rejected:
    case merged:
    case expired:
    case moot:
    case parked: break;
    }
    return true;
}

base::Result<std::int64_t> Store::next_mail_number() {
    return x_session->guarded([&] { return x_session->fresh_mail(); });
}

base::Result<void> Store::insert(const MailRow& mail, std::span<const std::int64_t> nudges) {
    return x_session->guarded([&] {
        auto& session = *x_session;
        Unit unit{session};
        const auto sha256 = mail.sha256.empty() ? base::hex(base::sha256(mail.bytes)) : mail.sha256;
        const Bytes box{mail.box.empty() ? sealed_texts(session.key_of(mail.case_number), mail) : mail.box};
        const auto reply = sealed_reply(session, mail);
        session.run(add_mail, mail.number, mail.case_number,
                    reference(session, mail.case_number, mail.person), mail::word(mail.state), mail.due,
                    mail.message_id, sha256, mail.tries, mail.doubts, mail.crashes, waits(mail, mail.claimed),
                    mail.relay, mail.code, reply, mail.claimed, mail.handed, mail.settled);
        session.run(add_text, mail.number, box);
        for (const auto row : nudges)
            put_into(session, mail.number, row);
        session.run(log_step, mail.number, mail.claimed, mail::word(mail.state), mail.code, mail.relay,
                    reply);
        unit.commit();
    });
}

base::Result<std::vector<std::string>> Store::duties_of_mail(std::int64_t number) {
    return x_session->guarded([&] {
        std::vector<std::string> duties;
        x_session->each(
            duties_in_mail, [&](std::string& duty) { duties.push_back(std::move(duty)); }, number);
        return duties;
    });
}

void park(Connection& session, std::int64_t number, Instant at) {
    if (changed_or_mended(session, number, [&] { return session.run(park_mail, at, number); }) == 1)
        session.run(log_step, number, at, mail::word(State::parked), 0, "", Bytes{});
}

base::Result<bool> Store::update(const MailRow& mail, State from, Instant at) {
    return x_session->guarded([&] {
        auto& session = *x_session;
        if (!may_follow(from, mail.state))
            throw Refused{bound("mail", mail.number),
                          "a mail cannot go from " + std::string{mail::word(from)} + " to "
                              + std::string{mail::word(mail.state)},
                          {}};
        Unit unit{session};
        const auto reply = sealed_reply(session, mail);
        const auto changed = changed_or_mended(session, mail.number, [&] {
            return session.run(step_mail, mail::word(mail.state), mail.tries, mail.doubts, mail.crashes,
                               waits(mail, at), mail.relay, mail.code, reply, mail.handed, mail.settled,
                               mail.number, mail::word(from));
        });
        if (changed == 0) return false;
        session.run(log_step, mail.number, at, mail::word(mail.state), mail.code, mail.relay, reply);
        unit.commit();
        return true;
    });
}

base::Result<void> Store::begin_anew(std::int64_t number, Instant at) {
    return x_session->guarded([&] { x_session->run(claim_anew, at, number); });
}

base::Result<std::vector<MailStep>> Store::log_of_mail(std::int64_t number) {
    return x_session->guarded([&] {
        std::vector<MailStep> steps;
        const auto row = x_session->one(case_of_mail, number);
        if (!row) return steps;
        const auto key = x_session->key_of(std::get<0>(*row));
        x_session->each(
            read_log,
            [&](Instant at, const std::string& state, std::int64_t code, std::string& relay,
                const Bytes& box) {
                steps.push_back(
                    {at, state_of(state), static_cast<int>(code), std::move(relay),
                     box.text.empty() ? std::string{} : unseal(key, box.text, bound("reply", number))});
            },
            number);
        return steps;
    });
}

base::Result<std::pair<int, int>> Store::recover(Instant now, Instant wait) {
    return x_session->guarded([&] {
        auto& session = *x_session;
        const auto recover_all = [&] {
            Unit unit{session};
            session.run(log_claimed, now);
            const auto claimed = session.run(free_claimed, now);
            session.run(log_handed, now);
            const auto handed = session.run(doubt_handed, wait);
            unit.commit();
            return std::pair{static_cast<int>(claimed), static_cast<int>(handed)};
        };
        try {
            return recover_all();
        } catch (const DatabaseError& error) {
            if (!session.breaks_a_rule(error)) throw;
        }
        std::vector<std::int64_t> numbers;
        session.each(mails_under_way, [&](std::int64_t number) { numbers.push_back(number); });
        for (const auto number : numbers)
            session.run(mend_mail, number);
        return recover_all();
    });
}

} // namespace followup::store
