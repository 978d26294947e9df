#include "shell/run/storm.hpp"

#include "core/base/text.hpp"
#include "core/plan/stand_in.hpp"
#include "shell/run/bookkeeper.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace followup::run {
namespace {

// "held SINCE DUE LIMIT" while it holds; "released AT" from then until nothing is due any more; "armed AT"
// after that, so that what was released does not count again.
constexpr auto note_name = "mail storm";
// No more of what is due is counted, unless so much is still usual.
constexpr std::int64_t counted_max = 20'000;

constexpr base::seconds usual_of = base::days{28};
constexpr base::seconds released_max = base::days{1};

struct StormNote {
    std::string_view word;
    Instant at{};
    std::int64_t due = 0;
    std::int64_t limit = 0;
};

StormNote read_note(std::string_view text) {
    StormNote note;
    const auto parts = base::split(text, ' ');
    if (parts.size() < 2) return note;
    for (const std::string_view word : {"held", "released", "armed"})
        if (parts[0] == word) note.word = word;
    if (const auto at = base::parse_instant(parts[1])) note.at = *at;
    const auto number = [&](std::size_t n, std::int64_t& into) {
        if (n < parts.size()) std::from_chars(parts[n].data(), parts[n].data() + parts[n].size(), into);
    };
    number(2, note.due);
    number(3, note.limit);
    return note;
}

} // namespace

base::Result<std::int64_t> StormGuard::limit(const config::Mail& mail, Instant now) {
    if (now - x_usual_read >= base::hours{1} || now < x_usual_read) {
        const auto usual = x_store.usual_hour(now - usual_of, now);
        if (!usual) return usual;
        x_usual = *usual;
        x_usual_read = now;
    }
    return std::max<std::int64_t>(mail.storm_floor, x_usual * mail.storm_times);
}

base::Result<StormGuard::Look> StormGuard::look(const config::Mail& mail, Instant now) {
    if (x_looked == now) return Look{}; // a second is short, and a drain looks often
    const auto text = x_store.note(note_name);
    if (!text) return std::unexpected(text.error());
    const auto note = read_note(text->value_or(""));
    const auto armed = note.word == "armed" && note.at <= now ? note.at : Instant{};
    Storm seen{now, 0, 0};
    bool holds = false;
    if (mail.storm_floor > 0) {
        const auto most = limit(mail, now);
        if (!most) return std::unexpected(most.error());
        const auto since = std::max(now - base::hours{1}, armed + base::seconds{1});
        const auto recent = x_store.count_reminders_since(since);
        if (!recent) return std::unexpected(recent.error());
        // What a wrong clock sent stands in the future.
        const auto ahead = x_store.count_reminders_since(now + base::seconds{1});
        if (!ahead) return std::unexpected(ahead.error());
        const auto cases = x_store.count_due_cases(now, std::max(*most + 1, counted_max));
        if (!cases) return std::unexpected(cases.error());
        seen = {now, *cases, *most};
        holds = *cases > 0 && *recent - *ahead + *cases > *most;
    }
    // What somebody let go is not held again before it is through.
    const bool goes_on =
        note.word == "released" && seen.due > 0 && note.at <= now && now - note.at < released_max;
    if (note.word == "released") holds = false;
    const bool over = !holds && !goes_on && (note.word == "held" || note.word == "released");
    if (over)
        if (auto set = x_store.set_note(note_name, "armed " + base::rfc3339(now)); !set)
            return std::unexpected(set.error());
    if (!holds) {
        if (!goes_on) x_looked = now;
        return Look{};
    }
    if (note.word == "held") return Look{true, {}};
    const auto value = fmt::format("held {} {} {}", base::rfc3339(now), seen.due, seen.limit);
    if (auto set = x_store.set_note(note_name, value); !set) return std::unexpected(set.error());
    return Look{true, seen};
}

base::Result<std::optional<Storm>> StormGuard::storm() {
    const auto text = x_store.note(note_name);
    if (!text) return std::unexpected(text.error());
    const auto note = read_note(text->value_or(""));
    if (note.word != "held") return std::optional<Storm>{};
    return std::optional{Storm{note.at, note.due, note.limit}};
}

base::Result<bool> StormGuard::release(Instant now) {
    const auto held = storm();
    if (!held) return std::unexpected(held.error());
    if (!*held) return false;
    if (auto set = x_store.set_note(note_name, "released " + base::rfc3339(now)); !set)
        return std::unexpected(set.error());
    forget();
    return true;
}

base::Result<void> Bookkeeper::tell_of_storm(const Storm& storm, Instant now) {
    const auto& agency = x_config->rules.agency;
    mail::Note note;
    const auto send = [&](const base::Mailbox& to, const std::string& person, const std::string& language) {
        const auto& tongue = x_style.tongue(language);
        const auto values = words::Values{}
                                .text("count", std::to_string(std::min(storm.due, storm.limit)))
                                .text("limit", std::to_string(storm.limit))
                                .flag("more", storm.due > storm.limit);
        note.to = to;
        note.language = language;
        note.subject = tongue.phrase("storm-subject");
        note.paragraphs = {tongue.phrase("storm-held", values),
                           tongue.phrase("storm-nothing-lost") + "\nfollowup outbox\n"
                               + tongue.phrase("storm-let-go") + "\nfollowup outbox release all",
                           tongue.phrase("storm-clock")};
        return queue_note(note, 0, person, now);
    };
    if (agency.email) return send({agency.name, *agency.email}, "team", agency.language);
    for (const auto& recruiter : agency.recruiters)
        if (auto sent = send({recruiter.name, recruiter.email}, recruiter.id,
                             plan::as_person(recruiter, agency).language);
            !sent)
            return sent;
    return {};
}

base::Result<bool> Bookkeeper::release_storm(Instant now) {
    if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
    const auto released = x_storms.release(now);
    if (!released) return give_up(released.error());
    if (auto committed = commit(); !committed) return std::unexpected(committed.error());
    return released;
}

} // namespace followup::run
