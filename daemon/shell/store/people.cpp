#include "shell/store/people.hpp"

namespace followup::store {

std::string reference(const plan::Person& person) {
    return person.role == plan::Role::candidate ? std::string{"c"} : "r:" + person.id;
}

std::string reference(Connection& session, std::int64_t case_number, std::string_view person) {
    if (case_number != 0 && session.candidate_of(case_number).identity == person) return "c";
    if (person.find('@') != std::string_view::npos) return "x:" + session.vault().identity_tag(person);
    return "r:" + std::string{person};
}

std::string person(Connection& session, std::int64_t case_number, std::string_view reference,
                   std::string_view otherwise) {
    if (reference == "c") return session.candidate_of(case_number).identity;
    if (reference.starts_with("r:")) return std::string{reference.substr(2)};
    return std::string{otherwise};
}

} // namespace followup::store
