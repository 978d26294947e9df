#include "shell/store/vault.hpp"

#include "core/base/require.hpp"
#include "shell/store/connection.hpp"

#include <sys/random.h>

#include <algorithm>

namespace followup::store {
namespace {

void randomize(unsigned char* bytes, std::size_t count) {
    // Up to 256 bytes getrandom(2) is neither interrupted nor short once the pool is ready.
    base::require(getrandom(bytes, count, 0) == static_cast<ssize_t>(count),
                  "the kernel gives random numbers");
}

} // namespace

Vault::Vault(const Bytes32& master)
    : x_keys(base::derived_key(master, "candidate keys")),
      x_identities(base::derived_key(master, "identities")),
      x_subjects(base::derived_key(master, "subjects")), x_digests(base::derived_key(master, "digests")),
      x_check(base::derived_key(master, "key check")), x_agency(base::derived_key(master, "agency")) {}

std::string Vault::identity_tag(std::string_view identity) const {
    return base::short_tag(x_identities, identity);
}
std::string Vault::subject_tag(std::string_view subject) const {
    return base::short_tag(x_subjects, subject);
}
std::string Vault::employer_tag(std::string_view name) const {
    return base::short_tag(x_subjects, std::string{"employer\n"}.append(name));
}
std::string Vault::digest_tag(std::string_view digest) const {
    return base::short_tag(x_digests, digest);
}
std::string Vault::key_check() const {
    return base::hex(x_check);
}

Bytes32 Vault::fresh_key() {
    Bytes32 key;
    randomize(key.data(), key.size());
    return key;
}

std::string Vault::seal_key(const Bytes32& key, std::int64_t candidate) const {
    return seal(x_keys, base::view(key), bound("candidate key", candidate));
}

Bytes32 Vault::open_key(std::string_view box, std::int64_t candidate) const {
    const auto text = unseal(x_keys, box, bound("candidate key", candidate));
    Bytes32 key;
    if (text.size() != key.size())
        throw Damaged{
            {bound("candidate key", candidate), "a candidate's key has the wrong length", restore_hint()}};
    std::copy(text.begin(), text.end(), key.begin());
    return key;
}

std::string bound(std::string_view what, std::int64_t number) {
    return std::string{what} + ' ' + std::to_string(number);
}

std::string bound_fact(std::int64_t number, base::Instant accepted) {
    return bound("fact", number) + bound(" accepted", accepted.time_since_epoch().count());
}

std::string open_fact(const Bytes32& key, std::string_view box, std::int64_t number, base::Instant accepted) {
    if (auto text = base::opened(key, box, bound_fact(number, accepted))) return std::move(*text);
    return unseal(key, box, bound("fact", number));
}

std::string seal(const Bytes32& key, std::string_view text, std::string_view bound) {
    base::Nonce nonce;
    randomize(nonce.data(), nonce.size());
    return base::sealed(key, nonce, text, bound);
}

std::string unseal(const Bytes32& key, std::string_view box, std::string_view bound) {
    auto text = base::opened(key, box, bound);
    if (!text)
        throw Damaged{
            {std::string{bound}, "the sealed text does not open: the row was changed", restore_hint()}};
    return std::move(*text);
}

std::string packed(std::initializer_list<std::string_view> texts) {
    std::string whole;
    for (const auto text : texts) {
        whole += std::to_string(text.size());
        whole += ':';
        whole += text;
    }
    return whole;
}

std::vector<std::string> unpacked(std::string_view text, std::size_t count) {
    std::vector<std::string> texts;
    while (!text.empty()) {
        std::size_t size = 0;
        std::size_t digits = 0;
        for (; digits < text.size() && digits < 10 && text[digits] >= '0' && text[digits] <= '9'; ++digits)
            size = size * 10 + static_cast<std::size_t>(text[digits] - '0');
        if (digits == 0 || digits == text.size() || text[digits] != ':' || size > text.size() - digits - 1)
            throw Damaged{{{}, "a stored text has another form than this program writes", {}}};
        texts.emplace_back(text.substr(digits + 1, size));
        text.remove_prefix(digits + 1 + size);
    }
    if (texts.size() != count)
        throw Damaged{{{}, "a stored text has another form than this program writes", {}}};
    return texts;
}

} // namespace followup::store
