#pragma once

#include "core/ledger/agency.hpp"
#include "shell/store/store.hpp"

#include <optional>

/// People whom a ledger of the first edition cannot tell apart, because it took in what is refused now: two
/// names under one address, and a candidate with the id of a recruiter. They stop nothing, and are named
/// until somebody has mended them.
namespace followup::run {

class Namesakes {
  public:
    explicit Namesakes(store::Store& store) : x_store(store) {}

    /// Looks at a case once, in a transaction of the caller's: whether its candidate is called otherwise in
    /// another one.
    [[nodiscard]] base::Result<void> look(std::int64_t case_number);
    /// Names them by their cases, in nobody's words. Nothing: there are none (any more).
    [[nodiscard]] base::Result<std::optional<base::Problem>> trouble(const ledger::Agency& agency);

  private:
    /// The case with which it shares a candidate that is called otherwise there; nothing: it does not.
    [[nodiscard]] base::Result<std::optional<std::int64_t>> other(std::int64_t case_number);
    [[nodiscard]] base::Result<std::string> id_of(std::int64_t case_number);
    [[nodiscard]] base::Result<std::vector<std::string>> two_names();
    [[nodiscard]] base::Result<std::vector<std::string>> one_id(const ledger::Agency& agency);

    store::Store& x_store;
};

} // namespace followup::run
