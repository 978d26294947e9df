"""[[forget]]: after it nothing on the disk names the candidate, and a restored backup forgets again."""

import pathlib
import tempfile
import unittest

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
        wait_for(f"{name} to be taken", lambda: not (self.daemon.queue / "new" / name).exists())

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

    def test_whom_nobody_knows_is_forgotten_all_the_same(self):
        self.drop("forget.toml", '[[forget]]\ncandidate = "nobody@candidate.example"\n')
        self.assertEqual(self.daemon.bad(), [])
        self.drop("forget-2.toml", '[[forget]]\ncandidate = "nobody@candidate.example"\n')
        self.assertEqual(self.daemon.bad(), [])


if __name__ == "__main__":
    unittest.main()
