#include "core/web/acting.hpp"

#include "core/mail/facts.hpp"
#include "core/mail/since.hpp"
#include "core/mail/wording.hpp"

#include <array>
#include <fmt/format.h>

namespace followup::web {
namespace {

using plan::Kind;
using News = queue::Heard::News;
using words::Tongue;
using words::Values;

std::string say(const Tongue& tongue, std::string_view phrase, const Values& values = {}) {
    return html_text(tongue.phrase(phrase, values));
}

/// The phrase on the button of an act.
std::string_view button_phrase(Act act, const plan::Duty& duty) {
    switch (act) {
    case Act::done:
        if (duty.kind == Kind::letter) return "press-sent";
        if (duty.kind == Kind::debrief || duty.kind == Kind::client_debrief) return "press-talked";
        break;
    case Act::spoke: return "press-spoke";
    case Act::voicemail: return "press-voicemail";
    case Act::no_answer: return "press-no-answer";
    case Act::heard: return "press-heard";
    case Act::push: return "press-push";
    case Act::not_mine: return "press-not-mine";
    case Act::undo: return "undo-button";
    case Act::accept: return "press-accept";
    case Act::decline: return "press-decline";
    case Act::told: return "press-told";
    case Act::close: return "press-close";
    }
    return "press-done";
}

struct Answer {
    News news;
    std::string_view phrase;
};
constexpr std::array answers{Answer{News::second_interview, "news-second-interview"},
                             Answer{News::offer, "news-offer"},
                             Answer{News::rejected, "news-rejected"},
                             Answer{News::new_date, "news-new-date"},
                             Answer{News::asked, "news-asked"},
                             Answer{News::acknowledged, "news-acknowledged"}};

std::string hidden(std::string_view name, std::string_view value) {
    return fmt::format("<input type=\"hidden\" name=\"{}\" value=\"{}\">", name, html_text(value));
}

/// A form of its own for each act: a press on Enter in a field can only mean that one.
std::string form(const ActPage& shown, Act act, std::string_view inside, std::string_view button,
                 bool main = false) {
    return fmt::format("<form method=\"post\">{}{}{}<button{}>{}</button></form>\n", hidden("act", word(act)),
                       hidden("of", shown.seal), inside, main ? " class=\"main\"" : "",
                       say(shown.tongue, button));
}

std::string folded(const ActPage& shown, Act act, bool open, std::string_view inside) {
    return fmt::format("<details{}><summary>{}</summary>{}</details>\n", open ? " open" : "",
                       say(shown.tongue, button_phrase(act, shown.duty)), inside);
}

std::string date_field(std::string_view id, std::string_view label, const std::string& value) {
    return fmt::format(
        "<label for=\"{0}\">{1}</label><input id=\"{0}\" name=\"date\" value=\"{2}\" autocomplete=\"off\">",
        id, label, html_text(value));
}

std::string push_form(const ActPage& shown, bool open) {
    const bool typed = shown.typed.act == Act::push;
    const auto field =
        date_field("push-date", say(shown.tongue, "push-when"), typed ? shown.typed.date : std::string{});
    return folded(shown, Act::push, open, form(shown, Act::push, field, "push-show"));
}

std::string heard_form(const ActPage& shown, bool open) {
    const bool typed = shown.typed.act == Act::heard;
    std::string choices;
    for (const auto& each : answers)
        choices += fmt::format("<option value=\"{}\"{}>{}</option>", queue::word(each.news),
                               typed && each.news == shown.typed.news ? " selected" : "",
                               say(shown.tongue, each.phrase));
    const auto inside = fmt::format(
        "<label for=\"news\">{}</label><select id=\"news\" name=\"news\">{}</select>{}",
        say(shown.tongue, "heard-what"), choices,
        date_field("news-date", say(shown.tongue, "heard-date"), typed ? shown.typed.date : std::string{}));
    return folded(shown, Act::heard, open, form(shown, Act::heard, inside, "heard-record"));
}

std::string not_mine_form(const ActPage& shown) {
    const bool candidate = shown.reader.role == plan::Role::candidate;
    const auto then = say(shown.tongue, candidate ? "not-mine-candidate" : "not-mine-recruiter");
    return folded(shown, Act::not_mine, false,
                  fmt::format("<p>{}</p>{}", then, form(shown, Act::not_mine, {}, "not-mine-sure")));
}

std::string buttons(const ActPage& shown) {
    std::string text;
    bool first = true;
    const bool mending = shown.wrong.has_value();
    auto acts = acts_for(shown.duty);
    const bool after = acts.empty();
    if (after) acts = acts_after(shown.duty, shown.standing, shown.reader.role);
    for (const auto act : acts) {
        if (act == Act::push)
            text += push_form(shown, mending && shown.typed.act == act);
        else if (act == Act::heard)
            text += heard_form(shown, mending && shown.typed.act == act);
        else if (act == Act::not_mine)
            text += not_mine_form(shown);
        else
            text += form(shown, act, {}, button_phrase(act, shown.duty), first && !shown.read);
        first = false;
    }
    if (text.empty()) return text;
    const bool untold = acts.front() == Act::told;
    const auto* asked = shown.read ? "page-ask-else"
                        : untold   ? "page-ask-told"
                        : after    ? "page-ask-next"
                                   : "page-ask";
    return fmt::format("<h2>{}</h2>\n{}", say(shown.tongue, asked), text);
}

std::string html_list(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines)
        text += fmt::format("<li>{}</li>", html_text(line));
    return text.empty() ? text : fmt::format("<ul>{}</ul>", text);
}

std::string read_back(const ActPage& shown) {
    const auto& read = *shown.read;
    const auto inside = (read.deed.act == Act::heard ? hidden("news", queue::word(read.deed.news)) : "")
                        + hidden("date", read.deed.date) + hidden("sure", read.sure);
    const auto then = read.follows.empty() ? "" : fmt::format("<p>{}</p>", say(shown.tongue, "read-then"));
    return fmt::format(
        "<div class=\"card\" role=\"status\"><p><strong>{}</strong></p>{}{}{}<p>{}</p>{}</div>\n",
        html_text(read.means), html_list(read.warnings), then, html_list(read.follows),
        say(shown.tongue, "read-not-yet"), form(shown, read.deed.act, inside, "read-sure", true));
}

/// What stands above everything else: what has just happened, or why nothing did.
std::string news_of(const ActPage& shown) {
    std::string text;
    if (!shown.told.empty())
        text += fmt::format("<div class=\"card\" role=\"status\"><p><strong>{}</strong></p>{}</div>\n",
                            say(shown.tongue, "recorded"), html_list(shown.told));
    if (!shown.notice.empty())
        text += fmt::format("<div class=\"card\" role=\"status\"><p>{}</p></div>\n", html_text(shown.notice));
    if (shown.wrong)
        text +=
            fmt::format("<div class=\"card wrong\" role=\"alert\"><p>{}</p>{}<p>{}</p></div>\n",
                        html_text(shown.wrong->what),
                        shown.wrong->mend.empty() ? std::string{}
                                                  : fmt::format("<p>{}</p>", html_text(shown.wrong->mend)),
                        say(shown.tongue, "recorded-nothing"));
    if (shown.read) text += read_back(shown);
    return text;
}

std::string state_line(const ActPage& shown) {
    const auto& duty = shown.duty;
    const auto& zone = shown.reader.zone;
    const auto due = Values{}.text("when", mail::due_words(duty, zone, shown.tongue));
    if (duty.overdue(shown.now))
        return fmt::format("<p class=\"alarm\">{}</p>\n", say(shown.tongue, "page-was-due", due));
    if (duty.state == plan::State::open)
        return fmt::format("<p><strong>{}</strong></p>\n", say(shown.tongue, "page-due", due));
    const auto what = say(shown.tongue, duty.state == plan::State::done      ? "page-done"
                                        : duty.state == plan::State::dropped ? "page-dropped"
                                                                             : "page-expired");
    const auto when = duty.closed ? ", " + shown.tongue.moment(*duty.closed, zone) : std::string{};
    const auto said = mail::reason_words(duty.reason, shown.tongue, plan::eyes(shown.reader));
    const auto why = said.empty() || duty.state == plan::State::done ? std::string{} : ": " + said;
    return fmt::format("<p><strong>{}{}{}</strong></p>\n", what, html_text(when), html_text(why));
}

/// Where to ring, for a call that is still to be made.
std::string telephone(const ActPage& shown) {
    if (shown.duty.state != plan::State::open || shown.duty.kind != Kind::call) return {};
    const auto& known = shown.standing.first;
    const auto* promised = mail::promise_of(shown.duty, known);
    if (promised == nullptr) return {};
    const auto phone =
        mail::phone_for(*promised, mail::round_of(shown.duty, known), known, plan::eyes(shown.reader));
    if (phone.empty()) return {};
    std::string digits;
    for (const char c : phone)
        if ((c >= '0' && c <= '9') || (c == '+' && digits.empty())) digits += c;
    return fmt::format("<p>{} <a href=\"tel:{}\">{}</a></p>\n", say(shown.tongue, "page-telephone"), digits,
                       html_text(phone));
}

/// What an undoing does.
std::string back_words(const Undoable& undo, const Tongue& tongue) {
    if (!undo.back) return tongue.phrase("undo-open");
    const auto date = undo.back->at ? tongue.moment(*undo.back->at, undo.zone) : tongue.date(undo.back->day);
    return tongue.phrase(undo.back->passed ? "undo-passed" : "undo-due", Values{}.text("date", date));
}

std::string undo_part(const ActPage& shown) {
    if (!shown.undo || shown.read) return {};
    const auto& known = shown.standing.first;
    const auto last =
        Values{}
            .text("what", mail::what_happened(shown.undo->event, known, shown.standing.second, shown.tongue))
            .text("when", shown.tongue.moment(shown.undo->accepted, shown.reader.zone));
    return fmt::format("<h2>{}</h2>\n<p>{} {}</p>\n{}", say(shown.tongue, "undo-heading"),
                       say(shown.tongue, "undo-last", last), html_text(back_words(*shown.undo, shown.tongue)),
                       form(shown, Act::undo, {}, "undo-button"));
}

} // namespace

