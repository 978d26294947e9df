#pragma once

#include "simulate/lives.hpp"
#include "simulate/pen.hpp"

#include <fmt/format.h>

namespace followup::simulated {

using base::days;

/// Somebody who is met, and how others write the name.
struct Name {
    const char* right;
    const char* nearly;
};
struct EmployerNamed {
    const char* name;
    const char* zone;
};

/// One candidate and what becomes of them.
class Course {
  public:
    Course(int number, Instant begins, Dice& dice);

    Life live();

  private:
    [[nodiscard]] std::string id() const { return fmt::format("c{}-{}", x_number, x_round); }
    /// The interview an event is about: mostly the last one.
    [[nodiscard]] std::string some_id();

    /// When a file about something arrives: mostly soon, sometimes days later.
    [[nodiscard]] Instant arrival(Instant at);
    void put(Instant at, std::string bytes, Fate fate = Fate::accepted);
    void write(std::string_view kind, std::string_view keys, Fate fate = Fate::accepted);

    /// Somebody met, by a name that is right, nearly right or nobody's.
    [[nodiscard]] std::string somebody();
    [[nodiscard]] std::string tell(std::string_view of) { return x_pen.maybe("tell", Readers::hers, of, 45); }
    [[nodiscard]] std::string notes(std::string_view of) { return x_pen.maybe("notes", Readers::own, of); }
    [[nodiscard]] std::string reason(std::string_view of) { return x_pen.maybe("reason", Readers::own, of); }

    void meet(std::string& text, std::string_view table, Told told, int most);

    /// What every interview says, with only what is required or with all there is.
    [[nodiscard]] std::string parties(bool all);
    [[nodiscard]] std::string learned(std::string_view of, std::string_view table, Told told);

    void interview();

    void tell_something();

    void debriefed();
    void debriefed_by_employer();
    void one_concern();
    void letter();
    void called();
    void pushed();
    void heard_of(std::string_view news, std::string_view date);
    void heard();
    void offered();
    void answered();
    void rejected() { heard_of("rejected", ""); }
    void told() { write("told", tell("told") + notes("told")); }
    void amended();
    void renamed();
    void next_round();
    void cancelled();
    /// Whether a file that tells of that one's interview itself comes before it.
    [[nodiscard]] bool known_before(const Arrival& file) const;
    void struck();
    void by_hand();
    void mails();
    void opened_again() { put(arrival(x_now), Pen::event("reopened", some_id(), x_now, reason("reopened"))); }
    void end();

    int x_number;
    Dice& x_dice;
    Pen x_pen;
    EmployerNamed x_employer;
    bool x_alone; ///< nobody else is with that employer
    const char* x_home;
    const char* x_recruiter;
    const char* x_position;
    const char* x_language;
    days x_late; ///< so long after it happened everything is told
    Instant x_ended;
    Instant x_now; ///< what is told next happens then
    std::string x_name;
    std::vector<Name> x_met;
    bool x_ahead = false;
    bool x_renamed = false;
    int x_round = 1;
    std::vector<Arrival> x_files;
};

} // namespace followup::simulated
