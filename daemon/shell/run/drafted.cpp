#include "core/base/text.hpp"
#include "core/base/zone_names.hpp"
#include "core/calendar/invite_source.hpp"
#include "core/calendar/told.hpp"
#include "core/mail/losing.hpp"
#include "core/mail/wording.hpp"
#include "core/queue/dates.hpp"
#include "core/words/in_english.hpp"
#include "shell/run/drafting.hpp"
#include "shell/run/invited.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

using calendar::Lack;
using words::Values;

/// Reads one mail for one recruiter, in their language.
class DraftReader {
  public:
    DraftReader(Bookkeeper& keeper, const ledger::Recruiter& recruiter, const web::DraftFields& filled,
                Instant now)
        : x_keeper(keeper), x_agency(keeper.config().rules.agency), x_recruiter(recruiter), x_filled(filled),
          x_tongue(keeper.mail_style().tongue(plan::as_person(recruiter, x_agency).language)), x_now(now) {}

    base::Result<Drafted> read(std::string_view bytes) {
        auto done = calendar::invite_sources(bytes, "mail") ? read_calendar(bytes) : read_words(bytes);
        if (!done) return std::unexpected(done.error());
        auto& shown = x_draft.shown;
        const bool found = !shown.lines.empty();
        if (!found || !shown.lacks.empty()) {
            x_draft.file.clear();
            return std::move(x_draft);
        }
        if (auto looked = look_ahead(); !looked) return std::unexpected(looked.error());
        return std::move(x_draft);
    }

  private:
    [[nodiscard]] std::string say(std::string_view phrase, const Values& values = {}) const {
        return x_tongue.phrase(phrase, values);
    }
    [[nodiscard]] std::string filled(const std::string& field) const {
        const auto found = x_filled.find(field);
        return found == x_filled.end() ? std::string{} : std::string{base::trimmed(found->second)};
    }
    void line(std::string_view phrase, const std::string& what) {
        if (!what.empty()) x_draft.shown.lines.push_back(say(phrase, Values{}.text("what", what)));
    }
    void lack(std::string field, std::string_view phrase, const std::string& whom = {}) {
        x_draft.shown.lacks.push_back({std::move(field), say(phrase, Values{}.text("whom", whom))});
    }

    base::Result<void> read_calendar(std::string_view bytes) {
        calendar::Said said;
        said.own = x_recruiter.id;
        said.candidate = base::ascii_lower(filled("candidate"));
        said.employer = filled("employer");
        said.position = filled("position");
        said.ended = filled("ended");
        if (const auto zone = base::zone_typed(filled("zone")); zone && !filled("zone").empty())
            said.zone = zone->name();
        constexpr std::string_view name_field = "name ";
        for (const auto& [field, value] : x_filled)
            if (field.starts_with(name_field) && !value.empty())
                said.names[field.substr(name_field.size())] = value == "-" ? "" : value;
        const web::Who who{.recruiter = x_recruiter.id, .name = x_recruiter.id};
        std::optional<base::Problem> trouble;
        const auto ledger = [&](const calendar::Asked& asked) -> calendar::Knows {
            auto knows = known_of(x_keeper, asked, who);
            if (knows) return std::move(*knows);
            trouble = knows.error();
            return {};
        };
        auto read = calendar::read_invitation(bytes, "mail", x_agency, said, ledger);
        if (trouble) return std::unexpected(*trouble);
        if (!read) {
            for (const auto& each : read.error())
                x_draft.shown.lacks.push_back({{}, each.what});
            x_draft.shown.lines.push_back(say("draft-calendar"));
            return {};
        }
        for (auto& each : read->drafts) {
            // Who forwards an invitation looks after its candidate, unless it is known who does.
            if (each.recruiter.empty()) each.recruiter = x_recruiter.id;
            add_draft(each);
        }
        for (const auto& each : read->cancelled)
            line("draft-line-off", each.summary.empty() ? each.id : each.summary);
        for (const auto& each : read->questions)
            x_draft.shown.lacks.push_back({{}, each});
        x_draft.shown.doubts.insert(x_draft.shown.doubts.end(), read->notes.begin(), read->notes.end());
        x_draft.file = calendar::event_file(*read, x_agency);
        return {};
    }

