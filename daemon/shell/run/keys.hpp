#pragma once

#include "core/base/digest.hpp"

namespace followup::run {

/// The keys of one installation, all derived from the secret in its state folder.
struct Keys {
    base::Bytes32 ledger{};   ///< seals personal text
    base::Bytes32 feeds{};    ///< feed tokens
    base::Bytes32 mail_ids{}; ///< Message-IDs and thread roots
    base::Bytes32 links{};    ///< the keys of links are derived from it
};
[[nodiscard]] inline Keys keys_from(const base::Bytes32& master) {
    return {base::derived_key(master, "ledger"), base::derived_key(master, "feeds"),
            base::derived_key(master, "mail ids"), base::derived_key(master, "links")};
}

} // namespace followup::run
