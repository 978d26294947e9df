#include "core/queue/reader.hpp"

#include "core/base/suggest.hpp"
#include "core/base/text.hpp"
#include "core/queue/advice.hpp"
#include "core/queue/bodies.hpp"
#include "core/queue/canonical.hpp"
#include "core/queue/facts.hpp"
#include "core/queue/limits.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace followup::queue {
namespace {

constexpr std::size_t events_max = 200;

/// One table of the file that is an event.
struct Written {
    EventKind kind;
    const toml::table* table;
};

constexpr EventKind interview_kind{"interview", "[[interview]]"};

/// Reads the tables of one file; interviews first, since the others are read in their zones.
class Reader {
  public:
    Reader(const Context& context, Report& report)
        : x_context(context), x_report(report), x_dates(context, report) {}

    std::vector<Event> read(const toml::table& root) {
        const auto tables = written(root);
        for (const auto& each : tables)
            if (each.kind.name == interview_kind.name) read_interview(*each.table);
        for (const auto& each : tables)
            if (each.kind.name != interview_kind.name) read_other(each);
        if (tables.empty() && x_report.good())
            x_report.problem(Place{}, "the file holds no event",
                             "begin one with a line such as [[interview]]");
        return std::move(x_events);
    }

  private:
    /// An interview of this file.
    struct Here {
        Known known;
        Place place;
        std::size_t event;
    };

    std::vector<Written> written(const toml::table& root) {
        std::vector<Written> tables;
        Table file{root, "an event file", x_report};
        collect(interview_kind, file, tables);
        for (const auto& kind : other_kinds)
            collect(kind, file, tables);
        file.finish();
        std::ranges::sort(tables, {}, [](const Written& each) { return place(*each.table); });
        if (tables.size() > events_max) {
            x_report.problem(place(*tables[events_max].table),
                             fmt::format("there are {} events in the file; at most {} are taken",
                                         tables.size(), events_max),
                             "split it into several files");
            tables.resize(events_max);
        }
        return tables;
    }

    void collect(const EventKind& kind, Table& file, std::vector<Written>& tables) {
        for (const auto& each : file.tables(kind.name, kind.heading, file_bytes_max))
            tables.push_back({kind, &each.written()});
    }

    void read_interview(const toml::table& written) {
        Table table{written, interview_kind.heading, x_report};
        auto interview = read_parties(table);
        check_recruiter(table, "recruiter", interview.recruiter, x_context);
        check_candidate(table, interview.candidate.id, x_context);
        complete(table, interview.employer);
        start(interview_zone(interview));
        const auto at = x_dates.gone(table, "at");
        read_course(table, x_dates, x_context.arrived, interview);
        table.finish();
        const Known known{x_dates.zone().name(), interview.ended};
        const auto id = interview.id;
        Event event{at.value_or(interview.ended),
                    known.zone,
                    digest("interview", written),
                    x_report.where(table.place()),
                    std::move(interview),
                    x_context.teller,
                    Edition::second};
        if (id.empty()) return;
        const auto [known_here, first] = x_here.try_emplace(id, Here{known, table.place(), x_events.size()});
        if (first) {
            x_ids.push_back(id);
            x_events.push_back(std::move(event));
        } else
            check_same(known_here->second, event, table.place());
    }

    /// What an employer of that name is known by fills what the file does not give. Another address or zone
    /// under the same name is read back: it may be another house of theirs, or a slip.
    void complete(const Table& table, Employer& employer) {
        const auto known =
            x_context.employer && !employer.name.empty() ? x_context.employer(employer.name) : std::nullopt;
        if (!known) return;
        const auto fill = [&](std::string_view key, std::string& said, const std::string& before) {
            if (said.empty())
                said = before;
            else if (!before.empty() && (key == "zone" || key == "address")
                     && base::folded(said) != base::folded(before))
                x_report.warning(
                    table.place(),
                    fmt::format("'{}' of {} is another here than before ({}); for this interview "
                                "it is what this file says",
                                key, shown(employer.name), shown(before)));
        };
        fill("zone", employer.zone, known->zone);
        fill("address", employer.address, known->address);
        fill("phone", employer.phone, known->phone);
        fill("language", employer.language, known->language);
    }

    void check_same(const Here& here, const Event& event, Place place) {
        const auto& other = x_events[here.event];
        if (other.digest == event.digest || (other.at == event.at && other.body == event.body)) return;
        x_report.problem(place,
                         fmt::format("the interview {} is already in this file, with other facts, at {}",
                                     quoted(interview_of(event.body)), x_report.where(here.place)),
                         "keep the one that is right");
    }

