#include "core/base/text.hpp"
#include "shell/run/bookkeeper.hpp"
#include "shell/run/met_people.hpp"
#include "shell/run/tidings.hpp"
#include "shell/run/unreadable.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace followup::run {
namespace {

/// A file as it was read by somebody who cannot ask the ledger.
struct ReadAhead {
    std::optional<base::Checked<queue::File>> read; ///< nothing when it would have had to be asked
    std::vector<std::string> employers;             ///< taken to be new; as folded names
};

ReadAhead read_ahead(const Incoming& file, queue::Context context) {
    bool asked = false;
    ReadAhead ahead;
    context.interview = [&asked](std::string_view) {
        asked = true;
        return std::optional<queue::Known>{};
    };
    context.employer = [&ahead](std::string_view name) {
        ahead.employers.push_back(base::folded(name));
        return std::optional<queue::KnownEmployer>{};
    };
    auto read = queue::read(file.bytes, context);
    if (!asked) ahead.read = std::move(read);
    return ahead;
}

/// Somebody met has no identity of their own.
std::string key_of(const Forgotten& whom) {
    return whom.identity.empty() && !whom.names.empty() ? *whom.names.begin() : whom.identity;
}

bool forgets(const Taken& taken) {
    return taken.accepted && !taken.forgotten.empty();
}

} // namespace

base::Result<std::vector<Taken>> Bookkeeper::take(std::span<const Incoming> batch, Instant now) {
    bool looked = false;
    std::map<std::string, LookedThrough> silent; // by whom they do not tell of
    const auto attempt = [&]() -> base::Result<std::vector<Taken>> {
        Ahead<ReadAhead> ahead{x_helper, batch.size(),
                               [&](std::size_t n) { return read_ahead(batch[n], context(batch[n], now)); }};
        if (auto begun = x_store.begin(); !begun) return std::unexpected(begun.error());
        std::vector<Taken> all;
        std::set<std::int64_t> touched;
        for (std::size_t n = 0; n < batch.size(); ++n) {
            auto [read, employers] = ahead.take(n);
            for (const auto& name : employers)
                if (const auto known = x_store.case_with_employer(name); !known || *known) read.reset();
            if (!read) read = queue::read(batch[n].bytes, context(batch[n], now));
            const auto lost = lost_of(x_store, *read);
            if (!lost) return give_up(lost.error());
            // What is written once more was said when it first came.
            if (*lost) read = queue::read(batch[n].bytes, context(batch[n], **lost));
            auto taken = take_file(batch[n], std::move(*read), now, touched);
            if (!taken) return give_up(taken.error());
            all.push_back(std::move(*taken));
        }
        const std::vector<std::int64_t> cases(touched.begin(), touched.end());
        const auto planned = replan(cases, now);
        if (!planned) return give_up(planned.error());
        if (auto told = Tidings{*this}.taken_away(batch, all, *planned, now); !told)
            return give_up(told.error());
        if (auto told = MetPeople{*this}.learn(all, *planned, now); !told) return give_up(told.error());
        // Of whom files tell is known now. Those are looked through while others work, and then all is done
        // once more.
        if (std::ranges::any_of(all, forgets) && x_purge.look_through && !std::exchange(looked, true)) {
            static_cast<void>(give_up({}));
            return all;
        }
        for (auto& taken : all)
            for (auto& forgotten : taken.forgotten)
                if (x_purge.carry_out && taken.accepted)
                    if (auto purged = x_purge.carry_out(forgotten, silent[key_of(forgotten)]); !purged)
                        return give_up(purged.error());
        if (auto committed = commit(); !committed) return std::unexpected(committed.error());
        x_storms.forget(); // more may be due within the same second
        return all;
    };
    auto all = without_unreadable(x_store, attempt);
    if (!all || !looked) return all;
    x_breath.outside("forgetting", [&, purge = x_purge, config = x_config] {
        for (const auto& taken : *all)
            for (const auto& each : taken.forgotten)
                silent.insert_or_assign(key_of(each), purge.look_through(each, *config));
    });
    return without_unreadable(x_store, attempt);
}

} // namespace followup::run
