#include "core/base/seal.hpp"

#include <sodium.h>

namespace followup::base {
namespace {

unsigned char* raw(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

} // namespace

std::string sealed(const Bytes32& key, const Nonce& nonce, std::string_view text, std::string_view bound) {
    std::string box(text.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(raw(box), nullptr, raw(text), text.size(), raw(bound),
                                               bound.size(), nullptr, nonce.data(), key.data());
    return std::string{reinterpret_cast<const char*>(nonce.data()), nonce.size()} + box;
}

std::optional<std::string> opened(const Bytes32& key, std::string_view box, std::string_view bound) {
    constexpr std::size_t extra = sizeof(Nonce) + crypto_aead_xchacha20poly1305_ietf_ABYTES;
    if (box.size() < extra) return std::nullopt;
    std::string text(box.size() - extra, '\0');
    const auto body = box.substr(sizeof(Nonce));
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw(text), nullptr, nullptr, raw(body), body.size(),
                                                   raw(bound), bound.size(), raw(box), key.data())
        != 0)
        return std::nullopt;
    return text;
}

} // namespace followup::base
