#include "shell/run/adding.hpp"

#include "core/web/views.hpp"

#include <boost/json.hpp>

namespace followup::run {
namespace {

namespace json = boost::json;

/// What is gone, and which mails had left before.
json::object forgotten_json(const Forgotten& forgotten) {
    json::array left;
    for (const auto& mail : forgotten.erased.mails)
        if (mail.left)
            left.push_back(json::object{{"mail", mail.number},
                                        {"to", mail.to_candidate ? "candidate" : "recruiter"},
                                        {"at", base::rfc3339(*mail.left)},
                                        {"surely", mail.surely}});
    json::array fallen;
    for (const auto& [number, duties] : forgotten.fallen)
        for (const auto& each : duties)
            fallen.push_back(json::object{{"duty", each.duty}, {"due", base::rfc3339(each.due)}});
    return {
        {"met", forgotten.met.has_value()},
        {"cases", forgotten.met ? forgotten.fallen.size() : forgotten.erased.cases.size()},
        {"fallen", std::move(fallen)},
        {"interviews", json::array(forgotten.erased.interviews.begin(), forgotten.erased.interviews.end())},
        {"mails", forgotten.erased.mails.size()},
        {"known", forgotten.known},
        {"files", forgotten.files},
        {"remains", json::array(forgotten.remains.begin(), forgotten.remains.end())},
        {"already_left", std::move(left)}};
}

/// What would become of a file; nothing is kept.
base::Result<std::vector<Taken>> looked_at(Bookkeeper& keeper, const Incoming& file, Instant now) {
    auto foreseen = keeper.foresee(std::span{&file, 1}, now);
    if (!foreseen) return std::unexpected(foreseen.error());
    return std::move(foreseen->taken);
}

} // namespace

web::Reply answer_add(Bookkeeper& keeper, const Incoming& file, bool look, Instant now) {
    const auto taken = look ? looked_at(keeper, file, now) : keeper.take(std::span{&file, 1}, now);
    if (!taken) return web::json(503, web::problems_json({taken.error()}));
    const auto& one = taken->front();
    if (!one.choices.empty()) {
        json::array choices;
        for (const auto& each : one.choices)
            choices.push_back(json::object{{"name", each.name},
                                           {"interview", each.interview},
                                           {"title", each.title},
                                           {"employer", each.employer},
                                           {"address", each.address}});
        return web::json(409, json::serialize(json::object{{"choices", std::move(choices)}}) + "\n");
    }
    if (!one.accepted) return web::json(one.not_allowed ? 403 : 422, web::problems_json(one.problems));
    json::array forgotten;
    for (const auto& each : one.forgotten)
        forgotten.push_back(forgotten_json(each));
    const json::object all{{"case", one.case_id},
                           {"forgotten", std::move(forgotten)},
                           {"events", one.events},
                           {"new", one.fresh},
                           {"warnings", json::array(one.warnings.begin(), one.warnings.end())}};
    return web::json(200, json::serialize(all) + "\n");
}

} // namespace followup::run
