#pragma once

#include "core/base/problem.hpp"
#include "core/words/tongue.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// The program's words in every language: templates in Markdown with mustache, and the phrases between them.
/// One folder is one language; what a dialect ("en-us") lacks is its language's, what a language lacks is
/// English.
namespace followup::words {

class Texts {
  public:
    /// What came with the program.
    Texts();
    /// The same with files of an administrator in the place of ours, by path ("de/call.md"); a words.md
    /// counts phrase by phrase. `folder` is where they lie, for the problems: all of them at once.
    [[nodiscard]] static base::Checked<Texts> with(const std::map<std::string, std::string>& files,
                                                   const std::string& folder);

    /// The language wanted, else the one it is a dialect of ("de-at": "de"), else English.
    [[nodiscard]] const Tongue& tongue(std::string_view wanted) const;
    /// All there are, in the order of their names.
    [[nodiscard]] std::vector<const Tongue*> tongues() const;
    /// Whether `tongue` gives more than English for it.
    [[nodiscard]] bool speaks(std::string_view wanted) const;

  private:
    std::map<std::string, Tongue, std::less<>> x_tongues;
    explicit Texts(const std::map<std::string, std::string>& files);
};

/// What came with the program, made once.
[[nodiscard]] const Texts& texts_built_in();

} // namespace followup::words
