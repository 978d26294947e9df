#include "shell/run/looked_through.hpp"

#include <algorithm>

namespace followup::run {
namespace {

std::set<std::string> all_names(const Forgotten& whom) {
    auto all = whom.names;
    all.insert(whom.addresses.begin(), whom.addresses.end());
    all.insert(whom.identity);
    return all;
}

std::set<std::string> interviews_of(const Forgotten& whom) {
    return {whom.erased.interviews.begin(), whom.erased.interviews.end()};
}

std::set<std::int64_t> mails_of(const Forgotten& whom) {
    std::set<std::int64_t> all;
    for (const auto& mail : whom.erased.mails)
        all.insert(mail.number);
    return all;
}

} // namespace

LookedThrough::LookedThrough(const Forgotten& whom)
    : x_names(all_names(whom)), x_interviews(interviews_of(whom)), x_mails(mails_of(whom)), x_met(whom.met) {}

const std::set<std::string>& LookedThrough::silent(const Forgotten& whom) const {
    static const std::set<std::string> none;
    const bool all = x_met == whom.met && std::ranges::includes(x_names, all_names(whom))
                     && std::ranges::includes(x_interviews, interviews_of(whom))
                     && std::ranges::includes(x_mails, mails_of(whom));
    return all ? x_silent : none;
}

} // namespace followup::run
