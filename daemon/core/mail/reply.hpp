#pragma once

#include "core/base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace followup::mail {

using base::Instant;
using base::seconds;

/// How far a delivery got, as the ledger knows it; see reference reliability 2.4.
enum class State {
    planned,
    claimed,
    handed,
    sent,
    deferred,
    in_doubt,
    rejected,
    merged,
    expired,
    moot,
    parked
};
[[nodiscard]] std::string_view word(State state);
[[nodiscard]] std::optional<State> state_named(std::string_view word);

/// Where in the SMTP dialogue a delivery ended.
enum class Stage { connect, tls, ehlo, auth, mail, rcpt, data, body, dot, done };
[[nodiscard]] std::string_view word(Stage stage);

/// What a delivery came to, before anybody judges it.
struct Reply {
    Stage stage = Stage::connect;
    int code = 0;         ///< of the reply at `stage`; 0: none came
    std::string text;     ///< the server's words, for people
    std::string enhanced; ///< "5.7.1"; empty when the reply had none
    bool handed = false;  ///< the ledger had recorded that the final dot may go out
};

/// The enhanced status code (RFC 3463) that a server's words begin with; empty when they have none.
[[nodiscard]] std::string enhanced_code(std::string_view text);

/// Whose fault it is that a mail was not taken.
enum class Blame { nobody, relay, sender, recipient, message };

/// What follows from a reply for the mail and for the relay (table of reference 2.6 with R1–R3).
struct Verdict {
    State state = State::deferred; ///< sent, deferred, in_doubt or rejected
    Blame blame = Blame::nobody;
    bool counts_as_try = true;   ///< relay failures cost the mail no try
    bool halve_sessions = false; ///< 421, 4.3.2, 4.4.5
};
/// What else the relay did lately, which says whose fault a refusal is.
struct Around {
    static constexpr int recipients_enough = 3; ///< so many prove that it is not about them
    int recipients = 1;        ///< who met this same 5xx one after the other, this mail's with them
    bool takes_others = false; ///< it took another mail since it refused this one before
};
/// `tries` = earlier replies of the same kind for this mail: a 5xx for a recipient is repeated once. A
/// refusal that speaks of us, or that three recipients in a row met, is nobody's but the relay's and ours
/// (R3b): Blame::sender.
[[nodiscard]] Verdict classify(const Reply& reply, int tries, const Around& around = {});

/// Whether a 4xx or 5xx speaks of us, by its enhanced code or its words: our sender, account, standing or
/// volume.
[[nodiscard]] bool refuses_us(const Reply& reply);

/// The documented intervals of `[mail]`; each a key.
struct Intervals {
    seconds doubt_wait = base::minutes{15}; ///< before a mail in doubt is sent again
    int doubts_max = 2;                     ///< then it is parked
    int crashes_max = 3;                    ///< claims that ended with our process within a day: parked
    std::vector<seconds> retry = {base::minutes{1},  base::minutes{2}, base::minutes{5}, base::minutes{10},
                                  base::minutes{20}, base::minutes{30}}; ///< the last repeats
    seconds greylist_wait = base::minutes{6};                            ///< first retry after a 4xx to RCPT
    seconds recipient_wait = base::minutes{30}; ///< between further tries after a 4xx to RCPT
    seconds reject_repeat = base::hours{1};     ///< a refused recipient is tried once more
    seconds give_up = base::days{5};
    std::vector<seconds> probe = {base::minutes{1}, base::minutes{2}, base::minutes{5}, base::minutes{10},
                                  base::minutes{15}}; ///< of an open breaker; the last repeats
    int breaker_failures = 3;
    seconds connect_timeout = seconds{30};
    seconds reply_timeout = seconds{600};
    seconds total_timeout = seconds{900};
    int sessions = 2;                        ///< sender threads for each relay
    seconds policy_repeat = base::hours{12}; ///< between the three tries after a refusal by policy (5.7.x)
    int per_minute = 0;                      ///< mails to relays; 0: as fast as they take them
};

/// When a deferred mail is tried again, `tries` tries before this reply, which `blame` is for. `jitter` in
/// [-1, 1] moves it by up to 10 %.
[[nodiscard]] Instant retry_at(Instant now, const Reply& reply, int tries, const Intervals& intervals,
                               double jitter, Blame blame = Blame::recipient);

/// Circuit breaker of one relay (reference 2.8), as a value: `seen` gives the next state.
struct Breaker {
    enum class Gate { closed, open, half_open };
    Gate gate = Gate::closed;
    int failures = 0;              ///< relay failures in a row
    int probes = 0;                ///< failed probes since it opened
    int successes = 0;             ///< since half-open
    int sessions = 0;              ///< sessions allowed now; 0: as configured
    std::optional<Instant> opened; ///< for status
    std::optional<Instant> probe_at;

    [[nodiscard]] Breaker seen(const Verdict& verdict, Instant now, const Intervals& intervals) const;
    /// How many sessions may run at `now`: 0 while open, 1 for a probe.
    [[nodiscard]] int allowed(Instant now, const Intervals& intervals) const;
    /// The same, but when open it is probed at once: somebody says that the relay was mended.
    [[nodiscard]] Breaker probed(Instant now) const;
};

} // namespace followup::mail
