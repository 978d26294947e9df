#include "core/web/acting.hpp"

#include "core/mail/facts.hpp"
#include "core/plan/words.hpp"

#include <array>
#include <fmt/format.h>

namespace followup::web {
namespace {

using plan::Kind;
using News = queue::Heard::News;
using What = plan::Change::What;

/// What the button of an act says.
std::string button_words(Act act, const plan::Duty& duty) {
    switch (act) {
    case Act::done:
        if (duty.kind == Kind::letter) return "It is sent";
        if (duty.kind == Kind::debrief || duty.kind == Kind::client_debrief) return "We have talked";
        return "Done";
    case Act::spoke: return "I spoke with them";
    case Act::voicemail: return "I left a voicemail";
    case Act::no_answer: return "No answer";
    case Act::heard: return "We heard from them";
    case Act::push: return "Another date";
    case Act::not_mine: return "This is not mine";
    case Act::undo: return "Undo";
    }
    return "Done";
}

struct Answer {
    News news;
    const char* words;
};
constexpr std::array answers{Answer{News::second_interview, "They invite to a second interview"},
                             Answer{News::offer, "They make an offer"},
                             Answer{News::rejected, "They decline"},
                             Answer{News::new_date, "They decide on another date"},
                             Answer{News::asked, "They asked for something"},
                             Answer{News::acknowledged, "They thanked, no more"}};

std::string hidden(std::string_view name, std::string_view value) {
    return fmt::format("<input type=\"hidden\" name=\"{}\" value=\"{}\">", name, html_text(value));
}

/// A form of its own for each act: a press on Enter in a field can only mean that one.
std::string form(const ActPage& shown, Act act, std::string_view inside, std::string_view button,
                 bool main = false) {
    return fmt::format("<form method=\"post\">{}{}{}<button{}>{}</button></form>\n", hidden("act", word(act)),
                       hidden("of", shown.seal), inside, main ? " class=\"main\"" : "", html_text(button));
}

std::string date_field(std::string_view id, std::string_view label, const std::string& value) {
    return fmt::format(
        "<label for=\"{0}\">{1}</label><input id=\"{0}\" name=\"date\" value=\"{2}\" autocomplete=\"off\">",
        id, label, html_text(value));
}

std::string push_form(const ActPage& shown, bool open) {
    const bool typed = shown.typed.act == Act::push;
    const auto field = date_field("push-date", "When will you call? In your own words: next Thursday",
                                  typed ? shown.typed.date : std::string{});
    return fmt::format("<details{}><summary>Another date</summary>{}</details>\n", open ? " open" : "",
                       form(shown, Act::push, field, "Show how it is read"));
}

std::string heard_form(const ActPage& shown, bool open) {
    const bool typed = shown.typed.act == Act::heard;
    std::string choices;
    for (const auto& each : answers)
        choices += fmt::format("<option value=\"{}\"{}>{}</option>", queue::word(each.news),
                               typed && each.news == shown.typed.news ? " selected" : "", each.words);
    const auto inside = fmt::format("<label for=\"news\">What did they say?</label><select id=\"news\" "
                                    "name=\"news\">{}</select>{}",
                                    choices,
                                    date_field("news-date", "The date they named, if they did: Friday",
                                               typed ? shown.typed.date : std::string{}));
    return fmt::format("<details{}><summary>We heard from them</summary>{}</details>\n", open ? " open" : "",
                       form(shown, Act::heard, inside, "Record it"));
}

std::string not_mine_form(const ActPage& shown) {
    return fmt::format("<details><summary>This is not mine</summary><p>Nobody will owe it then, and {} is "
                       "told.</p>{}</details>\n",
                       shown.reader.role == plan::Role::candidate ? "your recruiter" : "the agency",
                       form(shown, Act::not_mine, {}, "It is not mine"));
}

std::string buttons(const ActPage& shown) {
    std::string text;
    bool first = true;
    const bool mending = shown.wrong.has_value();
    for (const auto act : acts_for(shown.duty)) {
        if (act == Act::push)
            text += push_form(shown, mending && shown.typed.act == act);
        else if (act == Act::heard)
            text += heard_form(shown, mending && shown.typed.act == act);
        else if (act == Act::not_mine)
            text += not_mine_form(shown);
        else
            text += form(shown, act, {}, button_words(act, shown.duty), first && !shown.read);
        first = false;
    }
    if (text.empty()) return text;
    return (shown.read ? "<h2>Or something else?</h2>\n" : "<h2>What became of it?</h2>\n") + text;
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
    const auto* then = read.follows.empty() ? "" : "<p>If you record it:</p>";
    return fmt::format("<div class=\"card\" role=\"status\"><p><strong>{}</strong></p>{}{}{}<p>Nothing is "
                       "recorded yet.</p>{}</div>\n",
                       html_text(read.means), html_list(read.warnings), then, html_list(read.follows),
                       form(shown, read.deed.act, inside, "Yes, record it", true));
}

/// What stands above everything else: what has just happened, or why nothing did.
std::string news_of(const ActPage& shown) {
    std::string text;
    if (!shown.told.empty())
        text += fmt::format("<div class=\"card\" role=\"status\"><p><strong>Recorded.</strong></p>{}</div>\n",
                            html_list(shown.told));
    if (!shown.notice.empty())
        text += fmt::format("<div class=\"card\" role=\"status\"><p>{}</p></div>\n", html_text(shown.notice));
    if (shown.wrong)
        text +=
            fmt::format("<div class=\"card wrong\" role=\"alert\"><p>{}</p>{}<p>Nothing was "
                        "recorded.</p></div>\n",
                        html_text(shown.wrong->what),
                        shown.wrong->mend.empty() ? std::string{}
                                                  : fmt::format("<p>{}</p>", html_text(shown.wrong->mend)));
    if (shown.read) text += read_back(shown);
    return text;
}

std::string state_line(const ActPage& shown) {
    const auto& duty = shown.duty;
    const auto& zone = shown.reader.zone;
    if (duty.overdue(shown.now))
        return fmt::format("<p class=\"alarm\">Was due {}. It is still open.</p>\n",
                           html_text(plan::due_words(duty, zone)));
    if (duty.state == plan::State::open)
        return fmt::format("<p><strong>Due {}.</strong></p>\n", html_text(plan::due_words(duty, zone)));
    const auto* what = duty.state == plan::State::done      ? "Done"
                       : duty.state == plan::State::dropped ? "Not needed any more"
                                                            : "Expired";
    const auto when = duty.closed ? ", " + base::spoken(*duty.closed, zone) : std::string{};
    const auto why =
        duty.reason.empty() || duty.state == plan::State::done ? std::string{} : ": " + duty.reason;
    return fmt::format("<p><strong>{}{}{}</strong></p>\n", what, html_text(when), html_text(why));
}

/// Where to ring, for a call that is still to be made.
std::string telephone(const ActPage& shown) {
    if (shown.duty.state != plan::State::open || shown.duty.kind != Kind::call) return {};
    const auto& known = shown.standing.first;
    const auto* promised = mail::promise_of(shown.duty, known);
    if (promised == nullptr) return {};
    const auto phone = mail::phone_for(*promised, mail::round_of(shown.duty, known), known);
    if (phone.empty()) return {};
    std::string digits;
    for (const char c : phone)
        if ((c >= '0' && c <= '9') || (c == '+' && digits.empty())) digits += c;
    return fmt::format("<p>Telephone: <a href=\"tel:{}\">{}</a></p>\n", digits, html_text(phone));
}

std::string undo_part(const ActPage& shown) {
    if (!shown.undo || shown.read) return {};
    return fmt::format("<h2>Told in error?</h2>\n<p>Last told: {}. {}</p>\n{}", html_text(shown.undo->what),
                       html_text(shown.undo->back), form(shown, Act::undo, {}, "Undo this"));
}

} // namespace

Reply act_page(const ActPage& shown) {
    const auto& known = shown.standing.first;
    const auto summary = plan::summary(shown.duty, known);
    auto body = fmt::format("<p class=\"quiet\">{} for {}</p>\n<h1>{}</h1>\n", html_text(shown.agency.name),
                            html_text(shown.reader.name), html_text(summary));
    body += news_of(shown) + state_line(shown) + telephone(shown);
    if (!shown.duty.because.empty())
        body += fmt::format("<p class=\"quiet\">Because {}</p>\n", html_text(shown.duty.because));
    if (shown.acts)
        body += buttons(shown);
    else if (shown.duty.state == plan::State::open)
        body += "<p>This link is too old to record anything. Newer mails have newer ones.</p>\n";
    body += undo_part(shown);
    const bool wrong = shown.wrong.has_value();
    return page(wrong ? 422 : 200, summary, body);
}

Reply mails_page(const MailsPage& shown) {
    auto body = fmt::format("<p class=\"quiet\">{}</p>\n<h1>Mails to {}</h1>\n", html_text(shown.agency),
                            html_text(shown.name));
    const auto button = [](const char* act, const char* words, bool main) {
        return fmt::format("<form method=\"post\">{}<button{}>{}</button></form>\n", hidden("act", act),
                           main ? " class=\"main\"" : "", words);
    };
    if (shown.stopped)
        body += fmt::format("<div class=\"card\" role=\"status\"><p>{}</p></div>\n<p>What you have promised "
                            "stays as it is, in your calendar too: only the mails have stopped.</p>\n{}",
                            shown.just_now ? "Recorded: no more mails come to you." : "No mails come to you.",
                            button("resume", "Send me mails again", false));
    else
        body += fmt::format("{}<p>You are reminded by mail of what you have promised. Without these mails it "
                            "is still owed; you only have to think of it yourself.</p>\n{}",
                            shown.just_now ? "<div class=\"card\" role=\"status\"><p>Recorded: mails come "
                                             "again.</p></div>\n"
                                           : "",
                            button("stop", "No more mails", true));
    return page(200, "Mails to " + shown.name, body);
}

std::vector<std::string> change_words(const std::vector<plan::Change>& changes, const Standing& after,
                                      const base::Zone& reader) {
    const auto& [known, plan] = after;
    std::vector<std::string> lines;
    for (const auto& change : changes) {
        const auto& duty = plan.duties[change.duty];
        const auto summary = plan::summary(duty, known);
        const auto due = plan::due_words(duty, reader);
        switch (change.what) {
        case What::opened: lines.push_back(fmt::format("Owed now: {}, {}", summary, due)); break;
        case What::moved:
            lines.push_back(
                fmt::format("Moved: {}; now {} (was {})", summary, due, base::spoken(change.from, reader)));
            break;
        case What::reopened: lines.push_back(fmt::format("Open again: {}, {}", summary, due)); break;
        case What::fell_due: lines.push_back(fmt::format("Overdue: {}, {}", summary, due)); break;
        case What::done: lines.push_back(fmt::format("Done: {}", summary)); break;
        case What::dropped: lines.push_back(fmt::format("Dropped: {}; {}", summary, duty.reason)); break;
        case What::expired: lines.push_back(fmt::format("Expired: {}; {}", summary, duty.reason)); break;
        }
    }
    return lines;
}

Reply unknown_link() {
    return notice(404, "There is nothing here",
                  "This address is not one of ours, or not whole: copy all of it from the mail.");
}

Reply old_link(const ledger::Agency& agency) {
    return notice(410, "This link is too old",
                  fmt::format("Newer mails have newer links. If there is none, call {}{}.", agency.name,
                              agency.email ? " or write to " + agency.email->text() : ""));
}

} // namespace followup::web
