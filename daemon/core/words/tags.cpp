#include "core/words/tags.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace followup::words {
namespace {

class Scan {
  public:
    Scan(std::string_view text, const std::string& file) : x_text(text), x_file(file) {}

    base::Checked<std::vector<Tag>> all() && {
        for (std::size_t at = 0; (at = x_text.find("{{", at)) != x_text.npos;)
            at = tag(at);
        for (const auto& open : x_open)
            wrong(open, fmt::format("the section '{}' is not closed", open.name),
                  fmt::format("write {{{{/{}}}}} where it ends", open.name));
        if (!x_problems.empty()) return std::unexpected(std::move(x_problems));
        return std::move(x_tags);
    }

  private:
    void wrong(const Tag& tag, std::string what, std::string mend) {
        x_problems.push_back(
            {fmt::format("{}:{}:{}", x_file, tag.line, tag.column), std::move(what), std::move(mend)});
    }

    Tag placed(std::size_t at) {
        const auto before = x_text.substr(x_counted, at - x_counted);
        x_line += static_cast<std::size_t>(std::ranges::count(before, '\n'));
        x_counted = at;
        const auto begins = x_text.substr(0, at).rfind('\n');
        Tag made;
        made.line = x_line;
        made.column = begins == x_text.npos ? at + 1 : at - begins;
        return made;
    }

    /// Where to go on behind the tag that begins at `at`.
    std::size_t tag(std::size_t at) {
        auto made = placed(at);
        const bool raw = x_text.substr(at).starts_with("{{{");
        const std::string_view closes = raw ? "}}}" : "}}";
        const auto begins = at + closes.size();
        const auto ends = x_text.find(closes, begins);
        if (ends == x_text.npos || x_text.substr(begins, ends - begins).contains('\n')) {
            wrong(made, "this is not closed", fmt::format("a name stands between {{{{ and }}}} on one line"));
            return begins;
        }
        read(made, base::trimmed(x_text.substr(begins, ends - begins)), raw);
        return ends + closes.size();
    }

    void read(Tag& made, std::string_view inside, bool raw) {
        if (raw) made.kind = Tag::Kind::raw;
        if (!raw && !inside.empty()) {
            const char sign = inside.front();
            if (sign == '!') return;
            if (sign == '#') made.kind = Tag::Kind::opens;
            if (sign == '^') made.kind = Tag::Kind::opens_if_not;
            if (sign == '/') made.kind = Tag::Kind::closes;
            if (made.kind != Tag::Kind::escaped) inside = base::trimmed(inside.substr(1));
        }
        made.name = inside;
        const bool is_name = !inside.empty() && std::ranges::all_of(inside, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        });
        if (!is_name)
            wrong(made, fmt::format("'{}' is not a name", base::escaped(inside)),
                  "names have small letters, digits and '_'; partials and other delimiters are not read");
        else
            nest(made);
    }

    void nest(const Tag& made) {
        x_tags.push_back(made);
        if (made.kind == Tag::Kind::opens || made.kind == Tag::Kind::opens_if_not) x_open.push_back(made);
        if (made.kind != Tag::Kind::closes) return;
        if (x_open.empty())
            wrong(made, fmt::format("the section '{}' was not opened", made.name),
                  fmt::format("write {{{{#{}}}}} where it begins", made.name));
        else if (x_open.back().name != made.name)
            wrong(made, fmt::format("'{}' closes here while '{}' is open", made.name, x_open.back().name),
                  "sections close in the opposite order");
        if (!x_open.empty()) x_open.pop_back();
    }

    std::string_view x_text;
    const std::string& x_file;
    std::size_t x_line = 1;
    std::size_t x_counted = 0;
    std::vector<Tag> x_tags;
    std::vector<Tag> x_open;
    base::Problems x_problems;
};

} // namespace

base::Checked<std::vector<Tag>> tags(std::string_view text, const std::string& file) {
    return Scan{text, file}.all();
}

} // namespace followup::words
