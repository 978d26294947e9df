#pragma once

#include "core/plan/dates.hpp"
#include "core/plan/plan.hpp"
#include "core/plan/trace.hpp"

/// A plan while it is made: what every rule needs, and the steps that are the same for all of them.
namespace followup::plan {

/// Something that opened or closed a duty.
struct Turn {
    State state = State::done;
    Instant at;
    Instant learned;
    std::string reason;
};

class Draft {
  public:
    /// `trace`, when there is one, hears of every time that is reckoned.
    Draft(const ledger::Case& known, const Rules& rules, Instant now, Trace* trace = nullptr);

    const ledger::Case& known; // NOLINT(misc-non-private-member-variables-in-classes): read-only values
    const Rules& rules;        // NOLINT(misc-non-private-member-variables-in-classes)
    const Policy& policy;      // NOLINT(misc-non-private-member-variables-in-classes)
    const Instant now;         // NOLINT(misc-non-private-member-variables-in-classes)

    [[nodiscard]] const Person& candidate() const { return x_candidate; }
    [[nodiscard]] const Person& recruiter() const { return x_recruiter; }
    /// The zone of a round's events.
    [[nodiscard]] static base::Zone zone(const ledger::Round& round);

    /// Gives the duty its last date and its revision (a call comes with its own), puts the turns (with those
    /// written by hand, by the duty's id) in order, decides its state and takes it into the plan. An open
    /// duty expires at `expires`.
    Duty& add(Duty duty, std::vector<Turn> turns, std::optional<Instant> expires = {});

    /// Plans a reminder for the duty added last, if it is open. It goes out no earlier than the duty's last
    /// date was set and all that is known of it was learned.
    void nudge(const Duty& duty, std::string rule, const Person& to, Instant planned, std::string because,
               int occurrence = 0);

    /// Something that people should look at; in the order in which it is found.
    void warn(std::string words) { x_plan.warnings.push_back(std::move(words)); }

    /// `count` working mornings in the owner's zone, the first strictly after the date of `after`.
    [[nodiscard]] std::vector<Instant> mornings(const Person& owner, Instant after, int count) const;

    // Every time that a rule reckons with a number of the policy, `key`, goes through one of these.
    [[nodiscard]] Instant later(Instant from, std::string_view key, base::seconds length) const;
    [[nodiscard]] Instant sooner(Instant from, std::string_view key, base::seconds length) const;
    /// On the wall clock of a day.
    [[nodiscard]] Instant at_clock(const base::Zone& zone, base::Date day, std::string_view key,
                                   base::seconds clock) const;
    /// `count` working days after a date, or before it when negative.
    [[nodiscard]] base::Date workday(base::Date from, int count) const;
    /// A spoken date; one without a time is due at the policy's `call_by`.
    [[nodiscard]] Target spoken_target(const queue::Spoken& spoken, const base::Zone& zone) const;

    [[nodiscard]] Plan finished() &&;

  private:
    void reopen(Duty& duty, const Turn& turn) const;
    [[nodiscard]] base::Zone zone_of(const Duty& duty) const;

    Person x_candidate;
    Person x_recruiter;
    Plan x_plan;
    Instant x_learned; ///< when what is known of the duty added last was learned
    std::vector<Instant> x_turning_points;
    Trace* x_trace; ///< may be null
};

/// A duty of a round, without its dates.
[[nodiscard]] Duty duty_of(const ledger::Round& round, Kind kind, const std::string& part,
                           const Person& owner, Instant opened);

/// Appends a date unless the due time is the one in force.
void revise(Duty& duty, Instant due, Instant since, Instant learned, std::string reason);

/// How often the last of the dates was another one, in the order in which they were learned.
[[nodiscard]] int times_moved(const std::vector<Revision>& dates);

/// The turn that withdrew the round, if any did.
void add_withdrawn(std::vector<Turn>& turns, const ledger::Round& round);

// The rules, one kind of duty each.
void plan_debriefs(Draft& draft, const ledger::Round& round);
void plan_letters(Draft& draft, const ledger::Round& round);
void plan_calls(Draft& draft, const ledger::Round& round);
void plan_decision(Draft& draft, const ledger::Round& round);
/// Steps and the names for them; a later round does the second interview it was.
void plan_steps(Draft& draft, const ledger::Round& round, const ledger::Round* following);

} // namespace followup::plan
