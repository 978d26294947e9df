#pragma once

#include "core/base/instant.hpp"
#include "core/base/seal.hpp"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace followup::store {

using base::Bytes32;

/// The keys that follow from the master key, and the boxes made with them.
class Vault {
  public:
    explicit Vault(const Bytes32& master);

    /// Keyed hashes, 32 hexadecimal digits: equal for equal texts, telling nothing without the master key.
    [[nodiscard]] std::string identity_tag(std::string_view identity) const;
    [[nodiscard]] std::string subject_tag(std::string_view subject) const;
    /// Of an employer, by its folded name.
    [[nodiscard]] std::string employer_tag(std::string_view name) const;
    [[nodiscard]] std::string digest_tag(std::string_view digest) const;
    /// What the ledger keeps to notice another master key; 64 hexadecimal digits.
    [[nodiscard]] std::string key_check() const;

    /// For texts of no candidate.
    [[nodiscard]] const Bytes32& agency() const { return x_agency; }
    /// A new candidate's key, from the kernel's random numbers.
    [[nodiscard]] static Bytes32 fresh_key();
    /// A candidate's key in its box (72 bytes), and out of it; throws Damaged when it does not open.
    [[nodiscard]] std::string seal_key(const Bytes32& key, std::int64_t candidate) const;
    [[nodiscard]] Bytes32 open_key(std::string_view box, std::int64_t candidate) const;

  private:
    Bytes32 x_keys;
    Bytes32 x_identities;
    Bytes32 x_subjects;
    Bytes32 x_digests;
    Bytes32 x_check;
    Bytes32 x_agency;
};

/// "fact 17": what a box is bound to, so that rows cannot be swapped.
[[nodiscard]] std::string bound(std::string_view what, std::int64_t number);
/// What a fact's box is bound to: its place, and when it was accepted, which stands beside it in clear.
[[nodiscard]] std::string bound_fact(std::int64_t number, base::Instant accepted);
/// Unseals a fact, also one that was sealed when only its place was bound.
[[nodiscard]] std::string open_fact(const Bytes32& key, std::string_view box, std::int64_t number,
                                    base::Instant accepted);
/// Seals with a nonce from the kernel's random numbers.
[[nodiscard]] std::string seal(const Bytes32& key, std::string_view text, std::string_view bound);
/// Throws Damaged when the box does not open: the row was damaged or swapped.
[[nodiscard]] std::string unseal(const Bytes32& key, std::string_view box, std::string_view bound);

/// Several texts as one, each with its length before it, and back; throws Damaged for anything else.
[[nodiscard]] std::string packed(std::initializer_list<std::string_view> texts);
[[nodiscard]] std::vector<std::string> unpacked(std::string_view text, std::size_t count);

} // namespace followup::store
