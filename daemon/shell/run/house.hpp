#pragma once

#include "shell/clock/clock.hpp"
#include "shell/run/certificates.hpp"
#include "shell/run/keys.hpp"
#include "shell/store/store.hpp"

#include "core/config/config.hpp"

#include <memory>
#include <string>

namespace followup::run {

/// The daemon as it runs: the loop, the ledger's threads, the senders, and what they tell each other.
class House {
  public:
    House(std::shared_ptr<const config::Config> config, std::string config_file, const Keys& keys,
          const clock::Clock& clock, std::unique_ptr<store::Store> store);
    ~House();

    /// Recovers the outbox, opens the queue, listens; https shows that certificate. Nothing is sent and
    /// nobody is answered before. `configuration`: what is wrong with it all the same. `unclean`: who had the
    /// ledger last ended without closing it.
    [[nodiscard]] base::Result<void> open(const Shown& certificate,
                                          const std::optional<base::Problem>& configuration, bool unclean);
    /// Runs until SIGTERM or SIGINT; the exit code.
    [[nodiscard]] int run();

    struct Rooms;

  private:
    std::unique_ptr<Rooms> x_rooms;
};

} // namespace followup::run
