#include "core/base/require.hpp"
#include "core/base/text.hpp"
#include "core/web/target.hpp"

#include <cstddef>
#include <cstdint>

using namespace followup;

namespace {

void check(const std::string& text, bool lines) {
    base::require(base::is_utf8(text), "what was decoded is UTF-8");
    base::require(!base::has_control(text, lines), "what was decoded holds no control character");
}

} // namespace

/// Bytes as a request target, and as the body of a form.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    if (const auto target = web::parse_target(bytes)) {
        base::require(!target->segments.empty(), "a path has a segment");
        for (const auto& segment : target->segments) {
            check(segment, false);
            base::require(segment.find_first_of("/\\%") == std::string::npos, "a segment hides nothing");
            base::require(segment != "." && segment != "..", "a segment leads nowhere else");
        }
        for (const auto& [name, value] : target->query) {
            check(name, false);
            check(value, true);
        }
    }
    if (const auto form = web::parse_form(bytes))
        for (const auto& [name, value] : *form) {
            check(name, false);
            check(value, true);
        }
    return 0;
}
