#include "shell/log/log.hpp"

#include "core/base/text.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <atomic>
#include <memory>
#include <string>

namespace followup::log {
namespace {

/// One logger for the life of the process; spdlog's levels are atomic and its sink locks.
struct Output {
    spdlog::logger logger{"followup", std::make_shared<spdlog::sinks::stderr_sink_mt>()};
    std::atomic<bool> journal = false;

    Output() {
        logger.set_pattern("%v");
        logger.set_level(spdlog::level::info);
    }
};

Output& output() {
    static Output instance;
    return instance;
}

spdlog::level::level_enum spdlog_level(Level level) {
    switch (level) {
    case Level::debug: return spdlog::level::debug;
    case Level::info: return spdlog::level::info;
    case Level::warning: return spdlog::level::warn;
    case Level::error: break;
    }
    return spdlog::level::err;
}

/// sd-daemon(3): SD_DEBUG, SD_INFO, SD_WARNING, SD_ERR.
std::string_view priority(Level level) {
    switch (level) {
    case Level::debug: return "<7>";
    case Level::info: return "<6>";
    case Level::warning: return "<4>";
    case Level::error: break;
    }
    return "<3>";
}

void write(Level level, std::string_view line) {
    auto& out = output();
    if (!out.logger.should_log(spdlog_level(level))) return;
    std::string whole(out.journal ? priority(level) : std::string_view{});
    whole += line;
    // A control in what is logged must not begin a line of its own, with a priority of its own.
    for (auto& c : whole)
        if (base::has_control(std::string_view(&c, 1))) c = ' ';
    out.logger.log(spdlog_level(level), std::string_view(whole));
}

} // namespace

void open(Level least, bool journal) {
    auto& out = output();
    out.journal = journal;
    out.logger.set_pattern(journal ? "%v" : "%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    out.logger.set_level(spdlog_level(least));
}

void debug(std::string_view line) {
    write(Level::debug, line);
}
void info(std::string_view line) {
    write(Level::info, line);
}
void warning(std::string_view line) {
    write(Level::warning, line);
}
void error(std::string_view line) {
    write(Level::error, line);
}

} // namespace followup::log
