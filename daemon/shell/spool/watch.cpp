#include "shell/spool/watch.hpp"

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace followup::spool {

namespace asio = boost::asio;

struct Watch::Descriptor : std::enable_shared_from_this<Watch::Descriptor> {
    Descriptor(asio::io_context& loop, int fd, std::string folder, Hints given)
        : stream(loop, fd), path(std::move(folder)), hints(std::move(given)) {}

    asio::posix::stream_descriptor stream;
    std::string path;
    Hints hints;
    alignas(inotify_event) std::array<char, 64 * 1024> buffer{};

    bool watch() {
        constexpr std::uint32_t mask =
            IN_MOVED_TO | IN_CREATE | IN_CLOSE_WRITE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
        return inotify_add_watch(stream.native_handle(), path.c_str(), mask) >= 0;
    }

    void wait() {
        stream.async_wait(asio::posix::stream_descriptor::wait_read,
                          [self = shared_from_this()](const boost::system::error_code& failure) {
                              if (failure) return; // closed
                              self->read();
                              self->wait();
                          });
    }

    void read() {
        std::vector<Arrival> arrivals;
        bool look = false;
        for (;;) {
            const auto size = ::read(stream.native_handle(), buffer.data(), buffer.size());
            if (size <= 0) break; // EAGAIN
            for (ssize_t at = 0; at < size;) {
                const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
                at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
                const bool named = event->len > 0 && event->name[0] != '.';
                const bool moved = (event->mask & IN_MOVED_TO) != 0;
                if (named && (moved || (event->mask & IN_CREATE) != 0))
                    arrivals.push_back({event->name, moved});
                look = look || !named || !moved;
                // The folder itself went away or was replaced: watch what has its name now.
                if ((event->mask & (IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) == 0) continue;
                watch();
            }
        }
        if (!arrivals.empty()) hints.arrived(std::move(arrivals));
        if (look) hints.look();
    }
};

Watch::Watch(std::shared_ptr<Descriptor> descriptor) : x_descriptor(std::move(descriptor)) {}
Watch::Watch(Watch&&) noexcept = default;
Watch& Watch::operator=(Watch&&) noexcept = default;

Watch::~Watch() {
    boost::system::error_code ignored;
    if (x_descriptor) x_descriptor->stream.close(ignored);
}

base::Result<Watch> Watch::open(asio::io_context& loop, const std::string& queue, Hints hints) {
    const int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0)
        return base::problem(queue, fmt::format("inotify is not to be had: {}", std::strerror(errno)));
    auto descriptor = std::make_shared<Descriptor>(loop, fd, queue + "/new", std::move(hints));
    if (!descriptor->watch())
        return base::problem(descriptor->path, fmt::format("cannot be watched: {}", std::strerror(errno)));
    descriptor->wait();
    return Watch{std::move(descriptor)};
}

} // namespace followup::spool
