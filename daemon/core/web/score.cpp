#include "core/web/score.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

namespace followup::web {

std::string score_text(std::span<const plan::Scored> scores, const Period& period, const Reader& reader) {
    auto text =
        fmt::format("Promises due from {} to {}\n", base::spoken(period.first), base::spoken(period.last));
    if (scores.empty()) return text + "None was due.\n";
    text += "\n" + reader.paint.heading("  score   kept  moved   late  broken") + "\n";
    for (const auto& [owner, score] : scores)
        text +=
            fmt::format("{:>5} % {:>6} {:>6} {:>6} {:>7}  {} ({})\n", score.percent().value_or(0), score.kept,
                        score.moved, score.late, score.broken, owner.name, plan::word(owner.role));
    return text + "\nThe score is what was kept, or moved in time and then kept, of all that was due.\n";
}

std::string score_json(std::span<const plan::Scored> scores, const Period& period) {
    namespace json = boost::json;
    json::array list;
    for (const auto& [owner, score] : scores)
        list.push_back(json::object{{"role", plan::word(owner.role)},
                                    {"person", owner.id},
                                    {"name", owner.name},
                                    {"kept", score.kept},
                                    {"moved", score.moved},
                                    {"late", score.late},
                                    {"broken", score.broken},
                                    {"percent", score.percent().value_or(0)}});
    return json::serialize(json::object{{"from", base::iso(period.first)},
                                        {"until", base::iso(period.last)},
                                        {"scores", std::move(list)}})
           + "\n";
}

} // namespace followup::web
