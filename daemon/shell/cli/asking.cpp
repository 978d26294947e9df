#include "shell/cli/asking.hpp"

#include "core/base/text.hpp"
#include "core/web/layout.hpp"
#include "shell/cli/adding.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <iostream>
#include <unistd.h>

namespace followup::cli {
namespace {

namespace json = boost::json;

std::string member(const json::value& object, const char* name) {
    const auto* value = object.is_object() ? object.as_object().if_contains(name) : nullptr;
    return value != nullptr && value->is_string() ? std::string{value->as_string()} : std::string{};
}

} // namespace

void add_asking(CLI::App& command, Asking& asking) {
    command.add_option("--config", asking.config, "The configuration file")->capture_default_str();
    command.add_flag("--json", asking.as_json, "Print JSON");
}

std::string wanted_form(const Asking& asking) {
    if (asking.as_json) return "json";
    const auto* no_colour = std::getenv("NO_COLOR");
    const auto* terminal = std::getenv("TERM");
    const bool dumb = terminal == nullptr || std::string_view{terminal} == "dumb";
    const bool refused_colour = no_colour != nullptr && *no_colour != '\0';
    return ::isatty(STDOUT_FILENO) == 1 && !dumb && !refused_colour ? "colour" : "text";
}

int complain_of_choices(const web::Reply& reply) {
    constexpr std::size_t choices_max = 20;
    const int code = complain(reply);
    boost::system::error_code failure;
    const auto body = json::parse(reply.body, failure);
    const auto* list = failure || !body.is_object() ? nullptr : body.as_object().if_contains("choices");
    if (list == nullptr || !list->is_array()) return code;
    const auto& choices = list->as_array();
    std::size_t width = 0;
    for (const auto& choice : choices)
        width = std::max(width, base::code_points(member(choice, "id")).size());
    bool narrow = false;
    for (const auto& choice : choices)
        narrow = narrow || width + 4 + base::code_points(member(choice, "words")).size() > web::columns_max;
    for (std::size_t n = 0; n < std::min(choices.size(), choices_max); ++n) {
        const auto id = member(choices[n], "id");
        const auto words = member(choices[n], "words");
        const auto line = narrow ? fmt::format("  {}\n      {}\n", id, words)
                                 : fmt::format("  {:<{}}  {}\n", id, width, words);
        std::fputs(line.c_str(), stderr);
    }
    if (choices.size() > choices_max)
        std::fputs(fmt::format("  and {} more\n", choices.size() - choices_max).c_str(), stderr);
    return code;
}

bool at_a_terminal() {
    return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
}

bool agreed(const std::string& question) {
    if (!at_a_terminal()) return false;
    std::cout << question << " y/n: " << std::flush;
    std::string line;
    std::getline(std::cin, line);
    const auto word = base::ascii_lower(base::trimmed(line));
    return word == "y" || word == "yes";
}

std::expected<std::string, web::Reply> would_take(const config::Config& config, const std::string& name,
                                                  std::string_view bytes) {
    const json::array files{json::object{{"name", name}, {"bytes", bytes}}};
    const auto reply = ask_daemon(config, "POST", "/v1/plan?form=json", json::serialize(files));
    // Who only hands in what programs write may see nothing of it.
    if (!reply || reply->status == 403) return std::string{};
    if (reply->status != 200) return std::unexpected(*reply);
    boost::system::error_code failure;
    const auto body = json::parse(reply->body, failure);
    const auto* takes = failure || !body.is_object() ? nullptr : body.as_object().if_contains("takes");
    std::string text;
    if (takes == nullptr || !takes->is_array()) return text;
    for (const auto& each : takes->as_array()) {
        text +=
            fmt::format("Takes away from {} at {}:\n", member(each, "candidate"), member(each, "employer"));
        for (const auto& line : each.as_object().at("lines").as_array())
            text += web::wrapped(std::string{line.as_string()}, 2, 6);
    }
    return text;
}

int print_answer(const Asking& asking, const std::string& target) {
    const auto config = reachable(asking.config);
    const auto* mark = target.contains('?') ? "&" : "?";
    const auto reply = ask_daemon(*config, "GET", target + mark + "form=" + wanted_form(asking));
    if (!reply) return no_daemon(*config, reply.error());
    if (reply->status != 200) return complain_of_choices(*reply);
    std::cout << reply->body;
    return done;
}

} // namespace followup::cli
