#include "core/mail/parsed.hpp"

#include "core/base/digest.hpp"
#include "core/base/text.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <memory>

namespace followup::mail {
namespace {

std::string output_of(const std::string& command) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe{popen(command.c_str(), "r"), pclose};
    EXPECT_NE(pipe, nullptr);
    std::string out;
    char buffer[4096];
    for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, pipe.get())) > 0;)
        out.append(buffer, got);
    return out;
}

} // namespace

std::vector<Parsed> parsed(const std::vector<std::string>& messages) {
    auto folder = std::filesystem::temp_directory_path() / "followup-mail-XXXXXX";
    std::string pattern = folder.string();
    EXPECT_NE(mkdtemp(pattern.data()), nullptr);
    folder = pattern;
    std::string command =
        "python3 '" FOLLOWUP_SOURCE_DIR "/tests/core/mail/parsed.py' '" + folder.string() + "'";
    for (std::size_t n = 0; n < messages.size(); ++n) {
        const auto file = folder / (std::to_string(n) + ".eml");
        std::ofstream{file, std::ios::binary} << messages[n];
    }
    std::vector<Parsed> found;
    for (const auto& line : base::split(output_of(command), '\n')) {
        const auto blank = line.find(' ');
        if (blank == line.npos) continue;
        const auto key = line.substr(0, blank);
        if (key == "message")
            found.emplace_back();
        else
            found.back()[key].push_back(base::unhex(line.substr(blank + 1)).value_or("not hexadecimal"));
    }
    std::filesystem::remove_all(folder);
    EXPECT_EQ(found.size(), messages.size());
    found.resize(messages.size());
    return found;
}

std::string only(const Parsed& message, const std::string& key) {
    const auto at = message.find(key);
    if (at == message.end() || at->second.size() != 1) {
        ADD_FAILURE() << key << " is not there once";
        return {};
    }
    return at->second.front();
}

} // namespace followup::mail
