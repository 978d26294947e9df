#include "shell/run/ready.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace followup::run {

void Ready::put(std::int64_t case_number, Mails mails) {
    changed(case_number);
    for (const auto& draft : mails.drafts)
        x_readers[draft.posting.to.id] = case_number;
    x_ended = std::min(x_ended.value_or(mails.until), mails.until);
    x_cases.emplace(case_number, std::move(mails));
}

Drafts Ready::remove(Cases::iterator at) {
    auto drafts = std::move(at->second.drafts);
    x_cases.erase(at);
    for (const auto& draft : drafts)
        x_readers.erase(draft.posting.to.id);
    return drafts;
}

std::optional<Drafts> Ready::take(std::int64_t case_number, Instant now) {
    const auto at = x_cases.find(case_number);
    if (at == x_cases.end()) return std::nullopt;
    const bool holds = at->second.from <= now && now < at->second.until;
    auto drafts = remove(at);
    return holds ? std::optional{std::move(drafts)} : std::nullopt;
}

void Ready::changed(std::int64_t case_number) {
    if (const auto at = x_cases.find(case_number); at != x_cases.end()) remove(at);
}

void Ready::wrote_to(const std::string& person) {
    if (const auto at = x_readers.find(person); at != x_readers.end()) changed(at->second);
}

void Ready::drop_ended(Instant now) {
    if (!x_ended || now < *x_ended) return;
    std::vector<std::int64_t> ended;
    x_ended.reset();
    for (const auto& [number, mails] : x_cases)
        if (mails.until <= now)
            ended.push_back(number);
        else
            x_ended = std::min(x_ended.value_or(mails.until), mails.until);
    for (const auto number : ended)
        changed(number);
}

void Ready::clear() {
    x_cases.clear();
    x_readers.clear();
    x_ended.reset();
    x_seen = {};
}

} // namespace followup::run
