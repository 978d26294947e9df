#include "core/mail/relay_record.hpp"

namespace followup::mail {
namespace {

constexpr std::size_t mails_max = 65'536;
constexpr std::size_t recipients_max = 16; ///< more tell nothing more

/// "550 5.1.1" of a refusal of our sender, a recipient or a message; empty for everything else.
std::string refusal_of(const Reply& reply) {
    if (reply.code / 100 != 5 || reply.stage < Stage::mail || reply.stage > Stage::dot) return {};
    return std::to_string(reply.code) + " " + reply.enhanced;
}

} // namespace

Around RelayRecord::around(std::int64_t mail, const std::string& to, const Reply& reply) const {
    Around known;
    const auto refusal = refusal_of(reply);
    if (!refusal.empty() && refusal == x_refusal)
        known.recipients = static_cast<int>(x_met.size()) + (x_met.contains(to) ? 0 : 1);
    const auto before = x_refused.find(mail);
    known.takes_others = before != x_refused.end() && before->second.served < x_served;
    return known;
}

int RelayRecord::refusals(std::int64_t mail) const {
    const auto found = x_refused.find(mail);
    return found == x_refused.end() ? 0 : found->second.times;
}

void RelayRecord::seen(std::int64_t mail, const std::string& to, const Reply& reply, const Verdict& verdict) {
    if (verdict.state == State::sent) {
        ++x_served;
        x_refusal.clear();
        x_met.clear();
        x_refused.erase(mail);
        return;
    }
    if (auto refusal = refusal_of(reply); !refusal.empty()) {
        if (refusal != x_refusal) x_met.clear();
        x_refusal = std::move(refusal);
        if (x_met.size() < recipients_max) x_met.insert(to);
    }
    if (verdict.blame != Blame::sender) return;
    if (x_refused.size() >= mails_max) x_refused.clear();
    auto& refused = x_refused[mail];
    refused.served = x_served;
    ++refused.times;
}

} // namespace followup::mail
