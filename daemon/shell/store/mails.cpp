#include "shell/store/outbox.hpp"

#include <algorithm>

namespace followup::store {
namespace {

using mail::State;

constexpr Query<In<std::int64_t>, Out<std::int64_t, std::string, std::int64_t, std::int64_t, std::int64_t,
                                      std::optional<Instant>, std::string, std::int64_t, Bytes, Instant,
                                      std::optional<Instant>, std::optional<Instant>>>
    standing_of_mail{
        "SELECT case_no, state, tries, doubts, crashes, wait_until, relay, code, reply, claimed, "
        "handed, settled FROM mail WHERE no = :no"};
constexpr Query<In<std::int64_t>, Out<std::string, Instant, std::string, std::string, Bytes>> text_of_mail{
    "SELECT m.person, m.due, m.message_id, m.sha256, t.sealed "
    "FROM mail m JOIN mail_text t ON t.mail_no = m.no WHERE m.no = :no"};
constexpr Query<In<Instant, std::int64_t>, Out<std::int64_t>> waited{
    "SELECT no FROM mail WHERE wait_until <= :now ORDER BY wait_until, no LIMIT :count"};
constexpr Query<In<std::string, std::int64_t>, Out<std::int64_t>> in_state{
    "SELECT no FROM mail WHERE state = :state ORDER BY no LIMIT :count"};
constexpr Query<In<std::int64_t>, Out<std::int64_t>> newest_mails{
    "SELECT no FROM mail ORDER BY no DESC LIMIT :count"};
constexpr Query<In<std::int64_t, std::int64_t>, Out<std::int64_t>> not_delivered{
    "SELECT no FROM mail WHERE no IN (SELECT no FROM mail WHERE case_no = :case UNION "
    "SELECT mail_no FROM nudge WHERE case_no = :also AND mail_no IS NOT NULL) "
    "AND (state = 'rejected' OR state = 'expired' OR (state = 'sent' AND code >= 400)) ORDER BY no"};
constexpr Query<In<std::int64_t>, Out<std::string, std::int64_t, std::string, std::string, std::int64_t,
                                      std::optional<Instant>>>
    about_duties{"SELECT n.duty, m.no, m.person, m.state, m.code, m.settled FROM nudge n "
                 "JOIN mail m ON m.no = n.mail_no WHERE n.case_no = :case AND n.mail_no IS NOT NULL "
                 "ORDER BY m.no, n.duty"};
constexpr Query<In<std::int64_t, std::int64_t, std::int64_t>, Out<std::int64_t>> mails_telling_of{
    "SELECT no FROM mail WHERE case_no = :case UNION "
    "SELECT mail_no FROM nudge WHERE case_no = :also AND mail_no IS NOT NULL ORDER BY 1 LIMIT :count"};
constexpr Query<In<std::int64_t>, Out<std::int64_t>> news_within{
    "SELECT 1 FROM nudge WHERE mail_no = :no AND (duty LIKE '%/news/%' OR rule IN ('moved', 'set')) LIMIT 1"};
constexpr Query<In<std::int64_t, std::int64_t, std::string>, Out<std::optional<Instant>>> last_that_went{
    "SELECT max(claimed) FROM mail WHERE no IN (SELECT no FROM mail WHERE case_no = :case UNION "
    "SELECT mail_no FROM nudge WHERE case_no = :also AND mail_no IS NOT NULL) AND person = :person "
    "AND state IN ('claimed', 'handed', 'sent', 'deferred', 'in_doubt')"};
// Whatever told of a letter first brought its draft.
constexpr Query<In<std::int64_t>, Out<std::string, Instant>> drafts{
    "SELECT nudge.duty, coalesce(max(CASE WHEN nudge.rule IN ('drafts', 'concern') THEN mail.claimed END), "
    "min(mail.claimed)) FROM nudge JOIN mail ON mail.no = nudge.mail_no "
    "WHERE nudge.case_no = :case AND nudge.person = 'c' "
    "AND mail.state IN ('claimed', 'handed', 'sent', 'deferred', 'in_doubt') GROUP BY nudge.duty"};

/// What a server said may be lost: nothing is decided by it.
std::string readable_reply(Connection& session, std::int64_t case_number, const Bytes& reply,
                           std::int64_t number) {
    if (reply.text.empty()) return {};
    try {
        return unseal(session.key_of(case_number), reply.text, bound("reply", number));
    } catch (const Damaged&) {
        return {};
    }
}

std::optional<MailRow> read_standing(Connection& session, std::int64_t number) {
    auto row = session.one(standing_of_mail, number);
    if (!row) return std::nullopt;
    auto& [case_number, state, tries, doubts, crashes, wait_until, relay, code, reply, claimed, handed,
           settled] = *row;
    MailRow mail;
    mail.number = number;
    mail.case_number = case_number;
    mail.state = state_of(state);
    mail.tries = static_cast<int>(tries);
    mail.doubts = static_cast<int>(doubts);
    mail.crashes = static_cast<int>(crashes);
    mail.wait_until = wait_until;
    mail.relay = std::move(relay);
    mail.code = static_cast<int>(code);
    mail.reply = readable_reply(session, case_number, reply, number);
    mail.claimed = claimed;
    mail.handed = handed;
    mail.settled = settled;
    return mail;
}

std::optional<MailRow> read_mail(Connection& session, std::int64_t number) {
    auto mail = read_standing(session, number);
    auto row = session.one(text_of_mail, number);
    if (!mail || !row) return std::nullopt;
    auto& [who, due, message_id, sha256, box] = *row;
    auto texts = unpacked(unseal(session.key_of(mail->case_number), box.text, bound("mail", number)), 4);
    mail->due = due;
    mail->message_id = std::move(message_id);
    mail->sha256 = std::move(sha256);
    mail->person = person(session, mail->case_number, who, texts[0]);
    mail->from = std::move(texts[1]);
    mail->to = std::move(texts[2]);
    mail->bytes = std::move(texts[3]);
    return mail;
}

/// Of several those that can be read; the others are set aside, each alone.
std::vector<MailRow> read_mails(Connection& session, const std::vector<std::int64_t>& numbers) {
    std::vector<MailRow> mails;
    mails.reserve(numbers.size());
    for (const auto number : numbers)
        try {
            if (auto mail = read_mail(session, number)) mails.push_back(std::move(*mail));
        } catch (const Damaged&) {
            session.set_aside({Unreadable::Kind::of_mail, number}, bound("mail", number));
        }
    return mails;
}

} // namespace

State state_of(std::string_view word) {
    const auto state = mail::state_named(word);
    if (!state) throw Damaged{{{}, "a mail has a state that is none", restore_hint()}};
    return *state;
}

base::Result<std::optional<MailRow>> Store::mail(std::int64_t number) {
    return x_session->guarded([&] {
        try {
            return read_mail(*x_session, number);
        } catch (const Damaged&) {
            x_session->set_aside({Unreadable::Kind::of_mail, number}, bound("mail", number));
            throw;
        }
    });
}

base::Result<std::optional<MailRow>> Store::mail_standing(std::int64_t number) {
    return x_session->guarded([&] { return read_standing(*x_session, number); });
}

base::Result<std::vector<MailRow>> Store::waiting_mails(Instant now, int count) {
    return x_session->guarded([&] {
        std::vector<std::int64_t> numbers;
        x_session->each(
            waited, [&](std::int64_t number) { numbers.push_back(number); }, now,
            count + x_session->aside_count());
        auto mails = read_mails(*x_session, numbers);
        for (const auto number : numbers)
            if (x_session->unread().contains({Unreadable::Kind::of_mail, number}))
                park(*x_session, number, now);
        if (std::ssize(mails) > count) mails.resize(static_cast<std::size_t>(count));
        return mails;
    });
}

base::Result<std::vector<std::int64_t>> Store::mail_numbers(std::span<const State> states, int count) {
    return x_session->guarded([&] {
        std::vector<std::int64_t> numbers;
        for (const auto state : states)
            x_session->each(
                in_state, [&](std::int64_t number) { numbers.push_back(number); }, mail::word(state), count);
        std::ranges::sort(numbers);
        const auto doubles = std::ranges::unique(numbers);
        numbers.erase(doubles.begin(), doubles.end());
        if (numbers.size() > static_cast<std::size_t>(std::max(count, 0)))
            numbers.resize(static_cast<std::size_t>(std::max(count, 0)));
        return numbers;
    });
}

base::Result<std::vector<MailRow>> Store::mails(std::span<const State> states, int count) {
    const auto numbers = mail_numbers(states, count);
    if (!numbers) return std::unexpected(numbers.error());
    return x_session->guarded([&] { return read_mails(*x_session, *numbers); });
}

base::Result<std::vector<MailRow>> Store::latest_mails(int count) {
    return x_session->guarded([&] {
        std::vector<std::int64_t> numbers;
        x_session->each(newest_mails, [&](std::int64_t number) { numbers.push_back(number); }, count);
        std::ranges::reverse(numbers);
        return read_mails(*x_session, numbers);
    });
}

base::Result<std::vector<MailRow>> Store::undelivered(std::int64_t case_number) {
    return x_session->guarded([&] {
        std::vector<std::int64_t> numbers;
        x_session->each(
            not_delivered, [&](std::int64_t number) { numbers.push_back(number); }, case_number, case_number);
        return read_mails(*x_session, numbers);
    });
}

base::Result<std::vector<MailAbout>> Store::mails_about(std::int64_t case_number) {
    return x_session->about_case(case_number, [&] {
        std::vector<MailAbout> all;
        x_session->each(
            about_duties,
            [&](std::string& duty, std::int64_t number, const std::string& who, const std::string& state,
                std::int64_t code, std::optional<Instant> settled) {
                // One whose row is damaged is set aside by itself.
                if (const auto known = mail::state_named(state))
                    all.push_back({std::move(duty), number,
                                   who.starts_with("r:") ? who.substr(2) : std::string{}, *known,
                                   static_cast<int>(code), settled});
            },
            case_number);
        return all;
    });
}

base::Result<bool> Store::tells_news(std::int64_t number) {
    return x_session->guarded([&] { return x_session->one(news_within, number).has_value(); });
}

base::Result<std::vector<MailRow>> Store::mails_of_case(std::int64_t case_number, int count) {
    return x_session->guarded([&] {
        std::vector<std::int64_t> numbers;
        x_session->each(
            mails_telling_of, [&](std::int64_t number) { numbers.push_back(number); }, case_number,
            case_number, count);
        return read_mails(*x_session, numbers);
    });
}

base::Result<std::optional<Instant>> Store::last_mail(std::int64_t case_number, std::string_view person) {
    return x_session->about_case(case_number, [&] {
        const auto who = reference(*x_session, case_number, person);
        const auto row = x_session->one(last_that_went, case_number, case_number, who);
        return row ? std::get<0>(*row) : std::nullopt;
    });
}

base::Result<std::map<std::string, Instant>> Store::drafts_sent(std::int64_t case_number) {
    return x_session->about_case(case_number, [&] {
        std::map<std::string, Instant> sent;
        x_session->each(
            drafts, [&](std::string duty, Instant at) { sent.emplace(std::move(duty), at); }, case_number);
        return sent;
    });
}

} // namespace followup::store
