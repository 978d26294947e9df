#include "shell/store/soundness.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace followup::store {
namespace {

constexpr off_t quick_check_bytes_max = off_t{256} << 20; ///< after an unclean end
constexpr off_t whole_check_bytes_max = off_t{16} << 20;  ///< at every start: a tenth of a second

bool smaller_than(const std::string& path, off_t bytes_max) {
    struct stat status{};
    return stat(path.c_str(), &status) == 0 && status.st_size <= bytes_max;
}

/// Whether what a check found is about the values of one row.
bool is_of_a_row(std::string_view found) {
    return found == "ok" || found.starts_with("CHECK constraint failed in ") || found.contains(" value in ");
}

/// Whether it is about an index, which follows from its table.
bool is_of_an_index(std::string_view found) {
    return found.contains(" index ") && !found.starts_with("Tree ") && !found.starts_with("Page ");
}

/// Whether it is about a table that is kept in the order of its key, in which bits of a key were flipped.
bool is_of_an_order(std::string_view found) {
    return found.starts_with("row not in PRIMARY KEY order for ");
}

/// Writes the tables that have no row number anew, in the order of their keys; of two rows with one key one.
void put_in_order(soci::session& session) {
    session << "PRAGMA foreign_keys = OFF";
    session << "BEGIN IMMEDIATE";
    for (const std::string table : {"note", "tombstone", "interview", "duty", "entry", "alias"}) {
        session << "CREATE TEMP TABLE anew AS SELECT * FROM main." + table;
        session << "DELETE FROM main." + table;
        session << "INSERT OR IGNORE INTO main." + table + " SELECT * FROM anew";
        session << "DROP TABLE anew";
    }
    session << "COMMIT";
    session << "PRAGMA foreign_keys = ON";
}

std::vector<std::string> found_by(soci::session& session, const char* check) {
    std::vector<std::string> all;
    const soci::rowset<std::string> rows = (session.prepare << check);
    for (const auto& row : rows)
        all.push_back(row);
    return all;
}

} // namespace

bool is_read_whole(const std::string& path) {
    return smaller_than(path, whole_check_bytes_max);
}

std::string what_does_not_hold(soci::session& session, const std::string& path, const Scrutiny& asked) {
    const bool whole = is_read_whole(path);
    if (!whole && !asked.of_any_size && !smaller_than(path, quick_check_bytes_max)) return {};
    const auto* check = whole ? "PRAGMA integrity_check(100)" : "PRAGMA quick_check(100)";
    auto found = found_by(session, check);
    // Before anything is made anew of such a row: the indexes still tell what it was.
    if (asked.of_rows)
        if (const auto row = std::ranges::find_if(found, is_of_a_row); row != found.end() && *row != "ok")
            return *row;
    if (std::ranges::any_of(found, is_of_an_index)) {
        session << "REINDEX";
        found = found_by(session, check);
    }
    if (std::ranges::any_of(found, is_of_an_order)) {
        try {
            put_in_order(session);
        } catch (const soci::soci_error&) { // a row that no table takes
            session << "ROLLBACK";
            return "rows are not in the order of their keys";
        }
        found = found_by(session, check);
    }
    const auto bad = std::ranges::find_if_not(found, is_of_a_row);
    return bad == found.end() ? std::string{} : *bad;
}

} // namespace followup::store
