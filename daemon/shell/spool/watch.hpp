#pragma once

#include "core/base/problem.hpp"

#include <functional>
#include <memory>
#include <string>

namespace boost::asio {
class io_context;
}

namespace followup::spool {

/// inotify on new/, on the loop: a hint only. The full scan is the truth.
class Watch {
  public:
    struct Hints {
        std::function<void(std::string name)> renamed; ///< a file was renamed into new/
        std::function<void()> look;                    ///< something else happened: scan
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
