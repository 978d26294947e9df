#include "shell/store/mark.hpp"

#include "shell/store/plain.hpp"
#include "shell/store/refused.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace followup::store {
namespace {

std::string line_of(const Accepted& fact) {
    return fmt::format("{} {} {}\n", fact.number, fact.at.time_since_epoch().count(), fact.digest);
}

std::string ledger_of(const std::string& mark) {
    return mark.substr(0, mark.size() - mark_of({}).size());
}

bool write_all(int file, const std::string& text) {
    return ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

/// A mark of these in the place of the one that is there; the open file, negative when it cannot be written.
int written_anew(const std::string& path, const std::vector<Accepted>& facts) {
    std::string text;
    for (const auto& fact : facts)
        text += line_of(fact);
    // Written beside it and renamed; one that is lost on the way only raises no alarm.
    const auto draft = path + ".new";
    const int file = ::open(draft.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return file;
    if (write_all(file, text) && ::fsync(file) == 0) {
        try {
            move_into_place(draft, path);
            return file;
        } catch (const Refused&) {
            static_cast<void>(::unlink(draft.c_str())); // as if it had not been begun
        }
    }
    ::close(file);
    return -1;
}

} // namespace

std::string mark_of(const std::string& ledger) {
    return ledger + ".accepted";
}

bool ended_uncleanly(const std::string& ledger) {
    struct stat status{};
    return ::stat((ledger + "-wal").c_str(), &status) == 0 && status.st_size > 0;
}

std::vector<Accepted> accepted_lately(const std::string& ledger) {
    std::ifstream file{mark_of(ledger)};
    std::vector<Accepted> all;
    for (std::string line; std::getline(file, line);) {
        std::istringstream parts{line};
        Accepted fact;
        std::int64_t at = 0;
        if (!(parts >> fact.number >> at >> fact.digest) || fact.digest.size() != 64) continue;
        fact.at = base::Instant{base::seconds{at}};
        all.push_back(std::move(fact));
    }
    return all;
}

Mark::Mark(const std::string& ledger) : x_path(mark_of(ledger)), x_lines(accepted_lately(ledger).size()) {}

Mark::~Mark() {
    if (x_file >= 0) ::close(x_file);
}

void Mark::committed() {
    if (x_open.empty()) return;
    std::string text;
    for (const auto& fact : x_open)
        text += line_of(fact);
    x_lines += x_open.size();
    x_open.clear();
    if (x_file < 0)
        x_file = ::open(x_path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (x_file < 0 || !write_all(x_file, text)) return; // only what it would notice is lost with it
    if (x_lines <= 2 * facts_min) return;
    auto facts = accepted_lately(ledger_of(x_path));
    if (facts.size() > facts_min)
        facts.erase(facts.begin(), facts.begin() + static_cast<std::ptrdiff_t>(facts.size() - facts_min));
    const int file = written_anew(x_path, facts);
    ::close(x_file);
    x_file = file; // where there is none it is longer than it has to be, and opened anew
    if (file >= 0) x_lines = facts.size();
}

void Mark::keep(const std::function<bool(const Accepted&)>& wanted) {
    if (x_lines == 0) return;
    auto facts = accepted_lately(ledger_of(x_path));
    std::erase_if(facts, [&](const Accepted& fact) { return !wanted(fact); });
    const int file = written_anew(x_path, facts);
    // Better none than one that names whom we forgot.
    if (file < 0) ::unlink(x_path.c_str());
    if (x_file >= 0) ::close(x_file);
    x_file = file;
    x_lines = file < 0 ? 0 : facts.size();
}

} // namespace followup::store
