#include "core/when/moment.hpp"

#include "core/base/text.hpp"
#include "core/when/grammar.hpp"
#include "core/when/meaning.hpp"
#include "core/when/wording.hpp"

#include <algorithm>

namespace followup::when {
namespace {

Warning clocks_changed(base::LocalTime wall, base::Zone::Resolved resolved, const base::Zone& zone) {
    const auto day = std::chrono::floor<base::days>(wall);
    const auto time = base::clock(wall - day) + " on " + base::spoken(day);
    if (resolved.met == base::Zone::Met::gap)
        return {WarningCode::dst_gap, time + " does not exist in " + zone.name()
                                          + ", where the clocks go forward; read as "
                                          + base::spoken(resolved.at, zone)};
    return {WarningCode::dst_fold, time + " comes twice in " + zone.name()
                                       + ", where the clocks go back; read as the first, "
                                       + base::spoken(resolved.at, zone)};
}

/// A date-time as programs write it; fractions of a second are cut.
std::optional<Moment> written(std::string_view phrase, const Context& context) {
    std::string text{phrase};
    if (text.size() > 10 && text[10] == ' ') text[10] = 'T';
    Moment moment;
    if (const auto exact = base::parse_instant(text))
        moment.at = *exact;
    else if (const auto local = base::parse_instant(text + "Z"); local) {
        const base::LocalTime wall{local->time_since_epoch()};
        const auto resolved = context.zone.resolve(wall);
        moment.at = resolved.at;
        if (resolved.met != base::Zone::Met::once)
            moment.warnings.push_back(clocks_changed(wall, resolved, context.zone));
    } else
        return std::nullopt;
    moment.because = "written as " + std::string{phrase};
    return moment;
}

std::string counted_days(base::seconds length) {
    const auto count = std::chrono::floor<base::days>(length).count();
    return std::to_string(count) + (count == 1 ? " day" : " days");
}

void warn_far(Moment& moment, const Context& context, std::string_view way, base::seconds length) {
    const auto day = context.zone.date(moment.at);
    auto message = base::spoken(day) + " is " + counted_days(length) + " " + std::string{way};
    const auto year = year_of(context.zone.date(context.said));
    message += year_of(day) != year ? "; is " + std::to_string(year) + " meant?" : "; is that right?";
    moment.warnings.push_back({WarningCode::far, std::move(message)});
}

} // namespace

MomentOutcome told_moment(Moment moment, const Context& context, Ahead ahead) {
    const auto& zone = context.zone;
    const auto since = context.said - moment.at;
    if (ahead == Ahead::refused && -since > clocks_differ)
        return std::unexpected(Error{ErrorCode::ahead, 0,
                                     "that is " + base::spoken(moment.at, zone)
                                         + ", which lies ahead (now it is " + base::spoken(context.said, zone)
                                         + "); say when it happened"});
    if (since > gone_far) warn_far(moment, context, "ago", since);
    if (-since > ahead_far) warn_far(moment, context, "ahead", -since);
    std::ranges::stable_sort(moment.warnings, {}, &Warning::code);
    return moment;
}

MomentOutcome read_moment(std::string_view phrase, const Context& context, Ahead ahead) {
    constexpr std::size_t bytes_max = 200;
    if (phrase.size() > bytes_max)
        return std::unexpected(Error{ErrorCode::too_long, bytes_max, "the moment is longer than 200 bytes"});
    const auto lower = base::ascii_lower(base::trimmed(phrase));
    if (lower == "now" || lower == "just now")
        return Moment{
            .at = std::chrono::floor<base::minutes>(context.said), .warnings = {}, .because = "now"};
    if (auto exact = written(base::trimmed(phrase), context))
        return told_moment(*std::move(exact), context, ahead);
    const auto list = tokens(phrase, context.closed);
    const auto said = Grammar{phrase, list, Grammar::Language::gone}.read();
    if (!said) return std::unexpected(said.error());
    auto moment = Meaning{phrase, context}.gone(*said);
    if (!moment) return moment;
    auto told = told_moment(*std::move(moment), context, ahead);
    if (!told) told.error().at = said->span.at;
    return told;
}

std::string asked_back(const Moment& moment, const Context& context) {
    const auto day = context.zone.date(moment.at);
    const auto today = context.zone.date(context.said);
    std::string name{base::weekday_name(base::weekday{day})};
    if (day == today)
        name = "today";
    else if (day < today && today - day <= base::days{7})
        name = "last " + name;
    return name + ", " + day_and_month(day) + "; for the coming one write the date";
}

Outcome as_outcome(MomentOutcome moment) {
    if (!moment) return std::unexpected(std::move(moment.error()));
    return Reading{.value = moment->at,
                   .by = false,
                   .warnings = std::move(moment->warnings),
                   .because = std::move(moment->because)};
}

} // namespace followup::when
