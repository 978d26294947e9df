#include "core/base/text.hpp"
#include "shell/run/arrivals.hpp"
#include "shell/run/dead_letters.hpp"
#include "shell/run/human_mails.hpp"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <set>

/// Mails made by chance: FOLLOWUP_MAILS says how many (`./dev campaign mails`), FOLLOWUP_SEED by which
/// chance.
namespace followup::run {
namespace {

std::size_t from_environment(const char* name, std::size_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::stoul(text);
}
const std::size_t mails_wanted = from_environment("FOLLOWUP_MAILS", 80);
const std::size_t seed = from_environment("FOLLOWUP_SEED", 20261201);

class ManyMails : public Arrivals {
  protected:
    /// The reminder of one more candidate, who is asked to call about the interview.
    Envelope one_more(int number) {
        const auto then = monday;
        auto file = interview(number, "n" + std::to_string(number));
        file.bytes = base::replaced(file.bytes, "2026-11-20T15:30:00-06:00", "2026-11-30T09:30:00-06:00");
        take(file, then - base::minutes{30});
        std::optional<store::MailRow> found;
        for (const auto when : {then - base::minutes{14}, then - base::minutes{1}, then})
            for (const auto& mail : to(sent(when), address_of(number)))
                if (!found) found = got(store->mail(mail.number));
        if (!found) throw std::runtime_error("no reminder");
        reminder = *found;
        const auto parts = mail::parts_of(found->bytes);
        Envelope envelope{
            address_of(number), {}, found->message_id, parts.front().header("subject"), {}, number};
        for (const auto& part : parts)
            if (part.type == "text/plain") envelope.quoted = part.text();
        case_number = found->case_number;
        return envelope;
    }
    static std::string address_of(int number) { return fmt::format("c{}@candidate.example", number); }
    std::string tagged_for(web::Purpose purpose) {
        const auto* ours = purpose == web::Purpose::reply ? "replies@glass.example" : "bounces@glass.example";
        return web::tagged(ours, web::mail_tag(keeper->link_keys(), purpose, reminder.number));
    }
    std::size_t facts_now() { return got(store->history(case_number))->facts.size(); }

    store::MailRow reminder;
    std::int64_t case_number = 0;
};

TEST_F(ManyMails, OfPeopleReachTheRecruiterWordForWordAndRecordWhatTheyBeginWith) {
    Chance chance{seed};
    std::set<std::string> styles;
    for (int n = 1; n <= static_cast<int>(mails_wanted); ++n) {
        auto envelope = one_more(n);
        envelope.to = chance.percent(20) ? "replies@glass.example" : tagged_for(web::Purpose::reply);
        const auto mail = human_mail(chance, envelope);
        SCOPED_TRACE(fmt::format("mail {} of seed {}: {}\n{}", n, seed, mail.style, mail.bytes));
        const auto before = facts_now();
        out.clear();
        come(mail.bytes, monday);
        const auto after = facts_now();
        ASSERT_EQ(after, before + (mail.done ? 1 : 0));
        if (mail.done) {
            ASSERT_EQ(queue::kind(got(store->history(case_number))->facts.back().event.body), "debriefed");
        }
        std::string recruiter;
        for (const auto& each : to_address(out, "pat@glass.example"))
            recruiter += read_whole(each);
        for (const auto& word : mail.words)
            ASSERT_TRUE(recruiter.contains(word)) << word << "\nin: " << recruiter;
        for (const auto& file : mail.files)
            ASSERT_TRUE(recruiter.contains(file)) << file;
        // Whoever wrote is answered, and nobody else hears of it.
        ASSERT_FALSE(to_address(out, envelope.from).empty());
        const auto marker = fmt::format("w{}x", n);
        for (const auto& each : out) {
            const bool theirs = each.to == "pat@glass.example" || each.to == envelope.from;
            ASSERT_TRUE(theirs || !each.bytes.contains(marker)) << each.to;
        }
        styles.insert(mail.style);
    }
    EXPECT_GT(styles.size(), std::min<std::size_t>(40, mails_wanted / 2));
}

TEST_F(ManyMails, ThatCameBackAreNotedAtTheRightMailWithWhatFollows) {
    Chance chance{seed + 1};
    std::set<std::string> manners;
    for (int n = 1; n <= static_cast<int>(mails_wanted / 2); ++n) {
        auto envelope = one_more(n);
        envelope.to = chance.percent(30) ? "bounces@glass.example" : tagged_for(web::Purpose::bounce);
        const auto mail = bounce_mail(chance, envelope);
        SCOPED_TRACE(fmt::format("bounce {} of seed {}: {}\n{}", n, seed, mail.manner, mail.bytes));
        const auto before = facts_now();
        out.clear();
        come(mail.bytes, monday);
        ASSERT_EQ(facts_now(), before);
        const auto kept = *got(store->mail(reminder.number));
        ASSERT_TRUE(store::came_back(kept));
        ASSERT_EQ(kept.code, mail.code);
        const auto address = *base::MailAddress::parse(envelope.from);
        ASSERT_EQ(got(nobody_since(*keeper, address)).has_value(), mail.nobody);
        ASSERT_TRUE(to_address(out, envelope.from).empty()) << "no program is answered";
        manners.insert(mail.manner);
    }
    EXPECT_GE(manners.size(), std::min<std::size_t>(10, mails_wanted / 10));
}

TEST_F(ManyMails, OfMachinesAreNeitherBouncesNorAnswers) {
    Chance chance{seed + 2};
    for (int n = 1; n <= static_cast<int>(std::max<std::size_t>(mails_wanted / 10, 14)); ++n) {
        auto envelope = one_more(n);
        envelope.to = tagged_for(chance.percent(50) ? web::Purpose::reply : web::Purpose::bounce);
        const auto mail = machine_mail(chance, envelope);
        SCOPED_TRACE(fmt::format("machine {} of seed {}: {}\n{}", n, seed, mail.manner, mail.bytes));
        const auto before = facts_now();
        out.clear();
        come(mail.bytes, monday);
        ASSERT_EQ(facts_now(), before);
        ASSERT_FALSE(store::came_back(*got(store->mail(reminder.number))));
        ASSERT_TRUE(to_address(out, envelope.from).empty());
    }
}

} // namespace
} // namespace followup::run
