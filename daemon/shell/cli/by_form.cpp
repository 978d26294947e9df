#include "shell/cli/adding.hpp"

#include "core/base/text.hpp"
#include "core/queue/form.hpp"
#include "core/words/in_english.hpp"
#include "shell/cli/command.hpp"
#include "shell/files/files.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <iostream>
#include <sys/wait.h>
#include <unistd.h>

namespace followup::cli {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string{} : std::string{value};
}

/// Where the drafts of this user lie: $XDG_STATE_HOME/followup, else ~/.local/state/followup.
fs::path drafts() {
    const auto state = environment("XDG_STATE_HOME");
    if (state.starts_with('/')) return fs::path{state} / "followup";
    const auto home = environment("HOME");
    if (home.starts_with('/')) return fs::path{home} / ".local" / "state" / "followup";
    return fs::current_path();
}

queue::Form form_of(const config::Config& config) {
    queue::Form::How how;
    const auto& agency = config.rules.agency;
    how.context.file = "form";
    how.context.arrived = now();
    how.context.agency_zone = agency.zone;
    how.context.calendar = config.rules.calendar;
    how.context.order = config.order;
    how.context.in_english = [texts = config.texts](std::string_view phrase) {
        return words::in_english(phrase, *texts);
    };
    for (const auto& each : agency.recruiters)
        how.context.recruiters.push_back(each.id);
    how.recruiter = own_recruiter(config);
    how.call_by = config.rules.policy.call_by;
    return queue::Form{std::move(how)};
}

/// While it lives, ^C only ends the reading of a line: whoever leaves so is told as well where the draft is.
class Interruptible {
  public:
    Interruptible() {
        struct sigaction broken_off{};
        broken_off.sa_handler = [](int) {};
        ::sigaction(SIGINT, &broken_off, &x_before); // without SA_RESTART
    }
    Interruptible(const Interruptible&) = delete;
    Interruptible& operator=(const Interruptible&) = delete;
    ~Interruptible() { ::sigaction(SIGINT, &x_before, nullptr); }

  private:
    struct sigaction x_before{};
};

/// A line as typed; nothing at the end of input and at ^C.
std::optional<std::string> typed(const std::string& prompt) {
    const Interruptible reading;
    std::cout << prompt << std::flush;
    std::string line;
    if (!std::getline(std::cin, line)) {
        std::cout << '\n';
        return std::nullopt;
    }
    return line;
}

/// The editor on a file; false when it could not be run or ended badly.
bool edited(const std::string& path) {
    auto editor = environment("VISUAL");
    if (editor.empty()) editor = environment("EDITOR");
    if (editor.empty()) editor = "vi";
    // EDITOR may hold arguments: only a shell takes it apart as its owner means it.
    const auto command = editor + " \"$1\"";
    const Interruptible editing;
    std::cout << std::flush;
    const auto child = ::fork();
    if (child < 0) return false;
    if (child == 0) {
        ::execl("/bin/sh", "sh", "-c", command.c_str(), "sh", path.c_str(), nullptr);
        ::_exit(127);
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

class Conversation {
  public:
    Conversation(const std::shared_ptr<const config::Config>& config, bool wait)
        : x_config(config), x_wait(wait), x_form(form_of(*config)) {}

    int run() {
        const auto folder = drafts();
        if (auto made = files::make_folder(folder.parent_path().string(), 0700); !made)
            return complain(made.error(), refused);
        if (auto made = files::make_folder(folder.string(), 0700); !made)
            return complain(made.error(), refused);
        x_path = (folder / fmt::format("{}-{}.toml", base::basic(now()), ::getpid())).string();
        std::cout << "What happened in the interview? Enter takes what stands in [brackets],\n"
                     "< goes back, q, ^D or ^C leaves; what was typed is kept.\n\n";
        return asked() && shown() ? x_code : left();
    }

  private:
    /// All the questions; false when the person leaves.
    bool asked() {
        while (const auto question = x_form.question()) {
            const auto line = typed(*question + ": ");
            if (!line || base::trimmed(*line) == "q") return false;
            if (base::trimmed(*line) == "<") {
                if (!x_form.back()) std::cout << "    this is the first question\n";
                continue;
            }
            const auto reply = x_form.answer(*line);
            if (!reply.text.empty())
                for (const auto& each : base::split(reply.text, '\n'))
                    std::cout << "    " << each << '\n';
            if (reply.taken && !keep()) return false;
        }
        return true;
    }

    /// The plan, and what is to be done with the file; false when the person leaves.
    bool shown() {
        for (;;) {
            const auto bytes = files::read(x_path, 64 * 1024);
            if (!bytes) {
                x_code = complain(bytes.error(), refused);
                return false;
            }
            std::cout << '\n' << std::flush;
            const bool good = show_plan(x_config, x_path, *bytes) == done;
            const auto line = typed(good ? "\nAdd it? y adds, e edits the file, q leaves: "
                                         : "\nThis would be refused. e edits the file, q leaves: ");
            const auto word = line ? base::ascii_lower(base::trimmed(*line)) : "q";
            if (word == "q" || word == "quit") return false;
            if (word == "e" || word == "edit") {
                if (!edited(x_path)) std::cout << "the editor failed; set EDITOR to another\n";
            } else if (good && (word == "y" || word == "yes")) {
                x_code = add_bytes(*x_config, fs::path{x_path}.filename().string(), *bytes, x_wait,
                                   ReadBack::shown);
                if (x_code != done) continue;
                ::unlink(x_path.c_str());
                return true;
            }
        }
    }

    bool keep() {
        if (auto put = files::write(x_path, x_form.text(), 0600); !put) {
            x_code = complain(put.error(), refused);
            return false;
        }
        x_kept = true;
        return true;
    }

    int left() const {
        if (x_kept)
            std::cout << "Nothing was added. What you typed is kept in\n  " << x_path
                      << (x_form.question() ? "\nFill in what is marked \"missing\" and add it"
                                            : "\nAdd it when you like")
                      << " with: followup add FILE\n";
        return x_code == done ? refused : x_code;
    }

    std::shared_ptr<const config::Config> x_config;
    bool x_wait;
    queue::Form x_form;
    std::string x_path;
    bool x_kept = false;
    int x_code = done;
};

} // namespace

int add_by_form(const std::shared_ptr<const config::Config>& config, bool wait) {
    return Conversation{config, wait}.run();
}

} // namespace followup::cli
