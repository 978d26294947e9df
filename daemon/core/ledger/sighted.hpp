#pragma once

#include "core/ledger/case.hpp"
#include "core/queue/somebody.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

/// The people at an employer whom a case tells of, each with everything that was ever told of them.
namespace followup::ledger {

/// Somebody who was met, is promised a call, or is to be seen.
struct Sighted {
    std::string name;      ///< as it was written last
    std::string title;     ///< may be empty
    std::string employer;  ///< as it is called now
    std::string interview; ///< the last one that tells of them
    queue::Somebody who;
};

/// Everybody whom a case tells of; `known` is folded from the history.
[[nodiscard]] std::vector<Sighted> sighted(const History& history, const Case& known);

/// Spares in each the words of everybody and everything else in the case.
void spare(std::vector<Sighted>& people, const Case& known);

/// Whether two that are told of in different cases are one: by an address, else by name at one employer where
/// nothing says otherwise.
[[nodiscard]] bool same_person(const Sighted& left, const Sighted& right);
/// What is known of both.
void unite(Sighted& one, const Sighted& other);

/// By what the cases are found that tell of somebody met: every name, and every address. No candidate's
/// identity is written so.
[[nodiscard]] std::set<std::string> traces(const Sighted& person);
/// Of everybody whom a case tells of, as it knows them now.
[[nodiscard]] std::set<std::string> traces(const Case& known);
/// By what they are known again: every name at that employer, and every address.
[[nodiscard]] std::set<std::string> marks(const Sighted& person, const Case& known);
/// A name, of whatever employer when that is empty; an address.
[[nodiscard]] std::string trace_of_name(std::string_view name, std::string_view employer = {});
[[nodiscard]] std::string trace_of_address(std::string_view address);

} // namespace followup::ledger
