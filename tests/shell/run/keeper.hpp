#pragma once

#include "shell/run/bookkeeper.hpp"
#include "shell/run/timeline.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace followup::run {

inline Instant at(std::string_view rfc3339) {
    return *base::parse_instant(rfc3339);
}

template <class T>
T got(base::Result<T> result) {
    if (!result) throw std::runtime_error(base::text(result.error()));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// The configuration of an agency in Chicago with `mail` as further lines of [mail].
inline std::shared_ptr<const config::Config> agency_with(const std::string& mail) {
    const auto text = "[agency]\nname = \"Glass Recruiters\"\nzone = \"America/Chicago\"\n"
                      "domain = \"glass.example\"\nemail = \"office@glass.example\"\n"
                      "[[recruiter]]\nid = \"pat\"\nname = \"Pat Moreno\"\nemail = \"pat@glass.example\"\n"
                      "[mail]\nfrom = \"Glass <followups@glass.example>\"\n"
                      + mail + "\n";
    const auto none = [](const std::string& path) -> base::Result<std::string> {
        return base::problem(path, "is not there");
    };
    auto read = config::read(text, "test.toml", none, {}, base::Date{std::chrono::days{20000}});
    if (!read) throw std::runtime_error(base::text(read.error()));
    return std::make_shared<const config::Config>(std::move(*read));
}

/// When the interviews ended: 15:30 in Chicago.
inline const Instant ended = at("2026-11-20T21:30:00Z");

/// An interview of candidate `number`, which ended on Friday, 20 November 2026, at 15:30 in Chicago.
inline Incoming interview(int number, const std::string& id = {}) {
    const auto name = std::to_string(number);
    return {"case-" + (id.empty() ? name : id) + ".toml",
            "[[interview]]\nid = \"case-" + (id.empty() ? name : id) + "\"\nrecruiter = \"pat\"\n"
                + "candidate = { name = \"Candidate " + name + "\", email = \"c" + name
                + "@candidate.example\" }\nemployer = { name = \"Employer " + (id.empty() ? name : id)
                + "\", zone = \"America/Chicago\" }\nposition = \"Engineer\"\n"
                + "ended = 2026-11-20T15:30:00-06:00\n\n[[interview.met]]\nname = \"Margaret Chen\"\n"};
}

/// A bookkeeper with a ledger in memory that can be closed and opened again under another configuration.
class Keeper : public ::testing::Test {
  protected:
    Keeper() : keys(keys_from(base::sha256("a test"))) {
        auto opened = store::Store::open({.url = "sqlite::memory:", .key = keys.ledger, .create = true});
        if (!opened) throw std::runtime_error(base::text(opened.error().problem));
        store = std::move(*opened);
        start("");
    }
    void start(const std::string& mail) {
        keeper.reset();
        keeper = std::make_unique<Bookkeeper>(*store, agency_with(mail), keys, timeline);
    }
    void take(const Incoming& file, Instant now) {
        const auto taken = got(keeper->take(std::span{&file, 1}, now));
        ASSERT_TRUE(taken.front().accepted) << base::text(taken.front().problems);
    }
    /// Everything that goes out at that time, sent.
    std::vector<store::MailRow> sent(Instant now) {
        std::vector<store::MailRow> all;
        for (auto more = true; more;)
            more = got(keeper->look(now));
        for (;;) {
            auto claimed = got(keeper->claim(now, 4));
            if (claimed.empty()) return all;
            for (auto& mail : claimed) {
                got(keeper->handed(mail.number, now));
                got(keeper->settle(mail.number, {mail::Stage::done, 250, "ok", {}, true}, "relay", now));
                all.push_back(std::move(mail));
            }
        }
    }

    Keys keys;
    Timeline timeline;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<Bookkeeper> keeper;
};

inline std::vector<store::MailRow> to(const std::vector<store::MailRow>& mails, std::string_view person) {
    std::vector<store::MailRow> theirs;
    for (const auto& mail : mails)
        if (mail.person == person) theirs.push_back(mail);
    return theirs;
}

} // namespace followup::run
