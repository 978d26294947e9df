#include "shell/run/first_edition.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace followup::run {
namespace {

using enum mail::State;

constexpr std::string_view left_note = "first edition left";
constexpr int mails_max = 1'000'000;
constexpr int mails_per_commit = 200;
constexpr auto doubtful = "held: whether it arrived before the upgrade is not known";
constexpr auto not_written_again =
    "held: written before the upgrade, perhaps with words that its reader is not to see";

bool is_candidates(const store::MailRow& mail, const ledger::Agency& agency) {
    return mail.person != "team" && agency.recruiter(mail.person) == nullptr;
}

} // namespace

base::Result<std::int64_t> FirstEdition::last_mail() {
    const auto note = x_store.note(store::first_edition_mails);
    if (!note) return std::unexpected(note.error());
    std::int64_t last = 0;
    if (*note) std::from_chars((*note)->data(), (*note)->data() + (*note)->size(), last);
    return last;
}

base::Result<bool> FirstEdition::wrote(const store::MailRow& mail) {
    const auto last = last_mail();
    if (!last) return std::unexpected(last.error());
    if (mail.number > *last) return false;
    const auto duties = x_store.duties_of_mail(mail.number);
    if (!duties) return std::unexpected(duties.error());
    return !duties->empty();
}

base::Result<void> FirstEdition::write_again(store::MailRow& mail, Instant now) {
    const auto from = mail.state;
    mail.state = moot;
    mail.reply = "not sent: written before the upgrade; what it told is written again";
    mail.code = 0;
    mail.relay.clear();
    mail.settled = now;
    mail.wait_until.reset();
    if (const auto written = x_store.update(mail, from, now); !written)
        return std::unexpected(written.error());
    return x_store.take_out_nudges(mail.number);
}

base::Result<void> FirstEdition::park(store::MailRow mail, const std::string& why, Instant now) {
    const auto from = mail.state;
    mail.state = parked;
    mail.wait_until.reset();
    mail.settled = now;
    mail.reply = why;
    mail.code = 0;
    mail.relay.clear();
    const auto written = x_store.update(mail, from, now);
    if (!written) return std::unexpected(written.error());
    return {};
}

base::Result<bool> FirstEdition::forget_digest(const store::MailRow& mail, const ledger::Agency& agency) {
    const auto name = "digest " + mail.person;
    const auto note = x_store.note(name);
    if (!note) return std::unexpected(note.error());
    if (*note != base::rfc3339(mail.due)) return false;
    const auto zone = agency.zone_of(mail.person);
    const auto midnight = zone.instant(zone.date(mail.due), base::seconds{0});
    if (auto set = x_store.set_note(name, base::rfc3339(midnight)); !set) return std::unexpected(set.error());
    return true;
}

base::Result<void> FirstEdition::leave_mail(std::int64_t number, const ledger::Agency& agency, Instant now,
                                            Left& left) {
    auto found = x_store.mail(number);
    if (!found) return std::unexpected(found.error());
    if (!*found) return {};
    auto& mail = **found;
    if (mail.state == in_doubt || mail.doubts > 0) {
        ++left.parked;
        return park(std::move(mail), doubtful, now);
    }
    const auto duties = x_store.duties_of_mail(number);
    if (!duties) return std::unexpected(duties.error());
    auto again = base::Result<bool>{!duties->empty()};
    if (duties->empty() && !is_candidates(mail, agency)) again = forget_digest(mail, agency);
    if (!again) return std::unexpected(again.error());
    if (*again) {
        ++left.anew;
        return write_again(mail, now);
    }
    // A recruiter may read whatever is in it; an answer to a candidate cannot be written again.
    if (!is_candidates(mail, agency)) return {};
    ++left.parked;
    return park(std::move(mail), not_written_again, now);
}

base::Result<FirstEdition::Left> FirstEdition::leave(const ledger::Agency& agency, Instant now) {
    Left left;
    const auto known = x_store.note(store::first_edition_mails);
    if (!known) return std::unexpected(known.error());
    const auto done = x_store.note(left_note);
    if (!done) return std::unexpected(done.error());
    if (!*known || *done) return left;
    const auto ended = x_store.note(store::first_edition_ended);
    if (!ended) return std::unexpected(ended.error());
    if (!*ended)
        if (auto set = x_store.set_note(store::first_edition_ended, base::rfc3339(now)); !set)
            return std::unexpected(set.error());
    const auto last = last_mail();
    if (!last) return std::unexpected(last.error());
    auto waiting = x_store.mail_numbers(std::array{deferred, in_doubt}, mails_max);
    if (!waiting) return std::unexpected(waiting.error());
    std::erase_if(*waiting, [&](std::int64_t number) { return number > *last; });
    for (std::size_t n = 0; n < waiting->size();) {
        if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
        const auto end = std::min(n + mails_per_commit, waiting->size());
        for (; n < end; ++n)
            if (auto dealt = leave_mail((*waiting)[n], agency, now, left); !dealt) {
                x_store.rollback();
                return std::unexpected(dealt.error());
            }
        if (auto committed = x_store.commit(); !committed) return std::unexpected(committed.error());
    }
    if (auto set = x_store.set_note(left_note, base::rfc3339(now)); !set) return std::unexpected(set.error());
    return left;
}

base::Result<bool> FirstEdition::still_open(std::int64_t number) {
    const auto told = x_store.duties_of_mail(number);
    if (!told) return std::unexpected(told.error());
    const auto cases = x_store.cases_of_mail(number);
    if (!cases) return std::unexpected(cases.error());
    for (const auto each : *cases) {
        const auto duties = x_store.duties(each);
        if (!duties) return std::unexpected(duties.error());
        for (const auto& duty : *duties)
            if (duty.state == plan::State::open && std::ranges::find(*told, duty.id) != told->end())
                return true;
    }
    return false;
}

base::Result<std::optional<base::Problem>> FirstEdition::doubts(Instant now, base::seconds useful) {
    const auto last = last_mail();
    if (!last) return std::unexpected(last.error());
    std::optional<base::Problem> trouble;
    if (*last == 0) return trouble;
    const auto held = x_store.mail_numbers(std::array{parked}, mails_max);
    if (!held) return std::unexpected(held.error());
    std::string numbers;
    int count = 0;
    for (const auto number : *held) {
        if (number > *last) continue;
        const auto mail = x_store.mail_standing(number);
        if (!mail) return std::unexpected(mail.error());
        if (!*mail || (*mail)->doubts == 0 || (*mail)->claimed + useful < now) continue;
        const auto open = still_open(number);
        if (!open) return std::unexpected(open.error());
        if (!*open) continue;
        numbers += (numbers.empty() ? "" : ", ") + std::to_string(number);
        ++count;
    }
    if (count > 0)
        trouble = base::Problem{"mails",
                                fmt::format("whether {} {} arrived before the upgrade is not known",
                                            count == 1 ? "mail" : "mails", numbers),
                                "followup outbox show tells whose they are; followup outbox release has one "
                                "written again, and without it they stay held"};
    return trouble;
}

} // namespace followup::run
