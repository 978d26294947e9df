#pragma once

#include "core/base/problem.hpp"

#include <string>
#include <vector>

namespace followup::smtp {

/// The TXT records of a domain (ASCII), each with its parts joined; none when it has none or does not exist.
/// Asks this machine's name servers and waits a few seconds at most. Fails when they do not answer.
[[nodiscard]] base::Result<std::vector<std::string>> text_records(const std::string& domain);

/// The texts in a DNS answer (RFC 1035 4): for tests.
[[nodiscard]] std::vector<std::string> texts_in(const unsigned char* answer, int size);

} // namespace followup::smtp
