#pragma once

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <future>
#include <optional>
#include <vector>

namespace followup::run {

/// Results of pure work, made by a helper thread ahead of the one who takes them in order. Who comes to one
/// that the helper has not begun makes it himself, so that nobody waits for a helper that gets no time.
template <class T>
class Ahead {
  public:
    /// `make` is called once for each n < count, by either thread. It must not throw and outlives this.
    Ahead(boost::asio::thread_pool& helper, std::size_t count, std::function<T(std::size_t)> make)
        : x_make(std::move(make)), x_items(count) {
        if (count < worth_a_helper) return;
        std::promise<void> gone;
        x_gone = gone.get_future();
        boost::asio::post(helper, [this, gone = std::move(gone)]() mutable {
            help();
            gone.set_value(); // nothing of this is touched any more
        });
    }
    /// Waits until the helper has let go.
    ~Ahead() {
        x_ending = true;
        if (x_gone.valid()) x_gone.wait();
    }
    Ahead(const Ahead&) = delete;
    Ahead& operator=(const Ahead&) = delete;

    /// The result `n`; once.
    [[nodiscard]] T take(std::size_t n) {
        auto& item = x_items[n];
        if (!item.begun.exchange(true)) return x_make(n);
        item.made.wait(false);
        return std::move(*item.result);
    }

  private:
    static constexpr std::size_t worth_a_helper = 4;

    struct Item {
        std::atomic<bool> begun = false;
        std::atomic<bool> made = false;
        std::optional<T> result;
    };

    void help() {
        for (std::size_t n = 0; n < x_items.size() && !x_ending; ++n) {
            auto& item = x_items[n];
            if (item.begun.exchange(true)) continue;
            item.result.emplace(x_make(n));
            item.made = true;
            item.made.notify_one();
        }
    }

    std::function<T(std::size_t)> x_make;
    std::vector<Item> x_items;
    std::atomic<bool> x_ending = false;
    std::future<void> x_gone; ///< when the helper has let go
};

} // namespace followup::run