    void add_draft(const calendar::Draft& draft) {
        const auto person = [](const calendar::DraftPerson& each) {
            if (each.name.empty() || each.email.empty()) return each.name + each.email;
            return each.name + ", " + each.email;
        };
        if (draft.candidate) line("draft-line-candidate", person(*draft.candidate));
        line("draft-line-employer", draft.employer);
        line("draft-line-position", draft.position);
        line("draft-line-when", times_of(draft));
        line("draft-line-place", draft.place);
        std::vector<std::string> met;
        for (const auto& each : draft.met)
            if (!each.away) met.push_back(person(each));
        line("draft-line-met", base::joined(met, "; "));
        for (const auto& each : calendar::missing(draft))
            add_lack(each, draft);
    }

    [[nodiscard]] std::string times_of(const calendar::Draft& draft) const {
        const auto& first = draft.began ? draft.began : draft.ended;
        if (!first) return {};
        const auto day = std::chrono::floor<base::days>(first->local);
        auto text =
            x_tongue.date(base::Date{day.time_since_epoch()}) + ", " + base::clock(first->local - day);
        if (draft.began && draft.ended) {
            const auto last = std::chrono::floor<base::days>(draft.ended->local);
            text += "–";
            if (last != day) text += x_tongue.date(base::Date{last.time_since_epoch()}) + ", ";
            text += base::clock(draft.ended->local - last);
        }
        if (!first->offset) return text;
        const auto minutes = std::chrono::floor<base::minutes>(std::chrono::abs(*first->offset)).count();
        return text
               + fmt::format(" (UTC{}{:02}:{:02})", *first->offset < base::seconds{0} ? "−" : "+",
                             minutes / 60, minutes % 60);
    }

    void add_lack(const Lack& each, const calendar::Draft& draft) {
        using enum Lack::What;
        switch (each.what) {
        case recruiter: return lack({}, "draft-lack-recruiter");
        case candidate: {
            std::vector<std::string> who;
            for (const auto& one : draft.candidates)
                who.push_back(one.email);
            if (!who.empty()) return lack("candidate", "draft-lack-which", base::joined(who, ", "));
            return lack("candidate", "draft-lack-candidate");
        }
        case name:
            if (each.whom.empty()) return lack({}, "draft-lack-nameless");
            return lack("name " + each.whom, "draft-lack-name", each.whom);
        case address: return lack({}, "draft-lack-address");
        case employer: return lack("employer", "draft-lack-employer");
        case position: return lack("position", "draft-lack-position");
        case zone: return lack("zone", "draft-lack-zone");
        case ended: return lack("ended", "draft-lack-ended");
        case question: break;
        }
        x_draft.shown.lacks.push_back({{}, each.words});
    }

    base::Result<std::vector<calendar::NamesKnown>> names_known() {
        constexpr int cases_max = 200;
        const auto numbers = x_keeper.store().live_cases(x_recruiter.id, cases_max);
        if (!numbers) return std::unexpected(numbers.error());
        std::vector<calendar::NamesKnown> names;
        for (const auto number : *numbers) {
            const auto known = x_keeper.story(number);
            if (!known && x_keeper.store().is_set_aside(number)) continue;
            if (!known) return std::unexpected(known.error());
            const auto& of = **known;
            names.push_back({of.candidate.name, of.candidate.email.text(), of.employer.name, of.position});
        }
        return names;
    }

