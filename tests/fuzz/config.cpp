#include "core/config/config.hpp"

#include "core/base/require.hpp"

#include <cstddef>
#include <cstdint>

using namespace followup;

/// Any bytes are a config or problems that name their place; whatever is read is safe to use.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const config::ReadFile none = [](const std::string& path) -> base::Result<std::string> {
        return base::problem(path, "there are no files here");
    };
    const auto config =
        config::read(bytes, "f.toml", none, config::Directories{}, base::Date{base::days{20'800}});
    if (!config) {
        base::require(!config.error().empty(), "a refusal says why");
        for (const auto& each : config.error())
            base::require(each.where.starts_with("f.toml") && !each.what.empty(), "a problem has a place");
        return 0;
    }
    base::require(!config->rules.agency.recruiters.empty() && !config->mail.intervals.retry.empty()
                      && config->rules.window.from < config->rules.window.until
                      && config->rules.opening.opens < config->rules.opening.closes,
                  "a config is whole");
    return 0;
}
