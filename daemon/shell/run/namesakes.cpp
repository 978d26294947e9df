#include "shell/run/namesakes.hpp"

#include "core/base/text.hpp"
#include "core/ledger/case.hpp"
#include "core/ledger/names.hpp"

#include <charconv>
#include <fmt/format.h>
#include <iterator>

namespace followup::run {
namespace {

constexpr std::string_view two_names_note = "two names";
constexpr std::size_t named_max = 10;

std::vector<std::int64_t> numbers_in(std::string_view text) {
    std::vector<std::int64_t> all;
    while (!text.empty()) {
        std::int64_t number = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        if (read.ec != std::errc{}) break;
        all.push_back(number);
        text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
        if (text.starts_with(' ')) text.remove_prefix(1);
    }
    return all;
}

base::Result<std::string> called_in(store::Store& store, std::int64_t number) {
    const auto history = store.history(number);
    if (!history && store.is_set_aside(number)) return std::string{};
    if (!history) return std::unexpected(history.error());
    if ((*history)->facts.empty()) return std::string{};
    return ledger::fold(**history).candidate.name;
}

/// The first ones, and how many more there are.
std::string listed(std::vector<std::string> all) {
    const auto more = all.size() > named_max ? all.size() - named_max : 0;
    all.resize(all.size() - more);
    return base::joined(all, "; ") + (more == 0 ? "" : fmt::format("; and {} more", more));
}

} // namespace

base::Result<std::string> Namesakes::id_of(std::int64_t case_number) {
    const auto row = x_store.case_by_number(case_number);
    if (!row) return std::unexpected(row.error());
    return *row ? (*row)->id : std::string{};
}

base::Result<std::optional<std::int64_t>> Namesakes::other(std::int64_t case_number) {
    const auto row = x_store.case_by_number(case_number);
    if (!row) return std::unexpected(row.error());
    if (!*row) return std::optional<std::int64_t>{}; // forgotten meanwhile
    const auto known = x_store.candidate_of(case_number);
    if (!known && x_store.is_set_aside(case_number)) return std::optional<std::int64_t>{};
    if (!known) return std::unexpected(known.error());
    const auto first = known->cases.front();
    if (first == case_number) return std::optional<std::int64_t>{};
    const auto name = called_in(x_store, case_number);
    if (!name) return std::unexpected(name.error());
    const auto before = called_in(x_store, first);
    if (!before) return std::unexpected(before.error());
    const bool unread = name->empty() || before->empty();
    if (unread || ledger::nearly_called(*name, *before)) return std::optional<std::int64_t>{};
    return std::optional{first};
}

base::Result<void> Namesakes::look(std::int64_t case_number) {
    const auto found = other(case_number);
    if (!found) return std::unexpected(found.error());
    if (!*found) return {};
    const auto note = x_store.note(two_names_note);
    if (!note) return std::unexpected(note.error());
    const auto before = note->value_or("");
    return x_store.set_note(two_names_note,
                            before + (before.empty() ? "" : " ") + std::to_string(case_number));
}

base::Result<std::vector<std::string>> Namesakes::two_names() {
    std::vector<std::string> found;
    const auto note = x_store.note(two_names_note);
    if (!note) return std::unexpected(note.error());
    for (const auto number : numbers_in(note->value_or(""))) {
        const auto first = other(number);
        if (!first) return std::unexpected(first.error());
        if (!*first) continue;
        const auto id = id_of(number);
        if (!id) return std::unexpected(id.error());
        const auto before = id_of(**first);
        if (!before) return std::unexpected(before.error());
        found.push_back(
            fmt::format("the candidates of {} and {} have one address and two names", *before, *id));
    }
    return found;
}

base::Result<std::vector<std::string>> Namesakes::one_id(const ledger::Agency& agency) {
    std::vector<std::string> found;
    for (const auto& recruiter : agency.recruiters) {
        const auto cases = x_store.cases_of(plan::Role::candidate, recruiter.id);
        if (!cases) return std::unexpected(cases.error());
        if (cases->empty()) continue;
        const auto id = id_of(cases->front());
        if (!id) return std::unexpected(id.error());
        found.push_back(fmt::format("the candidate of {} has the id of the recruiter {}", *id, recruiter.id));
    }
    return found;
}

base::Result<std::optional<base::Problem>> Namesakes::trouble(const ledger::Agency& agency) {
    auto all = two_names();
    if (!all) return std::unexpected(all.error());
    auto more = one_id(agency);
    if (!more) return std::unexpected(more.error());
    std::ranges::move(*more, std::back_inserter(*all));
    if (all->empty()) return std::optional<base::Problem>{};
    return std::optional{base::Problem{"candidates", listed(std::move(*all)),
                                       "hand in the interview of one once more: with was = the other name if "
                                       "it is one person, else with an id of "
                                       "their own"}};
}

} // namespace followup::run
