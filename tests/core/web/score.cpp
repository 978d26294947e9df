#include "core/web/score.hpp"

#include "support/story.hpp"

#include <gtest/gtest.h>

namespace followup::web {
namespace {

const Period november{story::date("2026-11-01"), story::date("2026-11-30")};

std::vector<plan::Scored> one() {
    plan::Scored scored;
    scored.owner.id = "dana@candidate.example";
    scored.owner.name = "Dana Reyes";
    scored.score = {.kept = 3, .moved = 1, .late = 0, .broken = 2};
    return {scored};
}

TEST(ScoreTable, HasALineForEachPerson) {
    EXPECT_EQ(score_text(one(), november, {}),
              "Promises due from Sun 1 Nov 2026 to Mon 30 Nov 2026\n"
              "\n"
              "  score   kept  moved   late  broken\n"
              "   66 %      3      1      0       2  Dana Reyes (candidate)\n"
              "\n"
              "The score is what was kept, or moved in time and then kept, of all that was due.\n");
    EXPECT_EQ(score_text({}, november, {}),
              "Promises due from Sun 1 Nov 2026 to Mon 30 Nov 2026\nNone was due.\n");
}

TEST(ScoreTable, JsonSaysTheSame) {
    EXPECT_EQ(
        score_json(one(), november),
        "{\"from\":\"2026-11-01\",\"until\":\"2026-11-30\",\"scores\":[{\"role\":\"candidate\",\"person\":"
        "\"dana@candidate.example\",\"name\":\"Dana Reyes\",\"kept\":3,\"moved\":1,\"late\":0,\"broken\":2,"
        "\"percent\":66}]}\n");
}

} // namespace
} // namespace followup::web
