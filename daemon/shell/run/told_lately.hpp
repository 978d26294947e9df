#pragma once

#include "core/base/instant.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace followup::run {

/// What stood in a recruiter's digest within the last hour: no mail of its own says it once more. Lost with
/// the process, which costs no more than a mail too many.
class ToldLately {
  public:
    using Instant = base::Instant;

    void tell(const std::string& reader, const std::vector<std::string>& duties, Instant now) {
        auto& digest = x_digests[reader];
        if (digest.at != now) digest = {now, {}};
        digest.duties.insert(duties.begin(), duties.end());
    }
    [[nodiscard]] bool told(const std::string& reader, const std::string& duty, Instant now) const {
        const auto digest = x_digests.find(reader);
        return digest != x_digests.end() && now < digest->second.at + base::hours{1}
               && digest->second.duties.contains(duty);
    }

  private:
    struct Digest {
        Instant at{};
        std::set<std::string> duties;
    };
    std::map<std::string, Digest> x_digests; ///< by recruiter
};

} // namespace followup::run
