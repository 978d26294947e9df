#include "shell/cli/command.hpp"

#include "core/base/text.hpp"
#include "core/queue/dates.hpp"
#include "core/when/answer.hpp"
#include "core/when/moment.hpp"
#include "core/words/in_english.hpp"
#include "core/words/texts.hpp"
#include "shell/files/files.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <iostream>

namespace followup::cli {
namespace {

namespace json = boost::json;

struct WhenOptions {
    std::vector<std::string> phrase;
    std::string said;
    std::string zone;
    std::vector<std::string> closed;
    std::string order;
    std::string interview;
    std::string language;
    std::string config = default_config;
    bool past = false;
    bool porcelain = false;
    bool as_json = false;
};

base::Result<when::ClosedDay> closed_day(const std::string& text) {
    const auto equals = text.find('=');
    const auto date = base::parse_date(std::string_view{text}.substr(0, equals));
    if (!date) return std::unexpected(base::Problem{"--closed", date.error().what, date.error().mend});
    return when::ClosedDay{*date, equals == std::string::npos ? "" : text.substr(equals + 1)};
}

/// All a phrase is read against, and in which languages.
struct Against {
    when::Context context;
    queue::InEnglish in_english;
};

/// As files are read, in every language; or in English and the one that is wanted.
base::Result<queue::InEnglish> languages(const WhenOptions& options,
                                         const std::shared_ptr<const words::Texts>& texts) {
    if (options.language.empty())
        return [texts](std::string_view phrase) { return words::in_english(phrase, *texts); };
    if (!texts->speaks(options.language))
        return base::problem("--language", fmt::format("no language '{}' is spoken here", options.language),
                             "write it like \"en\" or \"de\"");
    return [texts, code = options.language](std::string_view phrase) {
        return std::vector{words::in_english(phrase, texts->tongue(code))};
    };
}

/// What the options leave open comes from the configuration, when there is one.
base::Result<Against> against(const WhenOptions& options) {
    Against all;
    auto& context = all.context;
    context.said = now();
    auto texts = std::make_shared<const words::Texts>(words::texts_built_in());
    std::error_code ignored;
    if (std::filesystem::exists(options.config, ignored)) {
        const auto config = configuration(options.config);
        if (!config) return base::problem(options.config, "the configuration is bad");
        context.zone = config->rules.agency.zone;
        context.closed = config->rules.calendar.closed();
        context.order = config->order;
        texts = config->texts;
    } else if (options.config != default_config) {
        return base::problem(options.config, "is not there");
    }
    if (!options.zone.empty()) {
        const auto zone = base::Zone::named(options.zone);
        if (!zone) return std::unexpected(base::Problem{"--zone", zone.error().what, zone.error().mend});
        context.zone = *zone;
    }
    if (!options.said.empty()) {
        const auto said = base::parse_instant(options.said);
        if (!said) return std::unexpected(base::Problem{"--said", said.error().what, said.error().mend});
        context.said = *said;
    }
    if (!options.interview.empty()) {
        const auto end = base::parse_instant(options.interview);
        if (!end) return std::unexpected(base::Problem{"--interview", end.error().what, end.error().mend});
        context.interview = *end;
    }
    for (const auto& text : options.closed) {
        auto day = closed_day(text);
        if (!day) return std::unexpected(day.error());
        context.closed.push_back(std::move(*day));
    }
    std::ranges::stable_sort(context.closed, {}, &when::ClosedDay::date);
    if (!options.order.empty()) context.order = options.order == "dmy" ? when::Order::dmy : when::Order::mdy;
    auto spoken = languages(options, texts);
    if (!spoken) return std::unexpected(spoken.error());
    all.in_english = std::move(*spoken);
    return all;
}

json::object value_json(const when::Value& value, const base::Zone& zone) {
    if (const auto* date = std::get_if<when::Date>(&value)) return {{"date", base::iso(*date)}};
    if (const auto* range = std::get_if<when::DateRange>(&value))
        return {{"first", base::iso(range->first)}, {"last", base::iso(range->last)}};
    if (const auto* window = std::get_if<when::Window>(&value))
        return {{"begin", base::rfc3339(window->begin)},
                {"end", base::rfc3339(window->end)},
                {"local_begin", base::rfc3339(window->begin, zone)},
                {"local_end", base::rfc3339(window->end, zone)}};
    const auto at = std::get<when::Instant>(value);
    return {{"instant", base::rfc3339(at)}, {"local", base::rfc3339(at, zone)}};
}

std::string json_line(const std::string& phrase, const when::Outcome& outcome, const when::Context& context) {
    json::object all{
        {"phrase", phrase}, {"zone", context.zone.name()}, {"said", base::rfc3339(context.said)}};
    if (!outcome) {
        all["error"] = json::object{{"code", when::name(outcome.error().code)},
                                    {"at", outcome.error().at},
                                    {"message", outcome.error().message}};
        return json::serialize(all);
    }
    for (auto& [key, value] : value_json(outcome->value, context.zone))
        all[key] = value;
    all["by"] = outcome->by;
    all["because"] = outcome->because;
    json::array warnings;
    for (const auto& warning : outcome->warnings)
        warnings.push_back(json::object{{"code", when::name(warning.code)}, {"message", warning.message}});
    all["warnings"] = std::move(warnings);
    return json::serialize(all);
}

/// A phrase, and for a moment gone what is asked back.
struct Understood {
    when::Outcome outcome;
    std::string asked;
};

Understood understood(const std::string& phrase, const Against& against, bool past) {
    if (!past) return {queue::read_phrase(phrase, against.context, against.in_english), {}};
    auto moment = queue::read_moment(phrase, against.context, against.in_english, when::Ahead::refused);
    auto asked = moment && moment->asked ? when::asked_back(*moment, against.context) : std::string{};
    return {when::as_outcome(std::move(moment)), std::move(asked)};
}

/// Answers one phrase; true when it was understood.
bool answer_one(const std::string& phrase, const Against& against, const WhenOptions& options) {
    const auto& context = against.context;
    const auto [outcome, asked] = understood(phrase, against, options.past);
    if (options.porcelain)
        std::cout << when::porcelain(outcome, context.zone) << '\n';
    else if (options.as_json)
        std::cout << json_line(phrase, outcome, context) << '\n';
    else {
        // How far away it is: from now, or from when it was said to be said.
        std::cout << when::answer(phrase, outcome, context, options.said.empty() ? now() : context.said);
        if (!asked.empty()) std::cout << "          Look: " << asked << '\n';
    }
    return outcome.has_value();
}

int when_command(const WhenOptions& options) {
    const auto with = against(options);
    if (!with) return complain(with.error(), refused);
    if (options.phrase.size() != 1 || options.phrase.front() != "-")
        return answer_one(base::joined(options.phrase, " "), *with, options) ? done : refused;
    bool all = true;
    for (std::string line; std::getline(std::cin, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        all = answer_one(line, *with, options) && all;
    }
    return all ? done : refused;
}

} // namespace

void add_when(CLI::App& app, Result& result) {
    auto options = std::make_shared<WhenOptions>();
    auto* command =
        app.add_subcommand("when", "Read a date phrase and say what it means, or exactly why not");
    command->add_option("phrase", options->phrase, "The phrase; '-' reads one a line from standard input")
        ->required();
    command->add_option("--said", options->said, "The INSTANT from which it counts (default: now)");
    command->add_option("--zone", options->zone, "The IANA zone whose calendar and clock are meant");
    command->add_option("--closed", options->closed, "A closed day: DATE or DATE=NAME; may be repeated")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    command->add_option("--order", options->order, "How 3/4 is read: mdy or dmy")
        ->check(CLI::IsMember({"mdy", "dmy"}));
    command->add_option("--interview", options->interview, "The INSTANT at which the interview ended");
    command->add_option("--language", options->language,
                        "Read phrases of English and this language alone, such as de (default: of all)");
    command->add_flag("--past", options->past, "Read when something happened, backward from INSTANT");
    command->add_option("--config", options->config, "The configuration for zone, closed days and order");
    command->add_flag("--porcelain", options->porcelain, "Print the one-line result, also for errors");
    command->add_flag("--json", options->as_json, "Print JSON");
    command->callback([options, &result] { result.code = when_command(*options); });
}

} // namespace followup::cli
