#include "core/mail/golden.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace followup::mail {

std::string golden(const std::string& name, const std::string& text, const std::string& room) {
    const auto file = FOLLOWUP_SOURCE_DIR "/tests/core/" + room + "/golden/" + name;
    if (std::getenv("FOLLOWUP_WRITE_GOLDEN") != nullptr) std::ofstream{file, std::ios::binary} << text;
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

} // namespace followup::mail
