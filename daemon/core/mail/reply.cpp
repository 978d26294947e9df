#include "core/mail/reply.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace followup::mail {
namespace {

constexpr std::array state_words{
    std::string_view{"planned"},  std::string_view{"claimed"},  std::string_view{"handed"},
    std::string_view{"sent"},     std::string_view{"deferred"}, std::string_view{"in_doubt"},
    std::string_view{"rejected"}, std::string_view{"merged"},   std::string_view{"expired"},
    std::string_view{"moot"},     std::string_view{"parked"}};

constexpr std::array stage_words{
    std::string_view{"connect"}, std::string_view{"tls"},  std::string_view{"ehlo"}, std::string_view{"auth"},
    std::string_view{"mail"},    std::string_view{"rcpt"}, std::string_view{"data"}, std::string_view{"body"},
    std::string_view{"dot"},     std::string_view{"done"}};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool temporary(const Reply& reply) {
    return reply.code >= 400 && reply.code < 500;
}
bool permanent(const Reply& reply) {
    return reply.code >= 500 && reply.code < 600;
}
bool accepted(const Reply& reply) {
    return reply.code >= 200 && reply.code < 300;
}
bool says(const Reply& reply, std::string_view enhanced) {
    return reply.enhanced == enhanced;
}
bool is_policy(const Reply& reply) {
    return reply.enhanced.starts_with("5.7.");
}

/// The mailbox is full: RFC 5321 4.5.3.1.10 treats a bare 552 as 452.
bool is_full(const Reply& reply) {
    return says(reply, "5.2.2") || (reply.code == 552 && reply.enhanced.empty());
}

/// The relay is busy or going down, whatever it was asked.
bool is_overload(const Reply& reply) {
    return reply.code == 421 || (temporary(reply) && (says(reply, "4.3.2") || says(reply, "4.4.5")));
}

Verdict relay_failed(const Reply& reply) {
    return {State::deferred, Blame::relay, false, is_overload(reply)};
}

Verdict deferred(Blame blame) {
    return {State::deferred, blame, true, false};
}
Verdict rejected(Blame blame) {
    return {State::rejected, blame, true, false};
}

/// Rows MAIL of 2.6: no answer to MAIL says anything about the recipient.
Verdict at_mail(const Reply& reply) {
    if (!permanent(reply)) return relay_failed(reply);
    // Size is declared with MAIL: this one message is too big, the sender is not refused.
    if (says(reply, "5.3.4")) return rejected(Blame::message);
    return {State::deferred, Blame::sender, false, false};
}

/// R3b: a refusal that is not about this recipient. When the relay takes others meanwhile it was.
bool of_relay(const Reply& reply, const Around& around) {
    const bool of_mail = reply.stage >= Stage::rcpt && reply.stage <= Stage::dot;
    if (!of_mail || is_full(reply)) return false;
    return (permanent(reply) && around.recipients >= Around::recipients_enough)
           || (refuses_us(reply) && !around.takes_others);
}

/// R3: which refusals of a recipient are believed, and when.
Verdict at_rcpt(const Reply& reply, int tries) {
    constexpr int policy_tries = 3;
    constexpr int address_tries = 2;
    if (temporary(reply) || is_full(reply)) return deferred(Blame::recipient);
    if (!permanent(reply)) return relay_failed(reply);
    const int allowed = is_policy(reply) ? policy_tries : address_tries;
    return tries + 1 < allowed ? deferred(Blame::recipient) : rejected(Blame::recipient);
}

/// An answer to DATA, to the body or to its dot that is no acceptance.
Verdict about_message(const Reply& reply) {
    if (is_full(reply)) return deferred(Blame::recipient);
    return temporary(reply) ? deferred(Blame::message) : rejected(Blame::message);
}

/// No answer after the body: only our own mark tells whether it may have been accepted. The relay is to
/// blame: one that hangs at every dot must open the breaker.
Verdict unanswered(const Reply& reply) {
    return reply.handed ? Verdict{State::in_doubt, Blame::relay, true, false} : relay_failed(reply);
}

seconds nth(const std::vector<seconds>& waits, int index, seconds otherwise) {
    if (waits.empty()) return otherwise;
    const auto last = waits.size() - 1;
    return waits[std::min(last, static_cast<std::size_t>(std::max(0, index)))];
}

struct Wait {
    seconds span;
    bool at_least = false; ///< jitter only lengthens it
};

Wait wait_after(const Reply& reply, int tries, const Intervals& intervals, Blame blame) {
    const bool after_body = reply.stage == Stage::body || reply.stage == Stage::dot;
    const bool answered = temporary(reply) || permanent(reply);
    if (after_body && !answered && reply.handed) return {intervals.doubt_wait, true};
    if (blame == Blame::sender) return {nth(intervals.retry, tries, intervals.recipient_wait), false};
    if (is_full(reply)) return {intervals.recipient_wait, true};
    if (reply.stage == Stage::rcpt && !is_overload(reply)) {
        if (temporary(reply) && tries <= 0) return {intervals.greylist_wait, false};
        if (temporary(reply)) return {intervals.recipient_wait, true};
        if (is_policy(reply)) return {intervals.policy_repeat, false};
        if (permanent(reply)) return {intervals.reject_repeat, false};
    }
    return {nth(intervals.retry, tries, intervals.recipient_wait), false};
}

} // namespace

