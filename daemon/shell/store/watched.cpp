#include "shell/store/watched.hpp"

#include "shell/store/connection.hpp"

#include <array>
#include <charconv>

namespace followup::store {
namespace {

// A mail stays in the other states for good: counting them costs more with every year.
constexpr std::array waiting{mail::State::planned,  mail::State::claimed,  mail::State::handed,
                             mail::State::deferred, mail::State::in_doubt, mail::State::parked};

constexpr Query<In<std::string, std::int64_t>, Out<std::int64_t>> count_in{
    "SELECT count(*) FROM (SELECT 1 FROM mail WHERE state = :state LIMIT :most)"};
constexpr std::array on_its_way{mail::State::claimed, mail::State::handed, mail::State::deferred,
                                mail::State::in_doubt};
// Numbers are given as mails fall due: the oldest is among the first, and a relay may rest for days.
constexpr Query<In<std::string>, Out<std::optional<Instant>>> first_due{
    "SELECT min(due) FROM (SELECT due FROM mail WHERE state = :state ORDER BY no LIMIT 1000)"};
constexpr Query<In<std::string, std::int64_t, Instant>, Out<std::int64_t>> settled_since{
    "SELECT count(*) FROM (SELECT settled FROM mail WHERE state = :state AND no > :after "
    "ORDER BY no DESC LIMIT 1000) WHERE settled >= :since"};

} // namespace

base::Result<std::map<mail::State, std::int64_t>> Watched::mails() {
    return x_session.guarded([&] {
        std::map<mail::State, std::int64_t> counts;
        for (const auto state : waiting)
            counts[state] = std::get<0>(*x_session.one(count_in, mail::word(state), counted_most));
        return counts;
    });
}

base::Result<std::optional<Instant>> Watched::oldest_unsent() {
    return x_session.guarded([&] {
        std::optional<Instant> oldest;
        for (const auto state : on_its_way) {
            const auto first = std::get<0>(*x_session.one(first_due, mail::word(state)));
            if (first && (!oldest || *first < *oldest)) oldest = first;
        }
        return oldest;
    });
}

base::Result<std::int64_t> Watched::settled(mail::State state, Instant since) {
    return x_session.guarded([&] {
        const auto note = x_session.note(first_edition_mails).value_or("0");
        std::int64_t first_edition = 0;
        std::from_chars(note.data(), note.data() + note.size(), first_edition);
        return std::get<0>(*x_session.one(settled_since, mail::word(state), first_edition, since));
    });
}

base::Result<std::optional<Instant>> Watched::last_backup() {
    return x_session.guarded([&]() -> std::optional<Instant> {
        const auto note = x_session.note(backed_up);
        if (!note) return std::nullopt;
        const auto at = base::parse_instant(*note);
        return at ? std::optional{*at} : std::nullopt;
    });
}

} // namespace followup::store
