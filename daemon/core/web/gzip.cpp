#include "core/web/gzip.hpp"

#include "core/base/require.hpp"
#include "core/base/text.hpp"

#include <optional>
#include <vector>
#include <zlib.h>

namespace followup::web {
namespace {

constexpr int level = 6;
constexpr int window_of_gzip = 15 + 16; // the largest window; 16 asks for gzip's head and tail
constexpr int memory_level = 8;

/// Whether a weight ("q=0.5") lets its coding be used; one that is malformed does not.
bool above_zero(std::string_view weight) {
    const auto value = base::trimmed(weight);
    if (value.size() < 2 || (value[0] != 'q' && value[0] != 'Q')) return false;
    const auto number = base::trimmed(value.substr(1));
    if (!number.starts_with('=')) return false;
    const auto digits = base::trimmed(number.substr(1));
    if (digits.empty() || digits.find_first_not_of("0123456789.") != std::string_view::npos) return false;
    return digits.find_first_not_of("0.") != std::string_view::npos;
}

} // namespace

std::string gzipped(std::string_view bytes) {
    z_stream stream{};
    const int begun =
        deflateInit2(&stream, level, Z_DEFLATED, window_of_gzip, memory_level, Z_DEFAULT_STRATEGY);
    base::require(begun == Z_OK, "zlib could not begin");
    std::vector<Bytef> in(bytes.begin(), bytes.end()); // zlib takes no constant bytes
    std::vector<Bytef> out(deflateBound(&stream, static_cast<uLong>(in.size())));
    stream.next_in = in.data();
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    const int ended = deflate(&stream, Z_FINISH);
    base::require(ended == Z_STREAM_END, "zlib did not end");
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return {out.begin(), out.end()};
}

bool takes_gzip(const Request& request) {
    std::optional<bool> named;
    bool any = false;
    for (const auto& [name, value] : request.headers) {
        if (name != "accept-encoding") continue;
        for (const auto& each : base::split(value, ',')) {
            const auto mark = each.find(';');
            const auto coding = base::ascii_lower(base::trimmed(std::string_view{each}.substr(0, mark)));
            const bool wanted =
                mark == std::string::npos || above_zero(std::string_view{each}.substr(mark + 1));
            if (coding == "gzip" || coding == "x-gzip") named = wanted;
            if (coding == "*") any = wanted;
        }
    }
    return named.value_or(any);
}

} // namespace followup::web
