#include "simulate/markers.hpp"

#include "core/web/link.hpp"
#include "shell/clock/clock.hpp"
#include "shell/run/acting.hpp"
#include "shell/run/commands.hpp"

#include <charconv>
#include <fmt/format.h>

namespace followup::simulated {
namespace {

/// The candidate of "c12-1": -1 when it is no name of this world.
int candidate_of(std::string_view case_id) {
    int number = -1;
    if (case_id.starts_with('c'))
        std::from_chars(case_id.data() + 1, case_id.data() + case_id.size(), number);
    return number;
}

} // namespace

std::set<int> marked(std::string_view text) {
    std::set<int> found;
    for (const auto& canary : canaries(text))
        found.insert(canary.candidate);
    return found;
}

void MarkerSearch::expect_only(int candidate, std::string_view text, std::string_view what) {
    const auto found = marked(text);
    x_texts += found.empty() ? 0 : 1;
    for (const auto other : found)
        if (other != candidate)
            x_watch.broken(fmt::format("{} of candidate {} tells of candidate {}", what, candidate, other));
}

void MarkerSearch::expect_hers(int candidate, std::string_view text, std::string_view what) {
    expect_only(candidate, text, what);
    for (const auto& canary : canaries(text))
        if (canary.readers == Readers::own)
            x_watch.broken(fmt::format("{} of candidate {} tells her what is her recruiter's own: {}", what,
                                       candidate, word(canary)));
}

void MarkerSearch::read_mail(const store::MailRow& mail, const std::string& case_id) {
    const bool hers = candidate_of(mail.person) >= 0;
    if (mail.case_number != 0 && hers)
        expect_hers(candidate_of(case_id), mail.bytes, "a mail about the case");
    if (mail.case_number != 0 && !hers)
        expect_only(candidate_of(case_id), mail.bytes, "a mail about the case");
    if (mail.case_number == 0 && hers)
        x_watch.broken(fmt::format("mail {} to {} is about no case", mail.number, mail.person));
}

base::Result<void> MarkerSearch::read_feed(run::Bookkeeper& keeper, const std::string& person, Instant now) {
    const auto address = keeper.feed_address(person, now);
    if (!address) return std::unexpected(address.error());
    const auto feed = keeper.feed(web::FeedWanted{.token = address->token}, now);
    if (!feed) return std::unexpected(feed.error());
    std::string_view rest{(*feed)->bytes};
    if (candidate_of(person) >= 0) expect_hers(candidate_of(person), rest, "the feed");
    while (!rest.empty()) {
        constexpr std::string_view end = "END:VEVENT\r\n";
        const auto entry = rest.substr(0, std::min(rest.find(end), rest.size()) + end.size());
        rest.remove_prefix(std::min(rest.size(), entry.size()));
        if (marked(entry).size() > 1)
            x_watch.broken(fmt::format("an entry in the feed of {} mixes candidates:\n{}", person, entry));
    }
    return {};
}

base::Result<void> MarkerSearch::read_answers(run::Bookkeeper& keeper, const std::string& case_id,
                                              int candidate, Instant now) {
    const auto row = keeper.store().case_by_id(case_id);
    if (!row) return std::unexpected(row.error());
    if (!*row) return base::problem(case_id, "the case is gone");
    const auto duties = keeper.store().duties((*row)->number);
    if (!duties) return std::unexpected(duties.error());
    const clock::ManualClock clock{now};
    run::Surroundings around;
    around.clock = &clock;
    const auto read = [&](const std::string& command,
                          std::vector<std::pair<std::string, std::string>> query) {
        auto wanted = web::CommandWanted{command, query};
        wanted.query.emplace_back("form", x_dice.chance(50) ? "json" : "text");
        web::Request asked;
        asked.method = "GET";
        asked.uid = 0; // root sees all
        const auto reply = run::answer_command(keeper, wanted, asked, around);
        if (reply.status != 200)
            x_watch.broken(fmt::format("{} about {}: {} {}", command, case_id, reply.status, reply.body));
        expect_only(candidate, reply.body, command);
    };
    read("show", {{"about", case_id}});
    read("agenda", {{"person", fmt::format("c{}@candidate.example", candidate)}, {"span", "all"}});
    if (duties->empty()) return {};
    const auto& duty = (*duties)[static_cast<std::size_t>(x_dice.roll(static_cast<int>(duties->size())))].id;
    read("why", {{"about", duty}});
    read_pages(keeper, (*row)->number, duty, candidate, now);
    return {};
}

/// What the links of a mail lead to: the duty's page and, for a letter, its draft. Gone (410) is an answer.
void MarkerSearch::read_pages(run::Bookkeeper& keeper, std::int64_t case_number, const std::string& duty,
                              int candidate, Instant now) {
    const auto token = web::link_token(keeper.link_keys(), web::Purpose::act, case_number, duty,
                                       person_numbered(candidate), std::nullopt);
    web::Request request;
    request.method = "GET";
    request.target = "/a/" + token;
    const auto expect_page = [&](const web::Reply& reply, std::string_view what) {
        if (reply.status != 200 && reply.status != 410)
            x_watch.broken(fmt::format("{} of {}: {} {}", what, duty, reply.status, reply.body));
        expect_hers(candidate, reply.body, what);
    };
    expect_page(run::answer_act(keeper, {token}, request, now), "the page");
    if (!duty.contains("/letter")) return;
    expect_page(run::answer_letter(keeper, {token, false}, request, now), "the letter");
    expect_page(run::answer_letter(keeper, {token, true}, request, now), "the draft");
}

base::Result<void> MarkerSearch::visit(run::Bookkeeper& keeper, Instant now) {
    const auto cases = keeper.store().all_cases();
    if (!cases) return std::unexpected(cases.error());
    for (int n = 0; n < 4 && !cases->empty(); ++n) {
        const auto number = (*cases)[static_cast<std::size_t>(x_dice.roll(static_cast<int>(cases->size())))];
        const auto history = keeper.store().history(number);
        if (!history) return std::unexpected(history.error());
        const auto candidate = candidate_of((*history)->id);
        if (auto answers = read_answers(keeper, (*history)->id, candidate, now); !answers) return answers;
        if (auto feed = read_feed(keeper, person_numbered(candidate), now); !feed) return feed;
    }
    for (const auto* reader : {"team", "pat"})
        if (auto feed = read_feed(keeper, reader, now); !feed) return feed;
    return {};
}

} // namespace followup::simulated
