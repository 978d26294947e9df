#pragma once

#include "core/ledger/codec_fields.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <vector>

namespace followup::ledger {

/// Writes JSON text directly; what is empty is left out.
class JsonWriter {
  public:
    explicit JsonWriter(std::string& out) : x_out(out) {}

    template <class T>
    void operator()(std::string_view name, const T& it) {
        if (empty(it)) return;
        key(name);
        put(it);
    }

    void key(std::string_view name) {
        if (x_out.back() != '{') x_out += ',';
        x_out.append("\"").append(name).append("\":");
    }

    void put(std::string_view text) {
        constexpr std::string_view digits = "0123456789abcdef";
        x_out += '"';
        for (std::size_t at = 0; at < text.size();) {
            const auto plain = std::min(next_special(text, at), text.size());
            x_out += text.substr(at, plain - at);
            if (plain < text.size()) {
                const auto c = static_cast<unsigned char>(text[plain]);
                if (c == '"' || c == '\\')
                    x_out.append({'\\', text[plain]});
                else if (c == '\n')
                    x_out += "\\n";
                else
                    x_out.append({'\\', 'u', '0', '0', digits[c >> 4], digits[c & 15]});
            }
            at = plain + 1;
        }
        x_out += '"';
    }

    void put(std::int64_t number) {
        const fmt::format_int text{number};
        x_out.append(text.data(), text.size());
    }

    template <class T>
        requires requires(JsonWriter& walk, const T& it) { fields(walk, it); }
    void put(const T& it) {
        x_out += '{';
        fields(*this, it);
        x_out += '}';
    }

  private:
    static std::size_t next_special(std::string_view text, std::size_t at) {
        while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x20 && text[at] != '"'
               && text[at] != '\\')
            ++at;
        return at;
    }

    static bool empty(const std::string& text) { return text.empty(); }
    template <class... Readers>
    static bool empty(const queue::TextFor<Readers...>& text) {
        return text.empty();
    }
    static bool empty(const base::MailAddress& address) { return address.text().empty(); }
    static bool empty(bool it) { return !it; }
    template <class T>
    static bool empty(const std::optional<T>& it) {
        return !it;
    }
    template <class T>
    static bool empty(const std::vector<T>& list) {
        return list.empty();
    }
    static bool empty(queue::Letter::By by) { return by == queue::Letter::By::unsaid; }
    static bool empty(const auto&) { return false; }

    void put(const std::string& text) { put(std::string_view{text}); }
    template <class... Readers>
    void put(const queue::TextFor<Readers...>& text) {
        put(text.sealed());
    }
    void put(const base::MailAddress& address) { put(address.text()); }
    void put(const bool& it) { x_out += it ? "true" : "false"; }
    void put(const int& number) { put(std::int64_t{number}); }
    void put(const base::Instant& at) { put(std::int64_t{at.time_since_epoch().count()}); }
    void put(const base::Date& date) { put(std::int64_t{date.time_since_epoch().count()}); }
    void put(const when::WarningCode& code) { put(when::name(code)); }
    template <Worded T>
    void put(const T& it) {
        put(word(it));
    }
    template <class T>
    void put(const std::optional<T>& it) {
        put(*it);
    }
    template <class T>
    void put(const std::vector<T>& list) {
        x_out += '[';
        for (const auto& each : list) {
            if (x_out.back() != '[') x_out += ',';
            put(each);
        }
        x_out += ']';
    }

    void put(const when::Value& value) { std::visit(*this, value); }

  public:
    // The alternatives of a spoken date: {"date":…}, {"days":[first,last]}, {"at":…}, {"span":[begin,end]}.
    void operator()(const base::Date& date) { alternative("date", date); }
    void operator()(const when::DateRange& range) {
        alternative("days", std::vector{range.first, range.last});
    }
    void operator()(const base::Instant& at) { alternative("at", at); }
    void operator()(const when::Window& window) {
        alternative("span", std::vector{window.begin, window.end});
    }

  private:
    template <class T>
    void alternative(std::string_view name, const T& it) {
        x_out += '{';
        key(name);
        put(it);
        x_out += '}';
    }

    std::string& x_out;
};

} // namespace followup::ledger
