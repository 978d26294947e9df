#include "core/plan/post.hpp"

#include <algorithm>

namespace followup::plan {

std::vector<Posting> post(const std::string& case_id, std::span<const Nudge> due) {
    std::vector<Posting> postings;
    for (const auto& nudge : due) {
        auto at = std::ranges::find_if(postings, [&](const Posting& posting) {
            return posting.to.id == nudge.to.id && posting.to.role == nudge.to.role;
        });
        if (at == postings.end())
            at = postings.insert(postings.end(), Posting{nudge.to, case_id, nudge.at, {}});
        at->due = std::min(at->due, nudge.at);
        at->nudges.push_back(nudge);
    }
    return postings;
}

} // namespace followup::plan
