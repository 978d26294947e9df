#pragma once

#include "core/base/instant.hpp"
#include "core/base/problem.hpp"
#include "core/mail/reply.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// Deliveries over SMTP with libcurl's blocking easy handles (interop C1–C17): one Session for each sender
/// thread.
namespace followup::smtp {

/// Once in main, before any thread.
void open_library();

struct Relay {
    std::string url;  ///< smtp://HOST:PORT (STARTTLS unless `plain`) or smtps://HOST:PORT
    std::string user; ///< empty: no AUTH
    std::string password;
    std::string helo;    ///< EHLO name; empty: the host's
    bool plain = false;  ///< no TLS: only ever to loopback
    std::string ca_file; ///< PEM; empty: the system's
};

/// One mail to one recipient. Addresses in ASCII (A-labels) unless the local part needs SMTPUTF8.
struct Envelope {
    std::string from;
    std::string to;
    std::string_view bytes; ///< CRLF lines; must outlive the call
};

/// Whom a delivery came to.
struct Met {
    std::string address;     ///< IP address; empty: there was no connection
    std::string certificate; ///< whom it is made out to, as "mail.example"; empty: none was seen
    std::optional<base::Instant> expires;
};

/// What a delivery asks its caller, on the sender's thread.
struct Hooks {
    /// Called inside the read callback just before the last bytes (and the dot) go out: record `handed`.
    /// False aborts the connection before the dot: the mail is surely not accepted.
    std::function<bool()> before_dot;
    /// Looked at every second: true ends a delivery that is not handed yet.
    std::function<bool()> stop;
    /// Looked at every second: true ends a delivery in any state; what was handed is in doubt then.
    std::function<bool()> abandon;
    /// Hears every line of the dialogue, ours and theirs, without line end; of a login only the word AUTH.
    std::function<void(bool ours, std::string_view line)> overhear = {};
    /// Hears whom the delivery ended with, once it has; only asked for when it is set.
    std::function<void(const Met& met)> met = {};
};

class Session {
  public:
    Session(Relay relay, mail::Intervals intervals);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Delivers, over the connection kept from the last time if it still stands. Blocks up to the total
    /// timeout. Never throws; how far it got is in the reply.
    [[nodiscard]] mail::Reply deliver(const Envelope& envelope, const Hooks& hooks);

    /// Ends the connection (QUIT; may take a second).
    void close();

  private:
    struct Easy;
    std::unique_ptr<Easy> x_easy;
};

} // namespace followup::smtp
