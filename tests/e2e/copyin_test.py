"""Mails that people forward, or send us a copy of: what is read back, what counts when, and what is nobody's."""

import email.message
import email.policy
import email.utils
import re
import unittest

import acting_test
import answers_test
from acting_test import DANA, EVE, URL, body, with_url
from support import SOURCE, Daemon, wait_for

INVITES = SOURCE / "tests" / "core" / "calendar" / "invites"

MAIL = ('replies = "replies@glass.example"\ninterviews = "interviews@glass.example"\n'
        'authserv_id = "mx.glass.example"')
PAT = "Pat Moreno <pat@glass.example>"
CANARY = "canary-7f3a"
WITH_ADDRESSES = DANA.replace('name = "Margaret Chen"', 'name = "Margaret Chen"\nemail = "m.chen@acme.example"', 1)


def vouched(domain, by="mx.glass.example"):
    return f"{by}; dkim=pass header.d={domain}"


class CopiedIn(answers_test.Answered):
    @staticmethod
    def made():
        return with_url(Daemon(mail=MAIL, options=["--at", EVE, "--speed", "1"]))

    def send(self, mail, delivered, results=None):
        head = f"Authentication-Results: {results}\n" if results else ""
        head += f"Delivered-To: {delivered}\n"
        self.deliver(head.encode() + mail.as_bytes())

    def written(self, text, sender=PAT, to="interviews@glass.example", subject="Fwd: interview"):
        mail = email.message.EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, to, subject
        mail["Message-ID"] = email.utils.make_msgid()
        mail["Date"] = email.utils.format_datetime(email.utils.parsedate_to_datetime("Fri, 27 Nov 2026 23:04:00 +0000"))
        mail.set_content(text)
        return mail

    def cases(self):
        return self.daemon.json("status")["cases"]

    def read_back(self, words):
        text = self.told("pat@glass.example", words)
        link = re.search(URL + r"(/a/\S+)", text)
        return text, link and link.group(1)

    def press(self, link, form, **more):
        return acting_test.Acting.request(self, "POST", link, {**form.fields, **more})


