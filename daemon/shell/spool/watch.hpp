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

/// inotify on new/, on the loop: a hint only. The full scan is the truth.
class Watch {
  public:
    struct Hints {
        std::function<void(std::vector<std::string> names)> renamed; ///< files were renamed into new/
        std::function<void()> look;                                  ///< something else happened: scan
        std::function<void()>
            missed; ///< the kernel had more to tell than it kept, or the folder was replaced
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
