#pragma once

#include "shell/store/store.hpp"

#include <functional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace followup::run {

/// Lets others work at the ledger between two pieces of what takes long.
class Breath {
  public:
    explicit Breath(const store::Store& store) : x_store(store) {}

    /// Whose turn it is.
    struct Lanes {
        std::function<void()> leave;
        std::function<void(std::string_view doing)> come_back; ///< waits for the turn
        std::function<bool()> ending;
    };
    void taken_by(Lanes lanes) { x_lanes = std::move(lanes); }

    /// To be called where nothing is half done: afterwards any case may be another one, or gone. Waits until
    /// the others had their turn; `next` names the piece that follows. Does nothing within a transaction.
    /// False: everything is ending, and what can wait for the next start should not go on.
    [[nodiscard]] bool take(std::string_view next) {
        outside(next, [] {});
        return !x_lanes.ending || !x_lanes.ending();
    }
    /// The same, and does meanwhile what needs neither the ledger nor anything that others change.
    template <class F>
    std::invoke_result_t<const F&> outside(std::string_view next, const F& work) {
        const bool others = x_lanes.leave && !x_store.in_transaction();
        if (others) x_lanes.leave();
        const Return back{others ? &x_lanes.come_back : nullptr, next};
        return work();
    }

  private:
    struct Return {
        const std::function<void(std::string_view)>* come_back;
        std::string_view next;
        ~Return() {
            if (come_back != nullptr) (*come_back)(next);
        }
    };
    const store::Store& x_store;
    Lanes x_lanes; ///< nothing: nobody waits
};

/// What somebody is told for whom there is no time any more.
[[nodiscard]] inline base::Problem ending() {
    return {"followupd", "it is ending", "ask again when it runs again"};
}

} // namespace followup::run
