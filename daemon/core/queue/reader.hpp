#pragma once

#include "core/hours/calendar.hpp"
#include "core/queue/event.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace followup::queue {

inline constexpr std::size_t file_bytes_max = 64 * 1024;
/// Of a name, and of what else stands in one line.
inline constexpr std::size_t name_bytes_max = 200;

/// What an earlier file said of an interview, as far as reading a later one needs it.
struct Known {
    std::string zone; ///< of the interview's events
    Instant ended;
};

/// What earlier interviews with an employer of that name said: the default for those that give none.
struct KnownEmployer {
    std::string zone;
    std::string address;
    std::string phone;
    std::string language = {};
};
/// A phrase as it may be said in English, once for each other language that is spoken here.
using InEnglish = std::function<std::vector<std::string>(std::string_view phrase)>;

/// What a file is read against; all lookups are pure.
struct Context {
    std::string file; ///< as problems shall name it; events without `at` are known again by it
    Instant arrived;
    base::Zone agency_zone = base::Zone::utc();
    hours::Calendar calendar;
    when::Order order = when::Order::mdy;
    /// The zone of a recruiter (IANA name, empty: the agency's); nothing when there is no such recruiter.
    std::function<std::optional<std::string>(std::string_view id)> recruiter;
    std::vector<std::string> recruiters; ///< all ids, for suggestions
    std::function<std::optional<Known>(std::string_view id)> interview;
    std::function<std::optional<KnownEmployer>(std::string_view name)> employer;
    Teller teller = Teller::recruiter; ///< who speaks in it
    InEnglish in_english;              ///< empty: dates are read in English alone
};

struct File {
    std::vector<Event> events;         ///< in the order of the file; interviews first
    std::vector<std::string> warnings; ///< "FILE:LINE:COLUMN: …", for people
};

/// Reads an event file as a whole: all its events with every phrase resolved, or every problem with line and
/// column (toml++ stops at the first syntax error). Pure and total. A reference to an interview that is not
/// known is no problem: the event waits for it. One interview twice in a file with different facts is one.
[[nodiscard]] base::Checked<File> read(std::string_view bytes, const Context& context);

/// For a refused file: the recruiter it names, as far as that can be made out; else empty.
[[nodiscard]] std::string recruiter_named(std::string_view bytes);

} // namespace followup::queue
