#include "core/queue/writing.hpp"
#include "core/web/mails_page.hpp"
#include "core/web/target.hpp"
#include "shell/log/log.hpp"
#include "shell/run/acting.hpp"
#include "shell/run/drafting.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

constexpr std::size_t phrase_bytes_max = 200;

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string_view field(const Fields& fields, std::string_view name) {
    const auto found = std::ranges::find(fields, name, &std::pair<std::string, std::string>::first);
    return found == fields.end() ? std::string_view{} : std::string_view{found->second};
}

/// A form on somebody else's page; without the header nobody says so, and the seal has to do.
bool foreign(const web::Request& request) {
    return request.header("sec-fetch-site") == "cross-site";
}

std::string seal_of(Bookkeeper& keeper, const Linked& found, std::string_view token) {
    const auto state = web::state_words(found.standing, found.standing.second.duties[found.duty]);
    return web::form_seal(keeper.link_keys(), fmt::format("{} {}", token, state));
}

std::optional<web::Press> deed_of(const Fields& fields) {
    const auto act = web::act_named(field(fields, "act"));
    const auto date = field(fields, "date");
    if (!act || date.size() > phrase_bytes_max) return std::nullopt;
    web::Press deed{.act = *act, .date = std::string{date}};
    if (*act != web::Act::heard && *act != web::Act::push) deed.date.clear();
    if (*act == web::Act::heard) {
        const auto news = queue::from_word<queue::Heard::News>(field(fields, "news"));
        if (!news) return std::nullopt;
        deed.news = *news;
        const bool dated = *news == queue::Heard::News::new_date
                           || *news == queue::Heard::News::second_interview
                           || *news == queue::Heard::News::offer; // by when they want an answer
        if (!dated) deed.date.clear();
    }
    return deed;
}

web::Reply no_button(int status, const words::Tongue& tongue) {
    return web::notice(status, tongue.phrase("page-no-button"), tongue.phrase("recorded-nothing"),
                       tongue.code());
}

/// Whether one more press on that link is heeded: nobody has us write or record without end.
bool heeded(Bookkeeper& keeper, const std::string& link, Instant now) {
    const int most = keeper.config().mail.answers_per_hour;
    return keeper.outsiders().came(link, now, most) != mail::Outsiders::Heeded::no;
}

web::Reply enough(const words::Tongue& tongue) {
    auto reply =
        web::notice(429, tongue.phrase("page-enough"), tongue.phrase("page-enough-why"), tongue.code());
    reply.headers.emplace_back("Retry-After", "3600");
    return reply;
}

/// While the clock is not believed nothing is dated by it; nothing: it is believed.
std::optional<web::Reply> waits_for_clock(Bookkeeper& keeper, const words::Tongue& tongue) {
    if (!keeper.clock_doubt().found()) return std::nullopt;
    return web::notice(503, tongue.phrase("page-clock"), tongue.phrase("page-clock-why"), tongue.code());
}

/// What a press came to, for the page that is shown next.
struct Pressed {
    Done done;
    std::string notice;
    web::Press typed;
};

Answer<Pressed> press(Bookkeeper& keeper, const Linked& found, std::string_view token, const Fields& fields,
                      bool acts, Instant now) {
    Pressed pressed;
    const auto deed = deed_of(fields);
    const auto& duty = found.standing.second.duties[found.duty];
    const auto& tongue = keeper.mail_style().tongue(found.reader.language);
    if (!deed) return std::unexpected(no_button(400, tongue));
    pressed.typed = *deed;
    const bool of_this = base::same_secret(field(fields, "of"), seal_of(keeper, found, token));
    auto offered = web::acts_for(duty);
    for (const auto act : web::acts_after(duty, found.standing, found.reader.role))
        offered.push_back(act);
    const bool fits =
        deed->act == web::Act::undo || (acts && std::ranges::find(offered, deed->act) != offered.end());
    if (!of_this || !fits) {
        pressed.notice = tongue.phrase("recorded-no-more");
        return pressed;
    }
    const Doing doing{found.row, found.standing, duty, found.reader, now};
    if (deed->act == web::Act::push && deed->date.empty()) {
        pressed.done.wrong =
            base::Problem{"", tongue.phrase("push-missing"), tongue.phrase("push-missing-mend")};
        return pressed;
    }
    auto done =
        deed->act == web::Act::undo ? undo(keeper, doing) : act(keeper, doing, *deed, field(fields, "sure"));
    if (!done) return std::unexpected(done.error());
    pressed.done = std::move(*done);
    return pressed;
}

