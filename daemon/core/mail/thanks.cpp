#include "core/mail/thanks.hpp"

#include <fmt/format.h>

namespace followup::mail {
namespace {

using plan::Duty;
using plan::Kind;

/// Done by who owed it, before it was due, and not thanked for yet.
bool is_kept(const Duty& duty, const Scene& scene) {
    const bool thanked_for =
        duty.kind == Kind::debrief || duty.kind == Kind::letter || duty.kind == Kind::call;
    const auto& before = scene.occasion.before;
    return thanked_for && duty.state == plan::State::done && duty.owner.id == scene.reader.id && duty.closed
           && before && *duty.closed > *before && *duty.closed <= duty.due;
}

/// "Your letters" are in time when all of them are.
bool all_sent(const Duty& letter, const plan::Plan& plan) {
    for (const auto& duty : plan.duties)
        if (duty.kind == Kind::letter && duty.interview == letter.interview
            && duty.state == plan::State::open)
            return false;
    return true;
}

} // namespace

Values thanks_values(const Scene& scene) {
    const Duty* latest = nullptr;
    for (const auto& duty : scene.plan.duties) {
        if (!is_kept(duty, scene) || (duty.kind == Kind::letter && !all_sent(duty, scene.plan))) continue;
        if (latest == nullptr || *duty.closed > *latest->closed) latest = &duty;
    }
    if (latest == nullptr) return {};
    const auto phrase = fmt::format("thanks-{}", plan::word(latest->kind));
    return Values{}.text("thanks",
                         scene.tongue.phrase(phrase, scene_values(scene).text("whom", latest->whom)));
}

} // namespace followup::mail
