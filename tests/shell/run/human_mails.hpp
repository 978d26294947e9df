#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

/// Mails as people write them with the programs that they have: made by chance, with what was meant by each.
namespace followup::run {

/// The same numbers on every machine; the standard's distributions are not.
class Chance {
  public:
    explicit Chance(std::uint64_t seed) : x_engine(seed) {}
    [[nodiscard]] std::size_t below(std::size_t count) { return x_engine() % count; }
    [[nodiscard]] bool percent(std::size_t of_hundred) { return below(100) < of_hundred; }
    template <class T, std::size_t N>
    [[nodiscard]] const T& pick(const T (&from)[N]) {
        return from[below(N)];
    }

  private:
    std::mt19937_64 x_engine;
};

/// Whom a mail is from and to, and what it answers.
struct Envelope {
    std::string from; ///< the candidate's address
    std::string to;   ///< the address with the tag; or what a bounce is sent to
    std::string message_id;
    std::string subject;
    std::string quoted; ///< the text of our mail
    int number = 0;
};

/// One of them.
struct HumanMail {
    std::string bytes;
    std::string style;              ///< for whoever reads of a failure
    bool done = false;              ///< it begins with a word that says that it is done
    std::vector<std::string> words; ///< what else its writer wrote, word by word
    std::vector<std::string> files;
};
[[nodiscard]] HumanMail human_mail(Chance& chance, const Envelope& envelope);

/// What a mail server writes when a mail does not arrive.
struct ServerMail {
    std::string bytes;
    std::string manner;
    bool nobody = false; ///< there is nobody of that address
    int code = 550;
};
[[nodiscard]] ServerMail bounce_mail(Chance& chance, const Envelope& envelope);
/// A delay, a notice of absence, a receipt, an answer of a calendar program: nobody's words, and no bounce.
[[nodiscard]] ServerMail machine_mail(Chance& chance, const Envelope& envelope);

} // namespace followup::run
