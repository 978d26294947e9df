#include "core/base/country.hpp"
#include "core/letter/print.hpp"
#include "core/mail/encoding.hpp"
#include "core/mail/unsent.hpp"
#include "shell/run/acting.hpp"

namespace followup::run {
namespace {

web::Reply letter_file(const letter::Draft& draft, const words::Tongue& tongue) {
    auto bytes = mail::unsent(draft);
    if (!bytes) return link_failed(bytes.error(), tongue);
    auto reply = web::plain(200, "");
    for (auto& [name, value] : reply.headers)
        if (name == "Content-Type") value = "message/rfc822";
    reply.headers.emplace_back("Content-Disposition",
                               "attachment; " + mail::file_name_parameters(mail::unsent_name(draft, tongue)));
    reply.body = std::move(*bytes);
    return reply;
}

web::Reply answered_letter(Bookkeeper& keeper, const web::LetterWanted& wanted, Instant now) {
    const auto link = web::opened(keeper.link_keys(), web::Purpose::act, wanted.token);
    if (!link) return web::unknown_link(agency_tongue(keeper));
    const auto& agency = keeper.config().rules.agency;
    if (link->expires && now >= *link->expires) return web::old_link(agency, agency_tongue(keeper));
    const auto found = linked(keeper, *link, now);
    if (!found) return link_failed(found.error(), agency_tongue(keeper));
    if (!*found) return web::old_link(agency, agency_tongue(keeper));
    const auto& [known, plan] = (*found)->standing;
    const auto& duty = plan.duties[(*found)->duty];
    if (duty.kind != plan::Kind::letter) return web::unknown_link(agency_tongue(keeper));
    const auto style = keeper.mail_style();
    const auto& tongue = style.tongue(duty.owner.language);
    const auto draft = letter::draft(duty, known, plan, now, style.all_texts());
    if (!draft) return web::old_link(agency, agency_tongue(keeper));
    if (wanted.file) return letter_file(*draft, tongue);
    const auto paper = letter::paper(base::country(duty.owner.zone));
    return web::whole_page(letter::print_page(*draft, paper, tongue));
}

} // namespace

web::Reply answer_letter(Bookkeeper& keeper, const web::LetterWanted& wanted, const web::Request& request,
                         Instant now) {
    return web::fitted(answered_letter(keeper, wanted, now), request);
}

} // namespace followup::run
