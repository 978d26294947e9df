#include "core/base/require.hpp"
#include "core/base/text.hpp"
#include "core/web/conditions.hpp"
#include "core/web/date.hpp"
#include "core/web/forwarded.hpp"
#include "core/web/gzip.hpp"

#include <cstddef>
#include <cstdint>

using namespace followup;

/// Bytes as the header fields of a request, a line each: "name: value"; for every reader of fields that we
/// have.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const std::vector<std::string> proxies = {"127.0.0.1", "::1"};
    const base::Instant now{base::days{20'000}};
    web::Request request;
    request.client = "127.0.0.1";
    for (const auto& line : base::split(bytes, '\n')) {
        const auto colon = std::min(line.find(':'), line.size());
        const auto value = std::string_view{line}.substr(std::min(colon + 1, line.size()));
        request.headers.emplace_back(base::ascii_lower(line.substr(0, colon)), base::trimmed(value));
        if (const auto date = web::parse_http_date(value))
            base::require(web::parse_http_date(base::internet_date(*date)) == date,
                          "a date is read as it is written");
    }
    const auto asker = web::asker(request, proxies);
    base::require(!asker.empty() && asker.size() <= 45, "an asker has an address");
    base::require(asker.find_first_not_of("0123456789abcdef:.") == std::string::npos, "an address is one");
    static_cast<void>(web::came_in_clear(request, proxies));
    static_cast<void>(web::takes_gzip(request));
    static_cast<void>(web::not_modified(request, "\"0123456789abcdef\"", now, now));
    request.client = "203.0.113.5";
    base::require(web::asker(request, proxies) == "203.0.113.5", "a stranger speaks for nobody");
    return 0;
}
