#include "core/base/text.hpp"
#include "core/mail/enclosed.hpp"
#include "core/web/page.hpp"
#include "core/web/target.hpp"
#include "shell/run/acting.hpp"
#include "shell/run/drafting.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::run {
namespace {

constexpr std::size_t field_bytes_max = 200;
constexpr std::size_t fields_max = 50;

/// What the form filled in; its own fields are left out.
web::DraftFields filled_in(const std::vector<std::pair<std::string, std::string>>& fields) {
    web::DraftFields filled;
    for (const auto& [name, value] : fields)
        if (name != "act" && name != "of" && !value.empty() && value.size() <= field_bytes_max
            && name.size() <= field_bytes_max && filled.size() < fields_max && !base::has_control(value))
            filled[name] = value;
    return filled;
}

std::string draft_value(const std::vector<std::pair<std::string, std::string>>& fields,
                        std::string_view name) {
    const auto found = std::ranges::find(fields, name, &std::pair<std::string, std::string>::first);
    return found == fields.end() ? std::string{} : found->second;
}

std::string draft_seal(const Bookkeeper& keeper, std::string_view token, const Drafted& draft) {
    auto shown = fmt::format("{} {}", token, draft.file);
    for (const auto* lines : {&draft.shown.doubts, &draft.shown.follows})
        for (const auto& each : *lines)
            shown += "\n" + each;
    return web::form_seal(keeper.link_keys(), shown);
}

/// Takes the draft in as what its recruiter tells; the phrase of what came of it.
base::Result<std::string_view> add_draft(Bookkeeper& keeper, const std::string& file,
                                         const std::string& recruiter, Instant now) {
    const Incoming told{.name = "draft", .bytes = file, .by = {.recruiter = recruiter}};
    const auto taken = keeper.take(std::span{&told, 1}, now);
    if (!taken) return std::unexpected(taken.error());
    const auto& one = taken->front();
    return !one.accepted ? "draft-refused" : one.fresh == 0 ? "draft-known" : "draft-added";
}

/// The draft of a link, and whose it is.
struct LinkedDraft {
    const ledger::Recruiter* recruiter = nullptr;
    std::string mail; ///< as it came; empty: it is gone
};

base::Result<LinkedDraft> linked_draft(Bookkeeper& keeper, const web::Link& link) {
    LinkedDraft found;
    for (const auto& each : keeper.config().rules.agency.recruiters)
        if (web::for_person(keeper.link_keys(), link, each.id)) found.recruiter = &each;
    const auto row = keeper.store().mail(link.case_number);
    if (!row) return std::unexpected(row.error());
    const bool theirs = *row && found.recruiter != nullptr && (*row)->person == found.recruiter->id;
    if (theirs && (*row)->case_number == 0) found.mail = mail::enclosed_in((*row)->bytes);
    return found;
}

} // namespace

web::Reply answer_draft(Bookkeeper& keeper, const web::Link& link, std::string_view token,
                        const web::Request& request, Instant now) {
    const auto& agency = keeper.config().rules.agency;
    const auto found = linked_draft(keeper, link);
    if (!found) return link_failed(found.error(), agency_tongue(keeper));
    if (found->recruiter == nullptr || found->mail.empty() || !link.expires || now >= *link.expires)
        return web::old_link(agency, agency_tongue(keeper));
    const auto& recruiter = *found->recruiter;
    const auto& tongue = keeper.mail_style().tongue(plan::as_person(recruiter, agency).language);
    const bool posts = request.method == "POST";
    const auto fields = posts ? web::parse_form(request.body)
                              : std::optional{std::vector<std::pair<std::string, std::string>>{}};
    if (!fields || (posts && request.header("sec-fetch-site") == "cross-site"))
        return web::notice(fields ? 403 : 400, tongue.phrase("page-no-button"),
                           tongue.phrase("recorded-nothing"), tongue.code());
    auto filled = filled_in(*fields);
    const auto draft = drafted(keeper, found->mail, recruiter, filled, now);
    if (!draft) return link_failed(draft.error(), tongue);
    const auto seal = draft_seal(keeper, token, *draft);
    web::DraftPage page{draft->shown, tongue, agency.name, std::move(filled), seal};
    if (posts && draft_value(*fields, "act") == "add") {
        if (keeper.clock_doubt().found())
            return web::notice(503, tongue.phrase("page-clock"), tongue.phrase("page-clock-why"),
                               tongue.code());
        if (draft->file.empty() || !base::same_secret(draft_value(*fields, "of"), seal)) {
            page.notice = tongue.phrase("draft-changed");
            return web::draft_page(page);
        }
        const auto added = add_draft(keeper, draft->file, recruiter.id, now);
        if (!added) return link_failed(added.error(), tongue);
        page.notice = tongue.phrase(*added);
        page.added = *added != "draft-refused";
    }
    return web::draft_page(page);
}

} // namespace followup::run
