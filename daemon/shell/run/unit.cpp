#include "shell/run/unit.hpp"

#include "shell/systemd/units.hpp"

#include <filesystem>

namespace followup::run {

std::optional<config::Unit> unit_of(const std::string& config_file) {
    if (!systemd::booted()) return std::nullopt;
    const auto shown = systemd::systemctl(
        {"show", "followupd.service",
         "--property=LoadState,ActiveState,UnitFileState,User,ExecStart,ProtectSystem,ProtectHome,PrivateTmp,"
         "AmbientCapabilities,ReadWritePaths,StateDirectory,RuntimeDirectory,CacheDirectory,TriggeredBy"});
    if (shown.code != 0) return std::nullopt;
    const auto files = systemd::systemctl({"cat", "followupd.service"});
    auto unit = config::unit_shown(shown.printed, files.printed);
    std::error_code ignored;
    const auto file = std::filesystem::absolute(config_file, ignored).lexically_normal().string();
    // "argv[]=/usr/bin/followupd --config FILE ; …"
    const bool ours = (unit.command + " ").find(" " + file + " ") != std::string::npos;
    if (!unit.loaded || !ours) return std::nullopt;
    return unit;
}

std::vector<std::string> unit_names() {
    return {"followupd.socket", "followupd-https.socket", "followupd.service"};
}

} // namespace followup::run
