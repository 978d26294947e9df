#include "core/mail/enclosed.hpp"

#include "core/mail/enclosing.hpp"
#include "core/mail/mime.hpp"

namespace followup::mail {

std::string enclosed_in(std::string_view bytes) {
    // Its own lines, as they went into ours: what reads it anew might read it otherwise.
    const auto header = enclosed_part({});
    if (const auto at = bytes.find("\r\n" + header); at != std::string_view::npos) {
        const auto begin = at + 2 + header.size();
        const auto end = bytes.rfind("\r\n--");
        return end == std::string_view::npos || end < begin ? std::string{}
                                                            : std::string{bytes.substr(begin, end - begin)};
    }
    for (const auto& part : parts_of(bytes, Extent::whole))
        if (part.type == "application/octet-stream" && part.file == "original.eml") return part.bytes;
    return {};
}

} // namespace followup::mail
