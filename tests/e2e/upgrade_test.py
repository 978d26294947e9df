"""A ledger of the first edition under this one: what was true stays true, and nobody is written to who would not have
been. The ledger and what the first edition said of it lie in tests/upgrade."""

import html
import json
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "upgrade"))

from first_edition import (  # noqa: E402 (the path comes first)
    OF_RECRUITERS, date_of, entries_of, expected, mails_of, taken_over, text_of)
from relay import Relay  # noqa: E402
from support import wait_for  # noqa: E402

# What ended before is over now: of these cases nothing is asked for any more, nor shown.
ENDED = ("rejected-1", "offer-1")
COLD = ("cold-1", "cold-2", "cold-3", "shared-2", "offer-1")


class Begun(unittest.TestCase):
    """The first seconds. Nothing here changes anything, so all tests share one daemon."""

    @classmethod
    def setUpClass(cls):
        cls.then = expected()
        cls.relay = Relay()
        cls.daemon = taken_over(cls.relay).start()
        wait_for("what is due to have gone out", cls.rests, 90)

    @classmethod
    def tearDownClass(cls):
        cls.daemon.__exit__()
        cls.relay.stop()

    @classmethod
    def rests(cls):
        mails = {mail["state"] for mail in cls.daemon.json("outbox")}
        status = cls.daemon.json("status")
        named = any("one address" in each for each in status["troubles"])
        waiting = mails & {"claimed", "handed", "deferred", "in_doubt"}
        return named and not waiting and status["next_due"] > status["now"]

    def test_every_fact_is_there(self):
        status = self.daemon.json("status")
        self.assertEqual(status["facts"], self.then["facts"])
        self.assertEqual(status["waiting_for_their_interview"], 1)

    def test_every_duty_keeps_its_date_and_its_state(self):
        now = {duty["id"]: duty for duty in self.daemon.json("agenda", "team", "--all")["duties"]}
        for name, before in self.then["duties"].items():
            after = {key: now[name][key] for key in before}
            if before["case"] in ENDED and before["state"] in ("open", "expired"):
                before = before | {"state": "dropped"}
            self.assertEqual(after, before, name)

    def test_what_an_amendment_of_the_first_edition_took_back_stays_taken_back(self):
        now = {duty["id"]: duty for duty in self.daemon.json("agenda", "team", "--all")["duties"]}
        for name in ("amended-1/letter/priya-nair", "amended-1/call/priya-nair"):
            self.assertEqual(now[name]["state"], "dropped")
        self.assertEqual(now["amended-1/letter/luis-ortis"]["whom"], "Luis Ortiz")
        self.assertEqual(now["amended-1/call/margaret-chen"]["due"], "2026-12-09T23:00:00Z")

    def test_every_calendar_has_its_address_and_its_entries(self):
        for path, before in self.then["feeds"].items():
            status, _, body = self.daemon.get(path)
            self.assertEqual(status, 200, before["person"])
            after = entries_of(body.decode())
            for uid, entry in before["entries"].items():
                if uid in after:
                    self.assertEqual(after[uid], entry)
            self.assertLessEqual(set(after), set(before["entries"]), before["person"])  # nothing new
            listed = self.daemon.json("feeds", before["person"], "--privacy", before["privacy"])
            self.assertIn(path, [re.sub(r"^https?://[^/]*", "", each["https"]) for each in listed])

    def test_an_entry_leaves_a_calendar_only_with_a_case_that_had_ended(self):
        ended = {f"{case}/{rest}" for case in ENDED for rest in ("debrief", "letter/tom-reed")}
        gone = set()
        for path, before in self.then["feeds"].items():
            gone |= set(before["entries"]) - set(entries_of(self.daemon.get(path)[2].decode()))
        self.assertEqual(len(gone), len(ended))

    def test_addresses_that_end_in_a_sign_work_on(self):
        signs = [path for path in self.then["feeds"] if path.split("/")[2][-1] in "-_"]
        self.assertGreaterEqual(len(signs), 4)
        for path in signs:
            self.assertEqual(self.daemon.get(path)[0], 200)

    def test_every_link_of_an_earlier_mail_opens_as_it_did(self):
        self.assertGreaterEqual(len(self.then["links"]), 20)
        self.assertTrue(any(path[-1] in "-_" for path in self.then["links"]))
        for path, before in self.then["links"].items():
            status, _, body = self.daemon.get(path)
            title = re.search(rb"<h1>(.*?)</h1>", body, re.S).group(1).decode()
            self.assertEqual((status, title), (before["status"], before["title"]), before)

    def test_what_was_sent_stays_sent_as_it_was(self):
        now = {mail["mail"]: mail for mail in mails_of(self.copy())}
        for before in self.then["mails"]:
            after = now[before["mail"]]
            self.assertEqual((after["message_id"], after["sha256"]), (before["message_id"], before["sha256"]))
            if before["state"] in ("sent", "rejected", "moot"):
                self.assertEqual(after, before)

    def copy(self):
        folder = self.daemon.folder / "copy"
        if not folder.exists():
            (folder / "state").mkdir(parents=True)
            backup = self.daemon.followup("backup", folder / "state" / "ledger.sqlite")
            self.assertEqual(backup.returncode, 0, backup.stderr)
        return folder

    def test_what_may_have_arrived_is_held_and_named(self):
        held = {mail["to"] for mail in self.daemon.json("outbox", "--state", "parked")}
        self.assertEqual(held, {f"{name}@candidate.example" for name in ("ivo", "jana", "karl", "mats")})
        doubts = [mail["mail"] for mail in self.then["mails"] if mail["state"] in ("in_doubt", "handed", "parked")
                  and "held-1" not in str(mail["nudges"])]
        [trouble] = [each for each in self.daemon.json("status")["troubles"] if "arrived before the upgrade" in each]
        self.assertEqual([int(each) for each in re.findall(r"\d+", trouble)], doubts)
        health = json.loads(self.daemon.get("/healthz")[2])
        self.assertIn(trouble, health["troubles"])
        listed = self.daemon.followup("outbox").stdout
        self.assertIn("whether it arrived before the upgrade is not known", re.sub(r"\s+", " ", listed))

    def test_people_who_cannot_be_told_apart_are_named_by_their_cases_alone(self):
        [trouble] = [each for each in self.daemon.json("status")["troubles"] if "one address" in each]
        for each in ("shared-1", "shared-2", "meets-1", "recruiter kim"):
            self.assertIn(each, trouble)
        for each in ("Tran", "Stein", "@"):
            self.assertNotIn(each, trouble)

    def test_a_recruiter_does_not_get_the_calendar_of_a_candidate_with_their_id(self):
        theirs = {each["name"]: each["https"] for each in self.daemon.json("feeds", "kim")}
        self.assertEqual(set(theirs), {"Kim Park", "Rolf Stein"})
        self.assertTrue(theirs["Rolf Stein"].endswith(self.then["kim"]))
        self.assertNotEqual(theirs["Kim Park"], theirs["Rolf Stein"])
        for each in theirs.values():
            self.assertEqual(self.daemon.get(re.sub(r"^https?://[^/]*", "", each))[0], 200)

    def test_the_log_says_once_what_was_taken_over(self):
        lines = [line for line in self.daemon.log if "first edition" in line]
        self.assertEqual(len(lines), 1)
        self.assertNotIn("private-", "".join(self.daemon.log))


