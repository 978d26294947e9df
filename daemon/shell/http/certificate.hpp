#pragma once

#include "core/base/instant.hpp"

#include <memory>
#include <string>

namespace followup::http {

/// A text in PEM, and where it was read.
struct Pem {
    std::string where; ///< a path, or the name of a credential
    std::string bytes;
};

/// A certificate with its chain and key, ready to be shown to whoever connects. Never changes: another one is
/// another object, and connections under way keep theirs.
class Certificate {
  public:
    struct Context;

    /// Refused when either cannot be read, when they do not belong together, or when clients would not accept
    /// the key. What has ended is not refused.
    [[nodiscard]] static base::Result<std::shared_ptr<const Certificate>> read(const Pem& chain,
                                                                               const Pem& key);

    explicit Certificate(std::string where);
    ~Certificate();
    Certificate(const Certificate&) = delete;
    Certificate& operator=(const Certificate&) = delete;

    [[nodiscard]] const std::string& where() const { return x_where; }
    /// It is good from the one to the other.
    [[nodiscard]] base::Instant begins() const { return x_begins; }
    [[nodiscard]] base::Instant ends() const { return x_ends; }
    /// Whether it is made out to that host, a name or an IP address.
    [[nodiscard]] bool is_for(const std::string& host) const;

    /// For the connections of this room.
    [[nodiscard]] Context& context() const { return *x_context; }

  private:
    std::string x_where;
    std::unique_ptr<Context> x_context;
    base::Instant x_begins;
    base::Instant x_ends;
};

} // namespace followup::http
