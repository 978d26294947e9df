"""[[forget]] met: after it nothing on the disk names somebody met, the case stays whole, and nothing brings them back."""

import pathlib
import tempfile
import unittest

from forget_test import files_with
from support import Daemon, interview, run, wait_for

NAME, ADDRESS, NUMBER = "Quirina Zvzmarker", "qzv@acme.example", "+1 312 555 0143"
# Everything of hers that was told, and how a duty is called by her.
CANARIES = ("zvzmarker", "quirina", "qzv@", "555 0143", "head of zvstuff", "zvsailing", "zvtoo junior", "zvhurry", "zvroad")


def told(number=1, employer="Acme Robotics", when="2026-11-20T13:30:00-06:00"):
    text = interview(number, ended=when, met=("Luis Ortiz",)).replace(f"Employer {number}", employer)
    return text.replace("\n[[interview.met]]", f"""
notes = "{NAME} smiled at Candidate {number}."
objections = ["travel", {{ text = "zvtoo junior", by = "{NAME}" }}]
next = [{{ what = "second interview", with = ["{NAME}, Head of Zvstuff"] }}]

[[interview.met]]
name = "{NAME}"
title = "Head of Zvstuff"
role = "main"
email = "{ADDRESS}"
phone = "{NUMBER}"
address = "1 Zvroad"
talked_about = "zvsailing"

[[interview.promise]]
call = "{NAME}"
on = "a week from Monday"
phone = "{NUMBER}"

[[interview.met]]""", 1)


def canaries(folder):
    return sorted({(word, name) for word in CANARIES for name in files_with(folder, word)})