class Hours(unittest.TestCase):
    """From the upgrade to the next day's noon."""

    @classmethod
    def setUpClass(cls):
        cls.then = expected()
        cls.relay = Relay()
        cls.relay.deeds = {"nora@candidate.example": "550"}
        cls.daemon = taken_over(cls.relay, speed="3000").start()
        wait_for("the next day", lambda: cls.daemon.json("status")["now"] > "2026-12-01T18:00:00Z", 240)
        cls.daemon.stop()
        mails = {mail["message_id"]: mail for mail in mails_of(cls.daemon.folder)}
        cls.sent = []
        for to, message in cls.relay.letters:
            mail = mails[re.search(rb"^Message-ID: <(.*)>\r\n", message, re.M).group(1).decode()]
            cls.sent.append((date_of(message), to, mail, text_of(message)))

    @classmethod
    def tearDownClass(cls):
        cls.daemon.__exit__()
        cls.relay.stop()

    def test_in_the_first_hours_goes_out_what_would_have_gone_out_anyway(self):
        would = {(mail["to"], nudge) for mail in self.then["hours_after"] for nudge in mail["nudges"]}
        doubtful = {(to, nudge) for to, nudge in would if to in ("ivo@candidate.example", "mats@candidate.example")}
        self.assertEqual(len(doubtful), 2)
        did = {(to, nudge) for at, to, mail, _ in self.sent if at < "2026-11-30T18:40:00Z" for nudge in mail["nudges"]}
        # What stands in a recruiter's digest is not said once more.
        in_digest = {(to, nudge) for to, nudge in would if to == "lee@glass.example" and "doubts-1/call" in nudge}
        self.assertEqual(did | in_digest, would - doubtful)
        first = [text for at, to, mail, text in self.sent if to == "lee@glass.example" and "Follow-ups on" in text][0]
        self.assertIn("Call Tess Ryder (Kolar Works)", first)

    def test_nothing_is_sent_twice(self):
        before = [nudge for mail in self.then["mails"] if mail["state"] == "sent" for nudge in mail["nudges"]]
        after = [nudge for _, _, mail, _ in self.sent for nudge in mail["nudges"]]
        self.assertEqual([nudge for nudge in set(before + after) if (before + after).count(nudge) > 1], [])
        numbers = [mail["mail"] for _, _, mail, _ in self.sent]
        self.assertEqual(len(numbers), len(set(numbers)))

    def test_no_candidate_reads_what_is_the_recruiters_own(self):
        self.assertGreater(len(self.then["holds_private"]), 3)
        to_candidates = [(to, text) for _, to, _, text in self.sent if to not in OF_RECRUITERS]
        self.assertGreater(len(to_candidates), 5)
        for to, text in to_candidates:
            self.assertEqual(re.findall(r"private-[\w-]*", text), [], to)

    def test_no_calendar_of_a_candidate_holds_what_is_the_recruiters_own(self):
        self.daemon.start(["--at", "2026-12-01T18:00:00Z", "--speed", "1"])
        for path, before in self.then["feeds"].items():
            if "@" in before["person"]:
                self.assertNotIn("private-", self.daemon.get(path)[2].decode().replace("\r\n ", ""))
        for path, before in self.then["links"].items():
            if before["to"] not in OF_RECRUITERS:
                self.assertNotIn("private-", html.unescape(self.daemon.get(path)[2].decode()))
        self.daemon.stop()

    def test_who_wants_no_mails_or_is_away_gets_none(self):
        went = {to for _, to, _, _ in self.sent}
        self.assertNotIn("omar@candidate.example", went)
        self.assertNotIn("sam@glass.example", went)
        self.assertTrue(any("plain-1/call/tess-ryder told" in str(mail["nudges"]) for _, to, mail, _ in self.sent
                            if to == "lee@glass.example"))

    def test_nobody_is_told_of_what_ended_before(self):
        for at, to, mail, text in self.sent:
            for case in (*ENDED, "withdrawn-1"):
                self.assertNotIn(case, str(mail["nudges"]), (at, to))
            for name in ("Egon Frost", "Gus Hale"):
                self.assertNotIn(name, text, (at, to))

    def test_a_case_without_a_date_is_mentioned_by_no_mail_of_its_own(self):
        for at, to, mail, text in self.sent:
            for case in COLD:
                self.assertNotIn(f"{case}/next", str(mail["nudges"]), (at, to))

    def test_the_first_digest_counts_the_cases_without_a_date_once(self):
        digests = {to: [text for at, to_, mail, text in self.sent if to_ == to and "Follow-ups on" in text]
                   for to in ("pat@glass.example", "lee@glass.example")}
        for texts in digests.values():
            self.assertNotIn("Set the next date", "".join(texts))
        counted = {to: [re.search(r"(\d+|One) older cases?", text) for text in texts] for to, texts in digests.items()}
        self.assertEqual([each.group(1) for each in counted["pat@glass.example"] if each], ["4"])
        self.assertEqual([each.group(1) for each in counted["lee@glass.example"] if each], ["One"])


if __name__ == "__main__":
    unittest.main()
