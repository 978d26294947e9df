#include "core/base/require.hpp"

#include <cstdio>
#include <cstdlib>

namespace followup::base {

void broken(const char* what, std::source_location where) {
    std::fprintf(stderr, "followupd: internal error: %s (%s:%u, %s)\n", what, where.file_name(),
                 static_cast<unsigned>(where.line()), where.function_name());
    std::abort();
}

} // namespace followup::base
