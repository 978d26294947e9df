"""Mail that comes back: answers that act, bounces that find their nudge, and machines that are no news."""

import email.message
import email.utils
import itertools
import re
import unittest

from acting_test import DANA, EVE, URL, Acting, body, message, with_url
from support import Daemon, wait_for

MAIL = 'replies = "replies@glass.example"\nbounces = "bounces@glass.example"'
NUMBERS = itertools.count()


def report(to, words="550 5.1.1 <dana@candidate.example>: unknown"):
    return f"""Return-Path: <>
Delivered-To: {to}
From: MAILER-DAEMON@mail.example (Mail Delivery System)
To: {to}
Auto-Submitted: auto-replied
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="A/B"

--A/B
Content-Type: text/plain

This is the mail system.

--A/B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; dana@candidate.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; {words}

--A/B--
"""


class Answered(unittest.TestCase):
    """A daemon that has written to Dana, and mails that come back."""

    settled = ("debrief", "letter/margaret-chen", "letter/luis-ortiz")  # the first mail is about the call alone

    @staticmethod
    def made():
        return Daemon(mail=MAIL, options=["--at", EVE, "--speed", "1"])

    def setUp(self):
        self.daemon = self.made()
        self.addCleanup(self.daemon.__exit__)
        self.daemon.start()
        self.inbox = self.daemon.state / "inbox"
        self.daemon.drop("dana.toml", DANA)
        self.first = wait_for("Dana's mail", lambda: self.mails("dana@candidate.example"))[0]
        self.row = next(mail for mail in self.daemon.json("outbox") if mail["to"] == "dana@candidate.example")
        for duty in self.settled:
            self.daemon.followup("done", f"dana-acme-1/{duty}")

    def mails(self, address):
        found = [message(path) for path in self.daemon.mails()]
        return [mail for mail in found if mail["To"].addresses[0].addr_spec == address]

    def tag(self):
        return self.first["Reply-To"].addresses[0].addr_spec

    def deliver(self, bytes_):
        name = f"{next(NUMBERS)}.M1.mail.example"
        (self.inbox / "tmp" / name).write_bytes(bytes_)
        (self.inbox / "tmp" / name).rename(self.inbox / "new" / name)
        wait_for("the inbox to be empty", lambda: not list((self.inbox / "new").iterdir()))

    def answer(self, text, sender="Dana Reyes <dana@candidate.example>", to=None, thread=True, **headers):
        mail = email.message.EmailMessage()
        mail["From"], mail["To"] = sender, to or self.tag()
        mail["Subject"] = "Re: " + self.first["Subject"]
        mail["Message-ID"] = email.utils.make_msgid()
        if thread:
            mail["In-Reply-To"] = self.first["Message-ID"]
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text + "\n\nOn Fri, 27 Nov 2026, Glass Recruiters wrote:\n> done\n")
        self.deliver(mail.as_bytes())

    def call(self):
        return next(duty for duty in self.daemon.json("agenda", "team", "--all")["duties"]
                    if duty["id"] == "dana-acme-1/call/margaret-chen")

    def facts(self):
        return self.daemon.json("status")["facts"]

    def told(self, address, words):
        def there():
            return next((text for text in map(body, self.mails(address)) if words in " ".join(text.split())), None)
        return wait_for(f"a mail to {address} that says: {words}", there)


class Pages(Answered):
    """Where there are pages, a mail of ours has the link that confirms."""

    @staticmethod
    def made():
        return with_url(Answered.made())

    def test_a_doubtful_date_counts_when_it_is_confirmed(self):
        due = self.call()["due"]
        self.answer("push to 4/12")
        text = self.told("dana@candidate.example", "Nothing has changed yet")
        link = re.search(URL + r"(/a/\S+)", text).group(1)
        read = Acting.request(self, "GET", link)
        self.assertIn("Mon 12 Apr 2027", read.text)
        self.assertEqual(self.call()["due"], due, "a look at a page changes nothing")
        done = Acting.request(self, "POST", link.split("?")[0], read.form("Yes, record it").fields)
        self.assertIn("Recorded.", done.text)
        self.assertEqual(self.call()["due"][:10], "2027-04-12")


