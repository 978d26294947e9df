#include "shell/run/bookkeeper.hpp"
#include "shell/run/dead_letters.hpp"
#include "shell/run/first_edition.hpp"
#include "shell/run/pace.hpp"
#include "shell/run/tidings.hpp"

#include <array>
#include <fmt/format.h>

namespace followup::run {
namespace {

using enum mail::State;

/// Why an order does not fit a mail's state; nothing when it does.
std::optional<base::Problem> misfit(const store::MailRow& mail, Bookkeeper::Order order) {
    const auto where = fmt::format("mail {}", mail.number);
    const auto state = mail.state;
    if (state == claimed || state == handed)
        return base::Problem{where, "is on its way to the relay at this moment", "try again in a minute"};
    if (state == sent)
        return base::Problem{where, "was sent, and is not sent twice",
                             store::came_back(mail) ? "it came back: mend the address of its reader" : ""};
    if (state == moot)
        return base::Problem{where,
                             "is not wanted any more: "
                                 + (mail.reply.empty() ? "what it was about is "
                                                         "settled"
                                                       : mail.reply),
                             ""};
    if (order == Bookkeeper::Order::release && state != parked)
        return base::Problem{where, "is not held", "retry tries it at once"};
    if (order == Bookkeeper::Order::hold && state != deferred && state != in_doubt)
        return base::Problem{where, fmt::format("is {} and waits for nothing", mail::word(state)), ""};
    return std::nullopt;
}

/// As if it were new: what it had suffered before would hold or end it again at once.
void begin_anew(store::MailRow& mail, std::string_view why, Instant now) {
    mail.state = deferred;
    mail.wait_until = now;
    mail.settled.reset();
    mail.claimed = now;
    mail.tries = mail.doubts = mail.crashes = 0;
    mail.reply = why;
    mail.code = 0;
    mail.relay.clear();
}

/// What a person has tried again or released goes out, though its address was held to be dead.
base::Result<void> revive(Bookkeeper& keeper, const store::MailRow& mail) {
    const auto address = base::MailAddress::parse(mail.to);
    if (!address) return {};
    const auto since = nobody_since(keeper, *address);
    if (!since) return std::unexpected(since.error());
    return *since ? try_once_more(keeper, *address) : base::Result<void>{};
}

/// Whether a mail that was given up was refused for our sake.
bool given_up_for_us(const store::MailRow& mail) {
    return mail::refuses_us(
        {mail::Stage::dot, mail.code, mail.reply, mail::enhanced_code(mail.reply), false});
}

} // namespace

base::Result<bool> Bookkeeper::retry(std::int64_t number, Instant now) {
    auto found = x_store.mail_standing(number);
    if (!found) return std::unexpected(found.error());
    if (!*found) return false;
    auto mail = std::move(**found);
    const auto from = mail.state;
    if (mail.reply == told_together) return false; // it waits for others like it
    const auto since = now - x_config->mail.intervals.give_up;
    if (from != deferred && (!given_up_for_us(mail) || mail.settled.value_or(now) < since)) return false;
    FirstEdition edition{x_store};
    const auto first = edition.wrote(mail);
    if (!first) return std::unexpected(first.error());
    if (*first) {
        if (auto again = edition.write_again(mail, now); !again) return std::unexpected(again.error());
        return true;
    }
    begin_anew(mail, "tried again by a person", now);
    if (const auto written = x_store.update(mail, from, now); !written)
        return std::unexpected(written.error());
    if (auto begun = x_store.begin_anew(number, now); !begun) return std::unexpected(begun.error());
    return true;
}

base::Result<int> Bookkeeper::retry_all(Instant now) {
    constexpr int mails_max = 100'000;
    const auto numbers = x_store.mail_numbers(std::array{deferred, rejected, expired}, mails_max);
    if (!numbers) return std::unexpected(numbers.error());
    x_relays.mended();
    int count = 0;
    Pace pace{20, 500};
    for (std::span<const std::int64_t> left = *numbers; !left.empty();) {
        const auto some = left.first(std::min(pace.next(), left.size()));
        pace.begin();
        if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
        for (const auto number : some) {
            const auto again = retry(number, now);
            if (!again) return give_up(again.error());
            count += *again ? 1 : 0;
        }
        if (auto committed = commit(); !committed) return std::unexpected(committed.error());
        pace.done(some.size());
        left = left.subspan(some.size());
        if (!x_breath.take("mails tried again")) break;
    }
    return count;
}

base::Result<store::MailRow> Bookkeeper::order(std::int64_t number, Order order, Instant now) {
    auto found = x_store.mail(number);
    if (!found) return std::unexpected(found.error());
    if (!*found)
        return base::problem("outbox", fmt::format("there is no mail {}", number),
                             "followup outbox lists them");
    auto mail = **found;
    FirstEdition edition{x_store};
    if (const auto problem = misfit(mail, order)) return std::unexpected(*problem);
    const auto from = mail.state;
    if (order == Order::hold) {
        mail.state = parked;
        mail.wait_until.reset();
        mail.reply = "held by a person";
        mail.code = 0;
        mail.relay.clear();
    } else {
        begin_anew(mail, order == Order::retry ? "tried again by a person" : "released by a person", now);
    }
    if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
    const auto first = order == Order::hold ? base::Result<bool>{false} : edition.wrote(**found);
    if (!first) return give_up(first.error());
    if (*first) {
        mail = std::move(**found);
        if (auto again = edition.write_again(mail, now); !again) return give_up(again.error());
        if (auto committed = commit(); !committed) return std::unexpected(committed.error());
        return mail;
    }
    const auto written = x_store.update(mail, from, now);
    if (!written) return give_up(written.error());
    if (order != Order::hold)
        if (auto revived = revive(*this, mail); !revived) return give_up(revived.error());
    if (mail.claimed == now)
        if (auto begun = x_store.begin_anew(number, now); !begun) return give_up(begun.error());
    if (auto committed = commit(); !committed) return std::unexpected(committed.error());
    return mail;
}

base::Result<void> Bookkeeper::came_back(std::int64_t number, int code, const std::string& words, bool nobody,
                                         Instant now) {
    auto found = x_store.mail(number);
    if (!found) return std::unexpected(found.error());
    if (!*found || (*found)->state != sent || store::came_back(**found)) return {};
    auto mail = std::move(**found);
    mail.code = code;
    mail.reply = words;
    mail.relay.clear();
    if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
    if (const auto written = x_store.update(mail, sent, now); !written) return give_up(written.error());
    if (nobody) {
        x_ready.clear();
        if (auto noted = note_nobody(*this, mail, now); !noted) return give_up(noted.error());
    }
    const mail::Unreached why{
        .why = mail::Unreached::Why::came_back, .whom = {}, .reply = words, .about = {}, .nobody = nobody};
    if (auto told = Tidings{*this}.unreached(mail, why, now); !told) return give_up(told.error());
    return commit();
}

} // namespace followup::run
