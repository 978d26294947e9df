#pragma once

#include "core/calendar/feed.hpp"
#include "core/web/http.hpp"
#include "core/words/tongue.hpp"

#include <string>
#include <string_view>

/// The page at a feed's own address, for people: how to subscribe with which calendar program.
namespace followup::web {

struct FeedPage {
    std::string name; ///< whose calendar it is
    std::string agency;
    std::string base; ///< "https://HOST"
    std::string token;
    calendar::Privacy told = calendar::Privacy::full;
};
[[nodiscard]] Reply feed_page(const FeedPage& shown, const words::Tongue& tongue);

/// `https://HOST/f/TOKEN/`; `base` without a trailing '/'.
[[nodiscard]] std::string feed_page_url(std::string_view base, std::string_view token);

/// `webcal://HOST/…` of an address with http or https.
[[nodiscard]] std::string webcal(std::string_view url);

} // namespace followup::web