    base::Result<void> read_words(std::string_view bytes) {
        const auto& texts = x_keeper.mail_style().all_texts();
        const auto came = mail::sorted(bytes, texts);
        const auto names = names_known();
        if (!names) return std::unexpected(names.error());
        const auto& rules = x_keeper.config();
        const when::Context against{.said = came.written ? std::min(*came.written, x_now) : x_now,
                                    .zone = plan::as_person(x_recruiter, x_agency).zone,
                                    .closed = rules.rules.calendar.closed(),
                                    .order = rules.order,
                                    .interview = {}};
        const auto in_english = [&](std::string_view phrase) { return words::in_english(phrase, texts); };
        const auto ends = [&](std::string_view phrase) -> std::optional<std::string> {
            const auto read = queue::read_moment(phrase, against, in_english, when::Ahead::allowed);
            if (!read) return std::nullopt;
            return base::rfc3339(read->at, against.zone);
        };
        auto told = calendar::told_in(came.text, *names, ends, texts);
        // Who only forwards wrote nothing above it.
        if (told.empty()) told = calendar::told_in(came.whole, *names, ends, texts);
        if (told.empty() && x_filled.empty()) return {};
        put_filled(told, ends);
        line("draft-line-candidate",
             told.candidate + (told.candidate.empty() || told.address.empty() ? "" : ", ") + told.address);
        line("draft-line-employer", told.employer);
        line("draft-line-position", told.position);
        if (const auto at = base::parse_instant(told.ended))
            line("draft-line-ended", x_tongue.moment(*at, against.zone));
        line("draft-line-met", base::joined(told.met, ", "));
        if (told.candidate.empty())
            lack("candidate-name", told.several.empty() ? "draft-lack-candidate-name" : "draft-lack-which",
                 base::joined(told.several, ", "));
        if (told.address.empty()) lack("candidate", "draft-lack-candidate");
        if (told.employer.empty()) lack("employer", "draft-lack-employer");
        if (told.position.empty()) lack("position", "draft-lack-position");
        if (told.ended.empty()) lack("ended", "draft-lack-ended-told");
        if (told.met.empty() && filled("met") != "-") x_draft.shown.doubts.push_back(say("draft-nobody-met"));
        // The same mail is the same interview, however often it is confirmed.
        x_draft.file = calendar::event_file(
            told,
            "told-"
                + base::hex(base::sha256(came.message_id.empty() ? bytes : came.message_id)).substr(0, 12),
            x_recruiter.id);
        return {};
    }

    void put_filled(calendar::Told& told, const calendar::Readable& ends) const {
        const auto put = [&](std::string& into, const std::string& field) {
            if (auto value = filled(field); !value.empty()) into = std::move(value);
        };
        put(told.candidate, "candidate-name");
        put(told.address, "candidate");
        put(told.employer, "employer");
        put(told.position, "position");
        if (const auto phrase = filled("ended"); !phrase.empty())
            if (auto time = ends(phrase)) told.ended = std::move(*time);
    }

    /// What would follow; a file that would be refused says why.
    base::Result<void> look_ahead() {
        const Incoming file{.name = "draft", .bytes = x_draft.file, .by = {.recruiter = x_recruiter.id}};
        const auto foreseen = x_keeper.foresee(std::span{&file, 1}, x_now);
        if (!foreseen) return std::unexpected(foreseen.error());
        const auto& taken = foreseen->taken.front();
        auto& shown = x_draft.shown;
        if (!taken.accepted) {
            for (const auto& each : taken.problems)
                shown.lacks.push_back({{}, each.what + (each.mend.empty() ? "" : "; " + each.mend)});
            x_draft.file.clear();
            return {};
        }
        shown.doubts.insert(shown.doubts.end(), taken.warnings.begin(), taken.warnings.end());
        for (const auto& each : foreseen->takes)
            std::ranges::move(mail::loss_words(each.losses, x_tongue), std::back_inserter(shown.doubts));
        const auto zone = plan::as_person(x_recruiter, x_agency).zone;
        for (const auto& [known, plan] : foreseen->cases)
            for (const auto& duty : plan.duties)
                if (duty.state == plan::State::open)
                    shown.follows.push_back(mail::summary(duty, known, x_tongue) + " "
                                            + mail::due_words(duty, zone, x_tongue));
        return {};
    }

    Bookkeeper& x_keeper;
    const ledger::Agency& x_agency;
    const ledger::Recruiter& x_recruiter;
    const web::DraftFields& x_filled;
    const words::Tongue& x_tongue;
    Instant x_now;
    Drafted x_draft;
};

} // namespace

base::Result<Drafted> drafted(Bookkeeper& keeper, std::string_view bytes, const ledger::Recruiter& recruiter,
                              const web::DraftFields& filled, Instant now) {
    return DraftReader{keeper, recruiter, filled, now}.read(bytes);
}

} // namespace followup::run
