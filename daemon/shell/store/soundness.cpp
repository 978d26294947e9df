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
void put_in_order(SqliteDriver& ledger) {
    ledger.execute("PRAGMA foreign_keys = OFF");
    ledger.execute("BEGIN IMMEDIATE");
    for (const std::string table : {"note", "tombstone", "interview", "duty", "entry", "alias"}) {
        ledger.execute("CREATE TEMP TABLE anew AS SELECT * FROM main." + table);
        ledger.execute("DELETE FROM main." + table);
        ledger.execute("INSERT OR IGNORE INTO main." + table + " SELECT * FROM anew");
        ledger.execute("DROP TABLE anew");
    }
    ledger.execute("COMMIT");
    ledger.execute("PRAGMA foreign_keys = ON");
}

std::vector<std::string> found_by(SqliteDriver& ledger, const char* check) {
    std::vector<std::string> all;
    const auto rows = ledger.prepare(check);
    while (rows->step())
        all.emplace_back(rows->text(0));
    return all;
}

} // namespace

bool is_read_whole(const std::string& path) {
    return smaller_than(path, whole_check_bytes_max);
}

std::string what_does_not_hold(SqliteDriver& ledger, const std::string& path, const Scrutiny& asked) {
    const bool whole = is_read_whole(path);
    if (!whole && !asked.of_any_size && !smaller_than(path, quick_check_bytes_max)) return {};
    const auto* check = whole ? "PRAGMA integrity_check(100)" : "PRAGMA quick_check(100)";
    auto found = found_by(ledger, check);
    // Before anything is made anew of such a row: the indexes still tell what it was.
    if (asked.of_rows)
        if (const auto row = std::ranges::find_if(found, is_of_a_row); row != found.end() && *row != "ok")
            return *row;
    if (std::ranges::any_of(found, is_of_an_index)) {
        ledger.execute("REINDEX");
        found = found_by(ledger, check);
    }
    if (std::ranges::any_of(found, is_of_an_order)) {
        try {
            put_in_order(ledger);
        } catch (const DatabaseError&) { // a row that no table takes
            ledger.execute("ROLLBACK");
            return "rows are not in the order of their keys";
        }
        found = found_by(ledger, check);
    }
    const auto bad = std::ranges::find_if_not(found, is_of_a_row);
    return bad == found.end() ? std::string{} : *bad;
}

} // namespace followup::store
