#include "shell/run/acting.hpp"

#include "core/base/text.hpp"
#include "core/mail/losing.hpp"
#include "core/mail/wording.hpp"
#include "core/plan/stand_in.hpp"
#include "core/queue/writing.hpp"
#include "core/web/refused.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iterator>

namespace followup::run {
namespace {

base::Zone zone_named(const std::string& name) {
    return base::Zone::named(name).value_or(base::Zone::utc());
}

const words::Tongue& tongue_of(const Bookkeeper& keeper, const plan::Person& reader) {
    return keeper.mail_style().tongue(reader.language);
}

/// "“next Thursday” is read as Thu 3 Dec 2026.", and what is known by it: a seal binds the confirmation to
/// this reading.
struct Reading {
    std::string means;
    std::string sealed;
};
std::optional<Reading> reading_of(const std::vector<queue::Event>& events, const std::string& duty,
                                  const std::string& typed, const words::Tongue& tongue) {
    for (const auto& event : events)
        for (const auto& [key, spoken] : queue::spoken(event.body)) {
            const auto zone = zone_named(spoken->zone);
            const auto values = words::Values{}
                                    .text("words", typed)
                                    .text("date", mail::in_words(spoken->value, zone, tongue));
            return Reading{
                tongue.phrase("read-as", values),
                fmt::format("sure {} {} {}", duty, spoken->words, when::in_words(spoken->value, zone))};
        }
    return std::nullopt;
}

/// What is doubtful about the dates of events, in the language of who told them.
std::vector<std::string> doubts(const std::vector<queue::Event>& events, const words::Tongue& tongue) {
    std::vector<std::string> all;
    for (const auto& event : events)
        for (const auto& [key, spoken] : queue::spoken(event.body))
            for (const auto& warning : spoken->warnings)
                all.push_back(mail::doubt_words(warning, *spoken, tongue));
    return all;
}

std::vector<plan::KeptDuty> kept_duties(const plan::Plan& plan) {
    std::vector<plan::KeptDuty> all;
    for (const auto& duty : plan.duties)
        all.push_back(plan::kept_duty(duty));
    return all;
}

/// What a deed would come to, to be confirmed; nothing when it has no date and takes nothing away but what
/// its button says.
std::optional<web::ReadBack> read_back(const Bookkeeper& keeper, const Doing& doing, const web::Press& deed,
                                       const Foreseen& foreseen) {
    const auto& tongue = tongue_of(keeper, doing.reader);
    const auto reading =
        deed.date.empty() ? std::nullopt : reading_of(foreseen.events, doing.duty.id, deed.date, tongue);
    std::vector<std::string> taken;
    for (const auto& each : foreseen.takes)
        for (auto& line : web::taken_words(web::besides(each, doing.duty.id), doing.reader, tongue))
            taken.push_back(std::move(line));
    if (!reading && taken.empty()) return std::nullopt;
    web::ReadBack read{deed, reading ? reading->means : tongue.phrase("read-takes"), {}, {}, {}};
    if (!foreseen.cases.empty()) {
        const auto& after = foreseen.cases.front();
        const auto changes =
            plan::difference(kept_duties(doing.standing.second), {}, after.second, doing.now).changes;
        read.follows = web::change_words(changes, after, doing.reader, tongue);
    }
    for (const auto& each : foreseen.takes)
        std::ranges::move(mail::loss_words(each.losses, tongue), std::back_inserter(read.follows));
    read.warnings = doubts(foreseen.events, tongue);
    auto sealed = reading ? reading->sealed : fmt::format("sure {} {}", doing.duty.id, web::word(deed.act));
    for (const auto& line : taken)
        sealed += "\n" + line;
    read.sure = web::form_seal(keeper.link_keys(), sealed);
    return read;
}

/// What a reader of ours tells by a link or an answer.
Incoming told_by(const plan::Person& reader, const std::string& bytes) {
    Incoming file{.name = "link", .bytes = bytes};
    if (reader.role == plan::Role::candidate)
        file.teller = queue::Teller::candidate;
    else
        file.by.recruiter = reader.id;
    return file;
}

Answer<Done> recorded(Bookkeeper& keeper, const Doing& doing, const std::string& bytes,
                      const std::vector<queue::Event>& events) {
    const auto& tongue = tongue_of(keeper, doing.reader);
    const auto followed = followed_from(keeper, doing.row, told_by(doing.reader, bytes), doing.now);
    if (!followed) return std::unexpected(followed.error());
    Done done;
    if (followed->after)
        done.told = web::change_words(followed->changes, *followed->after, doing.reader, tongue);
    std::ranges::move(mail::loss_words(followed->losses, tongue), std::back_inserter(done.told));
    if (done.told.empty()) done.told.push_back(tongue.phrase("recorded-story"));
    done.asks_for_next = web::asks_for_next(*followed);
    // What else there is to see about it is for who looks after the case, and in English.
    if (doing.reader.role == plan::Role::recruiter)
        done.told.insert(done.told.end(), followed->warnings.begin(), followed->warnings.end());
    else
        std::ranges::move(doubts(events, tongue), std::back_inserter(done.told));
    return done;
}

/// Whether a deed of an answer stands in the story since the answer came: we ended before that was put away,
/// and read it again. Its time is the one that it was given then.
base::Result<bool> recorded_before(Bookkeeper& keeper, const Doing& doing, const web::Press& deed) {
    const auto history = keeper.store().history(doing.row.number);
    if (!history) return std::unexpected(history.error());
    for (const auto& fact : (*history)->facts) {
        if (fact.event.at < doing.now) continue;
        const auto bytes = web::event_for(deed, doing.duty, {doing.reader.name, fact.event.at});
        const auto file = told_by(doing.reader, bytes);
        const auto foreseen = keeper.foresee(std::span{&file, 1}, doing.now, plan::eyes(doing.reader));
        if (!foreseen) return std::unexpected(foreseen.error());
        const auto same = [&](const queue::Event& event) { return event.digest == fact.event.digest; };
        if (std::ranges::any_of(foreseen->events, same)) return true;
    }
    return false;
}

/// A deed as an event, and what would follow from it.
struct LookedAt {
    std::string bytes;
    Foreseen foreseen;
    std::optional<base::Problem> wrong = {}; ///< why it cannot be recorded
};
Answer<LookedAt> look_at(Bookkeeper& keeper, const Doing& doing, const web::Press& deed) {
    LookedAt looked{web::event_for(deed, doing.duty,
                                   {doing.reader.name, web::time_of_deed(doing.standing.first, doing.now)}),
                    {}};
    const auto file = told_by(doing.reader, looked.bytes);
    auto foreseen = keeper.foresee(std::span{&file, 1}, doing.now, plan::eyes(doing.reader));
    if (!foreseen) return failed_reply(foreseen.error());
    looked.foreseen = std::move(*foreseen);
    const auto& taken = looked.foreseen.taken.front();
    if (taken.problems.empty()) return looked;
    const auto& texts = keeper.mail_style().all_texts();
    const web::Typed typed{deed.date, web::date_in_english(deed.date, texts, doing.now, doing.reader.zone),
                           doing.now, doing.reader.zone};
    looked.wrong = web::refused(typed, taken.problems, tongue_of(keeper, doing.reader));
    return looked;
}

/// Whether a date may be another one than was meant, or is farther ahead than anybody promises. A day when
/// nobody works, or the hour of a change of clocks, is said and is no doubt about what was meant.
bool doubtful(const std::vector<queue::Event>& events, Instant now) {
    constexpr base::days far_ahead{120};
    using enum when::WarningCode;
    constexpr std::array plain{business_shift, non_business_day, dst_fold, dst_gap, zone_season};
    for (const auto& event : events)
        for (const auto& [key, spoken] : queue::spoken(event.body)) {
            const auto zone = zone_named(spoken->zone);
            if (when::last_date(spoken->value, zone) > zone.date(now) + far_ahead) return true;
            for (const auto& warning : spoken->warnings)
                if (std::ranges::find(plain, warning.code) == plain.end()) return true;
        }
    return false;
}

/// A duty that its owner does not own is somebody's question now.
base::Result<void> tell_not_mine(Bookkeeper& keeper, const Doing& doing) {
    const auto& known = doing.standing.first;
    const auto& agency = keeper.config().rules.agency;
    const auto found = keeper.reader_of(known.recruiter, doing.now);
    if (!found) return std::unexpected(found.error());
    const bool own = *found == nullptr || (*found)->id == doing.reader.id;
    if (own && !agency.email) return {};
    mail::Note note;
    note.to =
        own ? base::Mailbox{agency.name, *agency.email} : base::Mailbox{(*found)->name, (*found)->email};
    note.language = own ? agency.language : plan::as_person(**found, agency).language;
    const auto& tongue = keeper.mail_style().tongue(note.language);
    note.subject = tongue.phrase(
        "not-mine-subject",
        words::Values{}.text("candidate", known.candidate.name).text("employer", known.employer.name));
    const auto reader = own ? std::string{"team"} : (*found)->id;
    // The page undoes it; the agency's address has none.
    const auto pages =
        own ? std::map<std::string, std::string>{}
            : keeper.pages_of(doing.standing.second, {doing.duty.id}, doing.row.number, reader, doing.now);
    const auto undo = pages.empty() ? "followup undo " + doing.duty.id : pages.begin()->second;
    note.paragraphs = {tongue.phrase("not-mine-told", words::Values{}.text("name", doing.reader.name)) + "\n"
                           + mail::summary(doing.duty, known, tongue),
                       tongue.phrase("not-mine-undo") + "\n" + undo};
    return keeper.write_note(note, doing.row.number, reader, doing.now);
}

} // namespace

base::Result<std::optional<Linked>> linked(Bookkeeper& keeper, const web::Link& link, Instant now) {
    const auto row = keeper.store().case_by_number(link.case_number);
    if (!row) return std::unexpected(row.error());
    if (!*row) return std::optional<Linked>{};
    auto standing = keeper.standing(link.case_number, now);
    if (!standing) return std::unexpected(standing.error());
    const auto keys = keeper.link_keys();
    const auto& duties = standing->second.duties;
    const auto duty = std::ranges::find_if(
        duties, [&](const plan::Duty& each) { return web::about_duty(keys, link, each.id); });
    const auto people = people_of(*standing, keeper.config().rules.agency);
    const auto reader = std::ranges::find_if(
        people, [&](const plan::Person& each) { return web::for_person(keys, link, each.id); });
    if (duty == duties.end() || reader == people.end()) return std::optional<Linked>{};
    const auto index = static_cast<std::size_t>(duty - duties.begin());
    return std::optional{Linked{**row, std::move(*standing), index, *reader}};
}

std::vector<plan::Person> people_of(const web::Standing& standing, const ledger::Agency& agency) {
    std::vector people{plan::as_person(standing.first, agency)};
    for (const auto& recruiter : agency.recruiters)
        people.push_back(plan::as_person(recruiter, agency));
    return people;
}

Answer<Done> act(Bookkeeper& keeper, const Doing& doing, const web::Press& deed,
                 std::optional<std::string_view> sure) {
    if (!sure) {
        const auto before = recorded_before(keeper, doing, deed);
        if (!before) return failed_reply(before.error());
        if (*before) return Done{.told = {tongue_of(keeper, doing.reader).phrase("recorded-story")}};
    }
    const auto looked = look_at(keeper, doing, deed);
    if (!looked) return std::unexpected(looked.error());
    if (looked->wrong) return Done{.wrong = looked->wrong};
    if (sure)
        if (auto read = read_back(keeper, doing, deed, looked->foreseen);
            read && !base::same_secret(read->sure, *sure))
            return Done{.read = std::move(read)};
    auto done = recorded(keeper, doing, looked->bytes, looked->foreseen.events);
    if (done && deed.act == web::Act::not_mine)
        if (auto told = tell_not_mine(keeper, doing); !told) return failed_reply(told.error());
    return done;
}

Answer<Done> reading(Bookkeeper& keeper, const Doing& doing, const web::Press& deed) {
    const auto offered = web::acts_for(doing.duty);
    if (std::ranges::find(offered, deed.act) == offered.end()) return Done{};
    auto looked = look_at(keeper, doing, deed);
    if (!looked) return std::unexpected(looked.error());
    if (looked->wrong) return Done{.wrong = std::move(looked->wrong)};
    Done done{.read = read_back(keeper, doing, deed, looked->foreseen)};
    done.doubtful = doubtful(looked->foreseen.events, doing.now);
    return done;
}

std::string confirming_page(const std::string& page, const web::Press& deed) {
    std::string date;
    for (const char c : deed.date)
        if (base::is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            date += c;
        else
            date += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    auto address = fmt::format("{}?act={}&date={}", page, web::word(deed.act), date);
    if (deed.act == web::Act::heard) address += "&news=" + base::replaced(queue::word(deed.news), " ", "+");
    return address;
}

Answer<Done> undo(Bookkeeper& keeper, const Doing& doing) {
    const auto history = keeper.store().history(doing.row.number);
    if (!history) return failed_reply(history.error());
    const auto found = web::undoable(**history, keeper.config().rules, doing.duty,
                                     {doing.reader.name, web::time_of_deed(doing.standing.first, doing.now)},
                                     doing.now - undo_span, doing.reader);
    if (!found || found->file.empty())
        return Done{.wrong = base::Problem{"", tongue_of(keeper, doing.reader).phrase("undo-nothing"), ""}};
    return recorded(keeper, doing, found->file, {});
}

} // namespace followup::run
