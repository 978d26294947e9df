#pragma once

#include "core/plan/duty.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace followup::plan {

/// What the ledger holds of a duty it has stored.
struct KeptDuty {
    std::string id;
    State state = State::open;
    Instant due;
    int revision = 0;
    bool fell_due = false;
    std::string cause_hash; ///< of all that is shown of it

    bool operator==(const KeptDuty&) const = default;
};

/// How a duty is kept; its hash is the hexadecimal SHA-256 over all that is shown of it.
[[nodiscard]] KeptDuty kept_duty(const Duty& duty);

/// What the ledger holds of a nudge; once it is in a mail it is never planned again.
struct KeptNudge {
    std::int64_t row = 0;
    std::string duty;
    std::string rule;
    int occurrence = 0;
    int revision = 0;
    std::string person; ///< Person::id
    Instant at;
    bool planned = true; ///< false: it is in a mail

    /// (duty, rule, occurrence, revision, person): what a nudge is known by.
    [[nodiscard]] std::string identity() const;
};
[[nodiscard]] std::string identity(const Nudge& nudge);

/// One thing that happened to a duty between two plans.
struct Change {
    enum class What { opened, moved, reopened, fell_due, done, dropped, expired };
    What what = What::opened;
    std::size_t duty = 0; ///< index into the new plan's duties
    Instant from;         ///< of `moved`: the due time before

    bool operator==(const Change&) const = default;
};

/// What has to be stored so that the ledger holds the new plan.
struct Difference {
    std::vector<Change> changes;
    std::vector<KeptDuty> duties;                        ///< new or changed ones, as they are to be written
    std::vector<std::string> gone;                       ///< ids the new plan does not have any more
    std::vector<std::size_t> nudges;                     ///< indices of nudges to insert
    std::vector<std::pair<std::int64_t, Instant>> moved; ///< rows whose `at` changes
    std::vector<std::int64_t> moot;                      ///< rows that are not wanted any more

    bool operator==(const Difference&) const = default;
};

/// The plan with revisions that go on from those that are kept; nothing when it has them already. Facts that
/// are amended may tell another story of how a date came about: while the date is the same its reminders are,
/// too, and another date has a higher revision than any before.
[[nodiscard]] std::optional<Plan> continued(const Plan& plan, std::span<const KeptDuty> kept);

/// Compares what is kept with what is planned now, which was `continued`. Planning twice gives no difference.
/// Nudges of `Stage::if_still_open` are stored only once their duty is past due at `now`. A nudge whose time
/// has passed and that was put off to a later one stays there.
[[nodiscard]] Difference difference(std::span<const KeptDuty> duties, std::span<const KeptNudge> nudges,
                                    const Plan& plan, Instant now);

} // namespace followup::plan
