#pragma once

#include "core/ledger/codec.hpp"
#include "shell/store/store.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <stdlib.h>

namespace followup::store {

using base::hours;
using base::minutes;
using base::seconds;

/// Friday, 20 November 2026, 21:30 UTC.
constexpr Instant friday{seconds{1795210200}};

/// A folder that goes away with its owner.
class Folder {
  public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "followup-store-XXXXXX").string();
        x_path = ::mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(x_path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string file(const std::string& name) const { return (x_path / name).string(); }

  private:
    std::filesystem::path x_path;
};

inline base::Bytes32 key_of_ones() {
    base::Bytes32 key;
    key.fill(1);
    return key;
}

inline How how(const std::string& path) {
    return {"sqlite:" + path, key_of_ones(), true};
}

inline std::string bytes_of(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

template <class T>
T got(base::Result<T> result) {
    if (!result) throw std::runtime_error(base::text(result.error()));
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// A checked copy of the ledger in that file; `between` is called after each step.
inline base::Result<void> copied(Store& store, const std::string& path,
                                 const std::function<void()>& between = {}) {
    auto copying = store.copy(std::filesystem::path{path}.parent_path().string());
    if (!copying) return std::unexpected(copying.error());
    for (bool more = true; more;) {
        const auto step = (*copying)->step();
        if (!step) return std::unexpected(step.error());
        more = *step;
        if (more && between) between();
    }
    const auto file = (*copying)->finish();
    if (!file) return std::unexpected(file.error());
    std::string bytes((*file)->size(), ' ');
    if (!(*file)->read(0, bytes.data(), bytes.size())) return base::problem(path, "cannot be read");
    std::ofstream{path, std::ios::binary} << bytes;
    return {};
}

/// A ledger in a folder of its own, open until `close`.
class Ledger : public ::testing::Test {
  protected:
    void SetUp() override { open(); }

    void open() {
        auto opened = Store::open(how(path()));
        ASSERT_TRUE(opened.has_value()) << base::text(opened.error().problem);
        store = std::move(*opened);
    }
    void close() { store.reset(); }
    void reopen() {
        close();
        open();
    }
    [[nodiscard]] std::string path() const { return folder.file("ledger.db"); }

    CaseRow open_case(const std::string& id = "acme-1",
                      const std::string& identity = "dana@candidate.example",
                      const std::string& subject = "acme / engineer",
                      const std::string& recruiter = "robin") {
        auto row = got(store->open_case({id, identity, subject, recruiter}));
        got(store->join(id, row.number));
        return row;
    }

    Folder folder;
    std::unique_ptr<Store> store;
};

inline queue::Event debriefing(const std::string& interview, const std::string& notes, Instant at = friday) {
    queue::Debriefed body;
    body.interview = interview;
    body.notes = notes;
    return {at, "America/Chicago", base::hex(base::sha256(interview + notes)), "", body};
}

inline NewFact fact_of(const queue::Event& event, std::int64_t case_number) {
    return {case_number,
            std::string{queue::interview_of(event.body)},
            std::string{queue::kind(event.body)},
            event.digest,
            event.at,
            event.at + minutes{5},
            ledger::encoded(event)};
}

inline plan::Person candidate(const std::string& identity = "dana@candidate.example") {
    return {plan::Role::candidate, identity, "Dana Doe", *base::MailAddress::parse("dana@candidate.example"),
            base::Zone::utc(),     "en"};
}

inline plan::Person recruiter(const std::string& id = "robin") {
    return {plan::Role::recruiter, id,  "Robin Roe", *base::MailAddress::parse("robin@agency.example"),
            base::Zone::utc(),     "en"};
}

inline plan::Duty duty(const std::string& id, Instant due, plan::State state = plan::State::open) {
    plan::Duty duty;
    duty.id = id;
    duty.interview = id.substr(0, id.find('/'));
    duty.owner = candidate();
    duty.due = due;
    duty.dates = {{due, due - hours{24}, {}}};
    duty.state = state;
    duty.because = "because of a test";
    return duty;
}

inline plan::Nudge nudge(const std::string& duty, const std::string& rule, plan::Person to, Instant at) {
    plan::Nudge nudge;
    nudge.duty = duty;
    nudge.rule = rule;
    nudge.to = std::move(to);
    nudge.planned = at;
    nudge.at = at;
    return nudge;
}

/// Two duties; two nudges for the candidate and one for the recruiter.
inline plan::Plan small_plan() {
    plan::Plan plan;
    plan.duties = {duty("acme-1/debrief", friday + hours{2}),
                   duty("acme-1/letter/sam-lee", friday + hours{24})};
    plan.nudges = {nudge("acme-1/debrief", "ask", candidate(), friday + minutes{15}),
                   nudge("acme-1/debrief", "told", recruiter(), friday + hours{2}),
                   nudge("acme-1/letter/sam-lee", "drafts", candidate(), friday + hours{2})};
    plan.look_again = friday + hours{2};
    return plan;
}

/// What difference() gives for a plan of which nothing is kept yet.
inline plan::Difference all_new(const plan::Plan& plan) {
    plan::Difference all;
    for (const auto& duty : plan.duties)
        all.duties.push_back(plan::kept_duty(duty));
    for (std::size_t n = 0; n < plan.nudges.size(); ++n)
        all.nudges.push_back(n);
    return all;
}

inline MailRow mail_to(std::int64_t number, std::int64_t case_number,
                       const std::string& person = "dana@candidate.example") {
    MailRow mail;
    mail.number = number;
    mail.case_number = case_number;
    mail.person = person;
    mail.state = mail::State::claimed;
    mail.due = friday + minutes{15};
    mail.message_id = std::to_string(number) + "@agency.example";
    mail.from = "followupd@agency.example";
    mail.to = "dana@candidate.example";
    mail.bytes = "Subject: ACME: Engineer\r\n\r\nPlease call.\r\n";
    mail.sha256 = base::hex(base::sha256(mail.bytes));
    mail.claimed = friday + minutes{16};
    return mail;
}

} // namespace followup::store
