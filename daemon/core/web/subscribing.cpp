#include "core/web/subscribing.hpp"

#include "core/web/feed.hpp"
#include "core/web/page.hpp"
#include "core/web/qr.hpp"

#include <fmt/format.h>

namespace followup::web {
namespace {

using words::Values;

Values& put(Values& values, const char* name, const std::string& html) {
    return values.ready(name, {html, html});
}

/// As it may stand in the query of another address.
std::string in_query(std::string_view url) {
    std::string out;
    for (const char c : url) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                           || c == '-' || c == '.' || c == '_';
        out += plain ? std::string{c} : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

const char* told(calendar::Privacy level) {
    switch (level) {
    case calendar::Privacy::full: return "feed-told-full";
    case calendar::Privacy::initials: return "feed-told-initials";
    case calendar::Privacy::busy: break;
    }
    return "feed-told-busy";
}

/// The part that each language writes for itself.
std::string programs(const std::string& https, const words::Tongue& tongue) {
    Values values;
    put(values, "webcal", webcal(https));
    put(values, "https_encoded", in_query(https));
    return words::html(words::filled(tongue.form("feed.md"), values).markdown);
}

} // namespace

Reply feed_page(const FeedPage& shown, const words::Tongue& tongue) {
    const auto https = feed_url(shown.base, shown.token);
    const auto phrase = [&](const char* name) {
        return html_text(tongue.phrase(name, Values{}.text("name", shown.name).text("agency", shown.agency)));
    };
    const auto camera = tongue.phrase("feed-camera");
    const auto code = qr_code(feed_page_url(shown.base, shown.token));
    Values values;
    values.text("language", tongue.code())
        .text("agency", html_text(shown.agency))
        .text("title", phrase("feed-title"))
        .text("told", phrase(told(shown.told)))
        .text("webcal", html_text(webcal(https)))
        .text("subscribe", phrase("feed-subscribe"))
        .text("others", phrase("feed-else"))
        .text("address_label", phrase("feed-address"))
        .text("https", html_text(https))
        .text("secret", phrase("feed-secret"))
        .text("camera", html_text(camera));
    put(values, "qr", code ? qr_svg(*code, camera) : std::string{});
    put(values, "programs", programs(https, tongue));
    return whole_page(words::written(tongue.form("feed.html"), values));
}

std::string feed_page_url(std::string_view base, std::string_view token) {
    return fmt::format("{}/f/{}/", base, token);
}

std::string webcal(std::string_view url) {
    const auto scheme = url.find(':');
    return "webcal" + std::string{scheme == std::string_view::npos ? ":" : url.substr(scheme)};
}

} // namespace followup::web
