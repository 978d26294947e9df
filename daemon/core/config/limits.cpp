#include "core/config/limits.hpp"

#include "core/base/text.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace followup::config {
namespace {

/// Follows a TOML text from string to string; as far as the text is valid it sees what toml++ will see.
class Walk {
  public:
    explicit Walk(std::string_view bytes) : x_rest(bytes) {}

    /// What is beyond the limits, with x_line and x_column at the place.
    std::optional<std::string> run() {
        while (!x_rest.empty()) {
            if (x_rest.front() == '#')
                comment();
            else if (x_rest.front() == '"' || x_rest.front() == '\'')
                string(x_rest.front());
            else
                sign(x_rest.front());
            if (x_dots > key_dots_max) return fmt::format("a key has more than {} dots", key_dots_max);
            if (x_open > brackets_max) return fmt::format("more than {} brackets stand open", brackets_max);
        }
        return std::nullopt;
    }

    int line() const { return x_line; }
    int column() const { return x_column; }

  private:
    void step(std::size_t bytes = 1) {
        for (const char c : x_rest.substr(0, bytes)) {
            x_column = c == '\n' ? 1 : x_column + 1;
            x_line += c == '\n' ? 1 : 0;
        }
        x_rest.remove_prefix(std::min(bytes, x_rest.size()));
    }

    void comment() { step(std::min(x_rest.find('\n'), x_rest.size())); }

    void string(char quote) {
        const std::string three(3, quote);
        if (x_rest.starts_with(three)) {
            step(3);
            while (!x_rest.empty() && !x_rest.starts_with(three))
                step(escape(quote));
            step(3);
            // One or two quotes before the closing three belong to the text.
            for (int more = 0; more < 2 && x_rest.starts_with(quote); ++more)
                step();
            return;
        }
        step();
        while (!x_rest.empty() && x_rest.front() != quote && x_rest.front() != '\n')
            step(escape(quote));
        if (x_rest.starts_with(quote)) step();
    }

    std::size_t escape(char quote) const { return quote == '"' && x_rest.front() == '\\' ? 2 : 1; }

    void sign(char c) {
        if (c == '.')
            ++x_dots;
        else if (std::string_view{"\n,={[}]"}.contains(c))
            x_dots = 0;
        if (c == '[' || c == '{') ++x_open;
        if ((c == ']' || c == '}') && x_open > 0) --x_open;
        step();
    }

    std::string_view x_rest;
    int x_line = 1;
    int x_column = 1;
    int x_dots = 0;
    int x_open = 0;
};

} // namespace

base::Result<void> within_limits(std::string_view bytes, const std::string& file) {
    if (bytes.size() > file_bytes_max)
        return base::problem(file, fmt::format("the file is larger than {} KiB", file_bytes_max / 1024));
    if (!base::is_utf8(bytes)) return base::problem(file, "the file is not UTF-8", "save it as UTF-8");
    Walk walk{bytes};
    if (const auto beyond = walk.run())
        return base::problem(fmt::format("{}:{}:{}", file, walk.line(), walk.column()), *beyond);
    return {};
}

} // namespace followup::config
