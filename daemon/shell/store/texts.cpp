#include "shell/store/texts.hpp"

#include "shell/store/mending.hpp"

namespace followup::store {
namespace {

// Digests and the mails about refused files may name anybody; once they have gone out nobody needs their
// bytes.
constexpr Query<In<>, Out<std::int64_t>> settled_texts_of_no_case{
    "SELECT no FROM mail WHERE case_no = 0 AND settled IS NOT NULL AND state <> 'parked' "
    "AND no IN (SELECT mail_no FROM mail_text)"};
constexpr Query<In<Bytes, std::int64_t>> blank_text{
    "UPDATE mail_text SET sealed = :sealed WHERE mail_no = :no"};
constexpr Query<In<std::int64_t>, Out<std::int64_t, Bytes>> text_with_case{
    "SELECT m.case_no, t.sealed FROM mail m JOIN mail_text t ON t.mail_no = m.no WHERE m.no = :no"};

/// Who reads it and its envelope; what cannot be read is empty from then on.
std::string without_bytes(const Bytes32& key, std::string_view box, std::int64_t mail) {
    try {
        const auto texts = unpacked(unseal(key, box, bound("mail", mail)), 4);
        return packed({texts[0], texts[1], texts[2], ""});
    } catch (const Damaged&) {
        return packed({"", "", "", ""});
    }
}

} // namespace

void blank(Connection& session, std::int64_t mail) {
    const auto row = session.one(text_with_case, mail);
    if (!row) return;
    const auto& [case_number, box] = *row;
    const auto key = session.key_of(case_number);
    session.run(blank_text, Bytes{seal(key, without_bytes(key, box.text, mail), bound("mail", mail))}, mail);
}

void blank_settled_of_no_case(Connection& session) {
    std::vector<std::int64_t> mails;
    session.each(settled_texts_of_no_case, [&](std::int64_t mail) { mails.push_back(mail); });
    for (const auto mail : mails)
        blank(session, mail);
}

} // namespace followup::store