Reply act_page(const ActPage& shown) {
    const auto& known = shown.standing.first;
    const auto& tongue = shown.tongue;
    const auto summary = mail::summary(shown.duty, known, tongue);
    const auto whose = Values{}.text("agency", shown.agency.name).text("reader", shown.reader.name);
    auto body = fmt::format("<p class=\"quiet\">{}</p>\n<h1>{}</h1>\n", say(tongue, "page-for", whose),
                            html_text(summary));
    body += news_of(shown) + state_line(shown) + telephone(shown);
    const auto why = mail::because(shown.duty, known, shown.letter_due, tongue, plan::eyes(shown.reader));
    if (!why.empty())
        body += fmt::format("<p class=\"quiet\">{}</p>\n",
                            say(tongue, "page-because", Values{}.text("because", why)));
    if (shown.acts)
        body += buttons(shown);
    else if (shown.duty.state == plan::State::open)
        body += fmt::format("<p>{}</p>\n", say(tongue, "page-old-link"));
    body += undo_part(shown);
    const bool wrong = shown.wrong.has_value();
    return page(wrong ? 422 : 200, summary, body, tongue.code());
}

Reply unknown_link(const Tongue& tongue) {
    return notice(404, tongue.phrase("page-nothing-there"), tongue.phrase("page-nothing-there-why"),
                  tongue.code());
}

Reply old_link(const ledger::Agency& agency, const Tongue& tongue) {
    const auto whom =
        Values{}.text("agency", agency.name).text("email", agency.email ? agency.email->text() : "");
    return notice(410, tongue.phrase("page-too-old"), tongue.phrase("page-too-old-why", whom), tongue.code());
}

} // namespace followup::web
