#include "core/web/duty.hpp"

#include "core/plan/words.hpp"

namespace followup::web {
namespace {

namespace json = boost::json;

} // namespace

boost::json::object duty_json(const plan::Duty& duty, const ledger::Case& known) {
    json::array dates;
    for (const auto& date : duty.dates)
        dates.push_back(json::object{{"due", base::rfc3339(date.due)},
                                     {"since", base::rfc3339(date.since)},
                                     {"reason", date.reason.read(queue::ForRecruiter{})}});
    return {{"id", duty.id},
            {"kind", plan::word(duty.kind)},
            {"case", known.id},
            {"interview", duty.interview},
            {"owner", json::object{{"role", plan::word(duty.owner.role)},
                                   {"name", duty.owner.name},
                                   {"email", duty.owner.email.text()}}},
            {"whom", duty.whom},
            {"due", base::rfc3339(duty.due)},
            {"state", plan::word(duty.state)},
            {"reason", duty.reason.read(queue::ForRecruiter{})},
            {"because", duty.because},
            {"summary", plan::summary(duty, known)},
            {"dates", std::move(dates)}};
}

} // namespace followup::web
