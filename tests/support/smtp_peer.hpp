#pragma once

#include <condition_variable>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace followup::support {

/// A mail server on loopback that answers as its script says and remembers what it was told. One thread
/// serves all its connections.
class SmtpPeer {
  public:
    /// What to answer to "banner", "EHLO", "STARTTLS", "AUTH", "secret" (what follows a challenge), "MAIL",
    /// "RCPT", "DATA", "dot" and "QUIT": lines without CRLF; the line `drop` closes the connection, `hang`
    /// never answers again. "MAIL 2" is the second MAIL there is, of all connections. What is not in the
    /// script is answered well.
    using Script = std::map<std::string, std::string, std::less<>>;

    explicit SmtpPeer(Script script = {});
    ~SmtpPeer();
    SmtpPeer(const SmtpPeer&) = delete;
    SmtpPeer& operator=(const SmtpPeer&) = delete;

    /// `smtp://127.0.0.1:PORT`.
    [[nodiscard]] std::string url() const;
    /// The commands so far, of all connections, without CRLF.
    [[nodiscard]] std::vector<std::string> commands() const;
    /// How many commands begin with this verb.
    [[nodiscard]] int count(std::string_view verb) const;
    /// What stood between DATA and the dot, as it was sent, of every mail whose dot came.
    [[nodiscard]] std::vector<std::string> mails() const;
    [[nodiscard]] int connections() const;
    /// Waits until every connection there was has ended; false when that takes longer than ten seconds.
    [[nodiscard]] bool settled() const;

  private:
    struct Connection {
        int descriptor = -1;
        std::string input;
        std::string body;
        bool in_data = false;
        bool in_auth = false;
        bool silent = false;
        bool ended = false;
    };

    void serve();
    void accept_one();
    void read_from(Connection& connection);
    void take(Connection& connection, std::string line);
    void answer(Connection& connection, const std::string& to, std::string_view otherwise);

    const Script x_script;
    int x_listener = -1;
    int x_port = 0;
    int x_stop[2] = {-1, -1};
    std::list<Connection> x_open; ///< touched by the thread only

    mutable std::mutex x_mutex;
    mutable std::condition_variable x_ended;
    std::vector<std::string> x_commands;
    std::vector<std::string> x_mails;
    int x_accepted = 0;
    int x_closed = 0;

    std::thread x_thread;
};

} // namespace followup::support