class Forwards(CopiedIn):
    @staticmethod
    def new_invitation(number):
        """Of somebody who is not known yet, each to another interview."""
        ics = (INVITES / "outlook.ics").read_text().replace("dana@candidate.example", "jo@new.example")
        return ics.replace("Dana Reyes", "Jo Park").replace("20261120T", "20261127T").replace("UID:04", f"UID:{number}4")

    def ways(self):
        ics = self.new_invitation(1)
        part = self.written("See below.")
        part.add_alternative(ics, subtype="calendar", params={"method": "REQUEST"})
        file = self.written("")
        file.add_attachment(self.new_invitation(2).encode(), maintype="application", subtype="octet-stream", filename="invite.ics")
        enclosed = self.written("Please add.")
        enclosed.add_attachment(self.original(self.new_invitation(3)))
        return {"a part": part, "a file": file, "an enclosed mail": enclosed}

    def original(self, ics):
        mail = self.written("Invitation", sender="Margaret Chen <m.chen@acme.example>", to="jo@new.example")
        mail.add_alternative(ics, subtype="calendar", params={"method": "REQUEST"})
        return mail

    def drafts(self):
        return [mail for mail in self.mails("pat@glass.example") if "Candidate: Jo Park" in body(mail)]

    def test_an_invitation_counts_once_it_is_filled_in_and_confirmed(self):
        for way, mail in self.ways().items():
            with self.subTest(way):
                facts = self.facts()
                before = {mail["Message-ID"] for mail in self.drafts()}
                self.send(mail, "interviews@glass.example", vouched("glass.example"))
                fresh = wait_for("a draft", lambda: [mail for mail in self.drafts() if mail["Message-ID"] not in before])
                answer = fresh[0]
                text = body(answer)
                self.assertEqual(answer["Auto-Submitted"], "auto-replied")
                self.assertIn("Candidate: Jo Park, jo@new.example", text)
                self.assertIn("Fri 27 Nov 2026, 14:00–15:30", text)
                self.assertIn("Luis Ortiz, luis.ortiz@acme.example", text)
                self.assertNotIn("cannot tell whether", text)
                self.assertNotIn("photo ID", text, "what the invitation says is not quoted")
                self.assertEqual(self.facts(), facts, "nothing counts before it is confirmed")
                link = re.search(URL + r"(/a/\S+)", text).group(1)
                self.confirm(link, facts)
        self.assertEqual(self.cases(), 2)

    def confirm(self, link, facts):
        page = acting_test.Acting.request(self, "GET", link)
        self.assertIn("the employer", page.text)
        page = self.press(link, page.form("Show it with this"), employer="Acme Robotics", position="Planner")
        self.assertIn("Employer: Acme Robotics", page.text)
        self.assertEqual(self.facts(), facts)
        form = page.form("Add this")
        self.assertIn("It is not what was shown any more", self.press(link, form, of="x").text)
        self.assertEqual(self.facts(), facts)
        added = self.press(link, form)
        self.assertIn("Added.", added.text)
        self.assertEqual(self.facts(), facts + 1)
        self.press(link, form)
        self.assertEqual(self.facts(), facts + 1, "pressed twice")

    def test_two_sentences_give_a_draft_that_says_what_is_missing(self):
        self.send(self.written("Jo Park <jo@new.example> was there for an hour.\nIt ended today at 15:30."),
                  "interviews@glass.example", vouched("glass.example"))
        text, link = self.read_back("Candidate: Jo Park, jo@new.example")
        self.assertIn("Ended: Fri 27 Nov 2026, 15:30", text)
        self.assertIn("– the employer – the position", " ".join(text.split()))
        page = acting_test.Acting.request(self, "GET", link)
        page = self.press(link, page.form("Show it with this"), employer="Nordwerk", position="Planner")
        self.assertEqual(self.cases(), 1)
        self.assertIn("Added.", self.press(link, page.form("Add this")).text)
        self.assertEqual(self.cases(), 2)

    def test_what_is_forwarded_as_text_alone_is_read_as_well(self):
        self.send(self.written("\n---------- Forwarded message ---------\nFrom: Margaret Chen <m.chen@acme.example>\n"
                               "Date: Fri, 27 Nov 2026\nSubject: Interview\nTo: <pat@glass.example>\n\n"
                               "We see Dana Reyes for the Controls Engineer.\n"),
                  "interviews@glass.example", vouched("glass.example"))
        text, _ = self.read_back("Candidate: Dana Reyes, dana@candidate.example")
        self.assertIn("Position: Controls Engineer", text)
        self.assertIn("– when it ended", text)

    def test_what_is_no_interview_is_told_of(self):
        self.send(self.written("Lunch?"), "interviews@glass.example", vouched("glass.example"))
        text, link = self.read_back("Nothing in that mail could be understood")
        self.assertIsNone(link)

    def test_without_our_own_servers_word_the_draft_says_so(self):
        for results in (None, vouched("evil.example"), vouched("glass.example", by="mx.evil.example")):
            before = len(self.mails("pat@glass.example"))
            self.send(self.written("Jo Park <jo@new.example> ended today at 15:30."), "interviews@glass.example",
                      results)
            wait_for("an answer", lambda count=before: len(self.mails("pat@glass.example")) > count)
            self.assertIn("cannot tell whether that mail came from you", body(self.mails("pat@glass.example")[-1]))

    def test_the_same_mail_twice_is_read_back_once(self):
        mail = self.written("Jo Park <jo@new.example> ended today at 15:30.")
        for _ in range(2):
            self.send(mail, "interviews@glass.example", vouched("glass.example"))
        wait_for("the second", lambda: self.daemon.said("a mail for interviews that had come before"))
        self.assertEqual(sum("Jo Park" in body(each) for each in self.mails("pat@glass.example")), 1)

    def test_strangers_are_neither_answered_nor_recorded(self):
        facts, mails = self.facts(), len(self.daemon.mails())
        for sender in ("Eve <eve@elsewhere.example>", "Dana Reyes <dana@candidate.example>",
                       "a@glass.example, pat@glass.example", "followups@glass.example"):
            self.send(self.written(f"{CANARY} Jo Park <jo@new.example> ended today at 15:30.", sender=sender),
                      "interviews@glass.example", vouched("elsewhere.example"))
        automatic = self.written(CANARY)
        automatic["Auto-Submitted"] = "auto-replied"
        self.send(automatic, "interviews@glass.example", vouched("glass.example"))
        wait_for("the last", lambda: self.daemon.said("an automatic mail to the address for interviews"))
        self.assertEqual((self.facts(), len(self.daemon.mails())), (facts, mails))
        self.assertNotIn(CANARY, "".join(self.daemon.log))
        self.assertFalse([path for path in self.daemon.state.rglob("*")
                          if path.is_file() and CANARY.encode() in path.read_bytes()])

    def test_a_link_is_of_one_draft_and_forgetting_ends_it(self):
        self.send(self.written("Jo Park <jo@new.example> ended today at 15:30."), "interviews@glass.example",
                  vouched("glass.example"))
        _, link = self.read_back("Candidate: Jo Park")
        self.assertNotIn("dana@", body(self.mails("pat@glass.example")[-1]), "nothing of another candidate")
        self.assertEqual(acting_test.Acting.request(self, "GET", link[:-1] + ("a" if link[-1] != "a" else "b")).status, 404)
        self.assertEqual(self.daemon.followup("forget", "dana@candidate.example", "--yes").returncode, 0)
        self.assertNotIn("Jo Park", acting_test.Acting.request(self, "GET", link).text)


