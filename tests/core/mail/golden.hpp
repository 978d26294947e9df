#pragma once

#include <string>

namespace followup::mail {

/// The text of a file of tests/core/ROOM/golden; with FOLLOWUP_WRITE_GOLDEN set, `text` is written there
/// first. Read what was written before you keep it: these are the words that people get.
[[nodiscard]] std::string golden(const std::string& name, const std::string& text,
                                 const std::string& room = "mail");

} // namespace followup::mail

#define EXPECT_GOLDEN(name, text) EXPECT_EQ(text, golden(name, text))
