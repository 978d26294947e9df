#include "shell/run/lost_log.hpp"

#include "core/base/text.hpp"
#include "core/ledger/case.hpp"
#include "core/queue/redact.hpp"
#include "shell/log/log.hpp"
#include "shell/run/filed.hpp"
#include "shell/store/mark.hpp"
#include "shell/store/mending.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace followup::run {
namespace {

/// When each was accepted that is lost, by digest.
using Lost = std::map<std::string, Instant>;

base::Result<Lost> lost_facts(store::Store& store, const std::string& ledger) {
    Lost lost;
    for (const auto& fact : store::accepted_lately(ledger)) {
        const auto known = store.has_event(fact.digest);
        if (!known) return std::unexpected(known.error());
        if (!*known) lost.emplace(fact.digest, fact.at);
    }
    return lost;
}

bool forgets(const queue::File& file) {
    return std::ranges::any_of(file.events, [](const queue::Event& event) {
        return std::holds_alternative<queue::Forget>(event.body);
    });
}

/// Whether it tells of somebody who has asked since to be forgotten.
base::Result<bool> of_forgotten(store::Store& store, const queue::File& file) {
    for (const auto& event : file.events) {
        const auto* told = std::get_if<queue::Interview>(&event.body);
        if (told == nullptr) continue;
        for (const auto& name : {ledger::identity(told->candidate), told->candidate.email.key()}) {
            const auto forgotten = store.forgotten(name);
            if (!forgotten) return std::unexpected(forgotten.error());
            if (*forgotten && told->ended <= **forgotten) return true;
        }
    }
    return false;
}

/// Whether every event of it is in the ledger; to be forgotten is kept nowhere.
base::Result<bool> holds(store::Store& store, const queue::File& file, bool as_it_came) {
    for (const auto& event : file.events) {
        if (std::holds_alternative<queue::Forget>(event.body)) continue;
        if (!as_it_came) {
            // Somebody was taken out of it since: it is told by the interview.
            const auto row = store.case_of_interview(queue::interview_of(event.body));
            if (!row) return std::unexpected(row.error());
            if (!*row) return false;
            continue;
        }
        const auto known = store.has_event(event.digest);
        if (!known) return std::unexpected(known.error());
        if (!*known) return false;
    }
    return true;
}

/// When it came, by the mark; nothing: it holds nothing that is lost, or somebody is forgotten in it, which
/// is not done twice.
std::optional<Instant> came(const Reading& reading, const Lost& lost) {
    if (forgets(reading.read)) return std::nullopt;
    for (const auto& event : reading.read.events)
        if (const auto at = lost.find(event.digest); at != lost.end()) return at->second;
    return std::nullopt;
}

/// A file that is taken in again under its first name.
struct Again {
    Instant at;
    Incoming file;
};

base::Result<std::vector<Again>> to_take(Bookkeeper& keeper, const std::vector<Filed>& filed,
                                         const Lost& lost) {
    std::vector<Again> again;
    if (lost.empty()) return again; // a day's files are many, and each is read in several ways
    for (const auto& each : filed)
        for (const auto& way : ways(keeper, each)) {
            const auto reading = read_as(keeper, each, way);
            const auto at = reading ? came(*reading, lost) : std::nullopt;
            if (!at) continue;
            const auto never = of_forgotten(keeper.store(), reading->read);
            if (!never) return std::unexpected(never.error());
            if (!*never) again.push_back({*at, {reading->name, each.file.bytes}});
            break;
        }
    std::ranges::stable_sort(again, {}, &Again::at);
    return again;
}

/// Whether nobody can tell anything of a file: neither the ledger nor the mark knows it.
base::Result<bool> unknown(Bookkeeper& keeper, const Filed& filed) {
    const bool as_it_came = !queue::lacks_somebody(filed.file.bytes);
    bool read = false;
    for (const auto& way : ways(keeper, filed)) {
        const auto reading = read_as(keeper, filed, way);
        if (!reading) continue;
        read = true;
        const auto known = holds(keeper.store(), reading->read, as_it_came);
        if (!known) return std::unexpected(known.error());
        const auto never = of_forgotten(keeper.store(), reading->read);
        if (!never) return std::unexpected(never.error());
        if (*known || *never) return false;
    }
    return read;
}

/// "NAME" in a line each.
std::string lines_of(const std::vector<std::string>& names) {
    constexpr std::size_t named_max = 100;
    const auto count = std::min(names.size(), named_max);
    auto text = base::joined({names.begin(), names.begin() + static_cast<std::ptrdiff_t>(count)}, "\n");
    if (names.size() > named_max) text += fmt::format("\n… (+{})", names.size() - named_max);
    return text;
}

base::Result<void> write_to(Bookkeeper& keeper, const ledger::Recruiter* recruiter,
                            const std::vector<std::string>& names, Instant now) {
    const auto& agency = keeper.config().rules.agency;
    mail::Note note;
    note.language = agency.language;
    if (recruiter != nullptr) {
        note.to = {recruiter->name, recruiter->email};
        note.language = plan::as_person(*recruiter, agency).language;
    } else {
        note.to = {agency.name, *agency.email};
    }
    const auto& tongue = keeper.mail_style().tongue(note.language);
    note.subject = tongue.phrase("unknown-files-subject");
    note.paragraphs = {tongue.phrase("unknown-files"), lines_of(names), tongue.phrase("unknown-files-what")};
    return keeper.write_note(note, 0, recruiter != nullptr ? recruiter->id : "team", now);
}

/// Shows files to who is named in them, else to the agency, else to every recruiter.
base::Result<void> show(Bookkeeper& keeper, const std::vector<const Filed*>& files, Instant now) {
    const auto& agency = keeper.config().rules.agency;
    std::map<const ledger::Recruiter*, std::vector<std::string>> by_reader;
    for (const auto* each : files) {
        const auto name = base::iso(each->day) + "/" + each->file.name;
        const auto* named = agency.recruiter(queue::recruiter_named(each->file.bytes));
        if (named != nullptr || agency.email)
            by_reader[named].push_back(name);
        else
            for (const auto& recruiter : agency.recruiters)
                by_reader[&recruiter].push_back(name);
    }
    for (const auto& [recruiter, names] : by_reader)
        if (auto written = write_to(keeper, recruiter, names, now); !written) return written;
    return {};
}

/// Shows what nobody knows, each file once; how many.
base::Result<std::size_t> show_unknown(Bookkeeper& keeper, const std::vector<Filed>& filed, Instant now) {
    constexpr auto until = "files shown until";
    auto& store = keeper.store();
    const auto noted = store.note(until);
    if (!noted) return std::unexpected(noted.error());
    const auto shown = base::parse_instant(noted->value_or(""));
    std::vector<const Filed*> files;
    Instant last{};
    for (const auto& each : filed) {
        if (shown && each.placed <= *shown) continue;
        const auto is_unknown = unknown(keeper, each);
        if (!is_unknown) return std::unexpected(is_unknown.error());
        if (!*is_unknown) continue;
        files.push_back(&each);
        last = std::max(last, each.placed);
    }
    if (files.empty()) return 0U;
    if (auto told = show(keeper, files, now); !told) return std::unexpected(told.error());
    if (auto set = store.set_note(until, base::rfc3339(last)); !set) return std::unexpected(set.error());
    return files.size();
}

/// The first day of which files in done/ may be lost. The log is cut at its end: whatever is lost came after
/// what is left.
base::Result<base::Date> first_day(store::Store& store, const Found& ledger, const Lost& lost) {
    const auto last = store::Mending{store}.last_accepted();
    if (!last) return std::unexpected(last.error());
    auto begin = ledger.salvaged || !*last ? Instant{} : **last;
    for (const auto& [digest, at] : lost)
        begin = std::min(begin, at);
    return std::chrono::floor<base::days>(base::LocalTime{begin.time_since_epoch()});
}

} // namespace