/// The state after a press, and what can be undone of it.
web::Reply shown(Bookkeeper& keeper, const web::Link& link, std::string_view token, Pressed pressed,
                 Instant now) {
    const auto& agency = keeper.config().rules.agency;
    const auto found = linked(keeper, link, now);
    if (!found) return link_failed(found.error(), agency_tongue(keeper));
    if (!*found) return web::old_link(agency, agency_tongue(keeper));
    const auto& of = **found;
    const auto& tongue = keeper.mail_style().tongue(of.reader.language);
    const auto& duty = of.standing.second.duties[of.duty];
    const auto history = keeper.store().history(of.row.number);
    if (!history) return link_failed(history.error(), tongue);
    web::ActPage page{.standing = of.standing,
                      .duty = duty,
                      .reader = of.reader,
                      .agency = agency,
                      .tongue = tongue,
                      .letter_due = keeper.config().rules.policy.letter_due,
                      .now = now,
                      .acts = !link.expires || now < *link.expires,
                      .seal = seal_of(keeper, of, token)};
    page.undo = web::undoable(**history, keeper.config().rules, duty, {of.reader.name, now}, now - undo_span,
                              of.reader);
    page.told = std::move(pressed.done.told);
    page.notice = std::move(pressed.notice);
    page.read = std::move(pressed.done.read);
    page.wrong = std::move(pressed.done.wrong);
    page.typed = std::move(pressed.typed);
    return web::act_page(page);
}

/// A date that the address names, as an answer's mail asks about it: read back, and nothing is recorded.
Pressed asked(Bookkeeper& keeper, const web::Link& link, const web::Request& request, Instant now) {
    Pressed pressed;
    const auto query = request.target.find('?');
    if (query == std::string::npos) return pressed;
    const auto fields = web::parse_form(request.target.substr(query + 1));
    const auto deed = fields ? deed_of(*fields) : std::nullopt;
    const auto found = linked(keeper, link, now);
    if (!deed || deed->date.empty() || !found || !*found) return pressed;
    const auto& of = **found;
    const auto& duty = of.standing.second.duties[of.duty];
    auto read = reading(keeper, {of.row, of.standing, duty, of.reader, now}, *deed);
    if (!read) return pressed;
    pressed.typed = *deed;
    pressed.done = std::move(*read);
    return pressed;
}

web::Reply answered_act(Bookkeeper& keeper, const std::string& token, const web::Request& request,
                        Instant now) {
    const auto link = web::opened(keeper.link_keys(), web::Purpose::act, token);
    const auto& tongue = agency_tongue(keeper);
    if (!link) return web::unknown_link(tongue);
    if (web::about_duty(keeper.link_keys(), *link, draft_link))
        return answer_draft(keeper, *link, token, request, now);
    const auto& agency = keeper.config().rules.agency;
    // What was done in its last days can be undone as long as everything can.
    if (link->expires && now >= *link->expires + undo_span) return web::old_link(agency, tongue);
    if (request.method != "POST") return shown(keeper, *link, token, asked(keeper, *link, request, now), now);
    const auto fields = web::parse_form(request.body);
    if (foreign(request) || !fields) return no_button(fields ? 403 : 400, tongue);
    const auto found = linked(keeper, *link, now);
    if (!found) return link_failed(found.error(), tongue);
    if (!*found) return web::old_link(agency, tongue);
    const auto& of = **found;
    if (auto waits = waits_for_clock(keeper, keeper.mail_style().tongue(of.reader.language)))
        return std::move(*waits);
    const auto source = fmt::format("press {} {}", of.standing.second.duties[of.duty].id, of.reader.id);
    if (!heeded(keeper, source, now)) return enough(keeper.mail_style().tongue(of.reader.language));
    auto pressed = press(keeper, **found, token, *fields, !link->expires || now < *link->expires, now);
    if (!pressed) {
        log::warning(fmt::format("link: a press came to {}", pressed.error().status));
        return pressed.error().status == 400 ? pressed.error()
                                             : link_failed({"", "an act was not recorded", ""}, tongue);
    }
    return shown(keeper, *link, token, std::move(*pressed), now);
}

