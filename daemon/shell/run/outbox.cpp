#include "shell/run/outbox.hpp"

#include "core/mail/mime.hpp"
#include "core/web/layout.hpp"
#include "core/web/outbox.hpp"
#include "core/web/views.hpp"
#include "shell/log/log.hpp"
#include "shell/run/doubt.hpp"
#include "shell/run/questions.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace followup::run {
namespace {

constexpr int mails_all = 100'000;
constexpr int mails_listed = 40; ///< besides those that wait or are in trouble

using enum mail::State;

constexpr std::array every{claimed,  handed, deferred, in_doubt, sent,
                           rejected, merged, expired,  moot,     parked};
constexpr std::array open_states{claimed, handed, deferred, in_doubt, rejected, parked};

std::optional<std::int64_t> number_of(const std::string& text) {
    std::int64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, number);
    return error == std::errc{} && at == end && number > 0 ? std::optional{number} : std::nullopt;
}

web::MailShown shown(const store::MailRow& row, std::vector<std::string> duties) {
    const auto parts = mail::parts_of(std::string_view{row.bytes}.substr(0, row.bytes.find("\r\n\r\n")));
    return {.number = row.number,
            .state = row.state,
            .came_back = store::came_back(row),
            .person = row.person,
            .from = row.from,
            .to = row.to,
            .subject = parts.front().header("subject"),
            .due = row.due,
            .claimed = row.claimed,
            .handed = row.handed,
            .settled = row.settled,
            .wait_until = row.wait_until,
            .tries = row.tries,
            .doubts = row.doubts,
            .crashes = row.crashes,
            .relay = row.relay,
            .code = row.code,
            .reply = row.reply,
            .message_id = row.message_id,
            .duties = std::move(duties)};
}

/// Whether a mail is about what the caller may see, or is theirs to read.
base::Result<bool> is_seen(Bookkeeper& keeper, const store::MailRow& row, const Caller& caller) {
    if (caller.who.steward) return true;
    if (row.case_number == 0) return may_see(keeper, caller.who, row.person);
    const auto of = keeper.store().case_by_number(row.case_number);
    if (!of) return std::unexpected(of.error());
    return *of && may_see(keeper, caller.who, (*of)->recruiter);
}

/// Those that wait or are in trouble, and the latest of the others.
base::Result<std::vector<std::int64_t>> usual(store::Store& store) {
    auto numbers = store.mail_numbers(open_states, mails_all);
    if (!numbers) return numbers;
    const auto latest = store.latest_mails(mails_listed + 1);
    if (!latest) return std::unexpected(latest.error());
    for (const auto& row : *latest)
        numbers->push_back(row.number);
    std::ranges::sort(*numbers);
    const auto doubles = std::ranges::unique(*numbers);
    numbers->erase(doubles.begin(), doubles.end());
    return numbers;
}

/// Those of them that the caller may see.
Answer<std::vector<web::MailShown>> all_shown(Bookkeeper& keeper, std::span<const std::int64_t> numbers,
                                              const Caller& caller) {
    auto& store = keeper.store();
    std::vector<web::MailShown> list;
    for (const auto number : numbers) {
        if (!keeper.breath().take("a list of mails")) return failed_reply(ending());
        const auto row = store.mail(number);
        if (!row && store.is_mail_set_aside(number)) continue; // status names it
        if (!row) return failed_reply(row.error());
        if (!*row) continue;
        const auto seen = is_seen(keeper, **row, caller);
        if (!seen) return failed_reply(seen.error());
        if (!*seen) continue;
        auto duties = store.duties_of_mail(number);
        if (!duties) return failed_reply(duties.error());
        list.push_back(shown(**row, std::move(*duties)));
    }
    return list;
}

/// What the storm guard holds, in words; empty when it holds nothing.
Answer<std::string> held(Bookkeeper& keeper, const web::Reader& reader, const Caller& caller) {
    constexpr int cases_named = 10;
    const auto storm = keeper.storm();
    if (!storm) return failed_reply(storm.error());
    if (!*storm) return std::string{};
    const auto due = keeper.store().due_nudges(reader.now, caller.who.steward ? cases_named : 0);
    if (!due) return failed_reply(due.error());
    web::HeldShown shown{(*storm)->since, (*storm)->due, (*storm)->limit, {}};
    for (const auto& each : *due)
        for (const auto& nudge : each.nudges)
            shown.first.push_back({nudge.at, nudge.person, nudge.duty});
    return web::held_text(shown, reader);
}

Answer<web::Reply> release_all(Bookkeeper& keeper, const Caller& caller) {
    const bool accepted = keeper.clock_doubt().accept();
    const auto released = keeper.release_storm(caller.now);
    if (!released) return failed_reply(released.error());
    if (!*released && !accepted)
        return web::json(409, web::problems_json({{"outbox", "the storm guard holds nothing",
                                                   "a single mail is released by its number"}}));
    if (*released) log::warning("the storm guard lets everything go: released by " + caller.who.name);
    return web::json(200, "{}\n");
}

Answer<web::Reply> retry_all(Bookkeeper& keeper, Instant now) {
    const auto count = keeper.retry_all(now);
    if (!count) return failed_reply(count.error());
    log::info(fmt::format("{} mails are tried again: somebody asked for it", *count));
    return web::json(200, fmt::format("{{\"mails\": {}}}\n", *count));
}

