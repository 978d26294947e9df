#pragma once

#include "shell/store/store.hpp"

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace followup::store {

/// What is done when somebody met is forgotten whose cases stay. All of it works in the transaction that is
/// open.
class Unnaming {
  public:
    explicit Unnaming(Store& store) : x_session(*store.x_session) {}

    /// The keyed hash of a trace: how a tombstone knows it.
    [[nodiscard]] std::string tag(std::string_view trace) const;
    /// Remembers by which traces a case is found; a case that cannot be read is left out.
    [[nodiscard]] base::Result<void> trace(std::int64_t case_number, const std::set<std::string>& traces);
    /// Forgets them.
    [[nodiscard]] base::Result<void> untrace(std::int64_t case_number, const std::set<std::string>& traces);
    /// The cases that are found by that trace, or by the trace of that tag, in order.
    [[nodiscard]] base::Result<Numbers> traced(std::string_view trace);
    [[nodiscard]] base::Result<Numbers> traced_by_tag(std::string_view tag);
    /// A tombstone for each; of one that is there the later time counts. The tags.
    [[nodiscard]] base::Result<std::vector<std::string>> bury(const std::set<std::string>& graves,
                                                              Instant at);
    [[nodiscard]] base::Result<void> bury(const Tombstone& tombstone);

    /// Writes facts that are there anew, in their places: nothing of what stood in them is left. The case is
    /// to be planned again.
    [[nodiscard]] base::Result<void> rewrite(std::int64_t case_number, std::span<const ledger::Fact> facts);
    /// The duties of a case, and their nudges, have other ids from now on.
    [[nodiscard]] base::Result<void> rename_duties(std::int64_t case_number,
                                                   const std::map<std::string, std::string>& ids);
    /// Forgets that calendars held an entry.
    [[nodiscard]] base::Result<void> forget_entry(std::string_view uid);
    /// Erases what a mail said; its row and its envelope stay.
    [[nodiscard]] base::Result<void> erase_text(std::int64_t mail);
    /// Erases what the mails of no case said that have gone out: they may name anybody.
    [[nodiscard]] base::Result<void> erase_texts_of_no_case();
    /// Whether anybody was ever forgotten so.
    [[nodiscard]] base::Result<bool> anybody();

  private:
    Store::Session& x_session;
};

} // namespace followup::store
