#include "core/letter/whom.hpp"

#include "core/mail/acme.hpp"

#include <gtest/gtest.h>

namespace followup::letter {
namespace {

TEST(Whom, IsFoundByTheKeyElseByTheName) {
    auto plan = mail::acme::plan();
    auto known = mail::acme::known();
    auto& duty = mail::acme::duty(plan, "letter/siobhan-oneill");
    EXPECT_EQ(key_of(duty), "siobhan-oneill");
    EXPECT_EQ(person_of(duty, known)->met.name, "Siobhán O’Neill");
    known.rounds[0].people[2].key = "another";
    duty.whom = "SIOBHAN O'NEILL";
    EXPECT_EQ(person_of(duty, known), &known.rounds[0].people[2]);
    duty.whom = "";
    EXPECT_EQ(person_of(duty, known), nullptr);
    EXPECT_EQ(key_of(mail::acme::duty(plan, "debrief")), "");
    known.rounds.clear();
    EXPECT_EQ(round_of(duty, known), nullptr);
}

TEST(Whom, HasTheirOwnAddressElseTheEmployers) {
    auto known = mail::acme::known();
    auto met = known.rounds[0].people[1].met;
    EXPECT_EQ(address_of(met, known), "400 W Lake St, Chicago, IL 60606");
    met.address = "1 Plant Rd, Joliet, IL 60431";
    EXPECT_EQ(address_of(met, known), met.address);
}

} // namespace
} // namespace followup::letter
