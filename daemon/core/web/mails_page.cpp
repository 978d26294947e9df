#include "core/web/mails_page.hpp"

#include "core/web/page.hpp"

#include <fmt/format.h>

namespace followup::web {
namespace {

using HowMany = queue::Mails::Wanted;

std::string say(const words::Tongue& tongue, std::string_view phrase) {
    return html_text(tongue.phrase(phrase));
}

std::string button(const words::Tongue& tongue, std::string_view act, std::string_view phrase, bool main) {
    return fmt::format("<form method=\"post\"><input type=\"hidden\" name=\"act\" value=\"{}\">"
                       "<button{}>{}</button></form>\n",
                       act, main ? " class=\"main\"" : "", say(tongue, phrase));
}

/// How many come: "stopped", "few", "told", in the names of phrases.
std::string_view manner(HowMany wanted) {
    switch (wanted) {
    case HowMany::none: return "stopped";
    case HowMany::last_call: return "few";
    case HowMany::all: break;
    }
    return "all";
}

std::string status(const MailsPage& shown) {
    const auto card = [&](std::string_view phrase) {
        return fmt::format("<div class=\"card\" role=\"status\"><p>{}</p></div>\n",
                           say(shown.tongue, phrase));
    };
    if (!shown.before) return shown.wishes.wanted == HowMany::none ? card("mails-stopped") : std::string{};
    if (shown.before->neutral != shown.wishes.neutral)
        return card(shown.wishes.neutral ? "mails-neutral-now" : "mails-full-now");
    return card(fmt::format("mails-{}-now", manner(shown.wishes.wanted)));
}

} // namespace

Reply mails_page(const MailsPage& shown) {
    const auto& tongue = shown.tongue;
    const auto title = tongue.phrase("mails-title", words::Values{}.text("name", shown.name));
    auto body =
        fmt::format("<p class=\"quiet\">{}</p>\n<h1>{}</h1>\n", html_text(shown.agency), html_text(title));
    body += status(shown);
    const auto wanted = shown.wishes.wanted;
    body += fmt::format("<p>{}</p>\n", say(tongue, wanted == HowMany::none        ? "mails-stopped-then"
                                                   : wanted == HowMany::last_call ? "mails-few"
                                                                                  : "mails-told"));
    if (wanted != HowMany::all) body += button(tongue, "resume", "mails-resume", wanted == HowMany::none);
    if (wanted != HowMany::last_call) body += button(tongue, "few", "mails-fewer", wanted == HowMany::all);
    if (wanted != HowMany::none) {
        body += button(tongue, "stop", "mails-stop", false);
        body += fmt::format("<h2>{}</h2>\n<p>{}</p>\n", say(tongue, "mails-subjects"),
                            say(tongue, shown.wishes.neutral ? "mails-neutral" : "mails-full"));
        body += shown.wishes.neutral ? button(tongue, "full", "mails-say", false)
                                     : button(tongue, "neutral", "mails-hide", false);
    }
    return page(200, title, body, tongue.code());
}

mail::Wishes wished(mail::Wishes now, std::string_view act) {
    if (act == "neutral" || act == "full") {
        now.neutral = act == "neutral";
        return now;
    }
    now.wanted = act == "resume" ? HowMany::all : act == "few" ? HowMany::last_call : HowMany::none;
    return now;
}

} // namespace followup::web