/// Whose mails a link is about, and an interview in whose story it is told.
struct Subscriber {
    std::string id;
    std::string name;
    std::string language;
    std::string interview;
};
base::Result<std::optional<Subscriber>> subscriber(Bookkeeper& keeper, const web::Link& link, Instant now) {
    const auto keys = keeper.link_keys();
    const auto& agency = keeper.config().rules.agency;
    for (const auto& recruiter : agency.recruiters)
        if (web::for_person(keys, link, recruiter.id))
            return std::optional{
                Subscriber{recruiter.id, recruiter.name, plan::as_person(recruiter, agency).language, {}}};
    const auto row = keeper.store().case_by_number(link.case_number);
    if (!row) return std::unexpected(row.error());
    if (!*row) return std::optional<Subscriber>{};
    const auto standing = keeper.standing(link.case_number, now);
    if (!standing) return std::unexpected(standing.error());
    const auto& candidate = standing->first.candidate;
    const auto id = ledger::identity(candidate);
    if (!web::for_person(keys, link, id)) return std::optional<Subscriber>{};
    return std::optional{Subscriber{id, candidate.name, plan::as_person(standing->first, agency).language,
                                    standing->first.rounds.back().interview.id}};
}

base::Result<void> tell_mails(Bookkeeper& keeper, const Subscriber& of, const mail::Wishes& wishes,
                              Instant now) {
    const auto subject = wishes.neutral ? queue::Mails::Subject::neutral : queue::Mails::Subject::full;
    const std::array entries{queue::Entry{"to", of.id}, queue::Entry{"at", base::rfc3339(now), true},
                             queue::Entry{"interview", of.interview},
                             queue::Entry{"wanted", std::string{queue::word(wishes.wanted)}},
                             queue::Entry{"subject", std::string{queue::word(subject)}}};
    const bool recruiter = keeper.config().rules.agency.recruiter(of.id) != nullptr;
    const Incoming file{.name = "link",
                        .bytes = queue::written("mails", entries),
                        .teller = recruiter ? queue::Teller::recruiter : queue::Teller::candidate};
    const auto taken = keeper.take(std::span{&file, 1}, now);
    if (!taken) return std::unexpected(taken.error());
    // Without its problems: they may hold what was typed, and this one is logged.
    if (!taken->front().accepted) return base::problem("mails", "the wish was refused", "");
    return {};
}

web::Reply answered_mails(Bookkeeper& keeper, const std::string& token, const web::Request& request,
                          Instant now) {
    const auto link = web::opened(keeper.link_keys(), web::Purpose::mails, token);
    const auto& ours = agency_tongue(keeper);
    if (!link) return web::unknown_link(ours);
    const auto of = subscriber(keeper, *link, now);
    if (!of) return link_failed(of.error(), ours);
    if (!*of) return web::old_link(keeper.config().rules.agency, ours);
    const auto& tongue = keeper.mail_style().tongue((*of)->language);
    const auto before = keeper.wishes((*of)->id);
    if (!before) return link_failed(before.error(), tongue);
    web::MailsPage page{tongue, (*of)->name, keeper.config().rules.agency.name, *before};
    if (request.method == "POST") {
        if (auto waits = waits_for_clock(keeper, tongue)) return std::move(*waits);
        // A mail program's one click (RFC 8058) has no form of ours, and may be sent in several encodings.
        const auto fields = web::parse_form(request.body);
        const bool ours_pressed = fields && !foreign(request);
        page.wishes = web::wished(*before, ours_pressed ? field(*fields, "act") : "stop");
        page.before = *before;
        const bool changes = page.wishes != *before;
        if (changes && !heeded(keeper, "mails " + (*of)->id, now)) return enough(tongue);
        if (changes)
            if (auto told = tell_mails(keeper, **of, page.wishes, now); !told)
                return link_failed(told.error(), tongue);
    }
    return web::mails_page(page);
}

} // namespace

web::Reply link_failed(const base::Problem& problem, const words::Tongue& tongue) {
    log::error("link: " + base::text(problem));
    return web::notice(503, tongue.phrase("page-not-now"), tongue.phrase("page-not-now-why"), tongue.code());
}

const words::Tongue& agency_tongue(const Bookkeeper& keeper) {
    return keeper.mail_style().tongue(keeper.config().rules.agency.language);
}

web::Reply answer_act(Bookkeeper& keeper, const web::ActWanted& wanted, const web::Request& request,
                      Instant now) {
    return web::fitted(answered_act(keeper, wanted.token, request, now), request);
}

web::Reply answer_mails(Bookkeeper& keeper, const web::MailsWanted& wanted, const web::Request& request,
                        Instant now) {
    return web::fitted(answered_mails(keeper, wanted.token, request, now), request);
}

} // namespace followup::run
