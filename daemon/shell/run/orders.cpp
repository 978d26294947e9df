#include "shell/run/bookkeeper.hpp"

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

} // namespace

base::Result<store::MailRow> Bookkeeper::order(std::int64_t number, Order order, Instant now) {
    auto found = x_store.mail(number);
    if (!found) return std::unexpected(found.error());
    if (!*found)
        return base::problem("outbox", fmt::format("there is no mail {}", number),
                             "followup outbox lists them");
    auto mail = std::move(**found);
    if (const auto problem = misfit(mail, order)) return std::unexpected(*problem);
    const auto from = mail.state;
    if (order == Order::hold) {
        mail.state = parked;
        mail.wait_until.reset();
        mail.reply = "held by a person";
    } else {
        // As if it were new: what it had suffered before would hold or end it again at once.
        mail.state = deferred;
        mail.wait_until = now;
        mail.settled.reset();
        mail.claimed = now;
        mail.tries = mail.doubts = mail.crashes = 0;
        mail.reply = order == Order::retry ? "tried again by a person" : "released by a person";
    }
    mail.code = 0;
    mail.relay.clear();
    if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
    const auto written = x_store.update(mail, from, now);
    if (!written) return give_up(written.error());
    if (mail.claimed == now)
        if (auto begun = x_store.begin_anew(number, now); !begun) return give_up(begun.error());
    if (auto committed = commit(); !committed) return std::unexpected(committed.error());
    return mail;
}

base::Result<void> Bookkeeper::came_back(std::int64_t number, int code, const std::string& words,
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
    return commit();
}

} // namespace followup::run