base::Result<std::optional<base::Problem>> take_lost_again(Bookkeeper& keeper, const Found& ledger,
                                                           Instant now) {
    std::optional<base::Problem> trouble;
    const auto lost = lost_facts(keeper.store(), ledger.path);
    if (!lost) return std::unexpected(lost.error());
    if (lost->empty() && !ledger.unclean && !ledger.salvaged) return trouble;
    const auto day = first_day(keeper.store(), ledger, *lost);
    if (!day) return std::unexpected(day.error());
    const auto filed = filed_since(keeper.config().queue, *day);
    const auto again = to_take(keeper, filed, *lost);
    if (!again) return std::unexpected(again.error());
    for (const auto& [at, file] : *again) {
        const auto taken = keeper.take(std::span{&file, 1}, at);
        if (!taken) return std::unexpected(taken.error());
        if (!taken->front().accepted)
            log::error(fmt::format("{} was not taken in again", base::escaped(file.name)));
    }
    const auto left = lost_facts(keeper.store(), ledger.path);
    if (!left) return std::unexpected(left.error());
    const auto shown = show_unknown(keeper, filed, now);
    if (!shown) return std::unexpected(shown.error());
    // Told of once: what cannot be had again is not looked for at every start.
    if (auto settled = store::Mending{keeper.store()}.settle_mark(); !settled)
        return std::unexpected(settled.error());
    if (lost->empty() && *shown == 0) return trouble;
    auto what =
        fmt::format("its log was cut after a crash: {} events that had been accepted were lost, and {} "
                    "of them were taken in again from done/",
                    lost->size(), lost->size() - left->size());
    if (*shown > 0)
        what += fmt::format("; of {} files there nobody knows when they came, and their recruiters are asked",
                            *shown);
    trouble = base::Problem{
        "ledger", what, left->empty() ? "look at the disk" : "tell the others again, and look at the disk"};
    log::error(base::text(*trouble));
    return trouble;
}

base::Result<std::optional<base::Problem>> take_salvaged(Bookkeeper& keeper, const std::string& ledger) {
    constexpr auto name = "salvaged"; // as the store writes it
    auto& store = keeper.store();
    const auto lacking = store.note(name);
    if (!lacking) return std::unexpected(lacking.error());
    if (lacking->value_or("-") == "-") return std::optional<base::Problem>{};
    if (auto set = store.set_note(name, "-"); !set) return std::unexpected(set.error());
    const auto lost = (*lacking)->empty() ? std::string{"every row could be read"}
                                          : "not every row could be read of: " + **lacking;
    const base::Problem trouble{
        "ledger", fmt::format("it was damaged, and was written anew from what could be read; {}", lost),
        fmt::format("the damaged one is {}.damaged; restore a backup if followup check names cases", ledger)};
    log::error(base::text(trouble));
    return std::optional{trouble};
}

} // namespace followup::run
