#pragma once

#include "core/base/problem.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace boost::asio {
class io_context;
}

namespace followup::spool {

/// A name in new/: a file was renamed to it, and is complete, or is being written there.
struct Arrival {
    std::string name;
    bool renamed = true;
    bool operator==(const Arrival&) const = default;
};

/// inotify on new/, on the loop: a hint only. The full scan is the truth: what the
/// kernel had no room to tell waits until it has been quiet.
class Watch {
  public:
    struct Hints {
        /// What came to these names since the last time, in order.
        std::function<void(std::vector<Arrival> arrivals)> arrived;
        std::function<void()> look; ///< something else happened: scan
    };
    [[nodiscard]] static base::Result<Watch> open(boost::asio::io_context& loop, const std::string& queue,
                                                  Hints hints);
    ~Watch();
    Watch(Watch&&) noexcept;
    Watch& operator=(Watch&&) noexcept;

  private:
    struct Descriptor;
    explicit Watch(std::shared_ptr<Descriptor> descriptor);
    std::shared_ptr<Descriptor> x_descriptor;
};

} // namespace followup::spool
