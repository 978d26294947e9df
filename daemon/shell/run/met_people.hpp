#pragma once

#include "core/ledger/sighted.hpp"
#include "shell/run/bookkeeper.hpp"
#include "shell/store/unnaming.hpp"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

/// People met at employers: how they are found over all cases, and forgotten while the cases stay.
namespace followup::run {

/// One person as several cases know them.
struct Meeting {
    ledger::Sighted person; ///< all that is known of them
    std::map<std::int64_t, ledger::Sighted> cases;
};

/// The same as `Bookkeeper::learn_aliases`, in the transaction that is open.
[[nodiscard]] base::Result<bool> learn_names(Bookkeeper& keeper, int cases_max);

/// Works in the transaction that is open.
class MetPeople {
  public:
    explicit MetPeople(Bookkeeper& keeper) : x_keeper(keeper), x_traces(keeper.x_store) {}

    /// Remembers of whom cases tell now, and tells recruiters who was forgotten in them.
    [[nodiscard]] base::Result<void> learn(const std::vector<Taken>& all, const std::vector<Planned>& planned,
                                           Instant now);
    /// Of whom it ever told: for the ledgers of older programs, in a transaction of the caller's.
    [[nodiscard]] base::Result<void> learn_all(std::int64_t case_number);

    /// Forgets whom the event means; of several, says in `taken` who they are.
    [[nodiscard]] base::Result<void> forget(const queue::Event& event, const queue::Forget& said,
                                            Taken& taken, Instant now, std::set<std::int64_t>& touched);
    /// Forgets again whom these tombstones are of, after a restore.
    [[nodiscard]] base::Result<void> forget_again(std::span<const store::Tombstone> tombstones);
    /// Gives a case what waited for its interview, without who was forgotten since that ended.
    [[nodiscard]] base::Result<void> adopt(const queue::Event& interview, std::int64_t case_number);
    /// Whether the event is not taken, since it tells of somebody who has asked since to be forgotten: says
    /// so in `taken`.
    [[nodiscard]] base::Result<bool> bars(const queue::Event& event, Taken& taken);

  private:
    struct Story {
        std::shared_ptr<const ledger::History> history;
        std::shared_ptr<const ledger::Case> known;
    };
    /// Whom an event tells of that may be barred, and until when that was.
    struct ToldOf {
        std::vector<queue::Met> people;
        std::string employer;
        Instant happened;
    };
    [[nodiscard]] base::Result<ToldOf> told_of(const queue::Event& event);
    /// Nothing: the case cannot be read.
    [[nodiscard]] base::Result<std::optional<Story>> story(std::int64_t case_number);
    [[nodiscard]] base::Result<std::vector<ledger::Sighted>> people_of(std::int64_t case_number);
    /// Everybody who may be whom that name or address means, each once in each case.
    using Sightings = std::vector<std::pair<std::int64_t, ledger::Sighted>>;
    [[nodiscard]] base::Result<Sightings> sightings(const std::string& named);
    [[nodiscard]] base::Result<std::vector<Meeting>> found(const queue::Forget& said);
    [[nodiscard]] base::Result<void> forget_one(const Meeting& meeting, Taken& taken, Instant now,
                                                std::set<std::int64_t>& touched);
    /// Takes them out of one case.
    [[nodiscard]] base::Result<void> take_out(std::int64_t case_number, const queue::Somebody& who,
                                              Instant at, Forgotten& forgotten,
                                              std::set<std::int64_t>& touched);
    /// What was told of them in mails of that case.
    [[nodiscard]] base::Result<void> take_out_of_mails(std::int64_t case_number,
                                                       const std::set<std::string>& known_by, Instant now,
                                                       store::Erased& erased,
                                                       std::set<std::int64_t>& touched);
    /// Forgets again whoever of a case has a tombstone; `since` tells the time of one.
    using Since = std::function<base::Result<std::optional<Instant>>(const std::string& mark)>;
    [[nodiscard]] base::Result<void> forget_buried(std::int64_t case_number, const Since& since);
    /// Since when somebody of those names and addresses is forgotten; nothing: they are not.
    [[nodiscard]] base::Result<std::optional<Instant>> forgotten(const queue::Met& met,
                                                                 const std::string& employer);

    Bookkeeper& x_keeper;
    store::Unnaming x_traces;
};

} // namespace followup::run