Answer<web::Reply> list(Bookkeeper& keeper, const web::CommandWanted& wanted, const Caller& caller) {
    auto& store = keeper.store();
    const auto form = form_of(wanted, caller);
    const auto asked = query(wanted, "state");
    const auto state = mail::state_named(asked);
    if (!asked.empty() && !state)
        return web::json(422, web::problems_json({{asked, "is no state of a mail",
                                                   "claimed, handed, sent, deferred, in_doubt, rejected, "
                                                   "merged, expired, moot or parked"}}));
    // For programs the whole list, unless they ask for a part.
    const bool all = query(wanted, "all") == "1" || !form.text;
    const auto numbers = state ? store.mail_numbers(std::array{*state}, mails_all)
                         : all ? store.mail_numbers(every, mails_all)
                               : usual(store);
    if (!numbers) return failed_reply(numbers.error());
    const auto mails = all_shown(keeper, *numbers, caller);
    if (!mails) return std::unexpected(mails.error());
    const auto& list = *mails;
    const bool more = !all && !state && std::ssize(list) > mails_listed;
    if (!form.text)
        return keeper.breath().outside("a list of mails",
                                       [&] { return in_form(form, web::outbox_json(list)); });
    auto first = held(keeper, form.reader, caller);
    if (!first) return std::unexpected(first.error());
    if (const auto& doubt = keeper.clock_doubt().found())
        *first = web::wrapped(base::text(doubt_words(*doubt)), 0, 0) + "\n" + *first;
    return in_form(form, *first + web::outbox_text(list, more, form.reader));
}

Answer<web::Reply> one(Bookkeeper& keeper, std::int64_t number, const web::CommandWanted& wanted,
                       const Caller& caller) {
    auto& store = keeper.store();
    const auto row = store.mail(number);
    if (!row) return failed_reply(row.error());
    if (!*row)
        return web::json(404,
                         web::problems_json({{"outbox", fmt::format("there is no mail {}", number), ""}}));
    const auto seen = is_seen(keeper, **row, caller);
    if (!seen) return failed_reply(seen.error());
    if (!*seen) return forbidden_reply(caller.who, web::Concern::recruiter);
    auto duties = store.duties_of_mail(number);
    if (!duties) return failed_reply(duties.error());
    const auto steps = store.log_of_mail(number);
    if (!steps) return failed_reply(steps.error());
    auto mail = shown(**row, std::move(*duties));
    for (const auto& step : *steps)
        mail.steps.push_back({step.at, step.state, step.code, step.relay, step.reply});
    mail.bytes = (*row)->bytes;
    const auto form = form_of(wanted, caller);
    return in_form(form, form.text ? web::mail_text(mail, form.reader) : web::mail_json(mail));
}

Answer<web::Reply> ordered(Bookkeeper& keeper, std::int64_t number, const web::CommandWanted& wanted,
                           const Caller& caller) {
    using Order = Bookkeeper::Order;
    constexpr std::array<std::pair<std::string_view, Order>, 3> orders{
        {{"hold", Order::hold}, {"release", Order::release}, {"retry", Order::retry}}};
    const auto asked = query(wanted, "order");
    const auto found =
        std::ranges::find(orders, std::string_view{asked}, &std::pair<std::string_view, Order>::first);
    if (found == orders.end())
        return web::json(400, web::problems_json({{asked, "is nothing to do with a mail", ""}}));
    const auto row = keeper.order(number, found->second, caller.now);
    if (!row) return web::json(409, web::problems_json({row.error()}));
    log::info(fmt::format("mail {} {} by {}", number, asked, caller.who.name));
    return one(keeper, number, wanted, caller);
}

} // namespace

base::Result<void> add_undelivered(store::Store& store, std::int64_t number, web::Whose& whose) {
    const auto lost = store.undelivered(number);
    if (!lost) return std::unexpected(lost.error());
    if (lost->empty()) return {};
    const auto all = store.mails_of_case(number, 1000);
    if (!all) return std::unexpected(all.error());
    for (const auto& mail : *all) {
        const bool failed = store::is_lost(mail.state, mail.code);
        if (!failed && mail.state != mail::State::sent) continue;
        const auto duties = store.duties_of_mail(mail.number);
        if (!duties) return std::unexpected(duties.error());
        for (const auto& duty : *duties) {
            whose.undelivered.erase(duty);
            if (failed)
                whose.undelivered[duty] = fmt::format(
                    "a mail to {} could not be delivered: {}{}", mail.to,
                    mail.reply.starts_with(std::to_string(mail.code)) ? "" : std::to_string(mail.code) + " ",
                    mail.reply);
        }
    }
    return {};
}

std::optional<web::Reply> answer_outbox(Bookkeeper& keeper, const web::CommandWanted& wanted,
                                        const web::Request& request, const Caller& caller) {
    const bool post = request.method == "POST";
    const auto reply = [](Answer<web::Reply> answer) {
        return answer ? std::move(*answer) : std::move(answer.error());
    };
    if (wanted.command == "outbox" && !post) return reply(list(keeper, wanted, caller));
    if (wanted.command != "mail") return std::nullopt;
    if (post && query(wanted, "number") == "all" && query(wanted, "order") == "release")
        return reply(release_all(keeper, caller));
    if (post && query(wanted, "number") == "all" && query(wanted, "order") == "retry")
        return reply(retry_all(keeper, caller.now));
    const auto number = number_of(query(wanted, "number"));
    if (!number)
        return web::json(422, web::problems_json({{query(wanted, "number"), "is no number of a mail",
                                                   "followup outbox lists them"}}));
    return reply(post ? ordered(keeper, *number, wanted, caller) : one(keeper, *number, wanted, caller));
}

} // namespace followup::run
