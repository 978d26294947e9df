#include "shell/http/certificate.hpp"

#include "shell/http/secured.hpp"

#include <fmt/format.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <ctime>

namespace followup::http {
namespace {

// Mozilla's "intermediate": TLS 1.2 with forward secrecy and authenticated encryption only, and TLS 1.3 as it
// is.
constexpr auto ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:"
                         "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
                         "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
constexpr auto curves = "X25519:prime256v1:secp384r1";

template <auto free>
struct Freed {
    template <class Thing>
    void operator()(Thing* thing) const {
        free(thing);
    }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;

std::string last_error() {
    const auto code = ::ERR_peek_last_error();
    ::ERR_clear_error();
    const char* reason = ::ERR_reason_error_string(code);
    return reason == nullptr ? "OpenSSL does not say why" : reason;
}

/// Instead of OpenSSL's own, which would ask on the terminal.
int no_passphrase(char* /*into*/, int /*size*/, int /*writing*/, void* asked) {
    *static_cast<bool*>(asked) = true;
    return -1;
}

base::Result<Key> read_key(const Pem& pem) {
    const Bio bio(::BIO_new_mem_buf(pem.bytes.data(), static_cast<int>(pem.bytes.size())));
    bool asked = false;
    Key key(::PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, &asked));
    const auto why = key ? "" : last_error();
    if (asked)
        return base::problem(pem.where, "the key is locked by a passphrase",
                             "openssl pkey -in LOCKED -out OPEN makes a copy without one");
    if (!key)
        return base::problem(pem.where, fmt::format("there is no key in it that can be read ({})", why),
                             "a private key in PEM, such as privkey.pem");
    return key;
}

/// ALPN (RFC 7301): who speaks no HTTP/1.1 at all is refused in the handshake.
int choose_protocol(SSL* /*connection*/, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned offered_size, void* /*nothing*/) {
    static constexpr unsigned char ours[] = "\x08http/1.1";
    unsigned char* found = nullptr;
    if (::SSL_select_next_proto(&found, size, ours, sizeof ours - 1, offered, offered_size)
        != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_ALERT_FATAL;
    *chosen = found;
    return SSL_TLSEXT_ERR_OK;
}

/// False when this OpenSSL knows a word of ours not.
bool harden(SSL_CTX* context) {
    ::SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
    // Tickets resume; what the server would keep of each connection for the same purpose it need not.
    ::SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    ::SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    ::SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
    return ::SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1
           && ::SSL_CTX_set_cipher_list(context, ciphers) == 1
           && ::SSL_CTX_set1_groups_list(context, curves) == 1;
}

base::Instant instant(const ASN1_TIME* time) {
    std::tm parts{};
    ::ASN1_TIME_to_tm(time, &parts);
    return base::Instant{base::seconds{::timegm(&parts)}};
}

} // namespace

Certificate::Certificate(std::string where)
    : x_where(std::move(where)), x_context(std::make_unique<Context>()) {}

Certificate::~Certificate() = default;

base::Result<std::shared_ptr<const Certificate>> Certificate::read(const Pem& chain, const Pem& key) {
    auto made = std::make_shared<Certificate>(chain.where);
    auto& tls = made->x_context->tls;
    auto* context = tls.native_handle();
    if (!harden(context)) return base::problem("OpenSSL", last_error());
    boost::system::error_code failure;
    tls.use_certificate_chain(boost::asio::buffer(chain.bytes), failure);
    if (failure)
        return base::problem(
            chain.where,
            fmt::format("there is no certificate in it that can be shown ({})", failure.message()),
            "a certificate with its chain in PEM, such as fullchain.pem");
    const auto secret = read_key(key);
    if (!secret) return std::unexpected(secret.error());
    const auto* own = ::SSL_CTX_get0_certificate(context);
    if (::X509_check_private_key(own, secret->get()) != 1) {
        ::ERR_clear_error();
        return base::problem(key.where,
                             fmt::format("the key is not that of the certificate in {}", chain.where),
                             "name the two files that were made together");
    }
    if (::SSL_CTX_use_PrivateKey(context, secret->get()) != 1)
        return base::problem(key.where, fmt::format("the key cannot be used ({})", last_error()));
    made->x_begins = instant(::X509_get0_notBefore(own));
    made->x_ends = instant(::X509_get0_notAfter(own));
    return made;
}

bool Certificate::is_for(const std::string& host) const {
    auto* own = ::SSL_CTX_get0_certificate(x_context->tls.native_handle());
    return ::X509_check_host(own, host.data(), host.size(), 0, nullptr) == 1
           || ::X509_check_ip_asc(own, host.c_str(), 0) == 1;
}

} // namespace followup::http
