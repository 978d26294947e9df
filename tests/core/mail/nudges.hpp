#pragma once

#include "core/mail/acme.hpp"
#include "core/mail/nudge.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace followup::mail {

/// A mail of the story; what differs is set before it is composed.
struct Story {
    ledger::Case known = acme::known();
    plan::Plan plan = acme::plan();
    ledger::Agency agency = acme::agency();
    Style style = acme::style();
    Occasion occasion;

    explicit Story(std::string_view now) : occasion(acme::occasion(now)) {}
    [[nodiscard]] Message mail(const plan::Person& to, const std::vector<std::string>& duties) const {
        return compose(acme::posting(to, duties), known, plan, agency, style, occasion);
    }
};

inline const std::vector<std::string> letters = {"letter/luis-ortiz", "letter/margaret-chen",
                                                 "letter/siobhan-oneill"};

} // namespace followup::mail
