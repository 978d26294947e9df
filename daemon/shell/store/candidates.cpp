#include "shell/store/connection.hpp"

namespace followup::store {
namespace {

constexpr Query<In<std::int64_t>, Out<Bytes, Bytes>> read_candidate{
    "SELECT sealed_key, identity FROM candidate WHERE no = :no"};
constexpr Query<In<std::string>, Out<std::int64_t>> find_candidate{
    "SELECT no FROM candidate WHERE tag = :tag"};
constexpr Query<In<std::int64_t, std::string, Bytes, Bytes>> add_candidate{
    "INSERT INTO candidate (no, tag, sealed_key, identity) VALUES (:no, :tag, :key, :identity)"};
constexpr Query<In<std::string, Bytes, std::int64_t>> rewrite_candidate{
    "UPDATE candidate SET tag = :tag, identity = :identity WHERE no = :no"};
constexpr Query<In<std::int64_t>, Out<std::int64_t>> candidate_of_case{
    "SELECT candidate_no FROM cases WHERE no = :no"};

/// Enough for a morning's mails, some 200 bytes each; a daemon with a million cases keeps no more keys in
/// memory.
constexpr std::size_t cached_max = 16'384;
constexpr std::size_t histories_max = 512; // some 10 KiB each

Bytes sealed_identity(const Bytes32& key, std::string_view identity, std::int64_t number) {
    return Bytes{seal(key, identity, bound("candidate identity", number))};
}

} // namespace

const Candidate& Connection::candidate(std::int64_t number) {
    if (const auto found = x_candidates.find(number); found != x_candidates.end()) return found->second;
    const auto row = one(read_candidate, number);
    if (!row) throw Damaged{{bound("candidate", number), "there is no such candidate", restore_hint()}};
    const auto& [box, identity] = *row;
    if (x_candidates.size() >= cached_max) x_candidates.clear();
    const auto key = x_vault.open_key(box.text, number);
    auto name = unseal(key, identity.text, bound("candidate identity", number));
    return x_candidates.emplace(number, Candidate{key, std::move(name)}).first->second;
}

std::int64_t Connection::candidate_number(std::int64_t case_number) {
    if (const auto found = x_cases.find(case_number); found != x_cases.end()) return found->second;
    const auto row = one(candidate_of_case, case_number);
    if (!row) throw Damaged{{bound("case", case_number), "there is no such case", restore_hint()}};
    remember_case(case_number, std::get<0>(*row));
    return std::get<0>(*row);
}

const Candidate& Connection::candidate_of(std::int64_t case_number) {
    return candidate(candidate_number(case_number));
}

const Bytes32& Connection::key_of(std::int64_t case_number) {
    return case_number == 0 ? x_vault.agency() : candidate_of(case_number).key;
}

std::optional<std::int64_t> Connection::known_candidate(std::string_view identity) {
    const auto row = one(find_candidate, x_vault.identity_tag(identity));
    if (!row) return std::nullopt;
    return std::get<0>(*row);
}

std::int64_t Connection::candidate_for(std::string_view identity) {
    if (const auto known = known_candidate(identity)) return *known;
    const auto number = fresh(Numbered::candidate);
    const auto key = Vault::fresh_key();
    run(add_candidate, number, x_vault.identity_tag(identity), Bytes{x_vault.seal_key(key, number)},
        sealed_identity(key, identity, number));
    if (x_candidates.size() >= cached_max) x_candidates.clear();
    x_candidates.insert_or_assign(number, Candidate{key, std::string{identity}});
    return number;
}

void Connection::rename_candidate(std::int64_t number, std::string_view identity) {
    const auto key = candidate(number).key;
    run(rewrite_candidate, x_vault.identity_tag(identity), sealed_identity(key, identity, number), number);
    x_candidates.insert_or_assign(number, Candidate{key, std::string{identity}});
}

void Connection::remember_case(std::int64_t case_number, std::int64_t candidate) {
    if (x_cases.size() >= cached_max) x_cases.clear();
    x_cases.insert_or_assign(case_number, candidate);
}

std::shared_ptr<const ledger::History> Connection::history(std::int64_t case_number) const {
    const auto at = x_histories.find(case_number);
    return at == x_histories.end() ? nullptr : at->second;
}

void Connection::remember_history(std::int64_t case_number, std::shared_ptr<const ledger::History> history) {
    if (x_histories.size() >= histories_max) x_histories.clear();
    x_histories.insert_or_assign(case_number, std::move(history));
}

} // namespace followup::store
