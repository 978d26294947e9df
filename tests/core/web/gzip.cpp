#include "core/web/gzip.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <zlib.h>

namespace followup::web {
namespace {

std::string gunzipped(const std::string& bytes, std::size_t size) {
    z_stream stream{};
    if (inflateInit2(&stream, 15 + 16) != Z_OK) return "no begin";
    std::vector<Bytef> in(bytes.begin(), bytes.end());
    std::vector<Bytef> out(size + 1);
    stream.next_in = in.data();
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    const int ended = inflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return ended == Z_STREAM_END ? std::string(out.begin(), out.end()) : "no end";
}

bool takes(std::vector<std::string> fields) {
    Request request{.method = "GET", .target = "/", .headers = {}, .body = {}, .user = {}};
    for (auto& field : fields)
        request.headers.emplace_back("accept-encoding", std::move(field));
    return takes_gzip(request);
}

RC_GTEST_PROP(Gzip, GivesTheSameBytesBack, (const std::string& bytes)) {
    const auto packed = gzipped(bytes);
    RC_ASSERT(gunzipped(packed, bytes.size()) == bytes);
    RC_ASSERT(gzipped(bytes) == packed);
}

TEST(Gzip, MakesACalendarSmaller) {
    std::string calendar;
    for (int n = 0; n < 200; ++n)
        calendar += "BEGIN:VEVENT\r\nSUMMARY:Call " + std::to_string(n) + "\r\nEND:VEVENT\r\n";
    EXPECT_LT(gzipped(calendar).size() * 5, calendar.size());
}

TEST(Gzip, IsTakenByThoseWhoSaySo) {
    const struct {
        std::vector<std::string> fields;
        bool takes;
    } cases[] = {
        {{}, false},
        {{""}, false},
        {{"gzip"}, true},
        {{"deflate, GZip"}, true},
        {{"br", "gzip"}, true},
        {{"x-gzip"}, true},
        {{"identity"}, false},
        {{"gzip;q=1.0, identity; q=0.5, *;q=0"}, true},
        {{"gzip;q=0"}, false},
        {{"gzip;q=0.000, *"}, false},
        {{"gzip ; q = 0.001"}, true},
        {{"*"}, true},
        {{"*;q=0"}, false},
        {{"gzip;q=nonsense"}, false},
        {{"gzip;"}, false},
        {{"gzipped"}, false},
        {{";q=1,,gzip"}, true},
    };
    for (const auto& each : cases)
        EXPECT_EQ(takes(each.fields), each.takes) << (each.fields.empty() ? "none" : each.fields.front());
}

} // namespace
} // namespace followup::web
