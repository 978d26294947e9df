#include "shell/run/reached.hpp"

#include <algorithm>

namespace followup::run {
namespace {

/// The server's words, in one line.
std::string first_line(const std::string& reply) {
    return reply.substr(0, reply.find('\n'));
}

} // namespace

base::Result<mail::ReachedByDuty> reached_in(store::Store& store, std::int64_t case_number,
                                             const plan::Plan& plan) {
    mail::ReachedByDuty all;
    const auto mails = store.mails_about(case_number);
    if (!mails) return std::unexpected(mails.error());
    for (const auto& about : *mails) {
        const auto duty = std::ranges::find(plan.duties, about.duty, &plan::Duty::id);
        if (duty == plan.duties.end()) continue;
        const bool candidate = duty->owner.role == plan::Role::candidate;
        if (about.recruiter != (candidate ? std::string{} : duty->owner.id)) continue;
        if (store::is_lost(about.state, about.code)) {
            const auto whole = store.mail(about.mail);
            if (!whole) return std::unexpected(whole.error());
            if (*whole) all[about.duty].lost = first_line((*whole)->reply);
        } else if (about.state == mail::State::sent) {
            all[about.duty] = {about.settled, {}};
        }
    }
    return all;
}

base::Result<std::vector<mail::Undelivered>> undelivered_in(store::Store& store, std::int64_t case_number) {
    const auto mails = store.undelivered(case_number);
    if (!mails) return std::unexpected(mails.error());
    std::vector<mail::Undelivered> all;
    for (const auto& mail : *mails) {
        const auto steps = store.log_of_mail(mail.number);
        if (!steps) return std::unexpected(steps.error());
        const auto at = steps->empty() ? mail.settled.value_or(mail.claimed) : steps->back().at;
        all.push_back({at, mail.to, first_line(mail.reply)});
    }
    return all;
}

} // namespace followup::run