class Copies(CopiedIn):
    settled = ()

    def setUp(self):
        super().setUp()
        self.daemon.drop("addresses.toml", WITH_ADDRESSES)
        wait_for("the addresses", lambda: "addresses.toml" in self.daemon.done())

    def letter(self):
        return next(duty for duty in self.daemon.json("agenda", "team", "--all")["duties"]
                    if duty["id"] == "dana-acme-1/letter/margaret-chen")["state"]

    def copy(self, results):
        mail = self.written(f"Dear Ms. Chen,\nthank you for the {CANARY} tour.\nDana Reyes",
                            sender="Dana Reyes <dana@candidate.example>", to="M. Chen <m.chen@acme.example>",
                            subject="Thank you")
        self.send(mail, self.tag(), results)

    def test_a_copy_of_a_letter_marks_it_as_sent_and_keeps_what_was_sent(self):
        self.assertEqual(self.letter(), "open")
        self.copy(vouched("candidate.example"))
        self.told("dana@candidate.example", "Your recruiter has a copy of what you sent")
        self.assertEqual(self.letter(), "done")
        self.told("pat@glass.example", "It is a copy of a letter that was sent.")
        self.told("pat@glass.example", f"thank you for the {CANARY} tour")
        self.assertFalse([path for path in self.daemon.state.glob("*.sqlite*")
                          if CANARY.encode() in path.read_bytes()], "sealed")

    def test_a_copy_that_nobody_vouches_for_is_asked_about(self):
        self.copy(None)
        text = self.told("dana@candidate.example", "Did you send it? Then say so here:")
        self.assertEqual(self.letter(), "open")
        link = re.search(URL + r"(/a/\S+)", text).group(1)
        page = acting_test.Acting.request(self, "GET", link)
        self.press(link, page.form("It is sent"))
        self.assertEqual(self.letter(), "done")

    def test_a_copy_of_a_mail_to_anybody_else_marks_nothing(self):
        mail = self.written("Done. See you.", sender="Dana Reyes <dana@candidate.example>",
                            to="friend@elsewhere.example", subject="Re: x")
        facts = self.facts()
        self.send(mail, self.tag(), vouched("candidate.example"))
        self.told("pat@glass.example", "Nothing was recorded of it.")
        self.assertEqual((self.letter(), self.facts()), ("open", facts))


if __name__ == "__main__":
    unittest.main()
