#pragma once

#include "core/config/config.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>

namespace followup::config {

/// What every config needs; `more` may open further tables.
inline std::string with(std::string_view more) {
    return std::string{"[agency]\nname = \"Glass\"\nzone = \"America/Chicago\"\ndomain = \"glass.example\"\n"
                       "[[recruiter]]\nid = \"pat\"\nname = \"Pat Moreno\"\nemail = \"pat@glass.example\"\n"}
           + std::string{more};
}
inline std::string with_mail(std::string_view more) {
    return with("[mail]\nfrom = \"Glass <f@glass.example>\"\n" + std::string{more});
}

/// Files by their path.
inline ReadFile files(std::map<std::string, std::string> known = {}) {
    return [known](const std::string& path) -> base::Result<std::string> {
        const auto found = known.find(path);
        if (found == known.end()) return base::problem(path, "no such file: " + path);
        return found->second;
    };
}

inline constexpr base::Date today{base::days{20'800}}; // 2026-12-13

inline base::Checked<Config> read(std::string_view text, const ReadFile& known = files()) {
    return read(text, "etc/f.toml", known, Directories{}, today);
}

/// The config; the test fails with its problems when it has some.
inline Config good(std::string_view text, const ReadFile& known = files()) {
    auto config = read(text, known);
    if (!config) ADD_FAILURE() << base::text(config.error());
    return config ? *config : Config{};
}

/// All problems as text; empty when there is none.
inline std::string bad(std::string_view text, const ReadFile& known = files()) {
    const auto config = read(text, known);
    return config ? std::string{} : base::text(config.error());
}

inline std::string file(const std::string& path) {
    std::ifstream stream{std::string{FOLLOWUP_SOURCE_DIR} + "/" + path};
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    return bytes.str();
}

} // namespace followup::config