class ForgettingSomebodyMet(unittest.TestCase):
    def other_troubles(self):
        """Besides that of the file that was refused, and lies there."""
        troubles = self.daemon.json("status")["troubles"]
        return [each for each in troubles if not each.startswith("queue: files that were refused")]

    def setUp(self):
        self.daemon = self.started()

    def started(self, **options):
        daemon = Daemon(options=["--at", "2026-11-20T22:00:00Z", "--speed", "1"], **options).start()
        self.addCleanup(daemon.__exit__)
        return daemon

    def drop(self, name, text, daemon=None):
        daemon = daemon or self.daemon
        daemon.drop(name, text)
        wait_for(f"{name} to be taken", daemon.at_rest)

    def sent(self, daemon=None):
        daemon = daemon or self.daemon
        try:
            wait_for("the outbox to be empty",
                     lambda: set(daemon.json("status")["mails"]) in ({"sent"}, {"sent", "moot"}))
        except AssertionError as in_vain:
            raise AssertionError(f"{in_vain}: {daemon.json('outbox')}") from in_vain

    def tell_the_story(self):
        self.drop("one.toml", f"# {NAME}\n" + told(1) + "\n" + interview(2, ended="2026-11-20T13:30:00-06:00"))
        self.drop("heard.toml", f'[[heard]]\ninterview = "case-1"\nfrom = "{NAME}"\nnews = "acknowledged"\nnotes = "zvhurry"\n')
        self.drop("letter.toml", f'[[letter]]\ninterview = "case-1"\nto = "{NAME}"\n')
        self.drop("refused.toml", told(3).replace("position", "positoin"))
        self.drop("no-toml.toml", f"Candidate 9 met {NAME}: zvzmarker\n")
        (self.daemon.queue / "tmp" / "draft.toml").write_text(f'[[interview]]\nnotes = "{NAME}"\ncandidate = {{ name')
        wait_for("mails about it", lambda: len(self.daemon.mails()) >= 4)
        self.sent()
        for feed in self.daemon.json("feeds"):
            self.assertEqual(self.daemon.get("/" + feed["https"].split("/", 3)[3])[0], 200)

    def forget(self, *words):
        return self.daemon.followup("forget", *words, "--yes")

    def expect_gone(self):
        self.assertEqual(canaries(self.daemon.folder), [])
        for words in (("show", "case-1"), ("show", "case-1", "--json"), ("agenda",), ("agenda", "--json")):
            said = self.daemon.followup(*words)
            self.assertEqual(said.returncode, 0, said.stderr)
            for word in CANARIES:
                self.assertNotIn(word, said.stdout.lower(), words)
        for feed in self.daemon.json("feeds"):
            body = self.daemon.get("/" + feed["https"].split("/", 3)[3])[2].decode().replace("\r\n ", "").lower()
            for word in CANARIES:
                self.assertNotIn(word, body)

    def test_nothing_of_them_is_on_the_disk_afterwards_and_the_case_is_whole(self):
        self.tell_the_story()
        self.assertTrue(canaries(self.daemon.folder), "the test itself looks in vain")
        before = self.daemon.followup("forget", "--met", NAME, "--employer", "Acme Robotics", "--look")
        self.assertEqual(before.returncode, 0, before.stderr)
        self.assertRegex(before.stdout, r"^to be forgotten: somebody met, cases 1, mails \d+\n  not owed any more: case-1/call/")
        self.assertTrue(canaries(self.daemon.folder), "it was only looked at")
        answer = self.forget("--met", NAME, "--employer", "Acme Robotics")
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))
        self.assertRegex(answer.stdout, r"^forgotten: somebody met, cases 1, mails \d+\n")
        self.assertIn("not owed any more: case-1/call/a-forgotten-person", answer.stdout)
        self.assertIn("cannot be called back", answer.stdout)
        self.assertIn("backups hold them", answer.stdout)
        self.sent()
        self.expect_gone()
        shown = " ".join(self.daemon.followup("show", "case-1").stdout.split())
        for word in ("Candidate 1", "Luis Ortiz", "a forgotten person", "… smiled at Candidate 1.", "travel"):
            self.assertIn(word, shown)
        self.assertNotIn("warning:", shown)
        self.assertEqual(self.daemon.json("status")["cases"], 2)
        self.assertIn("one.toml", self.daemon.done())
        self.assertIn("heard.toml", self.daemon.done())
        self.assertNotIn("letter.toml", self.daemon.done())
        self.assertIn("refused.toml", self.daemon.bad())
        self.assertIn("Luis Ortiz", next(self.daemon.queue.glob("done/*/one.toml")).read_text())
        self.assertTrue(self.daemon.said(r"forgot somebody met for .*: cases=1 interviews=1 mails=\d+"))
        open_duties = [duty for duty in self.daemon.json("agenda")["duties"] if duty["state"] == "open"]
        self.assertTrue(any(duty["id"].startswith("case-1/") for duty in open_duties), "an open case has a date")

    def test_the_recruiter_is_told_and_no_name(self):
        self.tell_the_story()
        self.drop("forget.toml", f'[[forget]]\nmet = "{ADDRESS}"\n')
        told_so = lambda: [mail for mail in self.daemon.mails() if b"somebody met there has been forgotten" in mail.read_bytes()]
        self.assertIn(b"pat@glass.example", wait_for("the recruiter to be told", told_so)[0].read_bytes())
        self.sent()
        self.expect_gone()
        self.assertIn("forget.toml", self.daemon.done())

    def test_of_several_one_is_to_be_said(self):
        self.drop("one.toml", told(1))
        self.drop("two.toml", told(2, employer="Bolt").replace(ADDRESS, "other@bolt.example"))
        answer = self.forget("--met", NAME)
        self.assertEqual(answer.returncode, 1)
        for words in ("2 people are called", "Acme Robotics", "Bolt", "Head of Zvstuff",
                      "followup forget --met qzv@acme.example", "followup forget --met other@bolt.example"):
            self.assertIn(words, answer.stderr)
        self.assertEqual(self.forget("--met", "other@bolt.example").returncode, 0)
        self.assertIn(NAME, self.daemon.followup("show", "case-1").stdout)
        self.assertNotIn("Zvzmarker", self.daemon.followup("show", "case-2").stdout)
        self.assertEqual(self.forget("--met", NAME).returncode, 0, "there is only one now")
        self.sent()
        self.expect_gone()

    def test_whom_nobody_knows_is_said_to_be_unknown(self):
        answer = self.forget("--met", "Nobody Known", "--employer", "Acme Robotics")
        self.assertEqual((answer.returncode, answer.stdout), (1, ""))
        self.assertIn("nobody met is known under this name or address", answer.stderr)
        answer = self.forget("nobody@acme.example")
        self.assertIn("--met", answer.stderr)
        self.assertEqual(self.forget().returncode, 2)
        self.assertEqual(self.forget("x@y.example", "--met", NAME).returncode, 2)

    def test_a_restored_backup_forgets_them_again(self):
        self.tell_the_story()
        with tempfile.TemporaryDirectory(prefix="followupd-backup-") as outside:
            backup = pathlib.Path(outside) / "ledger.backup"
            self.assertEqual(self.daemon.followup("backup", backup).returncode, 0)
            self.assertEqual(self.forget("--met", ADDRESS).returncode, 0)
            self.assertEqual(self.daemon.stop(), 0)
            restored = run("followup", "restore", "--config", self.daemon.config, backup)
            self.assertEqual(restored.returncode, 0, restored.stderr)
        for aside in self.daemon.state.glob("ledger.sqlite.before*"):
            aside.unlink()
        self.daemon.start()
        self.assertTrue(self.daemon.said("forgotten again"))
        self.sent()
        self.expect_gone()
        self.assertIn("a forgotten person", self.daemon.followup("show", "case-1").stdout)
        self.assertEqual(self.other_troubles(), [])

    def test_after_an_unclean_end_their_files_are_neither_asked_about_nor_taken(self):
        self.tell_the_story()
        self.assertEqual(self.forget("--met", ADDRESS).returncode, 0)
        self.sent()
        mails = len(self.daemon.mails())
        self.daemon.kill()
        self.daemon.start()
        self.assertEqual(self.other_troubles(), [])
        self.assertEqual(len(self.daemon.mails()), mails)
        self.expect_gone()

    def test_their_old_file_does_not_bring_them_back_but_a_new_interview_does(self):
        self.drop("one.toml", told(1))
        self.assertEqual(self.forget("--met", ADDRESS).returncode, 0)
        for name, text in (("again.toml", told(1)), ("more.toml", told(1).replace("travel", "the dog")),
                           ("other.toml", told(4))):
            self.drop(name, text)
            self.assertIn(name, self.daemon.bad())
            reason = self.daemon.queue / "bad" / (name + ".reason")
            wait_for("the reason", lambda: reason.exists() and "asked since to be forgotten" in reason.read_text())
            self.assertNotIn("Zvzmarker", reason.read_text())
        self.drop("later.toml", told(5, when="2026-12-20T13:30:00-06:00"))
        self.assertEqual(self.daemon.bad(), ["again.toml", "more.toml", "other.toml"])
        self.assertIn(NAME, self.daemon.followup("show", "case-5").stdout)

    def test_answers_in_the_inbox_that_tell_of_them_go_as_well(self):
        daemon = self.started(mail='replies = "replies@glass.example"')
        self.daemon = daemon
        self.drop("one.toml", told(1))
        inbox = daemon.state / "inbox" / "cur"
        hers = inbox / "1.hers:2,S"
        hers.write_text(f"From: x <{ADDRESS.upper()}>\n\nForget me.\n")
        names = inbox / "2.names:2,S"
        names.write_text(f"From: candidate1@candidate.example\n\nI wrote to {NAME}.\n")
        other = inbox / "3.other:2,S"
        other.write_text("From: candidate1@candidate.example\n\nI wrote to Luis.\n")
        self.assertEqual(self.forget("--met", NAME).returncode, 0)
        self.assertEqual([path.name for path in inbox.iterdir()], [other.name])
        self.sent()
        self.expect_gone()


if __name__ == "__main__":
    unittest.main()
