#pragma once

#include "core/calendar/feed.hpp"
#include "core/web/http.hpp"

#include <variant>

namespace followup::web {

/// `/f/TOKEN/Follow-ups.ics`, or `Tasks.ics`; `?alarms=1` adds alarms, `?privacy=initials` and
/// `?privacy=busy` tell less. What else stands in the query is left alone: some readers add to it.
struct FeedWanted {
    std::string token;
    calendar::Form form{};
    calendar::Privacy privacy = calendar::Privacy::full; ///< a level that is not known is the strictest

    /// The last part of its address.
    [[nodiscard]] std::string_view file() const { return form.tasks ? "Tasks.ics" : "Follow-ups.ics"; }
};
/// `/f/TOKEN/`: the page that helps a person subscribe to that feed.
struct FeedPageWanted {
    std::string token;
};
/// `/healthz`
struct HealthWanted {};
/// `/metrics`
struct MetricsWanted {};
/// `/a/TOKEN`: a duty and its buttons. Only POST acts.
struct ActWanted {
    std::string token;
};
/// `/a/TOKEN/letter` and `/a/TOKEN/letter.eml`: a letter's draft, as a page to print and for a mail program.
struct LetterWanted {
    std::string token;
    bool file = false; ///< the .eml
};
/// `/u/TOKEN`: no more mails, or mails again. Only POST acts (RFC 8058).
struct MailsWanted {
    std::string token;
};
/// The unix socket's own addresses: `/v1/COMMAND`.
struct CommandWanted {
    std::string command;                                    ///< "status", "feeds", "add": see may.hpp
    std::vector<std::pair<std::string, std::string>> query; ///< decoded
};

/// What a request asks for, or the reply it gets at once (404, 405 with Allow, 400). Exact match over decoded
/// segments; absolute-form, "..", "%2f", "%00" and double encoding are 400; commands only when `local`.
using Wanted = std::variant<FeedWanted, FeedPageWanted, ActWanted, LetterWanted, MailsWanted, HealthWanted,
                            MetricsWanted, CommandWanted, Reply>;
[[nodiscard]] Wanted route(const Request& request);

/// A target as it may stand in a log: without query, tokens as "-" (interop H22).
[[nodiscard]] std::string logged(std::string_view target);

} // namespace followup::web
