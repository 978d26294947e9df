#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Words that say of whom, by which field and for whose eyes they were written: whatever is told can be
/// searched for words that do not belong there.
namespace followup::simulated {

/// Who may read a text (design 5.2).
enum class Readers {
    own,    ///< whoever may see the case, never the candidate
    hers,   ///< the candidate, too
    letters ///< and those she met, in her letters
};

struct Canary {
    int candidate = 0;
    int number = 0; ///< of its field, from 0, among all that is written of the candidate
    Readers readers = Readers::own;

    auto operator<=>(const Canary&) const = default;
};

/// "Zqo12x7k": letters and digits only, no part of another, the same in every case of letters.
[[nodiscard]] std::string word(const Canary& canary);

/// All that stand in a text, in order, also across the folds of calendars and mails.
[[nodiscard]] std::vector<Canary> canaries(std::string_view text);
/// The same in a text without folds.
[[nodiscard]] std::vector<Canary> canaries_unfolded(std::string_view text);

/// The words written of one candidate.
class Canaries {
  public:
    explicit Canaries(int candidate) : x_candidate(candidate) {}

    /// A fresh word for a field: "called.notes", "met.title/Margaret Chen".
    [[nodiscard]] std::string plant(Readers readers, std::string field);
    /// The field of a word that was planted here.
    [[nodiscard]] const std::string& field(const Canary& canary) const;
    [[nodiscard]] std::size_t planted() const { return x_fields.size(); }

  private:
    int x_candidate;
    std::vector<std::string> x_fields;
};

/// What a candidate of that number is known by: most by their address, every fifth by an id they told once.
[[nodiscard]] std::string person_numbered(int candidate);

} // namespace followup::simulated
