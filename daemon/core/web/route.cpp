#include "core/web/route.hpp"

#include "core/base/text.hpp"
#include "core/web/feed.hpp"
#include "core/web/link.hpp"
#include "core/web/page.hpp"
#include "core/web/target.hpp"

#include <algorithm>

namespace followup::web {
namespace {

constexpr std::size_t command_size_max = 32;

bool is_token(std::string_view text) {
    return text.size() == feed_token_size && std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
                      || c == '_';
           });
}

bool is_command(std::string_view text) {
    return !text.empty() && text.size() <= command_size_max
           && std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

Reply not_allowed(std::string allow) {
    auto reply = plain(405, "this address does not take that method");
    reply.headers.emplace_back("Allow", std::move(allow));
    return reply;
}

/// Signs that belong to the sentence or the brackets around a pasted address, not to it.
constexpr std::string_view pasted_signs = ".,;:)>]}'\" ";

/// An address of ours as it was meant: without what was pasted behind it.
void forgive(Target& target) {
    auto& parts = target.segments;
    if (parts.size() < 2 || parts[0].size() != 1) return;
    const auto whole = parts.back();
    const auto end = whole.find_last_not_of(pasted_signs);
    parts.back().resize(end == std::string::npos ? 0 : end + 1);
    if (parts[0] == "f" && parts.size() > 2 && parts.back().empty()) parts.pop_back();
}

/// One answer for everything that is not there, so that it tells nothing.
Reply not_found() {
    return plain(404, "there is nothing here");
}

bool reads(const Request& request) {
    return request.method == "GET" || request.method == "HEAD";
}

bool is_feed_file(std::string_view name) {
    return name == "Follow-ups.ics" || name == "Tasks.ics";
}

FeedWanted feed_wanted(const Target& target) {
    FeedWanted feed{.token = target.segments[1]};
    feed.form.tasks = target.segments[2] == "Tasks.ics";
    for (const auto& [name, value] : target.query) {
        if (name == "alarms") feed.form.alarms = value == "1";
        // A typing error must not tell more than was meant; of several the strictest counts.
        if (name == "privacy")
            feed.privacy =
                std::max(feed.privacy, calendar::privacy_of(value).value_or(calendar::Privacy::busy));
    }
    if (feed.form.tasks) feed.form.alarms = false;
    return feed;
}

Wanted wanted(const Request& request, Target target) {
    forgive(target);
    const auto& parts = target.segments;
    if (parts.size() == 1 && parts[0] == "healthz")
        return reads(request) ? Wanted{HealthWanted{}} : Wanted{not_allowed("GET, HEAD")};
    if (parts.size() == 1 && parts[0] == "metrics")
        return reads(request) ? Wanted{MetricsWanted{}} : Wanted{not_allowed("GET, HEAD")};
    if (parts.size() == 3 && parts[0] == "f" && is_feed_file(parts[2]) && is_token(parts[1]))
        return reads(request) ? Wanted{feed_wanted(target)} : Wanted{not_allowed("GET, HEAD")};
    const bool page = parts.size() == 2;
    if (page && parts[0] == "f" && is_token(parts[1]))
        return reads(request) ? Wanted{FeedPageWanted{parts[1]}} : Wanted{not_allowed("GET, HEAD")};
    const bool letter = parts.size() == 3 && parts[0] == "a" && is_link_token(parts[1]);
    if (letter && (parts[2] == "letter" || parts[2] == "letter.eml"))
        return reads(request) ? Wanted{LetterWanted{parts[1], parts[2] == "letter.eml"}}
                              : Wanted{not_allowed("GET, HEAD")};
    const bool personal = parts.size() == 2 && (parts[0] == "a" || parts[0] == "u");
    if (personal && is_link_token(parts[1])) {
        if (!reads(request) && request.method != "POST") return not_allowed("GET, HEAD, POST");
        if (parts[0] == "a") return ActWanted{parts[1]};
        return MailsWanted{parts[1]};
    }
    if (request.local && parts.size() == 2 && parts[0] == "v1" && is_command(parts[1])) {
        if (request.method != "GET" && request.method != "POST") return not_allowed("GET, POST");
        return CommandWanted{parts[1], std::move(target.query)};
    }
    return not_found();
}

} // namespace

Wanted route(const Request& request) {
    auto target = parse_target(origin_form(request.target));
    if (!target) return fitted(plain(400, "the address of the request is malformed"), request);
    auto found = wanted(request, std::move(*target));
    if (auto* reply = std::get_if<Reply>(&found)) *reply = fitted(std::move(*reply), request);
    return found;
}

std::string logged(std::string_view target) {
    auto path = target.substr(0, target.find_first_of("?#"));
    auto parts = base::split(path, '/');
    // "/f/TOKEN/…", "/a/TOKEN": behind one letter stands a secret, and no other part is so long.
    for (std::size_t n = 2; n < parts.size(); ++n)
        if ((n == 2 && parts[1].size() == 1) || parts[n].size() >= feed_token_size) parts[n] = "-";
    return base::escaped(base::joined(parts, "/"));
}

} // namespace followup::web
