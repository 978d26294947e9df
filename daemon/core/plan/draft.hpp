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
    Reason reason;
};

/// When a duty that is still open closes by itself, and how.
struct Lapse {
    Instant at;
    State state = State::expired;
    std::string word = "nobody said what became of it";
    /// When it would have by each of the duty's dates, in their order; empty: it has had one only.
    std::vector<Instant> by_date = {};
};

/// When the duty was open, as it was known from time to time, by its dates alone: one that had lapsed and
/// then got a later date is owed again from when that was learned.
[[nodiscard]] std::vector<Stretch> owed_by_dates(const Duty& duty, const std::optional<Lapse>& lapse);
/// The duty was settled then, as far as we knew: nothing was owed from there on.
void settle(std::vector<Stretch>& owed, Instant learned);

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

    /// Gives the duty its last date and its revision (a call comes with its own), puts the turns (with what
    /// ended the case, and those written by hand, by the duty's id) in order, decides its state and takes it
    /// into the plan. An open duty closes by itself at `lapse`.
    Duty& add(Duty duty, std::vector<Turn> turns, std::optional<Lapse> lapse = {});
    /// Takes a duty into the plan as it is.
    Duty& add_as_is(Duty duty);
    /// The case is to be planned again then.
    void look_at(Instant at) { x_turning_points.push_back(at); }
    /// The duties that were added so far.
    [[nodiscard]] const std::vector<Duty>& duties() const { return x_plan.duties; }

    /// Plans a reminder for the duty added last, if it is open. It goes out no earlier than the duty's last
    /// date was set and all that is known of it was learned.
    void nudge(const Duty& duty, std::string rule, const Person& to, Instant planned, std::string because,
               int occurrence = 0);
    /// The last date of the duty is news to whoever did not set it. `first`: also its first one.
    void tell_of_date(const Duty& duty, bool first);
    /// News that `to` hears of at `at`.
    void tell(const News& news, const Person& to, Instant at);
    /// The candidate has not been told of an outcome that was learned then.
    void untold(Instant learned) { x_plan.untold = learned; }

    /// Something that people should look at; in the order in which it is found.
    void warn(std::string words) { x_plan.warnings.push_back(std::move(words)); }

    /// `count` working mornings in the owner's zone, the first strictly after the date of `after`.
    [[nodiscard]] std::vector<Instant> mornings(const Person& owner, Instant after, int count) const;
    /// When that morning of the owner's is told to somebody: not before their own, for it may be night there,
    /// and a recruiter's digest says it first.
    [[nodiscard]] Instant morning_for(const Person& to, const Person& owner, Instant morning) const;

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
    Duty& close(Duty duty, const std::optional<Lapse>& lapse);
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
/// `said`: by the event that named the date.
void revise(Duty& duty, Instant due, Instant since, Instant learned, Reason reason,
            std::optional<ledger::Origin> said = {});

/// How its date in force is meant.
void meant_as(Duty& duty, Shape shape, std::optional<Instant> begins);

/// Why the next date of a duty that follows from an interview's end is another one; empty for its first.
[[nodiscard]] inline Reason moved_interview(const Duty& duty) {
    return duty.dates.empty() ? Reason{} : Reason{.word = "the interview moved"};
}

/// How often the last of the dates was another one, in the order in which they were learned.
[[nodiscard]] int times_moved(const std::vector<Revision>& dates);

/// The turn that called the interview off, if any did.
void add_cancelled(std::vector<Turn>& turns, const ledger::Round& round);
/// Whoever names a further date means it to be kept, whatever had settled the duty before.
void add_named_again(std::vector<Turn>& turns, const std::vector<ledger::PromisedDate>& dates);
/// What an offer settles: everything up to it.
void add_offers(std::vector<Turn>& turns, const Duty& duty, const ledger::Case& known);

// The rules, one kind of duty each.
void plan_debriefs(Draft& draft, const ledger::Round& round);
void plan_letters(Draft& draft, const ledger::Round& round);
void plan_calls(Draft& draft, const ledger::Round& round);
void plan_decision(Draft& draft, const ledger::Round& round);
/// Steps and the names for them; a later round does the second interview it was.
void plan_steps(Draft& draft, const ledger::Round& round, const ledger::Round* following);
void plan_answers(Draft& draft);
/// While a case is open, something in it is owed on a date: if nothing else is, the recruiter owes the next
/// one. Comes last.
void plan_next(Draft& draft);
void plan_news(Draft& draft);

} // namespace followup::plan
