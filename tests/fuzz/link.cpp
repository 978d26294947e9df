#include "core/web/link.hpp"
#include "core/base/require.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

using namespace followup;

/// Bytes as the token of a link and as the tag of an address: none of them is ours.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view token{reinterpret_cast<const char*>(data), size};
    const web::LinkKeys keys{.master = base::sha256("a key that no input knows"), .number = 2};
    for (const auto purpose : {web::Purpose::act, web::Purpose::mails})
        base::require(!web::opened(keys, purpose, token), "nobody guesses a link");
    for (const auto purpose : {web::Purpose::reply, web::Purpose::bounce})
        base::require(!web::tagged_mail(keys, purpose, token), "nobody guesses a tag");
    // A real one opens, and no other: with one letter changed it is none.
    auto real =
        web::link_token(keys, web::Purpose::act, 7, "case-7/call", "dana", base::Instant{base::days{20'000}});
    base::require(web::opened(keys, web::Purpose::act, real).has_value(), "a link opens");
    if (size < 2) return 0;
    auto& letter = real[data[0] % real.size()];
    const char other = static_cast<char>(data[1]);
    if (other == letter) return 0;
    letter = other;
    base::require(!web::opened(keys, web::Purpose::act, real), "a changed link is none");
    return 0;
}
