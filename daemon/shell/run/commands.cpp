#include "shell/run/commands.hpp"

#include "core/web/views.hpp"
#include "shell/files/files.hpp"
#include "shell/log/log.hpp"
#include "shell/run/adding.hpp"
#include "shell/run/concerns.hpp"
#include "shell/run/feed_commands.hpp"
#include "shell/run/invited.hpp"
#include "shell/run/outbox.hpp"
#include "shell/run/questions.hpp"
#include "shell/run/unreadable.hpp"

#include <array>
#include <boost/json.hpp>
#include <fmt/format.h>

namespace followup::run {
namespace {

namespace json = boost::json;

std::string_view value(const web::CommandWanted& wanted, std::string_view name) {
    for (const auto& [key, given] : wanted.query)
        if (key == name) return given;
    return {};
}

json::value instant_or_null(const std::optional<Instant>& at) {
    return at ? json::value(base::rfc3339(*at)) : json::value(nullptr);
}

web::Reply failed(const base::Problem& problem) {
    return web::json(503, web::problems_json({problem}));
}

std::vector<std::string> troubles(Bookkeeper& keeper, const Surroundings& around) {
    std::vector<std::string> list;
    const auto& found = around.round->troubles();
    for (const auto* each : {&found.intake, &found.ledger, &found.disk, &found.feeds, &found.inbox,
                             &found.storm, &found.clock, &found.relay, &found.upgrade, &found.people})
        if (*each) list.push_back(base::text(**each));
    for (const auto& each : found.lost)
        list.push_back(base::text(each));
    constexpr std::size_t named_max = 20;
    for (const auto& each : found.unreadable)
        if (&each < found.unreadable.data() + named_max) list.push_back(base::text(each));
    if (found.unreadable.size() > named_max)
        list.push_back(fmt::format("{} more cannot be read; followup status names them all",
                                   found.unreadable.size() - named_max));
    for (const auto& each : concerns(keeper, around))
        list.push_back(base::text(each));
    if (around.configuration) list.push_back(base::text(*around.configuration));
    // By the clock that clients go by, also when ours is shifted.
    const auto real = std::chrono::floor<base::seconds>(std::chrono::system_clock::now());
    if (around.certificate)
        if (const auto trouble = ending(*around.certificate, real)) list.push_back(base::text(*trouble));
    return list;
}

json::array relays_json(const Surroundings& around) {
    constexpr std::array<std::string_view, 3> gates{"closed", "open", "half-open"};
    json::array list;
    for (const auto& way : around.postman->status())
        list.push_back(json::object{{"route", way.route},
                                    {"breaker", gates[static_cast<std::size_t>(way.breaker.gate)]},
                                    {"opened_at", instant_or_null(way.breaker.opened)},
                                    {"probe_at", instant_or_null(way.breaker.probe_at)},
                                    {"sending", way.running},
                                    {"trouble", way.trouble}});
    return list;
}

json::array unreadable_json(const std::vector<store::Unreadable>& all) {
    json::array list;
    for (const auto& each : all)
        list.push_back(json::object{{"what", name_of(each)},
                                    {"row", each.row},
                                    {"interview", each.id},
                                    {"recruiter", each.recruiter}});
    return list;
}

json::value checked_json(const std::optional<LedgerCheck::Found>& found) {
    if (!found) return nullptr;
    return json::object{{"begun", base::rfc3339(found->begun)},
                        {"ended", base::rfc3339(found->ended)},
                        {"cases", found->cases},
                        {"mails", found->mails},
                        {"unreadable", found->unreadable},
                        {"put_right", found->put_right}};
}

/// Why nothing is recorded while the clock is not believed; nothing: it is.
std::optional<web::Reply> waits_for_clock(Bookkeeper& keeper) {
    const auto& doubt = keeper.clock_doubt().found();
    if (!doubt) return std::nullopt;
    auto problem = doubt_words(*doubt);
    problem.what = "nothing was recorded: " + problem.what;
    return failed(problem);
}

json::value turns_json(const Surroundings& around) {
    if (!around.turns) return nullptr;
    const auto account = around.turns();
    const auto ms = [](std::chrono::microseconds time) { return static_cast<double>(time.count()) / 1000; };
    return json::object{{"busy_seconds", ms(account.busy) / 1000},
                        {"longest_piece_ms", ms(account.longest)},
                        {"longest_piece", account.longest_doing}};
}

web::Reply status(Bookkeeper& keeper, store::Store& store, const Surroundings& around) {
    const auto counts = store.counts();
    if (!counts) return failed(counts.error());
    const auto space = files::space(keeper.config().state);
    const auto storm = keeper.storm();
    if (!storm) return failed(storm.error());
    const auto unread = store::Mending{store}.unreadable();
    if (!unread) return failed(unread.error());
    constexpr int cases_counted = 10'000;
    const auto old = store.cases_not_at(rules_version(keeper.config().rules), cases_counted);
    if (!old) return failed(old.error());
    const auto found = troubles(keeper, around);
    const auto& outsiders = keeper.outsiders().counts();
    json::value held = nullptr;
    if (*storm)
        held = json::object{{"since", base::rfc3339((*storm)->since)},
                            {"cases_due", (*storm)->due},
                            {"mails_an_hour", (*storm)->limit}};
    json::object mails;
    for (const auto& [state, count] : counts->mails)
        mails[state] = count;
    json::object disk;
    if (space)
        disk = {{"free_bytes", space->bytes_free},
                {"free_percent", space->bytes_percent},
                {"free_inodes_percent", space->inodes_percent}};
    const json::object all{
        {"now", base::rfc3339(around.clock->now())},
        {"speed", around.clock->speed()},
        {"started", base::rfc3339(around.started)},
        {"version", FOLLOWUP_VERSION},
        {"config", around.config_file},
        {"cases", counts->cases},
        {"cases_to_plan_again", old->size()}, // after a change of rules
        {"facts", counts->facts},
        {"waiting_for_their_interview", counts->waiting},
        {"nudges_planned", counts->nudges_planned},
        {"next_due", instant_or_null(counts->next_due)},
        {"oldest_unsent", instant_or_null(counts->oldest_unsent)},
        {"mails", std::move(mails)},
        {"held", std::move(held)},
        {"outsiders", json::object{{"heeded", outsiders.heeded}, {"not_heeded", outsiders.not_heeded}}},
        {"relays", relays_json(around)},
        {"disk", std::move(disk)},
        {"ledger", turns_json(around)},
        {"fsyncs", store.syncs() + around.round->spool().syncs()},
        {"unreadable", unreadable_json(*unread)},
        {"checked", checked_json(around.round->ledger_check().last())},
        {"troubles", json::array(found.begin(), found.end())}};
    return web::json(200, json::serialize(all) + "\n");
}

/// Whether one of the cases that files would change is there already and not for the caller to see.
base::Result<bool> tells_too_much(Bookkeeper& keeper, const Foreseen& foreseen, const Caller& caller) {
    for (const auto& [known, plan] : foreseen.cases) {
        const auto row = keeper.store().case_by_id(known.id);
        if (!row) return std::unexpected(row.error());
        if (*row && !may_see(keeper, caller.who, (*row)->recruiter)) return true;
    }
    return false;
}

web::Reply plan(Bookkeeper& keeper, const web::Request& request, const web::CommandWanted& wanted,
                const Caller& caller) {
    boost::system::error_code failure;
    const auto body = json::parse(request.body, failure);
    if (failure || !body.is_array())
        return web::json(400, web::problems_json({{"", "the request is no list", ""}}));
    std::vector<Incoming> files;
    for (const auto& each : body.as_array()) {
        const auto* file = each.if_object();
        const auto* name = file == nullptr ? nullptr : file->if_contains("name");
        const auto* bytes = file == nullptr ? nullptr : file->if_contains("bytes");
        if (name == nullptr || bytes == nullptr || !name->is_string() || !bytes->is_string())
            return web::json(400, web::problems_json({{"", "a file lacks its name or bytes", ""}}));
        files.push_back({name->as_string().c_str(), std::string{bytes->as_string()}, caller.who});
    }
    auto now = caller.now;
    if (const auto asked = base::parse_instant(value(wanted, "now"))) now = *asked;
    const auto foreseen = keeper.foresee(files, now);
    if (!foreseen) return failed(foreseen.error());
    base::Problems problems;
    std::vector<std::string> warnings;
    bool allowed = true;
    for (const auto& taken : foreseen->taken) {
        allowed = allowed && !taken.not_allowed;
        problems.insert(problems.end(), taken.problems.begin(), taken.problems.end());
        warnings.insert(warnings.end(), taken.warnings.begin(), taken.warnings.end());
    }
    if (!problems.empty()) return web::json(allowed ? 422 : 403, web::problems_json(problems));
    const auto too_much = tells_too_much(keeper, *foreseen, caller);
    if (!too_much) return failed(too_much.error());
    if (*too_much) return forbidden_reply(caller.who, web::Concern::recruiter).error();
    const auto& tongue = keeper.mail_style().tongue("en");
    if (value(wanted, "form") == "text")
        return web::plain(200, web::plan_text(foreseen->cases, warnings,
                                              web::taken_text(foreseen->takes, caller.zone, tongue)));
    return web::json(200, web::plan_json(foreseen->cases, warnings,
                                         web::taken_json(foreseen->takes, caller.zone, tongue)));
}

} // namespace

std::optional<web::Reply> refused(const Caller& caller, const web::CommandWanted& wanted,
                                  const web::Request& request) {
    const auto command = web::command_named(wanted.command, request.method);
    if (!command)
        return web::json(404, web::problems_json({{wanted.command, "is no command of this daemon", ""}}));
    if (web::may(caller.who, command->concern)) return std::nullopt;
    log::warning(fmt::format("{} {}: not allowed to {}", request.method, wanted.command, caller.who.name));
    return forbidden_reply(caller.who, command->concern).error();
}

web::Reply answer_command(Bookkeeper& keeper, const web::CommandWanted& wanted, const web::Request& request,
                          const Surroundings& around) {
    const bool post = request.method == "POST";
    const auto& command = wanted.command;
    const auto now = keeper.clock_doubt().believed(around.clock->now());
    const auto caller = caller_of(keeper, request, now);
    if (auto no = refused(caller, wanted, request)) return std::move(*no);
    if (post && (command == "add" || command == "tell"))
        if (auto no = waits_for_clock(keeper)) return std::move(*no);
    if (command == "status" && !post) return status(keeper, keeper.store(), around);
    if (command == "feeds") return answer_feeds(keeper, wanted, post, caller, around);
    if (auto reply = answer_outbox(keeper, wanted, request, caller)) {
        // Whoever has a mail tried knows of something that we do not: no relay rests any longer.
        if (post && reply->status == 200 && value(wanted, "order") == "retry") around.postman->probe_now();
        return std::move(*reply);
    }
    if (command == "plan" && post) return plan(keeper, request, wanted, caller);
    if (command == "invited" && post) return answer_invited(keeper, request, caller);
    if (command == "add" && post)
        return answer_add(keeper, {std::string{value(wanted, "name")}, request.body, caller.who},
                          value(wanted, "look") == "1", caller.now);
    if (auto reply = answer_recruiter(keeper, wanted, request, caller)) return std::move(*reply);
    return web::json(404, web::problems_json({{command, "is no command of this daemon", ""}}));
}

Health health(Bookkeeper& keeper, const Surroundings& around) {
    const auto next = keeper.next_due();
    Health found{.next_due = next ? *next : std::nullopt, .troubles = troubles(keeper, around)};
    if (!next) found.troubles.push_back(base::text(next.error()));
    for (const auto& way : around.postman->status())
        found.mail_stands = found.mail_stands || way.breaker.gate == mail::Breaker::Gate::open;
    return found;
}

} // namespace followup::run
