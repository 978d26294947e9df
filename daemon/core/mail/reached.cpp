#include "core/mail/reached.hpp"

#include "core/mail/markup.hpp"

namespace followup::mail {

std::string in_words(const Reached& reached, const base::Zone& zone, const words::Tongue& tongue) {
    if (!reached.lost.empty()) return tongue.phrase("reached-lost", Values{}.text("why", reached.lost));
    if (!reached.reminded) return {};
    return tongue.phrase("reached-reminded",
                         Values{}.text("date", tongue.date(zone.date(*reached.reminded))));
}

} // namespace followup::mail
