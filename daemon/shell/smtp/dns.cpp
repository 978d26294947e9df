#include "shell/smtp/dns.hpp"

#include <arpa/nameser.h>
#include <array>
#include <netdb.h>
#include <resolv.h>

namespace followup::smtp {

std::vector<std::string> texts_in(const unsigned char* answer, int size) {
    std::vector<std::string> texts;
    ns_msg message{};
    if (::ns_initparse(answer, size, &message) != 0) return texts;
    for (int n = 0; n < ns_msg_count(message, ns_s_an); ++n) {
        ns_rr record{};
        if (::ns_parserr(&message, ns_s_an, n, &record) != 0) return texts;
        if (ns_rr_type(record) != ns_t_txt) continue;
        const auto* at = ns_rr_rdata(record);
        const auto* end = at + ns_rr_rdlen(record);
        std::string text;
        while (at < end) {
            const auto length = std::min<std::ptrdiff_t>(*at, end - at - 1);
            text.append(reinterpret_cast<const char*>(at + 1), static_cast<std::size_t>(length));
            at += length + 1;
        }
        texts.push_back(std::move(text));
    }
    return texts;
}

base::Result<std::vector<std::string>> text_records(const std::string& domain) {
    struct __res_state state{};
    if (::res_ninit(&state) != 0) return base::problem(domain, "this machine has no name servers");
    state.retrans = 2; // seconds
    state.retry = 1;
    std::array<unsigned char, 16384> answer{};
    const int size = ::res_nquery(&state, domain.c_str(), ns_c_in, ns_t_txt, answer.data(),
                                  static_cast<int>(answer.size()));
    const int failure = state.res_h_errno;
    ::res_nclose(&state);
    if (size >= 0) return texts_in(answer.data(), std::min(size, static_cast<int>(answer.size())));
    if (failure == HOST_NOT_FOUND || failure == NO_DATA) return std::vector<std::string>{};
    return base::problem(domain, "the name servers of this machine do not answer");
}

} // namespace followup::smtp
