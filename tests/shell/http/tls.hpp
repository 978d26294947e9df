#pragma once

#include "shell/http/certificate.hpp"
#include "shell/http/serving.hpp"

#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <csignal>
#include <memory>
#include <string>
#include <utility>

namespace followup::http {

/// A certificate that signs itself, and its key, in PEM.
struct Made {
    Pem chain;
    Pem key;
};

template <class Write>
std::string written(Write write) {
    const std::unique_ptr<BIO, decltype(&::BIO_free_all)> bio(::BIO_new(::BIO_s_mem()), &::BIO_free_all);
    write(bio.get());
    char* bytes = nullptr;
    const auto size = ::BIO_get_mem_data(bio.get(), &bytes);
    return {bytes, static_cast<std::size_t>(size)};
}

/// Made out to that name, and good from now for so many seconds.
inline Made make_certificate(const std::string& name = "localhost", long seconds = 3600,
                             const char* passphrase = nullptr) {
    auto* key = ::EVP_EC_gen("P-256");
    auto* own = ::X509_new();
    ::X509_set_version(own, 2);
    ::ASN1_INTEGER_set(::X509_get_serialNumber(own), 1);
    ::X509_gmtime_adj(::X509_getm_notBefore(own), 0);
    ::X509_gmtime_adj(::X509_getm_notAfter(own), seconds);
    ::X509_set_pubkey(own, key);
    auto* subject = ::X509_get_subject_name(own);
    ::X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                 reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    ::X509_set_issuer_name(own, subject);
    auto* extension = ::X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name,
                                            ("DNS:" + name + ",IP:127.0.0.1").c_str());
    ::X509_add_ext(own, extension, -1);
    ::X509_sign(own, key, ::EVP_sha256());
    Made made{{"chain.pem", written([&](BIO* bio) { ::PEM_write_bio_X509(bio, own); })},
              {"key.pem", written([&](BIO* bio) {
                   ::PEM_write_bio_PrivateKey(bio, key, passphrase == nullptr ? nullptr : ::EVP_aes_128_cbc(),
                                              nullptr, 0, nullptr, const_cast<char*>(passphrase));
               })}};
    ::X509_EXTENSION_free(extension);
    ::X509_free(own);
    ::EVP_PKEY_free(key);
    return made;
}

inline std::shared_ptr<const Certificate> shown(const Made& made) {
    auto certificate = Certificate::read(made.chain, made.key);
    EXPECT_TRUE(certificate) << base::text(certificate.error());
    return certificate ? *certificate : nullptr;
}

/// A server on 127.0.0.1 that speaks https.
class ServingTls : public Serving {
  public:
    explicit ServingTls(Ask ask, const Limits& limits = {}) : Serving(std::move(ask), limits) {
        on_loop([this](Server& server) {
            server.show(shown(make_certificate("first")));
            const auto address = server.listen("127.0.0.1", 0, Speaks::https);
            ASSERT_TRUE(address) << base::text(address.error());
            x_tls_port = port_of(*address);
        });
    }
    [[nodiscard]] std::uint16_t tls_port() const { return x_tls_port; }

  private:
    std::uint16_t x_tls_port = 0;
};

/// A client that waits, like Caller, and trusts everybody.
class TlsCaller {
  public:
    explicit TlsCaller(std::uint16_t port, int version_max = 0, std::string_view protocols = "\x08http/1.1")
        : x_caller(port), x_context(::SSL_CTX_new(::TLS_client_method())) {
        std::signal(SIGPIPE, SIG_IGN);              // OpenSSL writes an alert to whoever has closed already
        ::SSL_CTX_set_security_level(x_context, 0); // else the client itself refuses what is old
        ::SSL_CTX_set_min_proto_version(x_context, TLS1_VERSION);
        ::SSL_CTX_set_max_proto_version(x_context, version_max);
        ::SSL_CTX_set_mode(x_context, SSL_MODE_AUTO_RETRY);
        x_tls = ::SSL_new(x_context);
        ::SSL_set_alpn_protos(x_tls, reinterpret_cast<const unsigned char*>(protocols.data()),
                              static_cast<unsigned>(protocols.size()));
        ::SSL_set_fd(x_tls, x_caller.fd());
        x_agreed = ::SSL_connect(x_tls) == 1;
    }
    ~TlsCaller() {
        ::SSL_free(x_tls);
        ::SSL_CTX_free(x_context);
    }
    TlsCaller(const TlsCaller&) = delete;
    TlsCaller& operator=(const TlsCaller&) = delete;

    [[nodiscard]] bool agreed() const { return x_agreed; }
    [[nodiscard]] std::string version() const { return ::SSL_get_version(x_tls); }
    /// The protocol that ALPN chose.
    [[nodiscard]] std::string protocol() const {
        const unsigned char* name = nullptr;
        unsigned size = 0;
        ::SSL_get0_alpn_selected(x_tls, &name, &size);
        return {name, name + size};
    }
    /// To whom the certificate is made out that was shown.
    [[nodiscard]] std::string name() const {
        const auto* own = ::SSL_get0_peer_certificate(x_tls);
        if (own == nullptr) return {};
        std::array<char, 100> text{};
        ::X509_NAME_get_text_by_NID(::X509_get_subject_name(own), NID_commonName, text.data(), text.size());
        return text.data();
    }

    void send(std::string_view bytes) {
        EXPECT_EQ(::SSL_write(x_tls, bytes.data(), static_cast<int>(bytes.size())),
                  static_cast<int>(bytes.size()));
    }
    /// Up to the end of the body that Content-Length tells; what comes before it ("100 Continue") is left
    /// out.
    [[nodiscard]] std::string reply() {
        std::string bytes;
        std::size_t wanted = std::string::npos;
        while (bytes.size() < wanted && take(bytes)) {
            if (bytes.starts_with("HTTP/1.1 100 ")) bytes.erase(0, bytes.find("\r\n\r\n") + 4);
            const auto end = bytes.find("\r\n\r\n");
            if (end != bytes.npos)
                wanted = end + 4 + std::stoul(bytes.substr(bytes.find("Content-Length: ") + 16));
        }
        return bytes;
    }
    /// All that comes until the other end says that it has done.
    [[nodiscard]] std::string rest() {
        std::string bytes;
        while (take(bytes)) {
        }
        return bytes;
    }
    /// True when the other end has said so itself (close_notify).
    [[nodiscard]] bool ended_well() const { return (::SSL_get_shutdown(x_tls) & SSL_RECEIVED_SHUTDOWN) != 0; }

  private:
    bool take(std::string& bytes) {
        std::array<char, 16 * 1024> block{};
        const int got = ::SSL_read(x_tls, block.data(), block.size());
        if (got > 0) bytes.append(block.data(), static_cast<std::size_t>(got));
        return got > 0;
    }

    Caller x_caller;
    SSL_CTX* x_context;
    SSL* x_tls = nullptr;
    bool x_agreed = false;
};

} // namespace followup::http
