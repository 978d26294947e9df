#pragma once

#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace followup::run {

/// The result of pure work that is made by a helper thread while its taker does something else. Who comes to
/// one that the helper has not begun makes it himself, so that nobody waits for a helper that gets no time.
template <class T>
class Later {
  public:
    /// `make` is called at most once, by either thread. It must not throw; what it refers to outlives this.
    explicit Later(std::function<T()> make) : x_item(std::make_shared<Item>(std::move(make))) {}
    Later(boost::asio::thread_pool& helper, std::function<T()> make) : Later(std::move(make)) {
        boost::asio::post(helper, [item = x_item] {
            if (item->begun.exchange(true)) return;
            item->result.emplace(item->make());
            item->make = nullptr; // what it was made from is not needed while it waits
            item->made = true;
            item->made.notify_one();
        });
    }
    /// Waits for the helper if it is at it.
    ~Later() {
        if (x_item && x_item->begun.exchange(true)) x_item->made.wait(false);
    }
    Later(Later&&) noexcept = default;
    Later& operator=(Later&&) = delete;

    /// The result; once.
    [[nodiscard]] T take() {
        const auto item = std::exchange(x_item, nullptr);
        if (!item->begun.exchange(true)) return item->make();
        item->made.wait(false);
        return std::move(*item->result);
    }

  private:
    struct Item {
        explicit Item(std::function<T()> how) : make(std::move(how)) {}
        std::function<T()> make;
        std::atomic<bool> begun = false;
        std::atomic<bool> made = false;
        std::optional<T> result;
    };
    std::shared_ptr<Item> x_item; ///< null: taken
};

/// Several of them, taken in order.
template <class T>
class Ahead {
  public:
    /// `make` is called at most once for each n < count, by either thread. It must not throw.
    Ahead(boost::asio::thread_pool& helper, std::size_t count, std::function<T(std::size_t)> make)
        : x_make(std::move(make)) {
        x_items.reserve(count);
        for (std::size_t n = 0; n < count; ++n) {
            const auto one = [this, n] { return x_make(n); };
            if (count < worth_a_helper)
                x_items.emplace_back(one);
            else
                x_items.emplace_back(helper, one);
        }
    }
    ~Ahead() = default;
    Ahead(const Ahead&) = delete;
    Ahead& operator=(const Ahead&) = delete;

    /// The result `n`; once.
    [[nodiscard]] T take(std::size_t n) { return x_items[n].take(); }

  private:
    static constexpr std::size_t worth_a_helper = 4;

    std::function<T(std::size_t)> x_make;
    std::vector<Later<T>> x_items; ///< end before what they are made by
};

} // namespace followup::run
