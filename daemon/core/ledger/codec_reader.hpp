#pragma once

#include "core/ledger/codec_fields.hpp"

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace followup::ledger {

namespace json = boost::json;

/// Reads the fields of one JSON object; what is missing keeps its default, what is unknown is passed over.
class JsonReader {
  public:
    explicit JsonReader(const json::object& object) : x_object(&object) {}

    template <class T>
    void operator()(std::string_view name, T& it) {
        const auto* value = x_object->if_contains(name);
        if (value == nullptr || get(*value, it)) return;
        if (x_wrong.empty()) x_wrong = name;
    }

    /// The name of the first field that could not be read; empty when all could.
    [[nodiscard]] const std::string& wrong() const { return x_wrong; }

  private:
    static bool get(const json::value& value, std::string& it) {
        const auto* text = value.if_string();
        if (text != nullptr) it.assign(text->data(), text->size());
        return text != nullptr;
    }
    template <class... Readers>
    static bool get(const json::value& value, queue::TextFor<Readers...>& it) {
        return get(value, it.sealed());
    }
    /// The first edition stored a concern as its text alone.
    template <class Text>
    static bool get(const json::value& value, queue::Concern<Text>& it) {
        if (value.is_string()) return get(value, it.text);
        const auto* object = value.if_object();
        if (object == nullptr) return false;
        JsonReader inner{*object};
        fields(inner, it);
        return inner.wrong().empty();
    }
    static bool get(const json::value& value, base::MailAddress& it) {
        const auto* text = value.if_string();
        if (text == nullptr) return false;
        auto address = base::MailAddress::parse({text->data(), text->size()});
        if (address) it = std::move(*address);
        return address.has_value();
    }
    static bool get(const json::value& value, bool& it) {
        const auto* flag = value.if_bool();
        if (flag != nullptr) it = *flag;
        return flag != nullptr;
    }
    static bool get(const json::value& value, int& it) {
        const auto* number = value.if_int64();
        if (number == nullptr || !std::in_range<int>(*number)) return false;
        it = static_cast<int>(*number);
        return true;
    }
    static bool get(const json::value& value, base::Instant& it) {
        const auto* number = value.if_int64();
        if (number != nullptr) it = base::Instant{base::seconds{*number}};
        return number != nullptr;
    }
    static bool get(const json::value& value, base::Date& it) {
        int count = 0;
        if (!get(value, count)) return false;
        it = base::Date{base::days{count}};
        return true;
    }
    static bool get(const json::value& value, when::WarningCode& it) {
        const auto* text = value.if_string();
        for (int i = 0; text != nullptr && i <= static_cast<int>(when::WarningCode::zone_season); ++i) {
            it = static_cast<when::WarningCode>(i);
            if (when::name(it) == std::string_view{text->data(), text->size()}) return true;
        }
        return false;
    }
    template <Worded T>
    static bool get(const json::value& value, T& it) {
        const auto* text = value.if_string();
        if (text == nullptr) return false;
        const auto found = queue::from_word<T>({text->data(), text->size()});
        if (found) it = *found;
        return found.has_value();
    }
    template <class T>
    static bool get(const json::value& value, std::optional<T>& it) {
        return get(value, it.emplace());
    }
    template <class T>
    static bool get(const json::value& value, std::vector<T>& it) {
        const auto* array = value.if_array();
        if (array == nullptr) return false;
        it.reserve(array->size());
        for (const auto& each : *array)
            if (!get(each, it.emplace_back())) return false;
        return true;
    }
    template <class T>
        requires requires(JsonReader& walk, T& it) { fields(walk, it); }
    static bool get(const json::value& value, T& it) {
        const auto* object = value.if_object();
        if (object == nullptr) return false;
        JsonReader inner{*object};
        fields(inner, it);
        return inner.wrong().empty();
    }

    template <class T>
    static bool pair(const json::value& value, T& first, T& second) {
        const auto* array = value.if_array();
        return array != nullptr && array->size() == 2 && get((*array)[0], first) && get((*array)[1], second);
    }
    static bool get(const json::value& value, when::Value& it) {
        const auto* object = value.if_object();
        if (object == nullptr) return false;
        if (const auto* date = object->if_contains("date")) return get(*date, it.emplace<base::Date>());
        if (const auto* at = object->if_contains("at")) return get(*at, it.emplace<base::Instant>());
        if (const auto* days = object->if_contains("days")) {
            auto& range = it.emplace<when::DateRange>();
            return pair(*days, range.first, range.last);
        }
        const auto* span = object->if_contains("span");
        auto& window = it.emplace<when::Window>();
        return span != nullptr && pair(*span, window.begin, window.end);
    }

    const json::object* x_object;
    std::string x_wrong;
};

} // namespace followup::ledger
