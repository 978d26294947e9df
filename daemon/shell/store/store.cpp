#include "shell/store/store.hpp"

#include "shell/store/connection.hpp"
#include "shell/store/sqlite.hpp"

namespace followup::store {
namespace {

constexpr auto key_note = "key";

constexpr Query<In<>, Out<std::int64_t, Bytes>> first_keys{
    "SELECT no, sealed_key FROM candidate ORDER BY no LIMIT 3"};

/// What the ledger remembers of its key may be damaged: any candidate's key that opens tells more.
bool opens_a_key(Connection& session) {
    bool opened = false;
    session.each(first_keys, [&](std::int64_t number, const Bytes& box) {
        try {
            static_cast<void>(session.vault().open_key(box.text, number));
            opened = true;
        } catch (const Damaged&) {
            return; // another key, or this one is damaged, too
        }
    });
    return opened;
}

} // namespace

std::expected<std::unique_ptr<Store>, OpenError> Store::open(const How& how) {
    auto path = sqlite_path(how.url);
    if (!path) return std::unexpected(std::move(path.error()));
    auto opened = open_sqlite(*path, how.create);
    if (!opened) return std::unexpected(std::move(opened.error()));
    auto session = std::make_unique<Session>(std::move(*opened), *path, how.key);
    session->syncs_before = syncs_counted();
    auto same_key = session->guarded([&] {
        const auto check = session->vault().key_check();
        const auto known = session->note(key_note);
        const bool same = !known || *known == check || opens_a_key(*session);
        if (same && known != check) session->set_note(key_note, check);
        return same;
    });
    if (!same_key) return std::unexpected(OpenError{Trouble::unavailable, std::move(same_key.error())});
    if (!*same_key)
        return std::unexpected(OpenError{Trouble::configuration,
                                         {*path, "the ledger was made with another master key",
                                          "put the old key file back in its place"}});
    return std::unique_ptr<Store>(new Store(std::move(session)));
}

std::string file_of(const std::string& url) {
    const auto path = sqlite_path(url);
    return path && *path != ":memory:" ? *path : std::string{};
}

Store::Store(std::unique_ptr<Session> session) : x_session(std::move(session)) {}
Store::~Store() = default;

base::Result<void> Store::begin() {
    return x_session->guarded([this] { x_session->begin(); });
}

base::Result<void> Store::commit() {
    return x_session->guarded([this] { x_session->commit(); });
}

void Store::rollback() {
    x_session->rollback();
}

base::Result<void> Store::savepoint() {
    return x_session->guarded([this] { x_session->savepoint(); });
}

base::Result<void> Store::release_savepoint() {
    return x_session->guarded([this] { x_session->release_savepoint(); });
}

void Store::rollback_to_savepoint() {
    // A failure here is seen by whoever does the next thing: the transaction is lost, or its commit fails.
    static_cast<void>(x_session->guarded([this] { x_session->rollback_to_savepoint(); }));
}

base::Result<std::optional<std::string>> Store::note(std::string_view name) {
    return x_session->guarded([&] { return x_session->note(name); });
}

base::Result<void> Store::set_note(std::string_view name, std::string_view value) {
    return x_session->guarded([&] { x_session->set_note(name, value); });
}

std::uint64_t Store::syncs() const {
    return syncs_counted() - x_session->syncs_before;
}
bool Store::in_transaction() const {
    return x_session->in_transaction();
}

bool Store::fatal() const {
    return x_session->fatal();
}

void Store::when_fatal(WhenFatal told) {
    x_session->when_fatal(std::move(told));
}

} // namespace followup::store