std::string_view word(State state) {
    return state_words[static_cast<std::size_t>(state)];
}

std::optional<State> state_named(std::string_view word) {
    const auto found = std::ranges::find(state_words, word);
    if (found == state_words.end()) return {};
    return static_cast<State>(found - state_words.begin());
}

std::string_view word(Stage stage) {
    return stage_words[static_cast<std::size_t>(stage)];
}

std::string enhanced_code(std::string_view text) {
    std::size_t end = 0;
    int dots = 0;
    while (end < text.size() && (is_digit(text[end]) || text[end] == '.'))
        dots += text[end++] == '.' ? 1 : 0;
    const auto code = text.substr(0, end);
    const bool shape = dots == 2 && end < 10 && is_digit(code.front()) && is_digit(code.back())
                       && !code.contains("..")
                       && (code.front() == '2' || code.front() == '4' || code.front() == '5');
    return shape && (end == text.size() || text[end] == ' ') ? std::string{code} : std::string{};
}

Verdict classify(const Reply& reply, int tries, const Around& around) {
    const bool refused = temporary(reply) || permanent(reply);
    if (reply.stage == Stage::done || (reply.stage == Stage::dot && accepted(reply)))
        return {State::sent, Blame::nobody, true, false};
    // A relay that is overloaded says nothing about the mail, but it did answer: there is no doubt.
    if (is_overload(reply)) return relay_failed(reply);
    if (of_relay(reply, around)) return {State::deferred, Blame::sender, false, false};
    switch (reply.stage) {
    case Stage::mail: return at_mail(reply);
    case Stage::rcpt: return at_rcpt(reply, tries);
    case Stage::data: return refused ? about_message(reply) : relay_failed(reply);
    case Stage::body:
    case Stage::dot: return refused ? about_message(reply) : unanswered(reply);
    case Stage::connect:
    case Stage::tls:
    case Stage::ehlo:
    case Stage::auth:
    case Stage::done: break;
    }
    return relay_failed(reply);
}

Instant retry_at(Instant now, const Reply& reply, int tries, const Intervals& intervals, double jitter,
                 Blame blame) {
    const auto wait = wait_after(reply, tries, intervals, blame);
    const double bounded = std::isnan(jitter) ? 0.0 : std::clamp(jitter, -1.0, 1.0);
    const double share = 0.1 * (wait.at_least ? std::abs(bounded) : bounded);
    const auto moved = static_cast<seconds::rep>(static_cast<double>(wait.span.count()) * share);
    return now + wait.span + seconds{moved};
}

} // namespace followup::mail
