#include "shell/run/backups.hpp"

#include "core/web/views.hpp"
#include "shell/log/log.hpp"
#include "shell/store/watched.hpp"

#include <fmt/format.h>

namespace followup::run {
namespace {

web::Reply copy_of(const std::shared_ptr<const store::NamelessFile>& file) {
    auto reply = web::json(200, {});
    for (auto& [name, value] : reply.headers)
        if (name == "Content-Type") value = "application/vnd.sqlite3";
    reply.stream = std::make_shared<const web::Stream>(
        web::Stream{file->size(), [file](std::uint64_t at, std::span<char> into) {
                        return file->read(at, into.data(), into.size());
                    }});
    return reply;
}

} // namespace

Backups::Backups(std::string folder, const clock::Clock& clock, Post post)
    : x_folder(std::move(folder)), x_clock(clock), x_post(std::move(post)) {
    store::remove_unfinished_copies(x_folder);
}

Backups::~Backups() {
    {
        const std::lock_guard lock{x_mutex};
        x_ending = true;
        if (const auto job = x_job.lock()) job->copying->give_up();
    }
    if (x_checker.joinable()) x_checker.join();
}

void Backups::begin(Bookkeeper& keeper, const std::string& who, http::Answer answer) {
    {
        const std::lock_guard lock{x_mutex};
        if (!x_job.expired())
            return answer(web::json(409, web::problems_json({{"backup", "another one is being made",
                                                              "try again when it is done"}})));
    }
    auto copying = keeper.store().copy(x_folder);
    if (!copying) return answer(web::json(503, web::problems_json({copying.error()})));
    const auto job = std::make_shared<Job>(Job{std::move(*copying), who, std::move(answer)});
    {
        const std::lock_guard lock{x_mutex};
        x_job = job;
    }
    log::info(fmt::format("backup: begun for {}", who));
    const bool posted = x_post([this, job](Bookkeeper& book) { copy(book, job); });
    if (!posted) fail(*job, {"backup", "the daemon is busy or ending", "try again"});
}

void Backups::copy(Bookkeeper& keeper, const std::shared_ptr<Job>& job) {
    for (;;) {
        const auto more = job->copying->step();
        if (!more) return fail(*job, more.error());
        if (!*more) return check(job);
        if (!keeper.breath().take("a backup"))
            return fail(*job, {"backup", "the daemon is ending", "try again when it runs again"});
    }
}

void Backups::check(const std::shared_ptr<Job>& job) {
    const std::lock_guard lock{x_mutex};
    if (x_ending) return fail(*job, {"backup", "the daemon is ending", "try again"});
    if (x_checker.joinable()) x_checker.join(); // the one before has given its answer
    x_checker = std::thread{[this, held = job]() mutable {
        const auto file = held->copying->finish();
        if (!file) return fail(*held, file.error());
        log::info(fmt::format("backup: {} bytes given to {}", (*file)->size(), held->who));
        // Known also after a restart: a monitor asks how old it is. A daemon that is ending need not know.
        static_cast<void>(x_post([this](Bookkeeper& keeper) { note_made(keeper); }));
        const auto answer = std::move(held->answer);
        held.reset(); // the next one may begin
        answer(copy_of(*file));
    }};
}

void Backups::note_made(Bookkeeper& keeper) const {
    const auto now = keeper.clock_doubt().believed(x_clock.now());
    if (auto kept = keeper.store().set_note(store::backed_up, base::rfc3339(now)); !kept)
        log::warning(base::text(kept.error()));
}

void Backups::fail(const Job& job, const base::Problem& problem) {
    log::error(fmt::format("backup: {}", base::text(problem)));
    job.answer(web::json(503, web::problems_json({problem})));
}

} // namespace followup::run
