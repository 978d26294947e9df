#include "core/plan/post.hpp"
#include "shell/run/bookkeeper.hpp"
#include "shell/run/dead_letters.hpp"
#include "shell/run/told_lately.hpp"

#include <algorithm>

namespace followup::run {
namespace {

/// The nudges of the plan that the rows stand for and whose time has come; rows whose nudge is not wanted any
/// more are left out.
std::vector<plan::Nudge> wanted(const plan::Plan& plan, const std::vector<plan::KeptNudge>& rows,
                                Instant now) {
    std::vector<plan::Nudge> nudges;
    for (const auto& nudge : plan.nudges) {
        if (nudge.at > now) continue;
        const auto identity = plan::identity(nudge);
        if (std::ranges::any_of(rows, [&](const auto& row) { return row.identity() == identity; }))
            nudges.push_back(nudge);
    }
    return nudges;
}

std::vector<std::int64_t> rows_of(const plan::Posting& posting, const std::vector<plan::KeptNudge>& rows) {
    std::vector<std::int64_t> numbers;
    for (const auto& nudge : posting.nudges) {
        const auto identity = plan::identity(nudge);
        for (const auto& row : rows)
            if (row.identity() == identity) numbers.push_back(row.row);
    }
    return numbers;
}

/// Whether it says no more than that nothing is to be done.
bool only_releases(const plan::Posting& posting) {
    const auto releases = [](const plan::Nudge& nudge) {
        return nudge.rule == plan::word(plan::News::What::released);
    };
    return std::ranges::all_of(posting.nudges, releases);
}

bool tells_news(const plan::Posting& posting) {
    return std::ranges::any_of(posting.nudges,
                               [](const plan::Nudge& nudge) { return nudge.duty.contains("/news/"); });
}

} // namespace

std::string_view words(Unsent why) {
    switch (why) {
    case Unsent::no: return {};
    case Unsent::unwanted: return "not sent: its reader asked for no more mails";
    case Unsent::not_last_call: return "not sent: its reader wants mails only of what is due within a day";
    case Unsent::in_digest: return "not sent: the digest of this morning said it";
    case Unsent::nobody: return "not sent: a server said that there is nobody of that address";
    case Unsent::nothing_before: return "not sent: its reader had never been asked for anything";
    }
    return {};
}

base::Result<DuePostings> Bookkeeper::postings_of(const Planned& of,
                                                  const std::vector<plan::KeptNudge>& nudges, Instant now) {
    const auto away = stand_ins();
    if (!away) return std::unexpected(away.error());
    DuePostings all;
    for (auto& posting :
         plan::post(of.known->id, wanted(*of.plan, nudges, now), **away, x_config->rules.agency, now)) {
        const auto wanted_by = wishes(posting.to.id);
        if (!wanted_by) return std::unexpected(wanted_by.error());
        DuePosting due{of, posting, rows_of(posting, nudges), *wanted_by};
        if (wanted_by->wanted == queue::Mails::Wanted::none) due.unsent = Unsent::unwanted;
        if (wanted_by->wanted == queue::Mails::Wanted::last_call) {
            // What was left out of a mail is settled with it.
            if (auto last = plan::last_calls(posting, *of.plan, now); last.nudges.empty())
                due.unsent = Unsent::not_last_call;
            else
                due.posting = std::move(last);
        }
        if (due.unsent == Unsent::no && posting.to.role == plan::Role::candidate && tells_news(due.posting)) {
            // Their recruiter tells them; reminders wait.
            const auto since = nobody_since(*this, posting.to.email);
            if (!since) return std::unexpected(since.error());
            if (*since) due.unsent = Unsent::nobody;
        }
        if (due.unsent == Unsent::no && only_releases(due.posting)) {
            const auto before = x_store.last_mail(of.row.number, posting.to.id);
            if (!before) return std::unexpected(before.error());
            if (!*before) due.unsent = Unsent::nothing_before;
        }
        if (due.unsent == Unsent::no && posting.to.role == plan::Role::recruiter) {
            const auto digest = x_store.note(stood_note(posting.to.id));
            if (!digest) return std::unexpected(digest.error());
            auto left = due.posting;
            std::erase_if(left.nudges, [&](const plan::Nudge& nudge) {
                const bool of_a_date = nudge.rule == "set" || nudge.rule == "moved";
                // The digest of a morning is that morning's word on what is overdue.
                const auto since = nudge.rule == "morning" ? base::hours{12} : base::hours{1};
                return !of_a_date && *digest
                       && stood_in(**digest, base::short_tag(x_keys.links, nudge.duty), since, now);
            });
            if (left.nudges.empty())
                due.unsent = Unsent::in_digest;
            else
                due.posting = std::move(left);
        }
        all.push_back(std::move(due));
    }
    return all;
}

} // namespace followup::run
