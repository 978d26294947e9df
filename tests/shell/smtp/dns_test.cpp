#include "shell/smtp/dns.hpp"

#include <gtest/gtest.h>

namespace followup::smtp {
namespace {

using namespace std::string_literals;

/// An answer about glass.example with these records, each its type and data (RFC 1035 4.1).
std::string answer(const std::vector<std::pair<char, std::string>>& records) {
    auto bytes = "\x12\x34\x81\x80\0\1\0"s + static_cast<char>(records.size()) + "\0\0\0\0"s
                 + "\5glass\7example\0\0\x10\0\1"s;
    for (const auto& [type, data] : records)
        bytes += "\xc0\x0c\0"s + type + "\0\1\0\0\1\0\0"s + static_cast<char>(data.size()) + data;
    return bytes;
}

std::vector<std::string> texts(const std::string& bytes) {
    return texts_in(reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
}

TEST(TextRecords, AreReadWithTheirPartsJoined) {
    EXPECT_EQ(texts(answer({{'\x10', "\6v=spf1\5 -all"}, {'\1', "\x7f\0\0\1"s}, {'\x10', "\1x"}})),
              (std::vector<std::string>{"v=spf1 -all", "x"}));
    EXPECT_TRUE(texts(answer({})).empty());
}

TEST(TextRecords, ThatAreBrokenAreNoHarm) {
    const auto whole = answer({{'\x10', "\6v=spf1"}});
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_TRUE(texts(whole.substr(0, size)).empty()) << size;
    EXPECT_EQ(texts(answer({{'\x10', "\x7fv=spf1"}})), std::vector<std::string>{"v=spf1"})
        << "a part that is longer than its record";
}

} // namespace
} // namespace followup::smtp
