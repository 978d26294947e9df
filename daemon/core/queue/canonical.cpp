#include "core/queue/canonical.hpp"

#include "core/base/digest.hpp"

#include <bit>
#include <fmt/format.h>

namespace followup::queue {
namespace {

/// Writes values so that no two different ones look alike: a letter for the type, lengths before contents.
class Writer {
  public:
    Writer() { x_out.reserve(2048); }

    void text(char type, std::string_view text) {
        number(type, static_cast<std::int64_t>(text.size()));
        x_out += text;
    }

    void table(const toml::table& table) {
        // toml++ keeps the keys of a table sorted by their bytes.
        number('T', static_cast<std::int64_t>(table.size()));
        for (const auto& [key, value] : table) {
            text('k', key.str());
            node(value);
        }
    }

    [[nodiscard]] const std::string& out() const { return x_out; }

  private:
    void node(const toml::node& node) {
        node.visit([this](const auto& each) { value(each); });
    }

    void value(const toml::table& each) { table(each); }
    void value(const toml::array& each) {
        number('A', static_cast<std::int64_t>(each.size()));
        for (const auto& item : each)
            node(item);
    }
    void value(const toml::value<std::string>& each) { text('s', each.get()); }
    void value(const toml::value<std::int64_t>& each) { number('i', each.get()); }
    void value(const toml::value<double>& each) { number('f', std::bit_cast<std::int64_t>(each.get())); }
    void value(const toml::value<bool>& each) { number('b', each.get() ? 1 : 0); }
    void value(const toml::value<toml::date>& each) { date(each.get()); }
    void value(const toml::value<toml::time>& each) { time(each.get()); }
    void value(const toml::value<toml::date_time>& each) {
        date(each.get().date);
        time(each.get().time);
        if (each.get().offset) number('o', each.get().offset->minutes);
    }

    void number(char type, std::int64_t number) {
        const fmt::format_int digits{number};
        x_out += type;
        x_out.append(digits.data(), digits.size());
        x_out += ';';
    }
    void date(const toml::date& date) {
        number('y', date.year);
        number('m', date.month);
        number('d', date.day);
    }
    void time(const toml::time& time) {
        number('H', time.hour);
        number('M', time.minute);
        number('S', time.second);
        number('N', time.nanosecond);
    }

    std::string x_out;
};

} // namespace

std::string digest(std::string_view kind, const toml::table& table) {
    Writer writer;
    writer.text('e', kind);
    writer.table(table);
    return base::hex(base::sha256(writer.out()));
}

std::string digest(std::string_view kind, const toml::table& table, const Origin& origin) {
    Writer writer;
    writer.text('e', kind);
    writer.table(table);
    writer.text('f', origin.file.substr(origin.file.rfind('/') + 1));
    writer.text('d', base::iso(origin.day));
    return base::hex(base::sha256(writer.out()));
}

} // namespace followup::queue