    void read_other(const Written& written) {
        Table table{*written.table, written.kind.heading, x_report};
        const auto id = named_interview(written.kind.name, *written.table);
        const auto known = id.empty() ? std::nullopt : known_interview(id);
        start(known ? zone_or_agency(known->zone) : other_zone(written));
        if (known) x_dates.interview(known->ended);
        const bool said_when = written.table->contains("at");
        const auto read_at = x_dates.gone(table, "at");
        const auto at = read_at.value_or(x_context.arrived);
        x_dates.said(at, said_when && !read_at);
        auto body = read_body(written.kind.name, table, x_dates, at, x_context);
        table.finish();
        if (!known && !id.empty()) warn_unknown(written, id);
        const auto& kind = written.kind.name;
        auto known_by = x_dates.names_its_day(*written.table, "at") ? digest(kind, *written.table)
                                                                    : digest(kind, *written.table, origin());
        x_events.push_back({at, x_dates.zone().name(), std::move(known_by), x_report.where(table.place()),
                            std::move(body), x_context.teller, Edition::second});
    }

    Origin origin() const { return {x_context.file, x_context.agency_zone.date(x_context.arrived)}; }

    /// Sets the dates to a new event that has only just arrived.
    void start(const base::Zone& zone) {
        x_dates.zone(zone);
        x_dates.said(x_context.arrived);
        x_dates.interview(std::nullopt);
    }

    base::Zone zone_or_agency(const std::string& name) const {
        if (name.empty()) return x_context.agency_zone;
        return base::Zone::named(name).value_or(x_context.agency_zone);
    }

    base::Zone recruiter_zone(std::string_view id) const {
        const auto zone = x_context.recruiter ? x_context.recruiter(id) : std::nullopt;
        return zone_or_agency(zone.value_or(std::string{}));
    }

    base::Zone interview_zone(const Interview& interview) const {
        if (!interview.employer.zone.empty()) return zone_or_agency(interview.employer.zone);
        return recruiter_zone(interview.recruiter);
    }

    base::Zone other_zone(const Written& written) const {
        if (written.kind.name != "stand_in") return x_context.agency_zone;
        const auto* absent = written.table->get("for");
        return absent == nullptr ? x_context.agency_zone
                                 : recruiter_zone(absent->value_or(std::string_view{}));
    }

    std::optional<Known> known_interview(const std::string& id) const {
        if (const auto here = x_here.find(id); here != x_here.end()) return here->second.known;
        return x_context.interview ? x_context.interview(id) : std::nullopt;
    }

    void warn_unknown(const Written& written, const std::string& id) {
        const auto* node = written.table->get("interview");
        if (node == nullptr) node = written.table->get("duty");
        auto message = fmt::format("no interview '{}' is known yet; the event waits for it", shown(id));
        if (const auto near = base::suggest(id, x_ids, "-"); near != "-") message += "; " + near;
        x_report.warning(place(*node), std::move(message));
    }

    const Context& x_context;
    Report& x_report;
    Dates x_dates;
    std::map<std::string, Here> x_here;
    std::vector<std::string> x_ids;
    std::vector<Event> x_events;
};

/// The document; nothing when the parser refused it, which is in the report then.
std::optional<toml::table> parsed_or_told(std::string_view bytes, Report& report) {
    try {
        return toml::parse(bytes);
    } catch (const toml::parse_error& error) {
        const auto at = error.source().begin;
        auto flaw = advice(bytes, {std::max(at.line, 1U), std::max(at.column, 1U)});
        report.problem(flaw.place, std::move(flaw.what),
                       flaw.mend + " (the rest of the file is read when this is mended)");
    } catch (const std::exception&) {
        report.problem(Place{}, "this is no event file", "compare it with the examples");
    }
    return std::nullopt;
}

} // namespace

base::Checked<File> read(std::string_view bytes, const Context& context) {
    Report report{context.file, bytes};
    File file;
    if (auto flaw = flaw_before_parsing(bytes))
        report.problem(flaw->place, std::move(flaw->what), std::move(flaw->mend));
    else if (const auto root = parsed_or_told(bytes, report))
        file.events = Reader{context, report}.read(*root);
    if (!report.good()) return std::unexpected(report.problems());
    file.warnings = report.warnings();
    return file;
}

} // namespace followup::queue
