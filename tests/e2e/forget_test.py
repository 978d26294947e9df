"""[[forget]]: after it nothing on the disk names the candidate, and a restored backup forgets again."""

import pathlib
import tempfile
import unittest

from scripted import Peer
from support import Daemon, interview, run, wait_for

NAME, ADDRESS = "Quirina Zvzmarker", "zvzmarker@candidate.example"


def theirs(number=1):
    text = interview(number, ended="2026-11-20T13:30:00-06:00")
    return text.replace(f"Candidate {number}", NAME).replace(f"candidate{number}@candidate.example", ADDRESS)


def files_with(folder, words):
    """Every file below the folder that holds the words, in whatever case."""
    return [str(path.relative_to(folder)) for path in pathlib.Path(folder).rglob("*")
            if path.is_file() and words.lower().encode() in path.read_bytes().lower()]


class Forgetting(unittest.TestCase):
    def setUp(self):
        self.daemon = Daemon(options=["--at", "2026-11-20T21:31:00Z", "--speed", "1"]).start()
        self.addCleanup(self.daemon.__exit__)

    def cases(self):
        return self.daemon.json("status")["cases"]

    def drop(self, name, text):
        self.daemon.drop(name, text)
        wait_for(f"{name} to be taken", self.daemon.at_rest)

    def tell_the_story(self):
        self.drop("both.toml", theirs(1) + "\n" + interview(2, ended="2026-11-20T13:30:00-06:00"))
        self.drop("letter.toml", f'[[letter]]\ninterview = "case-1"\nto = "Margaret Chen"\n# {NAME}\n')
        self.drop("refused.toml", theirs(3).replace("position", "positoin"))
        wait_for("mails about both", lambda: len(self.daemon.mails()) >= 4)
        wait_for("the outbox to be empty", lambda: set(self.daemon.json("status")["mails"]) == {"sent"})
        self.feed = next(each for each in self.daemon.json("feeds") if each["person"] == ADDRESS)
        self.path = self.feed["https"].split("/", 3)[3]
        self.assertEqual(self.daemon.get("/" + self.path)[0], 200)

    def test_nothing_on_the_disk_names_them_afterwards(self):
        self.tell_the_story()
        self.assertTrue(files_with(self.daemon.folder, "zvzmarker"), "the test itself looks in vain")
        self.drop("forget.toml", f'[[forget]]\ncandidate = "{ADDRESS}"\n')
        wait_for("one case to be left", lambda: self.cases() == 1)
        self.assertEqual(files_with(self.daemon.folder, "zvzmarker"), [])
        self.assertEqual(self.daemon.get("/" + self.path)[0], 404)
        self.assertIn("forget.toml", self.daemon.done())
        self.assertIn("both.toml", self.daemon.done(), "the other candidate's event stays")
        self.assertNotIn("letter.toml", self.daemon.done())
        self.assertEqual(self.daemon.bad(), [])
        self.assertTrue(self.daemon.said(r"forgot a candidate for .*: cases=1 .* already left: \d+ to="))

    def test_their_answers_in_the_inbox_go_as_well(self):
        daemon = Daemon(mail='replies = "replies@glass.example"',
                        options=["--at", "2026-11-20T21:31:00Z", "--speed", "1"]).start()
        self.addCleanup(daemon.__exit__)
        self.daemon = daemon
        self.drop("both.toml", theirs(1) + "\n" + interview(2, ended="2026-11-20T13:30:00-06:00"))
        inbox = daemon.state / "inbox"
        aside = inbox / "cur" / "1.theirs:2,S"
        aside.write_text(f"From: {NAME} <{ADDRESS.upper()}>\n\nI have moved.\n")
        coded = inbox / "cur" / "2.quoted:2,S"
        coded.write_text("From: x@y.example\nContent-Transfer-Encoding: quoted-printable\n\n> zvzmar=\nker@candidate.example\n")
        other = inbox / "cur" / "3.other:2,S"
        other.write_text("From: candidate2@candidate.example\n\nHello.\n")
        self.drop("forget.toml", f'[[forget]]\ncandidate = "{ADDRESS}"\n')
        wait_for("one case to be left", lambda: self.cases() == 1)
        self.assertEqual(sorted(path.name for path in (inbox / "cur").iterdir()), [other.name])

    def test_a_restored_backup_forgets_again(self):
        self.tell_the_story()
        with tempfile.TemporaryDirectory(prefix="followupd-backup-") as outside:
            backup = pathlib.Path(outside) / "ledger.backup"
            self.assertEqual(self.daemon.followup("backup", backup).returncode, 0)
            self.drop("forget.toml", f'[[forget]]\ncandidate = "{ADDRESS}"\n')
            wait_for("one case to be left", lambda: self.cases() == 1)
            self.assertEqual(self.daemon.stop(), 0)
            restored = run("followup", "restore", "--config", self.daemon.config, backup)
            self.assertEqual(restored.returncode, 0, restored.stderr)
        self.daemon.start()
        self.assertTrue(self.daemon.said("forgotten again: 1"))
        self.assertEqual(self.cases(), 1)
        self.assertEqual(self.daemon.get("/" + self.path)[0], 404)

    def test_their_old_file_does_not_bring_them_back_but_a_new_interview_does(self):
        self.tell_the_story()
        self.drop("forget.toml", f'[[forget]]\ncandidate = "{ADDRESS}"\n')
        self.drop("again.toml", theirs(1))
        self.assertIn("again.toml", self.daemon.bad())
        reason = self.daemon.queue / "bad" / "again.toml.reason"
        wait_for("the reason", lambda: reason.exists() and "asked since to be forgotten" in reason.read_text())
        self.drop("later.toml", theirs(4).replace("2026-11-20T13:30", "2026-12-20T13:30"))
        self.assertEqual(self.cases(), 2)

    def test_the_command_tells_which_mails_had_left(self):
        self.tell_the_story()
        answer = self.daemon.followup("forget", ADDRESS, "--yes")
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))
        self.assertRegex(answer.stdout, r"^forgotten: cases 1, mails \d+\nmails that had already left")
        self.assertEqual(self.cases(), 1)
        self.assertEqual(files_with(self.daemon.folder, "zvzmarker"), [])
        self.daemon.stop()
        answer = self.daemon.followup("forget", "candidate2@candidate.example", "--yes")
        self.assertEqual(answer.returncode, 0)
        self.assertIn("the request waits", answer.stderr)
        self.daemon.start()
        wait_for("no case to be left", lambda: self.cases() == 0)

    def forget(self, whom, *options):
        return self.daemon.followup("forget", whom, "--yes", *options)

    def test_they_are_found_by_every_address_and_id_they_ever_had(self):
        older = "old-zvzmarker@candidate.example"
        self.drop("one.toml", theirs(1).replace(ADDRESS, older))
        self.drop("moved.toml", theirs(1) + "\n" + interview(2, ended="2026-11-20T13:30:00-06:00"))
        wait_for("both cases", lambda: self.cases() == 2)
        answer = self.forget(older.upper())
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))
        self.assertEqual(self.cases(), 1)
        self.assertEqual(files_with(self.daemon.folder, "zvzmarker"), [])
        for address in (older, ADDRESS):
            self.drop("again.toml", theirs(7).replace(ADDRESS, address))
        self.assertEqual(len(self.daemon.bad()), 2, "they come back under none of them")

    def test_of_several_under_one_address_one_is_to_be_named(self):
        family = "zv-family@candidate.example"
        for number, name in ((1, NAME), (2, "Otto Zvzother")):
            text = theirs(number).replace(NAME, name).replace(f'email = "{ADDRESS}"', f'email = "{family}", id = "p-{number}"')
            self.drop(f"{number}.toml", text)
        wait_for("both cases", lambda: self.cases() == 2)
        answer = self.forget(family, "--json")
        self.assertEqual(answer.returncode, 1)
        for words in (NAME, "Otto Zvzother", "followup forget case-1", "followup forget case-2"):
            self.assertIn(words, answer.stderr)
        self.assertEqual(self.cases(), 2)
        self.assertEqual(self.forget("case-1").returncode, 0)
        self.assertEqual(self.cases(), 1)
        self.assertEqual(files_with(self.daemon.folder, "zvzmarker"), [])
        self.assertIn("Zvzother", self.daemon.followup("show", "case-2").stdout)
        self.drop("family.toml", '[[forget]]\ncandidate = "p-2"\n')
        wait_for("no case to be left", lambda: self.cases() == 0)

    def test_one_whose_name_was_put_right_is_one_person(self):
        self.drop("1.toml", theirs(1))
        self.drop("2.toml", theirs(2))
        for number, (name, was) in enumerate((("Dana Zvzwrong", NAME), (NAME, "Dana Zvzwrong"))):
            self.drop(f"right-{number}.toml", theirs(1).replace(f'name = "{NAME}"', f'name = "{name}", was = "{was}"'))
        self.assertEqual(self.daemon.bad(), [])
        answer = self.forget(ADDRESS)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertEqual(self.cases(), 0)
        self.assertEqual(files_with(self.daemon.folder, "zvzmarker"), [])

    def test_whom_nobody_knows_is_said_to_be_unknown(self):
        answer = self.forget("nobody@candidate.example")
        self.assertEqual((answer.returncode, answer.stdout), (1, ""))
        self.assertIn("nobody is known under this address or id", answer.stderr)

    def test_mails_of_several_drafts_and_what_is_no_event_file_go_as_well(self):
        self.tell_the_story()
        maildir = self.daemon.state / "Maildir"
        digest = maildir / "cur" / "1795000000.999999.glass.example:2,S"
        digest.write_text(f"Subject: Your day\n\nCall {NAME} today.\n")
        other = maildir / "cur" / "1795000000.999998.glass.example:2,S"
        other.write_text("Subject: Your day\n\nCall Candidate 2 today.\n")
        (self.daemon.queue / "tmp" / "draft.toml").write_text(f'[[interview]]\ncandidate = {{ name = "{NAME}"')
        (self.daemon.queue / "tmp" / "utf16").write_bytes(f"{NAME}".encode("utf-16"))
        self.drop("no-toml.toml", f"this is no TOML: {NAME}\n")
        self.drop("long.toml", "#" * 70_000 + NAME)
        wait_for("the refusals", lambda: len(self.daemon.bad()) == 3)
        wait_for("the outbox to be empty", lambda: set(self.daemon.json("status")["mails"]) == {"sent"})
        answer = self.forget(ADDRESS)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertEqual(files_with(self.daemon.folder, "zvzmarker"), [])
        self.assertEqual(list((self.daemon.queue / "tmp").iterdir()), [])
        self.assertFalse(digest.exists())
        self.assertTrue(other.exists())
        self.assertEqual(self.daemon.bad(), [])

    def test_what_remains_is_said(self):
        self.tell_the_story()
        aside = self.daemon.state / "ledger.sqlite.before-restore"
        aside.write_bytes(b"an older ledger")
        said = self.forget(ADDRESS).stdout
        self.assertIn(str(aside), said)
        self.assertNotIn("ledger.sqlite.accepted", said, "the mark beside the ledger forgets them with it")

    def test_a_mail_that_is_on_its_way_is_told_as_such(self):
        relay = Peer()
        self.addCleanup(relay.stop)
        relay.fault = ("dot", "hang")
        daemon = Daemon(mail=f'relays = [{{ url = "smtp://127.0.0.1:{relay.port}" }}]\nsessions = 1',
                        options=["--at", "2026-11-20T22:00:00Z", "--speed", "1"]).start()
        self.addCleanup(daemon.__exit__)
        self.daemon = daemon
        self.drop("one.toml", theirs(1))
        wait_for("the dot", lambda: any(mail["state"] == "handed" for mail in daemon.json("outbox")))
        answer = self.forget(ADDRESS)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertIn("(was on its way: perhaps)", answer.stdout)
        self.assertNotIn("no mail about them had left", answer.stdout)

    def test_whom_nobody_knows_is_forgotten_all_the_same(self):
        self.drop("forget.toml", '[[forget]]\ncandidate = "nobody@candidate.example"\n')
        self.assertEqual(self.daemon.bad(), [])
        self.drop("forget-2.toml", '[[forget]]\ncandidate = "nobody@candidate.example"\n')
        self.assertEqual(self.daemon.bad(), [])


if __name__ == "__main__":
    unittest.main()
