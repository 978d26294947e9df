#pragma once

#include "core/queue/reader.hpp"
#include "core/queue/table.hpp"

namespace followup::queue {

/// Reads the dates and times of an event, each in the event's zone and phrases counted from the moment they
/// were said. What is wrong goes into the report; warnings go there and into the fact.
class Dates {
  public:
    /// Starts in the agency's zone, said on arrival; `context` and `report` must outlive this.
    Dates(const Context& context, Report& report);

    void zone(const base::Zone& zone) { x_against.zone = zone; }
    /// From when phrases count. `guessed`: the true moment could not be read, so that a date in the past is
    /// no second problem.
    void said(Instant said, bool guessed = false);
    /// The end of the interview, for "24 hours after the interview".
    void interview(std::optional<Instant> ended) { x_against.interview = ended; }

    [[nodiscard]] const base::Zone& zone() const { return x_against.zone; }

    /// A moment: a TOML date-time, or a text that says one. Nothing when it is not there or wrong.
    [[nodiscard]] std::optional<Instant> instant(Table& table, std::string_view key);
    [[nodiscard]] std::optional<Instant> needed_instant(Table& table, std::string_view key,
                                                        std::string_view example);

    /// A TOML date or date-time, or a phrase. Nothing when it is not there or wrong.
    [[nodiscard]] std::optional<Spoken> spoken(Table& table, std::string_view key);
    [[nodiscard]] std::optional<Spoken> needed_spoken(Table& table, std::string_view key,
                                                      std::string_view example);

  private:
    std::optional<Instant> read_instant(Table& table, std::string_view key, const toml::node& node);
    std::optional<Instant> said_instant(std::string_view key, const toml::node& node, std::string_view text);
    std::optional<Spoken> read_spoken(Table& table, std::string_view key, const toml::node& node);
    std::optional<Spoken> phrase(std::string_view key, const toml::node& node, std::string_view text);
    std::optional<Spoken> written(std::string_view key, const toml::node& node);
    std::optional<Instant> moment(std::string_view key, Place place, const toml::date_time& time);
    Instant resolved(Place place, base::LocalTime time);
    bool sane(std::string_view key, Place place, const toml::date& date);
    void refuse(std::string_view key, const toml::node& node, std::string_view text,
                const when::Error& error);
    Spoken spoken_as(std::string words, when::Value value) const;

    when::Context x_against;
    const hours::Calendar& x_calendar;
    Report& x_report;
    bool x_guessed = false;
};

} // namespace followup::queue
