#include "core/mail/delivery.hpp"

#include <fmt/format.h>

namespace followup::mail {

std::string delivery_line(std::int64_t mail, const Verdict& verdict, const Reply& reply) {
    auto line = fmt::format("mail {} {} code={}", mail, word(verdict.state), reply.code);
    if (verdict.state == State::sent) return line;
    line += fmt::format(" stage={}", word(reply.stage));
    return reply.enhanced.empty() ? line : line + " enhanced=" + reply.enhanced;
}

} // namespace followup::mail