class Answers(Answered):
    def test_addresses_carry_the_tag(self):
        self.assertRegex(self.tag(), r"^replies\+\d+-1-[a-z2-7]{26}@glass\.example$")
        self.assertIn("begin with “done”, “voicemail”", body(self.first))

    def test_done_is_recorded_and_confirmed(self):
        self.answer("Done.")
        self.assertEqual((self.call()["state"], self.call()["reason"]), ("done", "spoke"))
        text = self.told("dana@candidate.example", "Recorded. Done: Call Margaret Chen (Acme <Robotics>), as promised")
        self.assertIn("Answer this mail with “undo”", text)
        facts = self.facts()
        self.answer("Done.")
        self.assertEqual(self.facts(), facts)
        self.told("dana@candidate.example", "Nothing was recorded: what this mail was about is settled")
        self.answer("undo")
        self.assertEqual(self.call()["state"], "open")

    def test_another_date_is_read_and_read_back(self):
        self.answer("push to Thursday next week\n\nThey have two more to see.")
        self.assertEqual(self.call()["due"], "2026-12-03T23:00:00Z")
        self.told("dana@candidate.example", "now on Thu 3 Dec 2026, by 16:00 MST")
        facts = self.facts()
        self.answer("push to Friday after next")
        self.told("dana@candidate.example", "can mean more than one day")
        self.assertEqual(self.facts(), facts)

    def test_news_are_told(self):
        self.answer("heard: an offer")
        self.assertEqual((self.call()["state"], self.call()["reason"]), ("dropped", "offer"))

    def test_news_without_a_word_of_ours_are_passed_on(self):
        self.answer("heard: they want to think about it over the holidays")
        self.assertEqual(self.call()["state"], "open")
        self.told("pat@glass.example", "they want to think about it over the holidays")

    def test_what_stands_behind_an_answer_reaches_the_recruiter(self):
        self.answer("Done, thanks! She asked about salary, by the way.")
        self.assertEqual((self.call()["state"], self.call()["reason"]), ("done", "spoke"))
        text = self.told("pat@glass.example", "She asked about salary, by the way.")
        self.assertIn("Dana Reyes (dana@candidate.example) answered a reminder.", " ".join(text.split()))
        self.assertIn("It answers what was asked, and says more.", text)
        mails = len(self.mails("pat@glass.example"))
        self.answer("undo\n\nThank you\nDana")
        self.assertEqual(self.call()["state"], "open")
        self.answer("push to Thursday next week\n\nThey have two more to see.")
        self.told("pat@glass.example", "They have two more to see.")
        self.assertFalse([mail for mail in self.mails("pat@glass.example")[mails:] if "Thank you" in body(mail)],
                         "a greeting is no news")

    def test_stop_stops_the_mails(self):
        self.answer("STOP")
        self.told("dana@candidate.example", "no more mails come to you")
        self.assertEqual(self.call()["state"], "open")
        self.assertIn("wants no more mails", self.daemon.followup("show", "dana-acme-1").stdout)

    def test_who_reads_german_answers_in_german(self):
        self.daemon.drop("again.toml", DANA.replace('"America/Denver"', '"America/Denver", language = "de"'))
        wait_for("Dana's language", self.daemon.at_rest)
        self.answer("Verschieben auf 3.12.2026")
        self.assertEqual(self.call()["due"], "2026-12-03T23:00:00Z")
        text = self.told("dana@candidate.example", "Verschoben: Versprochener Anruf bei Margaret Chen")
        self.assertIn("Guten Tag Dana Reyes,", text)
        self.assertIn("Antworten Sie auf diese Mail mit „zurück“", text)
        self.answer("verschieben auf irgendwann")
        self.told("dana@candidate.example", "„irgendwann“ wird nicht als Tag verstanden.")
        self.answer("Zurück.")
        self.assertNotEqual(self.call()["due"], "2026-12-03T23:00:00Z")
        self.answer("Verschieben auf Freitag, den 4. Dezember um halb drei")
        self.assertEqual(self.call()["due"], "2026-12-04T20:30:00Z")
        self.answer("gehört: Angebot")
        self.assertEqual((self.call()["state"], self.call()["reason"]), ("dropped", "offer"))

    def test_what_is_no_command_is_passed_on_to_the_recruiter(self):
        facts = self.facts()
        self.answer("I am done with interviews for now, can we talk?")
        text = self.told("pat@glass.example", "> I am done with interviews for now, can we talk?")
        self.assertNotIn("Glass Recruiters wrote", text)
        self.assertEqual(self.facts(), facts)
        mail = next(mail for mail in self.mails("pat@glass.example") if "can we talk" in body(mail))
        self.assertEqual(mail["Reply-To"].addresses[0].addr_spec, "dana@candidate.example")

    def test_somebody_else_and_a_false_tag_record_nothing(self):
        facts = self.facts()
        self.answer("done", sender="Eve <eve@elsewhere.example>")
        self.told("pat@glass.example", "had gone to another address: nothing was recorded")
        tag = self.tag()
        at = tag.index("@") - 1
        forged = tag[:at] + ("a" if tag[at] != "a" else "b") + tag[at + 1:]
        for other in (forged, tag.replace("replies", "others")):
            self.answer("done", to=other, thread=False)
        self.assertEqual(self.facts(), facts)
        self.told("pat@glass.example", "It does not say which reminder it answers, so nothing was recorded of it.")
        self.told("dana@candidate.example", "your mail does not say which reminder it answers")
        self.answer("done", sender="Eve <eve@elsewhere.example>", to=forged, thread=False)
        self.assertEqual(len(list((self.inbox / "cur").iterdir())), 1, "nobody could be found to read it")

    def test_an_answer_whose_tag_was_lost_is_known_by_what_it_answers(self):
        self.answer("Done.", to="replies@glass.example")
        self.assertEqual((self.call()["state"], self.call()["reason"]), ("done", "spoke"))

    def test_a_doubtful_date_is_asked_for_in_figures_where_there_are_no_pages(self):
        due = self.call()["due"]
        self.answer("push to 4/12")
        text = self.told("dana@candidate.example", "Nothing has changed yet")
        self.assertIn("with the date in figures", " ".join(text.split()))
        self.assertEqual(self.call()["due"], due)

    def test_the_recruiters_own_words_are_a_note_of_the_case(self):
        self.daemon.drop("more.toml", """[[note]]
interview = "dana-acme-1"
notes = "She prefers mornings."
""")
        wait_for("the note", lambda: "She prefers mornings." in self.daemon.followup("show", "dana-acme-1").stdout)

    def test_machines_are_no_news(self):
        facts, mails = self.facts(), len(self.daemon.json("outbox"))
        self.answer("done", Auto_Submitted="auto-replied")
        self.answer("I am out of the office until Monday.", Return_Path="<>")
        self.answer("done", Precedence="bulk")
        self.assertEqual((self.facts(), len(self.daemon.json("outbox"))), (facts, mails))

    def test_a_bounce_finds_its_nudge(self):
        number = self.row["mail"]
        tag = re.search(r"replies\+(\d+)-", self.tag()).group(1)
        self.assertEqual(int(tag), number)
        sender = self.envelope_sender()
        self.assertRegex(sender, rf"^bounces\+{number}-1-[a-z2-7]{{26}}@glass\.example$")
        for _ in range(2):
            self.deliver(report(sender).encode())
        mail = self.daemon.json("outbox", "show", str(number))
        self.assertTrue(mail["came_back"])
        self.assertEqual(mail["steps"][-1]["reply"], "550 5.1.1 <dana@candidate.example>: unknown")
        self.assertIn("came back", self.daemon.followup("outbox").stdout)
        self.assertIn("could not be delivered: 550 5.1.1", self.call()["undelivered"])
        self.told("pat@glass.example", "A mail to dana@candidate.example came back: 550 5.1.1")
        self.assertEqual(len([1 for mail in self.mails("pat@glass.example") if "came back" in body(mail)]), 1)
        self.assertEqual(self.call()["state"], "open")

    def envelope_sender(self):
        """As the relay would see it: the Maildir does not keep it, so it is made from what the outbox shows."""
        return self.daemon.json("outbox", "show", str(self.row["mail"]))["from"]

    def test_anything_at_all_can_arrive(self):
        facts = self.facts()
        for junk in (b"", b"\xff\xfe\x00", b"From: \r\n\r\n", b"x" * 5_000_000,
                     b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n" * 1000):
            self.deliver(junk)
        self.assertEqual(self.facts(), facts)
        self.assertEqual(self.daemon.json("status")["troubles"], [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
