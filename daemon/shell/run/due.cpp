#include "core/mail/together.hpp"
#include "core/plan/post.hpp"
#include "shell/run/bookkeeper.hpp"
#include "shell/run/dead_letters.hpp"

#include <algorithm>

namespace followup::run {
namespace {

constexpr int cases_per_claim = 500; ///< planned again before a claim without a mail ends
constexpr int cases_together = 1000; ///< of one person, in one mail
/// What the ration is decided by.
plan::Waiting waiting(const plan::Posting& posting, const plan::Plan& plan, Instant now) {
    plan::Waiting result{posting.due, {}};
    for (const auto& duty : plan.duties) {
        const bool own = duty.owner.role == posting.to.role && duty.state == plan::State::open;
        const bool meant =
            std::ranges::find(posting.nudges, duty.id, &plan::Nudge::duty) != posting.nudges.end();
        if (own && meant && duty.due > now && (!result.needed || duty.due < *result.needed))
            result.needed = duty.due;
    }
    return result;
}

} // namespace

base::Result<void> Bookkeeper::put_off(const DuePosting& due, Instant until) {
    plan::Difference later;
    for (const auto row : due.rows)
        later.moved.emplace_back(row, until);
    return x_store.keep(due.of.row.number, *due.of.plan, later, x_rules_version);
}

void Bookkeeper::tell_nudged(const plan::Posting& posting, std::int64_t mail, Instant now) {
    for (auto nudge : posting.nudges) {
        nudge.to = posting.to; // who reads it: a stand-in, perhaps
        x_untold.emplace_back(
            [this, now, id = posting.case_id, nudge, mail] { x_witness.nudged(now, id, nudge, mail); });
    }
}

base::Result<Had> Bookkeeper::had_by(const DuePosting& due, Instant now) {
    if (due.unsent != Unsent::no) return Had{};
    const auto& to = due.posting.to;
    const auto cases = x_store.due_cases_of(to.role, to.id, now, 2);
    if (!cases) return std::unexpected(cases.error());
    const bool more =
        std::ranges::any_of(*cases, [&](std::int64_t number) { return number != due.of.row.number; });
    const auto had =
        x_store.reminders_since(to.role, to.id, to.zone.instant(to.zone.date(now), base::seconds{0}));
    if (!had) return std::unexpected(had.error());
    const auto& ration = x_config->mail.ration;
    const bool late = ration.late_together > 0 && due.posting.due + ration.late_after < now;
    const bool many = ration.per_day > 0 && had->count >= ration.per_day - 1;
    return Had{{static_cast<int>(had->count), had->last}, !late && !many, more};
}

base::Result<DuePostings> Bookkeeper::due_postings(std::int64_t case_number, Instant now, bool also_later) {
    // Is it still open? Planned again in the same transaction in which the mail is claimed.
    auto replanned = replan(std::span{&case_number, 1}, now);
    if (!replanned) return std::unexpected(replanned.error());
    if (replanned->empty()) return DuePostings{}; // it was set aside
    auto nudges = x_store.nudges(case_number);
    if (!nudges) return std::unexpected(nudges.error());
    std::erase_if(*nudges,
                  [&](const plan::KeptNudge& row) { return !row.planned || (row.at > now && !also_later); });
    auto postings = postings_of(replanned->front(), *nudges, now);
    if (!postings) return postings;
    DuePostings all;
    for (auto& due : *postings) {
        const auto opening = x_config->rules.window.next(now, due.posting.to.zone);
        if (opening == now) {
            all.push_back(std::move(due));
            continue;
        }
        // We were down, or the relay was, when it should have gone out: not in the middle of the night now.
        if (auto moved = put_off(due, opening); !moved) return std::unexpected(moved.error());
    }
    return all;
}

base::Result<DuePostings> Bookkeeper::all_for(DuePosting first, Instant now, bool also_later) {
    const auto recruiter = first.of.known->recruiter;
    const auto& to = first.posting.to;
    const auto person = to.id;
    const auto role = to.role;
    auto cases = base::Result<std::vector<std::int64_t>>{};
    if (role == plan::Role::candidate) {
        cases = also_later ? x_store.cases_of(role, person)
                           : x_store.due_cases_of(role, person, now, cases_together);
        if (!cases) return std::unexpected(cases.error());
    } else {
        auto read = stood_in_for(person, now);
        if (!read) return std::unexpected(read.error());
        read->push_back(person);
        for (const auto& whose : *read) {
            // What was put off until later in the day goes along.
            const auto more =
                x_store.due_cases_of(role, whose, also_later ? now + base::days{1} : now, cases_together);
            if (!more) return std::unexpected(more.error());
            cases->insert(cases->end(), more->begin(), more->end());
        }
    }
    DuePostings all;
    const auto here = first.of.row.number;
    all.push_back(std::move(first));
    for (const auto number : *cases) {
        if (number == here || std::ssize(all) == cases_together) continue;
        auto due = due_postings(number, now, also_later);
        if (!due) return due;
        for (auto& each : *due) {
            // A candidate answers the recruiter whose case it is.
            const bool same = role == plan::Role::recruiter || each.of.known->recruiter == recruiter;
            const bool theirs = each.posting.to.id == person && each.posting.to.role == role;
            if (same && theirs && each.unsent == Unsent::no) all.push_back(std::move(each));
        }
    }
    std::ranges::sort(all, {},
                      [](const DuePosting& each) { return std::pair{each.posting.due, each.of.row.number}; });
    return all;
}

base::Result<store::MailRow> Bookkeeper::write_together(const DuePostings& all, plan::Portion::Why why,
                                                        Instant now) {
    const auto blank = new_mail(now);
    if (!blank) return std::unexpected(blank.error());
    const auto& to = all.front().posting.to;
    x_ready.wrote_to(to.id);
    // A candidate's is sealed with their key, through any case of theirs; a recruiter's is of several people.
    const auto number = to.role == plan::Role::candidate ? all.front().of.row.number : 0;
    auto occasion = blank->occasion;
    std::vector<mail::Chapter> chapters;
    std::vector<std::int64_t> rows;
    for (const auto& each : all) {
        auto own = occasion_of(each, *blank, now);
        if (!own) return std::unexpected(own.error());
        if (occasion.feed_url.empty()) occasion.feed_url = own->feed_url;
        rows.insert(rows.end(), each.rows.begin(), each.rows.end());
        chapters.push_back({each.posting, each.of.known.get(), each.of.plan.get(), std::move(*own)});
    }
    occasion.unsubscribe_url = unsubscribe_url(number, to.id);
    occasion.answers = answers_to(blank->number);
    occasion.neutral = all.front().wishes.neutral;
    const auto& agency = x_config->rules.agency;
    auto row = rendered(mail::together(chapters, why, agency, mail_style(), occasion), blank->number);
    if (!row) return row;
    row->case_number = number;
    row->person = to.id;
    row->due = all.front().posting.due;
    row->claimed = now;
    if (auto inserted = x_store.insert(*row, rows); !inserted) return std::unexpected(inserted.error());
    return row;
}

base::Result<void> Bookkeeper::deal(DuePosting due, Instant now, Drafts& drafts, Claimed& claimed) {
    const auto to = due.posting.to;
    // What they had today counts.
    if (std::ranges::any_of(drafts, [&](const Draft& each) { return each.posting.to.id == to.id; }))
        if (auto written = put(drafts, now, claimed); !written) return written;
    if (to.role == plan::Role::candidate && due.unsent == Unsent::no) {
        const auto since = nobody_since(*this, to.email);
        if (!since) return std::unexpected(since.error());
        if (*since) return put_off(due, now + dead_for);
    }
    if (to.role == plan::Role::candidate)
        if (const auto until = x_apart.until(to.id, due.of.known->recruiter, now))
            return put_off(due, *until);
    const auto had = had_by(due, now);
    if (!had) return std::unexpected(had.error());
    DuePostings all;
    plan::Portion portion;
    if (!had->alone || had->more) {
        if (auto written = put(drafts, now, claimed); !written) return written;
        auto found = all_for(std::move(due), now, !had->alone);
        if (!found) return std::unexpected(found.error());
        all = std::move(*found);
        std::vector<plan::Waiting> list;
        for (const auto& each : all)
            list.push_back(waiting(each.posting, *each.of.plan, now));
        portion =
            plan::portion(list, had->mails, x_config->mail.ration, x_config->rules.window, to.zone, now);
    } else {
        all.push_back(std::move(due));
    }
    using enum plan::Portion::How;
    if (portion.how == later) {
        for (const auto& each : all)
            if (auto moved = put_off(each, portion.until); !moved) return moved;
        return {};
    }
    if (to.role == plan::Role::candidate) x_apart.wrote(to.id, all.front().of.known->recruiter, now);
    // Of several, the others come in their turn.
    if (portion.how == alone) return draft(std::move(all.front()), now, drafts);
    auto mail = write_together(all, portion.why, now);
    if (!mail) return std::unexpected(mail.error());
    for (const auto& each : all)
        tell_nudged(each.posting, mail->number, now);
    claimed.push_back(std::move(*mail));
    return {};
}

base::Result<void> Bookkeeper::write_due(Instant now, int mails_max, Claimed& claimed) {
    std::set<std::int64_t> seen;
    const auto had = claimed.size(); // a digest
    while (claimed.size() == had && std::ssize(seen) < cases_per_claim) {
        const auto due = x_store.due_places({}, now, mails_max);
        if (!due) return std::unexpected(due.error());
        const auto before = seen.size();
        Drafts drafts;
        for (const auto& each : *due) {
            if (std::ssize(claimed) + std::ssize(drafts) >= mails_max) break;
            seen.insert(each.case_number);
            if (take_ready(each.case_number, now, drafts)) continue;
            auto postings = due_postings(each.case_number, now, false);
            if (!postings) return std::unexpected(postings.error());
            for (auto& posting : *postings)
                if (auto dealt = deal(std::move(posting), now, drafts, claimed); !dealt) return dealt;
        }
        if (auto written = put(drafts, now, claimed); !written) return written;
        if (seen.size() == before) break; // nothing is due any more
    }
    return {};
}

base::Result<void> Bookkeeper::claim_within(Instant now, int mails_max, Claimed& claimed) {
    const auto storm = x_storms.look(x_config->mail, now);
    if (!storm) return std::unexpected(storm.error());
    if (storm->begun)
        if (auto told = tell_of_storm(*storm->begun, now); !told) return told;
    const auto write = [&]() -> base::Result<void> {
        // What stands in a digest is not said once more.
        if (auto written = write_digests(now, mails_max, claimed); !written) return written;
        return write_due(now, mails_max, claimed);
    };
    if (!storm->holds)
        if (auto written = write(); !written) return written;
    const auto anew = claim_again(now, mails_max - static_cast<int>(claimed.size()), claimed);
    if (!anew) return std::unexpected(anew.error());
    return *anew && !storm->holds ? write() : base::Result<void>{};
}

base::Result<Claimed> Bookkeeper::claim(Instant now, int mails_max) {
    if (mails_max <= 0) return Claimed{};
    auto done = turn(now, mails_max, [] { return std::span<const SenderReport>{}; });
    if (!done) return std::unexpected(done.error());
    return std::move(done->claimed);
}

} // namespace followup::run
