#pragma once

#include "core/queue/reader.hpp"
#include "core/queue/table.hpp"
#include "core/when/moment.hpp"

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

    /// When something happened, read backward from its telling: a TOML date-time or time, or words. It may
    /// not lie ahead. Nothing when it is not there or wrong.
    [[nodiscard]] std::optional<Instant> gone(Table& table, std::string_view key);
    /// Whether what is written there names its day: it would mean the same a week later.
    [[nodiscard]] bool names_its_day(const toml::table& table, std::string_view key) const;
    /// The end of an interview, which may lie ahead; a weekday alone is read back as a question.
    [[nodiscard]] std::optional<when::Moment> needed_end(Table& table, std::string_view key,
                                                         std::string_view example);
    /// Its beginning: read backward from its end.
    [[nodiscard]] std::optional<Instant> beginning(Table& table, std::string_view key, Instant ended);

    /// A moment that was set, gone or to come: a TOML date-time or a phrase that leads to one.
    [[nodiscard]] std::optional<Instant> needed_instant(Table& table, std::string_view key,
                                                        std::string_view example);

    /// A TOML date or date-time, or a phrase. Nothing when it is not there or wrong.
    [[nodiscard]] std::optional<Spoken> spoken(Table& table, std::string_view key);
    [[nodiscard]] std::optional<Spoken> needed_spoken(Table& table, std::string_view key,
                                                      std::string_view example);

  private:
    struct Gone {
        when::Ahead ahead;
        Instant told;
    };
    [[nodiscard]] when::Context against(const Gone& how) const;
    std::optional<when::Moment> read_gone(Table& table, std::string_view key, const toml::node& node,
                                          const Gone& how);
    std::optional<when::Moment> judged(std::string_view key, const toml::node& node, Instant at,
                                       const Gone& how);
    std::optional<when::Moment> accepted(std::string_view key, const toml::node& node,
                                         when::MomentOutcome outcome);
    std::optional<Instant> set_instant(std::string_view key, const toml::node& node, std::string_view text);
    std::optional<Spoken> read_spoken(Table& table, std::string_view key, const toml::node& node);
    std::optional<Spoken> phrase(std::string_view key, const toml::node& node, std::string_view text);
    std::optional<Spoken> written(std::string_view key, const toml::node& node);
    std::optional<Instant> date_time(std::string_view key, Place place, const toml::date_time& time);
    Instant resolved(Place place, base::LocalTime time);
    bool sane(std::string_view key, Place place, const toml::date& date);
    void refuse(std::string_view key, const toml::node& node, std::string_view text, const when::Error& error,
                std::string_view example);
    Spoken spoken_as(std::string words, when::Value value) const;

    const Context& x_context;
    when::Context x_against;
    const hours::Calendar& x_calendar;
    Report& x_report;
    bool x_guessed = false;
};

/// The one reader of a date that was promised, decided or planned: when::read, also in the languages that
/// `in_english` knows. An error in one of those is at the phrase's beginning.
[[nodiscard]] when::Outcome read_phrase(std::string_view text, const when::Context& against,
                                        const InEnglish& in_english);

/// The one reader of when something happened, for files, commands, forms, pages and mails:
/// when::read_moment, also in the languages that `in_english` knows.
[[nodiscard]] when::MomentOutcome read_moment(std::string_view text, const when::Context& against,
                                              const InEnglish& in_english, when::Ahead ahead);

} // namespace followup::queue
