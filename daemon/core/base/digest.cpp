#include "core/base/digest.hpp"

#include "core/base/require.hpp"

#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/string_generator.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <memory>
#include <openssl/evp.h>
#include <sodium.h>

namespace followup::base {
namespace {

std::string encoded(std::string_view bytes, int variant) {
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), raw(bytes), bytes.size(), variant);
    text.resize(text.find('\0'));
    return text;
}

} // namespace

const unsigned char* raw(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

Bytes32 sha256(std::string_view bytes) {
    // OpenSSL's knows the processor's own instructions: libsodium's takes three to five times as long. To
    // look the algorithm up takes longer than to hash a token, so that is done once.
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    thread_local const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context{EVP_MD_CTX_new(),
                                                                                  EVP_MD_CTX_free};
    Bytes32 digest;
    const bool made = EVP_DigestInit_ex2(context.get(), algorithm, nullptr) == 1
                      && EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1
                      && EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1;
    require(made, "OpenSSL has no SHA-256");
    return digest;
}

Bytes32 hmac(const Bytes32& key, std::string_view bytes) {
    Bytes32 digest;
    crypto_auth_hmacsha256(digest.data(), raw(bytes), bytes.size(), key.data());
    return digest;
}

std::string short_tag(const Bytes32& key, std::string_view text) {
    std::string tag(crypto_generichash_BYTES_MIN, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(tag.data()), tag.size(), raw(text), text.size(),
                       key.data(), key.size());
    return hex(tag);
}

std::string fingerprint(std::string_view text) {
    Bytes32 digest;
    crypto_generichash(digest.data(), digest.size(), raw(text), text.size(), nullptr, 0);
    return hex(digest);
}

Bytes32 derived_key(const Bytes32& master, std::string_view purpose) {
    return hmac(master, std::string{"followupd key "} + std::string{purpose});
}

bool same_secret(std::string_view left, std::string_view right) {
    return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string_view view(const Bytes32& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string hex(std::string_view bytes) {
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), raw(bytes), bytes.size());
    text.pop_back();
    return text;
}

std::optional<std::string> unhex(std::string_view text) {
    std::string bytes(text.size() / 2, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    auto* out = reinterpret_cast<unsigned char*>(bytes.data());
    if (sodium_hex2bin(out, bytes.size(), text.data(), text.size(), nullptr, &size, &end) != 0
        || end != text.data() + text.size())
        return std::nullopt;
    bytes.resize(size);
    return bytes;
}

std::string base64url(std::string_view bytes) {
    return encoded(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::string base64(std::string_view bytes) {
    return encoded(bytes, sodium_base64_VARIANT_ORIGINAL);
}

std::string base32(std::string_view bytes) {
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz234567";
    std::string text;
    unsigned value = 0;
    int bits = 0;
    for (const char c : bytes) {
        value = (value << 8 | static_cast<unsigned char>(c)) & 0xFFFFF;
        for (bits += 8; bits >= 5; bits -= 5)
            text += letters[value >> (bits - 5) & 31];
    }
    if (bits > 0) text += letters[value << (5 - bits) & 31];
    return text;
}

std::string uuid5(std::string_view name) {
    static const auto space = boost::uuids::string_generator{}("7b2c6a52-5d0f-5a5c-9d43-0d6c5f6f7570");
    return boost::uuids::to_string(boost::uuids::name_generator_sha1{space}(name.data(), name.size()));
}

} // namespace followup::base
