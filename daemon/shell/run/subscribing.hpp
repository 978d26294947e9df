#pragma once

#include "core/web/route.hpp"
#include "shell/run/bookkeeper.hpp"

#include <string>

namespace followup::run {

/// Whose feed it is, as they are called and in the language they read.
struct FeedOwner {
    std::string name;
    std::string language;
};
[[nodiscard]] base::Result<FeedOwner> feed_owner(Bookkeeper& keeper, const store::FeedRow& row);

/// The page at a feed's address, which helps people subscribe. `base` is "https://HOST". An address that was
/// taken out of use says so.
[[nodiscard]] web::Reply answer_feed_page(Bookkeeper& keeper, const web::FeedPageWanted& wanted,
                                          const web::Request& request, const std::string& base);

} // namespace followup::run
