#include "shell/run/dead_letters.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace followup::run {
namespace {

using words::Values;

/// A note whose name tells nobody which address it is.
std::string address_note(const Bookkeeper& keeper, const base::MailAddress& address) {
    return "nobody at " + base::short_tag(keeper.link_keys().master, address.key());
}

/// The cases of that recruiter in which it may be so still.
std::string cases_note(const std::string& recruiter) {
    return "nobody for " + recruiter;
}

std::vector<std::int64_t> numbers_in(const std::string& note) {
    std::vector<std::int64_t> numbers;
    for (const auto& word : base::split(note, ' ')) {
        std::int64_t number = 0;
        if (std::from_chars(word.data(), word.data() + word.size(), number).ec == std::errc{})
            numbers.push_back(number);
    }
    return numbers;
}

std::string listed(const std::vector<std::int64_t>& numbers) {
    std::vector<std::string> words;
    for (const auto number : numbers)
        words.push_back(std::to_string(number));
    return base::joined(words, " ");
}

} // namespace

base::Result<void> note_nobody(Bookkeeper& keeper, const store::MailRow& mail, Instant now) {
    auto& store = keeper.store();
    const auto address = base::MailAddress::parse(mail.to);
    auto cases = store.cases_of_mail(mail.number);
    if (!cases) return std::unexpected(cases.error());
    if (cases->empty() && mail.case_number != 0) cases->push_back(mail.case_number);
    bool noted = false;
    for (const auto number : *cases) {
        const auto known = keeper.story(number);
        if (!known && store.is_set_aside(number)) continue;
        if (!known) return std::unexpected(known.error());
        if (!address || (*known)->candidate.email != *address) continue;
        const auto name = cases_note((*known)->recruiter);
        const auto before = store.note(name);
        if (!before) return std::unexpected(before.error());
        auto numbers = numbers_in(before->value_or(""));
        if (std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(number);
        if (auto set = store.set_note(name, listed(numbers)); !set) return set;
        noted = true;
    }
    if (!noted) return {};
    return store.set_note(address_note(keeper, *address), base::rfc3339(now));
}

base::Result<std::optional<Instant>> nobody_since(Bookkeeper& keeper, const base::MailAddress& address) {
    const auto note = keeper.store().note(address_note(keeper, address));
    if (!note) return std::unexpected(note.error());
    if (note->value_or("").empty()) return std::optional<Instant>{};
    const auto since = base::parse_instant(**note);
    return since ? *since : Instant{}; // bits of it were flipped: rather asked about than sent for nothing
}

base::Result<void> try_once_more(Bookkeeper& keeper, const base::MailAddress& address) {
    return keeper.store().set_note(address_note(keeper, address), "");
}

base::Result<std::vector<Unreachable>> unreachable_of(Bookkeeper& keeper, const std::string& recruiter) {
    const auto note = keeper.store().note(cases_note(recruiter));
    if (!note) return std::unexpected(note.error());
    std::vector<Unreachable> all;
    for (const auto number : numbers_in(note->value_or(""))) {
        const auto row = keeper.store().case_by_number(number);
        if (!row) return std::unexpected(row.error());
        if (!*row) continue; // they are forgotten
        const auto known = keeper.story(number);
        if (!known && keeper.store().is_set_aside(number)) continue;
        if (!known) return std::unexpected(known.error());
        const auto& candidate = (*known)->candidate;
        if ((*known)->ended() != nullptr) continue;
        const auto since = nobody_since(keeper, candidate.email);
        if (!since) return std::unexpected(since.error());
        const auto same = [&](const Unreachable& each) { return each.address == candidate.email; };
        if (!*since || std::ranges::any_of(all, same)) continue;
        all.push_back({number, (*known)->id, candidate.name, candidate.email, **since});
    }
    return all;
}

base::Result<Received> try_again(Bookkeeper& keeper, const Ours& of, const Came& came,
                                 const plan::Person& reader, Instant now) {
    const auto& tongue = keeper.mail_style().tongue(reader.language);
    std::vector<std::string> whose{reader.id};
    if (auto away = keeper.stood_in_for(reader.id, now); away)
        whose.insert(whose.end(), away->begin(), away->end());
    std::vector<Unreachable> meant;
    const auto wanted = base::folded(came.mail.command.words);
    for (const auto& recruiter : whose) {
        const auto all = unreachable_of(keeper, recruiter);
        if (!all) return std::unexpected(all.error());
        for (const auto& each : *all) {
            const auto is_case = [&](const OurCase& one) { return one.row.number == each.case_number; };
            const bool of_mail = of.cases.empty() || std::ranges::any_of(of.cases, is_case);
            const bool named = wanted.empty() || wanted == "all" || base::folded(each.name).contains(wanted)
                               || each.address.key() == wanted;
            if (of_mail && named) meant.push_back(each);
        }
    }
    std::vector<std::string> paragraphs;
    if (meant.empty()) {
        paragraphs = {tongue.phrase("answer-settled")};
    } else if (meant.size() > 1 && wanted != "all") {
        paragraphs = {tongue.phrase("answer-again-which")};
        for (const auto& each : meant)
            paragraphs.back() += "\n" + each.name + " (" + each.address.text() + ")";
    } else {
        for (const auto& each : meant) {
            if (auto again = try_once_more(keeper, each.address); !again)
                return std::unexpected(again.error());
            paragraphs.push_back(tongue.phrase(
                "answer-again", Values{}.text("name", each.name).text("to", each.address.text())));
        }
    }
    if (auto told = answer(keeper, of, came, reader, std::move(paragraphs), now); !told)
        return std::unexpected(told.error());
    return Received{fmt::format("{} addresses are tried again", meant.size())};
}

} // namespace followup::run
