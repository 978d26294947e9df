#pragma once

#include "core/base/digest.hpp"

namespace followup::base {

using Nonce = std::array<unsigned char, 24>;

/// Encrypts and authenticates (XChaCha20-Poly1305, libsodium): the nonce, then the box. `bound` is not in the
/// result but must be the same when it is opened (the row the text belongs to).
[[nodiscard]] std::string sealed(const Bytes32& key, const Nonce& nonce, std::string_view text,
                                 std::string_view bound);
/// Empty when the key or the binding is another one, or a byte was changed.
[[nodiscard]] std::optional<std::string> opened(const Bytes32& key, std::string_view box,
                                                std::string_view bound);

} // namespace followup::base
