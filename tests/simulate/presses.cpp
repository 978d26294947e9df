#include "simulate/presses.hpp"

#include "core/web/link.hpp"
#include "shell/run/acting.hpp"
#include "simulate/rehearsal.hpp"

#include <fmt/format.h>

namespace followup::simulated {
namespace {

/// The value of a hidden field; empty when the page has none.
std::string hidden(std::string_view page, std::string_view name) {
    const auto field = fmt::format("name=\"{}\" value=\"", name);
    const auto at = page.find(field);
    if (at == std::string_view::npos) return {};
    const auto value = page.substr(at + field.size());
    return std::string{value.substr(0, value.find('"'))};
}

std::string form_of(const web::Press& press, std::string_view seal, std::string_view sure) {
    const auto encoded = [](std::string text) {
        for (auto& sign : text)
            if (sign == ' ') sign = '+';
        return text;
    };
    auto body = fmt::format("act={}&of={}", web::word(press.act), seal);
    if (press.act == web::Act::heard) body += "&news=" + encoded(std::string{queue::word(press.news)});
    if (!press.date.empty()) body += "&date=" + encoded(press.date);
    if (!sure.empty()) body += fmt::format("&sure={}", sure);
    return body;
}

} // namespace

base::Result<std::string> press_a_button(run::Bookkeeper& keeper, const std::string& case_id, Dice& dice,
                                         base::Instant now) {
    const auto row = keeper.store().case_by_id(case_id);
    if (!row) return std::unexpected(row.error());
    if (!*row) return std::string{};
    const auto standing = keeper.standing((*row)->number, now);
    if (!standing) return std::unexpected(standing.error());
    std::vector<const plan::Duty*> open;
    for (const auto& duty : standing->second.duties)
        if (duty.state == plan::State::open) open.push_back(&duty);
    if (open.empty()) return std::string{};
    const auto& duty = *open[static_cast<std::size_t>(dice.roll(static_cast<int>(open.size())))];
    const auto press = press_of(duty, dice);
    const auto token = web::link_token(keeper.link_keys(), web::Purpose::act, (*row)->number, duty.id,
                                       duty.owner.id, std::nullopt);
    web::Request request;
    request.method = "GET";
    request.target = "/a/" + token;
    auto reply = run::answer_act(keeper, {token}, request, now);
    request.method = "POST";
    request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
    for (int sent = 0; sent < 2; ++sent) {
        const auto sure = hidden(reply.body, "sure");
        if (sent > 0 && sure.empty()) break;
        request.body = form_of(press, hidden(reply.body, "of"), sure);
        reply = run::answer_act(keeper, {token}, request, now);
    }
    return reply.status < 400
               ? std::string{}
               : fmt::format("{} on {}: {} {}", web::word(press.act), duty.id, reply.status, reply.body);
}

} // namespace followup::simulated
