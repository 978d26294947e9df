#pragma once

#include <concepts>
#include <string>
#include <utility>
#include <variant>

/// Who may read what a person wrote (design, law 1). The audience is part of the type of the text: showing it
/// to somebody else does not compile.
namespace followup::queue {

/// The eyes of whoever may see a case: its recruiter, a stand-in, an heir, a lead.
struct ForRecruiter {};
/// The eyes of the candidate whose case it is.
struct ForCandidate {};
/// Somebody's, when it is known only at run time who reads.
using Eyes = std::variant<ForRecruiter, ForCandidate>;

/// What a person wrote for `Readers` and nobody else. Only they read it; whoever else asks has to be one of
/// them by type. Empty when nothing was written.
template <class... Readers>
class TextFor {
  public:
    TextFor() = default;
    TextFor(std::string text) : x_text(std::move(text)) {} // NOLINT(google-explicit-constructor)
    TextFor(const char* text) : x_text(text) {}            // NOLINT(google-explicit-constructor)

    template <class Reader>
        requires(std::same_as<Reader, Readers> || ...)
    [[nodiscard]] const std::string& read(Reader /*eyes*/) const {
        return x_text;
    }
    /// The text for eyes that may read it, nothing for others.
    [[nodiscard]] const std::string& read(const Eyes& eyes) const {
        static const std::string nothing;
        return std::visit(
            [this](auto reader) -> const std::string& {
                if constexpr ((std::same_as<decltype(reader), Readers> || ...))
                    return x_text;
                else
                    return nothing;
            },
            eyes);
    }
    [[nodiscard]] bool empty() const { return x_text.empty(); }

    bool operator==(const TextFor&) const = default;

    /// For the ledger's codec, which seals it, and for nobody else.
    [[nodiscard]] const std::string& sealed() const { return x_text; }
    [[nodiscard]] std::string& sealed() { return x_text; }

  private:
    std::string x_text;
};

/// The recruiter's own: notes, reasons, what an employer said in confidence.
using Own = TextFor<ForRecruiter>;
/// What the candidate said herself, or was told, in the words that reach her.
using Shared = TextFor<ForRecruiter, ForCandidate>;

} // namespace followup::queue
