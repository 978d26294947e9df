#pragma once

#include "core/base/instant.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace followup::store {

/// A fact that was committed, as it is remembered outside the database.
struct Accepted {
    std::int64_t number = 0;
    base::Instant at;
    std::string digest; ///< of the event as written

    bool operator==(const Accepted&) const = default;
};

/// The high-water mark: which facts were committed last, in a file beside the ledger. After a crash a flipped
/// bit in the write-ahead log ends it there, without a word; by this it is noticed. A mark that lacks the
/// last ones raises no alarm.
class Mark {
  public:
    /// So many are remembered at least.
    static constexpr std::size_t facts_min = 2000;

    /// `ledger` is the path of the database; the file is made with the first fact.
    explicit Mark(const std::string& ledger);
    ~Mark();
    Mark(const Mark&) = delete;
    Mark& operator=(const Mark&) = delete;

    /// Of the transaction that is open; nothing is written before `committed`.
    void appended(Accepted fact) { x_open.push_back(std::move(fact)); }
    void committed();
    void rolled_back() { x_open.clear(); }
    void savepoint() { x_saved = x_open.size(); }
    void rolled_back_to_savepoint() { x_open.resize(std::min(x_saved, x_open.size())); }
    /// Keeps only those, or, where that cannot be written, none: somebody was forgotten.
    void keep(const std::function<bool(const Accepted&)>& wanted);

  private:
    std::string x_path;
    int x_file = -1; ///< negative: not opened yet, or it cannot be written
    std::size_t x_lines = 0;
    std::vector<Accepted> x_open;
    std::size_t x_saved = 0; ///< of them when the savepoint was set
};

/// Where the mark of a ledger lies.
[[nodiscard]] std::string mark_of(const std::string& ledger);
/// Whether who had that ledger last ended without closing it. To be asked before it is opened.
[[nodiscard]] bool ended_uncleanly(const std::string& ledger);
/// What it remembers, in order; lines that cannot be read are left out.
[[nodiscard]] std::vector<Accepted> accepted_lately(const std::string& ledger);

} // namespace followup::store
